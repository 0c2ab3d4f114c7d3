"""Signals beside a slow and obvious second writing of domain.md §10.5; the worked examples; a planted cartel."""

import random
import statistics
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from api.scoring.defaults import default_policy
from api.scoring.reliability import cronbach_alpha
from api.scoring.signals import FormFacts, Signal, form_facts, outliers, rater_signals

POLICY = default_policy()
CASES = yaml.safe_load((Path(__file__).parent / "cases/08_tanda_mutu.yaml").read_text(encoding="utf-8"))["kasus"]
Form = tuple[int, int, list[int]]
Found = dict[int, set[str]]


def engine(forms: list[Form]) -> Found:
    table = np.array([answers for *_, answers in forms], np.uint8)
    facts, valid = form_facts(POLICY, table, np.zeros(len(forms), np.bool_))
    rater, ratee = (np.array([form[at] for form in forms], np.int64)[valid] for at in (0, 1))
    found = rater_signals(facts, rater, ratee, np.ones(len(rater), np.bool_))
    return grouped((number, signal.value) for signal, flags in found.items() for number in np.flatnonzero(flags))


def grouped(pairs: Any) -> Found:
    found: Found = {}
    for number, signal in pairs:
        found.setdefault(int(number), set()).add(signal)
    return found


def slowly(forms: list[Form]) -> Found:
    """The same, person by person and form by form."""
    forms = [form for form in forms if counts(form[2])]
    return grouped((rater, one) for rater in {form[0] for form in forms} for one in signals_of(rater, forms))


def counts(answers: list[int]) -> bool:
    return len(values_of(answers)) >= 5


def values_of(answers: list[int]) -> list[float]:
    groups = [[a for a in answers[at : at + 3] if a] for at in range(0, 21, 3)]
    return [statistics.fmean(group) for group in groups if len(group) >= 2]


def signals_of(rater: int, forms: list[Form]) -> set[str]:
    mine = [form for form in forms if form[0] == rater]
    given = [[a for a in form[2] if a] for form in mine]
    everything = [a for answers in given for a in answers]
    found = {"straight"} if any(len(set(answers)) == 1 for answers in given) else set()
    if len(mine) >= 3 and everything.count(3) >= 0.9 * len(everything):
        found.add("central")
    found |= leaning(mine, forms)
    if sum(halo(form, forms) for form in mine) >= 3:
        found.add("halo")
    if any(returned(form, forms) for form in mine):
        found.add("mutual")
    return found


def others_about(form: Form, forms: list[Form]) -> list[Form]:
    return [other for other in forms if other[1] == form[1] and other is not form]


def mean_of(form: Form) -> float:
    return statistics.fmean(values_of(form[2]))


def leaning(mine: list[Form], forms: list[Form]) -> set[str]:
    away = []
    for form in mine:
        if others := others_about(form, forms):
            away.append(mean_of(form) - statistics.fmean([mean_of(other) for other in others]))
    squares = degrees = 0.0
    for ratee in {form[1] for form in forms}:
        means = [mean_of(form) for form in forms if form[1] == ratee]
        squares += sum((mean - statistics.fmean(means)) ** 2 for mean in means)
        degrees += len(means) - 1
    if len(away) < 5 or not degrees:
        return set()
    limit = (squares / degrees) ** 0.5
    mean = statistics.fmean(away)
    return {"lenient"} if mean > limit else {"severe"} if mean < -limit else set()


def halo(form: Form, forms: list[Form]) -> bool:
    others = [statistics.stdev(values_of(other[2])) for other in others_about(form, forms)]
    return bool(others) and statistics.stdev(values_of(form[2])) < 0.25 and statistics.fmean(others) > 0.4


def returned(form: Form, forms: list[Form]) -> bool:
    same = set(form[2]) - {0}
    back = [other for other in forms if (other[0], other[1]) == (form[1], form[0])]
    return same in ({1}, {5}) and any(set(other[2]) - {0} == same for other in back)


def some_forms(chance: random.Random) -> list[Form]:
    """Nine people who rate each other in their own ways: extremes, the middle, one level each, gaps."""
    pairs = [(a, b) for a in range(9) for b in range(9) if a != b and chance.random() < 0.8]
    return [(a, b, answers_of(a, chance)) for a, b in pairs]


def answers_of(rater: int, chance: random.Random) -> list[int]:
    if rater == 7:
        return [chance.choice((1, 1, 2)) for _ in range(21)]
    if rater % 3 == 0:
        level = chance.choice((1, 5, 5, 3))
        return [level] * 21
    if rater % 3 == 1:
        if chance.random() < 0.6:
            return [answer for _ in range(7) for answer in [chance.randint(1, 5)] * 3]
        level = chance.choice((2, 4))
        return [level if chance.random() < 0.97 else chance.choice((0, 3)) for _ in range(21)]
    return [chance.choice((0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, chance.randint(1, 5))) for _ in range(21)]


@pytest.mark.parametrize("seed", range(20))
def test_the_engine_finds_what_the_rule_in_plain_words_finds(seed: int) -> None:
    forms = some_forms(random.Random(seed))
    assert engine(forms) == slowly(forms)


def test_the_generated_offices_show_every_signal_and_none_everywhere() -> None:
    found = [engine(some_forms(random.Random(seed))) for seed in range(20)]
    for signal in set(Signal) - {Signal.REPEATED}:
        raters = sum(signal in signals for office in found for signals in office.values())
        assert 0 < raters < 9 * 20, signal


@pytest.mark.parametrize("case", CASES, ids=[case["judul"] for case in CASES])
def test_worked_examples(case: dict[str, Any]) -> None:
    names = sorted({name for form in case["lembar"] for name in form[:2]})
    forms = [
        (names.index(rater), names.index(ratee), [int(digit) for digit in str(digits) for _ in range(3)])
        for rater, ratee, digits in case["lembar"]
    ]
    expected = {names.index(name): set(signals) for name, signals in case["tanda"].items()}
    assert engine(forms) == expected


def test_a_planted_cartel_is_found_and_an_honest_office_is_not_touched() -> None:
    """T27: three of ten give each other fives everywhere; the others rate as they see."""
    chance = random.Random(27)
    honest = {(a, b): [chance.randint(2, 4) for _ in range(21)] for a in range(10) for b in range(10) if a != b}
    planted = {pair: [5] * 21 if max(pair) < 3 else answers for pair, answers in honest.items()}
    assert engine([(a, b, answers) for (a, b), answers in honest.items()]) == {}
    found = engine([(a, b, answers) for (a, b), answers in planted.items()])
    assert {rater for rater, signals in found.items() if "mutual" in signals} == {0, 1, 2}


def test_an_outlier_is_more_than_two_points_from_the_median_of_at_least_four_others() -> None:
    means = [4.0, 4.0, 4.2, 4.4, 1.9, 1.0, 4.0, 4.0, 4.0, 2.0, 4.0, 4.0, 4.0, 4.0]
    group = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2]
    order = random.Random(1).sample(range(len(means)), len(means))
    found = outliers(np.array(means)[order], np.array(group)[order])
    # 1.9 of the first group; three others are too few in the second; exactly two points is not more
    assert [means[at] for at, flag in zip(order, found, strict=True) if flag] == [1.9]


def test_the_same_answers_as_in_the_round_before_are_noticed_for_their_rater_only() -> None:
    """D31."""
    plain = np.array([[3, 4, 3] * 7, [3, 4, 3] * 7], np.uint8)
    facts, _ = form_facts(POLICY, plain, np.array([True, False]))
    found = rater_signals(facts, np.array([0, 1]), np.array([2, 2]), np.array([True, True]))
    assert found[Signal.REPEATED].tolist() == [True, False, False]


def test_an_office_without_forms_has_no_signals() -> None:
    none, flags = np.zeros(0, np.int64), np.zeros(0, np.bool_)
    facts = FormFacts(np.zeros(0), np.zeros(0), np.zeros(0, np.uint8), none, none, flags)
    assert not any(flag.any() for flag in rater_signals(facts, none, none, flags).values())


def test_internal_consistency_needs_thirty_forms_and_answers_that_differ() -> None:
    assert cronbach_alpha([[1, 2], [2, 3], [3, 4]]).alpha == 1.0
    assert not cronbach_alpha([[1, 2]] * 29).enough
    assert cronbach_alpha([[3, 3, 3]] * 30).alpha is None
    # 2 · (1 − (0.8 + 0.8) / 0.8): items that disagree
    assert cronbach_alpha([[1, 2], [2, 3], [3, 1], [1, 2], [2, 3], [3, 1]]).alpha == pytest.approx(-2.0)
