"""A chunk of scored participants as the columns of the table of results."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from api.results.item_sums import pack_item_sums
from api.results.signals import rater_signals
from api.rounds.rules import RoundKind
from api.scoring.policy import Policy
from api.scoring.precision import near_cut, rater_spread, standard_errors
from api.scoring.rounding import ABSENT, round_statistic
from api.scoring.score import score
from api.scoring.storage import pack_sums
from api.scoring.terms import Absence
from api.scoring.values import NO_FIGURE, Answers, Scores, SourceSums, WorkResults


@dataclass(frozen=True, slots=True)
class Figures:
    """What the engine says about N participants, ready to be stored; lists over participants, JSON as text.

    `composite`, `scaled`, `numeric` in ten-thousandths, ratings as codes; None where there is nothing to say.
    """

    composite: list[int | None]
    scaled: list[int | None]
    numeric: list[int | None]
    values: list[str]
    left_out: list[str]
    sums: list[bytes]
    item_sums: list[bytes]
    proposed_work: list[int | None]
    proposed_behaviour: list[int | None]
    proposed_predicate: list[int | None]
    needs_official_decision: list[bool]
    work: list[str]
    precision: list[str]

    @property
    def complete(self) -> int:
        return sum(figure is not None for figure in self.composite)


def policy_for(kind: RoundKind, policy: Policy) -> Policy:
    """The policy a kind of round scores by: light, the superior alone; practice, nothing is proposed."""
    if kind is RoundKind.LIGHT:
        return policy.light()
    return policy.practice() if kind is RoundKind.PRACTICE else policy


def figures_of(policy: Policy, answers: Answers, work: WorkResults) -> Figures:
    """Score a chunk; everything a result keeps."""
    scores = score(policy, answers, work)
    return Figures(
        composite=figures(scores.composite4),
        scaled=figures(scores.scaled4),
        numeric=figures(scores.numeric4),
        values=value_texts(policy, scores),
        left_out=left_out_texts(policy, scores.sums),
        sums=_rows(pack_sums(policy, scores.sums)),
        item_sums=_rows(pack_item_sums(policy, answers, scores.sums)),
        proposed_work=codes(scores.work),
        proposed_behaviour=codes(scores.behaviour),
        proposed_predicate=codes(scores.predicate),
        needs_official_decision=scores.needs_official_decision.tolist(),
        work=[work_text(*entry) for entry in _entries(work)],
        precision=_precision_texts(policy, answers, scores),
    )


def figures(column: NDArray[np.int32]) -> list[int | None]:
    return [None if figure == ABSENT else figure for figure in column.tolist()]


def codes(column: NDArray[np.uint8]) -> list[int | None]:
    return [code or None for code in column.tolist()]


def value_texts(policy: Policy, scores: Scores) -> list[str]:
    """`{"OP": 40600, …}`, null where a value is not complete."""
    keys = [json.dumps(value.code) for value in policy.values]
    form = "{" + ", ".join(f"{key}: %s" for key in keys) + "}"
    rows = scores.value4.T.tolist()
    return [form % tuple("null" if figure == ABSENT else figure for figure in row) for row in rows]


def left_out_texts(policy: Policy, sums: SourceSums) -> list[str]:
    """Most participants lack the same few sources: each pattern is written once."""
    patterns = np.ascontiguousarray(np.moveaxis(sums.absence[list(policy.asked)], -1, 0))
    texts: dict[bytes, str] = {}
    found = []
    for pattern in patterns:
        key = pattern.tobytes()
        if key not in texts:
            texts[key] = json.dumps(list(_left_out(policy, pattern)))
        found.append(texts[key])
    return found


def _left_out(policy: Policy, pattern: NDArray[np.uint8]) -> Iterator[dict[str, str]]:
    for source, line in zip(policy.asked, pattern, strict=True):
        for value, absence in zip(policy.values, line.tolist(), strict=True):
            if absence != Absence.COUNTED:
                yield {"value": value.code, "source": source.word, "reason": Absence(absence).name.lower()}


def work_text(code: int | None, skp: int | None, innovation: bool) -> str:
    """The work result a figure rests on, kept with it: the table of work results has only the newest."""
    if code is None and skp is None:
        return "null"
    return json.dumps({"code": code, "skp_hundredths": skp, "innovation": innovation})


def _entries(work: WorkResults) -> Iterator[tuple[int | None, int | None, bool]]:
    for code, skp, innovation in zip(work.code.tolist(), work.skp.tolist(), work.innovation.tolist(), strict=True):
        yield code or None, None if skp == NO_FIGURE else skp, innovation


def _precision_texts(policy: Policy, answers: Answers, scores: Scores) -> list[str]:
    spread = rater_spread(policy, answers)
    errors = standard_errors(policy, scores, spread)
    measured = {source.word: bool(spread.measured[source]) for source in policy.asked}
    signals = rater_signals(policy, answers, scores.sums)
    rows = zip(errors.tolist(), near_cut(policy, scores, errors).tolist(), signals, strict=True)
    tail = f'"measured": {json.dumps(measured)}}}'
    return [
        f'{{"standard_error": {_number(error)}, "near_cut": {"true" if near else "false"}, "signals": {signal}, {tail}'
        for error, near, signal in rows
    ]


def _number(error: float) -> str:
    rounded = round_statistic(error)
    return "null" if rounded is None else repr(rounded)


def _rows(table: NDArray[np.uint8]) -> list[bytes]:
    width, data = table.shape[1], table.tobytes()
    return [data[at : at + width] for at in range(0, len(data), width)]
