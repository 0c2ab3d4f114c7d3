"""Who is on the list: added, excluded with reasons, marked, refreshed – while the round is a draft; seen by whom it concerns."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.audit.models import AuditDetail, AuditEntry
from api.employees.models import OrgUnit, Placement
from api.kit.database import Database
from api.kit.errors import Conflict, Invalid
from api.rounds.leaving import Circumstance, incapacitate_participant, leave_participant, move_participant
from api.rounds.models import Participant
from api.rounds.participants import add_participant
from api.rounds.reasons import LeavingReason
from tests.clients import Client
from tests.factories.instruments import make_published_version, make_version
from tests.factories.people import make_employee, make_grant, make_placement, make_position
from tests.factories.rounds import make_actor, make_participants, make_round
from tests.rounds.conftest import SignIn
from tests.rounds.scene import NOON, REASON, Scene
from tests.statements import counted

ROUNDS = "/evaluation-rounds"
DAY = timedelta(days=1)
STUDY = {"reason_code": "study", "reason": REASON}


@pytest.fixture
def draft(hr: Client) -> dict[str, Any]:
    """A draft with everybody on the list."""
    made: dict[str, Any] = hr.post(ROUNDS, {})
    return made


@pytest.fixture
def listed(hr: Client, draft: dict[str, Any]) -> Callable[[str], dict[str, Any]]:
    def find(name: str) -> dict[str, Any]:
        found: dict[str, Any] = hr.get(f"{ROUNDS}/{draft['id']}/participants", params={"search": name})["items"][0]
        return found

    return find


def address(draft: dict[str, Any], *more: str) -> str:
    return "/".join([ROUNDS, draft["id"], "participants", *more])


class TestList:
    def test_it_is_narrowed_by_unit_status_and_name(
        self, hr: Client, draft: dict[str, Any], scene: Scene, listed: Any
    ) -> None:
        names = lambda **params: [p["employee"]["name"] for p in hr.get(address(draft), params=params)["items"]]  # noqa: E731
        hr.post(address(draft, listed("Eko Staf 1")["id"], "exclude"), STUDY)
        assert names(unit_id=str(scene.order.id)) == ["Citra Kepala", "Eko Staf 0", "Eko Staf 1"]
        assert len(names(unit_id=str(scene.root.id))) == 8
        assert names(unit_id=str(uuid4())) == []
        assert names(status="excluded") == ["Eko Staf 1"]
        assert names(search="kepala") == ["Budi Kepala", "Citra Kepala"]
        assert names(sort="-name", size=1) == ["Eko Staf 1"]
        assert names(sort="unit", size=1) == ["Adi Camat"]

    def test_it_takes_the_same_statements_however_long_it_is(
        self, hr: Client, db: Session, scene: Scene, database: Database
    ) -> None:
        counts = []
        for people in (scene.people[:1], scene.people):
            round = make_round(db, scene.root, people=people)
            db.commit()
            with counted(database.engine) as sent:
                assert hr.get(f"{ROUNDS}/{round.id}/participants")["total"] == len(people)
            counts.append(len(sent))
        assert counts[0] == counts[1] <= 4

    def test_a_superior_sees_his_people_and_himself_and_others_only_themselves(
        self, sign_in: SignIn, db: Session, scene: Scene
    ) -> None:
        round = make_round(db, scene.root, people=scene.people)
        db.commit()
        seen = lambda who: {  # noqa: E731
            p["employee"]["name"] for p in sign_in(who).get(f"{ROUNDS}/{round.id}/participants")["items"]
        }
        assert seen(scene.heads[0]) == {"Budi Kepala", "Dewi Staf 0", "Dewi Staf 1", "Dewi Staf 2"}
        assert seen(scene.staff[0]) == {"Dewi Staf 0"}
        assert len(seen(scene.auditor)) == 8

    def test_the_reason_in_words_is_for_officers_and_the_person(
        self, sign_in: SignIn, db: Session, scene: Scene
    ) -> None:
        round = make_round(db, scene.root)
        participant = make_participants(db, round, [scene.staff[0]])[0]
        participant.status, participant.reason_code, participant.reason = "incapacitated", "incapacitated", "Sakit."
        db.commit()
        reasons = {}
        for who in (scene.hr, scene.staff[0], scene.heads[0]):
            reasons[who.name] = sign_in(who).get(f"{ROUNDS}/{round.id}/participants")["items"][0]["reason"]
        assert reasons == {"Petugas Kepegawaian": "Sakit.", "Dewi Staf 0": "Sakit.", "Budi Kepala": ""}


class TestAdd:
    def test_he_is_listed_as_he_is_today(self, hr: Client, db: Session, draft: dict[str, Any], scene: Scene) -> None:
        newcomer = make_employee(db, scene.staff_post, name="Fajar Baru", title_after="S.Sos.")
        db.commit()
        added = hr.post(address(draft), {"employee_id": str(newcomer.id)}, expect=201, key="satu")
        assert added["employee"]["name"] == "Fajar Baru, S.Sos."
        assert (added["superior"]["name"], added["status"], added["joined_late"]) == ("Budi Kepala", "active", False)
        assert hr.post(address(draft), {"employee_id": str(newcomer.id)}, expect=201, key="satu") == added
        assert hr.post(address(draft), {"employee_id": str(newcomer.id)}, expect=409)["code"] == "already_listed"

    def test_only_active_people_with_a_post_in_the_unit(self, hr: Client, db: Session, scene: Scene) -> None:
        made = hr.post(ROUNDS, {"unit_id": str(scene.service.id), "participants": "none"})
        without_post, inactive = make_employee(db), make_employee(db, scene.staff_post, active=False)
        ended = make_employee(db)
        make_placement(db, ended, scene.staff_post, ends_on=date(2026, 12, 14))
        db.commit()
        for who in (without_post.id, inactive.id, ended.id, scene.other_staff[0].id, uuid4()):
            fault = hr.post(address(made), {"employee_id": str(who)}, expect=422)["errors"][0]
            assert (fault["pointer"], fault["code"]) == ("/employee_id", "no_such_employee")

    @pytest.mark.parametrize("status", ["open", "closed", "calculated", "released", "archived", "cancelled"])
    def test_by_this_address_only_to_a_draft(self, hr: Client, db: Session, scene: Scene, status: str) -> None:
        round = make_round(db, scene.root, status=status)
        db.commit()
        body = {"employee_id": str(scene.staff[0].id)}
        assert hr.post(f"{ROUNDS}/{round.id}/participants", body, expect=409)["code"] == "round_not_draft"

    def test_the_service_adds_late_joiners_to_an_open_round_and_to_none_that_is_over(
        self, db: Session, scene: Scene
    ) -> None:
        actor = make_actor(scene.hr, Role.HR_OFFICER)
        join = lambda round: add_participant(  # noqa: E731
            db, actor=actor, round=round, employee_id=scene.staff[0].id, day=NOON.date(), now=NOON, trace="t"
        )
        assert join(make_round(db, scene.root)).joined_late is True
        for over in (make_round(db, scene.root, closes_at=NOON), make_round(db, scene.root, status="closed")):
            with pytest.raises(Conflict) as refusal:
                join(over)
            assert refusal.value.code == "round_state"


class TestExclude:
    def test_with_a_reason_and_back_again(self, hr: Client, db: Session, draft: dict[str, Any], listed: Any) -> None:
        dewi = listed("Dewi Staf 0")
        assert dewi["actions"] == ["exclude_participant", "update_participant"]
        out = hr.post(address(draft, dewi["id"], "exclude"), STUDY)
        assert (out["status"], out["reason_code"], out["reason"]) == ("excluded", "study", REASON)
        assert out["actions"] == ["include_participant"]
        assert hr.post(address(draft, dewi["id"], "exclude"), STUDY, expect=409)["code"] == "not_listed"
        assert hr.get(f"{ROUNDS}/{draft['id']}")["counts"]["excluded"] == 1
        back = hr.post(address(draft, dewi["id"], "include"))
        assert (back["status"], back["reason_code"], back["reason"]) == ("active", "", "")
        assert hr.post(address(draft, dewi["id"], "include"), expect=409)["code"] == "not_excluded"
        detail = db.scalars(
            select(AuditDetail).join(AuditEntry).where(AuditEntry.action == "exclude_participant")
        ).one()
        assert (detail.before["status"], detail.after["status"], detail.reason) == ("active", "excluded", REASON)

    @pytest.mark.parametrize(
        "body", [{}, {"reason_code": "study"}, {"reason_code": "dislike", "reason": REASON}, {**STUDY, "reason": "x"}]
    )
    def test_never_without_a_known_reason(
        self, hr: Client, draft: dict[str, Any], listed: Any, body: dict[str, str]
    ) -> None:
        hr.post(address(draft, listed("Dewi Staf 0")["id"], "exclude"), body, expect=422)

    def test_not_by_this_address_once_the_round_is_open(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root)
        participant = make_participants(db, round, scene.staff)[0]
        db.commit()
        at = f"{ROUNDS}/{round.id}/participants/{participant.id}"
        assert hr.post(f"{at}/exclude", STUDY, expect=409)["code"] == "round_not_draft"
        assert hr.post(f"{at}/include", expect=409)["code"] == "round_not_draft"
        assert hr.patch(at, {"superior_outside": True}, if_match=1, expect=409)["code"] == "round_not_draft"

    def test_an_officer_does_not_decide_about_himself(self, sign_in: SignIn, db: Session, scene: Scene) -> None:
        make_grant(db, scene.staff[0].account_id, Role.HR_OFFICER)
        db.commit()
        officer = sign_in(scene.staff[0])
        made = officer.post(ROUNDS, {})
        himself = officer.get(address(made), params={"search": "Dewi Staf 0"})["items"][0]
        assert himself["actions"] == []
        assert officer.post(address(made, himself["id"], "exclude"), STUDY, expect=403)["code"] == "own_record"
        officer.patch(address(made, himself["id"]), {"superior_outside": True}, if_match=1, expect=403)

    def test_a_participant_of_another_round_is_not_there(self, hr: Client, draft: dict[str, Any], listed: Any) -> None:
        other = hr.post(ROUNDS, {"participants": "none"})
        hr.post(address(other, listed("Dewi Staf 0")["id"], "exclude"), STUDY, expect=404)


class TestUpdate:
    def test_outside_the_system_and_a_version_of_his_own(
        self, hr: Client, db: Session, draft: dict[str, Any], listed: Any
    ) -> None:
        own, unpublished = make_published_version(db), make_version(db)
        db.commit()
        camat = listed("Adi Camat")
        at = address(draft, camat["id"])
        changed = hr.patch(at, {"superior_outside": True, "version_id": str(own.id)}, if_match=1)
        assert (changed["superior_outside"], changed["version_id"], changed["row_version"]) == (True, str(own.id), 2)
        counts = hr.get(f"{ROUNDS}/{draft['id']}")["counts"]
        assert (counts["without_superior"], counts["outside"]) == (0, 1)
        fault = hr.patch(at, {"version_id": str(unpublished.id)}, if_match=2, expect=422)["errors"][0]
        assert (fault["pointer"], fault["code"]) == ("/version_id", "not_published")
        assert hr.patch(at, {"version_id": None}, if_match=2)["version_id"] is None

    def test_a_change_names_the_version_it_saw(self, hr: Client, draft: dict[str, Any], listed: Any) -> None:
        at = address(draft, listed("Adi Camat")["id"])
        hr.patch(at, {"superior_outside": True}, expect=428)
        hr.patch(at, {"superior_outside": True}, if_match=7, expect=412)


class TestRefresh:
    def test_it_brings_up_to_date_and_says_what_changed(
        self, hr: Client, db: Session, draft: dict[str, Any], scene: Scene
    ) -> None:
        desk = make_position(db, db.get_one(OrgUnit, scene.order.id), "Analis", position_class="fungsional")
        for person in (scene.staff[0], scene.staff[1]):
            placement = db.scalars(select(Placement).where(Placement.employee_id == person.id)).one()
            placement.ends_on = NOON.date() - DAY
        make_placement(db, scene.staff[0], desk, starts_on=NOON.date())
        newcomer = make_employee(db, scene.staff_post, name="Fajar Baru")
        db.commit()

        seen = hr.post(address(draft, "refresh"))
        assert {(d["name"], d["field"], d["before"], d["after"]) for d in seen["differences"]} == {
            ("Dewi Staf 0", "unit", "Seksi Pelayanan", "Seksi Ketertiban"),
            ("Dewi Staf 0", "position", "Pengadministrasi Perkantoran", "Analis"),
            ("Dewi Staf 0", "position_class", "pelaksana", "fungsional"),
            ("Dewi Staf 0", "superior", "Budi Kepala", ""),
        }
        assert [p["name"] for p in seen["gone"]] == ["Dewi Staf 1"]
        assert seen["not_listed"] == [{"id": str(newcomer.id), "name": "Fajar Baru"}]
        gone = hr.get(address(draft), params={"search": "Dewi Staf 1"})["items"][0]
        assert (gone["status"], gone["reason_code"]) == ("excluded", "left_service")
        again = hr.post(address(draft, "refresh"))
        assert (again["differences"], again["gone"]) == ([], [])

    def test_only_a_draft_is_brought_up_to_date(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root)
        db.commit()
        assert hr.post(f"{ROUNDS}/{round.id}/participants/refresh", expect=409)["code"] == "round_not_draft"


class TestLeaving:
    def test_neutral_words_and_months_are_kept_with_an_entry(self, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root)
        first, second, third = make_participants(db, round, scene.staff)
        common: dict[str, Any] = {
            "actor": make_actor(scene.hr, Role.HR_OFFICER),
            "round": round,
            "why": Circumstance("Keputusan Wali Kota.", months=2),
            "now": NOON,
            "trace": "t",
        }
        leave_participant(db, participant=first, code=LeavingReason.TRANSFERRED, **common)
        incapacitate_participant(db, participant=second, **common)
        move_participant(db, participant=third, superior_id=scene.heads[1].id, **common)
        assert [(p.status, p.reason_code, p.months) for p in (first, second, third)] == [
            ("left", "transferred", 2),
            ("incapacitated", "incapacitated", 2),
            ("active", "moved", 2),
        ]
        assert (third.superior_id, third.unit_name) == (scene.heads[1].id, "Seksi Pelayanan")
        db.commit()
        actions = db.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)).all()
        assert actions == ["leave_participant", "incapacitate_participant", "move_participant"]
        with pytest.raises(Conflict) as refusal:
            leave_participant(db, participant=first, code=LeavingReason.RETIRED, **common)
        assert refusal.value.code == "not_listed"

    def test_months_lie_within_the_period_and_the_round_still_runs(self, db: Session, scene: Scene) -> None:
        round, over = make_round(db, scene.root), make_round(db, scene.root, closes_at=NOON)
        actor = make_actor(scene.hr, Role.HR_OFFICER)
        participant, late = make_participants(db, round, [scene.staff[0]]) + make_participants(
            db, over, [scene.staff[0]]
        )
        with pytest.raises(Invalid):
            incapacitate_participant(
                db, actor=actor, round=round, participant=participant, why=Circumstance(REASON, 4), now=NOON, trace="t"
            )
        with pytest.raises(Conflict):
            incapacitate_participant(
                db, actor=actor, round=over, participant=late, why=Circumstance(REASON), now=NOON, trace="t"
            )
        assert {p.status for p in db.scalars(select(Participant))} == {"active"}
