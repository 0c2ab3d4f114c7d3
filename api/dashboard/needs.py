"""What an office has to learn: how many people need which competency, never who; small groups are not told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.kit.texts import Text
from api.results.disclosure import shows_count
from api.results.queries_runs import count_by_state
from api.results.unit_suppression import MINIMUM
from api.rounds.models import EvaluationRound
from api.rounds.reach import reaches
from api.training import queries
from api.training.texts import competency_name

MOST_COURSES = 3
_FEW = Text(f"kurang dari {MINIMUM}", f"fewer than {MINIMUM}")
_ALMOST_ALL = Text("hampir semua", "almost all")


def read_needs(db: Session, round: EvaluationRound, *, actor: Actor, language: str) -> dict[str, Any]:
    people = queries.count_released(db, round.id)
    hidden = _why_hidden(db, round, actor, people)
    return {
        "round_id": round.id,
        "people": people,
        "hidden": hidden,
        "needs": [] if hidden else _needs(db, round, people, language),
    }


def _why_hidden(db: Session, round: EvaluationRound, actor: Actor, people: int) -> str | None:
    """Who may not read single recommendations could tell one person's by reading before and after his release: for
    him the list waits for the last one."""
    if round.released_at is None:
        return "not_released"
    if people < MINIMUM:
        return "small_group"
    if reaches(actor, "recommendations:read", round.unit.path) or count_by_state(db, round).unreleased == 0:
        return None
    return "release_incomplete"


def _needs(db: Session, round: EvaluationRound, people: int, language: str) -> list[dict[str, Any]]:
    """The most frequent first; those that are not told at the end, in the order of the standard."""
    counts, courses = queries.count_needs(db, round.id), _courses(queries.recommended_most(db, round.id, MINIMUM))
    lines = [_line(code, n, people, courses.get(code, []), language) for code, n in sorted(counts.items())]
    return sorted(lines, key=lambda line: -(line["people"] or 0))


def _line(competency: int, n: int, people: int, courses: Sequence[Any], language: str) -> dict[str, Any]:
    told = shows_count(n, people)
    few = n < MINIMUM
    return {
        "competency": competency,
        "competency_name": competency_name(competency).in_language(language),
        "people": n if told else None,
        "people_text": str(n) if told else (_FEW if few else _ALMOST_ALL).in_language(language),
        "courses": [] if few else courses[:MOST_COURSES],
    }


def _courses(rows: Sequence[Any]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for course, competency in rows:
        found[competency].append(course)
    return found
