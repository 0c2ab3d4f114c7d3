"""Which dialogues. Whoever serves a request begins with `visible_talks(standing)`: the person, and his superior."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from api.access.actor import Actor
from api.access.permissions import Role
from api.dialogues.models import Dialogue, DialogueQuestion
from api.dialogues.rules import HELD_FROM, Side
from api.dialogues.schemas import DialogueFilters
from api.employees.models import Employee
from api.employees.queries import office_day
from api.employees.superiors import reports_of
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound
from api.rounds.models import EvaluationRound, Participant
from api.rounds.queries_deadlines import status_at
from api.rounds.reasons import ParticipantStatus
from api.rounds.rules import RoundStatus

AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Who asks, on which day, and who reports to him on it."""

    employee_id: UUID
    reports: frozenset[UUID]
    today: date
    now: datetime

    def side_of(self, participant: Participant) -> Side:
        """Of a visible talk: his own, else that of somebody below him."""
        return Side.PERSON if participant.employee_id == self.employee_id else Side.SUPERIOR


class Talk(NamedTuple):
    """A participant with his round as it stands now, and the dialogue, if one has begun."""

    participant: Participant
    round: EvaluationRound
    status: RoundStatus
    dialogue: Dialogue | None


def standing_of(db: Session, actor: Actor, employee_id: UUID, now: datetime) -> Standing:
    """A constant number of statements; the reporting line is read only for somebody who holds a post above another."""
    today = office_day(db, now)
    reports = reports_of(db, employee_id, today) if actor.has_role(Role.ASSESSOR) else []
    return Standing(employee_id, frozenset(reports), today, now)


def visible_talks(standing: Standing) -> AnySelect:
    """One's own, and those of one's people: as the round's snapshot has them, or by the post one holds today.

    From the opening of the round on; who was excluded has nothing to talk about in it.
    """
    return (
        select(Participant, EvaluationRound, status_at(standing.now).label("status"), Dialogue)
        .join(EvaluationRound, EvaluationRound.id == Participant.round_id)
        .join(Employee, Employee.id == Participant.employee_id)
        .outerjoin(Dialogue, Dialogue.participant_id == Participant.id)
        .options(joinedload(Participant.employee, innerjoin=True), joinedload(Participant.superior))
        .where(
            or_(_as_person(standing), _as_superior(standing)),
            EvaluationRound.opened_at.is_not(None),
            Participant.status != ParticipantStatus.EXCLUDED,
        )
    )


def _as_person(standing: Standing) -> ColumnElement[bool]:
    return Participant.employee_id == standing.employee_id


def _as_superior(standing: Standing) -> ColumnElement[bool]:
    return or_(Participant.superior_id == standing.employee_id, Participant.employee_id.in_(standing.reports))


def get_talk(db: Session, standing: Standing, round_id: UUID, participant_id: UUID) -> Talk:
    statement = visible_talks(standing).where(Participant.id == participant_id, Participant.round_id == round_id)
    row = db.execute(statement.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound()
    return talk_of(row)


def talk_of(row: AnyRow) -> Talk:
    return Talk(row.Participant, row.EvaluationRound, RoundStatus(row.status), row.Dialogue)


def lock_participant(db: Session, participant_id: UUID) -> None:
    """Steps of one dialogue come one after the other, the first one too, when there is no row of its own to lock."""
    db.execute(lock_rows(select(Participant.id).where(Participant.id == participant_id), db))


def select_mine(standing: Standing, filters: DialogueFilters) -> AnySelect:
    """For a list: what has begun, the latest period first."""
    statement = visible_talks(standing).where(Dialogue.id.is_not(None))
    if filters.role is not None:
        own = _as_person(standing)
        statement = statement.where(own if filters.role is Side.PERSON else ~own)
    for wanted, condition in ((filters.open, _is_open()), (filters.waiting_for_me, _waits_for(standing))):
        if wanted is not None:
            statement = statement.where(condition if wanted else ~condition)
    return statement.order_by(EvaluationRound.period_end.desc(), Employee.name, Dialogue.id)


def _question_open() -> ColumnElement[bool]:
    return exists().where(DialogueQuestion.dialogue_id == Dialogue.id, DialogueQuestion.answered_at.is_(None))


def _unconfirmed() -> ColumnElement[bool]:
    return and_(Dialogue.held_on.is_not(None), Dialogue.confirmed_at.is_(None))


def _is_open() -> ColumnElement[bool]:
    action_open = and_(Dialogue.agreed_action != "", Dialogue.finished_at.is_(None))
    return or_(_question_open(), _unconfirmed(), action_open)


def _waits_for(standing: Standing) -> ColumnElement[bool]:
    """`rules.waits_for` as a condition, for the caller's side."""
    own = _as_person(standing)
    return and_(status_at(standing.now).in_(HELD_FROM), or_(and_(own, _unconfirmed()), and_(~own, _question_open())))


def questions_of(db: Session, dialogue_id: UUID) -> Sequence[DialogueQuestion]:
    statement = select(DialogueQuestion).where(DialogueQuestion.dialogue_id == dialogue_id)
    return db.scalars(statement.order_by(DialogueQuestion.asked_at, DialogueQuestion.id)).all()


def open_questions(db: Session, dialogue_ids: Collection[UUID]) -> dict[UUID, bool]:
    """The dialogues in which something was ever asked, and whether a question still waits."""
    statement = select(DialogueQuestion.dialogue_id, DialogueQuestion.answered_at)
    found: dict[UUID, bool] = {}
    for key, answered_at in db.execute(statement.where(DialogueQuestion.dialogue_id.in_(dialogue_ids))):
        found[key] = found.get(key, False) or answered_at is None
    return found


def unfinished_before(db: Session, talk: Talk) -> Sequence[AnyRow]:
    """What the same person agreed in earlier rounds and has not finished, the oldest first."""
    statement = (
        select(EvaluationRound.name.label("round_name"), Dialogue.agreed_action, Dialogue.due_on)
        .join(Participant, Participant.id == Dialogue.participant_id)
        .join(EvaluationRound, EvaluationRound.id == Participant.round_id)
        .where(
            Participant.employee_id == talk.participant.employee_id,
            EvaluationRound.period_end < talk.round.period_end,
            Dialogue.agreed_action != "",
            Dialogue.finished_at.is_(None),
        )
        .order_by(EvaluationRound.period_end, Dialogue.id)
    )
    return db.execute(statement).all()
