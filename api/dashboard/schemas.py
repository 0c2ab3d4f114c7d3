from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.kit.schemas import ReadSchema
from api.rounds.rules import RoundKind, RoundStatus


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
    people: int
    composite: UnitFigure | None
    values: dict[str, UnitFigure | None]
    lowest: Annotated[list[str], Field(description="Codes of the unit's lowest value; several where they are equal.")]


class RoundDashboard(ReadSchema):
    """A round at a glance. Small groups are hidden; unit figures are frozen at the first release."""

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
    hidden: Annotated[Literal["not_released", "small_units"] | None, Field(description="Why unit lines are missing.")]
