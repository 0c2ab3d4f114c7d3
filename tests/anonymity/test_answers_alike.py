"""T8, T14, T17: order tells nothing, refusals look alike, and a receipt proves nothing about what was answered."""

import itertools
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.assignments.models import PendingLeaf
from api.assignments.queries import StoredForm
from api.assignments.submission import leaf_of_form
from api.results.models import Result
from tests.anonymity.conftest import Stage
from tests.anonymity.reading_all import ABSENT, answered
from tests.clients import Client
from tests.factories.assignments import Seksi, make_form, make_seksi
from tests.factories.people import make_account, make_employee, make_grant, make_position
from tests.factories.results import work_all

PEOPLE, RATERS = 30, 5


def test_comments_stand_in_no_order_of_the_hand_ins(stage: Stage) -> None:
    """30 people, 5 raters each: rank of the hand-in against place on the page."""
    stage.clear()
    with stage.database.sessions() as db:
        seksi = make_seksi(db, people=PEOPLE, peers=RATERS, status="closed")
        for participant in seksi.participants:
            for number in range(RATERS):
                make_form(db, participant, comments={"": f"Komentar ke-{number} untuk pegawai ini."})
        hr, head = (_officer(db, role) for role in (Role.HR_OFFICER, Role.HEAD))
        db.commit()
        stage.signed_in(db, hr).post(f"/evaluation-rounds/{seksi.round.id}/calculation", expect=202)
        work_all(stage.database)
        db.rollback()
        client, places = stage.signed_in(db, head), []
        for result_id in db.scalars(select(Result.id)):
            groups = client.get(f"/results/{result_id}")["comments"]
            shown = next(one for one in groups if one["source"] == "peer")["pooled"]
            places += [(place, int(words.split("-")[1][0])) for place, words in enumerate(shown)]
    assert len(places) == PEOPLE * RATERS
    rho = float(np.corrcoef(np.array(places).T)[0, 1])  # of ranks: Spearman's
    print(f"\nSpearman's ρ = {rho:+.3f} over {PEOPLE} × {RATERS}")  # noqa: T201
    assert abs(rho) < 0.3


def test_whoever_has_no_task_gets_the_same_answer_whatever_its_state(stage: Stage) -> None:
    """Handed in, open, declined, withdrawn or not there at all: five questions, four comparisons each."""
    stage.clear()
    with stage.database.sessions() as db:
        seksi = make_seksi(db)
        tasks = [task for task in seksi.tasks.values() if task.source == "peer"][:4]
        for task, status in zip(tasks, ("submitted", "open", "declined", "withdrawn"), strict=True):
            task.status = status
        stranger = make_employee(db, make_position(db, seksi.unit))
        db.commit()
        client = stage.signed_in(db, db.get_one(Account, stranger.account_id))
        compared = 0
        for method, ending, body in _questions():
            answers = [_ask(client, method, f"/assignments/{one}{ending}", body) for one in (ABSENT, *(task.id for task in tasks))]  # fmt: skip
            assert all(one == answers[0] for one in answers), ending
            assert answers[0][0] == 404
            compared += len(answers) - 1
    assert compared == 20


def test_a_receipt_neither_depends_on_the_answers_nor_checks_a_guess(stage: Stage) -> None:
    stage.clear()
    with stage.database.sessions() as db:
        seksi = make_seksi(db)
        rater = seksi.staff[0]
        client = stage.signed_in(db, db.get_one(Account, rater.account_id))
        own = [task for (who, _), task in seksi.tasks.items() if who == rater.id and task.source == "peer"]
        receipts = [_hand_in(client, task.id, 4) for task in own]
        assert len(set(receipts)) == len(own)  # the same answers, other receipts
        client.post(f"/assignments/{own[0].id}/reopen")
        assert _hand_in(client, own[0].id, 2) == receipts[0]  # other answers, the same receipt
        db.rollback()
        leaves = set(db.scalars(select(PendingLeaf.leaf)))
        assert not leaves & set(_guesses(seksi, own[0]))


def _officer(db: Session, role: Role) -> Account:
    account = make_account(db)
    make_grant(db, account, role)
    return account


def _questions() -> list[tuple[str, str, Any]]:
    form = {"answers": {str(item): 4 for item in range(1, 22)}, "comments": {}}
    return [
        ("GET", "", None),
        ("PUT", "/draft", {"version": 0, **form}),
        ("POST", "/submission", form),
        ("POST", "/reopen", None),
        ("GET", "/self-evaluation", None),
    ]


def _ask(client: Client, method: str, address: str, body: Any) -> Any:
    return answered(client.request(method, address, json=body) if body else client.request(method, address))


def _hand_in(client: Client, task_id: Any, answer: int) -> str:
    body = {"answers": {str(item): answer for item in range(1, 22)}, "comments": {}}
    return str(client.post(f"/assignments/{task_id}/submission", body)["receipt"])


def _guesses(seksi: Seksi, task: Any) -> list[str]:
    """Who knows everything but the salt: the answers themselves, and 5⁴ others, under the salts one would try."""
    forms = [bytes([*guess, *[4] * 17]) for guess in itertools.product(range(1, 6), repeat=4)]
    return [
        leaf_of_form(seksi.round.id, task.participant_id, "peer", StoredForm(answers, {}), salt)
        for answers in (*forms, bytes([2] * 21))
        for salt in (b"", bytes(32))
    ]
