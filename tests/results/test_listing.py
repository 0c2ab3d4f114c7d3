"""Lists of results: each filter yields the rows it promises, and none tells what the caller may not see."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.kit import clock
from api.kit.database import Database
from tests.clients import Client
from tests.factories.assignments import make_form
from tests.factories.people import make_grant
from tests.factories.results import (
    REASON,
    Rated,
    account_id,
    calculate,
    make_office_with_round,
    make_rated_round,
    make_work_result,
    result_of,
)
from tests.results.conftest import As

MEETS = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}


def ids(client: Client, query: str) -> set[str]:
    return {row["id"] for row in client.get(f"/results?size=100&{query}")["items"]}


def decidable(client: Client) -> set[str]:
    rows = client.get("/results?size=100&undecided=true")["items"]
    deciding = {"decide_result", "record_external_decision"}
    return {row["id"] for row in rows if deciding & set(row["actions"])}


@pytest.mark.parametrize("reader", ["kasi", "camat", "hr", "auditor"])
def test_what_waits_for_a_decision_is_what_its_rows_let_one_decide(
    rated: Rated, run: Any, as_: As, db: Session, reader: str
) -> None:
    """Mistake D30: a count and the list it links to are the same rows, now and when a superior may take over."""
    decided = result_of(db, rated, rated.staff[0])
    as_(rated.kasi).put(f"/results/{decided.id}/decision", MEETS, if_match=1)
    for days in (0, 15):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            client = as_(getattr(rated, reader))
            assert ids(client, "to_decide=true") == decidable(client)
            assert ids(client, "to_decide=true") | ids(client, "to_decide=false") == ids(client, "")
    assert bool(decidable(as_(getattr(rated, reader)))) is (reader != "auditor")


def test_nothing_waits_while_the_person_may_respond_or_the_work_result_is_missing(
    db: Session, as_: As, database: Database
) -> None:
    rated = make_office_with_round(db, staff=2, response_stage=True)
    for person in rated.staff:
        for source in ("self", "superior"):
            make_form(db, rated.of(person), source, answers=4)
    make_work_result(db, rated.of(rated.staff[0]), rated.hr, code=2)
    db.commit()
    calculate(database, as_(rated.hr), rated)
    assert ids(as_(rated.kasi), "to_decide=true") == set()
    for days in (12, 18, 30):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            assert ids(as_(rated.kasi), "to_decide=true") == {str(result_of(db, rated, rated.staff[0]).id)}
            assert ids(as_(rated.camat), "to_decide=true") == decidable(as_(rated.camat))


def test_a_departure_and_an_unread_result_are_found(rated: Rated, run: Any, as_: As, db: Session) -> None:
    departing, plain = (result_of(db, rated, person) for person in rated.staff[:2])
    kasi, hr = as_(rated.kasi), as_(rated.hr)
    kasi.put(f"/results/{departing.id}/decision", {**MEETS, "work_rating": 3}, if_match=1)
    proposed = {"work_rating": plain.proposed_work, "behaviour_rating": plain.proposed_behaviour}
    kasi.put(f"/results/{plain.id}/decision", {**MEETS, **proposed}, if_match=1)
    assert ids(hr, "departs=true") == {str(departing.id)}
    assert [row["departs"] for row in hr.get("/results?departs=true")["items"]] == [True]
    assert str(departing.id) not in ids(hr, "departs=false")
    hr.post(f"/evaluation-rounds/{rated.round.id}/release", {})
    as_(rated.staff[0]).post(f"/results/{departing.id}/acknowledgement")
    assert ids(hr, "received=false") == {str(plain.id)}
    assert ids(hr, "received=true") == {str(departing.id)}
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        assert ids(as_(rated.hr), "received=false") == set()


def test_a_leader_of_the_office_can_narrow_the_list_to_his_own_people(rated: Rated, run: Any, as_: As) -> None:
    kasi, camat = as_(rated.kasi), as_(rated.camat)
    assert ids(kasi, "assessed=true") == ids(kasi, "to_decide=true") != set()
    assert ids(camat, "assessed=true") == ids(camat, "to_decide=true") < ids(camat, "")
    assert ids(camat, "assessed=false") == ids(camat, "") - ids(camat, "assessed=true")
    assert ids(as_(rated.auditor), "assessed=true") == set()


def test_nearness_to_a_cut_is_found_as_the_rows_show_it(rated: Rated, run: Any, as_: As, db: Session) -> None:
    for who in (rated.kasi, rated.auditor, rated.camat):
        client = as_(who)
        rows = {row["id"]: row["precision"] for row in client.get("/results?size=100")["items"]}
        near = {key for key, precision in rows.items() if precision and precision["near_cut"]}
        assert ids(client, "near_cut=true") == near
        assert ids(client, "near_cut=false") == {key for key, one in rows.items() if one} - near
        assert any(rows.values())


def test_the_personnel_officer_learns_nothing_of_undecided_figures_by_narrowing_or_sorting(
    rated: Rated, run: Any, as_: As, db: Session
) -> None:
    hr = as_(rated.hr)
    assert ids(hr, "near_cut=true") | ids(hr, "near_cut=false") == set()
    everybody = [row["id"] for row in hr.get("/results?size=100&sort=composite")["items"]]
    assert everybody == sorted(everybody)
    assert everybody == [row["id"] for row in hr.get("/results?size=100&sort=-composite")["items"]]


def test_whoever_rated_somebody_reads_no_precision_of_his(db: Session, as_: As, database: Database) -> None:
    rated = make_rated_round(db, peers=5)
    make_grant(db, account_id(rated.staff[0]), Role.HEAD)
    db.commit()
    calculate(database, as_(rated.hr), rated)
    client = as_(rated.staff[0])
    colleague = str(result_of(db, rated, rated.staff[1]).id)
    rows = {row["id"]: row for row in client.get("/results?size=100")["items"]}
    assert rows[colleague]["composite"] is not None
    assert rows[colleague]["precision"] is None
    assert colleague not in ids(client, "near_cut=true") | ids(client, "near_cut=false")


def test_sorting_by_figure_and_by_status(rated: Rated, run: Any, as_: As, db: Session) -> None:
    decided = result_of(db, rated, rated.staff[3])
    kasi = as_(rated.kasi)
    kasi.put(f"/results/{decided.id}/decision", MEETS, if_match=1)
    rows = kasi.get("/results?sort=-composite")["items"]
    figures = [row["composite"]["value"] for row in rows]
    assert figures == sorted(figures, reverse=True)
    assert [row["status"] for row in kasi.get("/results?sort=-status")["items"]][:2] == ["decided", "proposal"]
    assert kasi.get("/results?sort=answers", expect=422)["errors"][0]["code"] == "unknown_sort_key"
