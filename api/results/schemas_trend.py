from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.kit.schemas import ReadSchema
from api.results.schemas_parts import FigureRead, ResultRoundRead, ShownRead


class TrendPointRead(ReadSchema):
    result_id: UUID
    round: ResultRoundRead
    shown: ShownRead
    parts_shown: Annotated[ShownRead, Field(description="Whether the figures of the values are shown to you.")]
    composite: FigureRead | None
    values: Annotated[dict[str, FigureRead | None], Field(description="By code; empty where they are not shown.")]
    comparable: Annotated[
        bool, Field(description="Same instrument, values, weights and raters as the last point; else no line to it.")
    ]
    because: Annotated[str | None, Field(description="Why it is not comparable.", examples=["instrumen lain"])]


class ResultTrendRead(ReadSchema):
    """A person beside himself, the earliest round first; the last point is the result asked for."""

    result_id: UUID
    points: list[TrendPointRead]
    since: Annotated[ResultRoundRead | None, Field(description="The nearest comparable round before.")]
    change: Annotated[FigureRead | None, Field(description="Of the composite since then, signed, rounded once.")]
    value_changes: Annotated[dict[str, FigureRead | None], Field(description="The same by value.")]
