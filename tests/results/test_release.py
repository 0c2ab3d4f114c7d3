"""Sharing results: once, in parts, frozen by the app and by the database."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import AccountSession
from api.audit.models import AuditEntry
from api.kit import clock
from api.kit.database import Database
from api.results.models import Result, ResultDecision, ResultReceipt, ResultSeal
from api.results.queries import select_results
from api.results.receipts import record_receipts
from api.results.seals import content_hash
from api.rounds.models import EvaluationRound
from tests.clients import Client
from tests.factories.people import make_grant
from tests.factories.results import REASON, Rated, account_id, result_of
from tests.results.conftest import MEETS, As, decide, release_path


def test_decided_results_go_out_in_parts_and_the_rest_follows(rated: Rated, run: Any, as_: As, db: Session) -> None:
    decide(db, rated, as_, *rated.staff[:3])
    hr = as_(rated.hr)
    first, second = result_of(db, rated, rated.staff[0]), result_of(db, rated, rated.staff[1])
    part = hr.post(release_path(rated), {"result_ids": [str(first.id)]})
    assert (part["released"], part["following"]) == (1, [])
    whole = hr.post(release_path(rated), {})
    assert whole["released"] == 2
    assert {one["name"] for one in whole["following"]} == {
        "Adi Camat", "Budi Kepala", "Citra Kepala", "Dewi Staf 3", "Dewi Staf 4", "Dewi Staf 5",
    }  # fmt: skip
    assert as_(rated.staff[1]).get(f"/results/{second.id}")["status"] == "released"
    assert as_(rated.staff[3]).get("/me/results")["total"] == 0
    assert hr.post(release_path(rated), {}, expect=409)["code"] == "nothing_to_release"


def test_a_release_can_take_some_units(rated: Rated, run: Any, as_: As, db: Session) -> None:
    decide(db, rated, as_, rated.staff[0], rated.other_kasi)
    part = as_(rated.hr).post(release_path(rated), {"unit_ids": [str(rated.unit.id)]})
    assert part["released"] == 1
    assert result_of(db, rated, rated.other_kasi).status == "decided"


def test_nobody_releases_his_own_result(rated: Rated, run: Any, as_: As, db: Session) -> None:
    """T26: the head's own result waits for another officer, alone and among others."""
    result = result_of(db, rated, rated.camat)
    body = {**MEETS, "category": None, "document": "SK Wali Kota 800/1/2026"}
    as_(rated.hr).put(f"/results/{result.id}/external-decision", body, if_match=1)
    camat = as_(rated.camat)
    assert camat.post(release_path(rated), {}, expect=403)["code"] == "own_record"
    decide(db, rated, as_, rated.kasi)
    part = camat.post(release_path(rated), {})
    assert (part["released"], [one["name"] for one in part["own"]]) == (1, ["Adi Camat"])
    assert as_(rated.hr).post(release_path(rated), {})["released"] == 1


def test_a_release_asks_for_the_passphrase_once_more(rated: Rated, run: Any, as_: As, db: Session) -> None:
    decide(db, rated, as_, rated.staff[0])
    hr = as_(rated.hr)
    db.execute(update(AccountSession).values(stepped_up_at=clock.now() - timedelta(minutes=11)))
    db.commit()
    assert hr.post(release_path(rated), {}, expect=403)["code"] == "step_up_required"


def test_a_released_result_is_sealed_and_logged(rated: Rated, run: Any, as_: As, db: Session) -> None:
    [result] = decide(db, rated, as_, rated.staff[0])
    as_(rated.hr).post(release_path(rated), {})
    db.rollback()
    db.expire_all()
    loaded = db.scalars(select_results().where(Result.id == result.id)).one()
    seal = db.get_one(ResultSeal, result.id)
    assert seal.content_hash == content_hash(loaded)
    read = as_(rated.staff[0]).get(f"/results/{result.id}")
    assert read["content_hash"] == seal.content_hash
    entries = db.scalars(select(AuditEntry.object_id).where(AuditEntry.action == "release_round")).all()
    assert sorted(entries) == sorted([str(rated.round.id), str(result.id)])


def test_a_released_round_is_not_calculated_or_reopened_again(rated: Rated, run: Any, as_: As, db: Session) -> None:
    decide(db, rated, as_, rated.staff[0])
    hr = as_(rated.hr)
    hr.post(release_path(rated), {})
    path = f"/evaluation-rounds/{rated.round.id}"
    assert hr.post(f"{path}/calculation", expect=409)["code"] in ("already_released", "round_state")


@pytest.fixture
def released(rated: Rated, run: Any, as_: As, db: Session) -> Result:
    decide(db, rated, as_, rated.staff[0])
    as_(rated.hr).post(release_path(rated), {})
    return result_of(db, rated, rated.staff[0])


def attempts(rated: Rated, result: Result) -> list[tuple[str, str, str, Any]]:
    """Who tries what: every write that could reach a released result or its round."""
    round = f"/evaluation-rounds/{rated.round.id}"
    participant = f"{round}/participants/{result.participant_id}"
    decision = f"/results/{result.id}"
    later = (clock.now() + timedelta(days=3)).isoformat()
    return [
        ("kasi", "PUT", f"{decision}/decision", MEETS),
        ("camat", "PUT", f"{decision}/decision", MEETS),
        ("hr", "PUT", f"{decision}/decision", MEETS),
        ("auditor", "PUT", f"{decision}/decision", MEETS),
        ("staff", "PUT", f"{decision}/decision", MEETS),
        ("hr", "PUT", f"{decision}/external-decision", MEETS),
        ("kasi", "PUT", f"{decision}/external-decision", MEETS),
        ("staff", "PUT", f"{decision}/response", {"text": "Saya tidak setuju."}),
        ("kasi", "PUT", f"{round}/work-results/{result.participant_id}", {"code": 3}),
        ("hr", "PUT", f"{round}/work-results/{result.participant_id}", {"code": 3}),
        ("kasi", "POST", f"{round}/decisions/as-proposed", {"results": [{"result_id": str(result.id), "version": result.row_version}]}),
        ("hr", "POST", f"{round}/calculation", None),
        ("kasi", "POST", f"{round}/calculation", None),
        ("hr", "POST", f"{round}/release", {"result_ids": [str(result.id)]}),
        ("kasi", "POST", f"{round}/release", {}),
        ("hr", "POST", f"{round}/reopen", {"reason": REASON, "closes_at": later}),
        ("hr", "POST", f"{round}/close", {"reason": REASON}),
        ("hr", "POST", f"{round}/cancel", {"reason": REASON, "confirmation": rated.round.name}),
        ("hr", "POST", f"{round}/extend", {"reason": REASON, "deadline": later}),
        ("hr", "POST", f"{round}/archive", None),
        ("hr", "PATCH", round, {"name": "Nama lain"}),
        ("hr", "PATCH", participant, {"superior_outside": True}),
        ("hr", "POST", f"{participant}/exclude", {"reason_code": "other", "reason": REASON}),
        ("hr", "POST", f"{participant}/include", None),
        ("hr", "POST", f"{round}/participants", {"employee_id": str(uuid4())}),
        ("hr", "POST", f"{round}/participants/refresh", None),
    ]  # fmt: skip


def test_no_way_of_writing_touches_a_released_result(released: Result, rated: Rated, as_: As, db: Session) -> None:
    """T19: 26 ways through the API; each is refused by 403 or 409, and the sealed content stays what it was."""
    people: dict[str, Any] = {
        "kasi": rated.kasi, "camat": rated.camat, "hr": rated.hr, "auditor": rated.auditor, "staff": rated.staff[0],
    }  # fmt: skip
    clients: dict[str, Client] = {name: as_(who) for name, who in people.items()}
    before = sealed(db, released)
    for who, method, path, body in attempts(rated, released):
        response = clients[who].request(
            method, path, json=body, headers={"If-Match": f'"{version_for(db, path, released, rated)}"'}
        )
        assert response.status_code in (403, 409), f"{who} {method} {path}: {response.status_code} {response.text}"
    assert sealed(db, released) == before


def version_for(db: Session, path: str, result: Result, rated: Rated) -> int:
    db.rollback()
    if "/participants/" in path:
        return rated.of(rated.staff[0]).row_version
    if path.startswith("/results"):
        return result.row_version
    if "work-results" in path:
        return 1
    return db.get_one(EvaluationRound, rated.round.id, populate_existing=True).row_version


def sealed(db: Session, result: Result) -> str:
    db.rollback()
    loaded = db.scalars(select_results().where(Result.id == result.id).execution_options(populate_existing=True)).one()
    assert content_hash(loaded) == db.get_one(ResultSeal, result.id).content_hash
    return content_hash(loaded)


def test_the_database_itself_refuses_to_change_a_released_result(released: Result, rated: Rated, db: Session) -> None:
    changes = [
        update(Result).where(Result.id == released.id).values(composite=1),
        update(Result).where(Result.id == released.id).values(status="decided"),
        update(Result).where(Result.id == released.id).values(values={}),
        update(Result).where(Result.id == released.id).values(work={"code": 1}),
        update(Result).where(Result.id == released.id).values(sums=b""),
        update(ResultDecision).where(ResultDecision.result_id == released.id).values(predicate=1),
        update(ResultSeal).where(ResultSeal.result_id == released.id).values(content_hash="0" * 64),
        delete(ResultDecision).where(ResultDecision.result_id == released.id),
        delete(Result).where(Result.id == released.id),
    ]
    for change in changes:
        with pytest.raises(DBAPIError):
            db.execute(change)
        db.rollback()


def test_a_receipt_starts_the_time_for_objecting(released: Result, rated: Rated, as_: As, db: Session) -> None:
    own = as_(rated.staff[0])
    read = own.post(f"/results/{released.id}/acknowledgement")
    again = own.post(f"/results/{released.id}/acknowledgement")
    assert again["window"] == read["window"]
    assert read["is_final"] is False
    as_(rated.kasi).post(f"/results/{released.id}/acknowledgement", expect=403)
    with time_machine.travel(clock.now() + timedelta(days=16), tick=False):
        assert as_(rated.staff[0]).get(f"/results/{released.id}")["is_final"] is True


def test_a_result_nobody_confirms_counts_as_received_after_three_days(
    released: Result, rated: Rated, as_: As, db: Session, database: Database
) -> None:
    record_receipts(database)
    assert db.get(ResultReceipt, released.id) is None
    with time_machine.travel(clock.now() + timedelta(days=3, seconds=1), tick=False):
        record_receipts(database)
        record_receipts(database)
    db.rollback()
    receipt = db.get_one(ResultReceipt, released.id)
    assert receipt.automatic is True
    assert receipt.received_at == released.released_at + timedelta(days=3)


def test_a_round_is_archived_only_when_everything_is_final(rated: Rated, run: Any, as_: As, db: Session) -> None:
    everybody = [*rated.staff, rated.kasi, rated.other_kasi]
    decide(db, rated, as_, *everybody)
    camats = result_of(db, rated, rated.camat)
    body = {**MEETS, "category": None, "document": "SK Wali Kota 800/1/2026"}
    hr = as_(rated.hr)
    hr.put(f"/results/{camats.id}/external-decision", body, if_match=1)
    hr.post(release_path(rated), {})
    path = f"/evaluation-rounds/{rated.round.id}/archive"
    assert hr.post(path, expect=409)["code"] == "not_all_final"
    with time_machine.travel(clock.now() + timedelta(days=19), tick=False):
        assert as_(rated.hr).post(path)["status"] == "archived"
    db.rollback()
    for table in ("sealed_token", "sealed_seed"):
        assert db.scalar(text(f"SELECT count(*) FROM {table}")) == 0
    assert as_(rated.staff[0]).get("/me/results")["total"] == 1


def test_the_distribution_is_something_to_consider_not_a_quota(
    released: Result, rated: Rated, as_: As, db: Session
) -> None:
    hr, camat = as_(rated.hr), as_(rated.camat)
    path = f"/evaluation-rounds/{rated.round.id}"
    camat.post(f"{path}/distribution/acknowledgement", {"reason": REASON}, expect=409)
    version = hr.get(f"{path}/distribution")["row_version"]
    body = {"predicate": "good", "document": "SK Wali Kota 800/7/2026"}
    read = hr.put(f"{path}/organisation-predicate", body, if_match=version)
    assert {note["code"] for note in read["notes"]} == {"above_share", "nobody"}
    assert "bukan kuota" in read["consideration"]
    done = camat.post(f"{path}/distribution/acknowledgement", {"reason": REASON})
    assert done["acknowledged_at"]
    hr.post(f"{path}/distribution/acknowledgement", {"reason": REASON}, expect=403)
    hr.put(f"{path}/organisation-predicate", body, if_match=version, expect=412)


def test_an_officer_cannot_tell_his_own_unreleased_predicate_from_the_counts(
    rated: Rated, run: Any, as_: As, db: Session
) -> None:
    person = rated.staff[0]
    make_grant(db, account_id(person), Role.HEAD)
    db.commit()
    path = f"/evaluation-rounds/{rated.round.id}/distribution"
    assert as_(person).get(path)["decided"] == 0
    decide(db, rated, as_, person)
    assert as_(person).get(path)["decided"] == 0
    assert as_(rated.hr).get(path)["decided"] == 1
    as_(rated.hr).post(release_path(rated), {})
    assert as_(person).get(path)["decided"] == 1
