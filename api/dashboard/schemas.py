from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.kit.schemas import ReadSchema
from api.rounds.rules import RoundKind, RoundStatus
from api.training.schemas import CourseRef


class UnitFigure(ReadSchema):
    ten_thousandths: Annotated[int, Field(examples=[40600])]
    text: Annotated[str, Field(description="Two decimals, rounded once.", examples=["4,06"])]


class ProgressTile(ReadSchema):
    """Berapa yang belum menilai?"""

    raters: int
    raters_done: int
    tasks: int
    handed_in: int
    outstanding: Annotated[int, Field(description="As long as the sum of the list of raters with open tasks.")]


class ResultsTile(ReadSchema):
    """Sampai di mana penetapannya?"""

    decided: int
    released: int
    undecided: int


class PredicateCount(ReadSchema):
    code: Annotated[int, Field(description="SIASN: 1 Sangat Baik … 5 Sangat Kurang.")]
    text: Annotated[str, Field(examples=["Baik"])]
    people: int


class UnitLine(ReadSchema):
    unit_id: UUID
    name: str
    parent_id: UUID | None
    people: Annotated[int, Field(description="Behind this line; who was decided too late to be counted is not in it.")]
    composite: UnitFigure | None
    values: dict[str, UnitFigure | None]
    lowest: Annotated[list[str], Field(description="Codes of the unit's lowest value; several where they are equal.")]
    previous: Annotated[
        UnitFigure | None, Field(description="Its mean in the nearest comparable round before; did it fall?")
    ]


class OfficePoint(ReadSchema):
    """The mean of the whole office in one round, of those decided when that round was released."""

    round_id: UUID
    name: str
    period_end: date
    composite: UnitFigure | None
    comparable: Annotated[bool, Field(description="Same instruments, values, weights and raters as this round.")]


class RoundDashboard(ReadSchema):
    """A round at a glance. Small groups are hidden; unit figures are of those decided when it was released."""

    round_id: UUID
    name: str
    kind: RoundKind
    status: RoundStatus
    participants: int
    progress: ProgressTile
    results: ResultsTile | None
    distribution: Annotated[
        list[PredicateCount] | None, Field(description="Decided predicates; null below five people.")
    ]
    units: Annotated[list[UnitLine], Field(description="Only units of five people or more; empty before release.")]
    trend: Annotated[
        list[OfficePoint],
        Field(description="The office over its rounds of this kind, the earliest first, this one last."),
    ]
    hidden: Annotated[Literal["not_released", "small_units"] | None, Field(description="Why unit lines are missing.")]


class NeedLine(ReadSchema):
    competency: Annotated[int, Field(description="PermenPANRB 38/2017.", examples=[3])]
    competency_name: Annotated[str, Field(examples=["Komunikasi"])]
    people: Annotated[int | None, Field(description="Who fall short of it; null where a small group would show.")]
    people_text: Annotated[str, Field(examples=["kurang dari 5"])]
    courses: Annotated[
        list[CourseRef], Field(description="What was recommended most for it, each to five people or more.")
    ]


class RoundNeeds(ReadSchema):
    """Apa yang perlu dipelajari kantor ini? Counts only; by threshold, so it may be empty."""

    round_id: UUID
    people: Annotated[int, Field(description="People with a released result in this round.")]
    hidden: Annotated[
        Literal["not_released", "small_group", "release_incomplete"] | None,
        Field(description="Why the list is missing."),
    ]
    needs: list[NeedLine]
