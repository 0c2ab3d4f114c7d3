"""A recommendation as this caller may see it: the numbers behind it are for the person and his superior."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.kit.base import columns_of
from api.training import queries
from api.training.models import Course, Recommendation
from api.training.needs import Need, NeedKind, Reason
from api.training.rules import RecommendationStatus, moves_from
from api.training.schemas import ReasonRead, RecommendationRead, RecommendedCourseRead
from api.training.stored import reasons_from_json
from api.training.texts import competency_name, headline, reason_text

_KINDS = ("experience", "others", "formal")


def recommendation_views(
    db: Session, rows: Sequence[Row[*tuple[Any, ...]]], actor: Actor, language: str
) -> list[RecommendationRead]:
    """Of a whole page: what was completed is asked once."""
    done = queries.last_completed(db, actor, {row[0].employee_id for row in rows})
    return [_view(row, actor, language, done) for row in rows]


def recommendation_view(db: Session, row: Row[*tuple[Any, ...]], actor: Actor, language: str) -> RecommendationRead:
    return recommendation_views(db, [row], actor, language)[0]


def _view(
    row: Row[*tuple[Any, ...]], actor: Actor, language: str, done: Mapping[tuple[UUID, UUID], date]
) -> RecommendationRead:
    recommendation: Recommendation = row[0]
    reasons = reasons_from_json(recommendation.reasons)
    own = actor.employee_id == recommendation.employee_id
    told = own or (actor.employee_id is not None and actor.employee_id == row.superior_id)
    courses = sorted((link.course for link in recommendation.courses), key=lambda course: _KINDS.index(course.kind))
    return RecommendationRead(
        id=recommendation.id,
        result_id=recommendation.result_id,
        employee_id=recommendation.employee_id,
        employee_name=row.employee_name,
        rank=recommendation.rank,
        kind=NeedKind(recommendation.kind),
        value=recommendation.value_code,
        competency=recommendation.competency,
        competency_name=competency_name(recommendation.competency).in_language(language),
        headline=headline(_need(recommendation, reasons), row.value_name).in_language(language) if told else None,
        reasons=[_reason(reason, row.value_name, language) for reason in reasons] if told else None,
        courses=[_course(course, done.get((recommendation.employee_id, course.id))) for course in courses],
        status=RecommendationStatus(recommendation.status),
        answer_reason=recommendation.answer_reason if own else None,
        answered_at=recommendation.answered_at,
        actions=list(moves_from(RecommendationStatus(recommendation.status))) if own else [],
        row_version=recommendation.row_version,
    )


def _course(course: Course, completed_on: date | None) -> RecommendedCourseRead:
    plain = columns_of(course, "id", "code", "name", "kind", "description", "provider", "hours_jp")
    return RecommendedCourseRead(**plain, completed_on=completed_on)


def completed_view(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    fields = columns_of(row[0], "id", "employee_id", "course_id", "completed_on", "hours_jp")
    return {**fields, "course_name": row.course_name, "kind": row.kind}


def _need(recommendation: Recommendation, reasons: tuple[Reason, ...]) -> Need:
    return Need(
        kind=NeedKind(recommendation.kind),
        value=recommendation.value_code,
        competency=recommendation.competency,
        target_level=None,
        priority=Fraction(recommendation.priority, 10_000),
        reasons=reasons,
    )


def _reason(reason: Reason, value_name: str | None, language: str) -> ReasonRead:
    return ReasonRead(
        kind=reason.kind.value,
        text=reason_text(reason, value_name).in_language(language),
        value=reason.value,
        item=reason.item,
        competency=reason.competency,
        figure=str(reason.figure),
    )
