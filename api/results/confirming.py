"""Confirming several proposals together, as they are: all or nothing, each refusal named."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.kit.faults import Fault
from api.kit.texts import Text
from api.results import queries
from api.results.decisions import Deciding, deciding_quality, matrix_of, write_decision
from api.results.facts import facts_of, proposal_of
from api.results.models import Result
from api.results.queries import Standing
from api.results.refusals import NotAllConfirmed
from api.results.rules import DecidesAs, Decision, Proposal, ResultFacts, ResultStatus, can_confirm, can_decide
from api.rounds.models import EvaluationRound

_NOT_FOUND = Text("Hasil ini tidak ditemukan pada periode ini.", "There is no such result in this round.")
_NOT_YOURS = Text("Hasil ini ditetapkan oleh pejabat lain.", "This result is decided by somebody else.")
_STALE = Text("Hasil ini berubah sejak Anda membacanya.", "This result changed since you read it.")
_DECIDED = Text("Hasil ini sudah ditetapkan.", "This result is decided already.")
_ONE_BY_ONE = Text(
    "Usulan ini tidak lengkap atau perlu keputusan pejabat; tetapkan tersendiri.",
    "This proposal is incomplete or needs an official's decision; decide it by itself.",
)
_TWICE = Text("Hasil ini disebut dua kali.", "This result is named twice.")


class Chosen(NamedTuple):
    """A result as the caller saw it."""

    result_id: UUID
    version: int


def decide_as_proposed(
    db: Session, *, standing: Standing, round: EvaluationRound, chosen: Sequence[Chosen], now: datetime, trace: str
) -> list[Result]:
    """Confirm unchanged, complete, not adverse proposals. The round is held; statements do not grow with the list."""
    queries.lock_results(db, [one.result_id for one in chosen])
    found = queries.visible_in_round(db, standing, round, [one.result_id for one in chosen], now)
    facts = facts_of(db, found.values(), now)
    faults = list(_faults(db, standing, chosen, found, facts, now))
    if faults:
        raise NotAllConfirmed(faults=faults)
    for one in chosen:
        _confirm(db, standing, found[one.result_id], facts[one.result_id], now, trace)
    db.flush()
    return [found[one.result_id] for one in chosen]


def _faults(
    db: Session,
    standing: Standing,
    chosen: Sequence[Chosen],
    found: dict[UUID, Result],
    facts: dict[UUID, ResultFacts],
    now: datetime,
) -> Iterator[Fault]:
    seen: set[UUID] = set()
    for place, one in enumerate(chosen):
        fault = _fault(db, standing, one, found.get(one.result_id), facts, now)
        if fault is None and one.result_id in seen:
            fault = "named_twice", _TWICE
        seen.add(one.result_id)
        if fault is not None:
            yield Fault(f"/results/{place}", *fault)


def _fault(
    db: Session,
    standing: Standing,
    one: Chosen,
    result: Result | None,
    facts: dict[UUID, ResultFacts],
    now: datetime,
) -> tuple[str, Text] | None:
    if result is None:
        return "not_found", _NOT_FOUND
    known = facts[result.id]
    if deciding_quality(standing.actor, known, now) is None:
        return "not_yours", _NOT_YOURS
    if result.row_version != one.version:
        return "stale", _STALE
    if known.status is not ResultStatus.PROPOSAL:
        return "already_decided", _DECIDED
    verdict = can_decide(known, now)
    if not verdict:
        return verdict.faults[0].code, verdict.faults[0].message
    return None if can_confirm(proposal_of(result), matrix_of(db, result)) else ("decide_alone", _ONE_BY_ONE)


def _confirm(db: Session, standing: Standing, result: Result, facts: ResultFacts, now: datetime, trace: str) -> None:
    quality = deciding_quality(standing.actor, facts, now) or DecidesAs.ASSESSOR
    deciding = Deciding(result, facts, matrix_of(db, result), quality)
    write_decision(
        db,
        actor=standing.actor,
        deciding=deciding,
        decision=_as_proposed(proposal_of(result)),
        message="",
        together=True,
        now=now,
        operation="decide_results_as_proposed",
        trace=trace,
    )


def _as_proposed(proposal: Proposal) -> Decision:
    if proposal.work_rating is None or proposal.behaviour_rating is None:
        raise LookupError("an incomplete proposal")  # the faults above have refused it
    return Decision(proposal.work_rating, proposal.behaviour_rating)
