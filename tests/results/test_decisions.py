"""Who decides, what a decision must say, and what the database then holds."""

from datetime import timedelta
from typing import Any

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.audit.models import AuditEntry
from api.kit import clock
from api.kit.database import Database
from api.results.models import Result, ResultDecision
from tests.factories.people import make_placement
from tests.factories.results import REASON, Rated, calculate, make_rated_round, result_of
from tests.results.conftest import As

MEETS = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}


def decision_path(result: Result) -> str:
    return f"/results/{result.id}/decision"


def test_the_predicate_always_follows_from_the_two_ratings(rated: Rated, run: Any, as_: As, db: Session) -> None:
    """Mistake D32: nobody types a predicate, and what was computed stays visible."""
    result = result_of(db, rated, rated.staff[0])
    kasi = as_(rated.kasi)
    read = kasi.put(decision_path(result), {**MEETS, "work_rating": 3}, if_match=1)
    assert read["decision"]["predicate"]["text"] == "Butuh Perbaikan"
    assert read["decision"]["departs"] is True
    assert read["proposal"]["work_rating"]["code"] == result.proposed_work
    assert read["composite"]["value"] == result.composite / 10_000
    typed = kasi.put(decision_path(result), {**MEETS, "predicate": 1}, if_match=read["row_version"], expect=422)
    assert typed["errors"][0]["code"] == "extra_forbidden"


def test_a_departure_without_a_reason_is_refused_field_by_field(rated: Rated, run: Any, as_: As, db: Session) -> None:
    result = result_of(db, rated, rated.staff[0])
    work = 3 if result.proposed_work != 3 else 1
    body = {"work_rating": work, "behaviour_rating": result.proposed_behaviour}
    refused = as_(rated.kasi).put(decision_path(result), body, if_match=1, expect=422)
    assert {fault["pointer"] for fault in refused["errors"]} == {"/reason", "/category"}


def test_a_stale_or_missing_version_is_refused(rated: Rated, run: Any, as_: As, db: Session) -> None:
    result = result_of(db, rated, rated.staff[0])
    kasi = as_(rated.kasi)
    kasi.put(decision_path(result), MEETS, expect=428)
    read = kasi.put(decision_path(result), MEETS, if_match=1)
    kasi.put(decision_path(result), MEETS, if_match=1, expect=412)
    again = kasi.put(decision_path(result), {**MEETS, "work_rating": 1}, if_match=read["row_version"])
    assert again["row_version"] > read["row_version"]
    assert again["decision"]["work_rating"]["code"] == 1


def test_nobody_but_the_assessor_decides(rated: Rated, run: Any, as_: As, db: Session) -> None:
    result = result_of(db, rated, rated.staff[0])
    as_(rated.hr).put(decision_path(result), MEETS, if_match=1, expect=403)
    as_(rated.camat).put(decision_path(result), MEETS, if_match=1, expect=403)  # sees it as head
    as_(rated.other_kasi).put(decision_path(result), MEETS, if_match=1, expect=403)
    as_(rated.staff[1]).put(decision_path(result), MEETS, if_match=1, expect=403)
    own = result_of(db, rated, rated.kasi)
    as_(rated.kasi).put(decision_path(own), MEETS, if_match=1, expect=404)
    assert db.scalars(select(ResultDecision)).all() == []


def test_the_holder_of_the_post_at_decision_time_decides(rated: Rated, run: Any, as_: As, db: Session) -> None:
    """The old head moved away; who holds his post today sees and decides, he no longer."""
    today = clock.now().date()
    post = rated.kasi_placement(db)
    post.ends_on = today - timedelta(days=1)
    db.flush()
    make_placement(db, rated.other_kasi, post.position, kind="plt", starts_on=today)
    db.commit()
    result = result_of(db, rated, rated.staff[0])
    as_(rated.kasi).put(decision_path(result), MEETS, if_match=1, expect=403)
    read = as_(rated.other_kasi).put(decision_path(result), MEETS, if_match=1)
    assert read["decision"]["taken_over"] is False


def test_the_superior_of_an_assessor_who_lets_two_weeks_pass_takes_over(
    rated: Rated, run: Any, as_: As, db: Session
) -> None:
    result = result_of(db, rated, rated.staff[0])
    as_(rated.camat).put(decision_path(result), MEETS, if_match=1, expect=403)
    with time_machine.travel(clock.now() + timedelta(days=14, minutes=1), tick=False):
        read = as_(rated.camat).put(decision_path(result), MEETS, if_match=1)
    assert read["decision"]["taken_over"] is True


def test_the_personnel_officer_records_the_decision_of_an_official_outside(
    rated: Rated, run: Any, as_: As, db: Session
) -> None:
    result = result_of(db, rated, rated.camat)
    path = f"/results/{result.id}/external-decision"
    hr = as_(rated.hr)
    refused = hr.put(path, {**MEETS, "category": None}, if_match=1, expect=422)
    assert [fault["pointer"] for fault in refused["errors"]] == ["/document"]
    read = hr.put(path, {**MEETS, "category": None, "document": "SK Wali Kota 800/1/2026"}, if_match=1)
    assert read["decision"]["external"] is True
    assert read["composite"] is None
    inside = result_of(db, rated, rated.staff[0])
    hr.put(f"/results/{inside.id}/external-decision", MEETS, if_match=1, expect=403)


def test_confirming_together_is_all_or_nothing(rated: Rated, run: Any, as_: As, db: Session) -> None:
    results = [result_of(db, rated, person) for person in rated.staff]
    stranger = result_of(db, rated, rated.kasi)
    body = {"results": [{"result_id": str(one.id), "version": 1} for one in [*results, stranger]]}
    kasi = as_(rated.kasi)
    path = f"/evaluation-rounds/{rated.round.id}/decisions/as-proposed"
    refused = kasi.post(path, body, expect=409)
    codes = {fault["pointer"]: fault["code"] for fault in refused["errors"]}
    assert codes[f"/results/{len(results)}"] == "not_found"
    assert db.scalars(select(ResultDecision)).all() == []
    stale = {"results": [{"result_id": str(results[0].id), "version": 7}] * 2}
    codes = {fault["code"] for fault in kasi.post(path, stale, expect=409)["errors"]}
    assert codes == {"stale"}


def test_every_decision_leaves_one_entry_in_the_log(rated: Rated, run: Any, as_: As, db: Session) -> None:
    """Mistake D27: each call that changes a rating is in the log, with what was before and after."""
    result = result_of(db, rated, rated.staff[0])
    kasi = as_(rated.kasi)
    first = kasi.put(decision_path(result), MEETS, if_match=1)
    kasi.put(decision_path(result), MEETS, if_match=first["row_version"])
    db.rollback()
    entries = db.scalars(
        select(AuditEntry)
        .where(AuditEntry.action == "decide_result", AuditEntry.object_id == str(result.id))
        .order_by(AuditEntry.seq)
    ).all()
    assert [entry.before_hash is None for entry in entries] == [True, False]


def test_nothing_is_decided_in_a_practice_round(db: Session, as_: As, database: Database) -> None:
    rated = make_rated_round(db, kind="practice")
    run = calculate(database, as_(rated.hr), rated)
    assert run["counts"]["complete"] == 8
    result = result_of(db, rated, rated.staff[0])
    assert result.proposed_predicate is None
    assert result.composite is not None
    refused = as_(rated.kasi).put(decision_path(result), MEETS, if_match=1, expect=409)
    assert refused["code"] == "practice_round"
    as_(rated.hr).get(f"/evaluation-rounds/{rated.round.id}/results/export?reason=Untuk+arsip+kantor", expect=409)


def test_a_light_round_rests_on_the_superior_alone(db: Session, as_: As, database: Database) -> None:
    rated = make_rated_round(db, kind="light")
    calculate(database, as_(rated.hr), rated)
    result = result_of(db, rated, rated.staff[0])
    read = as_(rated.kasi).get(f"/results/{result.id}")
    assert [one["source"] for one in read["values"][0]["sources"]] == ["superior"]
    assert read["composite"] is not None


def test_the_person_responds_before_anyone_decides(db: Session, as_: As, database: Database) -> None:
    rated = make_rated_round(db, response_stage=True)
    calculate(database, as_(rated.hr), rated)
    result = result_of(db, rated, rated.staff[0])
    own = as_(rated.staff[0])
    seen = own.get("/me/results")["items"][0]
    assert seen["actions"] == ["respond_to_proposal"]
    assert seen["predicate"] is None
    waiting = as_(rated.kasi).put(decision_path(result), MEETS, if_match=1, expect=409)
    assert waiting["code"] == "responses_open"
    own.put(f"/results/{result.id}/response", {"text": "Target tertunda karena gangguan server."})
    with time_machine.travel(clock.now() + timedelta(days=12), tick=False):
        as_(rated.staff[0]).put(f"/results/{result.id}/response", {"text": "Terlambat."}, expect=409)
        read = as_(rated.kasi).get(f"/results/{result.id}")
        assert read["response"]["text"] == "Target tertunda karena gangguan server."
        as_(rated.kasi).put(decision_path(result), MEETS, if_match=read["row_version"])
        assert as_(rated.staff[0]).get(f"/results/{result.id}")["decision"] is None
