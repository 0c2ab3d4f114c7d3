"""Declining a task while the round is open, through HTTP: categories, substitutes, and what officers see of it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.assignments.models import Assignment, Draft
from api.audit.models import AuditEntry
from api.employees.models import Employee
from tests.assignments.conftest import SignIn
from tests.assignments.forms_sent import draft as draft_of
from tests.assignments.forms_sent import form
from tests.assignments.opened import Opened, tasks
from tests.rounds.scene import Scene


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
