"""Means by unit: from exact scores, with small units hidden, by parts that never change (DESIGN.md §5).

A part are those decided by one release. A later part is added only where it could stand as a table of its own; so no
difference between the table of today and the one remembered tells of a small group (docs/decisions/0009).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.employees.models import OrgUnit
from api.employees.queries import units_by_path
from api.results import queries
from api.results.disclosure import UnitCount, suppress_unit_table
from api.results.exact import exact_results
from api.results.queries_release import find_fact, set_fact
from api.rounds.models import EvaluationRound
from api.scoring.rounding import decimal_text, round_half_up

FACT, PARTS = "units", "unit_parts"
Units = Mapping[str, OrgUnit]
"""The units of the office and below it, by path."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One participant with a composite: where he stood, and his exact figures."""

    unit_path: str
    composite: Fraction
    values: Mapping[str, Fraction | None]


Part = Sequence[Scored]


def extend_unit_table(db: Session, round: EvaluationRound) -> None:
    """Add those decided since the last release, or let them wait for more.

    Who is still undecided is not in the table: an officer who may read everybody else's result would only have to
    subtract. What an objection or a correction changes later is not in it either.
    """
    counted = find_fact(db, round.id, PARTS) or []
    known = {participant for part in counted for participant in part}
    scored = _scored(db, round)
    new = [one for one in scored if str(one) not in known]
    parts = [[scored[UUID(one)] for one in part] for part in counted]
    units = {path: unit for path, unit in units_by_path(db).items() if path.startswith(round.unit.path)}
    extended = [*parts, [scored[one] for one in new]]
    if not new or not can_extend(round.unit, units, parts, extended[-1]):
        return
    set_fact(db, round.id, PARTS, [*counted, sorted(map(str, new))])
    set_fact(db, round.id, FACT, list(unit_lines(round.unit, units, extended)))


def _scored(db: Session, round: EvaluationRound) -> dict[UUID, Scored]:
    """By participant, as first decided."""
    results = db.scalars(queries.first_decided(round)).all()
    exact = exact_results(db, results)
    return {
        result.participant_id: Scored(result.participant.unit_path, one.composite, one.values)
        for result in results
        if (one := exact.get(result.id)) is not None and one.composite is not None
    }


def read_unit_table(db: Session, round: EvaluationRound) -> list[dict[str, Any]]:
    """The lines, parents first; empty before the first release. Hidden units are not in it."""
    return find_fact(db, round.id, FACT) or []


def can_extend(root: OrgUnit, units: Units, parts: Sequence[Part], new: Part) -> bool:
    """Whether lines are shown with the new part, and all that are shown without it."""
    with_it = shown_paths(root, units, [*parts, new])
    return bool(with_it) and shown_paths(root, units, parts) <= with_it


def shown_paths(root: OrgUnit, units: Units, parts: Sequence[Part]) -> frozenset[str]:
    """The units whose lines may be shown: each part that has anybody there shows its own line of the unit."""
    tables = []
    for part in parts:
        own = Counter(person.unit_path for person in part)
        tables.append((own, suppress_unit_table(_tree(root.path, units, own))))
    return frozenset(
        path
        for path in units
        if any(_anybody(own, path) for own, _ in tables)
        and all(path in shown for own, shown in tables if _anybody(own, path))
    )


def _anybody(own: Mapping[str, int], path: str) -> bool:
    return any(where.startswith(path) for where in own)


def unit_lines(root: OrgUnit, units: Units, parts: Sequence[Part]) -> Iterator[dict[str, Any]]:
    """A line for each unit that may be shown: how many stand behind it, the mean composite and the mean of each value."""
    shown = shown_paths(root, units, parts)
    people = [person for part in parts for person in part]
    for path, unit in units.items():
        if path in shown:
            yield _line(unit, root, [person for person in people if person.unit_path.startswith(path)])


def _tree(path: str, units: Units, own: Mapping[str, int]) -> UnitCount:
    below = [other for other, unit in units.items() if unit.parent_id == units[path].id]
    return UnitCount(path, own.get(path, 0), tuple(_tree(other, units, own) for other in below))


def _line(unit: OrgUnit, root: OrgUnit, people: Sequence[Scored]) -> dict[str, Any]:
    codes = dict.fromkeys(code for person in people for code in person.values)
    values = {code: _mean([person.values.get(code) for person in people]) for code in codes}
    return {
        "unit_id": str(unit.id),
        "name": unit.name,
        "parent_id": None if unit.id == root.id else str(unit.parent_id),
        "people": len(people),
        "composite": _figure(_mean([person.composite for person in people])),
        "values": {code: _figure(mean) for code, mean in values.items()},
    }


def _mean(figures: Sequence[Fraction | None]) -> Fraction | None:
    """None where it is missing for somebody: a mean over fewer people than the line's would tell about the others."""
    known = [figure for figure in figures if figure is not None]
    return sum(known, Fraction(0)) / len(known) if known and len(known) == len(figures) else None


def _figure(figure: Fraction | None) -> dict[str, Any] | None:
    return None if figure is None else {"ten_thousandths": round_half_up(figure), "text": decimal_text(figure)}
