"""What a ruling must say before it is one: a reason, what it changes, and that nobody ends worse for having objected."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from api.assignments.answers import check_answers, pack_answers
from api.kit.faults import Fault
from api.objections.refusals import NothingChanged
from api.objections.rules import RulingOutcome, check_not_worse, check_ruling
from api.objections.schemas import RulingChange, RulingWrite, WorkWrite
from api.results.models import Result, ResultDecision
from api.results.recomputing import Change, Work, content_of, recompute
from api.rounds.refusals import expect_valid
from api.work_results.rules import check_work_result, skp_hundredths

Ratings = tuple[int, int]
"""Work result and behaviour, by their codes."""


@dataclass(frozen=True, slots=True)
class Ruling:
    outcome: RulingOutcome
    reason: str
    document: str
    change: Change
    work_evidence: str
    ratings: Ratings | None


def checked_ruling(db: Session, result: Result, write: RulingWrite, *, external: bool) -> Ruling:
    ratings = ratings_of(write)
    expect_valid(
        check_ruling(
            write.outcome,
            reason=write.reason,
            changes=write.answers is not None or write.work is not None,
            rated=ratings is not None,
            document=write.document,
            external=external,
        )
    )
    change, evidence = checked_change(db, result, write), "" if write.work is None else write.work.evidence
    ruling = Ruling(write.outcome, write.reason, write.document, change, evidence, ratings)
    if ruling.outcome is RulingOutcome.CHANGED and ratings is not None:
        _expect_better(db, result, ruling.change, ratings)
    return ruling


def ratings_of(write: RulingChange) -> Ratings | None:
    if write.work_rating is None or write.behaviour_rating is None:
        return None
    return write.work_rating, write.behaviour_rating


def standing_ratings(result: Result) -> Ratings:
    decision: ResultDecision | None = result.decision
    if decision is None:
        raise LookupError("a released result without a decision")
    return decision.work_rating, decision.behaviour_rating


def checked_change(db: Session, result: Result, write: RulingChange) -> Change:
    items = content_of(db, result).item_count
    answers = None
    if write.answers is not None:
        expect_valid(check_answers(write.answers, items))
        answers = pack_answers(write.answers, items)
    return Change(answers, None if write.work is None else _checked_work(write.work))


def _checked_work(write: WorkWrite) -> Work:
    skp = None if write.skp is None else Decimal(repr(write.skp))
    faults = check_work_result(code=write.code, skp=skp, innovation=write.innovation, evidence=write.evidence)
    expect_valid(Fault(f"/work{fault.pointer}", fault.code, fault.message) for fault in faults)
    return Work(write.code, None if skp is None else skp_hundredths(skp), write.innovation)


def _expect_better(db: Session, result: Result, change: Change, ratings: Ratings) -> None:
    standing = standing_ratings(result)
    expect_valid(check_not_worse(standing, ratings))
    columns = recompute(db, result, change).columns
    if standing == ratings and all(columns[name] == getattr(result, name) for name in ("sums", "item_sums", "work")):
        raise NothingChanged()
