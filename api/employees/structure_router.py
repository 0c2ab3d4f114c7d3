"""Units, posts and the office."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.employees import office as offices
from api.employees import positions, queries, units
from api.employees.models import Office, OrgUnit, Position
from api.employees.structure_schemas import (
    OfficePatch,
    OfficeRead,
    OrgUnitCreate,
    OrgUnitPatch,
    OrgUnitRead,
    PositionCreate,
    PositionFilters,
    PositionPatch,
    PositionRead,
    UnitFilters,
)
from api.employees.structure_views import list_posts, list_units, view_post, view_unit
from api.employees.transfers import position_named
from api.kit.conditional import IfMatch, expect_version
from api.kit.errors import PreconditionRequired
from api.kit.pages import Page

router = Router(tag="structure")


@router.reads("/org-units", permission="units:read", response=Page[OrgUnitRead])
def list_org_units(context: Context, filters: Annotated[UnitFilters, Query()]) -> dict[str, Any]:
    """List the units you may see, parents before their children.

    Overseers see their part of the tree; everybody the branch of his own units, up to the top and down.
    """
    day = queries.office_day(context.db, context.now)
    return list_units(context.db, context.actor, filters, day)


@router.creates(
    "/org-units",
    permission="units:manage",
    response=OrgUnitRead,
    errors=[units.UnitExists, units.UnitInactive, units.TreeTooDeep],
)
def create_org_unit(context: Context, body: OrgUnitCreate) -> OrgUnitRead:
    """Add a unit below another; at the top only for the HR officer of the whole office."""
    unit = units.create_org_unit(
        context.db,
        actor=context.actor,
        name=body.name,
        kind=body.kind,
        parent=_unit_in(context, body.parent_id, "/parent_id"),
        sort_order=body.sort_order,
        trace=context.request_id,
    )
    return view_unit(context.db, context.actor, unit.id, queries.office_day(context.db, context.now))


@router.changes(
    "/org-units/{unit_id}",
    permission="units:manage",
    response=OrgUnitRead,
    errors=[
        PreconditionRequired,
        units.UnitExists,
        units.UnitCircle,
        units.UnitNotEmpty,
        units.UnitInactive,
        units.TreeTooDeep,
    ],
)
def update_org_unit(context: Context, unit_id: UUID, body: OrgUnitPatch, if_match: IfMatch = None) -> OrgUnitRead:
    """Rename, move or take a unit out of use.

    Everything below moves with it; rounds that are open keep the units as they were at launch.
    """
    unit = queries.get_unit(context.db, context.actor, unit_id)
    units.expect_unit_manager(context.actor, unit.path)
    expect_version(if_match, unit.row_version)
    moves = "parent_id" in body.model_fields_set
    units.update_org_unit(
        context.db,
        actor=context.actor,
        unit=unit,
        changes=_changes(body, besides={"parent_id"}),
        parent=_unit_in(context, body.parent_id, "/parent_id") if moves else queries.parent_of(context.db, unit),
        trace=context.request_id,
    )
    return view_unit(context.db, context.actor, unit_id, queries.office_day(context.db, context.now))


@router.reads("/positions", permission="units:read", response=Page[PositionRead])
def list_positions(context: Context, filters: Annotated[PositionFilters, Query()]) -> dict[str, Any]:
    """List the posts of the units you may see, with those who hold them today."""
    day = queries.office_day(context.db, context.now)
    return list_posts(context.db, context.actor, filters, day)


@router.creates(
    "/positions",
    permission="units:manage",
    response=PositionRead,
    errors=[positions.HeadPostExists, positions.SuperiorPostInactive, units.UnitInactive],
)
def create_position(context: Context, body: PositionCreate) -> PositionRead:
    """Add a post to a unit. A unit has one head's post."""
    position = positions.create_position(
        context.db,
        actor=context.actor,
        unit=units.unit_named(context.db, context.actor, body.unit_id, pointer="/unit_id"),
        title=body.title,
        position_class=body.position_class,
        is_head=body.is_head,
        reports_to=_post_in(context, body.reports_to_id),
        trace=context.request_id,
    )
    return view_post(context.db, context.actor, position.id, queries.office_day(context.db, context.now))


@router.changes(
    "/positions/{position_id}",
    permission="units:manage",
    response=PositionRead,
    errors=[
        PreconditionRequired,
        positions.ReportingCircle,
        positions.HeadPostExists,
        positions.PostHasHolders,
        positions.SuperiorPostInactive,
        units.UnitInactive,
    ],
)
def update_position(context: Context, position_id: UUID, body: PositionPatch, if_match: IfMatch = None) -> PositionRead:
    """Change a post, or take it out of use when nobody holds it.

    `reports_to_id` decides who the superior is, from now on; a circle is refused.
    """
    position = queries.get_position(context.db, context.actor, position_id)
    units.expect_unit_manager(context.actor, position.unit.path)
    expect_version(if_match, position.row_version)
    day = queries.office_day(context.db, context.now)
    positions.update_position(
        context.db,
        actor=context.actor,
        position=position,
        unit=_unit_in(context, body.unit_id, "/unit_id") or position.unit,
        reports_to_id=body.reports_to_id if "reports_to_id" in body.model_fields_set else position.reports_to_id,
        reports_to=_post_in(context, body.reports_to_id),
        changes=_changes(body, besides={"unit_id", "reports_to_id"}),
        today=day,
        trace=context.request_id,
    )
    return view_post(context.db, context.actor, position_id, day)


@router.reads("/office", permission="units:read", response=OfficeRead)
def get_office(context: Context) -> Office:
    """Read the office's name, address and zone."""
    return queries.get_office(context.db)


@router.changes("/office", permission="office:manage", response=OfficeRead, errors=[PreconditionRequired])
def update_office(context: Context, body: OfficePatch, if_match: IfMatch = None) -> Office:
    """Change the office's name, address or zone.

    The zone decides on which day an instant falls; deadlines that are set stay the instants they are.
    """
    office = queries.get_office(context.db)
    offices.expect_office_manager(context.actor)
    expect_version(if_match, office.row_version)
    offices.update_office(
        context.db, actor=context.actor, office=office, changes=_changes(body, besides=set()), trace=context.request_id
    )
    return office


def _changes(body: Any, *, besides: set[str]) -> dict[str, Any]:
    """What was sent; null says nothing here."""
    sent = {name: getattr(body, name) for name in body.model_fields_set - besides}
    return {name: value for name, value in sent.items() if value is not None}


def _unit_in(context: Context, unit_id: UUID | None, pointer: str) -> OrgUnit | None:
    return None if unit_id is None else units.unit_named(context.db, context.actor, unit_id, pointer=pointer)


def _post_in(context: Context, position_id: UUID | None) -> Position | None:
    if position_id is None:
        return None
    return position_named(context.db, context.actor, position_id, pointer="/reports_to_id")
