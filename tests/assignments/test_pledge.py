"""The duty of silence: once a round, in the wording one has read; without it no form about somebody else is handed in."""

from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.assignments import silence
from api.assignments.models import Assignment, Draft, Evaluation, SilencePledge
from api.audit.models import AuditEntry, Family
from tests.assignments.forms_sent import answers, draft, form
from tests.clients import Client
from tests.factories.assignments import Seksi, account_of, look_anew, make_seksi
from tests.factories.people import make_account


@pytest.fixture
def seksi(db: Session) -> Seksi:
    """Nobody has accepted anything yet."""
    made = make_seksi(db)
    db.execute(delete(SilencePledge))
    db.commit()
    return made


@pytest.fixture
def rater(db: Session, client: Client, seksi: Seksi) -> Client:
    return client.signed_in_as(db, account_of(db, seksi.staff[2]))


def peer_task(seksi: Seksi) -> Assignment:
    return seksi.task(seksi.staff[2], seksi.staff[0])


def send(client: Client, task: Assignment, given: int = 4, **options: Any) -> Any:
    return client.post(f"/assignments/{task.id}/submission", form(given), **options)


def pledge_of(seksi: Seksi) -> str:
    return f"/evaluation-rounds/{seksi.round.id}/silence-pledge"


def test_without_it_a_form_is_refused_and_the_draft_kept_and_taken_after(
    db: Session, rater: Client, seksi: Seksi
) -> None:
    task = peer_task(seksi)
    rater.put(f"/assignments/{task.id}/draft", draft(0, answers(3)))
    refused = send(rater, task, expect=409)
    assert refused["code"] == "pledge_missing"
    look_anew(db)
    assert db.scalars(select(Evaluation)).all() == []
    assert db.scalars(select(Draft.answers)).all() == [answers(3)]
    rater.post(pledge_of(seksi), {"version": silence.VERSION})
    assert send(rater, task, expect=201)["receipt"]


def test_the_superior_owes_it_as_the_others_do_and_nobody_for_himself(
    db: Session, client: Client, seksi: Seksi
) -> None:
    person = seksi.staff[2]
    client.signed_in_as(db, account_of(db, seksi.superior))
    assert send(client, seksi.task(seksi.superior, person), expect=409)["code"] == "pledge_missing"
    client.signed_in_as(db, account_of(db, person))
    send(client, seksi.task(person, person), expect=201)


def test_a_new_wording_is_accepted_anew_and_the_same_form_sent_again_needs_none(
    db: Session, rater: Client, seksi: Seksi, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, other = peer_task(seksi), seksi.task(seksi.staff[2], seksi.staff[1])
    rater.post(pledge_of(seksi), {"version": 1})
    receipt = send(rater, task, expect=201)["receipt"]
    monkeypatch.setattr(silence, "VERSION", 2)
    assert send(rater, other, expect=409)["code"] == "pledge_missing"
    assert send(rater, task, expect=201)["receipt"] == receipt  # its answer was lost
    rater.post(f"/assignments/{task.id}/reopen")
    assert send(rater, task, 3, expect=409)["code"] == "pledge_missing"
    assert rater.post(pledge_of(seksi), {"version": 1}, expect=409)["code"] == "pledge_changed"
    assert rater.get(pledge_of(seksi))["accepted_on"] is None
    rater.post(pledge_of(seksi), {"version": 2})
    send(rater, task, 3, expect=201)
    assert [row.version for row in db.scalars(select(SilencePledge))] == [2]


def test_a_rater_accepts_once_and_the_log_knows_the_hour_and_no_form(db: Session, rater: Client, seksi: Seksi) -> None:
    assert rater.get(pledge_of(seksi))["accepted_on"] is None
    day = rater.post(pledge_of(seksi), {"version": 1})["accepted_on"]
    assert rater.post(pledge_of(seksi), {"version": 1})["accepted_on"] == day is not None
    entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "accept_silence_pledge")).one()
    assert (entry.family, entry.trace, entry.time.minute) == (Family.PARTICIPATION, None, 0)
    assert [row.version for row in db.scalars(select(SilencePledge))] == [1]


def test_who_rates_nobody_else_in_the_round_has_nothing_to_accept(db: Session, client: Client) -> None:
    seksi = make_seksi(db, peers=0)
    client.signed_in_as(db, account_of(db, seksi.staff[0]))
    client.get(pledge_of(seksi), expect=404)
    client.post(pledge_of(seksi), {"version": 1}, expect=404)
    client.signed_in_as(db, make_account(db)).get(pledge_of(seksi), expect=403)
    client.signed_in_as(db, account_of(db, seksi.superior))
    client.get(pledge_of(seksi).replace(str(seksi.round.id), "00000000-0000-4000-8000-000000000000"), expect=404)
