"""What happens to people while a round runs: they go, fall out for good, or change posts – in neutral words.

Pure changes of the participant: what becomes of tasks and forms decides assignments/, which calls these functions with
the round locked. The snapshot of the launch stays; only the superior of a mover follows him, for tasks still open.
"""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.kit.errors import Fault, Invalid
from api.kit.texts import Text
from api.rounds.models import EvaluationRound, Participant
from api.rounds.moves import expect_action
from api.rounds.participants import NotListed, apply, expect_may_change, record_change, recorded
from api.rounds.reasons import MOVED, LeavingReason, ParticipantStatus
from api.rounds.rules import Action


class Circumstance(NamedTuple):
    """Why, in a neutral word and a sentence, and for how many months of the period he can be evaluated."""

    reason: str
    months: int | None = None


def leave_participant(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    participant: Participant,
    code: LeavingReason,
    why: Circumstance,
    now: datetime,
    trace: str,
) -> Participant:
    """He left the office: not rated any more; what he may still see of older results is not touched."""
    _expect_running(db, actor, round, participant, why, now)
    changes = {"status": ParticipantStatus.LEFT, "reason_code": code}
    return _change(db, actor, "leave_participant", participant, changes, why, trace)


def incapacitate_participant(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    participant: Participant,
    why: Circumstance,
    now: datetime,
    trace: str,
) -> Participant:
    """Berhalangan tetap: he cannot be evaluated any more, through no fault of his own."""
    _expect_running(db, actor, round, participant, why, now)
    changes = {"status": ParticipantStatus.INCAPACITATED, "reason_code": ParticipantStatus.INCAPACITATED}
    return _change(db, actor, "incapacitate_participant", participant, changes, why, trace)


def move_participant(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    participant: Participant,
    superior_id: UUID | None,
    why: Circumstance,
    now: datetime,
    trace: str,
) -> Participant:
    """He changed posts inside the office: he stays with the post of the launch; the months say for how long he held it.

    `superior_id` is who rates him from now on: the holder of the old post where the superior changed, else the same.
    """
    _expect_running(db, actor, round, participant, why, now)
    changes = {"superior_id": superior_id, "reason_code": MOVED}
    return _change(db, actor, "move_participant", participant, changes, why, trace)


def _expect_running(
    db: Session, actor: Actor, round: EvaluationRound, participant: Participant, why: Circumstance, now: datetime
) -> None:
    expect_may_change(actor, round, participant)
    expect_action(db, actor=actor, round=round, action=Action.EXCLUDE_PARTICIPANT, now=now)
    if participant.status != ParticipantStatus.ACTIVE:
        raise NotListed()
    longest = months_of(round)
    if why.months is not None and not 0 <= why.months <= longest:
        text = Text(f"Periode ini {longest} bulan.", f"This period has {longest} months.")
        raise Invalid(faults=[Fault("/months", "beyond_period", text)])


def months_of(round: EvaluationRound) -> int:
    """The calendar months a period touches."""
    years = round.period_end.year - round.period_start.year
    return years * 12 + round.period_end.month - round.period_start.month + 1


def _change(
    db: Session,
    actor: Actor,
    operation: str,
    participant: Participant,
    changes: dict[str, Any],
    why: Circumstance,
    trace: str,
) -> Participant:
    before = recorded(participant)
    apply(participant, {**changes, **why._asdict()})
    db.flush()
    record_change(db, actor, operation, participant, before=before, reason=why.reason, trace=trace)
    return participant
