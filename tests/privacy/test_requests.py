"""Asking for a correction: 3 × 24 hours, answered once, by another officer, seen by those two alone."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.employees.models import OrgUnit
from api.kit import clock
from tests.factories.people import make_account, make_grant
from tests.factories.results import Rated, account_id, make_office_with_round
from tests.results.conftest import As

MINE, ALL = "/me/correction-requests", "/correction-requests"
ASKED = {"field": "rank", "wrong": "Golongan tertulis III/b.", "should_be": "III/c menurut SK April 2026."}
ANSWERED = {"outcome": "done", "answer": "Golongan diperbaiki menurut SK itu."}


@pytest.fixture
def rated(db: Session) -> Rated:
    return make_office_with_round(db, staff=2)


def pass_time(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(**time))


def test_asked_waiting_for_the_officer_and_answered(rated: Rated, as_: As) -> None:
    person, hr = as_(rated.staff[0]), as_(rated.hr)
    filed = person.post(MINE, ASKED)
    assert (filed["field_text"], filed["state"], filed["answer"]) == ("Pangkat atau golongan", "waiting", None)
    assert hr.get("/me/overview")["data_requests"] == 1
    [item] = hr.get(ALL, params={"to_answer": True})["items"]
    assert (item["person"]["name"], item["actions"]) == ("Dewi Staf 0", ["answer_correction_request"])
    done = hr.post(f"{ALL}/{filed['id']}/answer", ANSWERED)
    assert (done["state"], done["answered_by"], done["actions"]) == ("done", "Petugas Kepegawaian", [])
    assert hr.get("/me/overview")["data_requests"] == 0
    [mine] = person.get(MINE)["items"]
    assert (mine["state"], mine["answer"]) == ("done", ANSWERED["answer"])
    assert hr.post(f"{ALL}/{filed['id']}/answer", ANSWERED, expect=409)["code"] == "already_answered"


def test_after_three_days_it_is_late_and_still_owed(rated: Rated, as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    filed = as_(rated.staff[0]).post(MINE, ASKED)
    pass_time(monkeypatch, hours=71, minutes=59)
    assert as_(rated.hr).get(ALL, params={"state": "overdue"})["total"] == 0
    pass_time(monkeypatch, minutes=2)
    hr = as_(rated.hr)
    assert [one["id"] for one in hr.get(ALL, params={"state": "overdue"})["items"]] == [filed["id"]]
    assert hr.get(ALL)["items"][0]["state_text"].startswith("Terlambat")
    refusal = {"outcome": "refused", "answer": "SK itu belum kami terima; mohon dilampirkan."}
    assert hr.post(f"{ALL}/{filed['id']}/answer", refusal)["state"] == "refused"


def test_the_same_field_is_asked_about_once_at_a_time(rated: Rated, as_: As) -> None:
    person = as_(rated.staff[0])
    filed = person.post(MINE, ASKED)
    assert person.post(MINE, ASKED, expect=409)["code"] == "already_asked"
    person.post(MINE, {**ASKED, "field": "unit"})
    as_(rated.hr).post(f"{ALL}/{filed['id']}/answer", ANSWERED)
    person.post(MINE, ASKED)


def test_one_s_own_is_answered_by_another_officer(rated: Rated, as_: As, db: Session) -> None:
    make_grant(db, account_id(rated.staff[0]), Role.HR_OFFICER)
    officer = as_(rated.staff[0])
    filed = officer.post(MINE, ASKED)
    assert officer.get("/me/overview")["data_requests"] == 0
    assert officer.get(ALL)["items"][0]["actions"] == []
    officer.post(f"{ALL}/{filed['id']}/answer", ANSWERED, expect=403)
    as_(rated.hr).post(f"{ALL}/{filed['id']}/answer", ANSWERED)


def test_others_see_nothing_of_it(rated: Rated, as_: As, db: Session) -> None:
    filed = as_(rated.staff[0]).post(MINE, ASKED)
    assert as_(rated.staff[1]).get(MINE)["items"] == []
    for who in (rated.staff[1], rated.kasi, rated.camat, rated.auditor):
        as_(who).get(ALL, expect=403)
    elsewhere = make_account(db, "Petugas Unit Lain")
    make_grant(db, elsewhere, Role.HR_OFFICER, db.get_one(OrgUnit, rated.other_unit_id(db)))
    officer = as_(elsewhere)
    assert officer.get(ALL)["items"] == []
    officer.post(f"{ALL}/{filed['id']}/answer", ANSWERED, expect=404)


def test_what_is_stored_is_told_in_both_languages_with_the_office_s_periods(rated: Rated, as_: As) -> None:
    told = as_(rated.staff[0]).get("/me/data")
    assert len(told["kinds"]) >= 11
    assert "24 bulan" in next(kind["kept"] for kind in told["kinds"] if kind["key"] == "forms")
    english = as_(rated.auditor).get("/me/data", headers={"Accept-Language": "en"})
    pairs = zip(told["kinds"], english["kinds"], strict=True)
    assert [kind["key"] for kind, twin in pairs if kind["what"] == twin["what"]] == []
    assert "{" not in str(told["kinds"]).replace("{'key'", "")
