"""The calibration meeting: its cases, who sees which, notes, and its end."""

import json
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.audit.models import AuditDetail
from api.employees.models import Employee
from api.kit.database import Database
from api.results.models import Result
from tests.calibration.conftest import As
from tests.factories.people import make_grant
from tests.factories.results import REASON, Rated, account_id, calculate, make_rated_round, result_of
from tests.statements import counted

NEAR = {"near_cut": True, "standard_error": 0.3, "signals": {}, "measured": {}}
FAR = {**NEAR, "near_cut": False}


def path(rated: Rated, *rest: object) -> str:
    return "/".join(map(str, (f"/evaluation-rounds/{rated.round.id}/calibration", *rest)))


def near_are(db: Session, rated: Rated, *people: Employee, precision: dict[str, Any] = NEAR) -> None:
    """Of all results only these are near a cut."""
    db.execute(update(Result).where(Result.round_id == rated.round.id).values(precision=FAR))
    chosen = Result.employee_id.in_([person.id for person in people])
    db.execute(update(Result).where(chosen, Result.composite.is_not(None)).values(precision=precision))
    db.commit()


def decide(db: Session, as_: As, rated: Rated, person: Employee, **ratings: int) -> None:
    result = result_of(db, rated, person)
    body = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence", **ratings}
    as_(rated.kasi).put(f"/results/{result.id}/decision", body, if_match=result.row_version)


def cases_for(read: dict[str, Any]) -> dict[str, set[str]]:
    return {case["name"]: {reason["code"] for reason in case["reasons"]} for case in read["cases"]}


def test_head_sees_near_cuts_and_the_personnel_officer_only_decided_ones(db: Session, rated: Rated, as_: As) -> None:
    first, second = rated.staff[:2]
    near_are(db, rated, first, second)
    head = as_(rated.camat).get(path(rated))
    assert {name for name, why in cases_for(head).items() if "near_cut" in why} == {first.name, second.name}
    assert cases_for(as_(rated.hr).get(path(rated))) == {}
    decide(db, as_, rated, first)
    near_are(db, rated, first, second)
    seen = as_(rated.hr).get(path(rated))
    assert set(cases_for(seen)) == {first.name}
    assert "near_cut" in cases_for(seen)[first.name]


def test_a_departure_is_a_case_with_its_reason(db: Session, rated: Rated, as_: As) -> None:
    near_are(db, rated)
    person = rated.staff[0]
    work = 3 if result_of(db, rated, person).proposed_work != 3 else 1
    decide(db, as_, rated, person, work_rating=work)
    case = next(one for one in as_(rated.hr).get(path(rated))["cases"] if one["name"] == person.name)
    assert case["departure"] == {"category": "Bukti kerja yang belum tercermin", "reason": REASON}
    assert case["decided"]["code"] in range(1, 6)


def test_who_rated_somebody_learns_neither_nearness_nor_signals_about_him(db: Session, rated: Rated, as_: As) -> None:
    """The unit head rated `other_kasi` as a peer: whatever rests on his own form is not told to him."""
    make_grant(db, account_id(rated.staff[0]), Role.HEAD)
    flagged = {**NEAR, "signals": {"peer": {"outlier": True, "straight": True}}}
    near_are(db, rated, rated.staff[1], rated.camat, precision=flagged)
    assert cases_for(as_(rated.staff[0]).get(path(rated))).get(rated.staff[1].name, set()) <= {"official"}
    assert cases_for(as_(rated.camat).get(path(rated)))[rated.staff[1].name] >= {"outlier", "straight"}


def test_signals_about_a_person_are_not_for_who_assesses_him(db: Session, rated: Rated, as_: As) -> None:
    near_are(db, rated, rated.kasi, precision={**NEAR, "signals": {"peer": {"outlier": True, "straight": False}}})
    seen = cases_for(as_(rated.camat).get(path(rated)))
    assert seen[rated.kasi.name] >= {"near_cut"}
    assert "outlier" not in seen[rated.kasi.name]


def test_ones_own_result_is_in_no_list_and_no_number(db: Session, rated: Rated, as_: As) -> None:
    """A head who is rated in the round could else tell his own by what is missing from the others."""
    person = rated.staff[0]
    make_grant(db, account_id(person), Role.HEAD)
    near_are(db, rated, person)
    before = as_(person).get(path(rated))
    decide(db, as_, rated, person)
    near_are(db, rated, person)
    after = as_(person).get(path(rated))
    assert person.name not in cases_for(before)
    assert after == before
    as_(person).put(path(rated, "notes", rated.of(person).id), {"text": "x"}, if_match=0, expect=404)


@pytest.mark.parametrize("who", ["kasi", "auditor", "staff"])
def test_nobody_but_head_and_personnel_officer_comes_in(rated: Rated, as_: As, who: str) -> None:
    person = rated.staff[0] if who == "staff" else getattr(rated, who)
    as_(person).get(path(rated), expect=403)


def test_the_meeting_closes_once_every_case_is_discussed_and_stands_in_the_minutes(
    db: Session, rated: Rated, as_: As
) -> None:
    near_are(db, rated, rated.staff[0])
    head = as_(rated.camat)
    cases = head.get(path(rated))["cases"]
    closing = {"attendees": "Camat, Sekcam", "note": "Semua penetapan dipertahankan."}
    refused = head.post(path(rated, "confirmation"), closing, expect=409)
    assert refused["code"] == "cases_open"
    for case in cases:
        note = head.put(
            path(rated, "notes", case["participant_id"]), {"text": "Rahasia rapat", "discussed": True}, if_match=0
        )
        assert (note["discussed"], note["row_version"]) == (True, 1)
    closed = head.post(path(rated, "confirmation"), closing)
    assert closed["discussed"] == closed["confirmation"]["cases"] == len(cases)
    assert closed["confirmation"]["rest"] == closed["rest"]["people"]
    paper = json.dumps(as_(rated.hr).get(f"/evaluation-rounds/{rated.round.id}/minutes"))
    assert "Rapat penyelarasan" in paper
    assert "Camat, Sekcam" in paper
    assert "Rahasia rapat" not in paper
    logged = json.dumps([row.after for row in db.scalars(select(AuditDetail))])
    assert "Rahasia" not in logged


def test_two_who_write_the_same_note_do_not_overwrite_each_other(db: Session, rated: Rated, as_: As) -> None:
    near_are(db, rated, rated.staff[0])
    address = path(rated, "notes", rated.of(rated.staff[0]).id)
    head = as_(rated.camat)
    head.put(address, {"text": "pertama", "discussed": False}, if_match=0)
    head.put(address, {"text": "kedua"}, if_match=0, expect=412)
    head.put(address, {"text": "kedua"}, expect=428)


def test_ninety_people_cost_as_many_statements_as_one_and_less_than_thirty_kilobytes(
    db: Session, as_: As, database: Database
) -> None:
    rated = make_rated_round(db, staff=87, peers=3)
    calculate(database, as_(rated.hr), rated)
    head, sizes, statements = as_(rated.camat), [], []
    for cases in (1, 40):
        near_are(db, rated, *rated.staff[:cases])
        head.get(path(rated))
        with counted(database.engine) as sent:
            read = head.get(path(rated))
        statements.append(len(sent))
        sizes.append(len(json.dumps(read, ensure_ascii=False)))
    assert statements[0] == statements[1]
    assert sizes[1] < 30_000
    assert sum("near_cut" in why for why in cases_for(read).values()) >= 35
