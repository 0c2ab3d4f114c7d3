from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.kit.schemas import ReadSchema, Schema
from api.results.schemas_parts import CodedRead, FigureRead, ResultPersonRead, ResultRoundRead


class AnnualParams(Schema):
    year: Annotated[int, Field(ge=2000, le=2100, examples=[date(2026, 1, 1).year])]


class AnnualPartRead(ReadSchema):
    result_id: UUID
    round: ResultRoundRead
    person: ResultPersonRead
    months: Annotated[int, Field(description="In this post, within the period.", examples=[3])]
    composite: FigureRead | None
    predicate: CodedRead | None
    is_final: bool
    version: int


class AnnualResultRead(ReadSchema):
    employee_id: UUID
    year: int
    reader: str
    parts: Annotated[list[AnnualPartRead], Field(description="The rounds of the year, the earliest first.")]
    annual: Annotated[AnnualPartRead | None, Field(description="The round of the year, once it is released.")]
    months: int
    mean: Annotated[FigureRead | None, Field(description="Weighted by months: to consider, decides nothing.")]
    note: str
