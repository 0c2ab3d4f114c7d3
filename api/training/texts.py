"""The sentences of a recommendation, e.g. "Komunikasi, karena Kolaboratif butir 20: 2,7".

`value_name` is the name of the need's value in the instrument of its round; without it the code stands there.
"""

from fractions import Fraction

from api.instruments.competencies import competency_standard
from api.kit.texts import Text
from api.scoring.rounding import decimal_text, round_half_up
from api.training.needs import Need, NeedKind, Reason, ReasonKind
from api.training.rules import Exclusion

PLACES = (1, 2, 4)  # as many as it takes; results themselves are stored with four

EXCLUSION_TEXTS = {
    Exclusion.PASSED_RECENTLY: Text("sudah lulus dalam 24 bulan terakhir", "passed in the last 24 months"),
    Exclusion.FULL: Text("kuota sudah penuh", "no seat left"),
    Exclusion.JP_CAP: Text("batas jam pelajaran (JP) tahun ini tercapai", "the year's learning hours (JP) are used up"),
    Exclusion.NEAR_RETIREMENT: Text("masa pensiun kurang dari 12 bulan lagi", "retirement in less than 12 months"),
}


def competency_name(code: int) -> Text:
    competency = competency_standard().competencies[code]
    return Text(competency.name, competency.name_en)


def headline(need: Need, value_name: str | None = None) -> Text:
    """What to learn and the first number that led there."""
    return _sentence(need, [reason_text(need.reasons[0], value_name)])


def explanation(need: Need, value_name: str | None = None) -> Text:
    """What to learn and every number that led there."""
    return _sentence(need, [reason_text(reason, value_name) for reason in need.reasons])


def reason_text(reason: Reason, value_name: str | None = None) -> Text:
    if reason.kind is ReasonKind.LEVEL:
        text = Text("tingkat tercatat {figure} dari sasaran {target}", "recorded level {figure} of target {target}")
        return text.format(figure=reason.figure, target=reason.against)
    place = _place(reason, value_name)
    figure, against = _figures(reason)
    plain = Text(f"{place.id}: {figure.id}", f"{place.en}: {figure.en}")
    if reason.kind is not ReasonKind.LOWEST:
        return plain
    return Text(
        f"{plain.id}, terendah di antara nilai Anda (rata-rata dari penilai lain {against.id})",
        f"{plain.en}, the lowest of your values (mean of the other raters {against.en})",
    )


def _sentence(need: Need, reasons: list[Text]) -> Text:
    name = competency_name(need.competency)
    indonesian = f"{name.id}, karena {'; '.join(text.id for text in reasons)}"
    english = f"{name.en}, because {'; '.join(text.en for text in reasons)}"
    if need.kind is NeedKind.STRENGTHEN:
        return Text(f"Langkah berikutnya: {indonesian}", f"Next step: {english}")
    return Text(indonesian, english)


def _place(reason: Reason, value_name: str | None) -> Text:
    name = value_name or str(reason.value)
    if reason.item is not None:
        return Text(f"{name} butir {reason.item}", f"{name} item {reason.item}")
    if reason.superior_only:
        return Text(f"{name} (penilaian atasan)", f"{name} (superior's rating)")
    return Text(name, name)


def _figures(reason: Reason) -> tuple[Text, Text]:
    """Figure and yardstick with one decimal, or as many as keep them apart: 2.96 is not shown as the 3.0 it misses."""
    places = next((p for p in PLACES if _apart(reason.figure, reason.against, p)), PLACES[-1])
    return _shown(reason.figure, places), _shown(reason.against, places)


def _apart(figure: Fraction, against: Fraction, places: int) -> bool:
    return figure == against or round_half_up(figure, places) != round_half_up(against, places)


def _shown(figure: Fraction, places: int) -> Text:
    return Text(decimal_text(figure, places), decimal_text(figure, places, mark="."))
