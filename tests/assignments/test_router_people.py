"""Declining, joining late, leaving, moving and passing on while a round is open, through HTTP; and how far it is."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.assignments.models import Assignment, Draft, Evaluation, SealedToken
from api.audit.models import AuditDetail, AuditEntry
from api.employees.models import Employee, Placement
from api.kit.database import Database
from api.rounds.models import Participant, RoundInstrument
from tests.assignments.conftest import ROUNDS, SignIn
from tests.assignments.forms_sent import draft as draft_of
from tests.assignments.forms_sent import form
from tests.clients import Client
from tests.factories.assignments import look_anew, make_pledges
from tests.factories.people import make_account, make_employee, make_grant, make_placement
from tests.rounds.scene import REASON, Scene
from tests.statements import counted

Opened = dict[str, Any]


@pytest.fixture
def opened(hr: Client, draft: Any, db: Session) -> Opened:
    """The draft with a plan, opened."""
    hr.post(f"{ROUNDS}/{draft['id']}/assignments/proposal", expect=200)
    version = hr.get(f"{ROUNDS}/{draft['id']}")["row_version"]
    result: Opened = hr.post(f"{ROUNDS}/{draft['id']}/open", if_match=version)
    make_pledges(db, result["id"])
    return result


def at(opened: Opened, what: str) -> str:
    return f"{ROUNDS}/{opened['id']}/{what}"


def tasks(db: Session, **wanted: Any) -> list[Assignment]:
    look_anew(db)
    statement = select(Assignment)
    for name, value in wanted.items():
        statement = statement.where(getattr(Assignment, name) == value)
    return list(db.scalars(statement.order_by(Assignment.id)))


def participant_of(db: Session, opened: Opened, employee: Employee) -> Participant:
    look_anew(db)
    return db.scalars(
        select(Participant).where(Participant.employee_id == employee.id, Participant.round_id == UUID(opened["id"]))
    ).one()


def people_path(db: Session, opened: Opened, employee: Employee, what: str) -> str:
    return at(opened, f"participants/{participant_of(db, opened, employee).id}/{what}")


class TestDecline:
    @pytest.fixture
    def task(self, db: Session, opened: Opened, crowd: Scene) -> Assignment:
        return tasks(db, evaluator_id=crowd.staff[0].id, source="peer")[0]

    def test_a_substitute_is_drawn_and_the_rated_person_has_as_many_peers_as_before(
        self, db: Session, sign_in: SignIn, task: Assignment, crowd: Scene
    ) -> None:
        before = len(tasks(db, participant_id=task.participant_id, source="peer", status="open"))
        sent = {"category": "family", "reason": ""}
        read = sign_in(crowd.staff[0]).post(f"/assignments/{task.id}/decline", sent, expect=200)
        assert (read["state"], read["actions"]) == ("declined", [])
        peers = tasks(db, participant_id=task.participant_id, source="peer", status="open")
        assert len(peers) == before
        assert crowd.staff[0].id not in {one.evaluator_id for one in peers}
        declined = tasks(db, status="declined")
        assert [(one.id, one.decline_category) for one in declined] == [(task.id, "family")]

    def test_the_draft_goes_and_the_log_says_neither_whom_nor_why(
        self, db: Session, sign_in: SignIn, task: Assignment, crowd: Scene
    ) -> None:
        rater = sign_in(crowd.staff[0])
        rater.put(f"/assignments/{task.id}/draft", draft_of(0, {"1": 4}))
        rater.post(f"/assignments/{task.id}/decline", {"category": "dispute"}, expect=200)
        assert db.scalars(select(Draft)).all() == []
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "decline_assignment")).one()
        assert (entry.family, entry.object_type, entry.time.minute, entry.trace) == ("participation", "round", 0, None)

    def test_another_reason_must_be_explained(self, sign_in: SignIn, task: Assignment, crowd: Scene) -> None:
        path = f"/assignments/{task.id}/decline"
        rater = sign_in(crowd.staff[0])
        refused = rater.post(path, {"category": "other"}, expect=422)
        assert refused["errors"][0]["pointer"] == "/reason"
        rater.post(path, {"category": "other", "reason": "Saya baru saja pindah ruangan."}, expect=200)

    def test_oneself_and_ones_people_cannot_be_declined(
        self, db: Session, sign_in: SignIn, opened: Opened, crowd: Scene
    ) -> None:
        own = tasks(db, evaluator_id=crowd.heads[0].id, source="self")[0]
        below = tasks(db, evaluator_id=crowd.heads[0].id, source="superior")[0]
        head = sign_in(crowd.heads[0])
        for task in (own, below):
            refused = head.post(f"/assignments/{task.id}/decline", {"category": "family"}, expect=409)
            assert refused["code"] == "not_replaceable"

    def test_what_was_handed_in_or_declined_cannot_be_declined(
        self, sign_in: SignIn, task: Assignment, crowd: Scene
    ) -> None:
        rater, path = sign_in(crowd.staff[0]), f"/assignments/{task.id}"
        rater.post(f"{path}/submission", form(), expect=201)
        assert rater.post(f"{path}/decline", {"category": "family"}, expect=409)["code"] == "already_handed_in"
        rater.post(f"{path}/reopen", expect=200)
        assert rater.post(f"{path}/decline", {"category": "family"}, expect=409)["code"] == "already_handed_in"

    def test_declining_twice_asks_nobody_twice(
        self, db: Session, sign_in: SignIn, task: Assignment, crowd: Scene
    ) -> None:
        by_id = {one.id: one for one in crowd.people}
        by_id |= {one.id: one for one in db.scalars(select(Employee))}
        asked = [crowd.staff[0].id]
        sign_in(crowd.staff[0]).post(f"/assignments/{task.id}/decline", {"category": "no_contact"}, expect=200)
        for _ in range(3):
            fresh = [
                one
                for one in tasks(db, participant_id=task.participant_id, source="peer", status="open")
                if one.evaluator_id not in asked
            ]
            asked.append(fresh[0].evaluator_id)
            client = sign_in(by_id[fresh[0].evaluator_id])
            client.post(f"/assignments/{fresh[0].id}/decline", {"category": "no_contact"}, expect=200)
        assert len(set(asked)) == len(asked) == 4
        refused = sign_in(crowd.staff[0]).post(f"/assignments/{task.id}/decline", {"category": "family"}, expect=409)
        assert refused["code"] == "declined"


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


class TestProgress:
    def test_officers_see_units_of_raters_and_declines_by_kind(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, sign_in: SignIn
    ) -> None:
        rater = sign_in(crowd.staff[0])
        mine = tasks(db, evaluator_id=crowd.staff[0].id, source="peer")
        rater.post(f"/assignments/{mine[0].id}/submission", form(), expect=201)
        rater.post(f"/assignments/{mine[1].id}/decline", {"category": "family"}, expect=200)
        read = hr.get(at(opened, "progress"))
        assert (read["scope"], read["handed_in"], read["raters"], read["raters_done"]) == ("office", 1, 15, 0)
        assert read["outstanding"] == read["tasks"] - 1
        assert read["declined"] == [{"category": "family", "text": "Hubungan keluarga", "count": 1}]
        names = [unit["unit_name"] for unit in read["units"]]
        assert names == ["Kecamatan Contoh", "Seksi Ketertiban", "Seksi Pelayanan"]
        assert sum(unit["tasks"] for unit in read["units"]) == read["tasks"]

    def test_whom_to_call_is_listed_with_how_many_and_never_for_whom(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, sign_in: SignIn
    ) -> None:
        for task in tasks(db, evaluator_id=crowd.staff[0].id):
            sign_in(crowd.staff[0]).post(f"/assignments/{task.id}/submission", form(), expect=201)
        page = hr.get(at(opened, "progress/raters"))
        assert page["total"] == 14
        assert page["items"][0] == {
            "employee_id": str(crowd.heads[0].id),
            "name": "Budi Kepala",
            "unit_name": "Seksi Pelayanan",
            "tasks": page["items"][0]["tasks"],
            "outstanding": page["items"][0]["tasks"],
            "account_active": True,
        }
        assert "Dewi Staf 0" not in {item["name"] for item in page["items"]}
        found = hr.get(at(opened, "progress/raters"), params={"search": "citra", "sort": "name"})
        assert [item["name"] for item in found["items"]] == ["Citra Kepala"]
        unit = {"unit_id": str(crowd.order.id)}
        assert hr.get(at(opened, "progress/raters"), params=unit)["total"] == 3

    def test_a_superior_sees_sums_of_his_people_and_nothing_of_his_own_raters_t9(
        self, db: Session, opened: Opened, crowd: Scene, sign_in: SignIn, hr: Client
    ) -> None:
        head = sign_in(crowd.heads[0])
        before = head.get(at(opened, "progress"))
        assert (before["scope"], before["raters"], before["units"], before["declined"]) == ("team", 10, [], [])
        about = tasks(db, participant_id=participant_of(db, opened, crowd.heads[0]).id)
        for task in about:
            rater = sign_in(db.get_one(Employee, task.evaluator_id))
            rater.post(f"/assignments/{task.id}/submission", form(), expect=201)
        assert head.get(at(opened, "progress")) == before
        head.get(at(opened, "progress/raters"), expect=403)

    def test_the_person_rated_sees_nothing(self, opened: Opened, crowd: Scene, sign_in: SignIn) -> None:
        for path in ("progress", "progress/raters"):
            sign_in(crowd.staff[0]).get(at(opened, path), expect=403)
        stranger_path = f"{ROUNDS}/{opened['id']}/progress"
        sign_in(crowd.auditor).get(stranger_path, expect=403)

    def test_a_superior_without_people_in_the_round_sees_nothing(
        self, db: Session, hr: Client, crowd: Scene, sign_in: SignIn
    ) -> None:
        other = hr.post(ROUNDS, {"name": "Seksi", "unit_id": str(crowd.order.id)}, expect=201)
        sign_in(crowd.heads[0]).get(at(other, "progress"), expect=404)

    def test_it_takes_the_same_statements_for_few_and_many(
        self, db: Session, database: Database, hr: Client, opened: Opened, crowd: Scene
    ) -> None:
        for path, most in (("progress", 7), ("progress/raters", 5)):
            hr.get(at(opened, path))
            with counted(database.engine) as sent:
                hr.get(at(opened, path))
            assert len(sent) <= most, "\n".join(sent)


def test_no_answer_to_an_officer_tells_who_rates_whom_t1(
    db: Session, hr: Client, opened: Opened, crowd: Scene, new_client: Callable[[], Client]
) -> None:
    """Everything about the round, read by every officer: no rater is named beside the person he rates as a peer."""
    head = make_account(db)
    make_grant(db, head, Role.HEAD)
    readers = [hr, new_client().signed_in_as(db, head), new_client().signed_in_as(db, crowd.auditor)]
    ids = {
        (one.evaluator_id, db.get_one(Participant, one.participant_id).employee_id) for one in tasks(db, source="peer")
    }
    names = {(db.get_one(Employee, a).name, db.get_one(Employee, b).name) for a, b in ids}
    nips = {(db.get_one(Employee, a).nip, db.get_one(Employee, b).nip) for a, b in ids}
    pairs = {(str(a), str(b)) for a, b in ids} | names | nips
    tokens = {str(one.id) for one in tasks(db)}
    for client in readers:
        for path in ("", "/participants", "/progress", "/progress/raters", "/assignments/proposal", "/launch-check"):
            response = client.request("GET", f"{ROUNDS}/{opened['id']}{path}")
            assert response.status_code in (200, 403, 409)
            assert not any(one in response.text for one in tokens)
            for row in response.json().get("items", []):
                seen = str(row)
                assert not any(rater in seen and rated in seen for rater, rated in pairs)
