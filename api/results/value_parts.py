"""A result's values: the figure, the means of the sources as far as they are shown, items, the view of oneself."""

from fractions import Fraction
from typing import Any

from api.assignments.who_sees import Reader
from api.results.disclosure import Shown
from api.results.exact import Exact
from api.results.pieces import figure, in_language, shown
from api.results.viewing import View
from api.scoring.agreement import SelfView, ValueView, self_other
from api.scoring.derivation import derivation_from_sums, source_means_of
from api.scoring.terms import Source
from api.scoring.weights import effective_weights

_HIDDEN = Shown(False)


def read_values(view: View, exact: Exact, language: str) -> list[dict[str, Any]]:
    means = source_means_of(exact.policy, exact.sums)
    gaps = self_other(exact.policy, exact.sums)
    left_out = derivation_from_sums(exact.policy, exact.sums, exact.work).left_out
    exact_gaps = value_gaps(exact)
    return [
        {
            "code": value.code,
            "name": value.name,
            "value": figure(exact.values[value.code]),
            "sources": [
                _mean(view, source, value.code, means.get((v, source)), language) for source in exact.policy.asked
            ],
            "items": _items(view, exact, value.code, language),
            "gap": figure(exact_gaps.get(v)),
            "view": ValueView(int(gaps.value_view[v, 0])).name.lower() if gaps.value_known[v, 0] else None,
            "left_out": [in_language(one.text, language) for one in left_out if one.value == value.code],
        }
        for v, value in enumerate(exact.policy.values)
    ]


def _mean(view: View, source: Source, code: str, mean: Fraction | None, language: str) -> dict[str, Any]:
    return _source(source, view.disclosure.means.get(source.word, {}).get(code, _HIDDEN), mean, language)


def _source(source: Source, flag: Shown, mean: Fraction | None, language: str) -> dict[str, Any]:
    return {
        "source": source.word,
        "label": in_language(source.text, language),
        "shown": shown(flag, language),
        "mean": figure(mean) if flag.shown else None,
    }


def _items(view: View, exact: Exact, code: str, language: str) -> list[dict[str, Any]]:
    words = next(value for value in exact.content.values if value.code == code)
    return [
        {
            "number": item.number,
            "text": item.text,
            "means": [_item(view, source, code, item.number - 1, language) for source in exact.policy.asked],
        }
        for item in words.items
    ]


def _item(view: View, source: Source, code: str, place: int, language: str) -> dict[str, Any]:
    flag = view.disclosure.items.get(source.word, {}).get(code, _HIDDEN)
    total, n = view.items.get((source, place), (0, 0))
    return _source(source, flag, Fraction(total, n) if n else None, language)


def value_gaps(exact: Exact) -> dict[int, Fraction]:
    """Self minus the others, exact, by value index, where both are there; the others by their weights without self."""
    means = source_means_of(exact.policy, exact.sums)
    gaps = {}
    for v in range(len(exact.policy.values)):
        available = [source for source in exact.policy.asked if (v, source) in means]
        weights = effective_weights(exact.policy, available, without_self=True)
        if weights and Source.SELF in available:
            others = sum((weight * means[v, source] for source, weight in weights.items()), Fraction(0))
            gaps[v] = means[v, Source.SELF] - others
    return gaps


def self_view_of(view: View, exact: Exact, language: str) -> dict[str, Any] | None:
    """How he sees himself beside the others; the sentence is addressed to him and only to him."""
    code = SelfView(int(self_other(exact.policy, exact.sums).view[0]))
    gaps = value_gaps(exact)
    if code is SelfView.UNKNOWN or not gaps:
        return None
    shares = {v: exact.policy.values[v].share for v in gaps}
    gap = sum((gaps[v] * share for v, share in shares.items()), Fraction(0)) / sum(shares.values())
    text = in_language(code.text, language) if view.reader is Reader.SELF else None
    return {"code": code.name.lower(), "gap": figure(gap), "text": text}
