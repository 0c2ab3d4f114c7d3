"""Means by unit: from exact scores, with small units hidden, frozen at the first release (DESIGN.md §5)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from api.employees.models import OrgUnit
from api.employees.queries import units_by_path
from api.results import queries
from api.results.disclosure import UnitCount, suppress_unit_table
from api.results.exact import exact_results
from api.results.queries_release import add_fact, find_fact
from api.rounds.models import EvaluationRound
from api.scoring.rounding import decimal_text, round_half_up

FACT = "units"


@dataclass(frozen=True, slots=True)
class Scored:
    """One participant with a composite: where he stood, and his exact figures."""

    unit_path: str
    composite: Fraction
    values: Mapping[str, Fraction | None]


def freeze_unit_table(db: Session, round: EvaluationRound) -> None:
    """Store the table of the round as it is now; later parts of the release do not change it."""
    results = db.scalars(queries.round_results(round.id)).all()
    exact = exact_results(db, results)
    people = [
        Scored(result.participant.unit_path, one.composite, one.values)
        for result in results
        if (one := exact.get(result.id)) is not None and one.composite is not None
    ]
    add_fact(db, round.id, FACT, list(unit_lines(round.unit, units_by_path(db), people)))


def read_unit_table(db: Session, round: EvaluationRound) -> list[dict[str, Any]]:
    """The frozen lines, parents first; empty before the first release. Hidden units are not in it."""
    return find_fact(db, round.id, FACT) or []


def unit_lines(root: OrgUnit, units: Mapping[str, OrgUnit], people: Sequence[Scored]) -> Iterator[dict[str, Any]]:
    """A line for each unit that may be shown: how many stand behind it, the mean composite and the mean of each value."""
    inside = {path: unit for path, unit in units.items() if path.startswith(root.path)}
    own: dict[str, int] = defaultdict(int)
    for person in people:
        own[person.unit_path] += 1
    shown = suppress_unit_table(_tree(root.path, inside, own))
    for path, unit in inside.items():
        if path in shown:
            yield _line(unit, root, [person for person in people if person.unit_path.startswith(path)])


def _tree(path: str, units: Mapping[str, OrgUnit], own: Mapping[str, int]) -> UnitCount:
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
