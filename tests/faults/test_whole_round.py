"""The game of machine/ on both engines; and the faults of planted.py, each of which it must find."""

from collections.abc import Iterator, Sequence

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from api.kit.database import Database
from tests.conftest import file_of
from tests.contract.wire import wire
from tests.faults.machine.whole import WholeRound
from tests.faults.planted import FAULTS, QUICK
from tests.faults.stage import Stage


@pytest.fixture
def stage(database: Database, app: FastAPI) -> Iterator[Stage]:
    file = file_of(database.engine)
    with wire(app) as caller:
        yield Stage(database, caller, file)


def play(stage: Stage, *, examples: int, steps: int, beginnings: Sequence[str] = WholeRound.beginnings) -> None:
    class Game(WholeRound):
        pass

    Game.stage, Game.beginnings = stage, beginnings
    rules = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate], report_multiple_bugs=False,
    )  # fmt: skip
    run_state_machine_as_test(Game, settings=rules)


def test_whatever_is_tried_in_whatever_order_the_books_agree(stage: Stage) -> None:
    play(stage, examples=15, steps=25)


@pytest.mark.soak
def test_thousands_of_rounds(stage: Stage) -> None:
    play(stage, examples=2_000, steps=60)


@pytest.mark.parametrize(
    "fault", [pytest.param(name, marks=() if name in QUICK else pytest.mark.soak) for name in FAULTS]
)
def test_a_planted_fault_is_found(stage: Stage, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    beginnings, plant = FAULTS[fault]
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        play(stage, examples=500, steps=60, beginnings=beginnings)
