"""Units, posts and the office: what goes in and what comes out."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from api.employees.models import PlacementKind, PositionClass, UnitKind
from api.employees.schemas import PRINTABLE_LINE, Actions, FullName, PositionRef, UnitRef
from api.kit.pages import PageParams
from api.kit.schemas import Flag, Line, ReadSchema, RowVersion, Schema, WholeNumber

UnitName = Annotated[Line, Field(examples=["Seksi Pelayanan Umum"])]
Parent = Annotated[UUID, Field(description="The unit above.")]
SortOrder = Annotated[WholeNumber, Field(ge=0, le=10_000, description="Among units with the same parent.")]
Title = Annotated[Line, Field(examples=["Kepala Seksi Pelayanan Umum"])]
IsHead = Annotated[Flag, Field(description="The head of the unit; a unit has one such post, and it one holder.")]
Class = Annotated[PositionClass, Field(description="Decides the instrument and the target levels of competencies.")]
ReportsTo = Annotated[UUID, Field(description="The post whose holder is the superior.")]
Active = Annotated[Flag, Field(description="`false` takes it out of use; only when nothing and nobody is left in it.")]
Zone = Annotated[
    Literal["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"],
    Field(description="WIB, WITA or WIT: turns instants into the office's days."),
]


def _office_line(length: int) -> Any:
    return StringConstraints(strip_whitespace=True, max_length=length)


class OrgUnitCreate(Schema):
    name: UnitName
    kind: UnitKind
    parent_id: Annotated[Parent | None, Field(description="Null: a unit at the top.")] = None
    sort_order: SortOrder = 0


class OrgUnitPatch(Schema):
    """What is left out stays as it is. `parent_id` moves the unit with everything below it."""

    name: UnitName | None = None
    kind: UnitKind | None = None
    parent_id: Annotated[Parent | None, Field(description="Null: to the top.")] = None
    sort_order: SortOrder | None = None
    active: Active | None = None


class UnitFilters(PageParams):
    search: Annotated[str | None, Field(max_length=100, description="Part of the name.")] = None
    active: bool | None = None


class HeadRead(ReadSchema):
    employee_id: UUID
    name: FullName
    kind: PlacementKind


class OrgUnitRead(ReadSchema):
    id: UUID
    name: UnitName
    kind: UnitKind
    parent_id: UUID | None
    level: Annotated[int, Field(description="0 at the top.", examples=[1])]
    sort_order: int
    active: bool
    head: Annotated[HeadRead | None, Field(description="Who heads it today; an acting head first.")]
    head_vacant: Annotated[
        bool, Field(description="There is a head's post and nobody holds it, or there is no such post.")
    ]
    positions: Annotated[int, Field(description="Posts in use in this unit itself.", examples=[6])]
    people: Annotated[int, Field(description="Who holds a definitive post in this unit itself today.", examples=[8])]
    actions: Actions
    row_version: RowVersion


class PositionCreate(Schema):
    unit_id: UUID
    title: Title
    position_class: Class
    is_head: IsHead = False
    reports_to_id: Annotated[ReportsTo | None, Field(description="Null: nobody inside the office (the head).")] = None


class PositionPatch(Schema):
    """What is left out stays as it is."""

    unit_id: UUID | None = None
    title: Title | None = None
    position_class: Class | None = None
    is_head: IsHead | None = None
    reports_to_id: Annotated[ReportsTo | None, Field(description="Null: nobody inside the office.")] = None
    active: Active | None = None


class PositionFilters(PageParams):
    search: Annotated[str | None, Field(max_length=100, description="Part of the title.")] = None
    unit: Annotated[UUID | None, Field(description="This unit and everything below it.")] = None
    position_class: PositionClass | None = None
    is_head: bool | None = None
    active: bool | None = None
    vacant: Annotated[bool | None, Field(description="Nobody holds it today.")] = None
    sort: Annotated[str | None, Field(max_length=20, description="`title`, `unit`; `-` descending.")] = None


class PositionRead(ReadSchema):
    id: UUID
    title: Title
    position_class: PositionClass
    is_head: bool
    unit: UnitRef
    reports_to: PositionRef | None
    active: bool
    holders: Annotated[list[HeadRead], Field(description="Who holds it today; acting holders first.")]
    vacant: bool
    actions: Actions
    row_version: RowVersion


ObjectionDays = Annotated[
    WholeNumber,
    Field(
        ge=14,
        le=60,
        description="Calendar days for objecting (PP 30/2019: 14); for rounds that are released from now on.",
        examples=[14],
    ),
]


class OfficePatch(Schema):
    """What is left out stays as it is."""

    name: Annotated[Line, Field(examples=["Kecamatan Medan Marelan"])] | None = None
    city: Annotated[str, _office_line(200), PRINTABLE_LINE, Field(examples=["Kota Medan"])] | None = None
    address: Annotated[str, _office_line(300), PRINTABLE_LINE] | None = None
    zone: Zone | None = None
    worry_contact: Annotated[str, _office_line(200), PRINTABLE_LINE] | None = None
    pressure_contact_id: Annotated[
        UUID | None, Field(description='The account that alone reads reports of pressure ("Saya ditekan").')
    ] = None
    objection_days: ObjectionDays | None = None


class OfficeRead(ReadSchema):
    name: Annotated[str, Field(examples=["Kecamatan Medan Marelan"])]
    city: Annotated[str, Field(examples=["Kota Medan"])]
    address: Annotated[str, Field(examples=["Jalan Contoh 1, Medan"])]
    zone: Zone
    worry_contact: Annotated[str, Field(description="Whom to ask when one is worried about a result.")]
    pressure_contact_id: Annotated[UUID | None, Field(description="Who alone reads reports of pressure.")]
    objection_days: ObjectionDays
    is_demo: Annotated[bool, Field(description="Invented data only; every page says so.")]
    row_version: RowVersion
