"""Generated rounds: odd policies, missing items, missing sources, small groups. The seed alone decides."""

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from api.scoring.defaults import default_policy
from api.scoring.policy import Policy, ScalePoint, ValueRule
from api.scoring.score import score
from api.scoring.terms import Source
from api.scoring.values import Scores, WorkResults
from tests.scoring import oracle
from tests.scoring.make import answers_of, weighted

Person = list[tuple[Source, bytes]]
PEOPLE_IN_A_BATCH = 40


def a_batch(seed: int, people: int = PEOPLE_IN_A_BATCH) -> tuple[Policy, list[Person], list[oracle.Work]]:
    rng = random.Random(seed)
    policy = a_policy(rng)
    return policy, [a_person(rng, policy) for _ in range(people)], [a_work(rng) for _ in range(people)]


def a_policy(rng: random.Random) -> Policy:
    """The default policy, or one with odd weights, shares, cuts of validity and scale."""
    base = default_policy()
    if rng.random() < 0.2:
        return rng.choice([base, base.light(), base.practice()])
    asked = [Source.SUPERIOR, *rng.sample([Source.SELF, Source.PEER, Source.SUBORDINATE], rng.randint(0, 3))]
    cuts = sorted(rng.sample(range(1, 10_000), len(asked) - 1))
    weights = [high - low for low, high in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    if rng.random() < 0.2 and len(asked) > 1:
        weights = [weights[0] + weights[1], 0, *weights[2:]]
    values = tuple(a_value(rng, i) for i in range(rng.choice([1, 3, 7, 7, 7])))
    policy = replace(
        weighted(dict(zip(asked, weights, strict=True)), base),
        values=values,
        min_values_per_form=rng.randint(1, len(values)),
        min_complete_values=rng.randint(1, len(values)),
    )
    return replace(policy, scale=(*base.scale[:1], ScalePoint(Fraction(7, 3), Fraction(650, 7)), *base.scale[1:]))


def a_value(rng: random.Random, i: int) -> ValueRule:
    items = rng.choice([1, 2, 3, 3, 3, 4])
    high = rng.choice([1, 1, 3, 9])
    item_shares = tuple(rng.randint(1, high) for _ in range(items))
    return ValueRule(f"V{i}", f"Nilai {i}", rng.randint(1, high), item_shares, rng.randint(1, items))


def a_person(rng: random.Random, policy: Policy) -> Person:
    """Forms of any source, sometimes missing, often few, with gaps; also of sources the policy does not ask."""
    sizes = {
        Source.SUPERIOR: rng.choice([0, 1, 1, 1, 1, 1, 2]),
        Source.SELF: rng.choice([0, 1, 1]),
        Source.PEER: rng.choice([0, 1, 2, 3, 3, 4, 5, 7]),
        Source.SUBORDINATE: rng.choice([0, 0, 2, 3, 5]),
    }
    gaps, low = rng.choice([0, 0, 0.1, 0.3, 0.5]), rng.choice([1, 1, 2, 3])
    forms = [(source, a_form(rng, policy, gaps, low)) for source, size in sizes.items() for _ in range(size)]
    rng.shuffle(forms)
    return forms


def a_form(rng: random.Random, policy: Policy, gaps: float, low: int) -> bytes:
    return bytes(0 if rng.random() < gaps else rng.randint(low, 5) for _ in range(policy.item_count))


def a_work(rng: random.Random) -> oracle.Work:
    kind = rng.random()
    if kind < 0.2:
        return oracle.Work()
    if kind < 0.5:
        return oracle.Work(code=rng.randint(1, 3))
    return oracle.Work(
        skp=rng.choice([0, 8_999, 9_000, 10_999, 11_000, 12_000, rng.randint(0, 12_000)]), innovation=rng.random() < 0.5
    )


def scored(policy: Policy, people: Sequence[Person], works: Sequence[oracle.Work]) -> Scores:
    work = WorkResults.of([w.code for w in works], [w.skp for w in works], [w.innovation for w in works])
    return score(policy, answers_of(people, policy.item_count), work)
