"""T2, T3, T7: from everything an account is told, nothing about one or two unnamed raters can be computed.

Offices and rounds drawn by chance, calculated and released by the product itself; every number of every address, as
an exact equation; what the reader wrote himself counts as known to him. Then the prover is proved: faults planted on
purpose are found.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.results import disclosure, item_sums, viewing
from api.results.models import Result
from api.rounds.models import EvaluationRound
from api.scoring import sources
from api.scoring.terms import Absence
from tests.anonymity.conftest import Stage
from tests.anonymity.offices import Office, decide_some, draw_office, draw_round
from tests.anonymity.readings import Knowledge, UnexplainedError, read_everything
from tests.anonymity.solver import Leak, Reader, leaks, unanimous_groups
from tests.factories.results import work_all

ROUNDS, MANY, PARTS = 20, 1_000, 50


@dataclass
class Tally:
    rounds: int = 0
    readers: Counter[str] = field(default_factory=Counter)
    numbers: int = 0
    equations: int = 0
    unanimous: int = 0
    leaks: list[tuple[int, str, Leak]] = field(default_factory=list)

    def __str__(self) -> str:
        readers = ", ".join(f"{role} {count}" for role, count in sorted(self.readers.items()))
        return (
            f"{self.rounds} rounds; readers: {readers}; {self.numbers} numbers, {self.equations} equations; "
            f"{self.unanimous} unanimous groups apart; {len(self.leaks)} leaks"
        )


def prove(
    stage: Stage, seed: int, tally: Tally, *, least: int | None = None, deep: int | None = 2, roles: int = 8
) -> None:
    """One office with one round or two: drawn, calculated, decided, released, read by so many roles in turn, solved."""
    chance = random.Random(seed)
    stage.clear()
    with stage.database.sessions() as db:
        office = draw_office(db, chance)
        for number in range(chance.choice((1, 1, 1, 2))):
            rated = draw_round(db, chance, office, number, least=least)
            db.commit()
            _finish(stage, db, chance, office, rated.round_id)
            tally.rounds += 1
        readers = [*_readers(db, chance, office).items()] * 2
        for role, account in readers[seed * 3 % 8 :][:roles]:
            knowledge = Knowledge(office, results=_results(db, office))
            client = stage.client.signed_in_as(db, account, privileged=True)
            read_everything(client, knowledge, deep=deep)
            reader = Reader(_employee_of(office, account), knowledge)
            tally.leaks += [(seed, role, leak) for leak in leaks(reader)]
            tally.readers[role] += 1
            tally.numbers += knowledge.numbers
            tally.equations += len(knowledge.equations)
        tally.unanimous += unanimous_groups(office)


def _finish(stage: Stage, db: Session, chance: random.Random, office: Office, round_id: Any) -> None:
    hr = stage.client.signed_in_as(db, office.hr, privileged=True)
    hr.post(f"/evaluation-rounds/{round_id}/calculation", expect=202)
    work_all(stage.database)
    decide_some(db, chance, office, round_id)
    hr.request("POST", f"/evaluation-rounds/{round_id}/release", json={})
    work_all(stage.database)
    db.rollback()


def _readers(db: Session, chance: random.Random, office: Office) -> dict[str, Account]:
    """Every role; and of those everybody has, one drawn by chance."""
    superiors = [boss for boss in office.superior.values() if boss is not None]
    assessor = chance.choice(superiors)
    above = office.superior[assessor.id]
    rated = office.rounds[-1]
    peers = [form.rater for form in rated.truth.forms if form.source.anonymous]
    by_id = {person.id: person for person in office.people}
    drawn = {
        "person": chance.choice(office.people),
        "peer": by_id[chance.choice(peers)] if peers else office.people[0],
        "assessor": assessor,
        "assessor's superior": above or assessor,
        "employee": chance.choice(office.people),
    }
    accounts = {role: db.get_one(Account, person.account_id) for role, person in drawn.items()}
    return {**accounts, **office.accounts()}


def _employee_of(office: Office, account: Account) -> Any:
    return next((person.id for person in office.people if person.account_id == account.id), None)


def _results(db: Session, office: Office) -> dict[Any, Any]:
    db.rollback()
    found = {}
    for rated in office.rounds:
        run = db.get_one(EvaluationRound, rated.round_id, populate_existing=True).published_run_id
        rows = db.execute(select(Result.id, Result.participant_id).where(Result.run_id == run))
        found |= {row.id: (rated, row.participant_id) for row in rows}
    return found


def test_nothing_about_one_or_two_raters_can_be_computed(stage: Stage) -> None:
    tally = Tally()
    seed = 0
    while tally.rounds < ROUNDS:
        prove(stage, seed := seed + 1, tally, deep=1, roles=3)
    print(f"\n{tally}")  # noqa: T201 - the figures of the proof
    assert tally.leaks == []
    assert len(tally.readers) == 8
    assert tally.equations > 50 * ROUNDS


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_can_be_computed_in_a_thousand_rounds(stage: Stage, part: int) -> None:
    """In parts, each with seeds of its own: what was proved stays proved when a long run is cut off."""
    tally = Tally()
    seed = 10_000 + 1_000 * part
    while tally.rounds < MANY // PARTS:
        prove(stage, seed := seed + 1, tally, deep=None)
    print(f"\n{tally}")  # noqa: T201 - the figures of the proof
    assert tally.leaks == []


class TestTheProverFindsWhatIsPlanted:
    """Each fault once in the product, with the equations it makes; the proof must then fail."""

    def count_leaks(self, stage: Stage, *, least: int | None = None, seeds: int = 12, before: int = 0) -> int:
        """In the offices after the first so many, which are known to hide nothing of this kind."""
        tally, seed = Tally(), before
        while not tally.leaks and seed < before + seeds:
            prove(stage, seed := seed + 1, tally, least=least, deep=1)
        print(f"\n{tally}")  # noqa: T201 - the figures of the proof
        return len(tally.leaks)

    def test_a_composite_that_includes_the_hidden_group(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """The mean is hidden from everybody, and only the figures of the whole are made with it."""
        _count_from_one(monkeypatch)
        assert self.count_leaks(stage, least=1) > 0

    @pytest.mark.soak
    def test_means_shown_from_one_form_on(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        _count_from_one(monkeypatch)
        monkeypatch.setattr(disclosure._Scene, "_enough", lambda *_: disclosure._YES)
        monkeypatch.setattr(disclosure._Scene, "parts_would_tell", lambda _: False)
        assert self.count_leaks(stage, least=1) > 0

    def test_parts_shown_to_one_of_three(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """Who rated himself takes his own form away from the mean of three."""
        monkeypatch.setattr(viewing, "disclose", _as_if_nobody_rated(viewing.disclose))
        assert self.count_leaks(stage, seeds=20) > 0

    def test_items_shown_although_some_were_left_out(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        # two things must fail: that such a sum is not kept, and that it is not shown
        monkeypatch.setattr(item_sums, "_left_out_in_part", lambda missing, _values: np.zeros_like(missing))
        monkeypatch.setattr(disclosure._Scene, "_item", _item_by_number)
        assert self.count_leaks(stage, before=4, seeds=20) > 0

    def test_a_number_that_nobody_explained(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """One figure more than the truth knows of stops the proof."""
        _count_from_one(monkeypatch)
        with pytest.raises(UnexplainedError):
            self.count_leaks(stage)


def _count_from_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def absence(_rule: Any, n: Any, _people: Any, _valid: Any) -> Any:
        return np.where(n > 0, Absence.COUNTED, Absence.NO_FORM).astype(np.uint8)

    monkeypatch.setattr(sources, "_absence", absence)


def _as_if_nobody_rated(disclose: Callable[..., Any]) -> Callable[..., Any]:
    return lambda viewer, *rest: disclose(disclosure.Viewer(viewer.reader), *rest)


def _item_by_number(scene: Any, source: str, value: str, counts: Any) -> Any:
    return scene._enough(source, min(counts.answers[value], default=0), item_sums.LEAST)
