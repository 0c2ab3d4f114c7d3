"""What a policy must satisfy before it can be published, so that the arithmetic need not wonder.

Every check yields problems that name the field; all problems are reported together.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from api.scoring.terms import (
    ANSWER_HIGHEST,
    ANSWER_LOWEST,
    HIGHEST_FIGURE,
    SMALLEST_ANONYMOUS_GROUP,
    WEIGHT_TOTAL_BP,
    Predicate,
    Source,
)

if TYPE_CHECKING:
    from api.scoring.policy import Policy, SourceRule, ValueRule

MOST_FORMS = 1000
MOST_ITEMS = 20
MOST_VALUES = 40


class Problem(NamedTuple):
    """One thing that is wrong: where, a stable code, and what to say about it in both languages."""

    field: str
    code: str
    message: str
    message_en: str


class PolicyError(ValueError):
    """The policy cannot hold; `problems` lists every reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.field}: {p.message}" for p in problems))
        self.problems = tuple(problems)


def problems_of(policy: "Policy") -> list[Problem]:
    """Everything that is wrong with the policy; an empty list lets it be published."""
    return [problem for check in _CHECKS for problem in check(policy)]


def _check_names(policy: "Policy") -> Iterator[Problem]:
    if not policy.name.strip():
        yield Problem("name", "empty", "Nama kebijakan kosong.", "The policy has no name.")
    for group in policy.basis.__slots__:
        if not getattr(policy.basis, group).text.strip():
            yield Problem(f"basis.{group}", "empty", "Dasar hukum kosong.", "The basis is empty.")


def _check_sources(policy: "Policy") -> Iterator[Problem]:
    sources = [rule.source for rule in policy.sources]
    if len(set(sources)) != len(sources):
        yield Problem("sources", "duplicate", "Sumber tercantum dua kali.", "A source is listed twice.")
    if Source.SUPERIOR not in sources:
        yield Problem("sources", "superior_missing", "Atasan harus ikut menilai.", "The superior must be a source.")
    total = sum(rule.weight_bp for rule in policy.sources)
    if total != WEIGHT_TOTAL_BP:
        yield Problem(
            "sources",
            "weights_total",
            f"Bobot semua sumber harus berjumlah tepat 100%, bukan {_percent(total, ',')}.",
            f"The weights of all sources must total exactly 100%, not {_percent(total, '.')}.",
        )
    for rule in policy.sources:
        yield from _check_source(rule)


def _check_source(rule: "SourceRule") -> Iterator[Problem]:
    field = f"sources.{rule.source.word}"
    least = 1 if rule.source == Source.SUPERIOR else 0
    for problem in _within(f"{field}.weight_bp", rule.weight_bp, least, WEIGHT_TOTAL_BP):
        yield problem._replace(
            message=f"Bobot harus di antara {_percent(least, ',')} dan 100%.",
            message_en=f"The weight must lie between {_percent(least, '.')} and 100%.",
        )
    lowest = SMALLEST_ANONYMOUS_GROUP if rule.source.anonymous else 1
    highest = MOST_FORMS if rule.source.anonymous else 1
    yield from _within(f"{field}.min_forms", rule.min_forms, lowest, highest)
    yield from _within(f"{field}.assigned", rule.assigned, rule.min_forms, MOST_FORMS)
    yield from _within(f"{field}.max_forms", rule.max_forms, rule.assigned, MOST_FORMS)


def _check_values(policy: "Policy") -> Iterator[Problem]:
    yield from _within("values", len(policy.values), 1, MOST_VALUES)
    codes = [value.code for value in policy.values]
    if len(set(codes)) != len(codes) or not all(code.strip() for code in codes):
        yield Problem(
            "values",
            "codes",
            "Kode nilai harus terisi dan berbeda-beda.",
            "Codes of values must be filled and distinct.",
        )
    for value in policy.values:
        yield from _check_value(value)
    yield from _within("min_values_per_form", policy.min_values_per_form, 1, len(codes))
    yield from _within("min_complete_values", policy.min_complete_values, 1, len(codes))


def _check_value(value: "ValueRule") -> Iterator[Problem]:
    field = f"values.{value.code}"
    yield from _within(f"{field}.share", value.share, 1, 9)
    yield from _within(f"{field}.item_shares", len(value.item_shares), 1, MOST_ITEMS)
    for i, share in enumerate(value.item_shares):
        yield from _within(f"{field}.item_shares.{i}", share, 1, 9)
    yield from _within(f"{field}.min_items", value.min_items, 1, len(value.item_shares))


def _check_cuts(policy: "Policy") -> Iterator[Problem]:
    cuts = policy.behaviour
    for name in cuts.__slots__:
        yield from _within(f"behaviour.{name}", getattr(cuts, name), ANSWER_LOWEST, ANSWER_HIGHEST)
    if cuts.above_composite <= cuts.below_composite:
        yield _order("behaviour.above_composite", "batas bawah “di bawah ekspektasi”", "the cut of “below expectation”")
    if cuts.above_values < cuts.below_value:
        yield _order(
            "behaviour.above_values", "batas nilai “di bawah ekspektasi”", "the value cut of “below expectation”"
        )
    yield from _within("work.above", policy.work.above, 0, HIGHEST_FIGURE)
    yield from _within("work.meets", policy.work.meets, 0, HIGHEST_FIGURE)
    if policy.work.above <= policy.work.meets:
        yield _order("work.above", "batas “sesuai ekspektasi”", "the cut of “meets expectation”")


def _check_scale(policy: "Policy") -> Iterator[Problem]:
    answers = [point.answer for point in policy.scale]
    figures = [point.figure for point in policy.scale]
    if not _rising(answers) or answers[:1] != [ANSWER_LOWEST] or answers[-1:] != [ANSWER_HIGHEST]:
        yield Problem("scale", "answers", "Skala harus naik dari 1 sampai 5.", "The scale must rise from 1 to 5.")
    if not _rising(figures) or figures[0] < 0 or figures[-1] > HIGHEST_FIGURE:
        yield Problem(
            "scale", "figures", "Angka skala harus naik di antara 0 dan 120.", "Figures must rise between 0 and 120."
        )


def _check_numeric(policy: "Policy") -> Iterator[Problem]:
    layer = policy.numeric
    yield from _within("numeric.work_percent_with_raters", layer.work_percent_with_raters, 1, 99)
    yield from _within("numeric.work_percent_alone", layer.work_percent_alone, 1, 99)
    bands = list(layer.bands)
    if len(bands) != len(Predicate) - 1 or not _rising(bands[::-1]) or bands[-1] <= 0 or bands[0] > HIGHEST_FIGURE:
        yield Problem(
            "numeric.bands",
            "bands",
            "Harus ada empat batas yang menurun di antara 0 dan 120.",
            "There must be four falling limits between 0 and 120.",
        )


def _check_matrix(policy: "Policy") -> Iterator[Problem]:
    rows = policy.matrix
    if [len(row) for row in rows] != [3, 3, 3]:
        yield Problem("matrix", "shape", "Matriks harus 3 × 3.", "The matrix must be 3 × 3.")
    elif not all(list(line) == sorted(line) for line in [*rows, *zip(*rows, strict=True)]):
        yield Problem(
            "matrix",
            "order",
            "Peringkat yang lebih baik tidak boleh memberi predikat yang lebih buruk.",
            "A better rating may not give a worse predicate.",
        )


def _within(field: str, value: int | Fraction, low: int, high: int) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int | Fraction) or not low <= value <= high:
        yield Problem(
            field,
            "out_of_range",
            f"Harus di antara {low} dan {high}, bukan {value}.",
            f"Must lie between {low} and {high}, not {value}.",
        )


def _order(field: str, lower: str, lower_en: str) -> Problem:
    return Problem(field, "order", f"Harus lebih tinggi daripada {lower}.", f"Must be higher than {lower_en}.")


def _percent(basis_points: int, mark: str) -> str:
    """Hundredths of a percent as people write them: 9850 is "98,5%"."""
    return f"{basis_points / 100:g}%".replace(".", mark)


def _rising(figures: Sequence[Fraction]) -> bool:
    return len(figures) > 1 and all(low < high for low, high in pairwise(figures))


_CHECKS: tuple[Callable[["Policy"], Iterator[Problem]], ...] = (
    _check_names,
    _check_sources,
    _check_values,
    _check_cuts,
    _check_scale,
    _check_numeric,
    _check_matrix,
)
