"""Every number can be taken apart: parts add up, conditions are laid open, what was left out is named."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from api.scoring.defaults import default_policy
from api.scoring.derivation import derivation_from_sums, derive
from api.scoring.sources import source_sums
from api.scoring.terms import Absence, Source
from api.scoring.values import Derivation, WorkResults
from tests.scoring.make import answers_of, flat, form, one, work_of

SUPERIOR, PEER, SELF = Source.SUPERIOR, Source.PEER, Source.SELF
FORMS = [
    (SUPERIOR, form("444 445 333 444 444 444 110")),
    (SELF, form("555 555 555 555 555 500 555")),
    (PEER, form("333 444 555 333 440 444 220")),
    (PEER, form("344 444 555 343 444 444 200")),
    (PEER, form("355 444 555 333 404 444 220")),
]


def derived(skp: str | None = None) -> Derivation:
    return derive(default_policy(), one(*FORMS), work_of(skp=skp))


def test_steps_come_in_the_order_of_the_calculation() -> None:
    keys = [step.key for step in derived(skp="112").steps]
    assert keys[:3] == ["source.self.BP", "source.superior.BP", "source.peer.BP"]
    assert keys[-6:] == ["composite", "behaviour", "work", "predicate", "scaled", "numeric"]
    assert len(keys) == len(set(keys))


def test_a_value_is_the_weighted_sum_of_its_sources() -> None:
    step = derived().step("value.BP")
    assert step is not None
    parts = {part.key: (part.weight, part.value) for part in step.parts}
    assert parts == {
        "source.superior.BP": (Fraction(6, 10), 4),
        "source.peer.BP": (Fraction(3, 10), Fraction(3 + Fraction(11, 3) + Fraction(13, 3), 3)),
        "source.self.BP": (Fraction(1, 10), 5),
    }
    assert step.value == sum(part.contribution for part in step.parts) == Fraction(4)


def test_the_mean_of_a_source_is_one_nth_of_the_sum_of_its_forms() -> None:
    step = derived().step("source.peer.AK")
    assert step is not None
    assert [(part.weight, part.value) for part in step.parts] == [(Fraction(1, 3), 12)]


def test_the_weights_of_absent_sources_are_shown_as_they_were_used() -> None:
    step = derived().step("value.KB")
    assert step is not None
    assert {part.key: part.weight for part in step.parts} == {
        "source.superior.KB": Fraction(9, 10),
        "source.self.KB": Fraction(1, 10),
    }


def test_what_was_left_out_is_named_with_its_reason() -> None:
    found = {(out.source, out.value): out for out in derived().left_out}
    assert {key: out.reason for key, out in found.items()} == {
        (PEER, "KB"): Absence.TOO_FEW_FORMS,
        (SELF, "AD"): Absence.VALUE_NOT_ANSWERED,
    }
    assert found[PEER, "KB"].text.id == "Kolaboratif, rekan: kurang dari 3"
    unanswered = "nilai ini tidak dihitung karena terlalu sedikit butirnya yang dijawab"
    assert found[SELF, "AD"].text.id == f"Adaptif, diri sendiri: {unanswered}"


def test_nothing_tells_how_many_peers_a_hidden_group_had() -> None:
    pair = derive(default_policy(), one(FORMS[0], *FORMS[2:4]), work_of())
    none = derive(default_policy(), one(FORMS[0]), work_of())
    assert pair.to_json() == none.to_json()


def test_a_light_round_leaves_nothing_out_by_design() -> None:
    derivation = derive(default_policy().light(), one((SUPERIOR, flat(3))), work_of(2))
    assert derivation.left_out == ()


def test_the_behaviour_rating_lays_open_every_comparison() -> None:
    step = derived().step("behaviour")
    assert step is not None
    conditions = [(c.label.id, c.relation, c.right, c.holds) for c in step.conditions]
    assert conditions[:2] == [
        ("nilai perilaku kerja", ">=", Fraction(4), False),
        ("nilai perilaku kerja", "<", Fraction(13, 5), False),
    ]
    assert ("Kolaboratif", "<", Fraction(2), True) in conditions
    assert ("Kolaboratif: rata-rata atasan", "<", Fraction(5, 2), True) in conditions
    assert step.code == 3


def test_at_a_cut_itself_at_least_holds_and_below_does_not() -> None:
    """The first value is 2.0, not yet a weak one; the second is 1.9, but the superior's own mean is 2.5."""
    others = form("222 110 444 444 444 444 444")
    superior = (SUPERIOR, form("222 230 444 444 444 444 444"))
    answers = one(superior, (SELF, others), *[(PEER, others)] * 3)
    step = derive(default_policy(), answers, work_of()).step("behaviour")
    assert step is not None
    held = {(c.label.id, c.relation, c.right): c.holds for c in step.conditions}
    assert ("Berorientasi Pelayanan", "<", Fraction(2)) not in held
    assert held["Akuntabel: rata-rata atasan", "<", Fraction(5, 2)] is False
    high = derive(default_policy(), one((SUPERIOR, flat(4))), work_of()).step("behaviour")
    assert high is not None
    assert high.conditions[0].holds


def test_the_work_result_is_compared_in_points_of_the_skp_figure() -> None:
    derivation = derive(default_policy(), one((SUPERIOR, flat(4))), work_of(skp="109.5"))
    work, total = derivation.step("work"), derivation.step("numeric")
    assert work is not None
    assert total is not None
    assert (total.code, total.outcome and total.outcome.id) == (2, "Baik")
    assert work.value == Fraction(219, 2)
    assert [(c.right, c.holds) for c in work.conditions] == [(110, False), (90, True)]
    assert [(part.key, part.weight) for part in total.parts] == [("work", Fraction(3, 5)), ("scaled", Fraction(2, 5))]


def test_a_proposal_that_only_an_official_can_make_says_so() -> None:
    step = derived(skp="112").step("predicate")
    assert step is not None
    assert step.code is None
    assert step.outcome is not None
    assert step.outcome.id == "perlu keputusan pejabat"


def test_the_0_to_120_figure_starts_from_its_corner() -> None:
    step = derive(default_policy(), one((SUPERIOR, flat(4))), work_of()).step("scaled")
    assert step is not None
    assert [(part.weight, part.value) for part in step.parts] == [
        (Fraction(1), Fraction(100)),
        (Fraction(10), Fraction(1)),
    ]
    assert step.value == 110


@pytest.mark.parametrize(("answer", "figure", "corner"), [(1, 50, 50), (2, 75, 50), (3, 100, 100), (5, 120, 100)])
def test_corners_of_the_scale_are_derived_too(answer: int, figure: int, corner: int) -> None:
    step = derive(default_policy(), one((SUPERIOR, flat(answer))), work_of()).step("scaled")
    assert step is not None
    assert step.value == sum(part.contribution for part in step.parts) == figure
    assert step.parts[0].value == corner


def test_an_incomplete_result_stops_at_its_values_and_says_why() -> None:
    derivation = derive(default_policy(), one((SELF, flat(4))), work_of(2))
    assert [step.key for step in derivation.steps if not step.key.startswith("source.")] == ["work", "predicate"]
    step = derivation.step("predicate")
    assert step is not None
    assert step.outcome is not None
    assert step.outcome.id == "belum lengkap: belum ada penilaian atasan"


def test_every_step_names_its_basis() -> None:
    policy = default_policy()
    bases = {step.key.split(".")[0]: step.basis for step in derived(skp="112").steps}
    assert bases["predicate"] == policy.basis.matrix
    assert bases["numeric"] == policy.basis.numeric
    assert bases["value"] == policy.basis.sources
    assert len({id(basis) for basis in bases.values()}) == 8


def test_json_carries_exact_fractions_decimals_and_text() -> None:
    data = derived(skp="112").to_json()
    assert json.loads(json.dumps(data)) == data
    assert data["schema"] == "scoring-derivation/1"
    value = next(step for step in data["steps"] if step["key"] == "value.HM")["value"]
    assert value == {"num": "23", "den": "6", "decimal": "3.8333", "text": "3,83"}
    assert {"source": "peer", "value": "KB", "reason": "too_few_forms"}.items() <= data["left_out"][1].items()


def test_stored_sums_alone_give_the_same_derivation() -> None:
    policy, work = default_policy(), work_of(skp="112")
    assert derivation_from_sums(policy, source_sums(policy, one(*FORMS)), work) == derived(skp="112")


def test_a_derivation_is_about_one_person() -> None:
    with pytest.raises(ValueError, match="one participant"):
        derive(default_policy(), answers_of([[], []]), WorkResults.none(2))


def test_a_source_without_weight_is_shown_with_weight_zero() -> None:
    superior, peer, own = default_policy().sources
    policy = replace(default_policy(), sources=(replace(superior, weight_bp=7_000), peer, replace(own, weight_bp=0)))
    step = derive(policy, one(*FORMS), work_of()).step("value.BP")
    assert step is not None
    assert {part.key: part.weight for part in step.parts}["source.self.BP"] == 0
