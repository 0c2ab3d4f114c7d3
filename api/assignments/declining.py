"""A peer who should not or cannot rate somebody says so, and another is drawn in the same moment."""

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments.held import HeldTask
from api.assignments.refusals import expect, expect_valid
from api.assignments.rules import DeclineCategory, TaskStatus, can_decline, check_decline
from api.assignments.submission import set_task
from api.assignments.substitutes import draw_substitute
from api.assignments.unsent import forget_unsent
from api.audit.service import record_participation
from api.employees.queries import office_day


def decline_assignment(db: Session, *, actor: Actor, held: HeldTask, category: DeclineCategory, reason: str) -> None:
    """Decline a task held alone. The log says that somebody declined in this round, to the hour, and not whom."""
    expect_valid(list(check_decline(category, reason)))
    expect(can_decline(held.task, held.now))
    forget_unsent(db, [held.assignment.id])
    set_task(db, held.assignment.id, status=TaskStatus.DECLINED, decline_category=category.value, decline_reason=reason)
    record_participation(db, actor=actor, action="decline_assignment", round_id=held.round.id)
    draw_substitute(db, held.round, held.rated_id, office_day(db, held.now))
