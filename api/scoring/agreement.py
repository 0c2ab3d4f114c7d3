"""Self and others: the gap, and what it is called. Exact fractions from the sums, so that a cut is a cut.

Others are the superior and the peers (and subordinates) by their weights, without self. Peers below their minimum
are absent here as everywhere. Office policy after Atwater & Yammarino; read with care, modesty norms turn the sign.
"""

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from api.scoring.composite import mean_numerators, value_scores
from api.scoring.exact import Bools, Frame, Ints, at_least
from api.scoring.policy import Policy
from api.scoring.rounding import signed_ten_thousandths
from api.scoring.score import sizes_in
from api.scoring.terms import Source, Text
from api.scoring.values import SourceSums


class SelfView(IntEnum):
    """How a person's view of himself compares with that of the others, over all values."""

    UNKNOWN = 0
    HIGHER = 1
    ALIKE_GOOD = 2
    ALIKE_POOR = 3
    LOWER = 4

    @property
    def text(self) -> Text:
        return _VIEW_TEXTS[self]


class ValueView(IntEnum):
    """The same for one value, where it is striking."""

    NOTHING = 0
    BLIND_SPOT = 1
    HIDDEN_STRENGTH = 2

    @property
    def text(self) -> Text:
        return _VALUE_TEXTS[self]


@dataclass(frozen=True, slots=True)
class AgreementCuts:
    """|gap| up to `alike` is agreement, good from `good` on; blind spot and hidden strength by `high` and `low`."""

    alike: Fraction = Fraction(1, 2)
    good: Fraction = Fraction(7, 2)
    high: Fraction = Fraction(4)
    low: Fraction = Fraction(3)


@dataclass(frozen=True, slots=True)
class SelfOther:
    """The gap self − others of N participants.

    value_known bool[V, N], value_gap4 int32[V, N] ten-thousandths (0 where unknown), value_view uint8[V, N] `ValueView`;
    gap4 int32[N] over the values known, others4 int32[N], view uint8[N] `SelfView` (0 = unknown).
    """

    value_known: Bools
    value_gap4: NDArray[np.int32]
    value_view: NDArray[np.uint8]
    gap4: NDArray[np.int32]
    others4: NDArray[np.int32]
    view: NDArray[np.uint8]


DEFAULT_CUTS = AgreementCuts()


def self_other(policy: Policy, sums: SourceSums, cuts: AgreementCuts = DEFAULT_CUTS) -> SelfOther:
    """The gap per value and over all values (by their shares), known where both self and the superior count.

    d > +0.5 higher, d < −0.5 lower, else alike: good where others ≥ 3.5, else poor. Blind spot: self ≥ 4 and
    others < 3; hidden strength: self < 3 and others ≥ 4.
    """
    frame = Frame.of(policy, sizes_in(sums), without_self=True)
    others, complete = value_scores(frame, sums)
    own = mean_numerators(frame, sums, Source.SELF) * frame.weights.den
    known = complete & sums.counted[Source.SELF]
    shares = np.array([value.share for value in policy.values], frame.dtype)[:, None] * known
    den = np.maximum(shares.sum(axis=0), 1) * frame.unit
    gap, level = ((own - others) * shares).sum(axis=0), (others * shares).sum(axis=0)
    anything = known.any(axis=0)
    return SelfOther(
        value_known=known,
        value_gap4=signed_ten_thousandths(own - others, frame.unit, known),
        value_view=np.where(known, _value_view(own, others, frame.unit, cuts), 0).astype(np.uint8),
        gap4=signed_ten_thousandths(gap, den, anything),
        others4=signed_ten_thousandths(level, den, anything),
        view=np.where(anything, _view(gap, level, den, cuts), 0).astype(np.uint8),
    )


def _value_view(own: Ints, others: Ints, unit: int, cuts: AgreementCuts) -> NDArray[np.int64]:
    blind = at_least(own, unit, cuts.high) & ~at_least(others, unit, cuts.low)
    hidden = ~at_least(own, unit, cuts.low) & at_least(others, unit, cuts.high)
    return np.select([blind, hidden], [ValueView.BLIND_SPOT, ValueView.HIDDEN_STRENGTH], ValueView.NOTHING)


def _view(gap: Ints, level: Ints, den: Ints, cuts: AgreementCuts) -> NDArray[np.int64]:
    higher, lower = ~at_least(-gap, den, -cuts.alike), ~at_least(gap, den, -cuts.alike)
    good = at_least(level, den, cuts.good)
    return np.select([higher, lower, good], [SelfView.HIGHER, SelfView.LOWER, SelfView.ALIKE_GOOD], SelfView.ALIKE_POOR)


_VIEW_TEXTS = {
    SelfView.UNKNOWN: Text("belum dapat dibandingkan", "cannot be compared yet"),
    SelfView.HIGHER: Text(
        "Anda menilai diri lebih tinggi daripada penilai lain", "You rate yourself higher than the others do"
    ),
    SelfView.ALIKE_GOOD: Text(
        "Penilaian Anda sejalan dengan penilai lain, pada tingkat baik", "You and the others agree, at a good level"
    ),
    SelfView.ALIKE_POOR: Text(
        "Penilaian Anda sejalan dengan penilai lain; masih ada ruang untuk berkembang",
        "You and the others agree; there is room to grow",
    ),
    SelfView.LOWER: Text(
        "Anda menilai diri lebih rendah daripada penilai lain", "You rate yourself lower than the others do"
    ),
}
_VALUE_TEXTS = {
    ValueView.NOTHING: Text("tidak ada perbedaan mencolok", "no striking difference"),
    ValueView.BLIND_SPOT: Text(
        "penilai lain melihat ruang perbaikan yang belum Anda lihat", "others see room to improve that you do not see"
    ),
    ValueView.HIDDEN_STRENGTH: Text(
        "penilai lain melihat kekuatan yang belum Anda lihat", "others see a strength that you do not see"
    ),
}
