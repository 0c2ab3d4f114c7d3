"""Which tasks. A rater's request begins with `visible_assignments(actor)`: nobody sees the task of somebody else."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, false, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from api.access.actor import Actor
from api.assignments import silence
from api.assignments.models import Assignment, Draft, Evaluation, EvaluationComment, PaperSheet, SilencePledge
from api.assignments.rules import TaskStatus
from api.assignments.schemas import TaskFilters
from api.assignments.task_state import UNFINISHED, TaskState
from api.employees.models import Employee
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound
from api.kit.pages import sort_expressions
from api.rounds.models import EvaluationRound, Participant
from api.rounds.rules import RoundStatus

_HELD = Assignment.status != TaskStatus.PLANNED


def visible_assignments(actor: Actor) -> AnySelect:
    """The caller's own tasks, from the opening of their round on."""
    return select(Assignment).where(_own(actor))


def _own(actor: Actor) -> ColumnElement[bool]:
    if actor.employee_id is None:
        return false()
    return and_(Assignment.evaluator_id == actor.employee_id, _HELD)


class TaskPlace(NamedTuple):
    """Where a task belongs: enough to lock it in the right order, the round first."""

    round_id: UUID
    version_id: UUID | None
    rated_id: UUID
    on_paper: bool
    """A sheet of it was printed."""
    pledged: bool
    """Its rater has accepted the duty of silence as it reads now."""


def get_place(db: Session, actor: Actor, assignment_id: UUID) -> TaskPlace:
    return _place(db, and_(Assignment.id == assignment_id, _own(actor)))


def place_by_id(db: Session, assignment_id: UUID) -> TaskPlace:
    """For what no rater asked for: his form came on paper."""
    return _place(db, Assignment.id == assignment_id)


def _place(db: Session, condition: ColumnElement[bool]) -> TaskPlace:
    printed = exists().where(PaperSheet.assignment_id == Assignment.id)
    pledged = exists().where(
        SilencePledge.round_id == Assignment.round_id,
        SilencePledge.employee_id == Assignment.evaluator_id,
        SilencePledge.version == silence.VERSION,
    )
    row = db.execute(
        select(Assignment.round_id, Participant.version_id, Participant.employee_id, printed, pledged)
        .join(Participant, Participant.id == Assignment.participant_id)
        .where(condition)
    ).one_or_none()
    if row is None:
        raise NotFound()
    return TaskPlace(*row)


def lock_assignment(db: Session, actor: Actor, assignment_id: UUID) -> Assignment:
    """The caller's task as it is now; two hand-ins of one task come one after the other."""
    return _locked(db, visible_assignments(actor).where(Assignment.id == assignment_id))


def lock_assignment_by_id(db: Session, assignment_id: UUID) -> Assignment:
    return _locked(db, select(Assignment).where(Assignment.id == assignment_id))


def _locked(db: Session, statement: AnySelect) -> Assignment:
    found = db.scalar(lock_rows(statement, db).execution_options(populate_existing=True))
    if found is None:
        raise NotFound()
    task: Assignment = found
    return task


def find_draft(db: Session, assignment_id: UUID) -> Draft | None:
    return db.scalar(select(Draft).where(Draft.assignment_id == assignment_id))


def rounds_of_rater(db: Session, actor: Actor) -> Sequence[EvaluationRound]:
    """Every round in which the caller has or had a task."""
    own = select(Assignment.round_id).where(_own(actor))
    return db.scalars(select(EvaluationRound).where(EvaluationRound.id.in_(own))).all()


def select_tasks(
    actor: Actor, filters: TaskFilters, *, deadlines: Mapping[UUID, datetime], running: Collection[UUID]
) -> AnySelect:
    """For the caller's list: his tasks with whom they are about, the round and the draft.

    Unless asked otherwise what still runs comes first, nearest deadline first.
    """
    keys = {"deadline": _deadline(deadlines), "name": Employee.name}
    first, last = sort_expressions(filters.sort, keys, "deadline", Assignment.id)
    over = case((Assignment.round_id.in_(running), 0), else_=1)
    order = [over, first] if filters.sort is None else [first]
    statement = _select_detail().where(_own(actor)).order_by(*order, Employee.name, last)
    if filters.round_id is not None:
        statement = statement.where(Assignment.round_id == filters.round_id)
    if filters.state is not None:
        statement = statement.where(_in_state(filters.state, running))
    if filters.unfinished is not None:
        unfinished = or_(*(_in_state(state, running) for state in UNFINISHED))
        statement = statement.where(unfinished if filters.unfinished else ~unfinished)
    return statement


def count_unfinished(db: Session, actor: Actor, running: Collection[UUID]) -> dict[UUID, dict[TaskState, int]]:
    """By round: as many as the caller's list has in these states."""
    sums = [func.sum(case((_in_state(state, running), 1), else_=0)) for state in UNFINISHED]
    statement = (
        select(Assignment.round_id, *sums)
        .outerjoin(Draft, Draft.assignment_id == Assignment.id)
        .where(_own(actor), Assignment.round_id.in_(running))
        .group_by(Assignment.round_id)
    )
    return {row[0]: dict(zip(UNFINISHED, map(int, row[1:]), strict=True)) for row in db.execute(statement)}


def _deadline(deadlines: Mapping[UUID, datetime]) -> ColumnElement[Any]:
    """The place of a round's deadline among the others, as a number: an instant in a CASE would lose its type."""
    order = {instant: place for place, instant in enumerate(sorted(set(deadlines.values())))}
    places = {round_id: order[instant] for round_id, instant in deadlines.items()}
    return case(places, value=Assignment.round_id, else_=len(order)) if places else literal(0)


def _in_state(state: TaskState, running: Collection[UUID]) -> ColumnElement[bool]:
    """`task_state` as a condition."""
    open_, sent = Assignment.status == TaskStatus.OPEN, Assignment.receipt.is_not(None)
    runs = Assignment.round_id.in_(running)
    begun = or_(sent, Draft.assignment_id.is_not(None))  # drafts are joined to the list
    unsent = and_(open_, ~runs, ~sent)
    cancelled = EvaluationRound.status == RoundStatus.CANCELLED
    return {
        TaskState.TO_DO: and_(open_, runs, ~begun),
        TaskState.DRAFT: and_(open_, runs, begun),
        TaskState.DONE: or_(Assignment.status == TaskStatus.SUBMITTED, and_(open_, ~runs, sent)),
        TaskState.MISSED: and_(unsent, ~cancelled),
        TaskState.DECLINED: Assignment.status == TaskStatus.DECLINED,
        TaskState.WITHDRAWN: or_(Assignment.status == TaskStatus.WITHDRAWN, and_(unsent, cancelled)),
    }[state]


def _select_detail() -> AnySelect:
    return (
        select(
            Assignment,
            Participant,
            EvaluationRound,
            Draft,
            Employee.name,
            Employee.title_before,
            Employee.title_after,
            case((_has_namesake(), func.substr(Employee.nip, 15)), else_=None).label("nip_end"),
        )
        .join(Participant, Participant.id == Assignment.participant_id)
        .join(EvaluationRound, EvaluationRound.id == Assignment.round_id)
        .join(Employee, Employee.id == Participant.employee_id)
        .outerjoin(Draft, Draft.assignment_id == Assignment.id)
    )


def _has_namesake() -> ColumnElement[bool]:
    """Somebody else in the round has the same name."""
    other, other_person = aliased(Participant), aliased(Employee)
    return exists(
        select(other.id)
        .join(other_person, other_person.id == other.employee_id)
        .where(
            other.round_id == Participant.round_id, other_person.id != Employee.id, other_person.name == Employee.name
        )
        .correlate(Participant, Employee)
    )


def get_detail(db: Session, actor: Actor, assignment_id: UUID) -> Any:
    """One task of the caller with everything its form needs, or NotFound."""
    row = db.execute(_select_detail().where(_own(actor), Assignment.id == assignment_id)).one_or_none()
    if row is None:
        raise NotFound()
    return row


class StoredForm(NamedTuple):
    answers: bytes
    comments: dict[str, str]


def find_form(db: Session, token: UUID) -> StoredForm | None:
    """A handed-in form by its token; who may have the token is decided elsewhere."""
    answers = db.scalar(select(Evaluation.answers).where(Evaluation.token == token))
    if answers is None:
        return None
    statement = select(EvaluationComment.value_code, EvaluationComment.text).where(EvaluationComment.token == token)
    return StoredForm(answers, comments_by_value(db.execute(statement)))


def comments_by_value(rows: Iterable[Any]) -> dict[str, str]:
    return {code: text for code, text in sorted((row[0], row[1]) for row in rows)}


def find_self_form(db: Session, participant_id: UUID) -> StoredForm | None:
    """The self-evaluation of a participant; there is one, so no token has to be resolved."""
    token = db.scalar(
        select(Evaluation.token).where(Evaluation.participant_id == participant_id, Evaluation.source == "self")
    )
    return None if token is None else find_form(db, token)


def name_of(db: Session, employee_id: UUID) -> str:
    """A person's name without titles."""
    return db.scalar(select(Employee.name).where(Employee.id == employee_id)) or ""


def find_task(db: Session, participant_id: UUID, evaluator_id: UUID) -> Assignment | None:
    """Whatever task somebody has or had about a participant."""
    statement = select(Assignment).where(
        Assignment.participant_id == participant_id, Assignment.evaluator_id == evaluator_id
    )
    return db.scalar(statement)


def find_superior_task(db: Session, participant_id: UUID) -> Assignment | None:
    """The task of the participant's superior that holds."""
    statement = select(Assignment).where(
        Assignment.participant_id == participant_id,
        Assignment.source == "superior",
        Assignment.status.in_([TaskStatus.OPEN, TaskStatus.SUBMITTED]),
    )
    return db.scalar(statement)


def tasks_about(db: Session, participant_id: UUID) -> Sequence[Assignment]:
    return db.scalars(select(Assignment).where(Assignment.participant_id == participant_id)).all()


def open_tasks_of(db: Session, round_id: UUID, employee_id: UUID) -> list[tuple[Assignment, UUID]]:
    """What somebody still has to do in a round, each with the employee it is about; in a stable order."""
    statement = (
        select(Assignment, Participant.employee_id)
        .join(Participant, Participant.id == Assignment.participant_id)
        .where(
            Assignment.round_id == round_id,
            Assignment.evaluator_id == employee_id,
            Assignment.status == TaskStatus.OPEN,
        )
        .order_by(Participant.employee_id)
    )
    return [(row[0], row[1]) for row in db.execute(statement)]


def rates_others_in(db: Session, employee_id: UUID, round_id: UUID) -> bool:
    """Has this person a task about somebody else in the round, once it was opened?"""
    own = and_(Assignment.round_id == round_id, Assignment.evaluator_id == employee_id, _HELD)
    return bool(db.scalar(select(exists().where(own, Assignment.source != "self"))))


def joiner_note(db: Session, participant: Participant) -> dict[str, Any]:
    """What a late joiner got, in counts."""
    mine = and_(Assignment.round_id == participant.round_id, Assignment.evaluator_id == participant.employee_id)
    about = Assignment.participant_id == participant.id
    counted = {
        "tasks_about_him": about,
        "tasks_of_his": mine,
        "has_superior": and_(about, Assignment.source == "superior"),
    }
    counts = {
        name: db.scalar(select(func.count()).select_from(Assignment).where(condition)) or 0
        for name, condition in counted.items()
    }
    return {"participant_id": participant.id, **counts, "has_superior": counts["has_superior"] > 0}
