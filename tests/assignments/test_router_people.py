"""Joining late, leaving, moving and passing on while a round is open, through HTTP."""

from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.assignments.models import Assignment, Draft, Evaluation, SealedToken
from api.audit.models import AuditDetail, AuditEntry
from api.employees.models import Employee, Placement
from api.rounds.models import Participant, RoundInstrument
from tests.assignments.conftest import ROUNDS, SignIn
from tests.assignments.forms_sent import draft as draft_of
from tests.assignments.forms_sent import form
from tests.assignments.opened import Opened, at, participant_of, people_path, tasks
from tests.clients import Client
from tests.factories.assignments import look_anew
from tests.factories.people import make_employee, make_grant, make_placement
from tests.rounds.scene import REASON, Scene


class TestJoinLate:
    def test_he_gets_self_superior_and_peers_and_nobody_else_loses_a_task(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene
    ) -> None:
        newcomer = make_employee(db, crowd.staff_post, name="Gita Baru")
        db.commit()
        before = {one.id for one in tasks(db)}
        joined = hr.post(at(opened, "late-joiners"), {"employee_id": str(newcomer.id)}, expect=201)
        assert (joined["tasks_about_him"], joined["tasks_of_his"], joined["has_superior"]) == (5, 4, True)
        assert before <= {one.id for one in tasks(db)}
        row = participant_of(db, opened, newcomer)
        assert (row.joined_late, row.version_id, row.status) == (True, crowd.version.id, "active")
        about = Counter(one.source for one in tasks(db, participant_id=row.id))
        assert about == {"self": 1, "superior": 1, "peer": 3}
        assert {one.status for one in tasks(db, participant_id=row.id)} == {"open"}

    def test_only_into_an_open_round_only_once_and_only_by_its_officer(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, sign_in: SignIn
    ) -> None:
        body = {"employee_id": str(crowd.staff[0].id)}
        assert hr.post(at(opened, "late-joiners"), body, expect=409)["code"] == "already_listed"
        sign_in(crowd.auditor).post(at(opened, "late-joiners"), body, expect=403)
        sign_in(crowd.heads[0]).post(at(opened, "late-joiners"), body, expect=403)
        other = hr.post(ROUNDS, {"name": "Lain", "participants": "none"}, expect=201)
        assert hr.post(at(other, "late-joiners"), body, expect=409)["code"] == "round_not_open"

    def test_without_an_instrument_for_his_class_he_cannot_join(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene
    ) -> None:
        look_anew(db)
        for row in db.scalars(select(RoundInstrument)):
            row.position_class = "pengawas"
        newcomer = make_employee(db, crowd.staff_post, name="Gita Baru")
        db.commit()
        refused = hr.post(at(opened, "late-joiners"), {"employee_id": str(newcomer.id)}, expect=409)
        assert refused["code"] == "no_version_for_class"
        look_anew(db)
        assert db.scalars(select(Participant).where(Participant.employee_id == newcomer.id)).all() == []


class TestLeave:
    BODY = {"status": "left", "reason_code": "retired", "reason": "Pensiun per 1 Desember."}  # noqa: RUF012 - not changed

    def test_his_peers_get_substitutes_and_forms_he_handed_in_count(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, sign_in: SignIn
    ) -> None:
        leaver = crowd.staff[0]
        mine = tasks(db, evaluator_id=leaver.id, source="peer")
        rater = sign_in(leaver)
        for task in mine[:2]:
            rater.post(f"/assignments/{task.id}/submission", form(), expect=201)
        rater.post(f"/assignments/{mine[1].id}/reopen", expect=200)
        rater.put(f"/assignments/{mine[2].id}/draft", draft_of(0, {"1": 4}))
        left = hr.post(people_path(db, opened, leaver, "leave"), self.BODY, expect=200)
        assert {k: left[k] for k in ("status", "handed_on", "lost", "superior_tasks")} == {
            "status": "left",
            "handed_on": 1,
            "lost": 0,
            "superior_tasks": 0,
        }
        assert [one.status for one in (db.get_one(Assignment, task.id) for task in refreshed(db, mine))] == [
            "submitted",
            "submitted",
            "withdrawn",
        ]
        assert len(tasks(db, participant_id=mine[2].participant_id, source="peer", status="open")) == 3
        assert len(db.scalars(select(Evaluation)).all()) == 2
        assert db.scalars(select(Draft)).all() == []

    def test_open_tasks_about_him_are_withdrawn_and_handed_in_forms_are_kept(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, sign_in: SignIn
    ) -> None:
        leaver = crowd.staff[0]
        about = tasks(db, participant_id=participant_of(db, opened, leaver).id)
        superior = next(one for one in about if one.source == "superior")
        sign_in(crowd.heads[0]).post(f"/assignments/{superior.id}/submission", form(), expect=201)
        hr.post(people_path(db, opened, leaver, "leave"), self.BODY, expect=200)
        states = {one.source: one.status for one in tasks(db, participant_id=superior.participant_id)}
        assert states == {"superior": "submitted", "self": "withdrawn", "peer": "withdrawn"}
        assert len(db.scalars(select(Evaluation)).all()) == 1
        peer = next(one for one in about if one.source == "peer")
        rater = sign_in(db.get_one(Employee, peer.evaluator_id))
        assert rater.post(f"/assignments/{peer.id}/submission", form(), expect=409)["code"] == "withdrawn"

    def test_a_superiors_open_forms_wait_to_be_passed_on(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene
    ) -> None:
        left = hr.post(people_path(db, opened, crowd.heads[0], "leave"), self.BODY, expect=200)
        assert left["superior_tasks"] == 10
        assert len(tasks(db, evaluator_id=crowd.heads[0].id, source="superior", status="open")) == 10

    def test_berhalangan_tetap_has_its_own_neutral_word(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene
    ) -> None:
        body = {"status": "incapacitated", "reason": "Surat keterangan dokter.", "months": 2}
        left = hr.post(people_path(db, opened, crowd.staff[1], "leave"), body, expect=200)
        assert left["status"] == "incapacitated"
        row = participant_of(db, opened, crowd.staff[1])
        assert (row.reason_code, row.months) == ("incapacitated", 2)

    def test_it_tells_nothing_of_who_had_rated_him_t9(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene
    ) -> None:
        left = hr.post(people_path(db, opened, crowd.staff[0], "leave"), self.BODY, expect=200)
        assert set(left) == {"participant_id", "status", "handed_on", "lost", "superior_tasks"}
        logged = [
            detail
            for detail in db.scalars(
                select(AuditDetail)
                .join(AuditEntry, AuditEntry.seq == AuditDetail.seq)
                .where(AuditEntry.action == "leave_participant")
            )
        ]
        raters = {str(one.evaluator_id) for one in tasks(db, source="peer")} - {str(crowd.heads[0].id)}
        seen = str([(one.before, one.after) for one in logged])
        assert not any(rater in seen for rater in raters - {str(crowd.staff[0].id)})

    def test_nobody_does_it_to_himself_or_twice(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, sign_in: SignIn
    ) -> None:
        path = people_path(db, opened, crowd.staff[0], "leave")
        make_grant(db, db.get_one(Employee, crowd.staff[0].id).account_id, Role.HR_OFFICER)
        own = sign_in(crowd.staff[0])
        assert own.post(path, self.BODY, expect=403)["code"] == "own_record"
        hr.post(path, self.BODY, expect=200)
        assert hr.post(path, self.BODY, expect=409)["code"] == "not_listed"


def refreshed(db: Session, found: list[Assignment]) -> list[Assignment]:
    look_anew(db)
    return found


class TestReassignSuperior:
    def test_to_the_superiors_own_superior_with_a_reason_in_the_log(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, sign_in: SignIn
    ) -> None:
        path = people_path(db, opened, crowd.staff[0], "reassign-superior")
        read = hr.post(path, {"to": "above", "reason": REASON}, expect=200)
        assert read["superior"]["name"] == "Adi Camat"
        held = {one.evaluator_id: one.status for one in tasks(db, participant_id=UUID(read["id"]), source="superior")}
        assert held == {crowd.heads[0].id: "withdrawn", crowd.camat.id: "open"}
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "reassign_superior")).one()
        assert db.get_one(AuditDetail, entry.seq).reason == REASON

    def test_to_the_new_holder_of_the_post(self, db: Session, hr: Client, opened: Opened, crowd: Scene) -> None:
        post = db.scalars(select(Placement).where(Placement.employee_id == crowd.heads[0].id)).one()
        successor = make_employee(db, name="Hadi Penerus")
        make_placement(db, successor, db.get_one(type(crowd.staff_post), post.position_id), kind="plt")
        db.commit()
        path = people_path(db, opened, crowd.staff[0], "reassign-superior")
        assert hr.post(path, {"to": "holder", "reason": REASON}, expect=200)["superior"]["name"] == "Hadi Penerus"
        back = hr.post(path, {"to": "holder", "reason": REASON}, expect=409)
        assert back["code"] == "no_other_superior"

    def test_a_form_that_was_handed_in_stays(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, sign_in: SignIn
    ) -> None:
        participant = participant_of(db, opened, crowd.staff[0])
        task = tasks(db, participant_id=participant.id, source="superior")[0]
        sign_in(crowd.heads[0]).post(f"/assignments/{task.id}/submission", form(), expect=201)
        path = people_path(db, opened, crowd.staff[0], "reassign-superior")
        assert hr.post(path, {"to": "above", "reason": REASON}, expect=409)["code"] == "superior_has_rated"
        sign_in(crowd.heads[0]).post(f"/assignments/{task.id}/reopen", expect=200)
        assert hr.post(path, {"to": "above", "reason": REASON}, expect=409)["code"] == "superior_has_rated"

    @pytest.mark.parametrize("handed_in", [False, True])
    def test_a_peer_who_becomes_the_superior_is_no_peer_any_more(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, sign_in: SignIn, handed_in: bool
    ) -> None:
        rated = participant_of(db, opened, crowd.staff[0])
        peer = tasks(db, participant_id=rated.id, source="peer")[0]
        if handed_in:
            client = sign_in(db.get_one(Employee, peer.evaluator_id))
            client.post(f"/assignments/{peer.id}/submission", form(4, {"": "Baik."}), expect=201)
        post = db.scalars(select(Placement).where(Placement.employee_id == crowd.heads[0].id)).one()
        acting = db.get_one(Employee, peer.evaluator_id)
        make_placement(db, acting, db.get_one(type(crowd.staff_post), post.position_id), kind="plt")
        db.commit()
        path = people_path(db, opened, crowd.staff[0], "reassign-superior")
        told = hr.post(path, {"to": "holder", "reason": REASON}, expect=200)
        assert told["superior"]["id"] == str(acting.id)
        now = db.get_one(Assignment, refreshed(db, [peer])[0].id)
        assert (now.source, now.status, now.receipt) == ("superior", "open", None)
        assert len(tasks(db, participant_id=rated.id, source="peer", status="open")) == 3
        assert db.scalars(select(Evaluation)).all() == db.scalars(select(SealedToken)).all() == []

    def test_the_superior_is_never_taken_from_what_is_sent(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene
    ) -> None:
        path = people_path(db, opened, crowd.staff[0], "reassign-superior")
        body = {"to": "above", "reason": REASON, "superior_id": str(crowd.staff[1].id)}
        assert hr.post(path, body, expect=422)["errors"][0]["pointer"] == "/superior_id"


class TestMove:
    @pytest.fixture
    def moved(self, db: Session, crowd: Scene, opened: Opened) -> Employee:
        """Somebody of the service section now works in the order section."""
        mover = crowd.staff[1]
        placement = db.scalars(select(Placement).where(Placement.employee_id == mover.id)).one()
        placement.position_id = db.scalars(
            select(Placement.position_id).where(Placement.employee_id == crowd.other_staff[0].id)
        ).one()
        db.commit()
        return mover

    def test_he_keeps_post_unit_and_superior_of_the_launch(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, moved: Employee
    ) -> None:
        path = people_path(db, opened, moved, "move")
        read = hr.post(path, {"reason": REASON, "months": 2}, expect=200)
        assert (read["unit"]["name"], read["superior"]["name"]) == ("Seksi Pelayanan", "Budi Kepala")
        assert (read["reason_code"], read["months"]) == ("moved", 2)

    def test_on_request_the_open_form_passes_to_the_new_superior(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, moved: Employee
    ) -> None:
        path = people_path(db, opened, moved, "move")
        read = hr.post(path, {"reason": REASON, "pass_to_new_superior": True}, expect=200)
        assert (read["unit"]["name"], read["superior"]["name"]) == ("Seksi Pelayanan", "Citra Kepala")
        held = tasks(db, participant_id=UUID(read["id"]), source="superior", status="open")
        assert [one.evaluator_id for one in held] == [crowd.heads[1].id]
