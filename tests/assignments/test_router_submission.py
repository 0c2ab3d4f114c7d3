"""Handing in through HTTP: once, in time, by the assigned rater alone, with a receipt."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.assignments.models import Assignment, Draft, Evaluation, EvaluationComment, PendingLeaf, SealedToken
from api.assignments.queries import StoredForm
from api.assignments.rules import read_receipt
from api.assignments.submission import leaf_of_form
from api.audit.models import AuditEntry
from api.kit.database import Database
from api.kit.idempotency import IdempotencyRecord
from tests.assignments.forms_sent import answers, draft, form
from tests.clients import Client
from tests.factories.assignments import Seksi, account_of, look_anew, make_form, make_seksi
from tests.factories.kept import kept
from tests.factories.people import make_account, make_grant
from tests.statements import counted


@pytest.fixture
def seksi(db: Session) -> Seksi:
    return kept(db, "a seksi", lambda: make_seksi(db))


@pytest.fixture
def rater(db: Session, client: Client, seksi: Seksi) -> Client:
    """The third of the staff, who rates the first two as a peer."""
    return client.signed_in_as(db, account_of(db, seksi.staff[2]))


def task_of(seksi: Seksi) -> Assignment:
    return seksi.task(seksi.staff[2], seksi.staff[0])


def path_of(task: Assignment, what: str = "submission") -> str:
    return f"/assignments/{task.id}/{what}"


def test_a_handed_in_form_is_stored_by_item_order_without_rater_and_gets_a_receipt(
    db: Session, rater: Client, seksi: Seksi
) -> None:
    task = task_of(seksi)
    sent = rater.post(path_of(task), form(4, {"": "Ramah.", "KB": ""}, i1=5, i21=0), expect=201)
    assert read_receipt(sent["receipt"]) == sent["receipt"]
    assert sent["actions"] == ["reopen"]
    stored = db.scalars(select(Evaluation)).one()
    assert stored.answers == bytes([5, *[4] * 19, 0])
    assert (stored.participant_id, stored.source) == (task.participant_id, "peer")
    comments = db.scalars(select(EvaluationComment)).all()
    assert [(c.token, c.value_code, c.text) for c in comments] == [(stored.token, "", "Ramah.")]
    assert db.scalars(select(SealedToken)).one().token == stored.token
    db.refresh(task)
    assert (task.status, task.receipt) == ("submitted", sent["receipt"])


def test_the_leaf_is_the_salted_hash_of_exactly_this_form(db: Session, rater: Client, seksi: Seksi) -> None:
    task = task_of(seksi)
    rater.post(path_of(task), form(4, {"": "Ramah."}), expect=201)
    leaf = db.scalars(select(PendingLeaf)).one()
    kept = StoredForm(bytes([4] * 21), {"": "Ramah."})
    assert leaf.leaf == leaf_of_form(task.round_id, task.participant_id, "peer", kept, leaf.salt)
    assert leaf.token == db.scalars(select(Evaluation)).one().token


def test_comments_are_made_alike(db: Session, rater: Client, seksi: Seksi) -> None:
    rater.post(path_of(task_of(seksi)), form(4, {"": "  “Baik”,\n ramah—dan…\u200b teliti  "}), expect=201)
    assert db.scalars(select(EvaluationComment.text)).all() == ['"Baik", ramah-dan... teliti']


def test_the_log_says_who_took_part_to_the_hour_and_nothing_else_d26_d27(
    db: Session, rater: Client, seksi: Seksi
) -> None:
    rater.post(path_of(task_of(seksi)), form(), expect=201)
    entry = db.scalars(select(AuditEntry)).one()
    assert (entry.family, entry.action, entry.object_id) == ("participation", "submit_evaluation", str(seksi.round.id))
    assert entry.actor_ref == str(seksi.staff[2].account_id)
    assert (entry.trace, entry.before_hash, entry.after_hash) == (None, None, None)
    assert (entry.time.minute, entry.time.second, entry.time.microsecond) == (0, 0, 0)


def test_nothing_of_the_request_is_kept_beside_the_form(db: Session, rater: Client, seksi: Seksi) -> None:
    rater.put(path_of(task_of(seksi), "draft"), draft(0, answers(3)))
    rater.post(path_of(task_of(seksi)), form(), expect=201, key="kirim-1")
    assert db.scalars(select(Draft)).all() == []
    assert db.scalars(select(IdempotencyRecord)).all() == []


def test_the_same_form_sent_again_gets_the_same_receipt_and_is_stored_once(
    db: Session, rater: Client, seksi: Seksi
) -> None:
    first = rater.post(path_of(task_of(seksi)), form(4, {"KB": "Rapi."}), expect=201)
    again = rater.post(path_of(task_of(seksi)), form(4, {"KB": " Rapi. ", "AK": ""}), expect=201)
    assert again == first
    assert len(db.scalars(select(Evaluation)).all()) == 1
    assert len(db.scalars(select(AuditEntry)).all()) == 1


@pytest.mark.parametrize("other", [form(5), form(4, {"": "Lain."})])
def test_another_form_after_handing_in_is_refused_d7(rater: Client, seksi: Seksi, other: dict[str, Any]) -> None:
    rater.post(path_of(task_of(seksi)), form(), expect=201)
    assert rater.post(path_of(task_of(seksi)), other, expect=409)["code"] == "already_handed_in"


def test_who_was_not_assigned_cannot_hand_in_and_cannot_tell_the_task_exists_d7_d8(
    db: Session, new_client: Callable[[], Client], seksi: Seksi
) -> None:
    rated, peer, hr, auditor = seksi.staff[0], seksi.staff[4], make_account(db), make_account(db)
    make_grant(db, hr, Role.HR_OFFICER)
    make_grant(db, auditor, Role.AUDITOR)
    for stranger in (account_of(db, rated), account_of(db, peer), account_of(db, seksi.superior)):
        client = new_client().signed_in_as(db, stranger)
        own = client.post(path_of(task_of(seksi)), form(), expect=404)
        absent = client.post(f"/assignments/{uuid4()}/submission", form(), expect=404)
        assert {**own, "request_id": ""} == {**absent, "request_id": ""}
    for officer in (hr, auditor):
        new_client().signed_in_as(db, officer).post(path_of(task_of(seksi)), form(), expect=403)
    assert db.scalars(select(Evaluation)).all() == []


@pytest.mark.parametrize(
    "extra",
    ["evaluator_id", "reviewer", "source", "relation", "weight", "status", "participant_id", "receipt", "token"],
)
def test_evaluator_source_and_weight_are_never_taken_from_what_is_sent_d8_d9(
    db: Session, rater: Client, seksi: Seksi, extra: str
) -> None:
    refused = rater.post(path_of(task_of(seksi)), {**form(), extra: "superior"}, expect=422)
    assert refused["errors"][0]["pointer"] == f"/{extra}"
    assert db.scalars(select(Evaluation)).all() == []


@pytest.mark.parametrize("wrong", [-1, 6, 11, 5.5, 5.0001, 0.5, "4", "NaN", True, None, [4], {}, 2**63, 1e300])
def test_only_whole_numbers_from_0_to_5_are_answers_d10_d11(
    db: Session, rater: Client, seksi: Seksi, wrong: Any
) -> None:
    sent = form()
    sent["answers"]["7"] = wrong
    refused = rater.post(path_of(task_of(seksi)), sent, expect=422)
    assert [fault["pointer"] for fault in refused["errors"]] == ["/answers/7"]
    assert db.scalars(select(Evaluation)).all() == []


def test_every_item_must_be_answered_and_unknown_ones_are_refused_d10_d25(rater: Client, seksi: Seksi) -> None:
    sent = form()
    del sent["answers"]["3"], sent["answers"]["9"]
    sent["answers"]["22"] = 4
    sent["comments"]["XX"] = "Tidak ada nilai seperti ini."
    refused = rater.post(path_of(task_of(seksi)), sent, expect=422)
    assert [(fault["pointer"], fault["code"]) for fault in refused["errors"]] == [
        ("/answers/3", "missing_answer"),
        ("/answers/9", "missing_answer"),
        ("/answers/22", "unknown_item"),
        ("/comments/XX", "unknown_value"),
    ]


def test_nothing_is_answered_before_the_rater_has_answered_d25(rater: Client, seksi: Seksi) -> None:
    read = rater.get(path_of(task_of(seksi), "")[:-1])
    assert (read["answers"], read["answered"], read["draft_version"]) == ({}, 0, 0)
    assert read["notes"]["missing"] == list(range(1, 22))
    refused = rater.post(path_of(task_of(seksi)), {"answers": {}}, expect=422)
    assert len(refused["errors"]) == 21


def test_a_comment_longer_than_allowed_is_refused_at_its_field(rater: Client, seksi: Seksi) -> None:
    refused = rater.post(path_of(task_of(seksi)), form(4, {"KB": "a" * 2001}), expect=422)
    assert [(fault["pointer"], fault["code"]) for fault in refused["errors"]] == [("/comments/KB", "comment_too_long")]


def test_one_second_before_the_deadline_it_is_taken_and_at_the_deadline_refused_d7_d23(
    db: Session, rater: Client, seksi: Seksi
) -> None:
    deadline = seksi.round.closes_at
    other = seksi.task(seksi.staff[2], seksi.staff[1])
    with time_machine.travel(deadline - timedelta(seconds=1), tick=False):
        rater.signed_in_as(db, account_of(db, seksi.staff[2]))
        rater.post(path_of(other), form(), expect=201)
    with time_machine.travel(deadline, tick=False):
        assert rater.post(path_of(task_of(seksi)), form(), expect=409)["code"] == "deadline_passed"
        assert rater.post(path_of(other, "reopen"), expect=409)["code"] == "deadline_passed"
        assert rater.put(path_of(task_of(seksi), "draft"), draft(0, {}), expect=409)["code"] == "deadline_passed"
        assert rater.post(path_of(other), form(5), expect=409)["code"] == "already_handed_in"
        assert rater.get(f"/assignments/{other.id}")["answers"] == {}
    assert len(db.scalars(select(Evaluation)).all()) == 1


@pytest.mark.parametrize("status", ["closed", "calculated", "released", "archived", "cancelled"])
def test_outside_an_open_round_nothing_is_taken(db: Session, rater: Client, seksi: Seksi, status: str) -> None:
    seksi.round.status = status
    db.commit()
    assert rater.post(path_of(task_of(seksi)), form(), expect=409)["code"] == "round_not_open"


def test_before_the_opening_the_task_does_not_exist_for_its_rater(db: Session, client: Client) -> None:
    seksi = make_seksi(db, status="draft")
    client.signed_in_as(db, account_of(db, seksi.staff[2]))
    client.post(path_of(task_of(seksi)), form(), expect=404)
    client.get(f"/assignments/{task_of(seksi).id}", expect=404)
    assert client.get("/me/assignments")["total"] == 0


def test_a_reopened_form_counts_until_another_one_replaces_it(db: Session, rater: Client, seksi: Seksi) -> None:
    task = task_of(seksi)
    first = rater.post(path_of(task), form(4, {"": "Lama."}), expect=201)
    leaf = db.scalars(select(PendingLeaf.leaf)).one()
    reopened = rater.post(path_of(task, "reopen"))
    assert (reopened["state"], reopened["answers"], reopened["comments"]) == ("draft", answers(4), {"": "Lama."})
    assert db.scalars(select(Evaluation.answers)).all() == [bytes([4] * 21)]
    second = rater.post(path_of(task), form(3, {"KB": "Baru."}), expect=201)
    look_anew(db)
    assert second["receipt"] == first["receipt"]
    assert db.scalars(select(Evaluation.answers)).all() == [bytes([3] * 21)]
    assert db.scalars(select(EvaluationComment.text)).all() == ["Baru."]
    assert db.scalars(select(PendingLeaf.leaf)).one() != leaf
    assert db.scalars(select(AuditEntry.family)).all() == ["participation"] * 3


def test_only_a_handed_in_form_can_be_reopened(rater: Client, seksi: Seksi) -> None:
    assert rater.post(path_of(task_of(seksi), "reopen"), expect=409)["code"] == "not_handed_in"


def test_handing_in_takes_a_constant_number_of_statements(
    db: Session, database: Database, rater: Client, seksi: Seksi
) -> None:
    other = seksi.task(seksi.staff[2], seksi.staff[1])
    rater.post(path_of(other), form(), expect=201)  # the form's content is read once per process
    for number in range(3):
        make_form(db, seksi.participants[number], comments={"": "Baik."})
    db.commit()
    with counted(database.engine) as sent:
        rater.post(path_of(task_of(seksi)), form(4, {"": "Baik.", "KB": "Rapi.", "AK": "Jujur."}), expect=201)
    log_lock = 1 if database.engine.dialect.name == "postgresql" else 0
    assert len(sent) == 15 + log_lock, "\n".join(sent)
