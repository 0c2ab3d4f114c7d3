"""The figures of the default policy, as the owners of the rule have signed them (DESIGN.md §4)."""

from fractions import Fraction

from api.scoring.defaults import default_policy
from api.scoring.terms import Source

POLICY = default_policy()


def test_the_sources_with_their_weights_and_forms() -> None:
    rules = {r.source: (r.weight_bp, r.min_forms, r.assigned, r.max_forms) for r in POLICY.sources}
    assert rules == {
        Source.SUPERIOR: (6_000, 1, 1, 1),
        Source.PEER: (3_000, 3, 5, 7),
        Source.SELF: (1_000, 1, 1, 1),
    }


def test_every_value_has_three_items_of_equal_share_of_which_two_are_needed() -> None:
    assert {(value.share, value.item_shares, value.min_items) for value in POLICY.values} == {(1, (1, 1, 1), 2)}
    assert (POLICY.min_values_per_form, POLICY.min_complete_values) == (5, 5)


def test_the_cuts_of_behaviour_and_of_the_work_result() -> None:
    cuts = POLICY.behaviour
    assert (cuts.above_composite, cuts.above_values) == (4, 3)
    assert (cuts.below_composite, cuts.below_value, cuts.below_value_superior) == (Fraction("2.6"), 2, Fraction("2.5"))
    assert (POLICY.work.above, POLICY.work.meets) == (110, 90)


def test_the_scale_and_the_numeric_layer() -> None:
    assert [(point.answer, point.figure) for point in POLICY.scale] == [(1, 50), (3, 100), (5, 120)]
    layer = POLICY.numeric
    assert (layer.work_percent_with_raters, layer.work_percent_alone) == (60, 70)
    assert layer.bands == (110, 90, 70, 50)
    assert layer.top_needs_innovation
    assert POLICY.proposes


def test_the_matrix() -> None:
    assert [[int(cell) for cell in row] for row in POLICY.matrix] == [[1, 2, 4], [2, 2, 4], [3, 3, 5]]
