"""The signals of a round in words: please look, no accusation; what is too small to tell says so."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.kit.texts import Text
from api.scoring.signals import Signal

SIGNAL_TEXTS: dict[Signal, Text] = {
    Signal.STRAIGHT: Text("lembar dengan jawaban yang sama di semua butir", "a form with one answer on every item"),
    Signal.CENTRAL: Text("hampir selalu memberi 3", "almost always a 3"),
    Signal.LENIENT: Text(
        "lebih tinggi daripada penilai lain orang yang sama", "higher than others about the same people"
    ),
    Signal.SEVERE: Text(
        "lebih rendah daripada penilai lain orang yang sama", "lower than others about the same people"
    ),
    Signal.HALO: Text("ketujuh nilai hampir sama, penilai lain membedakan", "all values alike where others tell apart"),
    Signal.MUTUAL: Text("saling memberi nilai paling ujung", "gave each other the most extreme answers"),
    Signal.REPEATED: Text("jawaban sama persis dengan periode sebelumnya", "the very answers of the round before"),
}
NOT_ENOUGH = Text("belum cukup data", "not enough data yet")
PLEASE = Text(
    "Mohon dilihat, bukan tuduhan: tanda ini tidak mengubah jawaban siapa pun, dan tidak menyebut siapa.",
    "Please look; this accuses nobody: a signal changes no answer and names no one.",
)


def read_signals(content: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What a run found, for the meeting; a run without signals has nothing to show."""
    return {
        "text": PLEASE.in_language(language),
        "groups": [
            _group(key, content.get(key) or {"raters": None, "signals": {}}, language)
            for key in ("anonymous", "superiors")
        ],
        "units": [_unit(line) for line in content.get("units", [])],
        "reliability": list(_reliability(content.get("reliability"), language)),
    }


def _group(key: str, kept: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {
        "code": key,
        "raters": kept["raters"],
        "because": NOT_ENOUGH.in_language(language) if kept["raters"] is None else None,
        "signals": [
            {"code": signal.value, "text": text.in_language(language), "raters": kept["signals"][signal.value]}
            for signal, text in SIGNAL_TEXTS.items()
            if signal.value in kept["signals"]
        ],
    }


def _unit(line: Mapping[str, Any]) -> dict[str, Any]:
    return {**{name: line[name] for name in ("unit_id", "name", "raters")}, "signals": line["signals"]}


_MEASURES = {
    "icc1": Text("Keandalan satu rekan (ICC 1)", "Reliability of one peer (ICC 1)"),
    "icc_k": Text("Keandalan rata-rata rekan (ICC 1,k)", "Reliability of the peers' mean (ICC 1,k)"),
    "rwg": Text("Kesepakatan rekan (rwg(J))", "Agreement of peers (rwg(J))"),
    "alpha": Text("Keajekan butir {name} (α)", "Consistency of the items of {name} (α)"),
}
_NOT_ESTIMABLE = Text("tidak dapat diperkirakan", "cannot be estimated")


def _reliability(kept: Mapping[str, Any] | None, language: str) -> Iterator[dict[str, Any]]:
    if kept is None:
        return
    icc = kept["icc"]
    for key in ("icc1", "icc_k"):
        because = None if icc["enough"] and icc["estimable"] else _NOT_ESTIMABLE if icc["enough"] else NOT_ENOUGH
        yield _measure(key, icc[key], icc["ratees"], because, language)
    rwg = kept["rwg"]
    yield _measure("rwg", rwg["rwg"], rwg["groups"], None if rwg["enough"] else NOT_ENOUGH, language)
    for one in kept["alpha"]:
        shown = one["enough"] and one["alpha"] is not None
        because = None if shown else _NOT_ESTIMABLE if one["enough"] else NOT_ENOUGH
        yield _measure("alpha", one["alpha"], one["forms"], because, language, name=one["name"])


def _measure(
    key: str, figure: float | None, n: int, because: Text | None, language: str, **words: str
) -> dict[str, Any]:
    """With its n; without the figure where there is not enough behind it (domain.md §10.8)."""
    label = _MEASURES[key].in_language(language)
    for name, word in words.items():
        label = label.replace("{" + name + "}", word)
    shown = figure if because is None else None
    text = because.in_language(language) if because is not None else _decimals(shown, language)
    return {"code": key, "label": label, "figure": shown, "n": n, "text": text}


def _decimals(figure: float | None, language: str) -> str:
    text = f"{figure:.4f}"  # as it was rounded once
    return text if language == "en" else text.replace(".", ",")
