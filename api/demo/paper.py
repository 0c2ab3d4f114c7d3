"""Two people of the demo have no device: their sheets are printed, one has come in, and two outside the office type."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from api.access.actor import Actor
from api.assignments.models import Assignment, Draft
from api.assignments.rules import TaskStatus
from api.demo.history import TRACE, Cast
from api.kit import clock
from api.paper_forms.entering import Desk, take_sheet, type_sheet
from api.paper_forms.naming import Officer, name_paper_rater, name_paper_typist
from api.paper_forms.printing import print_paper_forms
from api.paper_forms.rules import Typing
from api.rounds.models import EvaluationRound, Participant
from api.rounds.queries import lock_round_by_id
from api.rounds.rules import RoundStatus

REASON = "Tidak mempunyai gawai dan tidak memakai komputer."
ADDRESS = "http://127.0.0.1:8000/lembar-kertas"
COMMENT = "Selalu membantu rekan yang kesulitan."


def fill_in_on_paper(db: Session, cast: Cast, typists: Sequence[UUID]) -> None:
    """Of the round that runs."""
    open_round = db.scalars(select(EvaluationRound.id).where(EvaluationRound.status == RoundStatus.OPEN)).one()
    officer = Officer(cast.officer, lock_round_by_id(db, open_round), clock.now(), TRACE)
    for typist in typists:
        name_paper_typist(db, officer, account_id=typist)
    first, second = (
        name_paper_rater(db, officer, employee_id=one, reason=REASON) for one in _without_device(db, cast, open_round)
    )
    print_paper_forms(db, officer, second, address=ADDRESS)
    packet = print_paper_forms(db, officer, first, address=ADDRESS)
    _come_in(db, typists, packet.sheets[0].code)


def _without_device(db: Session, cast: Cast, round_id: UUID) -> list[UUID]:
    """Two of the staff with most left to do, none of those the demo is shown with, nor who has begun on a screen."""
    begun = aliased(Assignment)
    statement = (
        select(Assignment.evaluator_id)
        .join(Participant, Participant.employee_id == Assignment.evaluator_id)
        .where(
            Participant.round_id == round_id,
            Assignment.round_id == round_id,
            Assignment.status == TaskStatus.OPEN,
            Participant.position_class == "pelaksana",
            Assignment.evaluator_id.not_in(cast.looked_at),
            Assignment.evaluator_id.not_in(
                select(begun.evaluator_id)
                .join(Draft, Draft.assignment_id == begun.id)
                .where(begun.round_id == round_id)
            ),
        )
        .group_by(Assignment.evaluator_id)
        .order_by(func.count().desc(), Assignment.evaluator_id)
        .limit(2)
    )
    return list(db.scalars(statement))


def _come_in(db: Session, typists: Sequence[UUID], code: str) -> None:
    for typist in typists:
        desk = Desk(Actor(typist, typist, "", None, ()), "127.0.0.1", clock.now())
        taken = take_sheet(db, desk, code)
        answers = {str(item.number): 4 for item in taken.held.form.items}
        type_sheet(db, desk, taken, Typing(answers, {"": COMMENT}))
        db.flush()
