"""The plan of evaluators, the launch check and the opening, through HTTP."""

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.assignments.models import Assignment, RaterConflict, RaterPlan, SealedSeed
from api.assignments.opening import open_due_rounds
from api.assignments.plan import seed_hash
from api.audit.models import AuditDetail, AuditEntry
from api.employees.models import Employee, Placement
from api.kit.database import Database
from api.rounds.models import Participant
from tests.assignments.conftest import ROUNDS, SignIn
from tests.clients import Client
from tests.factories.assignments import look_anew
from tests.factories.people import make_employee, make_grant
from tests.rounds.scene import NOON, Scene
from tests.statements import counted

Draft = dict[str, Any]


def at(draft: Draft, what: str) -> str:
    return f"{ROUNDS}/{draft['id']}/{what}"


def propose(hr: Client, draft: Draft) -> Any:
    return hr.post(at(draft, "assignments/proposal"), expect=200)


def open_(hr: Client, draft: Draft, *, expect: int = 200) -> Any:
    version = hr.get(f"{ROUNDS}/{draft['id']}")["row_version"]
    return hr.post(at(draft, "open"), if_match=version, expect=expect)


def pairs_of(db: Session, draft: Draft, source: str = "peer") -> list[tuple[UUID, UUID]]:
    look_anew(db)
    statement = (
        select(Assignment.evaluator_id, Participant.employee_id)
        .join(Participant, Participant.id == Assignment.participant_id)
        .where(Assignment.round_id == UUID(str(draft["id"])), Assignment.source == source)
    )
    return [(row[0], row[1]) for row in db.execute(statement)]


class TestPlan:
    def test_everybody_gives_as_many_forms_as_he_gets_d28(self, db: Session, hr: Client, draft: Draft) -> None:
        plan = propose(hr, draft)
        assert (plan["people"], plan["fresh"]) == (15, True)
        pairs = pairs_of(db, draft)
        given, received = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
        assert all(abs(given[one] - received[one]) <= 1 for one in given.keys() | received.keys())
        assert max(given.values()) == 3
        assert plan["forms"] == len(pairs) == plan["tasks"]["peer"]
        assert plan["tasks"]["self"] == 15
        assert plan["tasks"]["superior"] == 14  # the Camat's is outside the system

    def test_who_gets_too_few_peers_is_named(self, hr: Client, draft: Draft) -> None:
        names = [person["name"] for person in propose(hr, draft)["unmet"]]
        assert names == ["Adi Camat", "Budi Kepala", "Citra Kepala"]

    def test_the_pools_name_their_units(self, hr: Client, draft: Draft) -> None:
        pools = propose(hr, draft)["pools"]
        assert {pool["unit_name"] for pool in pools} >= {"Seksi Pelayanan"}
        assert sum(pool["people"] for pool in pools) == 15

    def test_the_seed_is_sealed_and_only_its_hash_is_shown(self, db: Session, hr: Client, draft: Draft) -> None:
        plan = propose(hr, draft)
        seed = db.scalars(select(SealedSeed.seed)).one()
        assert plan["seed_hash"] == seed_hash(seed)
        assert seed.hex() not in str(plan)

    def test_a_new_proposal_replaces_the_old_one(self, db: Session, hr: Client, draft: Draft) -> None:
        first = propose(hr, draft)
        second = propose(hr, draft)
        assert first["seed_hash"] != second["seed_hash"]
        assert len(pairs_of(db, draft)) == second["forms"]
        assert len(db.scalars(select(SealedSeed)).all()) == len(db.scalars(select(RaterPlan)).all()) == 1

    def test_superiors_and_recorded_conflicts_are_never_peers(self, db: Session, hr: Client, draft: Draft) -> None:
        first, second = sorted(db.scalars(select(Employee.id).where(Employee.name.like("Dewi%"))).all())[:2]
        hr.post("/rater-conflicts", {"first_id": str(second), "second_id": str(first), "kind": "family"}, expect=201)
        for _ in range(3):
            propose(hr, draft)
            pairs = set(pairs_of(db, draft))
            superiors = set(pairs_of(db, draft, "superior"))
            assert not pairs & ({(first, second), (second, first)} | superiors | {(b, a) for a, b in superiors})
            assert all(rater != rated for rater, rated in pairs)

    def test_a_light_round_asks_only_superiors(self, db: Session, hr: Client, draft: Draft) -> None:
        version = hr.get(f"{ROUNDS}/{draft['id']}")["row_version"]
        hr.patch(f"{ROUNDS}/{draft['id']}", {"kind": "light"}, if_match=version)
        plan = propose(hr, draft)
        assert plan["tasks"] == {"self": 0, "superior": 14, "peer": 0}
        open_(hr, draft)
        assert set(db.scalars(select(Assignment.source))) == {"superior"}

    def test_a_practice_round_is_planned_like_a_full_one(self, hr: Client, draft: Draft) -> None:
        full = propose(hr, draft)
        version = hr.get(f"{ROUNDS}/{draft['id']}")["row_version"]
        hr.patch(f"{ROUNDS}/{draft['id']}", {"kind": "practice"}, if_match=version)
        assert propose(hr, draft)["tasks"] == full["tasks"]

    def test_last_rounds_pairs_are_avoided_where_there_is_a_choice(
        self, db: Session, hr: Client, draft: Draft, crowd: Scene
    ) -> None:
        propose(hr, draft)
        open_(hr, draft)
        before = set(pairs_of(db, draft))
        following = hr.post(ROUNDS, {"name": "Berikutnya", "peers_per_person": 3}, expect=201)
        plan = propose(hr, following)
        again = before & set(pairs_of(db, following))
        assert len(again) == plan["repeated"]
        assert len(again) < len(before) / 3

    def test_it_can_be_read_again_and_says_when_it_is_stale(self, hr: Client, draft: Draft, crowd: Scene) -> None:
        hr.get(at(draft, "assignments/proposal"), expect=404)
        assert propose(hr, draft) == hr.get(at(draft, "assignments/proposal"))
        ids = [str(one.id) for one in crowd.staff[:2]]
        hr.post("/rater-conflicts", {"first_id": ids[0], "second_id": ids[1], "kind": "dispute"}, expect=201)
        assert hr.get(at(draft, "assignments/proposal"))["fresh"] is False

    def test_only_a_draft_has_a_plan_drawn_and_only_by_its_officer(
        self, hr: Client, draft: Draft, crowd: Scene, sign_in: SignIn
    ) -> None:
        sign_in(crowd.auditor).post(at(draft, "assignments/proposal"), expect=403)
        sign_in(crowd.local_hr).post(at(draft, "assignments/proposal"), expect=404)
        sign_in(crowd.staff[0]).post(at(draft, "assignments/proposal"), expect=403)
        propose(hr, draft)
        open_(hr, draft)
        assert hr.post(at(draft, "assignments/proposal"), expect=409)["code"] == "round_state"

    def test_no_answer_and_no_log_entry_tells_a_pair(self, db: Session, hr: Client, draft: Draft) -> None:
        plan = propose(hr, draft)
        propose(hr, draft)
        open_(hr, draft)
        told = [plan, hr.get(at(draft, "assignments/proposal")), hr.get(f"{ROUNDS}/{draft['id']}")]
        ids = {str(one) for pair in pairs_of(db, draft) for one in pair} - {person["id"] for person in plan["unmet"]}
        assert not any(one in str(answer) for one in ids for answer in told)
        logged = [str(row) for row in db.execute(select(AuditDetail.before, AuditDetail.after))]
        assert not any(one in entry for one in ids for entry in logged)


class TestLaunchCheck:
    def test_every_finding_says_who_repairs_it_and_where(self, hr: Client, draft: Draft) -> None:
        check = hr.get(at(draft, "launch-check"))
        assert (check["ready"], check["blockers"]) == (False, 1)
        missing = check["checks"][0]
        assert missing == {
            "code": "plan_missing",
            "severity": "blocker",
            "fixed_by": "hr_officer",
            "link": {"operation": "propose_assignments", "resource": "evaluation-round"},
            "text": "Rencana penilai belum disusun.",
            "count": 1,
            "about": [],
        }
        few = next(one for one in check["checks"] if one["code"] == "few_peers")
        assert [person["name"] for person in few["about"]] == ["Budi Kepala", "Citra Kepala"]

    def test_a_drawn_plan_makes_it_ready(self, hr: Client, draft: Draft) -> None:
        propose(hr, draft)
        check = hr.get(at(draft, "launch-check"))
        assert (check["ready"], check["blockers"]) == (True, 0)
        assert check["warnings"] == len(check["checks"]) > 0

    def test_a_change_of_posts_makes_the_plan_stale_until_it_is_drawn_again(
        self, db: Session, hr: Client, draft: Draft, crowd: Scene
    ) -> None:
        propose(hr, draft)
        mover = db.scalars(select(Placement).where(Placement.employee_id == crowd.staff[0].id)).one()
        mover.position_id = db.scalars(
            select(Placement.position_id).where(Placement.employee_id == crowd.other_staff[0].id)
        ).one()
        db.commit()
        codes = {one["code"] for one in hr.get(at(draft, "launch-check"))["checks"] if one["severity"] == "blocker"}
        assert codes == {"plan_stale"}
        refused = open_(hr, draft, expect=409)
        assert {fault["code"] for fault in refused["errors"]} == {"launch_blocked", "plan_stale"}
        propose(hr, draft)
        assert open_(hr, draft)["status"] == "open"

    def test_a_participant_without_superior_or_with_a_disabled_one_is_a_blocker_by_name(
        self, db: Session, hr: Client, draft: Draft, crowd: Scene
    ) -> None:
        people = hr.get(at(draft, "participants"))["items"]
        camat = next(person for person in people if person["superior"] is None)
        path = at(draft, f"participants/{camat['id']}")
        hr.patch(path, {"superior_outside": False}, if_match=camat["row_version"])
        crowd.heads[0].active = False
        db.commit()
        found = {one["code"]: one for one in hr.get(at(draft, "launch-check"))["checks"]}
        assert found["superior_missing"]["about"] == [{"id": str(crowd.camat.id), "name": "Adi Camat"}]
        assert found["superior_inactive"]["about"] == [{"id": str(crowd.heads[0].id), "name": "Budi Kepala"}]

    def test_only_a_draft_is_checked(self, hr: Client, draft: Draft) -> None:
        propose(hr, draft)
        open_(hr, draft)
        assert hr.get(at(draft, "launch-check"), expect=409)["code"] == "round_not_draft"

    def test_it_takes_the_same_statements_for_few_and_for_many(
        self, db: Session, database: Database, hr: Client, draft: Draft, crowd: Scene
    ) -> None:
        propose(hr, draft)
        hr.get(at(draft, "launch-check"))
        with counted(database.engine) as few:
            hr.get(at(draft, "launch-check"))
        for number in range(20):
            make_employee(db, crowd.staff_post, name=f"Fitri Staf {number}")
        db.commit()
        hr.post(at(draft, "participants"), {"employee_id": str(crowd_id(db))}, expect=201)
        propose(hr, draft)
        with counted(database.engine) as many:
            hr.get(at(draft, "launch-check"))
        assert len(many) == len(few) <= 16, "\n".join(many)


def crowd_id(db: Session) -> UUID:
    return db.scalars(select(Employee.id).where(Employee.name == "Fitri Staf 0")).one()


class TestOpening:
    def test_it_freezes_people_and_hands_out_the_tasks(self, db: Session, hr: Client, draft: Draft) -> None:
        propose(hr, draft)
        planned = set(pairs_of(db, draft))
        opened = open_(hr, draft)
        assert (opened["status"], opened["opened_at"]) == ("open", "2026-12-15T05:00:00Z")
        assert set(pairs_of(db, draft)) == planned
        assert set(db.scalars(select(Assignment.status))) == {"open"}
        assert None not in set(db.scalars(select(Participant.version_id)))
        assert db.scalars(select(AuditEntry.action).where(AuditEntry.action == "open_round")).all() == ["open_round"]

    def test_it_needs_the_version_that_was_seen(self, hr: Client, draft: Draft) -> None:
        propose(hr, draft)
        assert hr.post(at(draft, "open"), expect=428)["code"] == "precondition_required"
        assert hr.post(at(draft, "open"), if_match=99, expect=412)["code"] == "stale"

    def test_without_a_plan_it_is_refused_and_nothing_has_changed(
        self, db: Session, hr: Client, draft: Draft, crowd: Scene
    ) -> None:
        refused = open_(hr, draft, expect=409)
        assert refused["code"] == "launch_blocked"
        assert [fault["code"] for fault in refused["errors"]] == ["launch_blocked", "plan_missing"]
        assert hr.get(f"{ROUNDS}/{draft['id']}")["status"] == "draft"
        assert pairs_of(db, draft) == []

    def test_twice_is_once(self, hr: Client, draft: Draft) -> None:
        propose(hr, draft)
        open_(hr, draft)
        assert open_(hr, draft, expect=409)["code"] == "round_state"

    def test_the_superior_of_the_launch_day_gets_the_task(
        self, db: Session, hr: Client, draft: Draft, crowd: Scene
    ) -> None:
        propose(hr, draft)
        open_(hr, draft)
        superiors = dict((rated, rater) for rater, rated in pairs_of(db, draft, "superior"))
        assert superiors[crowd.staff[0].id] == crowd.heads[0].id
        assert superiors[crowd.heads[0].id] == crowd.camat.id
        assert crowd.camat.id not in superiors

    def test_a_clone_draws_a_new_plan_d18(self, db: Session, hr: Client, draft: Draft) -> None:
        first = propose(hr, draft)
        open_(hr, draft)
        clone = hr.post(at(draft, "clone"), {}, expect=201)
        assert pairs_of(db, clone) == []
        again = propose(hr, clone)
        assert again["seed_hash"] != first["seed_hash"]
        assert again["forms"] == first["forms"]

    def test_an_announced_opening_happens_by_itself(
        self, db: Session, database: Database, hr: Client, draft: Draft
    ) -> None:
        announce(hr, draft)
        propose(hr, draft)
        open_due_rounds(database)
        assert hr.get(f"{ROUNDS}/{draft['id']}")["status"] == "draft"
        with time_machine.travel(NOON + timedelta(hours=1), tick=False):
            open_due_rounds(database)
            open_due_rounds(database)
        assert hr.get(f"{ROUNDS}/{draft['id']}")["status"] == "open"

    def test_an_announced_opening_that_is_blocked_is_told_once_and_waits_for_the_officer(
        self, db: Session, database: Database, hr: Client, draft: Draft
    ) -> None:
        announce(hr, draft)
        with time_machine.travel(NOON + timedelta(hours=1), tick=False):
            open_due_rounds(database)
            open_due_rounds(database)
        read = hr.get(f"{ROUNDS}/{draft['id']}")
        assert (read["status"], read["opens_at"]) == ("draft", None)
        look_anew(db)
        told = db.scalars(
            select(AuditDetail.after)
            .join(AuditEntry, AuditEntry.seq == AuditDetail.seq)
            .where(AuditEntry.action == "open_round_failed")
        ).all()
        assert told == [{"opens_at": None, "blockers": ["plan_missing"]}]


def announce(hr: Client, draft: Draft) -> None:
    version = hr.get(f"{ROUNDS}/{draft['id']}")["row_version"]
    opens_at = (NOON + timedelta(minutes=30)).isoformat()
    hr.patch(f"{ROUNDS}/{draft['id']}", {"opens_at": opens_at}, if_match=version)


class TestConflicts:
    def test_they_are_recorded_in_any_order_once_listed_and_removed(
        self, db: Session, hr: Client, scene: Scene
    ) -> None:
        one, other = str(scene.staff[0].id), str(scene.staff[1].id)
        made = hr.post("/rater-conflicts", {"first_id": one, "second_id": other, "kind": "family"}, expect=201)
        assert {made["first"]["name"], made["second"]["name"]} == {"Dewi Staf 0", "Dewi Staf 1"}
        again = hr.post("/rater-conflicts", {"first_id": other, "second_id": one, "kind": "other"}, expect=409)
        assert again["code"] == "conflict_known"
        assert hr.get("/rater-conflicts")["items"] == [made]
        assert hr.get("/rater-conflicts", params={"employee_id": one})["total"] == 1
        assert hr.get("/rater-conflicts", params={"employee_id": str(scene.staff[2].id)})["total"] == 0
        hr.delete(f"/rater-conflicts/{made['id']}")
        hr.delete(f"/rater-conflicts/{made['id']}", expect=404)
        assert db.scalars(select(RaterConflict)).all() == []

    def test_the_log_names_the_record_and_not_the_people(self, db: Session, hr: Client, scene: Scene) -> None:
        body = {"first_id": str(scene.staff[0].id), "second_id": str(scene.staff[1].id), "kind": "dispute"}
        made = hr.post("/rater-conflicts", {**body, "reason": "Keduanya sedang berperkara."}, expect=201)
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "record_conflict")).one()
        assert (entry.object_id, entry.before_hash, entry.after_hash) == (made["id"], None, None)

    def test_people_of_other_units_and_oneself_cannot_be_recorded(
        self, db: Session, scene: Scene, sign_in: SignIn
    ) -> None:
        inside, outside = str(scene.staff[0].id), str(scene.other_staff[0].id)
        local = sign_in(scene.local_hr)
        refused = local.post(
            "/rater-conflicts", {"first_id": inside, "second_id": outside, "kind": "family"}, expect=422
        )
        assert [fault["pointer"] for fault in refused["errors"]] == ["/second_id"]
        local.post("/rater-conflicts", {"first_id": inside, "second_id": inside, "kind": "family"}, expect=422)
        sign_in(scene.staff[0]).get("/rater-conflicts", expect=403)

    def test_an_officer_does_not_record_his_own(self, db: Session, scene: Scene, sign_in: SignIn) -> None:
        officer = scene.staff[0]
        make_grant(db, officer.account_id, Role.HR_OFFICER)
        body = {"first_id": str(officer.id), "second_id": str(scene.staff[1].id), "kind": "family"}
        assert sign_in(officer).post("/rater-conflicts", body, expect=403)["code"] == "own_record"
