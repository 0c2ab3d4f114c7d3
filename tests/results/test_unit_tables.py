"""A table that grows with each release tells nothing about a small group, whatever was remembered of it before."""

import random
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from api.employees.models import OrgUnit
from api.results import unit_tables
from api.results.unit_tables import Scored
from api.rounds.models import EvaluationRound, RoundFact
from tests.factories.results import Rated
from tests.results.conftest import As, decide, release_path

LEAST = 5
OFFICES = 400


def office(chance: random.Random) -> tuple[OrgUnit, dict[str, OrgUnit]]:
    """A root, units below it, and units below some of those."""
    root = OrgUnit(id=uuid4(), name="kec", parent_id=None, path="/0/")
    units = {root.path: root}
    for place in range(chance.randint(1, 4)):
        unit = OrgUnit(id=uuid4(), name=f"u{place}", parent_id=root.id, path=f"/0/{place}/")
        units[unit.path] = unit
        for below in range(chance.choice((0, 0, 2))):
            path = f"{unit.path}{below}/"
            units[path] = OrgUnit(id=uuid4(), name=path, parent_id=unit.id, path=path)
    return root, units


def small_groups(chance: random.Random) -> Iterator[int]:
    """One office, decided bit by bit: the sizes of the groups of people who stand in exactly the same lines."""
    root, units = office(chance)
    where = [chance.choice(list(units)) for _ in range(chance.randint(10, 50))]
    undecided = list(range(len(where)))
    chance.shuffle(undecided)
    parts: list[list[int]] = []
    lines: list[frozenset[int]] = []
    new: list[int] = []
    while undecided:
        some = chance.choice((1, 3, 6, 12, 25))
        new, undecided = new + undecided[:some], undecided[some:]
        scored = [[Scored(where[one], Fraction(3), {}) for one in part] for part in [*parts, new]]
        if unit_tables.can_extend(root, units, scored[:-1], scored[-1]):
            parts, new = [*parts, new], []
            counted = [one for part in parts for one in part]
            for path in unit_tables.shown_paths(root, units, scored):
                lines.append(frozenset(one for one in counted if where[one].startswith(path)))
    alike = Counter(tuple(one in line for line in lines) for one in range(len(where)))
    yield from (people for places, people in alike.items() if any(places))


def test_people_who_cannot_be_told_apart_are_five_or_more() -> None:
    chance = random.Random(5)
    groups = [people for _ in range(OFFICES) for people in small_groups(chance)]
    assert len(groups) > 2 * OFFICES
    assert min(groups) >= LEAST


def test_with_every_part_added_at_once_they_would_be_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    real = unit_tables.shown_paths
    monkeypatch.setattr(unit_tables, "can_extend", lambda *_: True)
    monkeypatch.setattr(unit_tables, "shown_paths", lambda root, units, parts: real(root, units, [[*chain(*parts)]]))
    chance = random.Random(5)
    assert min(people for _ in range(OFFICES) for people in small_groups(chance)) < LEAST


def people_counted(db: Session, round: EvaluationRound) -> list[int]:
    db.expire_all()
    fact = db.get(RoundFact, (round.id, "units"))
    return [] if fact is None else [line["people"] for line in fact.content]


def test_the_undecided_are_not_in_it_and_a_few_wait(rated: Rated, run: object, as_: As, db: Session) -> None:
    hr = as_(rated.hr)
    counted = []
    for some in (rated.staff[:1], rated.staff[1:5], rated.staff[5:]):
        for person in some:
            decide(db, rated, as_, person)
        hr.post(release_path(rated), {})
        counted.append(people_counted(db, rated.round))
    assert counted == [[], [5, 5], [5, 5]]  # the office and the one unit they are all of
