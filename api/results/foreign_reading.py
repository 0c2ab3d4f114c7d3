"""Head and auditor may look at everybody's result; that they looked is an entry, or they get no answer (DESIGN.md §8)."""

from api.access.context import Context
from api.assignments.who_sees import Reader
from api.audit.service import record
from api.results.models import Result
from api.results.viewing import office_reader

_BY_OFFICE_ALONE = frozenset({Reader.HEAD, Reader.AUDITOR})


def note_foreign_reading(context: Context, result: Result, action: str) -> None:
    """His own result, and those he decides about as the superior of today's post, are part of anybody's work."""
    actor = context.actor
    own = actor.employee_id is not None and actor.employee_id in (result.employee_id, result.participant.superior_id)
    if own or office_reader(actor, result.participant.unit_path) not in _BY_OFFICE_ALONE:
        return
    result_id = result.id
    context.note_before_answering(
        lambda db: record(
            db, actor=actor, action=action, object_type="result", object_id=result_id, trace=context.request_id
        )
    )
