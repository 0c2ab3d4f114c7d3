"""From figures to needs: what a person should learn next, ranked, each with the one to three numbers that led there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from api.instruments.competencies import HIGHEST_LEVEL
from api.training.evidence import (
    DEFAULT_POLICY,
    Evidence,
    ItemEvidence,
    LearningPolicy,
    LevelEvidence,
    ValueEvidence,
)

LOWEST_ANSWER = 1


class NeedKind(StrEnum):
    """`gap`: below the standard. `strengthen`: no gap anywhere, the one thing to learn next all the same."""

    GAP = "gap"
    STRENGTHEN = "strengthen"


class ReasonKind(StrEnum):
    ITEM = "item"
    VALUE = "value"
    LEVEL = "level"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class Reason:
    """One number that led to a need, and what it is held against (standard, target level, own mean)."""

    kind: ReasonKind
    figure: Fraction
    against: Fraction
    value: str | None = None
    item: int | None = None
    competency: int | None = None
    superior_only: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """`value` is None where only a recorded level is short. `priority` lies between 0 and 1."""

    kind: NeedKind
    value: str | None
    competency: int
    target_level: int | None
    priority: Fraction
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A value with the mean that may be used for it, and the items that may be named."""

    code: str
    competencies: tuple[int, ...]
    mean: Fraction
    superior_only: bool
    items: tuple[ItemEvidence, ...]


def rank_needs(evidence: Evidence, *, policy: LearningPolicy = DEFAULT_POLICY) -> tuple[Need, ...]:
    """What to learn, the most pressing first: each value below the standard, and each recorded competency level below
    its target that no such value covers. Without any gap one `strengthen` need at most; nobody is ever put into a
    bottom group (PP 11/2017 Pasal 205–207: needs are gaps between profile and standard).

    priority = 0.5 · level gap / 4 + 0.3 · value gap / 2 + 0.2 · target level / 5, exact; each part lies in 0–1. A
    level never recorded is no gap. Ties keep the order of the instrument. Where a value rests on fewer than three
    peers the superior's mean stands in; an item is named only with five peer answers or more.
    """
    seen = [one for value in evidence.values if (one := _usable(value, policy)) is not None]
    levels = {level.competency: level for level in evidence.levels}
    needs = list(_value_needs(seen, levels, policy))
    needs += _level_needs(evidence.levels, covered={need.competency for need in needs}, policy=policy)
    if not needs:
        return _strengthening(seen, levels)
    return tuple(sorted(needs, key=lambda need: -need.priority))


def _usable(value: ValueEvidence, policy: LearningPolicy) -> _Seen | None:
    """Fewer than three peers are absent from everything: then neither their mean nor any item may speak."""
    competencies = value.competencies or tuple(code for item in value.items for code in item.competencies)
    if value.peers >= policy.min_peers and value.others_mean is not None:
        items = tuple(i for i in value.items if i.mean is not None and i.answers >= policy.min_item_answers)
        return _Seen(value.code, competencies, value.others_mean, False, items)
    if value.superior_mean is None:
        return None
    return _Seen(value.code, competencies, value.superior_mean, True, ())


def _value_needs(seen: Sequence[_Seen], levels: dict[int, LevelEvidence], policy: LearningPolicy) -> Iterator[Need]:
    for value in seen:
        if value.mean < policy.value_target:
            item = _weakest(value.items, below=policy.value_target)
            competency = _focus(item.competencies if item else value.competencies, levels)
            level = levels.get(competency)
            reasons = (
                *_item_reason(value, item, policy.value_target),
                Reason(
                    ReasonKind.VALUE,
                    value.mean,
                    policy.value_target,
                    value=value.code,
                    superior_only=value.superior_only,
                ),
                *_level_reason(level),
            )
            priority = _priority(level, policy.value_target - value.mean, policy)
            yield Need(NeedKind.GAP, value.code, competency, level.target if level else None, priority, reasons)


def _level_needs(levels: Sequence[LevelEvidence], *, covered: set[int], policy: LearningPolicy) -> Iterator[Need]:
    for level in levels:
        if level.gap and level.competency not in covered:
            priority = _priority(level, Fraction(0), policy)
            yield Need(NeedKind.GAP, None, level.competency, level.target, priority, _level_reason(level))


def _strengthening(seen: Sequence[_Seen], levels: dict[int, LevelEvidence]) -> tuple[Need, ...]:
    """The value that lies lowest under the person's own mean; none where all are equal, for then none is lowest."""
    if not seen:
        return ()
    own = sum((value.mean for value in seen), Fraction(0)) / len(seen)
    lowest = min(seen, key=lambda value: value.mean)
    if lowest.mean == own:
        return ()
    item = _weakest(lowest.items, below=None)
    competency = _focus(item.competencies if item else lowest.competencies, levels)
    level = levels.get(competency)
    reason = Reason(ReasonKind.LOWEST, lowest.mean, own, value=lowest.code, superior_only=lowest.superior_only)
    reasons = (reason, *_item_reason(lowest, item, own))
    target = level.target if level else None
    return (Need(NeedKind.STRENGTHEN, lowest.code, competency, target, Fraction(0), reasons),)


def _weakest(items: Sequence[ItemEvidence], *, below: Fraction | None) -> ItemEvidence | None:
    means = [(item.mean, item) for item in items if item.mean is not None and (below is None or item.mean < below)]
    return min(means, key=lambda pair: pair[0], default=(None, None))[1]


def _focus(competencies: Sequence[int], levels: dict[int, LevelEvidence]) -> int:
    """Of the competencies behind a figure the one recorded furthest below its target, else the primary one."""
    return max(competencies, key=lambda code: levels[code].gap if code in levels else 0)


def _priority(level: LevelEvidence | None, value_gap: Fraction, policy: LearningPolicy) -> Fraction:
    """The level a post demands also says how critical the competency is there: service posts demand one more."""
    gap, target = (level.gap, level.target) if level else (0, 0)
    return (
        policy.level_weight * Fraction(gap, HIGHEST_LEVEL - 1)
        + policy.value_weight * value_gap / (policy.value_target - LOWEST_ANSWER)
        + policy.criticality_weight * Fraction(target, HIGHEST_LEVEL)
    )


def _item_reason(value: _Seen, item: ItemEvidence | None, against: Fraction) -> tuple[Reason, ...]:
    if item is None or item.mean is None:
        return ()
    return (Reason(ReasonKind.ITEM, item.mean, against, value=value.code, item=item.number),)


def _level_reason(level: LevelEvidence | None) -> tuple[Reason, ...]:
    if level is None or level.recorded is None or not level.gap:
        return ()
    figure, target = Fraction(level.recorded), Fraction(level.target)
    return (Reason(ReasonKind.LEVEL, figure, target, competency=level.competency),)
