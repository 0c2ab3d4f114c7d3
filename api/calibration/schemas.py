from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.calibration.rules import CaseReason
from api.kit.schemas import Flag, OptionalParagraph, Paragraph, ReadSchema, Schema
from api.results.schemas_parts import CodedRead, ResultRoundRead
from api.results.schemas_rounds import DistributionRead


class CaseNoteWrite(Schema):
    text: Annotated[
        OptionalParagraph,
        StringConstraints(max_length=1000),
        Field(examples=["Atasan menunjukkan dua contoh kerja; penetapan tetap."]),
    ] = ""
    discussed: Annotated[Flag, Field(description="The meeting has talked about this case.")] = True


class CalibrationConfirm(Schema):
    attendees: Annotated[
        Paragraph, StringConstraints(max_length=500), Field(examples=["Camat, Sekretaris Camat, Kasubbag Kepegawaian"])
    ]
    note: Annotated[OptionalParagraph, Field(examples=["Semua penetapan dipertahankan."])] = ""


class CaseReasonRead(ReadSchema):
    code: CaseReason
    text: str


class CaseDepartureRead(ReadSchema):
    category: str
    reason: str


class CaseRead(ReadSchema):
    result_id: UUID
    participant_id: UUID
    name: Annotated[str, Field(examples=["Siti Rahmawati, S.Sos."])]
    position_title: str
    unit_name: str
    reasons: list[CaseReasonRead]
    composite: Annotated[str | None, Field(examples=["3,97"])]
    standard_error: Annotated[float | None, Field(description="Of a case near a cut.", examples=[0.39])]
    proposed: CodedRead | None
    decided: CodedRead | None
    departure: CaseDepartureRead | None
    note: str
    discussed: bool
    row_version: Annotated[int, Field(description="The ETag of the note; 0 while there is none.", examples=[1])]


class RestRead(ReadSchema):
    """Everybody who is no case; the caller's own result is in neither number."""

    people: int
    undecided: int


class RaterSignalRead(ReadSchema):
    code: Annotated[str, Field(examples=["mutual"])]
    text: str
    raters: Annotated[int | None, Field(description="Null where the number would name each of them.", examples=[3])]


class SignalGroupRead(ReadSchema):
    code: Annotated[str, Field(description="`anonymous` (peers) or `superiors`.", examples=["anonymous"])]
    raters: Annotated[int | None, Field(description="Null below six.", examples=[84])]
    because: str | None
    signals: list[RaterSignalRead]


class SignalUnitRead(ReadSchema):
    unit_id: UUID
    name: str
    raters: int
    signals: Annotated[dict[str, int | None], Field(examples=[{"mutual": 2, "halo": 0}])]


class MeasureRead(ReadSchema):
    code: Annotated[str, Field(examples=["icc1"])]
    label: str
    figure: float | None
    n: int
    text: Annotated[str, Field(description="The figure, or why there is none.", examples=["belum cukup data"])]


class SignalsRead(ReadSchema):
    """Please look: counts of raters, never who; and how far they agree."""

    text: str
    groups: list[SignalGroupRead]
    units: list[SignalUnitRead]
    reliability: list[MeasureRead]


class ConfirmationRead(ReadSchema):
    confirmed_by: str
    confirmed_at: datetime
    attendees: str
    note: str
    cases: int
    rest: int


class MeetingRead(ReadSchema):
    round: ResultRoundRead
    cases: list[CaseRead]
    discussed: int
    rest: RestRead
    distribution: DistributionRead
    signals: SignalsRead
    confirmation: ConfirmationRead | None
    actions: list[str]
