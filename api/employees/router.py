from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.accounts.service import EmailTaken
from api.employees import queries, service, transfers
from api.employees.listing import list_rows
from api.employees.models import Employee
from api.employees.profile import EmployeeView, view_employee
from api.employees.schemas import (
    EmployeeCreate,
    EmployeeDeactivate,
    EmployeeFilters,
    EmployeePatch,
    EmployeeReactivate,
    EmployeeRead,
    EmployeeRow,
    EmployeeTransfer,
    PlacementPatch,
)
from api.kit.conditional import IfMatch, expect_version
from api.kit.errors import PreconditionRequired
from api.kit.pages import Page

router = Router(prefix="/employees", tag="employees")


@router.reads("", permission="employees:read", response=Page[EmployeeRow])
def list_employees(context: Context, filters: Annotated[EmployeeFilters, Query()]) -> dict[str, Any]:
    """List the employees you may see.

    HR officers, heads, auditors and administrators see the people of their units; a superior those below him; everybody
    himself. Searching by NIP finds only people whose NIP you may see.
    """
    return list_rows(context.db, context.actor, filters, context.now)


@router.creates(
    "",
    permission="employees:manage",
    response=EmployeeRead,
    errors=[service.NipTaken, EmailTaken, transfers.PostTaken, transfers.PositionInactive],
)
def create_employee(context: Context, body: EmployeeCreate) -> EmployeeView:
    """Add an employee with an account that waits for its activation card.

    Birth date, sex and employment follow from the NIP. Without a post only the HR officer of the whole office may add
    somebody, since the person would belong to no unit.
    """
    employee = service.create_employee(
        context.db,
        actor=context.actor,
        sent=body.model_dump(exclude={"position_id", "kind", "starts_on"}),
        position=transfers.position_named(context.db, context.actor, body.position_id) if body.position_id else None,
        kind=body.kind,
        starts_on=body.starts_on,
        today=queries.office_day(context.db, context.now),
        trace=context.request_id,
    )
    return _view(context, employee.id)


@router.reads("/{employee_id}", permission="employees:read", response=EmployeeRead)
def get_employee(context: Context, employee_id: UUID) -> EmployeeView:
    """Read one employee with placements, superior and account.

    A superior sees of the people below him what the work needs; personal fields are null for him.
    """
    return _view(context, employee_id)


@router.changes(
    "/{employee_id}",
    permission="employees:manage",
    response=EmployeeRead,
    errors=[PreconditionRequired, service.OwnRecord, service.NipTaken, EmailTaken],
)
def update_employee(context: Context, employee_id: UUID, body: EmployeePatch, if_match: IfMatch = None) -> EmployeeView:
    """Correct or complete a record.

    Another NIP – a PPPK who becomes PNS gets one – keeps the old number as a former one.
    """
    employee = _to_change(context, employee_id, if_match)
    service.update_employee(
        context.db,
        actor=context.actor,
        employee=employee,
        sent=body.changes(),
        today=queries.office_day(context.db, context.now),
        trace=context.request_id,
    )
    return _view(context, employee_id)


@router.acts(
    "/{employee_id}/transfer",
    permission="employees:manage",
    response=EmployeeRead,
    errors=[
        PreconditionRequired,
        service.OwnRecord,
        transfers.EmployeeInactive,
        transfers.PositionInactive,
        transfers.PostTaken,
        transfers.PlacementOverlaps,
    ],
)
def transfer_employee(
    context: Context, employee_id: UUID, body: EmployeeTransfer, if_match: IfMatch = None
) -> EmployeeView:
    """Give an employee another post from a day on.

    A definitive post ends the former one the day before. An acting term (plt, plh) runs beside it and should have a last
    day. Open tasks stay with whoever holds them; who holds the post at decision time decides.
    """
    employee = _to_change(context, employee_id, if_match)
    position = transfers.position_named(context.db, context.actor, body.position_id)
    transfers.transfer_employee(
        context.db,
        actor=context.actor,
        employee=employee,
        position=position,
        kind=body.kind,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
        reason=body.reason,
        trace=context.request_id,
    )
    return _view(context, employee_id)


@router.changes(
    "/{employee_id}/placements/{placement_id}",
    permission="employees:manage",
    response=EmployeeRead,
    errors=[
        PreconditionRequired,
        service.OwnRecord,
        transfers.EmployeeInactive,
        transfers.PostTaken,
        transfers.PlacementOverlaps,
    ],
)
def update_placement(
    context: Context, employee_id: UUID, placement_id: UUID, body: PlacementPatch, if_match: IfMatch = None
) -> EmployeeView:
    """Correct the days of a placement, end it, or extend an acting term.

    The ETag is the employee's: his placements are part of him.
    """
    placement = queries.get_placement(context.db, context.actor, employee_id, placement_id)
    employee = _to_change(context, employee_id, if_match)
    transfers.update_placement(
        context.db,
        actor=context.actor,
        employee=employee,
        placement=placement,
        starts_on=body.starts_on or placement.starts_on,
        ends_on=body.ends_on if "ends_on" in body.model_fields_set else placement.ends_on,
        reason=body.reason,
        trace=context.request_id,
    )
    return _view(context, employee_id)


@router.acts(
    "/{employee_id}/deactivate",
    permission="employees:manage",
    response=EmployeeRead,
    errors=[PreconditionRequired, service.OwnRecord, service.HoldsRoles, transfers.EmployeeInactive],
)
def deactivate_employee(
    context: Context, employee_id: UUID, body: EmployeeDeactivate, if_match: IfMatch = None
) -> EmployeeView:
    """Record that an employee has left.

    His placements end with the day. The account stays, because his own results stay his; roles must be revoked before.
    """
    employee = _to_change(context, employee_id, if_match)
    service.deactivate_employee(
        context.db,
        actor=context.actor,
        employee=employee,
        left_on=body.left_on,
        reason=body.reason,
        today=queries.office_day(context.db, context.now),
        trace=context.request_id,
    )
    return _view(context, employee_id)


@router.acts(
    "/{employee_id}/reactivate",
    permission="employees:manage",
    response=EmployeeRead,
    errors=[PreconditionRequired, service.OwnRecord, service.EmployeeActive],
)
def reactivate_employee(
    context: Context, employee_id: UUID, body: EmployeeReactivate, if_match: IfMatch = None
) -> EmployeeView:
    """Take somebody back who had left; a transfer then gives him a post."""
    employee = _to_change(context, employee_id, if_match)
    service.reactivate_employee(
        context.db, actor=context.actor, employee=employee, reason=body.reason, trace=context.request_id
    )
    return _view(context, employee_id)


def _to_change(context: Context, employee_id: UUID, if_match: str | None) -> Employee:
    """Visible (404), his to change (403), seen in its present state (428, 412)."""
    employee = queries.get_employee(context.db, context.actor, employee_id)
    service.expect_manager(context.db, context.actor, employee)
    expect_version(if_match, employee.row_version)
    return employee


def _view(context: Context, employee_id: UUID) -> EmployeeView:
    context.db.flush()
    return view_employee(context.db, context.actor, employee_id, now=context.now, language=context.language)
