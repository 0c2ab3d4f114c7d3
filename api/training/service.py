"""The catalogue is kept by the office; a recommendation is answered by the person it is about."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.employees.models import Employee
from api.kit.errors import AlreadyExists, Conflict, Forbidden, Invalid
from api.kit.texts import Text
from api.rounds.refusals import expect_valid
from api.training import queries
from api.training.models import CompetencyLevel, CompletedCourse, Course, Recommendation
from api.training.rules import RecommendationStatus, can_answer, check_not_ahead
from api.training.schemas import CompletionCreate, CourseContent, CourseCreate, LevelCreate


class AlreadyAnswered(Conflict):
    text = Text("Rekomendasi ini sudah dijawab demikian.", "This recommendation was already answered so.")


def create_course(db: Session, *, actor: Actor, content: CourseCreate, trace: str) -> Course:
    if queries.find_course(db, content.code) is not None:
        raise AlreadyExists()
    course = Course(**content.model_dump(mode="json"))
    db.add(course)
    db.flush()
    _record(db, actor, "create_course", "course", course.id, trace, after={"code": course.code})
    return course


def update_course(db: Session, *, actor: Actor, course: Course, content: CourseContent, trace: str) -> Course:
    new = content.model_dump(mode="json")
    changed = {name: value for name, value in new.items() if getattr(course, name) != value}
    before = {name: getattr(course, name) for name in changed}
    for name, value in changed.items():
        setattr(course, name, value)
    if changed:
        _record(db, actor, "update_course", "course", course.id, trace, before=before, after=changed)
    return course


def answer_recommendation(
    db: Session,
    *,
    actor: Actor,
    recommendation: Recommendation,
    move: str,
    reason: str,
    now: datetime,
    trace: str,
) -> Recommendation:
    """Accept or dismiss what was recommended to oneself; one may think again."""
    if actor.employee_id != recommendation.employee_id:
        raise Forbidden()
    verdict = can_answer(RecommendationStatus(recommendation.status), move, reason)
    if not verdict:
        if verdict.faults[0].code == "already_answered":
            raise AlreadyAnswered()
        raise Invalid(faults=list(verdict.faults))
    before = {"status": recommendation.status}
    recommendation.status = RecommendationStatus.ACCEPTED if move == "accept" else RecommendationStatus.DISMISSED
    recommendation.answer_reason = reason
    recommendation.answered_at = now
    after = {"status": recommendation.status}
    _record(db, actor, f"{move}_recommendation", "recommendation", recommendation.id, trace, before, after)
    return recommendation


def record_level(
    db: Session, *, actor: Actor, employee: Employee, content: LevelCreate, today: date, trace: str
) -> CompetencyLevel:
    """A competency level somebody assessed; nobody records his own."""
    _expect_another(actor, employee)
    expect_valid(check_not_ahead(content.assessed_on, today, "/assessed_on"))
    level = CompetencyLevel(**content.model_dump(), recorded_by=actor.account_id)
    db.add(level)
    db.flush()
    after = {"competency": level.competency, "level": level.level}
    _record(db, actor, "record_competency_level", "employee", employee.id, trace, after=after)
    return level


def record_completion(
    db: Session, *, actor: Actor, employee: Employee, course: Course, content: CompletionCreate, today: date, trace: str
) -> CompletedCourse:
    _expect_another(actor, employee)
    expect_valid(check_not_ahead(content.completed_on, today, "/completed_on"))
    hours = course.hours_jp if content.hours_jp is None else content.hours_jp
    completion = CompletedCourse(
        employee_id=employee.id,
        course_id=course.id,
        completed_on=content.completed_on,
        hours_jp=hours,
        recorded_by=actor.account_id,
    )
    db.add(completion)
    db.flush()
    _record(db, actor, "record_completed_course", "employee", employee.id, trace, after={"course": course.code})
    return completion


def _expect_another(actor: Actor, employee: Employee) -> None:
    if actor.employee_id == employee.id:
        raise Forbidden()


def _record(
    db: Session,
    actor: Actor,
    action: str,
    kind: str,
    thing: UUID,
    trace: str,
    before: object = None,
    after: object = None,
) -> None:
    record(db, actor=actor, action=action, object_type=kind, object_id=thing, before=before, after=after, trace=trace)
