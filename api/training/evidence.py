"""What a recommendation may rest on, and the figures of its rule. Plain values: whoever asks has fetched them."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class ItemEvidence:
    """The mean of an item as results show it, and on how many peer answers it rests. `competencies`: primary first."""

    number: int
    competencies: tuple[int, ...]
    mean: Fraction | None
    answers: int


@dataclass(frozen=True, slots=True)
class ValueEvidence:
    """`others_mean` is superior and peers by their weights (never the person himself); `peers` counts the peer forms
    in which this value counts; `competencies` are the value's own (none: those of its items), used where no single
    item may be named."""

    code: str
    competencies: tuple[int, ...]
    others_mean: Fraction | None
    superior_mean: Fraction | None
    peers: int
    items: tuple[ItemEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelEvidence:
    """The level (1–5) a post needs and the one somebody recorded; None = never assessed, which is not a gap."""

    competency: int
    target: int
    recorded: int | None

    @property
    def gap(self) -> int:
        return 0 if self.recorded is None else max(self.target - self.recorded, 0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Values in the order of the instrument; levels for the competencies that have a target."""

    values: tuple[ValueEvidence, ...]
    levels: tuple[LevelEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class LearningPolicy:
    """The figures of the rule: 3.0 is "sesuai standar"; weights of level gap, value gap and criticality (domain §6.4);
    the smallest groups that may speak; for how long a passed course is not offered again, and when courses end."""

    value_target: Fraction = Fraction(3)
    level_weight: Fraction = Fraction(5, 10)
    value_weight: Fraction = Fraction(3, 10)
    criticality_weight: Fraction = Fraction(2, 10)
    min_peers: int = 3
    min_item_answers: int = 5
    months_between_repeats: int = 24
    months_before_retirement: int = 12


DEFAULT_POLICY = LearningPolicy()
