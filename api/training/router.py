from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.employees.queries import get_employee, office_day
from api.kit.conditional import IfMatch, expect_version
from api.kit.errors import Forbidden, PreconditionRequired
from api.kit.pages import Page, read_page
from api.training import queries, service
from api.training.models import CompetencyLevel, CompletedCourse, Course
from api.training.schemas import (
    CompletedCourseRead,
    CompletionCreate,
    CompletionFilters,
    CompletionRead,
    CourseContent,
    CourseCreate,
    CourseFilters,
    CourseRead,
    LevelCreate,
    LevelRead,
    RecommendationDismiss,
    RecommendationFilters,
    RecommendationRead,
)
from api.training.views import completed_view, recommendation_view, recommendation_views

router = Router(tag="training")


@router.reads("/courses", permission="courses:read", response=Page[CourseRead])
def list_courses(context: Context, filters: Annotated[CourseFilters, Query()]) -> dict[str, Any]:
    """List the learning catalogue: assignments at work (70), learning from others (20), courses (10)."""
    return read_page(context.db, queries.select_courses(filters), filters)


@router.reads("/courses/{course_id}", permission="courses:read", response=CourseRead)
def get_course(context: Context, course_id: UUID) -> Course:
    """Read one activity of the catalogue, also one that is no longer offered."""
    return queries.get_course(context.db, course_id)


@router.creates("/courses", permission="courses:manage", response=CourseRead)
def create_course(context: Context, body: CourseCreate) -> Course:
    """Add an activity to the catalogue."""
    return service.create_course(context.db, actor=context.actor, content=body, trace=context.request_id)


@router.replaces(
    "/courses/{course_id}", permission="courses:manage", response=CourseRead, errors=[PreconditionRequired]
)
def update_course(context: Context, course_id: UUID, body: CourseContent, if_match: IfMatch = None) -> Course:
    """Replace an activity's content, e.g. its hours (JP), provider and seats."""
    course = queries.get_course(context.db, course_id)
    expect_version(if_match, course.row_version)
    return service.update_course(context.db, actor=context.actor, course=course, content=body, trace=context.request_id)


@router.reads("/recommendations", permission="recommendations:read", response=Page[RecommendationRead])
def list_recommendations(context: Context, filters: Annotated[RecommendationFilters, Query()]) -> dict[str, Any]:
    """List what is recommended to be learnt, per person by rank.

    Everybody sees his own, a superior those of his people, officers those of their units. The numbers that led to a
    recommendation are told to the person and his superior only.
    """
    page = read_page(context.db, queries.select_recommendations(context.actor, filters), filters)
    page["items"] = recommendation_views(context.db, page["items"], context.actor, context.language)
    return page


@router.reads("/recommendations/{recommendation_id}", permission="recommendations:read", response=RecommendationRead)
def get_recommendation(context: Context, recommendation_id: UUID) -> RecommendationRead:
    """Read one recommendation."""
    row = queries.get_recommendation(context.db, context.actor, recommendation_id)
    return recommendation_view(context.db, row, context.actor, context.language)


@router.acts(
    "/recommendations/{recommendation_id}/acceptance",
    permission="recommendations:answer",
    response=RecommendationRead,
    errors=[service.AlreadyAnswered, PreconditionRequired],
)
def accept_recommendation(context: Context, recommendation_id: UUID, if_match: IfMatch = None) -> RecommendationRead:
    """Accept a recommendation as part of one's own plan."""
    return _answer(context, recommendation_id, "accept", "", if_match)


@router.acts(
    "/recommendations/{recommendation_id}/dismissal",
    permission="recommendations:answer",
    response=RecommendationRead,
    errors=[service.AlreadyAnswered, PreconditionRequired],
)
def dismiss_recommendation(
    context: Context, recommendation_id: UUID, body: RecommendationDismiss, if_match: IfMatch = None
) -> RecommendationRead:
    """Dismiss a recommendation and say why, so that the catalogue can learn from it."""
    return _answer(context, recommendation_id, "dismiss", body.reason, if_match)


def _answer(
    context: Context, recommendation_id: UUID, move: str, reason: str, if_match: str | None
) -> RecommendationRead:
    row = queries.get_recommendation(context.db, context.actor, recommendation_id)
    if row[0].employee_id != context.actor.employee_id:
        raise Forbidden()
    expect_version(if_match, row[0].row_version)
    service.answer_recommendation(
        context.db,
        actor=context.actor,
        recommendation=row[0],
        move=move,
        reason=reason,
        now=context.now,
        trace=context.request_id,
    )
    context.db.flush()
    return recommendation_view(context.db, row, context.actor, context.language)


@router.creates("/competency-levels", permission="competency_levels:record", response=LevelRead)
def record_competency_level(context: Context, body: LevelCreate) -> CompetencyLevel:
    """Record a competency level (1–5) that somebody assessed; the newest counts in recommendations."""
    employee = get_employee(context.db, context.actor, body.employee_id)
    return service.record_level(
        context.db,
        actor=context.actor,
        employee=employee,
        content=body,
        today=office_day(context.db, context.now),
        trace=context.request_id,
    )


@router.reads("/completed-courses", permission="recommendations:read", response=Page[CompletedCourseRead])
def list_completed_courses(context: Context, filters: Annotated[CompletionFilters, Query()]) -> dict[str, Any]:
    """List what was recorded as completed, the latest first: one's own, that of the people below, of one's units."""
    page = read_page(context.db, queries.select_completed(context.actor, filters), filters)
    page["items"] = [completed_view(row) for row in page["items"]]
    return page


@router.creates("/completed-courses", permission="competency_levels:record", response=CompletionRead)
def record_completed_course(context: Context, body: CompletionCreate) -> CompletedCourse:
    """Record what a person has completed: it is not recommended again for 24 months, and its hours (JP) count."""
    employee = get_employee(context.db, context.actor, body.employee_id)
    course = queries.get_course(context.db, body.course_id)
    return service.record_completion(
        context.db,
        actor=context.actor,
        employee=employee,
        course=course,
        content=body,
        today=office_day(context.db, context.now),
        trace=context.request_id,
    )
