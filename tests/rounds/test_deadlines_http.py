"""Deadlines to the second, in the three zones of the country, with and without the ticker."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.audit.models import AuditEntry
from api.kit.database import Database
from api.rounds import queries
from api.rounds.models import EvaluationRound
from api.rounds.rules import RoundStatus
from api.rounds.ticks import record_deadline_moves
from tests.clients import Client
from tests.factories.rounds import make_extension, make_round
from tests.rounds.conftest import SignIn
from tests.rounds.scene import NOON, REASON, Scene, make_scene

ROUNDS = "/evaluation-rounds"
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


@pytest.mark.parametrize("zone", ZONES)
def test_a_deadline_holds_to_the_second_in_every_zone(
    sign_in: SignIn, db: Session, database: Database, zone: str
) -> None:
    deadline = datetime(2026, 12, 31, 16, 0, tzinfo=ZoneInfo(zone))
    with time_machine.travel(deadline - MINUTE, tick=False) as clock:
        scene = make_scene(db, zone=zone)
        round = make_round(db, scene.root, people=scene.staff, closes_at=deadline.astimezone(UTC))
        db.commit()
        hr, address = sign_in(scene.hr), f"{ROUNDS}/{round.id}"
        clock.move_to(deadline - SECOND)
        before = hr.get(address)
        assert (before["status"], before["closed_at"]) == ("open", None)
        assert before["deadline_text"] == f"31 Desember 2026, 16.00 {ZONES[zone]}"
        record_deadline_moves(database)
        assert recorded(db, round) == "open"
        for instant in (deadline, deadline + SECOND):
            clock.move_to(instant)
            after = hr.get(address)
            assert (after["status"], after["closed_at"]) == ("closed", f"{deadline.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
            assert hr.get(ROUNDS, params={"status": "closed"})["items"][0]["status"] == "closed"
            assert hr.get(ROUNDS, params={"status": "open"})["total"] == 0
            assert "close" not in after["actions"]
            assert {"calculate", "reopen"} <= set(after["actions"])
        assert recorded(db, round) == "open"
        record_deadline_moves(database)
        assert recorded(db, round) == "closed"


def recorded(db: Session, round: EvaluationRound) -> str:
    db.rollback()  # a new look: the old one would see what was
    db.expire_all()
    return db.get_one(EvaluationRound, round.id).status


def test_one_second_decides_whether_an_act_on_an_open_round_is_allowed(sign_in: SignIn, db: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        scene = make_scene(db)
        rounds = [make_round(db, scene.root, closes_at=NOON + MINUTE) for _ in range(2)]
        db.commit()
        hr = sign_in(scene.hr)
        clock.move_to(NOON + MINUTE - SECOND)
        hr.post(f"{ROUNDS}/{rounds[0].id}/close", {"reason": REASON})
        clock.move_to(NOON + MINUTE)
        for act, body in (
            ("close", {"reason": REASON}),
            ("cancel", {"reason": REASON, "confirmation": rounds[1].name}),
            ("extend", {"reason": REASON, "deadline": "2026-12-30T16:00:00+07:00"}),
        ):
            assert hr.post(f"{ROUNDS}/{rounds[1].id}/{act}", body, expect=409)["code"] == "round_state"


def test_the_ticker_records_the_closing_at_the_deadline_and_only_once(
    db: Session, scene: Scene, database: Database
) -> None:
    due = make_round(db, scene.root, closes_at=NOON - DAY)
    extended = make_round(db, scene.root, closes_at=NOON - DAY)
    make_extension(db, extended, NOON + SECOND, unit=scene.service)
    draft = make_round(db, scene.root, status="draft", closes_at=NOON - DAY)
    db.commit()
    for _ in range(3):
        record_deadline_moves(database)
    assert [recorded(db, round) for round in (due, extended, draft)] == ["closed", "open", "draft"]
    assert db.get_one(EvaluationRound, due.id).closed_at == NOON - DAY
    entries = db.scalars(select(AuditEntry).where(AuditEntry.action == "close_round")).all()
    assert [(entry.object_id, entry.actor_ref) for entry in entries] == [(str(due.id), None)]


def test_a_round_extended_between_the_look_and_the_lock_stays_open(
    db: Session, scene: Scene, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = make_round(db, scene.root, closes_at=NOON + DAY)
    db.commit()
    monkeypatch.setattr(queries, "past_deadline", lambda *_: [round.id])
    record_deadline_moves(database)
    assert recorded(db, round) == "open"


def test_the_list_filters_exactly_as_the_rule_reads(hr: Client, db: Session, scene: Scene) -> None:
    for offset in (-DAY, -SECOND, timedelta(0), SECOND, DAY):
        for status in RoundStatus:
            round = make_round(db, scene.root, status=status, closes_at=NOON + offset)
            if status is RoundStatus.OPEN:
                make_extension(db, make_round(db, scene.root, closes_at=NOON - DAY), NOON + offset, unit=scene.order)
            del round
    db.commit()
    total = 0
    for status in RoundStatus:
        page = hr.get(ROUNDS, params={"status": status, "size": 200})
        assert {item["status"] for item in page["items"]} == {status}
        total += page["total"]
    assert total == db.scalar(select(func.count()).select_from(EvaluationRound))


class TestExtend:
    def test_for_all_a_unit_and_a_person(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root, people=scene.people, closes_at=NOON + DAY)
        db.commit()
        address = f"{ROUNDS}/{round.id}/extend"
        all_ = hr.post(address, {"deadline": "2026-12-17T12:00:00+07:00", "reason": REASON})
        assert all_["closes_at"] == all_["deadline"] == "2026-12-17T05:00:00Z"
        unit = {"deadline": "2026-12-18T12:00:00+07:00", "reason": REASON, "unit_id": str(scene.service.id)}
        assert hr.post(address, unit)["deadline"] == "2026-12-18T05:00:00Z"
        person = {"deadline": "2026-12-19T12:00:00+07:00", "reason": REASON, "employee_id": str(scene.camat.id)}
        seen = hr.post(address, person)
        assert (seen["closes_at"], seen["deadline"]) == ("2026-12-17T05:00:00Z", "2026-12-19T05:00:00Z")
        assert [e["given_to"] for e in seen["extensions"]] == ["Seksi Pelayanan", "Adi Camat"]

    def test_each_rater_has_the_latest_of_the_rounds_his_units_and_his_own(self, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root, people=scene.people, closes_at=NOON + DAY)
        other = make_round(db, scene.root, people=scene.people, closes_at=NOON + DAY)
        make_extension(db, round, NOON + 2 * DAY, unit=scene.service)
        make_extension(db, round, NOON + 3 * DAY, employee=scene.staff[0])
        make_extension(db, round, NOON, employee=scene.staff[1])
        deadlines = {
            person.name: queries.effective_deadline_for(db, round, person.id, NOON.date()) - NOON
            for person in (scene.camat, scene.heads[0], scene.staff[0], scene.staff[1], scene.other_staff[0])
        }
        assert deadlines == {
            "Adi Camat": DAY,
            "Budi Kepala": 2 * DAY,
            "Dewi Staf 0": 3 * DAY,
            "Dewi Staf 1": 2 * DAY,
            "Eko Staf 0": DAY,
        }
        both = queries.deadlines_of_rater(db, [round, other], scene.staff[0].id, NOON.date())
        assert both == {round.id: NOON + 3 * DAY, other.id: NOON + DAY}

    def test_a_unit_above_counts_and_a_rater_outside_the_list_has_the_unit_of_his_post(
        self, db: Session, scene: Scene
    ) -> None:
        round = make_round(db, scene.root, people=scene.staff, closes_at=NOON + DAY)
        make_extension(db, round, NOON + 2 * DAY, unit=scene.root)
        assert queries.deadline_of_unit(db, round, scene.service) == NOON + 2 * DAY
        assert queries.effective_deadline_for(db, round, scene.camat.id, NOON.date()) == NOON + 2 * DAY

    def test_it_must_be_later_than_what_is_in_force_for_them(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root, people=scene.people, closes_at=NOON + DAY)
        make_extension(db, round, NOON + 3 * DAY, unit=scene.service)
        db.commit()
        address = f"{ROUNDS}/{round.id}/extend"
        for target in ({}, {"unit_id": str(scene.service.id)}, {"employee_id": str(scene.staff[0].id)}):
            at = "2026-12-16T12:00:00+07:00" if not target else "2026-12-18T12:00:00+07:00"
            fault = hr.post(address, {"deadline": at, "reason": REASON, **target}, expect=422)["errors"][0]
            assert (fault["pointer"], fault["code"]) == ("/deadline", "not_an_extension")

    def test_only_units_and_raters_of_the_round_and_not_both(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.service, people=scene.staff, closes_at=NOON + DAY)
        db.commit()
        for target, code in (
            ({"unit_id": str(scene.order.id)}, "no_such_unit"),
            ({"employee_id": str(scene.other_staff[0].id)}, "no_such_rater"),
            ({"unit_id": str(scene.service.id), "employee_id": str(scene.staff[0].id)}, "unit_and_person"),
        ):
            body = {"deadline": "2026-12-30T12:00:00+07:00", "reason": REASON, **target}
            assert hr.post(f"{ROUNDS}/{round.id}/extend", body, expect=422)["errors"][0]["code"] == code

    def test_nobody_gives_himself_more_time(self, sign_in: SignIn, db: Session, scene: Scene) -> None:
        from tests.factories.people import make_grant

        make_grant(db, scene.staff[0].account_id, Role.HR_OFFICER)
        round = make_round(db, scene.root, people=scene.people, closes_at=NOON + DAY)
        db.commit()
        body = {"deadline": "2026-12-30T12:00:00+07:00", "reason": REASON, "employee_id": str(scene.staff[0].id)}
        officer = sign_in(scene.staff[0])
        assert officer.post(f"{ROUNDS}/{round.id}/extend", body, expect=403)["code"] == "own_record"


def test_an_announced_opening_is_due_between_its_instant_and_the_deadline(db: Session, scene: Scene) -> None:
    due = make_round(db, scene.root, status="draft", opens_at=NOON)
    make_round(db, scene.root, status="draft", opens_at=NOON + SECOND)
    make_round(db, scene.root, status="draft", opens_at=NOON - DAY, closes_at=NOON)
    make_round(db, scene.root, status="draft")
    make_round(db, scene.root, status="open", opens_at=NOON)
    assert queries.due_to_open(db, NOON) == [due.id]
