"""Self and others where the groups are incomplete (figures: cases/06_pandangan_diri.yaml)."""

from fractions import Fraction

import pytest

from api.scoring.agreement import SelfView, self_other
from api.scoring.defaults import default_policy
from api.scoring.policy import Policy
from api.scoring.sources import source_sums
from api.scoring.terms import Source
from tests.scoring import oracle
from tests.scoring.generated import a_batch
from tests.scoring.make import answers_of, flat, form, one

SUPERIOR, PEER, SELF = Source.SUPERIOR, Source.PEER, Source.SELF


def test_two_peers_are_no_others() -> None:
    policy = default_policy()
    pair = source_sums(policy, one((SUPERIOR, flat(4)), (SELF, flat(4)), (PEER, flat(1)), (PEER, flat(1))))
    view = self_other(policy, pair)
    assert view.others4.tolist() == [40_000]
    assert view.view.tolist() == [SelfView.ALIKE_GOOD]


def test_without_the_superior_there_is_nothing_to_compare_with() -> None:
    view = self_other(default_policy(), source_sums(default_policy(), one((SELF, flat(4)), *[(PEER, flat(4))] * 3)))
    assert view.view.tolist() == [SelfView.UNKNOWN]
    assert not view.value_known.any()


def test_only_values_that_both_judged_are_compared() -> None:
    own = form("555 555 555 555 555 100 100")
    view = self_other(default_policy(), source_sums(default_policy(), one((SUPERIOR, flat(4)), (SELF, own))))
    assert view.value_known[:, 0].tolist() == [True] * 5 + [False] * 2
    assert view.gap4.tolist() == [10_000]


@pytest.mark.parametrize("seed", range(40))
def test_gaps_equal_those_of_plain_fractions(seed: int) -> None:
    policy, people, _ = a_batch(seed)
    view = self_other(policy, source_sums(policy, answers_of(people, policy.item_count)))
    for n, forms in enumerate(people):
        result = oracle.result_of(policy, forms, oracle.Work())
        pairs = {v: pair for v in range(len(policy.values)) if (pair := own_and_others(policy, result, v))}
        assert view.value_known[:, n].tolist() == [v in pairs for v in range(len(policy.values))]
        for v in range(len(policy.values)):
            gap = pairs[v][0] - pairs[v][1] if v in pairs else 0
            assert abs(Fraction(int(view.value_gap4[v, n]), 10_000) - gap) <= Fraction(1, 20_000)
        own, others = (mean_by_share(policy, {v: pair[side] for v, pair in pairs.items()}) for side in (0, 1))
        assert abs(Fraction(int(view.gap4[n]), 10_000) - (own - others)) <= Fraction(1, 20_000)
        assert view.view[n] == (expected_view(own - others, others) if pairs else SelfView.UNKNOWN)


def own_and_others(policy: Policy, result: oracle.Result, v: int) -> tuple[Fraction, Fraction] | None:
    if (SUPERIOR, v) not in result.means or (SELF, v) not in result.means:
        return None
    weights = {r.source: r.weight_bp for r in policy.sources if r.source != SELF and (r.source, v) in result.means}
    total = sum((weight * result.means[source, v] for source, weight in weights.items()), Fraction(0))
    return result.means[SELF, v], total / sum(weights.values())


def mean_by_share(policy: Policy, figures: dict[int, Fraction]) -> Fraction:
    shares = sum(policy.values[v].share for v in figures)
    return sum((policy.values[v].share * x for v, x in figures.items()), Fraction(0)) / max(shares, 1)


def expected_view(gap: Fraction, others: Fraction) -> SelfView:
    if abs(gap) > Fraction(1, 2):
        return SelfView.HIGHER if gap > 0 else SelfView.LOWER
    return SelfView.ALIKE_GOOD if others >= Fraction(7, 2) else SelfView.ALIKE_POOR
