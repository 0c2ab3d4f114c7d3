"""Every move through the service: the table's moves and no other, once, stamped, with an entry in the log."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.audit.models import AuditDetail, AuditEntry
from api.kit.database import Database
from api.kit.errors import Conflict, Forbidden, NotFound
from api.rounds import queries
from api.rounds.models import EvaluationRound
from api.rounds.moves import move_round, settle_round
from api.rounds.rules import Action, RoundFacts, RoundStatus
from tests.clients import Client
from tests.factories.rounds import make_actor, make_round
from tests.rounds.conftest import SignIn
from tests.rounds.scene import NOON, REASON, Scene

ROUNDS = "/evaluation-rounds"
DAY = timedelta(days=1)
READY = RoundFacts(releasable=1)
MOVING = (
    Action.OPEN,
    Action.CLOSE,
    Action.REOPEN,
    Action.CALCULATE,
    Action.RELEASE,
    Action.ARCHIVE,
    Action.CANCEL,
)
DOCUMENTED = {
    ("draft", "open", "open"),
    ("open", "close", "closed"),
    ("closed", "reopen", "open"),
    ("closed", "calculate", "calculated"),
    ("calculated", "calculate", "calculated"),
    ("calculated", "release", "released"),
    ("released", "release", "released"),
    ("released", "archive", "archived"),
    ("draft", "cancel", "cancelled"),
    ("open", "cancel", "cancelled"),
}


def test_of_seven_states_times_seven_moves_exactly_the_documented_ones_succeed(db: Session, scene: Scene) -> None:
    actor = make_actor(scene.hr, Role.HR_OFFICER)
    succeeded, refused = set(), []
    for status, action in product(RoundStatus, MOVING):
        round = make_round(db, scene.root, status=status)
        try:
            move_round(db, actor=actor, round=round, action=action, now=NOON, facts=RoundFacts(releasable=1))
        except Conflict as refusal:
            refused.append((refusal.code, round.status == status))
        else:
            succeeded.add((status.value, action.value, str(round.status)))
    assert succeeded == DOCUMENTED
    assert refused == [("round_state", True)] * (49 - len(DOCUMENTED))


def test_a_move_is_stamped_and_written_with_before_after_and_reason(hr: Client, db: Session, scene: Scene) -> None:
    round = make_round(db, scene.root, opened_at=NOON - DAY)
    db.commit()
    seen = hr.post(f"{ROUNDS}/{round.id}/close", {"reason": REASON})
    assert (seen["status"], seen["closed_at"]) == ("closed", "2026-12-15T05:00:00Z")
    entry, detail = db.execute(
        select(AuditEntry, AuditDetail).join(AuditDetail).where(AuditEntry.action == "close_round")
    ).one()
    assert (entry.object_id, entry.actor_ref) == (str(round.id), str(scene.hr.id))
    assert (detail.before["status"], detail.after["status"], detail.reason) == ("open", "closed", REASON)


def test_the_guards_of_the_table_are_asked(db: Session, scene: Scene) -> None:
    actor = make_actor(scene.hr, Role.HR_OFFICER)
    cases = {
        Action.OPEN: ("draft", RoundFacts(blockers=2), "launch_blocked"),
        Action.REOPEN: ("closed", RoundFacts(run_in_progress=True), "run_in_progress"),
        Action.CALCULATE: ("calculated", RoundFacts(released=1), "already_released"),
        Action.RELEASE: ("calculated", RoundFacts(), "nothing_to_release"),
        Action.ARCHIVE: ("released", RoundFacts(open_windows=1), "not_all_final"),
    }
    for action, (status, facts, code) in cases.items():
        round = make_round(db, scene.root, status=status)
        with pytest.raises(Conflict) as refusal:
            move_round(db, actor=actor, round=round, action=action, now=NOON, facts=facts)
        assert refusal.value.code == code
        assert refusal.value.message == refusal.value.faults[0].message


def test_a_move_needs_its_permission_at_the_place_of_the_round(db: Session, scene: Scene) -> None:
    round = make_round(db, scene.root)
    for actor in (
        make_actor(scene.auditor, Role.AUDITOR),
        make_actor(scene.local_hr, Role.HR_OFFICER, path=scene.service.path),
        make_actor(None, Role.EMPLOYEE, Role.ASSESSOR),
    ):
        with pytest.raises(Forbidden):
            move_round(db, actor=actor, round=round, action=Action.CLOSE, now=NOON)
    assert round.status == "open"


def test_the_head_releases_but_does_not_close(db: Session, scene: Scene) -> None:
    head = make_actor(scene.hr, Role.HEAD)
    round = make_round(db, scene.root, status="calculated")
    assert move_round(db, actor=head, round=round, action=Action.RELEASE, now=NOON, facts=READY).status == "released"
    with pytest.raises(Forbidden):
        move_round(db, actor=head, round=make_round(db, scene.root), action=Action.CLOSE, now=NOON)


def test_a_further_release_keeps_the_instant_of_the_first(db: Session, scene: Scene) -> None:
    round = make_round(db, scene.root, status="released", released_at=NOON - DAY)
    move_round(
        db, actor=make_actor(scene.hr, Role.HR_OFFICER), round=round, action=Action.RELEASE, now=NOON, facts=READY
    )
    assert round.released_at == NOON - DAY


def test_a_calculation_after_an_unrecorded_deadline_records_the_closing_first(db: Session, scene: Scene) -> None:
    round = make_round(db, scene.root, closes_at=NOON - DAY)
    move_round(db, actor=make_actor(scene.hr, Role.HR_OFFICER), round=round, action=Action.CALCULATE, now=NOON)
    assert (round.status, round.closed_at, round.calculated_at) == ("calculated", NOON - DAY, NOON)
    db.commit()
    entries = db.execute(select(AuditEntry.action, AuditEntry.actor_ref).order_by(AuditEntry.seq)).all()
    assert entries == [("close_round", None), ("calculate_round", str(scene.hr.id))]


def test_two_closings_at_once_give_one(database: Database, db: Session, scene: Scene) -> None:
    round_id = make_round(db, scene.root).id
    db.commit()
    actor = make_actor(scene.hr, Role.HR_OFFICER)
    outcomes = []
    for _ in range(2):
        try:
            with database.writing() as session:
                round = queries.lock_round(session, actor, round_id)
                move_round(session, actor=actor, round=round, action=Action.CLOSE, now=NOON)
            outcomes.append("closed")
        except Conflict as refusal:
            outcomes.append(refusal.code)
    assert outcomes == ["closed", "round_state"]


def test_locking_starts_from_what_is_visible(db: Session, scene: Scene) -> None:
    round = make_round(db, scene.root)
    with pytest.raises(NotFound):
        queries.lock_round(db, make_actor(scene.local_hr, Role.HR_OFFICER, path=scene.service.path), round.id)
    assert queries.lock_round_by_id(db, round.id) is queries.hold_round(db, round.id) is round


def test_settling_what_is_settled_changes_nothing(db: Session, scene: Scene) -> None:
    for status in RoundStatus:
        round = make_round(db, scene.root, status=status)
        version = round.row_version
        assert settle_round(db, round=round, now=NOON) is status
        db.flush()
        assert round.row_version == version


class TestClose:
    def test_it_needs_a_reason_others_can_read(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root)
        db.commit()
        for body, code in (
            ({}, "missing"),
            ({"reason": "a b c d e f g"}, "reason_required"),
            ({"reason": "x"}, "string_too_short"),
        ):
            assert hr.post(f"{ROUNDS}/{round.id}/close", body, expect=422)["errors"][0]["code"] == code

    def test_once_closed_it_cannot_be_closed_again(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root)
        db.commit()
        hr.post(f"{ROUNDS}/{round.id}/close", {"reason": REASON})
        problem = hr.post(f"{ROUNDS}/{round.id}/close", {"reason": REASON}, expect=409)
        assert problem["code"] == "round_state"
        assert problem["detail"] == "Tindakan ini tidak tersedia untuk periode berstatus ditutup."


class TestReopen:
    BODY = {"reason": REASON, "closes_at": "2026-12-20T16:00:00+07:00"}  # noqa: RUF012 - never changed

    def test_it_opens_again_until_the_new_deadline(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root, status="closed", opened_at=NOON - 2 * DAY, closes_at=NOON - DAY)
        db.commit()
        seen = hr.post(f"{ROUNDS}/{round.id}/reopen", self.BODY)
        assert (seen["status"], seen["closed_at"]) == ("open", None)
        assert seen["deadline_text"] == "20 Desember 2026, 16.00 WIB"
        assert seen["opened_at"] == "2026-12-13T05:00:00Z"
        detail = db.scalars(select(AuditDetail).join(AuditEntry).where(AuditEntry.action == "reopen_round")).one()
        assert (detail.before["closes_at"], detail.after["closes_at"]) == (
            "2026-12-14 05:00:00+00:00",
            "2026-12-20 09:00:00+00:00",
        )

    def test_a_round_closed_only_by_its_deadline_opens_again_too(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root, closes_at=NOON)
        db.commit()
        assert hr.post(f"{ROUNDS}/{round.id}/reopen", self.BODY)["status"] == "open"

    def test_not_into_the_past_and_not_without_a_reason(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root, status="closed")
        db.commit()
        past = self.BODY | {"closes_at": "2026-12-15T12:00:00+07:00"}
        assert hr.post(f"{ROUNDS}/{round.id}/reopen", past, expect=422)["errors"][0]["pointer"] == "/closes_at"
        hr.post(f"{ROUNDS}/{round.id}/reopen", {"closes_at": self.BODY["closes_at"]}, expect=422)

    @pytest.mark.parametrize("status", ["calculated", "released", "archived"])
    def test_never_after_a_calculation(self, hr: Client, db: Session, scene: Scene, status: str) -> None:
        round = make_round(db, scene.root, status=status)
        db.commit()
        assert hr.post(f"{ROUNDS}/{round.id}/reopen", self.BODY, expect=409)["code"] == "already_calculated"

    @pytest.mark.parametrize("status", ["draft", "open", "cancelled"])
    def test_only_what_is_closed(self, hr: Client, db: Session, scene: Scene, status: str) -> None:
        round = make_round(db, scene.root, status=status)
        db.commit()
        assert hr.post(f"{ROUNDS}/{round.id}/reopen", self.BODY, expect=409)["code"] == "round_state"


class TestCancel:
    def test_the_name_is_typed_once_more(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root, name="Triwulan IV 2026")
        db.commit()
        wrong = {"reason": REASON, "confirmation": "triwulan iv 2026"}
        assert hr.post(f"{ROUNDS}/{round.id}/cancel", wrong, expect=422)["errors"][0]["pointer"] == "/confirmation"
        seen = hr.post(f"{ROUNDS}/{round.id}/cancel", wrong | {"confirmation": "Triwulan IV 2026"})
        assert (seen["status"], seen["actions"]) == ("cancelled", ["clone"])
        assert db.get_one(EvaluationRound, round.id, populate_existing=True).cancelled_at == NOON

    def test_participants_still_see_that_an_open_round_was_cancelled(
        self, hr: Client, sign_in: SignIn, db: Session, scene: Scene
    ) -> None:
        round = make_round(db, scene.root, people=scene.staff)
        db.commit()
        hr.post(f"{ROUNDS}/{round.id}/cancel", {"reason": REASON, "confirmation": round.name})
        assert sign_in(scene.staff[0]).get(f"{ROUNDS}/{round.id}")["status"] == "cancelled"

    @pytest.mark.parametrize("status", ["closed", "calculated", "released", "archived", "cancelled"])
    def test_only_drafts_and_open_rounds(self, hr: Client, db: Session, scene: Scene, status: str) -> None:
        round = make_round(db, scene.root, status=status)
        db.commit()
        body = {"reason": REASON, "confirmation": round.name}
        assert hr.post(f"{ROUNDS}/{round.id}/cancel", body, expect=409)["code"] == "round_state"
