from dataclasses import replace

import pytest

from api.training.evidence import Evidence, LevelEvidence
from api.training.needs import NeedKind, Reason, ReasonKind
from api.training.rules import rank_needs
from tests.training.examples import KB_20, F, evidence, item, value


class TestRankNeeds:
    def test_nobody_below_the_standard_means_no_gap(self) -> None:
        assert all(need.kind is not NeedKind.GAP for need in rank_needs(evidence(value("KB", "3"))))

    def test_a_mean_just_below_the_standard_is_a_need(self) -> None:
        (need,) = rank_needs(evidence(value("KB", "2999/1000")))
        assert (need.kind, need.value) == (NeedKind.GAP, "KB")

    def test_the_larger_value_gap_comes_first(self) -> None:
        needs = rank_needs(evidence(value("AK", "2.8"), value("AD", "2.1"), value("KB", "2.5")))
        assert [need.value for need in needs] == ["AD", "KB", "AK"]

    def test_equal_gaps_keep_the_order_of_the_instrument(self) -> None:
        needs = rank_needs(evidence(value("KB", "2.5"), value("BP", "2.5")))
        assert [need.value for need in needs] == ["BP", "KB"]

    def test_priority_is_the_exact_sum_of_level_value_and_criticality(self) -> None:
        levels = (LevelEvidence(3, target=2, recorded=1),)
        (need,) = rank_needs(evidence(KB_20, levels=levels))
        assert need.priority == F("0.5") * F("1/4") + F("0.3") * F("0.2") / 2 + F("0.2") * F("2/5")

    def test_a_recorded_level_below_target_outranks_a_slightly_larger_value_gap(self) -> None:
        levels = (LevelEvidence(1, target=2, recorded=1), LevelEvidence(5, target=2, recorded=2))
        needs = rank_needs(evidence(value("BP", "2.5"), value("AK", "2.8"), levels=levels))
        assert [need.value for need in needs] == ["AK", "BP"]

    def test_the_weakest_item_that_may_be_named_gives_competency_and_first_reason(self) -> None:
        (need,) = rank_needs(evidence(KB_20))
        assert need.competency == 3
        assert need.reasons == (
            Reason(ReasonKind.ITEM, F("2.7"), F("3"), value="KB", item=20),
            Reason(ReasonKind.VALUE, F("2.8"), F("3"), value="KB"),
        )

    def test_of_the_items_competencies_the_one_recorded_below_target_is_chosen(self) -> None:
        levels = (LevelEvidence(3, target=1, recorded=1), LevelEvidence(2, target=2, recorded=1))
        (need,) = rank_needs(evidence(KB_20, levels=levels))
        assert need.competency == 2
        assert need.reasons[-1] == Reason(ReasonKind.LEVEL, F("1"), F("2"), competency=2)
        assert len(need.reasons) == 3

    def test_fewer_than_five_answers_name_the_value_instead_of_the_item(self) -> None:
        four = value("KB", "2.8", peers=4, items=(item(20, "2.7", 3, 2, answers=4),))
        (need,) = rank_needs(evidence(four))
        assert [reason.kind for reason in need.reasons] == [ReasonKind.VALUE]
        assert need.competency == 2

    @pytest.mark.parametrize("peers", [0, 1, 2])
    def test_a_suppressed_peer_mean_neither_makes_a_need_nor_names_an_item(self, peers: int) -> None:
        hidden = value("KB", "1.5", superior="4", peers=peers, items=(item(20, "1", 3, 2, answers=9),))
        assert all(need.value != "KB" for need in rank_needs(evidence(hidden, value("BP", "2"))))

    def test_with_too_few_peers_the_superiors_mean_stands_in_and_says_so(self) -> None:
        alone = value("KB", "4", superior="2.5", peers=2, items=(item(20, "1", 3, 2, answers=9),))
        (need,) = rank_needs(evidence(alone))
        assert need.reasons == (Reason(ReasonKind.VALUE, F("2.5"), F("3"), value="KB", superior_only=True),)

    def test_three_peers_are_enough_for_the_mean_of_the_others(self) -> None:
        (need,) = rank_needs(evidence(value("KB", "2.5", superior="4", peers=3)))
        assert need.reasons == (Reason(ReasonKind.VALUE, F("2.5"), F("3"), value="KB"),)

    def test_a_value_without_competencies_of_its_own_takes_those_of_its_items(self) -> None:
        hidden = replace(KB_20, competencies=(), peers=2)
        (need,) = rank_needs(evidence(hidden))
        assert need.competency == 2

    def test_a_value_without_any_usable_mean_is_left_out(self) -> None:
        empty = replace(value("KB", "1", peers=2), superior_mean=None)
        assert all(need.value != "KB" for need in rank_needs(evidence(empty, value("BP", "2"))))

    def test_a_recorded_level_below_target_is_a_need_of_its_own_where_no_value_covers_it(self) -> None:
        levels = (LevelEvidence(4, target=3, recorded=1), LevelEvidence(3, target=2, recorded=1))
        needs = rank_needs(evidence(KB_20, levels=levels))
        assert [(need.value, need.competency) for need in needs] == [(None, 4), ("KB", 3)]
        assert needs[0].reasons == (Reason(ReasonKind.LEVEL, F("1"), F("3"), competency=4),)

    def test_a_level_never_assessed_is_no_gap(self) -> None:
        assert rank_needs(Evidence((), (LevelEvidence(4, target=3, recorded=None),))) == ()

    def test_a_level_above_target_offsets_nothing(self) -> None:
        assert rank_needs(Evidence((), (LevelEvidence(4, target=1, recorded=3),))) == ()


class TestStrengthening:
    def test_without_a_gap_the_lowest_value_is_the_one_thing_to_learn_marked_as_such(self) -> None:
        (need,) = rank_needs(evidence(value("KB", "3.3")))
        assert (need.kind, need.value, need.priority) == (NeedKind.STRENGTHEN, "KB", F("0"))
        assert need.reasons == (Reason(ReasonKind.LOWEST, F("3.3"), F("27.3") / 7, value="KB"),)

    def test_with_any_gap_there_is_no_strengthening_beside_it(self) -> None:
        assert {need.kind for need in rank_needs(evidence(value("KB", "2.9"), value("BP", "3.1")))} == {NeedKind.GAP}

    def test_where_all_values_are_equal_none_is_called_lowest(self) -> None:
        assert rank_needs(evidence()) == ()

    def test_nothing_known_recommends_nothing(self) -> None:
        assert rank_needs(Evidence(())) == ()
