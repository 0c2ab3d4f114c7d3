from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from api.concerns.rules import PressureStatus, ReportStatus
from api.kit.pages import PageParams
from api.kit.schemas import Flag, Paragraph, ReadSchema, Reason, RowVersion, Schema

_ShortReason = Annotated[Reason, StringConstraints(max_length=1000)]


class CommentReportWrite(Schema):
    """A comment as it is read on the result: it has no number one could name."""

    source: Annotated[str, StringConstraints(max_length=12), Field(examples=["peer"])]
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000), Field(examples=["Sering terlambat rapat."])]
    reason: Annotated[_ShortReason, Field(examples=["Menyebut urusan keluarga, bukan perilaku kerja."])]


class CommentReportFilters(PageParams):
    open: Annotated[bool | None, Field(description="True: still to be decided.")] = None


class CommentReportDecision(Schema):
    take_down: Annotated[Flag, Field(description="False: the comment stays as it is.")]
    reason: _ShortReason


class ReportedRead(ReadSchema):
    text: Annotated[str, Field(description="What happens next.")]


class CommentReportRead(ReadSchema):
    id: UUID
    status: ReportStatus
    round_name: str
    person_name: str
    unit_name: str
    comment: Annotated[str, Field(description="The reported comment: read here so that it can be decided.")]
    reason: str
    reported_at: datetime
    proposed_reason: str
    decided_at: datetime | None
    decided_reason: str
    row_version: RowVersion
    actions: list[Literal["decide_comment_report"]]


class PressureWrite(Schema):
    text: Annotated[
        Paragraph,
        StringConstraints(max_length=2000),
        Field(examples=["Saya diminta memberi nilai 5 untuk seorang rekan."]),
    ]
    named: Annotated[Flag, Field(description="The contact may know who wrote; else he answers without knowing.")] = (
        False
    )


class PressureReply(Schema):
    text: Annotated[Paragraph, StringConstraints(max_length=2000)]


class PressureMessageRead(ReadSchema):
    from_contact: bool
    text: str
    written_on: date


class PressureRead(ReadSchema):
    id: UUID
    role: Annotated[Literal["sender", "contact"], Field(description="The caller's side.")]
    other: Annotated[str | None, Field(description="Who the other is; null where the sender stays unnamed.")]
    named: bool
    status: PressureStatus
    sent_on: date
    messages: list[PressureMessageRead]
    actions: list[Literal["reply_to_pressure_report", "close_pressure_report"]]


class PressureDeskRead(ReadSchema):
    """Whom a report of pressure goes to, and the caller's own conversations."""

    contact: Annotated[str | None, Field(description="Null: the office has named nobody yet.")]
    promise: str
    reports: list[PressureRead]
