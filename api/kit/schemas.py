"""Shapes that go in and out, and the named types they are made of.

Going in, a value must be what it says: `true` is no number and `"5"` is no rating. Coming out, shapes have no
defaults, so that the client knows which fields are always there.
"""

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
)
from pydantic_core import PydanticCustomError, PydanticKnownError


class Schema(BaseModel):
    """What a caller sends: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_max_length=20_000, allow_inf_nan=False, hide_input_in_errors=True)


class ReadSchema(BaseModel):
    """What a caller gets, shaped from a table row or a plain value."""

    model_config = ConfigDict(from_attributes=True)


def _whole_number(value: Any) -> Any:
    # JSON has one kind of number, so 2.0 is a whole one; "2" and true are none. Beyond 2^53 readers disagree.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("int_type", "whole number expected")
    if abs(value) > 2**53 or (isinstance(value, float) and not value.is_integer()):
        raise PydanticCustomError("int_from_float", "whole number expected")
    return int(value)


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("float_type", "number expected")
    return value


def _day_text(value: Any) -> Any:
    # pydantic would also read "86400" as a day, counting seconds since 1970
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date_parsing", "day like 2026-12-31 expected")
    if not isinstance(value, str | date):
        raise PydanticCustomError("string_type", "text expected")
    return value


def _instant_text(value: Any) -> Any:
    if isinstance(value, datetime) or (isinstance(value, str) and re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]", value)):
        return value
    raise PydanticCustomError("instant", "time with zone expected")


def _within_calendars(value: datetime) -> datetime:
    # at both ends of the calendar an instant cannot be told in another zone
    if not 1900 <= value.year < 2200:
        raise PydanticCustomError("instant", "time with zone expected")
    return value


def at_most(length: int) -> BeforeValidator:
    """The contract's longest text counts what was sent; the blanks at its ends, which are taken off later, among it."""

    def check(value: Any) -> Any:
        if isinstance(value, str) and len(value) > length:
            raise PydanticKnownError("string_too_long", {"max_length": length})
        return value

    return BeforeValidator(check)


def _printable_line(value: str) -> str:
    return _printable(value, allowed="")


def _printable_text(value: str) -> str:
    return _printable(value, allowed="\n\t")


def _printable(value: str, allowed: str) -> str:
    value = unicodedata.normalize("NFC", value)
    # Cc: control; Cs: half a surrogate pair; Cf such as U+202E turns the reading direction round. U+200D joins emoji.
    if any(unicodedata.category(c) in ("Cc", "Cs", "Cf") and c not in allowed and c != "\u200d" for c in value):
        raise PydanticCustomError("unprintable", "control characters")
    return value


WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
Number = Annotated[float, BeforeValidator(_number)]
Flag = StrictBool
Day = Annotated[date, BeforeValidator(_day_text)]
Moment = Annotated[AwareDatetime, BeforeValidator(_instant_text), AfterValidator(_within_calendars)]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    at_most(200),
    AfterValidator(_printable_line),
]
OptionalLine = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200), at_most(200), AfterValidator(_printable_line)
]
Paragraph = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    at_most(2000),
    AfterValidator(_printable_text),
]
OptionalParagraph = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=2000), at_most(2000), AfterValidator(_printable_text)
]
Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=10, max_length=2000),
    at_most(2000),
    AfterValidator(_printable_text),
    Field(description="Why, in a sentence; it is kept in the audit log.", examples=["Permintaan tertulis atasan."]),
]
RowVersion = Annotated[WholeNumber, Field(ge=1, description="Rises with every change; the ETag.", examples=[3])]
