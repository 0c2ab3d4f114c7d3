"""The shape of an explanation: whole numbers of fractions are text, so that no reader rounds them."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.kit.schemas import ReadSchema
from api.results.schemas_parts import ShownRead


class FractionRead(ReadSchema):
    """An exact fraction, its four decimals, and the two-decimal text for screens."""

    num: Annotated[str, Field(examples=["203"])]
    den: Annotated[str, Field(examples=["50"])]
    decimal: Annotated[str, Field(examples=["4.0600"])]
    text: Annotated[str, Field(examples=["4,06"])]


class BasisRead(ReadSchema):
    text: Annotated[str, Field(examples=["Kebijakan kantor, bobot sumber"])]
    since: date


class PartRead(ReadSchema):
    """One summand: weight × value = contribution; the contributions add up to the step's value exactly."""

    key: Annotated[str | None, Field(description="The step the value comes from.")]
    label: str
    label_en: str
    weight: FractionRead
    value: FractionRead
    contribution: FractionRead


class ConditionRead(ReadSchema):
    """One comparison a rating rests on."""

    label: str
    label_en: str
    left: FractionRead
    relation: Annotated[str, Field(examples=[">="])]
    right: FractionRead
    holds: bool


class StepRead(ReadSchema):
    key: Annotated[str, Field(examples=["composite"])]
    label: str
    label_en: str
    value: FractionRead | None
    code: int | None
    outcome: str | None
    outcome_en: str | None
    basis: BasisRead
    parts: list[PartRead]
    conditions: list[ConditionRead]


class LeftOutRead(ReadSchema):
    source: str
    value: str
    reason: str
    text: str
    text_en: str


class ExplanationRead(ReadSchema):
    result_id: UUID
    version: int
    schema_name: Annotated[str, Field(examples=["scoring-derivation/1"])]
    shown: ShownRead
    parts_shown: ShownRead
    steps: list[StepRead]
    left_out: list[LeftOutRead]
