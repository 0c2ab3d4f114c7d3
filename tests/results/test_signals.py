"""Signals about the quality of ratings: seeded cartels are seen, honest low scores are not, nothing below five forms."""

import json

import numpy as np

from api.results.signals import rater_signals
from api.scoring.defaults import default_policy
from api.scoring.sources import source_sums
from api.scoring.terms import Source
from api.scoring.values import Answers

POLICY = default_policy()


def signals_of(*people: list[list[int]]) -> list[dict[str, dict[str, bool]]]:
    """What is said of each person from the peers' forms about him."""
    forms = [form for person in people for form in person]
    who = [number for number, person in enumerate(people) for _ in person]
    answers = Answers.of(np.array(forms).reshape(-1, 21), [Source.PEER] * len(forms), who, len(people))
    return [json.loads(text) for text in rater_signals(POLICY, answers, source_sums(POLICY, answers))]


def varied(level: int) -> list[int]:
    return [level, level + 1, level] * 7


def test_a_cartel_is_seen_and_an_honest_low_score_is_not() -> None:
    """T27: of five raters one lies two points below the median; elsewhere all five are honestly low."""
    cartel = [varied(4), varied(4), varied(4), varied(4), varied(1)]
    honest = [varied(2), varied(2), varied(1), varied(2), varied(3)]
    assert signals_of(cartel, honest) == [
        {"peer": {"outlier": True, "straight": False}},
        {"peer": {"outlier": False, "straight": False}},
    ]


def test_the_same_answer_everywhere_is_seen() -> None:
    found = signals_of([varied(3), varied(3), [3] * 21, varied(3), varied(4)])
    assert found == [{"peer": {"outlier": False, "straight": True}}]


def test_below_five_forms_nothing_is_said() -> None:
    assert signals_of([varied(4), varied(4), varied(4), varied(1)], []) == [{}, {}]
