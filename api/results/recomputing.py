"""The figures of a later version: made anew from the stored sums by the round's policy, with the superior's form replaced.

No other form is read: what the peers said is copied as it was published, byte for byte (DESIGN.md §5).
"""

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from api.instruments.content import FormContent
from api.instruments.queries import form_content
from api.results.item_sums import pack_item_sums, replace_source
from api.results.models import Result
from api.results.scored import codes, figures, left_out_texts, policy_for, value_texts, work_text
from api.rounds.rules import RoundKind
from api.scoring.policy import Policy
from api.scoring.precision import near_cut
from api.scoring.score import score_sums
from api.scoring.sources import source_sums
from api.scoring.storage import pack_sums, unpack_sums
from api.scoring.terms import Source
from api.scoring.values import Answers, Scores, SourceSums, WorkResults


@dataclass(frozen=True, slots=True)
class Work:
    """A work result: a code or an SKP figure in hundredths, never both."""

    code: int | None
    skp_hundredths: int | None
    innovation: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a later version rests on instead: the superior's form, the work result; None stays as it was."""

    answers: bytes | None = None
    work: Work | None = None


def content_of(db: Session, result: Result) -> FormContent:
    version_id = result.participant.version_id
    if version_id is None:
        raise LookupError("a result without a version")
    return form_content(db, version_id)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The columns of the later version that follow from figures, and the composite as it is before any rounding."""

    columns: dict[str, Any]
    composite: Fraction | None


def recompute(db: Session, result: Result, change: Change) -> Recomputed:
    policy = policy_for(RoundKind(result.round.kind), content_of(db, result).policy)
    sums, item_sums = _sums(policy, result, change.answers)
    work = result.work if change.work is None else json.loads(_text(change.work))
    scores = score_sums(policy, sums, _work_results(work))
    known = not scores.incomplete[0]
    exact = Fraction(int(scores.composite_num[0]), int(scores.composite_den[0])) if known else None
    return Recomputed({**_columns(policy, scores, result), "item_sums": item_sums, "work": work}, exact)


def _columns(policy: Policy, scores: Scores, result: Result) -> dict[str, Any]:
    return {
        "composite": figures(scores.composite4)[0],
        "scaled": figures(scores.scaled4)[0],
        "numeric": figures(scores.numeric4)[0],
        "values": json.loads(value_texts(policy, scores)[0]),
        "left_out": json.loads(left_out_texts(policy, scores.sums)[0]),
        "sums": pack_sums(policy, scores.sums).tobytes(),
        "proposed_work": codes(scores.work)[0],
        "proposed_behaviour": codes(scores.behaviour)[0],
        "proposed_predicate": codes(scores.predicate)[0],
        "needs_official_decision": bool(scores.needs_official_decision[0]),
        "precision": _precision(policy, scores, result.precision),
    }


def _sums(policy: Policy, result: Result, answers: bytes | None) -> tuple[SourceSums, bytes]:
    before = unpack_sums(policy, np.frombuffer(result.sums, np.uint8)[None, :])
    if answers is None:
        return before, result.item_sums
    form = Answers.of(np.frombuffer(answers, np.uint8)[None, :], [Source.SUPERIOR], [0], 1)
    alone = source_sums(policy, form)
    sums = SourceSums(*(_replaced(getattr(before, name), getattr(alone, name)) for name in ("total", "n", "absence")))
    items = pack_item_sums(policy, form, alone)[0].tobytes()
    return sums, replace_source(policy, result.item_sums, items, Source.SUPERIOR)


def _replaced(before: Any, alone: Any) -> Any:
    """The array [S, V, 1] with the superior's line from the other one; wide enough for both."""
    after = before.astype(np.result_type(before, alone))
    after[Source.SUPERIOR] = alone[Source.SUPERIOR]
    return after


def _text(work: Work) -> str:
    return work_text(work.code, work.skp_hundredths, work.innovation)


def _work_results(work: dict[str, Any] | None) -> WorkResults:
    entry = work or {}
    return WorkResults.of([entry.get("code")], [entry.get("skp_hundredths")], [entry.get("innovation", False)])


def _precision(policy: Policy, scores: Scores, before: dict[str, Any]) -> dict[str, Any]:
    """The error was measured over the whole round and stays; whether a cut lies within it is asked anew."""
    error = before.get("standard_error")
    near = error is not None and bool(near_cut(policy, scores, np.array([error]))[0])
    return {**before, "standard_error": None if scores.incomplete[0] else error, "near_cut": near}
