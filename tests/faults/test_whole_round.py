"""The game of machine.py on both engines; and twelve planted faults, each of which it must find."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from api.access import routing
from api.assignments import queries as task_queries
from api.assignments import submission
from api.assignments.models import Evaluation
from api.audit import service as audit
from api.kit.database import Database
from api.kit.errors import Forbidden, NotFound, Unauthenticated
from api.results import decisions, release, runs
from api.results import queries as result_queries
from api.results import router as results_router
from api.results.models import Result
from api.results.release import Part
from api.results.rules import DecidesAs
from api.rounds import moves
from api.rounds.verdicts import ALLOWED
from tests.conftest import file_of
from tests.contract.wire import wire
from tests.faults.machine.whole import WholeRound
from tests.faults.stage import Stage

Patch = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture
def stage(database: Database, app: FastAPI) -> Iterator[Stage]:
    file = file_of(database.engine)
    with wire(app) as caller:
        yield Stage(database, caller, file)


def play(stage: Stage, *, examples: int, steps: int) -> None:
    class Game(WholeRound):
        pass

    Game.stage = stage
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


def anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(caller: Any, rule: Any) -> None:
        if caller is None and rule.permission != "public":
            raise Unauthenticated()

    monkeypatch.setattr(routing, "_check", check)


def hidden_is_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = task_queries.get_place

    def get_place(*given: Any) -> Any:
        try:
            return kept(*given)
        except NotFound as error:
            raise Forbidden() from error

    monkeypatch.setattr(task_queries, "get_place", get_place)


def twice(monkeypatch: pytest.MonkeyPatch) -> None:
    from uuid import uuid4

    kept = submission._store

    def store(db: Any, actor: Any, task: Any, sent: Any) -> str:
        one = task.assignment
        db.add(Evaluation(token=uuid4(), round_id=one.round_id, participant_id=one.participant_id, source=one.source,
                          answers=sent.answers))  # fmt: skip
        return kept(db, actor, task, sent)

    monkeypatch.setattr(submission, "_store", store)


def gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = audit._rows
    monkeypatch.setattr(audit, "_rows", lambda seq, entry: kept(seq + 1, entry))


def everybody_is_released(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "_split", lambda waiting, *_: Part(list(waiting), [], []))


def own_before_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_queries, "own_results", lambda actor: Result.employee_id == actor.employee_id)


def always(module: Any, name: str, value: Any) -> Patch:
    return lambda monkeypatch: monkeypatch.setattr(module, name, lambda *_, **__: value)


FAULTS: dict[str, Patch] = {
    "the role is not asked": anybody,
    "a form is taken after the closing": always(submission, "can_hand_in", ALLOWED),
    "a form is stored twice": twice,
    "what is hidden is told from what is not there": hidden_is_forbidden,
    "any move from any state": always(moves, "can_move", ALLOWED),
    "a hand-in leaves no entry in the log": always(submission, "record_participation", None),
    "the log has gaps": gaps,
    "the version is not compared": always(results_router, "expect_version", None),
    "anybody decides about anybody": always(decisions, "deciding_quality", DecidesAs.ASSESSOR),
    "what is not decided is released": everybody_is_released,
    "one's own result is seen before its release": own_before_release,
    "a released round is calculated again": always(runs, "can_move", ALLOWED),
}
QUICK = ("the role is not asked", "a form is stored twice")


@pytest.mark.parametrize(
    "fault", [pytest.param(name, marks=() if name in QUICK else pytest.mark.soak) for name in FAULTS]
)
def test_a_planted_fault_is_found(stage: Stage, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    FAULTS[fault](monkeypatch)
    with pytest.raises(AssertionError):
        play(stage, examples=500, steps=60)
