from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.instruments.berakhlak import berakhlak
from api.instruments.draft import AnchorDraft, ItemDraft, ValueDraft, VersionDraft
from api.instruments.rules import (
    Effect,
    VersionStatus,
    answer_positions,
    check_instrument_version,
    may_compare,
    may_edit,
    moves_from,
    what_changed,
)

OFFICIAL = berakhlak().draft(effective_from=date(2026, 1, 1))


def with_value(draft: VersionDraft, place: int, **changes: Any) -> VersionDraft:
    values = list(draft.values)
    values[place] = replace(values[place], **changes)
    return replace(draft, values=tuple(values))


def with_item(draft: VersionDraft, place: int, item_place: int, **changes: Any) -> VersionDraft:
    items = list(draft.values[place].items)
    items[item_place] = replace(items[item_place], **changes)
    return with_value(draft, place, items=tuple(items))


def with_anchors(draft: VersionDraft, *anchors: AnchorDraft) -> VersionDraft:
    return with_value(draft, 0, anchors=anchors)


def with_weights(**weights: int) -> VersionDraft:
    sources = [dict(rule) for rule in OFFICIAL.policy["sources"]]
    for rule in sources:
        rule["weight_bp"] = weights.get(rule["source"], rule["weight_bp"])
    return replace(OFFICIAL, policy={**OFFICIAL.policy, "sources": sources})


def with_policy(**figures: Any) -> VersionDraft:
    return replace(OFFICIAL, policy={**OFFICIAL.policy, **figures})


def small_value(code: str, first: int, items: int = 2) -> ValueDraft:
    return replace(
        OFFICIAL.values[0],
        code=code,
        items=tuple(ItemDraft(first + i, f"Butir {first + i}", competencies=(1,)) for i in range(items)),
    )


def found(draft: VersionDraft) -> set[tuple[str, str]]:
    return {(fault.pointer, fault.code) for fault in check_instrument_version(draft)}


class TestCheckInstrumentVersion:
    def test_the_official_instrument_is_without_fault(self) -> None:
        assert found(OFFICIAL) == set()

    def test_legal_basis_and_date_are_required(self) -> None:
        draft = replace(OFFICIAL, legal_basis="  ", effective_from=None)
        assert found(draft) == {
            ("/legal_basis", "legal_basis_missing"),
            ("/effective_from", "effective_from_missing"),
        }

    @pytest.mark.parametrize("count", [1, 12])
    def test_one_to_twelve_values_are_possible(self, count: int) -> None:
        values = tuple(small_value(f"V{n}", 1 + 2 * n) for n in range(count))
        draft = replace(with_policy(min_values_per_form=1, min_complete_values=1), values=values)
        assert found(draft) == set()

    @pytest.mark.parametrize("count", [0, 13])
    def test_none_or_thirteen_values_are_refused(self, count: int) -> None:
        values = tuple(small_value(f"V{n}", 1 + 2 * n) for n in range(count))
        draft = replace(with_policy(min_values_per_form=1, min_complete_values=1), values=values)
        assert ("/values", "values_out_of_range") in found(draft)

    def test_a_value_code_is_used_once_whatever_its_case(self) -> None:
        assert found(with_value(OFFICIAL, 1, code="bp ")) >= {
            ("/values/0/code", "code_not_unique"),
            ("/values/1/code", "code_not_unique"),
        }

    def test_a_value_needs_two_items(self) -> None:
        draft = with_value(OFFICIAL, 6, items=OFFICIAL.values[6].items[:1], min_items=1)
        assert found(draft) == {("/values/6/items", "too_few_items")}

    @pytest.mark.parametrize("share", [0, 10, -1])
    def test_shares_lie_between_1_and_9(self, share: int) -> None:
        assert found(with_value(OFFICIAL, 2, share=share)) == {("/values/2/share", "share_out_of_range")}
        assert found(with_item(OFFICIAL, 2, 1, share=share)) == {("/values/2/items/1/share", "share_out_of_range")}

    @pytest.mark.parametrize("share", [1, 9])
    def test_shares_may_be_1_and_9(self, share: int) -> None:
        assert found(with_item(with_value(OFFICIAL, 2, share=share), 2, 1, share=share)) == set()

    def test_a_repeated_item_number_is_named_at_both_places(self) -> None:
        assert found(with_item(OFFICIAL, 0, 1, number=1)) == {
            ("/values/0/items/0/number", "number_not_unique"),
            ("/values/0/items/1/number", "number_not_unique"),
            ("/values", "numbers_not_in_order"),
        }

    def test_item_numbers_have_no_gap(self) -> None:
        assert found(with_item(OFFICIAL, 6, 2, number=22)) == {("/values", "numbers_not_in_order")}

    def test_item_numbers_follow_the_order_of_the_values_because_scoring_reads_bytes_so(self) -> None:
        swapped = replace(OFFICIAL, values=(OFFICIAL.values[1], OFFICIAL.values[0], *OFFICIAL.values[2:]))
        assert found(swapped) == {("/values", "numbers_not_in_order")}

    def test_every_text_must_be_written(self) -> None:
        draft = with_item(with_value(OFFICIAL, 0, name=" ", definition="", learning_text=""), 0, 0, text="")
        assert found(draft) == {
            ("/values/0/name", "text_missing"),
            ("/values/0/definition", "text_missing"),
            ("/values/0/learning_text", "text_missing"),
            ("/values/0/items/0/text", "text_missing"),
        }

    def test_each_level_has_exactly_one_anchor(self) -> None:
        anchors = OFFICIAL.values[0].anchors
        assert found(with_anchors(OFFICIAL, *anchors[:4])) == {("/values/0/anchors", "anchors_incomplete")}
        assert found(with_anchors(OFFICIAL, *anchors, anchors[0])) == {("/values/0/anchors", "anchors_incomplete")}

    def test_a_level_lies_between_1_and_5_and_says_something(self) -> None:
        anchors = (*OFFICIAL.values[0].anchors[:4], AnchorDraft(6, " "))
        assert found(with_anchors(OFFICIAL, *anchors)) == {
            ("/values/0/anchors", "anchors_incomplete"),
            ("/values/0/anchors/4/level", "level_out_of_range"),
            ("/values/0/anchors/4/text", "text_missing"),
        }

    def test_items_lead_to_known_competencies(self) -> None:
        assert found(with_item(OFFICIAL, 0, 0, competencies=())) == {
            ("/values/0/items/0/competencies", "competency_missing")
        }
        faults = check_instrument_version(with_item(OFFICIAL, 0, 0, competencies=(3, 10, 12)))
        assert [fault.code for fault in faults] == ["competency_unknown"]
        assert faults[0].message.id == "Kompetensi 10, 12 tidak dikenal."

    def test_weights_total_exactly_10000(self) -> None:
        faults = check_instrument_version(with_weights(superior=5999))
        assert [(fault.pointer, fault.code) for fault in faults] == [("/policy/sources", "weights_total")]
        assert "99,99%" in faults[0].message.id
        assert "99.99%" in faults[0].message.en

    def test_the_superior_cannot_be_weighed_away(self) -> None:
        assert ("/policy/sources/superior/weight_bp", "out_of_range") in found(with_weights(superior=0, peer=9000))
        assert found(with_weights(superior=1, peer=8999)) == set()

    def test_cuts_are_ordered(self) -> None:
        behaviour = {**OFFICIAL.policy["behaviour"], "above_composite": "13/5"}
        assert found(with_policy(behaviour=behaviour)) == {("/policy/behaviour/above_composite", "order")}

    def test_a_threshold_nobody_can_reach_is_refused(self) -> None:
        assert found(with_value(OFFICIAL, 3, min_items=4)) == {("/values/3/min_items", "out_of_range")}
        assert found(with_policy(min_complete_values=8)) == {("/policy/min_complete_values", "out_of_range")}

    def test_peers_are_never_fewer_than_three(self) -> None:
        sources = [
            {**rule, "min_forms": 2} if rule["source"] == "peer" else rule for rule in OFFICIAL.policy["sources"]
        ]
        assert found(with_policy(sources=sources)) == {("/policy/sources/peer/min_forms", "out_of_range")}

    def test_a_policy_without_its_figures_is_refused_by_name(self) -> None:
        policy = {name: figure for name, figure in OFFICIAL.policy.items() if name != "matrix"}
        assert found(replace(OFFICIAL, policy=policy)) == {("/policy/matrix", "malformed")}

    def test_every_fault_speaks_both_languages(self) -> None:
        draft = replace(with_item(with_weights(superior=1), 0, 0, text="", share=0, number=5), legal_basis="")
        for fault in check_instrument_version(draft):
            assert fault.message.id
            assert fault.message.en
            assert fault.message.id != fault.message.en


class TestAnswerPositions:
    def test_the_bytes_of_a_form_stand_in_the_order_of_the_items(self) -> None:
        positions = answer_positions(OFFICIAL)
        assert positions[1] == 0
        assert positions[20] == 19
        assert sorted(positions.values()) == list(range(21))


class TestWhatChanged:
    def test_nothing_changed_in_the_same_version(self) -> None:
        assert what_changed(OFFICIAL, OFFICIAL) == ()

    def test_new_wording_is_named_with_before_and_after_and_keeps_results_comparable(self) -> None:
        changes = what_changed(OFFICIAL, with_item(OFFICIAL, 6, 1, text="Terbuka bekerja sama"))
        assert changes == (
            (
                "items/20/text",
                Effect.WORDING,
                "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
                "Terbuka bekerja sama",
            ),
        )
        assert may_compare(changes)

    def test_an_added_value_breaks_the_trend(self) -> None:
        changes = what_changed(OFFICIAL, replace(OFFICIAL, values=(*OFFICIAL.values, small_value("XX", 22))))
        assert ("values/XX", Effect.STRUCTURE, None, "XX") in changes
        assert not may_compare(changes)

    def test_a_removed_item_breaks_the_trend(self) -> None:
        changes = what_changed(OFFICIAL, with_value(OFFICIAL, 6, items=OFFICIAL.values[6].items[:2]))
        assert ("items/21/value", Effect.STRUCTURE, "KB", None) in changes
        assert not may_compare(changes)

    def test_a_weight_is_a_change_of_scoring_named_by_its_source(self) -> None:
        changes = what_changed(OFFICIAL, with_weights(superior=7000, peer=2000))
        assert changes == (
            ("policy/sources/superior/weight_bp", Effect.SCORING, "6000", "7000"),
            ("policy/sources/peer/weight_bp", Effect.SCORING, "3000", "2000"),
        )

    def test_another_competency_changes_only_what_is_recommended(self) -> None:
        changes = what_changed(OFFICIAL, with_item(OFFICIAL, 6, 1, competencies=(2, 3)))
        assert changes == (("items/20/competencies", Effect.LEARNING, "3, 2", "2, 3"),)


class TestStatus:
    def test_only_a_draft_may_be_edited(self) -> None:
        assert [status for status in VersionStatus if may_edit(status)] == [VersionStatus.DRAFT]

    def test_a_version_is_published_once_and_then_retired_for_good(self) -> None:
        assert moves_from(VersionStatus.DRAFT) == {"publish": VersionStatus.PUBLISHED}
        assert moves_from(VersionStatus.PUBLISHED) == {"retire": VersionStatus.RETIRED}
        assert moves_from(VersionStatus.RETIRED) == {}
