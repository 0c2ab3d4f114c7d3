"""Work results through the API: the superior's entry, the officer's list, and what both do to a proposal."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.audit.models import AuditEntry
from api.kit.database import Database
from api.results.models import Result
from api.work_results.models import WorkResult
from tests.clients import Client
from tests.factories.results import REASON, Rated, calculate, make_rated_round, result_of
from tests.results.conftest import As, as_
from tests.statements import counted

__all__ = ["as_"]  # a fixture of the results' tests


@pytest.fixture
def rated(db: Session) -> Rated:
    return make_rated_round(db)


def path_of(rated: Rated, n: int = 0) -> str:
    return f"/evaluation-rounds/{rated.round.id}/work-results/{rated.of(rated.staff[n]).id}"


def upload(client: Client, rated: Rated, rows: str, *, dry_run: bool = False, expect: int = 200) -> Any:
    response = client.request(
        "POST",
        f"/evaluation-rounds/{rated.round.id}/work-results/import",
        files={"file": ("hasil.csv", rows.encode(), "text/csv")},
        data={"dry_run": str(dry_run).lower()},
    )
    assert response.status_code == expect, response.text
    return response.json()


def test_the_superior_enters_and_changes_a_work_result(rated: Rated, as_: As, db: Session) -> None:
    kasi = as_(rated.kasi)
    kasi.put(path_of(rated), {"skp": 105.5}, expect=428)
    read = kasi.put(path_of(rated), {"skp": 105.5}, if_match=1)
    assert (read["skp"], read["code"], read["row_version"]) == (105.5, None, 2)
    kasi.put(path_of(rated), {"code": 1}, if_match=1, expect=412)
    db.rollback()
    assert db.get_one(WorkResult, rated.of(rated.staff[0]).id).skp_hundredths == 10_550


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "code_or_figure"),
        ({"code": 1, "skp": 100}, "code_or_figure"),
        ({"skp": 120.01}, "skp_range"),
        ({"skp": 100.005}, "skp_range"),
        ({"code": 4}, "less_than_equal"),
        ({"code": 1, "innovation": True}, "evidence_required"),
    ],
)
def test_what_is_no_work_result_is_refused(rated: Rated, as_: As, body: dict[str, Any], code: str) -> None:
    refused = as_(rated.kasi).put(path_of(rated), body, if_match=1, expect=422)
    assert refused["errors"][0]["code"] == code


def test_nobody_but_the_superior_enters_one(rated: Rated, as_: As) -> None:
    as_(rated.hr).put(path_of(rated), {"code": 1}, if_match=1, expect=403)
    as_(rated.other_kasi).put(path_of(rated), {"code": 1}, if_match=1, expect=403)  # nobody reports to him
    own = f"/evaluation-rounds/{rated.round.id}/work-results/{rated.of(rated.kasi).id}"
    as_(rated.kasi).put(own, {"code": 1}, if_match=1, expect=404)
    camats = f"/evaluation-rounds/{rated.round.id}/work-results/{rated.of(rated.camat).id}"
    as_(rated.hr).put(camats, {"code": 1}, if_match=1)  # rated outside the system: the officer records it


def test_after_the_calculation_the_proposal_follows_at_once(
    rated: Rated, as_: As, db: Session, database: Database
) -> None:
    calculate(database, as_(rated.hr), rated)
    before = result_of(db, rated, rated.staff[0])
    old = (before.sums, before.item_sums, before.composite)
    as_(rated.kasi).put(path_of(rated), {"skp": 118, "innovation": True, "evidence": "Antrean daring."}, if_match=1)
    after = result_of(db, rated, rated.staff[0])
    assert (after.sums, after.item_sums, after.composite) == old
    assert after.proposed_work == 1
    assert after.numeric is not None
    assert after.work == {"code": None, "skp_hundredths": 11_800, "innovation": True}
    run = calculate(database, as_(rated.hr), rated)
    assert run["differences"] == []  # what the proposal became is what a rerun says


def test_a_decision_rests_on_its_work_result(rated: Rated, as_: As, db: Session, database: Database) -> None:
    calculate(database, as_(rated.hr), rated)
    result = result_of(db, rated, rated.staff[0])
    body = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
    kasi = as_(rated.kasi)
    kasi.put(f"/results/{result.id}/decision", body, if_match=1)
    refused = kasi.put(path_of(rated), {"code": 3}, if_match=1, expect=409)
    assert refused["code"] == "already_decided"
    rows = f"NIP;HASIL KINERJA NILAI\n{rated.staff[0].nip};3\n"
    found = upload(as_(rated.hr), rated, rows, expect=409)
    assert found["errors"][0]["code"] == "already_decided"


def test_without_a_work_result_nothing_is_decided(rated: Rated, as_: As, db: Session, database: Database) -> None:
    db.delete(db.get_one(WorkResult, rated.of(rated.staff[0]).id))
    db.commit()
    calculate(database, as_(rated.hr), rated)
    result = result_of(db, rated, rated.staff[0])
    body = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON}
    kasi = as_(rated.kasi)
    refused = kasi.put(f"/results/{result.id}/decision", body, if_match=1, expect=409)
    assert refused["code"] == "work_result_missing"
    kasi.put(path_of(rated), {"code": 2})
    kasi.put(f"/results/{result.id}/decision", body | {"category": "evidence"}, if_match=2)


def test_a_list_is_tried_then_taken_over_whole_and_a_second_time_changes_nothing(
    rated: Rated, as_: As, db: Session
) -> None:
    hr = as_(rated.hr)
    rows = "NIP;NILAI SKP\n" + "".join(f"{person.nip};11{n},50\n" for n, person in enumerate(rated.staff))
    tried = upload(hr, rated, rows, dry_run=True)
    assert (tried["changed"], tried["applied"]) == (len(rated.staff), False)
    db.rollback()
    assert db.get_one(WorkResult, rated.of(rated.staff[0]).id).skp_hundredths is None
    assert upload(hr, rated, rows)["changed"] == len(rated.staff)
    again = upload(hr, rated, rows)
    assert (again["changed"], again["unchanged"]) == (0, len(rated.staff))
    db.rollback()
    entries = db.scalars(select(AuditEntry).where(AuditEntry.action == "import_work_results")).all()
    assert len(entries) == len(rated.staff)


def test_one_finding_refuses_the_whole_list_and_names_the_row(rated: Rated, as_: As, db: Session) -> None:
    hr = as_(rated.hr)
    rows = f"NIP;NILAI SKP\n{rated.staff[0].nip};100\n{rated.staff[1].nip};130\n198501012010011999;90\n"
    found = upload(hr, rated, rows, expect=409)
    assert {(fault["pointer"], fault["code"]) for fault in found["errors"]} == {
        ("/rows/3", "skp_range"),
        ("/rows/4", "not_a_participant"),
    }
    db.expire_all()
    assert db.get_one(WorkResult, rated.of(rated.staff[0]).id).skp_hundredths is None
    assert len(upload(hr, rated, rows, dry_run=True)["findings"]) == 2


def test_a_list_needs_the_right(rated: Rated, as_: As) -> None:
    upload(as_(rated.kasi), rated, "NIP;NILAI SKP\n", expect=403)


def test_the_list_shows_an_assessor_his_people_and_costs_the_same_for_many(
    rated: Rated, as_: As, database: Database
) -> None:
    kasi = as_(rated.kasi)
    path = f"/evaluation-rounds/{rated.round.id}/work-results"
    page = kasi.get(path)
    assert [row["name"] for row in page["items"]] == [person.name for person in rated.staff]
    assert page["items"][0]["actions"] == ["set_work_result"]
    costs = []
    for size in (1, 100):
        with counted(database.engine) as sent:
            kasi.get(f"{path}?size={size}")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 8
    assert as_(rated.hr).get(path)["total"] == 9
    as_(rated.staff[0]).get(path, expect=403)


def test_figures_of_a_result_that_was_not_renewed_stay(rated: Rated, as_: As, db: Session, database: Database) -> None:
    calculate(database, as_(rated.hr), rated)
    before = {row.id: row.row_version for row in db.scalars(select(Result))}
    as_(rated.kasi).put(path_of(rated), {"code": 1}, if_match=1)
    db.rollback()
    touched = [
        row.id
        for row in db.scalars(select(Result).execution_options(populate_existing=True))
        if row.row_version != before[row.id]
    ]
    assert len(touched) <= 1
