"""The plan of evaluators and the launch check, as the personnel officer sees them: counts and names, never pairs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.assignments import queries_plan
from api.assignments.circle import circle_of
from api.assignments.models import RaterPlan
from api.employees.queries import office_day, units_by_path
from api.kit.errors import NotFound
from api.rounds.launch_facts import Check, Severity
from api.rounds.models import EvaluationRound


@dataclass(frozen=True, slots=True)
class Subject:
    id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    severity: Severity
    fixed_by: str
    link: Any
    text: str
    count: int
    about: list[Subject]


@dataclass(frozen=True, slots=True)
class LaunchCheck:
    ready: bool
    blockers: int
    warnings: int
    checks: list[Finding]


def view_checks(checks: list[Check], language: str) -> LaunchCheck:
    blockers = sum(check.severity is Severity.BLOCKER for check in checks)
    return LaunchCheck(not blockers, blockers, len(checks) - blockers, [_finding(check, language) for check in checks])


def _finding(check: Check, language: str) -> Finding:
    keys = check.keys or (None,) * len(check.names)  # classes of posts and versions have no key
    about = [Subject(key, name) for key, name in zip(keys, check.names, strict=True)]
    text = check.text.in_language(language)
    return Finding(check.code, check.severity, check.fixed_by, check.link, text, check.count, about)


def read_plan(db: Session, *, round: EvaluationRound, now: datetime) -> dict[str, Any]:
    """The report of the plan that was drawn last, or NotFound where none was."""
    plan = queries_plan.find_plan(db, round.id)
    if plan is None:
        raise NotFound()
    return {
        **plan.report,
        "drawn_at": plan.drawn_at,
        "seed_hash": plan.seed_hash,
        "fresh": plan.basis_hash == circle_of(db, round, office_day(db, now)).basis,
        "tasks": {"self": 0, "superior": 0, "peer": 0, **queries_plan.count_tasks(db, round.id)},
        "unmet": _people(db, plan),
        "pools": _pools(db, round, plan),
    }


def _people(db: Session, plan: RaterPlan) -> list[dict[str, Any]]:
    ids = [UUID(key) for key in plan.report["unmet"]]
    known = queries_plan.known_people(db, ids)
    people = [{"id": one, "name": known[one].name} for one in ids]
    return sorted(people, key=lambda person: (person["name"], str(person["id"])))


def _pools(db: Session, round: EvaluationRound, plan: RaterPlan) -> list[dict[str, Any]]:
    names = {path: unit.name for path, unit in units_by_path(db).items()}
    return [{**pool, "unit_name": _unit_name(pool, names, round.unit.name)} for pool in plan.report["pools"]]


def _unit_name(pool: Mapping[str, Any], names: Mapping[str, str], everywhere: str) -> str:
    path = "".join(f"/{part}" for part in pool["unit_path"]) + "/"
    return names.get(path, everywhere)
