"""Who read my results by office: from the log, by day. Never who rated; the person's own reading is left out.

Only results the person himself may see by now are asked about: that somebody prepares a decision is not told before its
release. Raters do not read results, so that no line here can stand for one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.queries import names_of_accounts
from api.audit.texts import entry_text
from api.employees.queries import office_zone
from api.employees.rules import within
from api.privacy import queries_mine
from api.privacy.texts import reader_text
from api.results.models import Result
from api.results.queries import paths_of
from api.rounds.moments import day_text

MOST = 500


@dataclass(frozen=True, slots=True)
class _Mine:
    """My results by what a log entry can name: the result itself, a paper of it, its round."""

    results: Mapping[str, Result]
    papers: Mapping[str, Result]
    rounds: Mapping[str, Result]

    def meant_by(self, row: Any, paths: Mapping[UUID, str]) -> Result | None:
        if row.object_type == "result":
            return self.results.get(row.object_id)
        if row.object_type == "document":
            return self.papers.get(row.object_id)
        result = self.rounds.get(row.object_id)
        return result if result is not None and _held(row, result, paths) else None


def list_readers(db: Session, *, actor: Actor, language: str) -> list[dict[str, Any]]:
    """One line for each day, person and deed, the latest first."""
    if actor.employee_id is None:
        return []
    mine = _mine(db, actor)
    rows = queries_mine.readings(
        db,
        actor=actor,
        employee_id=actor.employee_id,
        results=list(mine.results),
        papers=list(mine.papers),
        rounds=list(mine.rounds),
        most=MOST,
    )
    return list(_lines(db, rows, mine, language))


def _mine(db: Session, actor: Actor) -> _Mine:
    results = {str(one.id): one for one in queries_mine.released_results(db, actor)}
    papers = queries_mine.papers_of(db, [one.id for one in results.values()])
    first: dict[str, Result] = {}
    for one in sorted(results.values(), key=lambda result: result.version, reverse=True):
        first[str(one.round_id)] = one
    return _Mine(results, {str(row.id): results[str(row.result_id)] for row in papers}, first)


def _held(row: Any, result: Result, paths: Mapping[UUID, str]) -> bool:
    """Whether a list of the round held this result when it was taken: released by then, and of the unit asked for."""
    if result.released_at is None or row.time < result.released_at:
        return False
    unit = _detail(row).get("unit_id")
    return unit is None or (UUID(unit) in paths and within(result.participant.unit_path, (paths[UUID(unit)],)))


def _lines(db: Session, rows: Sequence[Any], mine: _Mine, language: str) -> Iterable[dict[str, Any]]:
    zone, names = office_zone(db), names_of_accounts(db, {row.actor_ref for row in rows})
    paths = _paths(db, rows)
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        result = mine.meant_by(row, paths) if row.object_type != "employee" else None
        if result is None and row.object_type != "employee":
            continue
        day = _day(row.time, zone)
        key = (day, row.actor_ref, row.action, result.round_id if result else None)
        if key in seen:
            continue
        seen.add(key)
        yield {
            "day": day,
            "day_text": day_text(day).in_language(language),
            "name": names.get(row.actor_ref),
            "role_text": reader_text(_detail(row).get("reader")).in_language(language),
            "text": entry_text(row.action, row.outcome).in_language(language),
            "round_name": result.round.name if result else None,
        }


def _day(time: datetime, zone: Any) -> Any:
    return time.astimezone(zone).date()


def _detail(row: Any) -> Mapping[str, Any]:
    return row.after if isinstance(row.after, dict) else {}


def _paths(db: Session, rows: Sequence[Any]) -> dict[UUID, str]:
    units = {UUID(unit) for row in rows if (unit := _detail(row).get("unit_id"))}
    return {unit: path for unit in units for path in paths_of(db, [unit])}
