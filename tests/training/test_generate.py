"""What a release recommends, through the API: the numbers a person may see, and nothing that tells on a peer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.employees.models import Employee
from api.kit import clock
from api.kit.database import Database
from api.training.seed import seed_courses
from tests.clients import Client
from tests.factories.results import Rated, account_of, calculate, make_rated_round, work_all


@pytest.fixture
def rated(db: Session) -> Rated:
    rated = make_rated_round(db)
    seed_courses(db)
    return rated


def _sign_in(new_client: Callable[[], Client], db: Session, who: Employee | Account) -> Client:
    db.commit()  # ends the reading before, so that the session can be written
    account = account_of(db, who) if isinstance(who, Employee) else who
    return new_client().signed_in_as(db, account, privileged=True)


def _release(new_client: Callable[[], Client], db: Session, database: Database, rated: Rated) -> None:
    hr, kasi, camat = (_sign_in(new_client, db, one) for one in (rated.hr, rated.kasi, rated.camat))
    calculate(database, hr, rated)
    page = kasi.get(f"/results?round_id={rated.round.id}")
    chosen = [one for one in page["items"] if one["proposal"]["predicate"]]
    body = {"results": [{"result_id": one["id"], "version": one["row_version"]} for one in chosen]}
    kasi.post(f"/evaluation-rounds/{rated.round.id}/decisions/as-proposed", body)
    camat.post(f"/evaluation-rounds/{rated.round.id}/release", {})
    work_all(database)


def test_everybody_released_gets_ranked_recommendations_with_a_mix(
    new_client: Callable[[], Client], db: Session, database: Database, rated: Rated
) -> None:
    _release(new_client, db, database, rated)
    person = _sign_in(new_client, db, rated.staff[0])
    mine = person.get("/recommendations")["items"]
    assert mine
    assert [one["rank"] for one in mine] == list(range(1, len(mine) + 1))
    first = mine[0]
    assert {course["kind"] for course in first["courses"]} <= {"experience", "others", "formal"}
    assert first["courses"]
    assert 1 <= len(first["reasons"]) <= 3
    assert first["competency_name"] in first["headline"]
    names = ("Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif", "Kolaboratif")
    assert any(name in first["headline"] for name in names)
    work_all(database)
    assert len(person.get("/recommendations")["items"]) == len(mine)


def test_the_person_accepts_and_dismisses_his_own_only(
    new_client: Callable[[], Client], db: Session, database: Database, rated: Rated
) -> None:
    _release(new_client, db, database, rated)
    person, colleague = (_sign_in(new_client, db, one) for one in rated.staff[:2])
    first = person.get("/recommendations")["items"][0]
    path = f"/recommendations/{first['id']}"
    colleague.get(path, expect=404)
    colleague.post(f"{path}/acceptance", expect=404, if_match=first["row_version"])
    accepted = person.post(f"{path}/acceptance", if_match=first["row_version"])
    assert (accepted["status"], accepted["actions"]) == ("accepted", ["dismiss"])
    person.post(f"{path}/dismissal", {"reason": "pendek"}, expect=422, if_match=accepted["row_version"])
    person.post(f"{path}/acceptance", expect=409, if_match=accepted["row_version"])
    reason = {"reason": "Sudah saya pelajari di luar kantor tahun ini."}
    dismissed = person.post(f"{path}/dismissal", reason, if_match=accepted["row_version"])
    assert dismissed["status"] == "dismissed"


def test_what_was_recorded_as_completed_is_said_at_the_recommendation(
    new_client: Callable[[], Client], db: Session, database: Database, rated: Rated
) -> None:
    _release(new_client, db, database, rated)
    about = f"/recommendations?employee_id={rated.staff[0].id}"
    hr = _sign_in(new_client, db, rated.hr)
    taken = hr.get(about)["items"][0]["courses"][0]
    assert taken["completed_on"] is None
    days = [(clock.now() - timedelta(days=back)).date().isoformat() for back in (2, 3)]
    for day, person in zip([*days, days[0]], [*rated.staff[:1] * 2, rated.staff[1]], strict=True):
        hr.post("/completed-courses", {"employee_id": str(person.id), "course_id": taken["id"], "completed_on": day})
    for who in (rated.staff[0], rated.kasi, rated.hr):
        first = _sign_in(new_client, db, who).get(about)["items"][0]
        told = {course["id"]: course["completed_on"] for course in first["courses"]}
        assert told == {course["id"]: None for course in first["courses"]} | {taken["id"]: days[0]}
    path = f"/recommendations/{first['id']}"
    accepted = _sign_in(new_client, db, rated.staff[0]).post(f"{path}/acceptance", if_match=first["row_version"])
    assert accepted["courses"] == first["courses"]


def test_the_superior_reads_the_reasons_and_the_personnel_officer_only_the_needs(
    new_client: Callable[[], Client], db: Session, database: Database, rated: Rated
) -> None:
    _release(new_client, db, database, rated)
    about = f"/recommendations?employee_id={rated.staff[0].id}"
    told = _sign_in(new_client, db, rated.kasi).get(about)["items"]
    untold = _sign_in(new_client, db, rated.hr).get(about)["items"]
    assert told[0]["headline"]
    assert (untold[0]["headline"], untold[0]["reasons"], untold[0]["actions"]) == (None, None, [])
