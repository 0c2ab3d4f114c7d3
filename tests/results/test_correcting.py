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


def test_it_is_offered_where_it_would_not_be_refused(
    released: Result, rated: Rated, colleague: Account, as_: As, db: Session
) -> None:
    hr, head = as_(rated.hr), as_(rated.camat)
    action = "propose_result_correction"

    def offered(client: Any) -> bool:
        alone = action in client.get(f"/results/{released.id}")["actions"]
        rows = {row["id"]: row["actions"] for row in client.get("/results?size=100")["items"]}
        assert (action in rows[str(released.id)]) == alone
        return alone

    assert (offered(hr), offered(as_(colleague)), offered(head)) == (True, True, False)
    undecided = result_of(db, rated, rated.staff[1])
    assert action not in hr.get(f"/results/{undecided.id}")["actions"]
    proposed = hr.post(f"/results/{released.id}/corrections", RIGHT, expect=201)
    assert not offered(hr)
    hr.post(f"/result-corrections/{proposed['id']}/rejection", {"reason": REASON})
    assert offered(hr)


def test_who_approves_reads_what_was_what_will_be_and_why(
    released: Result, rated: Rated, colleague: Account, as_: As, db: Session
) -> None:
    hr, second = as_(rated.hr), as_(colleague)
    waiting = {"waiting_for_me": True}
    work = {"skp": 112.5, "innovation": True, "evidence": "Antrean daring sejak Oktober."}
    proposed = hr.post(f"/results/{released.id}/corrections", {**RIGHT, "work": work}, expect=201)
    assert hr.get("/result-corrections", params=waiting)["total"] == 0
    assert hr.get("/me/overview")["corrections_waiting"] == 0
    (row,) = second.get("/result-corrections", params=waiting)["items"]
    assert second.get("/me/overview")["corrections_waiting"] == 1
    assert as_(rated.staff[1]).get("/me/overview")["corrections_waiting"] is None
    read = second.get(f"/results/{released.id}")
    assert row["before"] == {
        "work": read["work_result"],
        **{key: read["decision"][key] for key in ("work_rating", "behaviour_rating", "predicate")},
    }
    assert (row["work"], row["evidence"]) == ({"code": None, "skp": 112.5, "innovation": True}, work["evidence"])
    approved = second.post(f"/result-corrections/{proposed['id']}/approval")
    new = second.get(f"/results/{approved['new_result_id']}")
    assert (new["decision"]["predicate"], new["work_result"]) == (row["predicate"], row["work"])
    assert second.get("/result-corrections", params=waiting)["total"] == 0


def test_both_versions_say_that_a_correction_lies_between_them(
    released: Result, rated: Rated, colleague: Account, as_: As
) -> None:
    proposed = as_(rated.hr).post(f"/results/{released.id}/corrections", RIGHT, expect=201)
    approved = as_(colleague).post(f"/result-corrections/{proposed['id']}/approval")
    own = as_(rated.staff[0])
    old, new = (own.get(f"/results/{key}") for key in (released.id, approved["new_result_id"]))
    assert (old["came_from"], old["superseded_by"], old["superseded_through"]) == (None, new["id"], "correction")
    assert (new["came_from"], new["superseded_by"], new["superseded_through"]) == ("correction", None, None)
