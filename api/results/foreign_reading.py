"""Officers may look at everybody's result; that they looked is an entry, or they get no answer (DESIGN.md §8).

The person can ask who did, and as whom (UU 27/2022 Pasal 32).
"""

from uuid import UUID

from api.access.context import Context
from api.assignments.who_sees import Reader
from api.audit.service import record
from api.results.models import Result
from api.results.viewing import office_reader

_BY_OFFICE_ALONE = frozenset({Reader.HEAD, Reader.AUDITOR, Reader.HR})


def note_foreign_reading(context: Context, result: Result, action: str) -> None:
    """His own result, and those he decides about as the superior of today's post, are part of anybody's work."""
    actor = context.actor
    own = actor.employee_id is not None and actor.employee_id in (result.employee_id, result.participant.superior_id)
    reader = office_reader(actor, result.participant.unit_path)
    if own or reader not in _BY_OFFICE_ALONE:
        return
    result_id = result.id
    context.note_before_answering(
        lambda db: record(
            db,
            actor=actor,
            action=action,
            object_type="result",
            object_id=result_id,
            after={"reader": reader},
            trace=context.request_id,
        )
    )


def note_foreign_year(context: Context, employee_id: UUID) -> None:
    """The results of another person's year, side by side."""
    if context.actor.employee_id == employee_id:
        return
    context.note_before_answering(
        lambda db: record(
            db,
            actor=context.actor,
            action="get_annual_result",
            object_type="employee",
            object_id=employee_id,
            trace=context.request_id,
        )
    )
