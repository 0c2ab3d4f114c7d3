"""Many at once: one form a task, one plan a round, and nothing between a hand-in and the closing of its round."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from httpx import Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.assignments.models import Assignment, Evaluation, PendingLeaf, SealedToken
from api.audit.models import AuditEntry
from api.rounds.models import EvaluationRound
from tests.assignments.forms_sent import draft, form
from tests.clients import Client
from tests.factories.assignments import Seksi, account_of, look_anew, make_seksi
from tests.factories.kept import kept
from tests.factories.people import make_account, make_grant

NewClient = Callable[[], Client]
Request = Callable[[], Response]


def at_once(requests: list[Request]) -> list[Response]:
    """All requests start in the same moment, each in a thread of its own."""
    start = Barrier(len(requests))

    def run(request: Request) -> Response:
        start.wait()
        return request()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(run, requests))


def count(db: Session, model: Any) -> int:
    return db.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def seksi(db: Session) -> Seksi:
    return kept(db, "a seksi", lambda: make_seksi(db))


def submission(client: Client, task_id: Any, body: dict[str, Any]) -> Request:
    return lambda: client.request("POST", f"/assignments/{task_id}/submission", json=body)


def test_twenty_equal_hand_ins_at_once_are_one_t21(db: Session, new_client: NewClient, seksi: Seksi) -> None:
    task = seksi.task(seksi.staff[2], seksi.staff[0])
    account = account_of(db, seksi.staff[2])
    clients = [new_client().signed_in_as(db, account) for _ in range(20)]
    answers = at_once([submission(client, task.id, form()) for client in clients])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["receipt"] for answer in answers}) == 1
    look_anew(db)
    assert [count(db, model) for model in (Evaluation, SealedToken, PendingLeaf, AuditEntry)] == [1, 1, 1, 1]


def test_of_twenty_different_hand_ins_at_once_one_is_taken(db: Session, new_client: NewClient, seksi: Seksi) -> None:
    task = seksi.task(seksi.staff[2], seksi.staff[0])
    account = account_of(db, seksi.staff[2])
    clients = [new_client().signed_in_as(db, account) for _ in range(20)]
    bodies = [form(4, {"": f"Komentar {number}."}) for number in range(20)]
    answers = at_once([submission(client, task.id, body) for client, body in zip(clients, bodies, strict=True)])
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 19}
    look_anew(db)
    assert [count(db, model) for model in (Evaluation, SealedToken, PendingLeaf, AuditEntry)] == [1, 1, 1, 1]


def test_a_first_draft_saved_by_ten_tabs_at_once_is_one_and_the_others_are_told(
    db: Session, new_client: NewClient, seksi: Seksi
) -> None:
    task = seksi.task(seksi.staff[2], seksi.staff[0])
    clients = [new_client().signed_in_as(db, account_of(db, seksi.staff[2])) for _ in range(10)]

    def save(client: Client, answer: int) -> Request:
        return lambda: client.request(
            "PUT", f"/assignments/{task.id}/draft", json=draft(0, {"1": answer % 6, "2": answer // 6})
        )

    answers = at_once([save(client, number) for number, client in enumerate(clients)])
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 9}


@pytest.mark.parametrize("turn", range(5))
def test_a_hand_in_that_was_acknowledged_is_in_the_closed_round_and_no_other_t24(
    db: Session, new_client: NewClient, seksi: Seksi, turn: int
) -> None:
    officer = make_account(db)
    make_grant(db, officer, Role.HR_OFFICER)
    hr = new_client().signed_in_as(db, officer)
    raters = [seksi.superior, *seksi.staff]
    clients = {rater.id: new_client().signed_in_as(db, account_of(db, rater)) for rater in raters}
    tasks = list(seksi.tasks.values())
    requests = [submission(clients[task.evaluator_id], task.id, form()) for task in tasks]
    body = {"reason": "Periode dihentikan atas perintah Camat."}

    def close() -> Response:
        return hr.request("POST", f"/evaluation-rounds/{seksi.round.id}/close", json=body)

    requests.insert(turn * 5, close)
    answers = at_once(requests)
    closing = answers.pop(turn * 5)
    assert closing.status_code == 200
    taken = {task.id for task, answer in zip(tasks, answers, strict=True) if answer.status_code == 201}
    refused = [answer.json()["code"] for answer in answers if answer.status_code != 201]
    assert set(refused) <= {"round_not_open"}
    look_anew(db)
    assert set(db.scalars(select(SealedToken.assignment_id))) == taken
    assert set(db.scalars(select(Assignment.id).where(Assignment.status == "submitted"))) == taken
    assert count(db, Evaluation) == count(db, PendingLeaf) == len(taken)
    assert db.get_one(EvaluationRound, seksi.round.id).status == "closed"


def test_reopening_and_handing_in_at_once_leave_one_form(db: Session, new_client: NewClient, seksi: Seksi) -> None:
    task = seksi.task(seksi.staff[2], seksi.staff[0])
    clients = [new_client().signed_in_as(db, account_of(db, seksi.staff[2])) for _ in range(6)]
    clients[0].post(f"/assignments/{task.id}/submission", form(3), expect=201)
    requests: list[Request] = [submission(client, task.id, form(5)) for client in clients[:3]]
    requests += [lambda c=client: c.request("POST", f"/assignments/{task.id}/reopen") for client in clients[3:]]  # type: ignore[misc]
    answers = at_once(requests)
    assert {answer.status_code for answer in answers} <= {200, 201, 409}
    look_anew(db)
    assert [count(db, model) for model in (Evaluation, SealedToken, PendingLeaf)] == [1, 1, 1]


def test_all_peers_declining_at_once_are_replaced_without_doubles(
    db: Session, new_client: NewClient, hr: Client, crowd: Any, draft: Any
) -> None:
    hr.post(f"/evaluation-rounds/{draft['id']}/assignments/proposal", expect=200)
    version = hr.get(f"/evaluation-rounds/{draft['id']}")["row_version"]
    hr.post(f"/evaluation-rounds/{draft['id']}/open", if_match=version)
    peers = db.scalars(select(Assignment).where(Assignment.source == "peer")).all()
    chosen = [next(task for task in peers if task.evaluator_id == one.id) for one in crowd.staff]
    clients = [new_client().signed_in_as(db, account_of(db, one)) for one in crowd.staff]
    body = {"category": "no_contact"}
    answers = at_once(
        [
            lambda c=client, t=task: c.request("POST", f"/assignments/{t.id}/decline", json=body)  # type: ignore[misc]
            for client, task in zip(clients, chosen, strict=True)
        ]
    )
    assert {answer.status_code for answer in answers} == {200}
    look_anew(db)
    after = db.scalars(select(Assignment).where(Assignment.source == "peer")).all()
    assert len([task for task in after if task.status == "open"]) == len(peers)
    assert max(Counter(task.evaluator_id for task in after if task.status == "open").values()) <= 7
