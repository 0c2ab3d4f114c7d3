"""A result in a few sentences: to the person himself ("Anda"), to everybody else about him."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.assignments.who_sees import Reader
from api.kit.texts import Text
from api.results.exact import Exact
from api.results.value_parts import value_gaps
from api.results.viewing import View
from api.rounds.rules import RoundKind
from api.scoring.agreement import DEFAULT_CUTS

_TO_HIM = {
    "decided": Text("Predikat kinerja Anda: {predicate}.", "Your performance predicate: {predicate}."),
    "figure": Text("Nilai perilaku Anda {figure} dari 5.", "Your behaviour figure is {figure} of 5."),
    "incomplete": Text("Nilai perilaku Anda belum lengkap.", "Your behaviour figure is incomplete."),
    "higher": Text(
        "Anda menilai diri lebih tinggi daripada penilai lain pada {n} dari {all} nilai.",
        "You rate yourself higher than the others do in {n} of {all} values.",
    ),
    "lower": Text(
        "Anda menilai diri lebih rendah daripada penilai lain pada {n} dari {all} nilai.",
        "You rate yourself lower than the others do in {n} of {all} values.",
    ),
    "alike": Text(
        "Penilaian diri Anda sejalan dengan penilai lain pada semua nilai.",
        "Your view of yourself agrees with that of the others in all values.",
    ),
    "strengths": Text("Kekuatan Anda: {names}.", "Your strengths: {names}."),
    "to_learn": Text("Yang paling perlu Anda kembangkan: {name}.", "What to develop first: {name}."),
}
_ABOUT_HIM = {
    "decided": Text("Predikat kinerja: {predicate}.", "Performance predicate: {predicate}."),
    "figure": Text("Nilai perilaku {figure} dari 5.", "The behaviour figure is {figure} of 5."),
    "incomplete": Text("Nilai perilaku belum lengkap.", "The behaviour figure is incomplete."),
    "higher": Text(
        "Menilai diri lebih tinggi daripada penilai lain pada {n} dari {all} nilai.",
        "Rates himself or herself higher than the others do in {n} of {all} values.",
    ),
    "lower": Text(
        "Menilai diri lebih rendah daripada penilai lain pada {n} dari {all} nilai.",
        "Rates himself or herself lower than the others do in {n} of {all} values.",
    ),
    "alike": Text(
        "Penilaian diri sejalan dengan penilai lain pada semua nilai.",
        "The view of oneself agrees with that of the others in all values.",
    ),
    "strengths": Text("Kekuatan: {names}.", "Strengths: {names}."),
    "to_learn": Text("Yang paling perlu dikembangkan: {name}.", "What to develop first: {name}."),
}
_UNDECIDED = Text("Predikat belum ditetapkan.", "The predicate is not decided yet.")
_PRACTICE = Text(
    "Ini periode latihan: tidak ada yang ditetapkan.", "This is a practice round: nothing is decided in it."
)


def summary_of(view: View, ratings: Mapping[str, Any], parts: Mapping[str, Any], language: str) -> list[str]:
    """From what is shown to this reader already, in the order of the page; nothing where nothing is shown."""
    if not view.disclosure.ratings.shown:
        return []
    words = _TO_HIM if view.reader is Reader.SELF else _ABOUT_HIM
    gaps = _gaps(words, view.exact) if view.exact is not None and view.disclosure.parts.shown else ()
    sentences = (_predicate(words, view, ratings), _figure(words, ratings), *gaps, *_learning(words, parts))
    return [sentence.in_language(language) for sentence in sentences]


def _predicate(words: Mapping[str, Text], view: View, ratings: Mapping[str, Any]) -> Text:
    if view.result.round.kind == RoundKind.PRACTICE:
        return _PRACTICE
    if ratings["decision"] is None:
        return _UNDECIDED
    return words["decided"].format(predicate=ratings["decision"]["predicate"]["text"])


def _figure(words: Mapping[str, Text], ratings: Mapping[str, Any]) -> Text:
    if ratings["composite"] is None:
        return words["incomplete"]
    figure = ratings["composite"]["text"]
    return Text(words["figure"].id.format(figure=figure), words["figure"].en.format(figure=figure.replace(",", ".")))


def _gaps(words: Mapping[str, Text], exact: Exact) -> Iterator[Text]:
    """In how many values he sees himself higher or lower; one by one, since both can be true and cancel in a mean."""
    gaps = value_gaps(exact).values()
    higher = sum(gap > DEFAULT_CUTS.alike for gap in gaps)
    lower = sum(gap < -DEFAULT_CUTS.alike for gap in gaps)
    for key, count in (("higher", higher), ("lower", lower)):
        if count:
            yield words[key].format(n=count, all=len(gaps))
    if gaps and not higher and not lower:
        yield words["alike"]


def _learning(words: Mapping[str, Text], parts: Mapping[str, Any]) -> Iterator[Text]:
    if parts["strengths"]:
        names = [one["name"] for one in parts["strengths"]]
        yield Text(
            words["strengths"].id.format(names=" dan ".join(names)),
            words["strengths"].en.format(names=" and ".join(names)),
        )
    if parts["to_learn"] is not None:
        yield words["to_learn"].format(name=parts["to_learn"]["name"])
