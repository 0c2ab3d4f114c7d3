"""An instrument version as plain values: what an officer edits and what the rules look at before it is published.

Nothing here is checked, because a draft may be wrong; `rules.check_instrument_version` says what is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

SCALE_LEVELS = (1, 2, 3, 4, 5)
NOT_OBSERVED = 0  # stored for "tidak dapat menilai", left out of every mean


@dataclass(frozen=True, slots=True)
class AnchorDraft:
    """Contoh perilaku: what a level of the scale looks like at work."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """Butir. `number` is unique in the version and gives the place of the answer; competency codes: primary one first."""

    number: int
    text: str
    help: str = ""
    competencies: tuple[int, ...] = ()
    optional_for_peers: bool = False
    share: int = 1


@dataclass(frozen=True, slots=True)
class ValueDraft:
    """Nilai dasar with its items, its five anchors and the two sentences the person reads in the result."""

    code: str
    name: str
    definition: str
    items: tuple[ItemDraft, ...]
    anchors: tuple[AnchorDraft, ...]
    strength: str
    to_learn: str
    competencies: tuple[int, ...] = ()
    share: int = 1


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    """The numbers of the scoring rule. Weights are basis points by source; cuts are points of the 1–5 scale;
    work cuts and bands are points of the 0–120 scale; `scale_points` are what the levels 1–5 are worth there."""

    weights_bp: Mapping[str, int]
    peers_assigned: int
    peers_min: int
    peers_max: int
    min_items_per_value: int
    min_values_per_form: int
    min_complete_values: int
    above_from: Fraction
    above_each_value_from: Fraction
    below_under: Fraction
    below_value_under: Fraction
    below_superior_under: Fraction
    work_above_from: Fraction
    work_meets_from: Fraction
    scale_points: tuple[int, ...]
    bands: tuple[Fraction, ...]
    work_weight_bp: int


@dataclass(frozen=True, slots=True)
class VersionDraft:
    values: tuple[ValueDraft, ...]
    policy: PolicyDraft
    legal_basis: str
    effective_from: date | None

    @property
    def items(self) -> tuple[ItemDraft, ...]:
        return tuple(item for value in self.values for item in value.items)
