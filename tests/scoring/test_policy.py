"""A policy that cannot hold cannot be made, and says which field is wrong; a good one survives its JSON."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from api.scoring.defaults import default_policy
from api.scoring.exact import INT64_MAX
from api.scoring.policy import LegalBasis, NumericLayer, Policy, PolicyError, ScalePoint, SourceRule
from api.scoring.terms import Predicate, Source
from tests.scoring.make import shares, weighted

SUPERIOR, PEER, SELF = default_policy().sources


def refused(**changes: Any) -> dict[str, str]:
    """The fields and codes for which the default policy with these changes is refused."""
    with pytest.raises(PolicyError) as error:
        replace(default_policy(), **changes)
    assert all(problem.message and problem.message_en for problem in error.value.problems)
    return {problem.field: problem.code for problem in error.value.problems}


class TestDefaultPolicy:
    def test_its_figures_are_those_of_the_design(self) -> None:
        policy = default_policy()
        assert {rule.source: rule.weight_bp for rule in policy.sources} == {
            Source.SUPERIOR: 6_000,
            Source.PEER: 3_000,
            Source.SELF: 1_000,
        }
        assert (PEER.assigned, PEER.min_forms, PEER.max_forms) == (5, 3, 7)
        assert policy.item_count == 21
        assert [value.code for value in policy.values] == ["BP", "AK", "KP", "HM", "LY", "AD", "KB"]
        assert policy.work_percent == 60

    def test_every_group_of_figures_has_a_basis_and_a_date(self) -> None:
        policy = default_policy(date(2027, 4, 1))
        bases = [getattr(policy.basis, group) for group in policy.basis.__slots__]
        assert all(basis.text and basis.since == date(2027, 4, 1) for basis in bases)

    def test_a_light_round_asks_the_superior_alone_and_weighs_70_to_30(self) -> None:
        light = default_policy().light()
        assert light.asked == (Source.SUPERIOR,)
        assert light.sources[0].weight_bp == 10_000
        assert light.work_percent == 70

    def test_a_practice_round_differs_only_in_proposing_nothing(self) -> None:
        assert default_policy().practice() == replace(default_policy(), proposes=False)

    def test_peers_without_weight_are_not_considered_in_the_numeric_layer(self) -> None:
        policy = weighted({Source.SUPERIOR: 9_000, Source.PEER: 0, Source.SELF: 1_000})
        assert policy.work_percent == 70

    def test_subordinates_with_weight_are_considered_in_the_numeric_layer(self) -> None:
        assert weighted({Source.SUPERIOR: 9_000, Source.SUBORDINATE: 1_000}).work_percent == 60


class TestRefusals:
    @pytest.mark.parametrize("weight", [5_999, 6_001, 0, -1])
    def test_weights_total_exactly_ten_thousand(self, weight: int) -> None:
        assert refused(sources=(replace(SUPERIOR, weight_bp=weight), PEER, SELF))["sources"] == "weights_total"

    def test_the_superior_has_some_weight(self) -> None:
        problems = refused(sources=(replace(SUPERIOR, weight_bp=0), replace(PEER, weight_bp=10_000)))
        assert problems == {"sources.superior.weight_bp": "out_of_range"}

    def test_the_superior_is_asked(self) -> None:
        assert refused(sources=(replace(PEER, weight_bp=10_000),)) == {"sources": "superior_missing"}

    def test_a_source_is_listed_once(self) -> None:
        half = replace(SUPERIOR, weight_bp=5_000)
        assert refused(sources=(half, half)) == {"sources": "duplicate"}

    @pytest.mark.parametrize("source", [Source.PEER, Source.SUBORDINATE])
    def test_an_anonymous_source_needs_at_least_three_forms(self, source: Source) -> None:
        rule = SourceRule(source, 4_000, min_forms=2, assigned=5, max_forms=7)
        assert refused(sources=(SUPERIOR, rule)) == {f"sources.{source.word}.min_forms": "out_of_range"}

    def test_assigned_lies_between_minimum_and_maximum(self) -> None:
        few = replace(PEER, assigned=2)
        many = replace(PEER, assigned=8)
        assert refused(sources=(SUPERIOR, few, SELF)) == {"sources.peer.assigned": "out_of_range"}
        assert refused(sources=(SUPERIOR, many, SELF)) == {"sources.peer.max_forms": "out_of_range"}

    @pytest.mark.parametrize("share", [0, 10, -1])
    def test_shares_lie_within_1_and_9(self, share: int) -> None:
        first, *others = default_policy().values
        assert refused(values=(replace(first, share=share), *others)) == {"values.BP.share": "out_of_range"}
        items = replace(first, item_shares=(1, share, 1))
        assert refused(values=(items, *others)) == {"values.BP.item_shares.1": "out_of_range"}

    def test_a_share_is_a_whole_number_not_a_truth(self) -> None:
        first, *others = default_policy().values
        assert refused(values=(replace(first, share=True), *others)) == {"values.BP.share": "out_of_range"}

    def test_no_value_needs_more_items_than_it_has(self) -> None:
        first, *others = default_policy().values
        assert refused(values=(replace(first, min_items=4), *others)) == {"values.BP.min_items": "out_of_range"}
        assert refused(values=(replace(first, min_items=0), *others)) == {"values.BP.min_items": "out_of_range"}

    def test_codes_of_values_are_filled_and_distinct(self) -> None:
        first, second, *others = default_policy().values
        assert refused(values=(first, replace(second, code="BP"), *others)) == {"values": "codes"}
        assert refused(values=(replace(first, code=" "), second, *others)) == {"values": "codes"}

    def test_no_form_and_no_composite_needs_more_values_than_there_are(self) -> None:
        assert refused(min_values_per_form=8) == {"min_values_per_form": "out_of_range"}
        assert refused(min_complete_values=0) == {"min_complete_values": "out_of_range"}

    def test_cuts_of_behaviour_stand_in_order_and_on_the_scale(self) -> None:
        cuts = default_policy().behaviour
        lower = replace(cuts, above_composite=Fraction(13, 5))
        assert refused(behaviour=lower) == {"behaviour.above_composite": "order"}
        assert refused(behaviour=replace(cuts, above_values=Fraction(1))) == {"behaviour.above_values": "order"}
        outside = replace(cuts, below_value_superior=Fraction(6))
        assert refused(behaviour=outside) == {"behaviour.below_value_superior": "out_of_range"}

    def test_cuts_of_the_work_result_stand_in_order(self) -> None:
        cuts = replace(default_policy().work, above=Fraction(90))
        assert refused(work=cuts) == {"work.above": "order"}

    @pytest.mark.parametrize(
        ("points", "code"),
        [
            ([(1, 50), (4, 100)], "answers"),
            ([(2, 50), (5, 100)], "answers"),
            ([(1, 50)], "answers"),
            ([(1, 50)], "figures"),
            ([], "figures"),
            ([(1, 50), (3, 100), (3, 110), (5, 120)], "answers"),
            ([(1, 50), (3, 100), (5, 100)], "figures"),
            ([(1, 50), (5, 121)], "figures"),
            ([(1, -1), (5, 120)], "figures"),
        ],
    )
    def test_the_scale_rises_from_1_to_5_within_0_and_120(self, points: list[tuple[int, int]], code: str) -> None:
        scale = tuple(ScalePoint(Fraction(answer), Fraction(figure)) for answer, figure in points)
        with pytest.raises(PolicyError) as error:
            replace(default_policy(), scale=scale)
        assert ("scale", code) in {(problem.field, problem.code) for problem in error.value.problems}

    def test_a_scale_may_be_one_straight_line(self) -> None:
        scale = (ScalePoint(Fraction(1), Fraction(0)), ScalePoint(Fraction(5), Fraction(120)))
        assert replace(default_policy(), scale=scale).scale == scale

    @pytest.mark.parametrize("bands", [(110, 90, 70), (110, 90, 90, 50), (121, 90, 70, 50), (110, 90, 70, 0)])
    def test_the_numeric_layer_has_four_falling_bands(self, bands: tuple[int, ...]) -> None:
        layer = NumericLayer(60, 70, tuple(map(Fraction, bands)), top_needs_innovation=True)
        assert refused(numeric=layer) == {"numeric.bands": "bands"}

    def test_the_percentages_of_the_numeric_layer_leave_something_for_both(self) -> None:
        layer = replace(default_policy().numeric, work_percent_alone=100)
        assert refused(numeric=layer) == {"numeric.work_percent_alone": "out_of_range"}

    def test_a_better_rating_never_gives_a_worse_predicate(self) -> None:
        first, second, third = default_policy().matrix
        assert refused(matrix=(second, first, third)) == {"matrix": "order"}
        assert refused(matrix=(first, second)) == {"matrix": "shape"}
        sideways = (Predicate.GOOD, Predicate.VERY_GOOD, Predicate.POOR)
        assert refused(matrix=(sideways, second, third)) == {"matrix": "order"}

    def test_every_figure_rests_on_something(self) -> None:
        basis = replace(default_policy().basis, scale=LegalBasis("  ", date(2026, 1, 1)))
        assert refused(basis=basis, name="") == {"basis.scale": "empty", "name": "empty"}

    def test_all_problems_are_told_together(self) -> None:
        assert len(refused(name="", min_complete_values=9, sources=(SUPERIOR,))) == 3


class TestJson:
    def test_a_policy_survives_its_json(self) -> None:
        policy = shares(default_policy(), [(1, 2, 3)] * 7, [9] * 7)
        written = json.dumps(policy.to_json())
        assert Policy.from_json(json.loads(written)) == policy

    def test_fractions_dates_and_words_are_readable(self) -> None:
        data: Any = default_policy().to_json()
        assert data["schema"] == "scoring-policy/1"
        assert data["valid_from"] == "2026-01-01"
        assert data["behaviour"]["below_composite"] == "13/5"
        assert data["sources"][0]["source"] == "superior"
        assert data["matrix"][0] == ["very_good", "good", "poor"]

    def test_the_canonical_bytes_do_not_depend_on_the_order_of_keys(self) -> None:
        data = default_policy().to_json()
        turned = dict(reversed(data.items()))
        assert Policy.from_json(turned).canonical() == default_policy().canonical()

    @pytest.mark.parametrize(
        ("path", "value", "field"),
        [
            (["schema"], "scoring-policy/0", "schema"),
            (["surprise"], 1, "surprise"),
            (["name"], 5, "name"),
            (["valid_from"], "2026-13-01", "valid_from"),
            (["valid_from"], 2026, "valid_from"),
            (["proposes"], 1, "proposes"),
            (["values"], {}, "values"),
            (["behaviour"], [], "behaviour"),
            (["behaviour", "below_composite"], "1/0", "behaviour.below_composite"),
            (["behaviour", "below_composite"], 2.6, "behaviour.below_composite"),
            (["sources", 0, "weight_bp"], 6000.0, "sources.0.weight_bp"),
            (["sources", 0, "source"], "boss", "sources.0.source"),
            (["sources", 1, "weight_bp"], 3_001, "sources"),
            (["matrix", 0, 0], "excellent", "matrix.0.0"),
        ],
    )
    def test_json_that_is_not_a_policy_is_refused_by_field(self, path: list[Any], value: object, field: str) -> None:
        data: Any = json.loads(json.dumps(default_policy().to_json()))
        place = data
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        with pytest.raises(PolicyError) as error:
            Policy.from_json(data)
        assert [problem.field for problem in error.value.problems] == [field]

    def test_a_missing_field_is_named(self) -> None:
        data = default_policy().to_json()
        del data["numeric"]
        with pytest.raises(PolicyError) as error:
            Policy.from_json(data)
        assert error.value.problems[0].field == "numeric"


class TestBound:
    def test_the_default_policy_fits_int64_with_seven_peers_and_more(self) -> None:
        assert default_policy().bound(7) <= INT64_MAX
        assert default_policy().bound(12) <= INT64_MAX

    def test_the_bound_grows_with_the_number_of_forms_and_leaves_int64(self) -> None:
        bounds = [default_policy().bound(forms) for forms in (1, 3, 7, 20, 60)]
        assert bounds == sorted(bounds)
        assert bounds[-1] > INT64_MAX

    def test_limits_with_many_decimals_need_more_room(self) -> None:
        fine = Fraction(109_999_999_999, 10**9)
        layer = replace(default_policy().numeric, bands=(fine, *default_policy().numeric.bands[1:]))
        assert replace(default_policy(), numeric=layer).bound(7) > default_policy().bound(7)

    def test_odd_weights_need_more_room(self) -> None:
        odd = weighted({Source.SUPERIOR: 5_003, Source.PEER: 2_999, Source.SUBORDINATE: 1_009, Source.SELF: 989})
        assert odd.bound(7) > default_policy().bound(7)
