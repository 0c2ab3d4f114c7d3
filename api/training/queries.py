from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Text, and_, cast, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload
from sqlalchemy.orm.interfaces import LoaderOption

from api.access.actor import Actor
from api.access.permissions import Role
from api.employees.models import Employee
from api.employees.queries import visible_employees
from api.instruments.models import Value
from api.kit.database import AnySelect
from api.kit.errors import NotFound
from api.kit.pages import contains, sort_expressions
from api.results.models import Result
from api.results.queries import select_results
from api.rounds.models import Participant
from api.training.catalogue import ActivityKind
from api.training.models import CompetencyLevel, CompletedCourse, Course, Recommendation, RecommendedCourse
from api.training.needs import NeedKind
from api.training.rules import RecommendationStatus
from api.training.schemas import CompletionFilters, CourseFilters, RecommendationFilters

SORT_KEYS = {"name": Course.name, "code": Course.code, "kind": Course.kind}
OFFICERS = (Role.HR_OFFICER, Role.HEAD)


def select_courses(filters: CourseFilters) -> AnySelect:
    statement = select(Course)
    if filters.search:
        statement = statement.where(or_(contains(Course.name, filters.search), contains(Course.code, filters.search)))
    if filters.kind is not None:
        statement = statement.where(Course.kind == filters.kind)
    if filters.value is not None:
        statement = statement.where(_mentions(filters.value))
    if filters.active is not None:
        statement = statement.where(Course.active.is_(filters.active))
    return statement.order_by(*sort_expressions(filters.sort, SORT_KEYS, "name", Course.id))


def _mentions(value: str) -> ColumnElement[bool]:
    # a list of codes holds capitals only, so its JSON text can be searched on both engines
    return contains(cast(Course.values, Text), f'"{value}"')


def get_course(db: Session, course_id: UUID) -> Course:
    course = db.get(Course, course_id)
    if course is None:
        raise NotFound()
    return course


def find_course(db: Session, code: str) -> Course | None:
    return db.scalar(select(Course).where(Course.code == code))


def offered_courses(db: Session) -> Sequence[Course]:
    return db.scalars(select(Course).where(Course.active.is_(True)).order_by(Course.code)).all()


def full_courses(db: Session) -> frozenset[str]:
    """Courses whose seats are all taken by accepted recommendations."""
    taken = (
        select(RecommendedCourse.course_id, func.count().label("people"))
        .join(Recommendation, Recommendation.id == RecommendedCourse.recommendation_id)
        .where(Recommendation.status == RecommendationStatus.ACCEPTED, RecommendedCourse.kind == ActivityKind.FORMAL)
        .group_by(RecommendedCourse.course_id)
        .subquery()
    )
    full = select(Course.code).join(taken, taken.c.course_id == Course.id).where(taken.c.people >= Course.seats)
    return frozenset(db.scalars(full))


def visible_recommendations(actor: Actor) -> AnySelect:
    """His own; those of the people who report to him directly; for officers those of their units. They exist only
    from the release of a result on."""
    own = false() if actor.employee_id is None else Recommendation.employee_id == actor.employee_id
    return select(Recommendation).where(or_(own, _of_his_people(actor), _in_reach(actor)))


def _of_his_people(actor: Actor) -> ColumnElement[bool]:
    if actor.employee_id is None or not actor.has_role(Role.ASSESSOR):
        return false()
    # said aloud which table is meant, since a statement that joins the others too would take them all from outside
    return (
        exists()
        .where(
            Result.id == Recommendation.result_id,
            Participant.id == Result.participant_id,
            Participant.superior_id == actor.employee_id,
        )
        .correlate(Recommendation)
    )


def _in_reach(actor: Actor) -> ColumnElement[bool]:
    if not actor.has_role(*OFFICERS):
        return false()
    return Recommendation.employee_id.in_(visible_employees(actor).with_only_columns(Employee.id))


def select_recommendations(actor: Actor, filters: RecommendationFilters) -> AnySelect:
    statement = (
        visible_recommendations(actor)
        .join(Employee, Employee.id == Recommendation.employee_id)
        .join(Result, Result.id == Recommendation.result_id)
        .join(Participant, Participant.id == Result.participant_id)
        .outerjoin(Value, (Value.version_id == Participant.version_id) & (Value.code == Recommendation.value_code))
        .add_columns(Employee.name.label("employee_name"), Participant.superior_id, Value.name.label("value_name"))
        .options(_with_courses())
        .where(_still_holds())
        .order_by(Employee.name, Employee.id, Recommendation.result_id, Recommendation.rank)
    )
    if filters.employee_id is not None:
        statement = statement.where(Recommendation.employee_id == filters.employee_id)
    if filters.round_id is not None:
        statement = statement.where(Result.round_id == filters.round_id)
    if filters.status is not None:
        statement = statement.where(Recommendation.status == filters.status)
    return statement


def _still_holds() -> ColumnElement[bool]:
    """Of the version that holds; what was accepted because of an earlier one stays, unless it was recommended anew."""
    later, newer = aliased(Recommendation), aliased(Result)
    anew = exists().where(
        newer.participant_id == Result.participant_id,
        newer.version > Result.version,
        later.result_id == newer.id,
        later.competency == Recommendation.competency,
        func.coalesce(later.value_code, "") == func.coalesce(Recommendation.value_code, ""),
    )
    return or_(~Result.superseded, and_(Recommendation.status == RecommendationStatus.ACCEPTED, ~anew))


def recommended_for(db: Session, result_ids: Collection[UUID]) -> Sequence[Recommendation]:
    return db.scalars(select(Recommendation).where(Recommendation.result_id.in_(result_ids))).all()


def get_recommendation(db: Session, actor: Actor, recommendation_id: UUID) -> Row[*tuple[Any, ...]]:
    """The recommendation with the person's name and superior, or NotFound where it is not there or not visible."""
    row = db.execute(
        select_recommendations(actor, RecommendationFilters()).where(Recommendation.id == recommendation_id)
    ).first()
    if row is None:
        raise NotFound()
    return row


def _with_courses() -> LoaderOption:
    return selectinload(Recommendation.courses).joinedload(RecommendedCourse.course, innerjoin=True)


def newest_levels(db: Session, employee_ids: Collection[UUID]) -> dict[UUID, dict[int, int]]:
    """The newest recorded level of each competency, by person."""
    rows = db.execute(
        select(CompetencyLevel)
        .where(CompetencyLevel.employee_id.in_(employee_ids))
        .order_by(CompetencyLevel.assessed_on, CompetencyLevel.id)
    ).scalars()
    found: dict[UUID, dict[int, int]] = {}
    for level in rows:
        found.setdefault(level.employee_id, {})[level.competency] = level.level
    return found


def completed(db: Session, employee_ids: Collection[UUID]) -> dict[UUID, list[tuple[str, date, int | None]]]:
    """By person: code, day and hours of what he has completed."""
    rows = db.execute(
        select(CompletedCourse.employee_id, Course.code, CompletedCourse.completed_on, CompletedCourse.hours_jp)
        .join(Course, Course.id == CompletedCourse.course_id)
        .where(CompletedCourse.employee_id.in_(employee_ids))
    )
    found: dict[UUID, list[tuple[str, date, int | None]]] = {}
    for row in rows:
        found.setdefault(row.employee_id, []).append((row.code, row.completed_on, row.hours_jp))
    return found


def last_completed(db: Session, actor: Actor, employee_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], date]:
    """The last day by person and course, of the people whose records the caller sees."""
    rows = db.execute(
        select(CompletedCourse.employee_id, CompletedCourse.course_id, func.max(CompletedCourse.completed_on))
        .where(
            CompletedCourse.employee_id.in_(employee_ids),
            CompletedCourse.employee_id.in_(visible_employees(actor).with_only_columns(Employee.id)),
        )
        .group_by(CompletedCourse.employee_id, CompletedCourse.course_id)
    )
    return {(employee, course): day for employee, course, day in rows}


def select_completed(actor: Actor, filters: CompletionFilters) -> AnySelect:
    """Of the people the caller sees, the latest first."""
    statement = (
        select(CompletedCourse, Course.name.label("course_name"), Course.kind)
        .join(Course, Course.id == CompletedCourse.course_id)
        .where(CompletedCourse.employee_id.in_(visible_employees(actor).with_only_columns(Employee.id)))
    )
    if filters.employee_id is not None:
        statement = statement.where(CompletedCourse.employee_id == filters.employee_id)
    return statement.order_by(CompletedCourse.completed_on.desc(), CompletedCourse.id)


def released_results(db: Session, result_ids: Collection[UUID]) -> Sequence[Result]:
    """Released results for which nothing has been recommended yet."""
    done = select(Recommendation.result_id)
    return db.scalars(
        select_results().where(Result.id.in_(result_ids), Result.status == "released", Result.id.not_in(done))
    ).all()


def assessors_among(db: Session, employee_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those who are some participant's superior."""
    found = select(Participant.superior_id).where(Participant.superior_id.in_(employee_ids)).distinct()
    return frozenset(person for person in db.scalars(found) if person is not None)


def _gaps(round_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        Result.round_id == round_id,
        Result.status == "released",
        ~Result.superseded,
        Recommendation.kind == NeedKind.GAP,
    )


def count_released(db: Session, round_id: UUID) -> int:
    """How many people of a round have a result that is shared with them."""
    statement = select(func.count()).where(Result.round_id == round_id, Result.status == "released", ~Result.superseded)
    return db.scalar(statement) or 0


def count_needs(db: Session, round_id: UUID) -> dict[int, int]:
    """By competency: how many people fall short of it; whatever they answered to the recommendation."""
    rows = db.execute(
        select(Recommendation.competency, func.count(Recommendation.employee_id.distinct()).label("people"))
        .join(Result, Result.id == Recommendation.result_id)
        .where(*_gaps(round_id))
        .group_by(Recommendation.competency)
    )
    return {row.competency: row.people for row in rows}


def recommended_most(db: Session, round_id: UUID, least: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Course and competency, for whatever was recommended to at least so many people, the most frequent first."""
    people = func.count(Recommendation.employee_id.distinct())
    counted = (
        select(RecommendedCourse.course_id, Recommendation.competency, people.label("people"))
        .join(Recommendation, Recommendation.id == RecommendedCourse.recommendation_id)
        .join(Result, Result.id == Recommendation.result_id)
        .where(*_gaps(round_id))
        .group_by(RecommendedCourse.course_id, Recommendation.competency)
        .having(people >= least)
        .subquery()
    )
    return db.execute(
        select(Course, counted.c.competency)
        .join(counted, counted.c.course_id == Course.id)
        .order_by(counted.c.people.desc(), Course.code)
    ).all()
