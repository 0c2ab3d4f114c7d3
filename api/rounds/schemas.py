from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from api.employees.models import PositionClass
from api.kit.pages import PageParams
from api.kit.schemas import (
    Day,
    Flag,
    Line,
    Moment,
    OptionalParagraph,
    ReadSchema,
    Reason,
    RowVersion,
    Schema,
    WholeNumber,
)
from api.rounds.rules import PeriodType, RoundKind, RoundStatus

_FIRST, _AFTER = datetime(2000, 1, 1, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC)
RoundMoment = Annotated[Moment, Field(ge=_FIRST, lt=_AFTER), AfterValidator(lambda moment: moment.astimezone(UTC))]
RoundDay = Annotated[Day, Field(ge=_FIRST.date(), lt=_AFTER.date())]
RoundName = Annotated[Line, Field(description="Under which people look for it.", examples=["Triwulan IV 2026"])]
Kind = Annotated[
    RoundKind,
    Field(
        description="`full`: self, superior, peers; `light`: the superior and the work result; `practice`: nothing counts."
    ),
]
Peers = Annotated[WholeNumber, Field(ge=3, le=7, description="Peers who rate each participant.", examples=[5])]
OpensAt = Annotated[
    RoundMoment, Field(description="Opens by itself at this instant, if the launch check finds no blocker.")
]
ClosesAt = Annotated[RoundMoment, Field(description="The deadline, exclusive.", examples=["2026-12-31T16:00:00+07:00"])]
DeadlineText = Annotated[
    str, Field(description="The deadline in the office's zone.", examples=["31 Desember 2026, 16.00 WIB"])
]
Actions = Annotated[
    list[str],
    Field(
        description="What the state and your rights allow next; what else an action asks for, its own answer says.",
        examples=[["open", "cancel", "update"]],
    ),
]


class Selection(StrEnum):
    """Who is on the list when a round is created."""

    ALL = "all"
    """Every active employee of the unit and below."""
    NONE = "none"
    SAME = "same"
    """Whoever was in the earlier round and is still here (only for a clone)."""


class RoundVersion(Schema):
    """With which published version a class of posts is rated."""

    position_class: Annotated[PositionClass | None, Field(description="Null: everybody without a version of his own.")]
    version_id: UUID


class RoundCreate(Schema):
    name: Annotated[RoundName | None, Field(description="Default: the period's name.")] = None
    kind: Kind = RoundKind.FULL
    period_type: Annotated[
        PeriodType | None, Field(description="Default: by the length of the period; a quarter where none is sent.")
    ] = None
    period_start: Annotated[RoundDay | None, Field(description="Default: the period that is over, or soon.")] = None
    period_end: RoundDay | None = None
    unit_id: Annotated[UUID | None, Field(description="Default: the highest unit you manage.")] = None
    opens_at: OpensAt | None = None
    closes_at: Annotated[ClosesAt | None, Field(description="Default: the end of the 14th day from today.")] = None
    peers_per_person: Peers = 5
    response_stage: Annotated[Flag, Field(description="Ask for the person's tanggapan before the decision.")] = False
    note: OptionalParagraph = ""
    participants: Literal[Selection.ALL, Selection.NONE] = Selection.ALL
    instruments: Annotated[
        list[RoundVersion] | None,
        Field(max_length=10, description="Default: the newest published version, and those of single classes."),
    ] = None


class RoundPatch(Schema):
    """What is left out or null stays as it is, except `opens_at`: null takes the automatic opening away."""

    name: RoundName | None = None
    kind: Kind | None = None
    period_type: PeriodType | None = None
    period_start: RoundDay | None = None
    period_end: RoundDay | None = None
    opens_at: OpensAt | None = None
    closes_at: ClosesAt | None = None
    peers_per_person: Peers | None = None
    response_stage: Flag | None = None
    note: OptionalParagraph | None = None
    instruments: Annotated[list[RoundVersion] | None, Field(max_length=10)] = None

    def changes(self) -> dict[str, Any]:
        """The columns that change; the instruments are a table of their own."""
        sent = {name: getattr(self, name) for name in self.model_fields_set - {"instruments"}}
        return {name: value for name, value in sent.items() if value is not None or name == "opens_at"}


class RoundClone(Schema):
    """A clone takes over settings, instruments and exclusions; its plan of evaluators is drawn anew."""

    name: Annotated[RoundName | None, Field(description="Default: the name of the next period.")] = None
    period_start: Annotated[RoundDay | None, Field(description="Default: the period that follows the earlier one.")] = (
        None
    )
    period_end: RoundDay | None = None
    opens_at: OpensAt | None = None
    closes_at: Annotated[ClosesAt | None, Field(description="Default: the end of the 14th day from today.")] = None
    participants: Selection = Selection.ALL


class RoundFilters(PageParams):
    status: Annotated[RoundStatus | None, Field(description="The state that holds now.")] = None
    kind: RoundKind | None = None
    managed: Annotated[
        bool | None, Field(description="True: of units where you are the personnel officer; false: the others you see.")
    ] = None
    year: Annotated[int | None, Field(ge=2000, le=2100, description="The year in which the period ends.")] = None
    search: Annotated[str | None, Field(max_length=100, description="Part of the name.")] = None
    sort: Annotated[
        str | None, Field(max_length=40, description="`period_end`, `closes_at`, `name`; `-` descending.")
    ] = None


class RoundUnit(ReadSchema):
    id: UUID
    name: Annotated[str, Field(examples=["Kecamatan Medan Marelan"])]


class RoundListItem(ReadSchema):
    id: UUID
    name: Annotated[str, Field(examples=["Triwulan IV 2026"])]
    kind: RoundKind
    period_type: PeriodType
    period_start: date
    period_end: date
    status: Annotated[RoundStatus, Field(description="What holds now: an open round past its deadline is closed.")]
    unit: RoundUnit
    opens_at: datetime | None
    closes_at: Annotated[datetime, Field(description="The round's own deadline, exclusive.")]
    deadline: Annotated[datetime, Field(description="When the round closes: the latest deadline of anybody.")]
    deadline_text: DeadlineText
    participants: Annotated[int, Field(description="Who is evaluated.", examples=[89])]
    actions: Actions
    row_version: RowVersion


class RoundVersionRead(ReadSchema):
    position_class: PositionClass | None
    version_id: UUID
    instrument: Annotated[str, Field(examples=["BerAKHLAK"])]
    number: Annotated[int, Field(examples=[2])]


class RoundExtension(ReadSchema):
    id: UUID
    employee_id: UUID | None
    unit_id: UUID | None
    given_to: Annotated[str, Field(description="The person's or the unit's name.")]
    deadline: datetime
    deadline_text: DeadlineText
    reason: str
    created_at: datetime


class RoundCounts(ReadSchema):
    active: int
    excluded: int
    left: int
    incapacitated: int
    without_superior: Annotated[int, Field(description="Active, no superior, not marked as rated outside the system.")]
    outside: Annotated[int, Field(description="Active and dinilai di luar sistem.")]


class RoundWarning(ReadSchema):
    code: Annotated[str, Field(examples=["deadline_on_holiday"])]
    message: Annotated[str, Field(examples=["Tenggat 31-12-2026 jatuh pada hari libur: Cuti Bersama."])]


class RoundRead(RoundListItem):
    peers_per_person: int
    response_stage: bool
    note: Annotated[str, Field(description="For officers; empty for everybody else.")]
    cloned_from_id: UUID | None
    created_at: datetime
    opened_at: datetime | None
    closed_at: Annotated[datetime | None, Field(description="By hand, or the deadline itself.")]
    calculated_at: datetime | None
    released_at: datetime | None
    archived_at: datetime | None
    cancelled_at: datetime | None
    closes_at_text: DeadlineText
    instruments: list[RoundVersionRead]
    counts: Annotated[RoundCounts | None, Field(description="For officers.")]
    extensions: Annotated[list[RoundExtension], Field(description="For officers; empty for everybody else.")]
    warnings: Annotated[list[RoundWarning], Field(description="For officers: what is unfortunate; it never blocks.")]


class RoundClose(Schema):
    reason: Reason


class RoundReopen(Schema):
    reason: Reason
    closes_at: ClosesAt


class RoundCancel(Schema):
    reason: Reason
    confirmation: Annotated[
        Line, Field(description="The round's name, typed once more.", examples=["Triwulan IV 2026"])
    ]


class RoundExtend(Schema):
    """More time for one rater, one unit and what is below it, or – without either – for all."""

    deadline: Annotated[
        RoundMoment, Field(description="The new deadline, exclusive.", examples=["2027-01-05T16:00:00+07:00"])
    ]
    reason: Reason
    unit_id: UUID | None = None
    employee_id: UUID | None = None

    @property
    def for_all(self) -> bool:
        return self.unit_id is None and self.employee_id is None
