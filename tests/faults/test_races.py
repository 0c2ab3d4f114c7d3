"""Two at once, and to the second: one release, one decision, one form; a deadline is looked at inside the transaction."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from fastapi import FastAPI
from httpx import Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.accounts.sessions import SESSION_COOKIE
from api.assignments.models import Evaluation
from api.audit.models import AuditEntry
from api.kit import clock
from api.kit.database import Database
from api.kit.outbox import OutboxMessage
from api.results.models import ResultSeal
from tests.assignments.forms_sent import form
from tests.assignments.test_races import at_once
from tests.clients import Client, new_session
from tests.contract.wire import wire
from tests.factories.assignments import account_of, look_anew, make_seksi
from tests.factories.results import Rated, calculate, make_rated_round, result_of
from tests.factories.story import MEETS

NewClient = Callable[[], Client]
SECOND = timedelta(seconds=1)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def browsers(db: Session, new_client: NewClient, account: Account, number: int) -> list[Client]:
    return [new_client().signed_in_as(db, account, privileged=True) for _ in range(number)]


def count(db: Session, model: Any, *conditions: Any) -> int:
    return db.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def test_of_fifty_hand_ins_of_one_task_one_form_is_stored_t21(db: Session, new_client: NewClient) -> None:
    seksi = make_seksi(db)
    task = seksi.task(seksi.staff[2], seksi.staff[0])
    clients = browsers(db, new_client, account_of(db, seksi.staff[2]), 50)
    send = [partial(one.request, "POST", f"/assignments/{task.id}/submission", json=form()) for one in clients]
    answers = at_once(send)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["receipt"] for answer in answers}) == 1
    look_anew(db)
    assert (count(db, Evaluation), count(db, AuditEntry)) == (1, 1)


@pytest.fixture
def rated(db: Session, database: Database, new_client: NewClient) -> Rated:
    """Calculated."""
    rated = make_rated_round(db)
    calculate(database, new_client().signed_in_as(db, rated.hr), rated)
    return rated


def decisions(db: Session, new_client: NewClient, rated: Rated, number: int) -> list[Response]:
    """All with the version that was read before."""
    result = result_of(db, rated, rated.staff[0])
    headers = {"If-Match": f'"{result.row_version}"'}
    address = f"/results/{result.id}/decision"
    clients = browsers(db, new_client, account_of(db, rated.kasi), number)
    return at_once([partial(one.request, "PUT", address, json=MEETS, headers=headers) for one in clients])


def test_of_many_decisions_with_one_version_one_is_taken_t22(db: Session, new_client: NewClient, rated: Rated) -> None:
    answers = decisions(db, new_client, rated, 20)
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 19}
    look_anew(db)
    assert count(db, AuditEntry, AuditEntry.action == "decide_result") == 1


def test_of_many_releases_at_once_one_shares_the_result_t24(db: Session, new_client: NewClient, rated: Rated) -> None:
    assert decisions(db, new_client, rated, 1)[0].status_code == 200
    look_anew(db)
    before = count(db, AuditEntry, AuditEntry.action == "release_round")
    clients = browsers(db, new_client, rated.hr, 20)
    answers = at_once(
        [partial(one.request, "POST", f"/evaluation-rounds/{rated.round.id}/release", json={}) for one in clients]
    )
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 19}
    look_anew(db)
    assert before == 0
    assert count(db, AuditEntry, AuditEntry.action == "release_round", AuditEntry.object_type == "round") == 1
    assert count(db, ResultSeal) == 1
    assert count(db, OutboxMessage, OutboxMessage.kind == "results_released") == 1


@pytest.mark.parametrize("zone", ZONES)
def test_the_second_before_the_deadline_counts_and_the_deadline_itself_does_not_t23(
    db: Session, new_client: NewClient, zone: str
) -> None:
    deadline = datetime.now(ZoneInfo(zone)).replace(hour=16, minute=0, second=0, microsecond=0) + timedelta(days=2)
    with time_machine.travel(deadline - timedelta(minutes=5), tick=False) as moment:
        seksi = make_seksi(db, closes_at=deadline.astimezone(UTC))
        rater = seksi.staff[2]
        client = new_client().signed_in_as(db, account_of(db, rater))
        tasks = [seksi.task(rater, seksi.staff[0]), seksi.task(rater, seksi.staff[1])]
        for offset, task, status in ((-SECOND, tasks[0], 201), (SECOND, tasks[1], 409), (0 * SECOND, tasks[1], 409)):
            moment.move_to(deadline + offset)
            assert client.request("POST", f"/assignments/{task.id}/submission", json=form()).status_code == status
    look_anew(db)
    assert count(db, Evaluation) == 1


def test_a_body_trickled_across_the_deadline_is_decided_once_at_the_end_t23(
    db: Session, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It began in time and arrived too late: what counts is when it is written, not when it was begun."""

    seksi = make_seksi(db)
    rater = seksi.staff[2]
    token = new_session(db, account_of(db, rater), privileged=False)
    db.commit()
    begun, deadline = datetime.now(UTC), seksi.round.closes_at
    monkeypatch.setattr(clock, "now", lambda: begun if sent["bytes"] < len(body) else deadline)
    body, sent = json.dumps(form()).encode(), {"bytes": 0}
    task = seksi.task(rater, seksi.staff[0])
    with wire(app) as caller:
        caller.cookie = f"{SESSION_COOKIE}={token}"
        kept = app.state.gate.load_actor

        def count_and_load(*given: Any) -> Any:
            sent["bytes"] = len(body)  # the route asks who it is once the whole body is there
            return kept(given[0], given[1], begun)

        monkeypatch.setattr(app.state, "gate", replace(app.state.gate, load_actor=count_and_load))
        answer = caller.send_once("POST", f"/api/v1/assignments/{task.id}/submission", body,
                                  [("content-type", "application/json")], chunk=7)  # fmt: skip
    assert (answer.status, answer.json()["code"], answer.taken) == (409, "deadline_passed", len(body))
    look_anew(db)
    assert count(db, Evaluation) == 0
