"""What becomes of the weight of an absent source."""

from fractions import Fraction

import pytest

from api.scoring.defaults import default_policy
from api.scoring.terms import Source
from api.scoring.weights import effective_weights, weight_table
from tests.scoring.make import weighted

SUPERIOR, PEER, SELF, SUBORDINATE = Source.SUPERIOR, Source.PEER, Source.SELF, Source.SUBORDINATE


@pytest.mark.parametrize(
    ("available", "expected"),
    [
        ([SUPERIOR, PEER, SELF], {SUPERIOR: "6/10", PEER: "3/10", SELF: "1/10"}),
        ([SUPERIOR, SELF], {SUPERIOR: "9/10", SELF: "1/10"}),
        ([SUPERIOR, PEER], {SUPERIOR: "2/3", PEER: "1/3"}),
        ([SUPERIOR], {SUPERIOR: "1"}),
        ([PEER, SELF], {}),
        ([], {}),
    ],
)
def test_self_keeps_its_weight_and_the_others_share_the_rest(
    available: list[Source], expected: dict[Source, str]
) -> None:
    weights = effective_weights(default_policy(), available)
    assert weights == {source: Fraction(weight) for source, weight in expected.items()}


def test_superior_and_subordinates_take_over_what_absent_peers_leave() -> None:
    policy = weighted({SUPERIOR: 6_000, PEER: 2_000, SUBORDINATE: 1_000, SELF: 1_000})
    weights = effective_weights(policy, [SUPERIOR, SUBORDINATE, SELF])
    assert weights == {SUPERIOR: Fraction(54, 70), SUBORDINATE: Fraction(9, 70), SELF: Fraction(1, 10)}


def test_a_source_asked_without_weight_never_gets_any() -> None:
    policy = weighted({SUPERIOR: 7_000, PEER: 3_000, SELF: 0})
    assert effective_weights(policy, [SUPERIOR, SELF]) == {SUPERIOR: Fraction(1), SELF: Fraction(0)}


def test_a_source_that_is_not_asked_has_no_weight_even_if_it_answered() -> None:
    assert effective_weights(default_policy().light(), [SUPERIOR, PEER, SELF]) == {SUPERIOR: Fraction(1)}


def test_the_view_of_the_others_leaves_self_out() -> None:
    weights = effective_weights(default_policy(), [SUPERIOR, PEER, SELF], without_self=True)
    assert weights == {SUPERIOR: Fraction(2, 3), PEER: Fraction(1, 3)}


def test_the_table_holds_the_same_weights_as_whole_numbers() -> None:
    policy = weighted({SUPERIOR: 5_003, PEER: 2_999, SELF: 1_998})
    table = weight_table(policy)
    assert len(table.numerators) == 2 ** len(Source)
    for pattern, row in enumerate(table.numerators):
        weights = effective_weights(policy, [source for source in Source if pattern >> source & 1])
        assert {s: Fraction(row[s], table.den) for s in Source if row[s]} == {s: w for s, w in weights.items() if w}
