"""Signals of a round: found inside the run from who rated whom, kept as counts that name nobody."""

import json
import random
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy.orm import Session

import api
from api.assignments import seal
from api.employees.models import OrgUnit
from api.kit.database import Database
from api.results.models import RunSignals
from api.results.quality_units import unit_lines
from api.scoring.signals import Signal
from tests.factories.assignments import make_assignment, make_form
from tests.factories.people import make_office, make_unit
from tests.factories.results import Rated, calculate, make_office_with_round, make_rated_round, some_answers
from tests.results.conftest import As

CODE = Path(api.__file__).parent


def signals_of(db: Session, rated: Rated) -> dict[str, Any]:
    db.expire_all()
    assert rated.round.published_run_id is not None
    content: dict[str, Any] = db.get_one(RunSignals, rated.round.published_run_id).content
    return content


def make_cartel(db: Session) -> Rated:
    """Ten of the staff rate each other in a ring of four; the first three give each other fives."""
    rated, chance = make_office_with_round(db, staff=10), random.Random(3)
    for at, person in enumerate(rated.staff):
        make_form(db, rated.of(person), "superior", answers=4)
        for rater in (rated.staff[(at + step) % 10] for step in (1, 2, 8, 9)):
            friends = {rated.staff.index(rater), at} <= {0, 1, 2}
            task = make_assignment(db, rated.of(person), rater)
            answers = [5] * 21 if friends else some_answers(chance, low=2, high=4)
            make_form(db, rated.of(person), "peer", answers=answers, assignment=task)
    db.commit()
    return rated


def test_a_run_counts_the_raters_of_a_cartel_and_keeps_none_of_them(db: Session, as_: As, database: Database) -> None:
    rated = make_cartel(db)
    calculate(database, as_(rated.hr), rated)
    content = signals_of(db, rated)
    assert content["anonymous"]["raters"] == 10
    assert content["anonymous"]["signals"] == {**dict.fromkeys(Signal, 0), "mutual": 3, "straight": 3}
    assert content["forms"] == 40
    assert re.findall("[0-9a-f-]{32,36}", json.dumps({**content, "units": []})) == []


def test_every_rating_counts_as_it_was_given_whatever_the_signals_say(db: Session, as_: As, database: Database) -> None:
    """A signal asks to look: figures of the run are those of the engine, with and without a cartel (test_calculation)."""
    rated = make_cartel(db)
    run = calculate(database, as_(rated.hr), rated)
    assert run["counts"]["processed"] == len(rated.participants)
    again = calculate(database, as_(rated.hr), rated)
    assert again["fingerprint"] == run["fingerprint"]
    assert again["differences"] == []


def test_below_six_raters_nothing_is_counted(db: Session, as_: As, database: Database) -> None:
    rated = make_rated_round(db, staff=3, peers=4)
    calculate(database, as_(rated.hr), rated)
    content = signals_of(db, rated)
    assert content["anonymous"] == content["superiors"] == {"raters": None, "signals": {}}
    assert content["units"] == []
    assert content["reliability"]["rwg"] == {"rwg": None, "groups": 0, "enough": False}


def test_numbers_of_raters_lead_back_to_nobody(db: Session) -> None:
    rated = make_cartel(db)
    dealt = {tuple(form.rater for form in seal.rated_forms(db, rated.round).forms) for _ in range(3)}
    assert len(dealt) == 3


def test_who_rated_whom_is_asked_in_one_place_only() -> None:
    callers = {str(path.relative_to(CODE)) for path in CODE.rglob("*.py") if "rated_forms(" in path.read_text()}
    assert callers == {"assignments/seal.py", "results/quality.py"}


@pytest.fixture
def office(db: Session) -> tuple[OrgUnit, dict[str, OrgUnit]]:
    make_office(db)
    root = make_unit(db, "Kecamatan Contoh", kind="kecamatan")
    units = [root, *(make_unit(db, f"Seksi {name}", parent=root) for name in "ABC")]
    return root, {unit.path: unit for unit in units}


def lines_of(
    office: tuple[OrgUnit, dict[str, OrgUnit]], sizes: list[int], flagged: list[int]
) -> dict[str, tuple[int, int | None]]:
    """Raters and the count of one signal by unit; `sizes` and `flagged` of the root itself and its three seksi."""
    root, units = office
    members = [(path, at < hits) for path, size, hits in zip(units, sizes, flagged, strict=True) for at in range(size)]
    found = {Signal.MUTUAL: np.array([hit for _, hit in members])}
    lines = unit_lines(root, units, {number: path for number, (path, _) in enumerate(members)}, found)
    return {line["name"]: (line["raters"], line["signals"]["mutual"]) for line in lines}


def test_a_unit_has_a_line_from_six_raters_on_and_no_difference_tells_a_smaller_one(
    office: tuple[OrgUnit, dict[str, OrgUnit]],
) -> None:
    whole = lines_of(office, [0, 8, 7, 6], [0, 2, 0, 1])
    assert whole == {"Kecamatan Contoh": (21, 3), "Seksi A": (8, 2), "Seksi B": (7, 0), "Seksi C": (6, 1)}
    assert lines_of(office, [0, 8, 7, 5], [0, 2, 0, 1]) == {"Kecamatan Contoh": (20, 3), "Seksi A": (8, 2)}
    assert lines_of(office, [1, 2, 1, 1], [0, 0, 0, 0]) == {}


@pytest.mark.parametrize("flagged", [[0, 8, 0, 0], [0, 7, 0, 0]])
def test_a_count_that_names_everybody_or_all_but_one_is_not_told_anywhere(
    office: tuple[OrgUnit, dict[str, OrgUnit]], flagged: list[int]
) -> None:
    counts = [count for _, count in lines_of(office, [0, 8, 7, 6], flagged).values()]
    assert counts == [None] * 4
    # the same for those who are hidden beside the lines
    assert [count for _, count in lines_of(office, [6, 8, 7, 0], [6, 0, 0, 0]).values()] == [None] * 3
