"""A later version of a released result: it takes the place of the one before, which stays as it was, frozen.

By a ruling on an objection (api/objections) or by a correction. Peers' figures are never published anew: whatever is
changed, they are the same in both versions (security.md T4, T5).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import numpy as np
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.kit.outbox import put
from api.results import queries
from api.results.disclosure import figures_unchanged
from api.results.models import (
    CorrectionForm,
    ObjectionState,
    Result,
    ResultDecision,
    ResultResponse,
)
from api.results.recomputing import Change, content_of, recompute
from api.results.refusals import AlreadySuperseded, NotReleased
from api.results.release import RESULTS_RELEASED, freeze
from api.results.rules import Decision, Proposal, departs, predicate_of
from api.results.scored import policy_for
from api.rounds.rules import RoundKind
from api.rounds.verdicts import refused
from api.scoring.policy import Policy
from api.scoring.storage import unpack_sums
from api.scoring.terms import Expectation


class PeerFiguresChangedError(Exception):
    """A later version would publish figures of an anonymous source anew: a fault in this program, never a refusal."""


@dataclass(frozen=True, slots=True)
class Successor:
    """What the later version says beside its figures; `objection` is what becomes of the objection against it."""

    change: Change
    decision: Decision
    external: bool = False
    objection: ObjectionState = ObjectionState.NONE


def supersede(
    db: Session, *, actor: Actor, result: Result, successor: Successor, operation: str, now: datetime, trace: str
) -> Result:
    """Make, freeze and share the later version of a locked result. The caller has decided that it may be."""
    _expect_newest(result)
    after = _later(db, result, successor)
    _expect_same_peers(db, result, after)
    after.decision = _decision(db, actor, result, after, successor, now)
    db.add(after)
    db.flush()
    _add_words(db, actor, result, after, successor, now)
    result.superseded = True
    if successor.objection is not ObjectionState.NONE:
        result.objection = successor.objection
    db.flush()
    _record(db, actor, result, after, operation, trace)
    freeze(db, actor, [after], now, operation, trace)
    put(db, RESULTS_RELEASED, str(after.id), {"round_id": str(after.round_id), "result_ids": [str(after.id)]})
    db.expire(after)
    return after


def _expect_newest(result: Result) -> None:
    if result.superseded:
        raise AlreadySuperseded()
    if result.status != "released":
        raise NotReleased(refused("not_released", "Hasil belum dibagikan.", "The result is not released yet."))


def _later(db: Session, result: Result, successor: Successor) -> Result:
    same = ("run_id", "round_id", "participant_id", "employee_id")
    return Result(
        id=uuid4(),
        **{name: getattr(result, name) for name in same},
        version=result.version + 1,
        supersedes_id=result.id,
        status="decided",
        objection=successor.objection,
        **recompute(db, result, successor.change).columns,
    )


def _expect_same_peers(db: Session, before: Result, after: Result) -> None:
    policy = policy_for(RoundKind(before.round.kind), content_of(db, before).policy)
    if not figures_unchanged(_by_source(policy, before), _by_source(policy, after)):
        raise PeerFiguresChangedError()


def _by_source(policy: Policy, result: Result) -> dict[str, object]:
    """Everything a result keeps of each source."""
    sums = unpack_sums(policy, np.frombuffer(result.sums, np.uint8)[None, :])
    items = np.frombuffer(result.item_sums, np.uint8).reshape(len(policy.asked), -1)
    return {
        source.word: (sums.total[source].tolist(), sums.n[source].tolist(), items[place].tobytes())
        for place, source in enumerate(policy.asked)
    }


def _decision(
    db: Session, actor: Actor, before: Result, after: Result, successor: Successor, now: datetime
) -> ResultDecision:
    decision = successor.decision
    return ResultDecision(
        result_id=after.id,
        work_rating=int(decision.work_rating),
        behaviour_rating=int(decision.behaviour_rating),
        predicate=int(predicate_of(decision, content_of(db, before).policy.matrix)),
        departs=departs(_proposal(after), decision),
        document=decision.document,
        reason=decision.reason,
        message="" if before.decision is None else before.decision.message,
        external=successor.external,
        decided_by=actor.account_id,
        decided_at=now,
    )


def _add_words(db: Session, actor: Actor, before: Result, after: Result, successor: Successor, now: datetime) -> None:
    """The form it rests on, and what the person had answered his proposal: before the freezing, which refuses them."""
    if successor.change.answers is not None:
        form = successor.change.answers
        db.add(CorrectionForm(result_id=after.id, answers=form, written_by=actor.account_id, written_at=now))
    if before.response is not None:
        response = before.response
        db.add(ResultResponse(result_id=after.id, text=response.text, written_at=response.written_at))


def _proposal(result: Result) -> Proposal:
    work, behaviour = result.proposed_work, result.proposed_behaviour
    return Proposal(None if work is None else Expectation(work), None if behaviour is None else Expectation(behaviour))


def _record(db: Session, actor: Actor, before: Result, after: Result, operation: str, trace: str) -> None:
    record(
        db,
        actor=actor,
        action="supersede_result",
        object_type="result",
        object_id=before.id,
        before={"version": before.version, **_said(before)},
        after={"version": after.version, "result_id": after.id, "by": operation, **_said(after)},
        trace=trace,
    )


def _said(result: Result) -> dict[str, Any]:
    decision = result.decision
    ratings = ("work_rating", "behaviour_rating", "predicate")
    return {"composite": result.composite} | (
        {} if decision is None else {name: getattr(decision, name) for name in ratings}
    )


def lock_newest(db: Session, result: Result) -> None:
    """Nobody else supersedes it, objects to it or rules on it until this transaction ends."""
    queries.lock_results(db, [result.id])
    db.refresh(result, ["superseded", "objection", "status", "row_version"])
    _expect_newest(result)
