from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.assignments.rules import DeclineCategory
from api.kit.pages import PageParams
from api.kit.schemas import Flag, ReadSchema, Reason, Schema, WholeNumber
from api.rounds.reasons import LeavingReason, ParticipantStatus

Months = Annotated[WholeNumber, Field(ge=0, le=12, description="Of the period, for which he can be evaluated.")]


class NextSuperior(StrEnum):
    HOLDER = "holder"
    """Who holds the post above the participant's today."""
    ABOVE = "above"
    """The superior of the superior: where he is prevented or should not rate this person."""


class LateJoiner(Schema):
    employee_id: UUID


class LateJoinerRead(ReadSchema):
    """The new participant and how many tasks came with him; not with whom."""

    participant_id: UUID
    tasks_about_him: Annotated[int, Field(examples=[7])]
    tasks_of_his: Annotated[int, Field(examples=[6])]
    has_superior: Annotated[
        bool, Field(description="False: nobody rates him as superior; his result stays incomplete.")
    ]


class ParticipantLeave(Schema):
    """`left` has a reason code (default `other`); `incapacitated` is berhalangan tetap."""

    status: Literal[ParticipantStatus.LEFT, ParticipantStatus.INCAPACITATED]
    reason_code: Annotated[LeavingReason | None, Field(description="With `left` only.")] = None
    reason: Reason
    months: Months | None = None

    @property
    def code(self) -> LeavingReason | None:
        """The kind of leaving; None means unable for good."""
        if self.status is ParticipantStatus.INCAPACITATED:
            return None
        return self.reason_code or LeavingReason.OTHER


class DepartureRead(ReadSchema):
    participant_id: UUID
    status: ParticipantStatus
    handed_on: Annotated[int, Field(description="Of his peer tasks: so many have a substitute.")]
    lost: Annotated[int, Field(description="Of his peer tasks: for so many nobody was left.")]
    superior_tasks: Annotated[
        int, Field(description="Open forms he has as a superior; pass them on by `reassign_superior`.")
    ]


class ParticipantMove(Schema):
    reason: Reason
    months: Months | None = None
    pass_to_new_superior: Annotated[
        Flag, Field(description="His superior's open form passes to who holds the post above his today.")
    ] = False


class SuperiorReassign(Schema):
    to: Annotated[NextSuperior, Field(description="`holder`: of the post above, today; `above`: the superior's own.")]
    reason: Reason


class ProgressUnit(ReadSchema):
    """The raters of a unit: what they have to do, for whomever."""

    unit_id: Annotated[UUID | None, Field(description="Null: raters who do not take part themselves.")]
    unit_name: str
    raters: int
    tasks: int
    handed_in: int
    outstanding: int


class DeclineCount(ReadSchema):
    category: DeclineCategory
    text: Annotated[str, Field(examples=["Hubungan keluarga"])]
    count: int


class RoundProgress(ReadSchema):
    scope: Annotated[
        Literal["office", "team"], Field(description="`team`: the caller's own people, without tasks about himself.")
    ]
    deadline: Annotated[datetime, Field(description="When the round closes: the latest deadline of anybody.")]
    deadline_text: Annotated[str, Field(examples=["31 Desember 2026, 16.00 WIB"])]
    raters: int
    raters_done: Annotated[int, Field(description="Raters without an outstanding task.")]
    tasks: int
    handed_in: int
    outstanding: int
    declined: Annotated[list[DeclineCount], Field(description="For officers: by kind of reason, in the whole round.")]
    units: Annotated[list[ProgressUnit], Field(description="For officers: by the raters' units.")]


class OutstandingFilters(PageParams):
    unit_id: Annotated[UUID | None, Field(description="Raters of this unit.")] = None
    search: Annotated[str | None, Field(max_length=100, description="Part of the name.")] = None
    sort: Annotated[str | None, Field(max_length=40, description="`outstanding`, `name`; `-` descending.")] = None


class OutstandingRater(ReadSchema):
    """Somebody to be reminded; for whom the forms are is told to nobody."""

    employee_id: UUID
    name: Annotated[str, Field(examples=["Contoh Pegawai, S.Sos."])]
    unit_name: Annotated[str, Field(examples=["Kelurahan Terjun"])]
    tasks: Annotated[int, Field(examples=[7])]
    outstanding: Annotated[int, Field(examples=[3])]
    account_active: Annotated[bool, Field(description="False: has never signed in, or may not.")]
