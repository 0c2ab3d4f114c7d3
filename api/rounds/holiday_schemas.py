from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from api.kit.pages import PageParams
from api.kit.schemas import Line, ReadSchema, Schema


class HolidayKind(StrEnum):
    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"
    OFFICE = "office"


class HolidayFilters(PageParams):
    year: Annotated[int | None, Field(ge=2000, le=2100)] = None


class HolidayPut(Schema):
    name: Annotated[Line, Field(max_length=120, examples=["Hari Raya Idulfitri"])]
    kind: HolidayKind


class HolidayRead(ReadSchema):
    day: Annotated[date, Field(examples=["2027-08-17"])]
    name: Annotated[str, Field(examples=["Hari Kemerdekaan Republik Indonesia"])]
    kind: HolidayKind
