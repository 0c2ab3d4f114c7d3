"""What holds for every round: engine and oracle agree exactly, order never matters, a better answer never harms."""

import os
import random
import sys
from fractions import Fraction

import numpy as np
import pytest

from api.scoring import exact as arithmetic
from api.scoring import score as score_module
from api.scoring import sources as sources_module
from api.scoring.derivation import derivation_from_sums
from api.scoring.policy import Policy
from api.scoring.terms import Source
from api.scoring.values import Scores, WorkResults
from api.scoring.weights import effective_weights
from tests.scoring import oracle
from tests.scoring.facts import expected_facts, facts, same
from tests.scoring.generated import PEOPLE_IN_A_BATCH, Person, a_batch, a_form, a_person, a_policy, a_work, scored

ROUNDS = int(os.environ.get("ORACLE_ROUNDS", "10400"))  # tests/mutation asks for fewer


def test_the_engine_equals_the_oracle_exactly_on_ten_thousand_rounds(capsys: pytest.CaptureFixture[str]) -> None:
    rng = random.Random(20_260_101)
    compared, complete, wide = 0, 0, 0
    while compared < ROUNDS:
        policy = a_policy(rng)
        people = [a_person(rng, policy) for _ in range(PEOPLE_IN_A_BATCH)]
        works = [a_work(rng) for _ in people]
        scores = scored(policy, people, works)
        for n, (forms, work) in enumerate(zip(people, works, strict=True)):
            expected = oracle.result_of(policy, forms, work)
            assert facts(policy, scores, n) == expected_facts(policy, expected)
            complete += expected.composite is not None
        compared += len(people)
        wide += scores.value_num.dtype == object
    with capsys.disabled():
        sys.stdout.write(f"\n{compared} rounds equal to the oracle, {complete} complete, {wide} batches beyond int64\n")
    assert complete > ROUNDS / 3
    assert wide > ROUNDS / 1_040


@pytest.mark.parametrize("seed", range(30))
def test_the_order_of_forms_never_matters(seed: int) -> None:
    policy, people, works = a_batch(seed)
    shuffled = [random.Random(seed).sample(forms, len(forms)) for forms in people]
    assert same(scored(policy, people, works), scored(policy, shuffled, works))


@pytest.mark.parametrize("seed", range(30))
def test_who_else_is_scored_never_matters(seed: int) -> None:
    policy, people, works = a_batch(seed)
    together = scored(policy, people, works)
    for n in (0, len(people) - 1):
        alone = scored(policy, people[n : n + 1], works[n : n + 1])
        assert facts(policy, alone, 0) == facts(policy, together, n)


@pytest.mark.parametrize("seed", range(30))
def test_runs_of_participants_put_together_are_the_whole(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    policy, people, works = a_batch(seed)
    whole = scored(policy, people, works)
    monkeypatch.setattr(sources_module, "RUN", 7)
    monkeypatch.setattr(score_module, "RUN", 11)
    assert same(whole, scored(policy, people, works))


@pytest.mark.parametrize("seed", range(30))
def test_wide_numbers_give_what_int64_gives(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    policy, people, works = a_batch(seed)
    narrow = scored(policy, people, works)
    monkeypatch.setattr(arithmetic, "INT64_MAX", 0)
    wide = scored(policy, people, works)
    assert wide.value_num.dtype == object
    assert same(narrow, wide)


def test_a_higher_answer_never_lowers_anything() -> None:
    rng = random.Random(7)
    raised = 0
    for seed in range(120):
        policy, people, works = a_batch(seed, people=20)
        better = [raise_one(rng, policy, forms) for forms in people]
        before, after = scored(policy, people, works), scored(policy, better, works)
        for n in range(len(people)):
            assert not_worse(before, after, n)
        raised += sum(old != new for old, new in zip(people, better, strict=True))
    assert raised > 1_000


def raise_one(rng: random.Random, policy: Policy, forms: Person) -> Person:
    """The same forms with one answered item one step (or more) higher."""
    places = [(f, i) for f, (_, form) in enumerate(forms) for i in range(policy.item_count) if 1 <= form[i] <= 4]
    if not places:
        return forms
    f, i = rng.choice(places)
    source, form = forms[f]
    higher = bytes([*form[:i], rng.randint(form[i] + 1, 5), *form[i + 1 :]])
    return [*forms[:f], (source, higher), *forms[f + 1 :]]


def not_worse(before: Scores, after: Scores, n: int) -> bool:
    """Figures are at least as high, codes at least as good, and nothing became missing."""
    figures = all(
        np.all(getattr(after, name)[..., n] >= getattr(before, name)[..., n])
        for name in ("value_num", "value4", "composite_num", "composite4", "scaled4", "numeric4")
    )
    rating = after.behaviour[n] <= before.behaviour[n]
    return bool(figures and rating and after.incomplete[n] == before.incomplete[n])


@pytest.mark.parametrize("seed", range(40))
def test_the_fractions_of_every_derivation_add_up_to_what_was_scored(seed: int) -> None:
    policy, people, works = a_batch(seed, people=10)
    scores = scored(policy, people, works)
    for n, work in enumerate(works):
        entered = WorkResults.of([work.code], [work.skp], [work.innovation])
        derivation = derivation_from_sums(policy, scores.sums.part(slice(n, n + 1)), entered)
        steps = {step.key: step for step in derivation.steps}
        for step in derivation.steps:
            for part in step.parts:
                assert part.key is None or part.key == "composite" or steps[part.key].value == part.value
            assert not step.parts or sum(part.contribution for part in step.parts) == step.value
        found = facts(policy, scores, n)
        for key in ("composite", "scaled", "numeric"):
            assert (steps[key].value if key in steps else None) == found[key]


@pytest.mark.parametrize("seed", range(60))
def test_no_figure_leaves_its_scale(seed: int) -> None:
    policy, people, works = a_batch(seed)
    scores = scored(policy, people, works)
    for figures, low, high in (
        (scores.value4, 10_000, 50_000),
        (scores.composite4, 10_000, 50_000),
        (scores.scaled4, 500_000, 1_200_000),
        (scores.numeric4, 0, 1_200_000),
    ):
        known = figures[figures != -1]
        assert np.all((known >= low) & (known <= high))


def test_weights_in_force_always_add_up_to_one_and_self_never_grows() -> None:
    rng = random.Random(3)
    for _ in range(300):
        policy = a_policy(rng)
        for pattern in range(16):
            available = [source for source in Source if pattern >> source & 1]
            weights = effective_weights(policy, available)
            if Source.SUPERIOR not in available:
                assert weights == {}
                continue
            assert sum(weights.values()) == 1
            own = policy.rule_of(Source.SELF)
            assert weights.get(Source.SELF, 0) == (
                Fraction(own.weight_bp, 10_000) if own and Source.SELF in available else 0
            )
            assert all(weights.get(rule.source, 1) >= Fraction(rule.weight_bp, 10_000) for rule in policy.sources)


@pytest.mark.parametrize("seed", range(30))
def test_one_or_two_peers_change_nothing_at_all(seed: int) -> None:
    policy, people, works = a_batch(seed)
    without = [[form for form in forms if form[0] != Source.PEER] for forms in people]
    rng = random.Random(seed)
    pair = [[*forms, *((Source.PEER, a_form(rng, policy, 0.1, 1)) for _ in range(2))] for forms in without]
    assert same(scored(policy, without, works), scored(policy, pair, works))
