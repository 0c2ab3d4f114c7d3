"""Who sees which round, and what: lists and single rounds, in few statements."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.kit.database import Database
from api.rounds.models import EvaluationRound, Participant
from tests.clients import Client
from tests.factories.people import make_employee, make_grant
from tests.factories.rounds import make_extension, make_round
from tests.rounds.conftest import SignIn
from tests.rounds.scene import NOON, REASON, Scene
from tests.statements import counted

ROUNDS = "/evaluation-rounds"
DAY = timedelta(days=1)


class TestVisibility:
    def test_officers_see_drafts_of_their_units_and_nobody_else_does(
        self, hr: Client, sign_in: SignIn, scene: Scene
    ) -> None:
        made = hr.post(ROUNDS, {})
        address = f"{ROUNDS}/{made['id']}"
        sign_in(scene.auditor).get(address)
        for who in (scene.camat, scene.staff[0], scene.local_hr):
            assert (
                sign_in(who).get(address, expect=404)
                == sign_in(who).get(f"{ROUNDS}/{uuid4()}", expect=404) | {"request_id": pytest.approx}
                or sign_in(who).get(ROUNDS)["total"] == 0
            )

    def test_from_its_opening_on_participants_and_their_superiors_see_it(
        self, sign_in: SignIn, db: Session, scene: Scene
    ) -> None:
        round = make_round(db, scene.root, people=[scene.staff[0]], note="Hanya untuk petugas.")
        db.commit()
        for who in (scene.staff[0], scene.heads[0]):
            seen = sign_in(who).get(f"{ROUNDS}/{round.id}")
            assert (seen["status"], seen["note"], seen["counts"], seen["warnings"]) == ("open", "", None, [])
            assert seen["actions"] == []
            assert sign_in(who).get(ROUNDS)["total"] == 1
        for who in (scene.staff[1], scene.heads[1], scene.camat):
            sign_in(who).get(f"{ROUNDS}/{round.id}", expect=404)
            assert sign_in(who).get(ROUNDS)["total"] == 0

    def test_who_is_excluded_does_not_see_the_round(self, sign_in: SignIn, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root, people=[scene.staff[0]])
        db.scalars(select(Participant)).one().status = "excluded"
        db.commit()
        sign_in(scene.staff[0]).get(f"{ROUNDS}/{round.id}", expect=404)

    def test_an_officer_of_a_section_who_takes_part_sees_the_office_round_but_may_not_touch_it(
        self, sign_in: SignIn, db: Session, scene: Scene
    ) -> None:

        make_grant(db, scene.staff[0].account_id, Role.HR_OFFICER, scene.service)
        round = make_round(db, scene.root, people=scene.people)
        db.commit()
        local = sign_in(scene.staff[0])
        assert local.get(f"{ROUNDS}/{round.id}")["actions"] == []
        local.post(f"{ROUNDS}/{round.id}/close", {"reason": REASON}, expect=403)
        local.patch(f"{ROUNDS}/{round.id}", {"name": "X"}, expect=403)
        assert local.get(f"{ROUNDS}/{round.id}/participants")["total"] == 1

    def test_a_malformed_id_is_a_thing_that_is_not_there(self, hr: Client) -> None:
        hr.get(f"{ROUNDS}/bukan-id", expect=404)

    def test_without_a_session_nothing_is_shown(self, client: Client) -> None:
        client.get(ROUNDS, expect=401)


class TestListRounds:
    def test_it_filters_by_what_holds_now(self, hr: Client, db: Session, scene: Scene) -> None:
        running = make_round(db, scene.root, name="Berjalan")
        over = make_round(db, scene.root, name="Lewat", closes_at=NOON)
        extended = make_round(db, scene.root, name="Diperpanjang", closes_at=NOON - DAY)
        make_extension(db, extended, NOON + DAY, unit=scene.service)
        make_round(db, scene.root, name="Disiapkan", status="draft", closes_at=NOON - DAY)
        db.commit()
        names = lambda status: {r["name"] for r in hr.get(ROUNDS, params={"status": status})["items"]}  # noqa: E731
        assert names("open") == {running.name, extended.name}
        assert names("closed") == {over.name}
        assert names("draft") == {"Disiapkan"}

    def test_it_filters_by_kind_year_and_name_and_sorts(self, hr: Client, db: Session, scene: Scene) -> None:
        make_round(
            db,
            scene.root,
            name="Tahunan 2025",
            kind="light",
            period_end=date(2025, 12, 31),
            period_start=date(2025, 1, 1),
        )
        make_round(db, scene.root, name="Triwulan_IV")
        db.commit()
        found = lambda **params: [r["name"] for r in hr.get(ROUNDS, params=params)["items"]]  # noqa: E731
        assert found(kind="light") == found(year=2025) == found(search="tahunan") == ["Tahunan 2025"]
        assert found(search="n_i") == ["Triwulan_IV"]
        assert found(sort="period_end") == ["Tahunan 2025", "Triwulan_IV"]
        assert found() == found(sort="-name") == ["Triwulan_IV", "Tahunan 2025"]
        assert hr.get(ROUNDS, params={"sort": "note"}, expect=422)["errors"][0]["code"] == "unknown_sort_key"

    def test_it_takes_as_many_statements_for_ten_rounds_as_for_one(
        self, hr: Client, db: Session, scene: Scene, database: Database
    ) -> None:
        def statements() -> int:
            with counted(database.engine) as sent:
                assert hr.get(ROUNDS)["total"] == len(db.scalars(select(EvaluationRound.id)).all())
            return len(sent) - 1

        make_round(db, scene.root, people=scene.people)
        db.commit()
        one = statements()
        for _ in range(9):
            make_extension(db, make_round(db, scene.root, people=scene.people), NOON + DAY, unit=scene.service)
        db.commit()
        assert statements() == one <= 4


class TestGetRound:
    def test_the_deadline_is_the_latest_of_all_in_the_zone_of_the_office(
        self, hr: Client, db: Session, scene: Scene
    ) -> None:
        closes_at = datetime(2026, 12, 31, 9, 0, tzinfo=UTC)
        round = make_round(db, scene.root, people=scene.staff, closes_at=closes_at)
        make_extension(db, round, closes_at + 5 * DAY, employee=scene.staff[0])
        db.commit()
        seen = hr.get(f"{ROUNDS}/{round.id}")
        assert seen["closes_at_text"] == "31 Desember 2026, 16.00 WIB"
        assert seen["deadline_text"] == "5 Januari 2027, 16.00 WIB"
        assert [(e["given_to"], e["deadline_text"]) for e in seen["extensions"]] == [
            ("Dewi Staf 0", "5 Januari 2027, 16.00 WIB")
        ]
        english = hr.get(f"{ROUNDS}/{round.id}", headers={"Accept-Language": "en"})
        assert english["deadline_text"] == "5 January 2027, 16.00 WIB"

    def test_it_warns_of_holidays_and_of_people_who_were_forgotten(self, hr: Client, db: Session, scene: Scene) -> None:
        hr.put("/holidays/2026-12-24", {"name": "Cuti Bersama Natal", "kind": "joint_leave"})
        made = hr.post(ROUNDS, {"closes_at": "2026-12-25T00:00:00+07:00"})
        assert [w["message"] for w in made["warnings"]] == [
            "Tenggat 24-12-2026 jatuh pada hari libur: Cuti Bersama Natal."
        ]
        make_employee(db, scene.staff_post)
        db.commit()
        warnings = hr.get(f"{ROUNDS}/{made['id']}")["warnings"]
        assert [w["code"] for w in warnings] == ["deadline_on_holiday", "not_listed"]
        assert warnings[1]["message"].startswith("1 pegawai aktif")

    def test_it_takes_the_same_few_statements_however_many_take_part(
        self, hr: Client, db: Session, scene: Scene, database: Database
    ) -> None:
        rounds = [make_round(db, scene.root, people=people) for people in (scene.people[:1], scene.people)]
        db.commit()
        counts = []
        for round in rounds:
            with counted(database.engine) as sent:
                hr.get(f"{ROUNDS}/{round.id}")
            counts.append(len(sent))
        assert counts[0] == counts[1] <= 7
