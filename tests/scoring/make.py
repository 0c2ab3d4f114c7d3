"""Small makers for scoring tests: policies with what matters changed, forms from readable text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from api.scoring.defaults import default_policy
from api.scoring.policy import Policy, SourceRule, ValueRule
from api.scoring.terms import Source
from api.scoring.values import Answers, WorkResults

SOURCES = {"atasan": Source.SUPERIOR, "rekan": Source.PEER, "diri": Source.SELF, "bawahan": Source.SUBORDINATE}


def form(text: str) -> bytes:
    """The bytes of a form written as digits, spaces between values: "444 333 …"."""
    return bytes(int(digit) for digit in text if digit != " ")


def flat(answer: int, items: int = 21) -> bytes:
    """A form with the same answer everywhere."""
    return bytes([answer] * items)


def answers_of(people: Sequence[Sequence[tuple[Source, bytes]]], items: int = 21) -> Answers:
    """The forms of several people, each a list of (source, form)."""
    rows = [(source, n, form) for n, forms in enumerate(people) for source, form in forms]
    flat_forms = np.frombuffer(b"".join(form for _, _, form in rows), np.uint8).reshape(len(rows), items)
    return Answers.of(flat_forms, [row[0] for row in rows], [row[1] for row in rows], len(people))


def one(*forms: tuple[Source, bytes]) -> Answers:
    """The forms of one person."""
    return answers_of([forms], len(forms[0][1]) if forms else 21)


def work_of(code: int | None = None, skp: str | None = None, innovation: bool = False) -> WorkResults:
    """The work result of one person; `skp` as decimal text."""
    return WorkResults.of([code], [None if skp is None else int(Fraction(skp) * 100)], [innovation])


def weighted(weights: Mapping[Source, int], policy: Policy | None = None) -> Policy:
    """The policy with these source weights."""
    rules = []
    for source, weight in weights.items():
        least = 3 if source.anonymous else 1
        rules.append(SourceRule(source, weight, min_forms=least, assigned=least, max_forms=7))
    return replace(policy or default_policy(), sources=tuple(rules))


def ten_items(policy: Policy | None = None) -> Policy:
    """The policy with ten items a value, all needed: forms then have any mean of one decimal."""
    policy = policy or default_policy()
    values = tuple(replace(value, item_shares=(1,) * 10, min_items=10) for value in policy.values)
    return replace(policy, values=values)


def form_with_mean(mean: str) -> bytes:
    """A form of `ten_items` with that mean in each of its seven values."""
    points = Fraction(mean) * 10
    assert points.denominator == 1
    low, higher = divmod(points.numerator, 10)
    return bytes([low + 1] * higher + [low] * (10 - higher)) * 7


def shares(policy: Policy, items: Sequence[Sequence[int]], values: Sequence[int]) -> Policy:
    """The policy with other item shares and value shares."""
    rules = tuple(
        ValueRule(old.code, old.name, share, tuple(item_shares), old.min_items)
        for old, share, item_shares in zip(policy.values, values, items, strict=True)
    )
    return replace(policy, values=rules)
