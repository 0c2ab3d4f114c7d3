"""What a person is recommended to learn and why, what is not offered to him, and how he may answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from api.kit.faults import Fault
from api.kit.texts import Text
from api.rounds.verdicts import ALLOWED, Verdict, check_reason, refused
from api.training.catalogue import Activity, ActivityKind
from api.training.evidence import DEFAULT_POLICY, Evidence, LearningPolicy
from api.training.needs import Need, Reason, rank_needs
from api.training.retirement import whole_months

__all__ = [
    "Exclusion",
    "Learner",
    "LeftOut",
    "Mix",
    "Passed",
    "Recommendation",
    "RecommendationStatus",
    "can_answer",
    "check_not_ahead",
    "exclusion_of",
    "is_open_to",
    "moves_from",
    "rank_needs",
    "recommend",
]


@dataclass(frozen=True, slots=True)
class Passed:
    code: str
    on: date


@dataclass(frozen=True, slots=True)
class Learner:
    """Who learns. `words` is his post, unit and duties in one text; `traits` are `assessor`, `cpns`, `new_pppk`,
    `without_government_degree`; `jp_cap` None = the year has no upper limit (PNS)."""

    position_class: str
    words: str = ""
    traits: frozenset[str] = frozenset()
    passed: tuple[Passed, ...] = ()
    jp_used: int = 0
    jp_cap: int | None = None
    months_to_retirement: int | None = None


class Exclusion(StrEnum):
    PASSED_RECENTLY = "passed_recently"
    FULL = "full"
    JP_CAP = "jp_cap"
    NEAR_RETIREMENT = "near_retirement"


@dataclass(frozen=True, slots=True)
class LeftOut:
    activity: Activity
    why: Exclusion


@dataclass(frozen=True, slots=True)
class Mix:
    """70, 20 and 10. A part is None where nothing fitting is left; `Recommendation.left_out` says why."""

    experience: Activity | None
    others: Activity | None
    formal: Activity | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    need: Need
    rank: int
    mix: Mix
    left_out: tuple[LeftOut, ...]

    @property
    def priority(self) -> Fraction:
        return self.need.priority

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return self.need.reasons


def recommend(
    evidence: Evidence,
    learner: Learner,
    catalogue: Sequence[Activity],
    *,
    as_of: date,
    full: frozenset[str] = frozenset(),
    policy: LearningPolicy = DEFAULT_POLICY,
) -> tuple[Recommendation, ...]:
    """One recommendation for each ranked need (`rank_needs`), from rank 1: an assignment, something to learn from
    others, and a course. `full` holds the codes of courses without a free seat. May be empty."""
    open_to_him = [activity for activity in catalogue if is_open_to(activity, learner)]
    barred = {a.code: exclusion_of(a, learner, as_of=as_of, full=full, policy=policy) for a in open_to_him}
    return tuple(
        _recommendation(need, rank, open_to_him, barred)
        for rank, need in enumerate(rank_needs(evidence, policy=policy), start=1)
    )


def is_open_to(activity: Activity, learner: Learner) -> bool:
    """Whether he belongs to the audience; words are matched whole, so that "lurah" is not found in "kelurahan"."""
    audience = activity.audience
    text = " ".join(["", *re.findall(r"\w+", learner.words.casefold()), ""])
    return (
        (not audience.position_classes or learner.position_class in audience.position_classes)
        and (not audience.words or any(f" {word} " in text for word in audience.words))
        and (not audience.traits or not audience.traits.isdisjoint(learner.traits))
    )


def exclusion_of(
    activity: Activity,
    learner: Learner,
    *,
    as_of: date,
    full: frozenset[str] = frozenset(),
    policy: LearningPolicy = DEFAULT_POLICY,
) -> Exclusion | None:
    """Why an activity is not offered now: passed in the last 24 months; no seat left; the hours (JP) of the year are
    used up or would be exceeded; retirement in less than 12 months. The last two bar courses and whatever costs
    hours, never an assignment or a talk: who soon leaves still has much to give and to get."""
    since = [whole_months(one.on, as_of) for one in learner.passed if one.code == activity.code]
    if any(months < policy.months_between_repeats for months in since):
        return Exclusion.PASSED_RECENTLY
    if activity.code in full:
        return Exclusion.FULL
    if _exceeds_hours(activity, learner):
        return Exclusion.JP_CAP
    months = learner.months_to_retirement
    if activity.kind is ActivityKind.FORMAL and months is not None and months < policy.months_before_retirement:
        return Exclusion.NEAR_RETIREMENT
    return None


class RecommendationStatus(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


MOVES: Mapping[RecommendationStatus, Mapping[str, RecommendationStatus]] = {
    RecommendationStatus.PROPOSED: {
        "accept": RecommendationStatus.ACCEPTED,
        "dismiss": RecommendationStatus.DISMISSED,
    },
    RecommendationStatus.ACCEPTED: {"dismiss": RecommendationStatus.DISMISSED},
    RecommendationStatus.DISMISSED: {"accept": RecommendationStatus.ACCEPTED},
}


def moves_from(status: RecommendationStatus) -> Mapping[str, RecommendationStatus]:
    """How a recommendation in this status may be answered; one may always think again."""
    return MOVES[status]


def can_answer(status: RecommendationStatus, move: str, reason: str | None) -> Verdict:
    """To accept is enough; to dismiss needs a reason, so that the catalogue can learn from it."""
    if move not in moves_from(status):
        return refused("already_answered", "Rekomendasi ini sudah dijawab demikian.", "This was already answered so.")
    return Verdict(check_reason(reason)) if move == "dismiss" else ALLOWED


def check_not_ahead(day: date, today: date, pointer: str) -> tuple[Fault, ...]:
    """What somebody assessed or completed lies behind: the day may be today, in the office's zone, but not later."""
    if day <= today:
        return ()
    text = Text("Tanggal tidak boleh di masa depan.", "The date cannot lie ahead.")
    return (Fault(pointer, "date_ahead", text),)


def _recommendation(
    need: Need, rank: int, open_to_him: Sequence[Activity], barred: Mapping[str, Exclusion | None]
) -> Recommendation:
    fitting = sorted((a for a in open_to_him if _fits(a, need)), key=lambda activity: _fitness(activity, need))
    first: dict[ActivityKind, Activity] = {}
    left_out: list[LeftOut] = []
    for activity in fitting:
        why = barred[activity.code]
        if why is None:
            first.setdefault(activity.kind, activity)
        elif activity.kind not in first:
            left_out.append(LeftOut(activity, why))
    mix = Mix(*(first.get(kind) for kind in ActivityKind))
    return Recommendation(need, rank, mix, tuple(left_out))


def _fits(activity: Activity, need: Need) -> bool:
    return need.value in activity.values or need.competency in activity.competencies


def _fitness(activity: Activity, need: Need) -> tuple[int, bool, bool, int, int, str]:
    """Best first: value and competency both, then the value; made for people like him; the right level; one subject
    rather than all; the code settles the rest, so that the same figures give the same mix."""
    by_value, by_competency = need.value in activity.values, need.competency in activity.competencies
    level = activity.competencies.get(need.competency)
    distance = abs(level - need.target_level) if level and need.target_level else 0
    breadth = len(activity.values) + len(activity.competencies)
    hits = by_value + by_competency
    return (-hits, not by_value, not activity.audience.is_specific, distance, breadth, activity.code)


def _exceeds_hours(activity: Activity, learner: Learner) -> bool:
    if learner.jp_cap is None:
        return False
    if activity.hours_jp is None:
        return activity.kind is ActivityKind.FORMAL and learner.jp_used >= learner.jp_cap
    return activity.hours_jp > 0 and learner.jp_used + activity.hours_jp > learner.jp_cap
