"""What goes into scoring and what comes out: frozen arrays over N participants, numbered 0 … N − 1 by the caller.

Axes are always named in this order: source S (index = `Source` code), value V (order of the policy), participant N.
`Policy` and `Derivation` are importable from here too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from api.scoring.exact import HUNDRED, Bools, Ints
from api.scoring.policy import Policy
from api.scoring.steps import Derivation
from api.scoring.terms import ANSWER_HIGHEST, HIGHEST_FIGURE, Expectation, ProposalState, Source

__all__ = ["NO_FIGURE", "Answers", "Derivation", "Policy", "Scores", "SourceSums", "WorkResults"]

NO_FIGURE = -1
"""In `WorkResults.skp`: no SKP figure."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All forms of N participants, sorted by participant, then source.

    forms        uint8[F, I]  one byte per item in the version's order: 1–5, 0 = cannot judge
    source       uint8[F]     `Source` code of the form
    participant  int64[F]     whom it rates, 0 … N − 1
    people       N, so that participants without any form exist too
    """

    forms: NDArray[np.uint8]
    source: NDArray[np.uint8]
    participant: NDArray[np.int64]
    people: int

    def __post_init__(self) -> None:
        count = len(self.forms)
        if self.forms.ndim != 2 or self.source.shape != (count,) or self.participant.shape != (count,):
            raise ValueError("forms must be (F, I), source and participant (F,)")
        if (self.forms.dtype.name, self.source.dtype.name, self.participant.dtype.name) != ("uint8", "uint8", "int64"):
            raise ValueError("forms and source must be uint8, participant int64")
        if count and self.forms.size and int(self.forms.max()) > ANSWER_HIGHEST:
            raise ValueError("an answer lies outside 0 … 5")
        if count and int(self.source.max()) >= len(Source):
            raise ValueError("a source is unknown")
        if count and not 0 <= int(self.participant.min()) <= int(self.participant.max()) < self.people:
            raise ValueError("a participant lies outside 0 … N − 1")
        if np.any(self.keys[1:] < self.keys[:-1]):
            raise ValueError("forms must be sorted by participant, then source (use Answers.of)")

    @classmethod
    def of(cls, forms: ArrayLike, source: ArrayLike, participant: ArrayLike, people: int) -> "Answers":
        """Answers from forms in any order."""
        rows = np.asarray(forms, dtype=np.uint8)
        sources, who = np.asarray(source, dtype=np.uint8), np.asarray(participant, dtype=np.int64)
        order = np.lexsort((sources, who))
        return cls(rows[order], sources[order], who[order], people)

    @property
    def keys(self) -> NDArray[np.int64]:
        """int64[F]: one number for each participant and source, rising with the order of the rows."""
        result: NDArray[np.int64] = self.participant * len(Source) + self.source
        return result

    def parts(self, people: int) -> "Iterator[tuple[slice, Answers]]":
        """The answers in runs of so many participants, each run numbered from 0, with its place in the whole."""
        for low in range(0, self.people, people):
            high = min(low + people, self.people)
            rows = slice(*np.searchsorted(self.participant, [low, high]))
            part = Answers(self.forms[rows], self.source[rows], self.participant[rows] - low, high - low)
            yield slice(low, high), part


@dataclass(frozen=True, slots=True)
class WorkResults:
    """The work result of N participants: a rating or an SKP figure, never both; neither where it is not entered yet.

    code        uint8[N]  `Expectation` 1–3, 0 = none
    skp         int32[N]  SKP figure 0–120 in hundredths (0 … 12,000), −1 = none
    innovation  bool[N]   a new idea or method with evidence (PP 30/2019 Pasal 41), for Sangat Baik in the numeric layer
    """

    code: NDArray[np.uint8]
    skp: NDArray[np.int32]
    innovation: Bools

    def __post_init__(self) -> None:
        if not self.code.shape == self.skp.shape == self.innovation.shape or self.code.ndim != 1:
            raise ValueError("code, skp and innovation must all be (N,)")
        if np.any(self.code > len(Expectation)):
            raise ValueError("a work rating lies outside 1 … 3")
        if np.any((self.skp < NO_FIGURE) | (self.skp > HIGHEST_FIGURE * HUNDRED)):
            raise ValueError("an SKP figure lies outside 0 … 120")
        if np.any((self.code > 0) & (self.skp != NO_FIGURE)):
            raise ValueError("a work result is either a rating or an SKP figure, not both")

    @classmethod
    def of(cls, codes: Sequence[int | None], skp: Sequence[int | None], innovation: Sequence[bool]) -> "WorkResults":
        """Work results from three columns, None where nothing is entered; `skp` in hundredths."""
        return cls(
            np.array([code or 0 for code in codes], dtype=np.uint8),
            np.array([NO_FIGURE if figure is None else figure for figure in skp], dtype=np.int32),
            np.array(innovation, dtype=np.bool_),
        )

    @classmethod
    def none(cls, people: int) -> "WorkResults":
        """Nothing entered for anybody."""
        return cls.of([None] * people, [None] * people, [False] * people)

    @property
    def people(self) -> int:
        return len(self.code)

    def part(self, people: slice) -> "WorkResults":
        """The work results of a run of participants."""
        return WorkResults(self.code[people], self.skp[people], self.innovation[people])


@dataclass(frozen=True, slots=True)
class SourceSums:
    """What remains of the forms of N participants: exact sums per source and value, without any single form.

    total    ints[S, V, N]   the mean of a source is total / (item_denominator(policy) · n)
    n        ints[S, V, N]   forms in which the value counts
    absence  uint8[S, V, N]  `Absence`: 0 counted, else the reason; then total and n are 0

    A group below its minimum leaves nothing here, neither its sum nor its size. This is what is stored with a
    result and shown, recalculated and derived from.
    """

    total: Ints
    n: Ints
    absence: NDArray[np.uint8]

    @property
    def people(self) -> int:
        return int(self.total.shape[-1])

    @property
    def counted(self) -> Bools:
        """bool[S, V, N]: the source has a mean for the value."""
        result: Bools = self.n > 0
        return result

    def part(self, people: slice) -> "SourceSums":
        """The sums of a run of participants."""
        return SourceSums(self.total[..., people], self.n[..., people], self.absence[..., people])


@dataclass(frozen=True, slots=True)
class Scores:
    """The result of N participants. Exact: numerators and denominators (int64, or object beyond it).

    sums              what the figures were made of
    unit              the denominator of every value
    value_num         ints[V, N]   value = value_num / unit, 0 where not complete
    value_complete    bool[V, N]   the superior's mean is there
    composite_num/den ints[N]      composite 1–5, den 1 where there is none
    scaled_num/den    ints[N]      the composite on 0–120
    numeric_num/den   ints[N]      total of PP 30/2019, only where there is an SKP figure
    value4 int32[V, N], composite4, scaled4, numeric4 int32[N]   ten-thousandths, rounded once, −1 = none
    incomplete        uint8[N]     `Incomplete`, 0 = there is a composite
    behaviour, work   uint8[N]     `Expectation`, 0 = none
    predicate         uint8[N]     the proposed `Predicate`, 0 = none; never an adverse one
    proposal          uint8[N]     `ProposalState`
    numeric_band      uint8[N]     band of the total as `Predicate`, 0 = none; never an adverse one
    """

    sums: SourceSums
    unit: int
    value_num: Ints
    value_complete: Bools
    value4: NDArray[np.int32]
    composite_num: Ints
    composite_den: Ints
    composite4: NDArray[np.int32]
    incomplete: NDArray[np.uint8]
    behaviour: NDArray[np.uint8]
    work: NDArray[np.uint8]
    predicate: NDArray[np.uint8]
    proposal: NDArray[np.uint8]
    scaled_num: Ints
    scaled_den: Ints
    scaled4: NDArray[np.int32]
    numeric_num: Ints
    numeric_den: Ints
    numeric4: NDArray[np.int32]
    numeric_band: NDArray[np.uint8]

    @property
    def needs_official_decision(self) -> Bools:
        """bool[N]: the matrix gives an adverse word, which the system does not propose."""
        result: Bools = self.proposal == ProposalState.NEEDS_OFFICIAL_DECISION
        return result

    @classmethod
    def join(cls, runs: Sequence["Scores"], sums: SourceSums) -> "Scores":
        """The scores of consecutive runs of participants as one; `sums` are the sums of all of them."""
        joined = {
            f.name: np.concatenate([getattr(run, f.name) for run in runs], axis=-1)
            for f in fields(cls)
            if f.name not in ("sums", "unit")
        }
        return cls(sums=sums, unit=runs[0].unit, **joined)
