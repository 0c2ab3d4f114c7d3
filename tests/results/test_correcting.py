"""A clerical error in a released result: one officer proposes, another approves, a new version is received anew."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.results.models import Result
from tests.factories.people import make_account, make_grant
from tests.factories.results import REASON, Rated, account_id, result_of
from tests.results.conftest import As, decide, release_path

RIGHT = {"work_rating": 1, "behaviour_rating": 2, "reason": "Salah ketik pada penetapan; lihat nota dinas."}


@pytest.fixture
def released(rated: Rated, run: Any, as_: As, db: Session) -> Result:
    decide(db, rated, as_, rated.staff[0])
    as_(rated.hr).post(release_path(rated), {})
    return result_of(db, rated, rated.staff[0])


@pytest.fixture
def colleague(db: Session, rated: Rated) -> Account:
    account = make_account(db, "Petugas Kedua")
    make_grant(db, account, Role.HR_OFFICER)
    return account


def test_two_officers_correct_a_result(
    released: Result, rated: Rated, colleague: Account, as_: As, db: Session
) -> None:
    own, hr = as_(rated.staff[0]), as_(rated.hr)
    own.post(f"/results/{released.id}/acknowledgement")
    proposed = hr.post(f"/results/{released.id}/corrections", RIGHT, expect=201)
    assert (proposed["status"], proposed["actions"]) == ("proposed", ["reject_result_correction"])
    assert own.get(f"/results/{released.id}")["superseded"] is False
    path = f"/result-corrections/{proposed['id']}"
    assert hr.post(f"{path}/approval", expect=403)["code"] == "same_officer"
    approved = as_(colleague).post(f"{path}/approval")
    assert (approved["status"], approved["proposed_by"]) == ("approved", "Petugas Kepegawaian")
    new = own.get(f"/results/{approved['new_result_id']}")
    assert (new["version"], new["supersedes"], new["decision"]["work_rating"]["code"]) == (2, str(released.id), 1)
    assert (new["is_final"], new["window"]["received_at"]) == (False, None)
    assert {"acknowledge_result", "file_objection"} <= set(new["actions"])
    again = as_(colleague).post(f"{path}/approval", expect=409)
    assert again["code"] == "correction_answered"
    hr.post(f"/results/{released.id}/corrections", RIGHT, expect=409)


def test_a_correction_is_never_of_ones_own_result(released: Result, rated: Rated, as_: As, db: Session) -> None:
    make_grant(db, account_id(rated.staff[0]), Role.HR_OFFICER)
    own = as_(rated.staff[0])
    assert own.post(f"/results/{released.id}/corrections", RIGHT, expect=403)["code"] == "own_record"
    proposed = as_(rated.hr).post(f"/results/{released.id}/corrections", RIGHT, expect=201)
    own.post(f"/result-corrections/{proposed['id']}/approval", expect=404)
    assert own.get("/result-corrections")["total"] == 0


def test_a_correction_changes_something_and_there_is_one_at_a_time(released: Result, rated: Rated, as_: As) -> None:
    hr = as_(rated.hr)
    path = f"/results/{released.id}/corrections"
    same = {**RIGHT, "work_rating": 2, "behaviour_rating": 2}
    assert hr.post(path, same, expect=409)["code"] == "nothing_corrected"
    first = hr.post(path, {**same, "work": {"skp": 112.5}}, expect=201)
    assert first["work"]["skp"] == 112.5
    assert hr.post(path, RIGHT, expect=409)["code"] == "correction_open"
    hr.post(f"/result-corrections/{first['id']}/rejection", {"reason": REASON})
    hr.post(path, RIGHT, expect=201)


def test_a_correction_waits_for_an_open_objection(released: Result, rated: Rated, colleague: Account, as_: As) -> None:
    hr = as_(rated.hr)
    proposed = hr.post(f"/results/{released.id}/corrections", RIGHT, expect=201)
    grounds = [{"about": "whole", "reason": "Laporan saya serahkan tepat waktu."}]
    as_(rated.staff[0]).post(f"/results/{released.id}/objection", {"grounds": grounds}, expect=201)
    refusal = as_(colleague).post(f"/result-corrections/{proposed['id']}/approval", expect=409)
    assert refusal["code"] == "objection_open"
