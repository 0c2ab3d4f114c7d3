"""Creating rounds through HTTP: with an office's habits, refused at the field where something cannot be."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.audit.models import AuditEntry
from api.rounds.models import EvaluationRound
from tests.clients import Client
from tests.factories.instruments import make_instrument, make_published_version, make_version
from tests.factories.people import make_account, make_employee, make_grant, make_office
from tests.rounds.conftest import SignIn
from tests.rounds.scene import Scene

ROUNDS = "/evaluation-rounds"
DAY = timedelta(days=1)


class TestCreateRound:
    def test_an_empty_body_gives_what_an_office_means(self, hr: Client, scene: Scene) -> None:
        made = hr.post(ROUNDS, {}, expect=201)
        assert made["name"] == "Triwulan IV 2026"
        assert (made["kind"], made["status"], made["unit"]["name"]) == ("full", "draft", "Kecamatan Contoh")
        assert (made["period_start"], made["period_end"]) == ("2026-10-01", "2026-12-31")
        assert made["closes_at_text"] == "29 Desember 2026, 24.00 WIB"
        assert made["participants"] == made["counts"]["active"] == 8
        assert made["counts"]["without_superior"] == 1
        assert [(i["position_class"], i["version_id"]) for i in made["instruments"]] == [(None, str(scene.version.id))]
        assert made["actions"] == [
            "open",
            "cancel",
            "update",
            "add_participant",
            "exclude_participant",
            "propose_assignments",
            "clone",
        ]

    @pytest.mark.parametrize(
        ("kind", "start", "end", "period_type"),
        [
            ("full", "2026-10-01", "2026-12-31", "triwulan"),
            ("light", "2026-07-01", "2026-12-31", "semester"),
            ("practice", "2026-01-01", "2026-12-31", "tahunan"),
        ],
    )
    def test_a_name_a_kind_and_two_days_are_enough(
        self, hr: Client, scene: Scene, kind: str, start: str, end: str, period_type: str
    ) -> None:
        made = hr.post(ROUNDS, {"name": "Penilaian akhir", "kind": kind, "period_start": start, "period_end": end})
        assert (made["name"], made["kind"], made["period_type"]) == ("Penilaian akhir", kind, period_type)
        assert (made["status"], made["participants"], len(made["instruments"])) == ("draft", 8, 1)
        checks = hr.get(f"{ROUNDS}/{made['id']}/launch-check")["checks"]
        assert all(check["link"]["operation"] and check["link"]["resource"] for check in checks)

    def test_participants_are_listed_with_post_unit_and_superior(self, hr: Client, scene: Scene) -> None:
        made = hr.post(ROUNDS, {})
        rows = {p["employee"]["name"]: p for p in hr.get(f"{ROUNDS}/{made['id']}/participants")["items"]}
        dewi = rows["Dewi Staf 0"]
        assert (dewi["unit"]["name"], dewi["superior"]["name"]) == ("Seksi Pelayanan", "Budi Kepala")
        assert dewi["position_class"] == "pelaksana"
        assert rows["Adi Camat"]["superior"] is None

    def test_nobody_is_listed_when_nobody_is_wanted(self, hr: Client) -> None:
        assert hr.post(ROUNDS, {"participants": "none"})["participants"] == 0

    def test_a_unit_lists_its_own_people_only(self, hr: Client, scene: Scene) -> None:
        made = hr.post(ROUNDS, {"unit_id": str(scene.service.id), "kind": "light", "period_type": "tahunan"})
        assert made["participants"] == 4
        assert made["name"] == "Tahunan 2026"

    def test_inactive_people_and_people_without_a_post_are_not_listed(
        self, hr: Client, db: Session, scene: Scene
    ) -> None:
        make_employee(db, name="Tanpa Jabatan")
        make_employee(db, scene.staff_post, name="Sudah Pergi", active=False)
        db.commit()
        assert hr.post(ROUNDS, {})["participants"] == 8

    def test_a_class_of_posts_with_its_own_instrument_gets_its_version(
        self, hr: Client, db: Session, scene: Scene
    ) -> None:
        own = make_published_version(db, position_class="pengawas")
        make_version(db, make_instrument(db, position_class="fungsional"))  # a draft does not count
        db.commit()
        made = hr.post(ROUNDS, {})
        assert {(i["position_class"], i["version_id"]) for i in made["instruments"]} == {
            (None, str(scene.version.id)),
            ("pengawas", str(own.id)),
        }

    def test_the_version_in_force_in_the_period_is_taken_not_a_later_one(
        self, hr: Client, db: Session, scene: Scene
    ) -> None:
        make_published_version(db, effective_from=date(2027, 1, 1))
        db.commit()
        assert [i["version_id"] for i in hr.post(ROUNDS, {})["instruments"]] == [str(scene.version.id)]

    @pytest.mark.parametrize(
        ("body", "pointer", "code"),
        [
            ({"period_start": "2026-10-01"}, "/period_end", "period_incomplete"),
            ({"period_start": "2026-10-01", "period_end": "2026-09-01"}, "/period_end", "period_backwards"),
            ({"period_start": "2025-01-01", "period_end": "2026-09-01"}, "/period_end", "period_too_long"),
            ({"closes_at": "2026-12-15T12:00:00+07:00"}, "/closes_at", "deadline_passed"),
            ({"closes_at": "2026-12-20T12:00:00"}, "/closes_at", "timezone_aware"),
            ({"closes_at": 1766000000}, "/closes_at", "instant"),
            ({"closes_at": "9999-12-31T23:59:59-12:00"}, "/closes_at", "instant"),
            ({"opens_at": "2026-12-30T00:00:00+07:00"}, "/opens_at", "opens_too_late"),
            ({"peers_per_person": 8}, "/peers_per_person", "less_than_equal"),
            ({"peers_per_person": "5"}, "/peers_per_person", "int_type"),
            ({"kind": "secret"}, "/kind", "enum"),
            ({"status": "open"}, "/status", "extra_forbidden"),
            ({"participants": "same"}, "/participants", "literal_error"),
            ({"unit_id": str(uuid4())}, "/unit_id", "no_such_unit"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(
        self, hr: Client, body: dict[str, object], pointer: str, code: str
    ) -> None:
        errors = hr.post(ROUNDS, body, expect=422)["errors"]
        assert (errors[0]["pointer"], errors[0]["code"]) == (pointer, code)

    def test_only_published_versions_can_be_chosen_and_each_class_once(
        self, hr: Client, db: Session, scene: Scene
    ) -> None:
        draft = make_version(db)
        db.commit()
        chosen = [{"position_class": None, "version_id": str(draft.id)}]
        fault = hr.post(ROUNDS, {"instruments": chosen}, expect=422)["errors"][0]
        assert (fault["pointer"], fault["code"]) == ("/instruments/0/version_id", "not_published")
        twice = [{"position_class": "pengawas", "version_id": str(scene.version.id)}] * 2
        fault = hr.post(ROUNDS, {"instruments": twice}, expect=422)["errors"][0]
        assert (fault["pointer"], fault["code"]) == ("/instruments/1/position_class", "repeated")

    def test_the_same_key_and_body_create_once_and_another_body_is_refused(self, hr: Client, db: Session) -> None:
        first = hr.post(ROUNDS, {"name": "Sekali"}, expect=201, key="kunci-1")
        again = hr.post(ROUNDS, {"name": "Sekali"}, expect=201, key="kunci-1")
        assert again == first
        assert len(db.scalars(select(EvaluationRound)).all()) == 1
        assert hr.post(ROUNDS, {"name": "Lain"}, expect=409, key="kunci-1")["code"] == "idempotency_key_reused"

    def test_only_hr_officers_create(self, sign_in: SignIn, scene: Scene) -> None:
        for who in (scene.auditor, scene.camat, scene.staff[0]):
            sign_in(who).post(ROUNDS, {}, expect=403)

    def test_an_officer_of_a_section_creates_for_it_and_for_no_other(self, sign_in: SignIn, scene: Scene) -> None:
        local = sign_in(scene.local_hr)
        assert local.post(ROUNDS, {})["unit"]["id"] == str(scene.service.id)
        fault = local.post(ROUNDS, {"unit_id": str(scene.order.id)}, expect=422)["errors"][0]
        assert fault["code"] == "no_such_unit"
        local.post(ROUNDS, {"unit_id": str(scene.root.id)}, expect=422)

    def test_it_is_an_entry_in_the_log(self, hr: Client, db: Session, scene: Scene) -> None:
        made = hr.post(ROUNDS, {})
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "create_round")).one()
        assert (entry.object_id, entry.actor_ref) == (made["id"], str(scene.hr.id))


def test_an_office_without_units_is_told_to_enter_them(noon: None, sign_in: SignIn, db: Session) -> None:

    make_office(db)
    account = make_account(db)
    make_grant(db, account, Role.HR_OFFICER)
    db.commit()
    assert sign_in(account).post(ROUNDS, {}, expect=409)["code"] == "no_unit"
