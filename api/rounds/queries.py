"""Which rounds. Whoever serves a request begins with `visible_…(actor)`; deadlines, participants and versions stand beside."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from api.access.actor import Actor
from api.access.permissions import Role
from api.employees.models import OrgUnit
from api.kit.database import AnySelect, is_sqlite, lock_rows
from api.kit.errors import NotFound
from api.kit.pages import contains, sort_expressions
from api.rounds.models import EvaluationRound, Holiday, Participant
from api.rounds.queries_deadlines import (
    deadline_of_unit,
    deadlines_of_rater,
    due_to_open,
    effective_deadline_for,
    latest_deadline,
    latest_extension,
    past_deadline,
    select_extensions,
    status_at,
)
from api.rounds.queries_participants import (
    EXCLUDED,
    active_employees,
    count_participants,
    find_participant,
    get_participant,
    is_in_round,
    not_listed,
    participants_of,
    select_listed,
    select_participants,
    visible_participants,
)
from api.rounds.queries_versions import (
    newest_versions,
    published_among,
    select_round_versions,
    version_for,
    versions_of,
)
from api.rounds.reach import OFFICERS, within
from api.rounds.schemas import RoundFilters

__all__ = [  # what other packages ask about rounds, in one place
    "active_employees",
    "count_managed",
    "count_participants",
    "deadline_of_unit",
    "deadlines_of_rater",
    "due_to_open",
    "effective_deadline_for",
    "find_holiday",
    "find_participant",
    "find_round",
    "find_top_unit",
    "find_unit",
    "get_participant",
    "get_round",
    "hold_round",
    "holidays_between",
    "is_in_round",
    "latest_deadline",
    "lock_round",
    "lock_round_by_id",
    "newest_versions",
    "not_listed",
    "participants_of",
    "past_deadline",
    "published_among",
    "select_extensions",
    "select_holidays",
    "select_listed",
    "select_participants",
    "select_round_versions",
    "select_rounds",
    "status_at",
    "version_for",
    "versions_of",
    "visible_participants",
    "visible_rounds",
]

SORT_KEYS = {
    "period_end": EvaluationRound.period_end,
    "closes_at": EvaluationRound.closes_at,
    "name": EvaluationRound.name,
}


def visible_rounds(actor: Actor) -> AnySelect:
    """Officers: the rounds of their units and below. Everybody: from its opening on, the round in which he takes part
    or whose participants report to him."""
    return select(EvaluationRound).where(or_(_in_reach(actor), _takes_part(actor)))


def _managed(actor: Actor) -> ColumnElement[bool]:
    places = actor.paths(Role.HR_OFFICER)
    return EvaluationRound.unit_id.in_(select(OrgUnit.id).where(within(OrgUnit.path, places)))


def count_managed(db: Session, actor: Actor, now: datetime) -> dict[str, int]:
    """The rounds the caller runs as personnel officer, by the state that holds now."""
    status = status_at(now).label("status")
    rows = db.execute(select(status, func.count()).where(_managed(actor)).group_by(status))
    return {row[0]: row[1] for row in rows}


def _in_reach(actor: Actor) -> ColumnElement[bool]:
    places = actor.paths(*OFFICERS)
    return EvaluationRound.unit_id.in_(select(OrgUnit.id).where(within(OrgUnit.path, places)))


def _takes_part(actor: Actor) -> ColumnElement[bool]:
    if actor.employee_id is None:
        return false()
    own = or_(Participant.employee_id == actor.employee_id, Participant.superior_id == actor.employee_id)
    listed = exists().where(Participant.round_id == EvaluationRound.id, Participant.status != EXCLUDED, own)
    return and_(EvaluationRound.opened_at.is_not(None), listed)


def get_round(db: Session, actor: Actor, round_id: UUID) -> EvaluationRound:
    """The round with its unit, or NotFound where it is not there or not visible."""
    statement = visible_rounds(actor).where(EvaluationRound.id == round_id)
    found: EvaluationRound | None = db.scalar(statement.options(joinedload(EvaluationRound.unit, innerjoin=True)))
    if found is None:
        raise NotFound()
    return found


def lock_round(db: Session, actor: Actor, round_id: UUID) -> EvaluationRound:
    """As `get_round`, and nobody else moves it until this transaction ends; what others just changed is seen."""
    return _locked(db, visible_rounds(actor).where(EvaluationRound.id == round_id))


def lock_round_by_id(db: Session, round_id: UUID) -> EvaluationRound:
    """For what no request asked for (deadlines, runs): the round whoever may see it, locked."""
    return _locked(db, select(EvaluationRound).where(EvaluationRound.id == round_id))


def _locked(db: Session, statement: AnySelect) -> EvaluationRound:
    loaded = statement.options(selectinload(EvaluationRound.unit)).execution_options(populate_existing=True)
    found: EvaluationRound | None = db.scalar(lock_rows(loaded, db))
    if found is None:
        raise NotFound()
    return found


def hold_round(db: Session, round_id: UUID) -> EvaluationRound:
    """The round as it is, and it cannot move until this transaction ends. Many may hold it at once (hand-ins)."""
    statement = select(EvaluationRound).where(EvaluationRound.id == round_id).execution_options(populate_existing=True)
    found = db.scalar(statement if is_sqlite(db) else statement.with_for_update(read=True))
    if found is None:
        raise NotFound()
    return found


def find_round(db: Session, round_id: UUID) -> EvaluationRound | None:
    return db.get(EvaluationRound, round_id)


def select_rounds(actor: Actor, filters: RoundFilters, now: datetime) -> AnySelect:
    """For a list: the round with its unit, the latest extension, and how many take part."""
    active = select(func.count()).where(Participant.round_id == EvaluationRound.id, Participant.status != EXCLUDED)
    statement = visible_rounds(actor).add_columns(
        latest_extension().label("extended"), active.scalar_subquery().label("participants")
    )
    if filters.status is not None:
        statement = statement.where(status_at(now) == filters.status)
    if filters.kind is not None:
        statement = statement.where(EvaluationRound.kind == filters.kind)
    if filters.managed is not None:
        statement = statement.where(_managed(actor) if filters.managed else ~_managed(actor))
    if filters.year is not None:
        year = date(filters.year, 1, 1), date(filters.year, 12, 31)
        statement = statement.where(EvaluationRound.period_end.between(*year))
    if filters.search:
        statement = statement.where(contains(EvaluationRound.name, filters.search))
    order = sort_expressions(filters.sort, SORT_KEYS, "-period_end", EvaluationRound.id)
    return statement.options(joinedload(EvaluationRound.unit, innerjoin=True)).order_by(*order)


def find_top_unit(db: Session, places: tuple[str, ...]) -> OrgUnit | None:
    """The highest unit at or below one of these places."""
    statement = select(OrgUnit).where(within(OrgUnit.path, places))
    return db.scalar(statement.order_by(func.length(OrgUnit.path), OrgUnit.path).limit(1))


def find_unit(db: Session, unit_id: UUID, places: tuple[str, ...]) -> OrgUnit | None:
    """The unit, if it lies at or below one of these places."""
    return db.scalar(select(OrgUnit).where(OrgUnit.id == unit_id, within(OrgUnit.path, places)))


def find_holiday(db: Session, day: date) -> Holiday | None:
    return db.get(Holiday, day)


def select_holidays(year: int | None) -> AnySelect:
    statement = select(Holiday).order_by(Holiday.day)
    return statement if year is None else statement.where(Holiday.day.between(date(year, 1, 1), date(year, 12, 31)))


def holidays_between(db: Session, first: date, last: date) -> dict[date, str]:
    """The holidays from one day to another, both included, by name."""
    rows = db.execute(select(Holiday.day, Holiday.name).where(Holiday.day.between(first, last)))
    return {day: name for day, name in rows}
