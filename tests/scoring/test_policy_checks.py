"""The last figure that a policy may have and the first that it may not, field by field; and what is said about it."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from api.scoring.defaults import default_policy
from api.scoring.policy import Policy, PolicyError, ValueRule
from api.scoring.terms import Predicate, Source

BASE = default_policy()
SUPERIOR, PEER, SELF = BASE.sources
FIRST, *OTHERS = BASE.values
Change = Callable[[Any], Policy]


def superior(**changes: Any) -> Policy:
    return replace(BASE, sources=(replace(SUPERIOR, **changes), PEER, SELF))


def peers(**changes: Any) -> Policy:
    return replace(BASE, sources=(SUPERIOR, replace(PEER, **changes), SELF))


def first_value(**changes: Any) -> Policy:
    return replace(BASE, values=(replace(FIRST, **changes), *OTHERS))


def values(count: int) -> Policy:
    return replace(BASE, values=tuple(ValueRule(f"V{n}", "Nilai", 1, (1, 1), 1) for n in range(count)))


def cuts(**changes: Any) -> Policy:
    return replace(BASE, behaviour=replace(BASE.behaviour, **changes))


def work(**changes: Any) -> Policy:
    return replace(BASE, work=replace(BASE.work, **changes))


def percent(**changes: Any) -> Policy:
    return replace(BASE, numeric=replace(BASE.numeric, **changes))


LIMITS: list[tuple[str, Change, list[Any], list[Any]]] = [
    ("sources.superior.min_forms", lambda n: superior(min_forms=n), [1], [0, 2]),
    ("sources.superior.assigned", lambda n: superior(assigned=n, max_forms=1000), [1, 1000], [0, 1001]),
    ("sources.superior.max_forms", lambda n: superior(max_forms=n), [1, 1000], [0, 1001]),
    ("sources.peer.min_forms", lambda n: peers(min_forms=n, assigned=max(n, 3), max_forms=1000), [3, 1000], [2, 1001]),
    ("values.BP.share", lambda n: first_value(share=n), [1, 9], [0, 10]),
    ("values.BP.item_shares.0", lambda n: first_value(item_shares=(n, 1, 1)), [1, 9], [0, 10]),
    ("values.BP.item_shares", lambda n: first_value(item_shares=(1,) * n, min_items=1), [1, 20], [21]),
    ("values.BP.min_items", lambda n: first_value(min_items=n), [1, 3], [0, 4]),
    ("values", values, [5, 40], [41]),
    ("min_values_per_form", lambda n: replace(BASE, min_values_per_form=n), [1, 7], [0, 8]),
    ("min_complete_values", lambda n: replace(BASE, min_complete_values=n), [1, 7], [0, 8]),
    ("behaviour.below_value", lambda x: cuts(below_value=x), [Fraction(1), Fraction(3)], [Fraction(9, 10)]),
    ("behaviour.below_value_superior", lambda x: cuts(below_value_superior=x), [Fraction(1), Fraction(5)], [Fraction(51, 10)]),
    ("work.above", lambda x: work(above=x), [Fraction(120)], [Fraction(121)]),
    ("work.meets", lambda x: work(meets=x), [Fraction(0)], [Fraction(-1)]),
    ("numeric.work_percent_with_raters", lambda n: percent(work_percent_with_raters=n), [1, 99], [0, 100]),
    ("numeric.work_percent_alone", lambda n: percent(work_percent_alone=n), [1, 99], [0, 100]),
]  # fmt: skip
GOOD = [pytest.param(change, figure, id=f"{field} {figure}") for field, change, good, _ in LIMITS for figure in good]
BAD = [
    pytest.param(field, change, figure, id=f"{field} {figure}") for field, change, _, bad in LIMITS for figure in bad
]


@pytest.mark.parametrize(("change", "figure"), GOOD)
def test_the_last_figure_within_the_limits_is_taken(change: Change, figure: Any) -> None:
    assert change(figure)


@pytest.mark.parametrize(("field", "change", "figure"), BAD)
def test_the_first_figure_beyond_the_limits_is_refused(field: str, change: Change, figure: Any) -> None:
    with pytest.raises(PolicyError) as error:
        change(figure)
    assert (field, "out_of_range") in {problem[:2] for problem in error.value.problems}


def test_a_superior_may_have_one_basis_point_and_the_peers_all_others() -> None:
    rules = (replace(SUPERIOR, weight_bp=1), replace(PEER, weight_bp=9_999))
    assert replace(BASE, sources=rules).asked == (Source.SUPERIOR, Source.PEER)


def test_the_work_result_may_be_above_expectation_from_a_fraction_of_a_point() -> None:
    assert work(above=Fraction(1, 2), meets=Fraction(0)).work.above == Fraction(1, 2)


def test_a_wrong_weight_is_told_in_percent() -> None:
    with pytest.raises(PolicyError) as error:
        replace(BASE, sources=(replace(SUPERIOR, weight_bp=0), replace(PEER, weight_bp=9_850)))
    total, alone = error.value.problems
    assert total.message == "Bobot semua sumber harus berjumlah tepat 100%, bukan 98,5%."
    assert total.message_en == "The weights of all sources must total exactly 100%, not 98.5%."
    assert alone.message == "Bobot harus di antara 0,01% dan 100%."
    assert alone.message_en == "The weight must lie between 0.01% and 100%."


@pytest.mark.parametrize("weights", [(10_001, -1), (-1, 10_001)])
def test_no_weight_is_below_nothing_or_above_everything(weights: tuple[int, int]) -> None:
    with pytest.raises(PolicyError) as error:
        replace(
            BASE, sources=tuple(replace(rule, weight_bp=bp) for rule, bp in zip(BASE.sources, weights, strict=False))
        )
    fields = [problem.field for problem in error.value.problems]
    assert fields == ["sources.superior.weight_bp", "sources.peer.weight_bp"]


@pytest.mark.parametrize("rows", [((1, 2), (2, 2, 4), (3, 3, 5)), ((1, 2, 4), (2, 2, 4), (3, 3, 5, 5))])
def test_the_matrix_has_three_columns_everywhere(rows: tuple[tuple[int, ...], ...]) -> None:
    with pytest.raises(PolicyError) as error:
        replace(BASE, matrix=tuple(tuple(map(Predicate, row)) for row in rows))
    assert [problem.code for problem in error.value.problems] == ["shape"]


@pytest.mark.parametrize("bands", [(120, 90, 70, 1), (4, 3, 2, 1)])
def test_the_bands_may_reach_from_the_least_above_nothing_to_the_top(bands: tuple[int, ...]) -> None:
    assert percent(bands=tuple(map(Fraction, bands))).numeric.bands == bands
