"""What a title says: who only acts for it, who heads a unit, and of which class the post is (domain.md §3, §4.3, §5.1)."""

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

PositionClass = Literal["administrator", "pengawas", "fungsional", "pelaksana"]
PlacementKind = Literal["definitif", "plt", "plh"]
UnitKind = Literal["kecamatan", "sekretariat", "subbagian", "seksi", "kelurahan", "other"]

_ACTING = re.compile(r"(?P<kind>plt|plh|pelaksana tugas|pelaksana harian)\b[.\s]*", re.IGNORECASE)
_SHORT_ACTING: Final[dict[str, PlacementKind]] = {
    "pelaksana tugas": "plt",
    "pelaksana harian": "plh",
    "plt": "plt",
    "plh": "plh",
}


class ClassRule(NamedTuple):
    begins: str
    """A regular expression for the beginning of the title, in small letters."""
    position_class: PositionClass


CLASS_RULES: Final[tuple[ClassRule, ...]] = (
    ClassRule(r"sekretaris (lurah|kelurahan)\b|seklur\b", "pengawas"),
    ClassRule(r"camat\b|sekretaris (camat|kecamatan)\b|sekcam\b", "administrator"),
    ClassRule(r"lurah\b", "pengawas"),
    ClassRule(r"kepala (seksi|sub ?bag(ian)?)\b|kasi\b|kasub?bag\b", "pengawas"),
)
"""In order, the first that fits holds. Put a rule before them to have a title classed otherwise."""

_FUNCTIONAL = re.compile(r"\b(ahli (pertama|muda|madya|utama)|terampil|mahir|penyelia|pemula)$")
_KINDS: Final[tuple[tuple[str, UnitKind], ...]] = (
    (r"sekretariat\b", "sekretariat"),
    (r"sub ?bag(ian)?\b|subbag\b", "subbagian"),
    (r"seksi\b", "seksi"),
    (r"kelurahan\b|kantor lurah\b", "kelurahan"),
    (r"kecamatan\b|kantor (camat|kecamatan)\b", "kecamatan"),
)
_HEADS: Final[dict[UnitKind, str]] = {
    "kecamatan": r"camat\b",
    "sekretariat": r"sekretaris\b(?! (lurah|kelurahan))|sekcam\b",
    "subbagian": r"kepala sub ?bag(ian)?\b|kasub?bag\b",
    "seksi": r"kepala seksi\b|kasi\b",
    "kelurahan": r"lurah\b",
    "other": r"kepala\b|direktur\b|inspektur\b|ketua\b",
}


def split_acting(title: str) -> tuple[PlacementKind, str]:
    """`Plt. Kepala Seksi Pelayanan Umum` → an acting holder of the post `Kepala Seksi Pelayanan Umum`."""
    match = _ACTING.match(title)
    if match is None or match.end() == len(title):
        return "definitif", title
    return _SHORT_ACTING[match["kind"].casefold()], title[match.end() :]


def unit_kind(name: str) -> UnitKind:
    return next((kind for begins, kind in _KINDS if re.match(begins, name.casefold())), "other")


def heads(title: str, kind: UnitKind) -> bool:
    """Does this title, in a unit of this kind, name its head? `Sekretaris Lurah` does not head a kelurahan."""
    return re.match(_HEADS[kind], title.casefold()) is not None


def classify(
    title: str, *, position_kind: str = "", echelon: str = "", rules: Sequence[ClassRule] = CLASS_RULES
) -> PositionClass | None:
    """The class of a post; None if it is structural and neither its echelon nor its title says which.

    The echelon decides where the list has one (II and III administrator or above, IV pengawas), then the title by
    `rules`, then SIASN's jenis jabatan, then the usual endings of functional titles; all others are pelaksana.
    """
    level = re.match(r"(iv|iii|ii|[234])", echelon.casefold())
    if level:
        return "pengawas" if level[1] in ("iv", "4") else "administrator"
    by_title = next((rule.position_class for rule in rules if re.match(rule.begins, title.casefold())), None)
    return by_title or _by_kind(title, position_kind.casefold())


def _by_kind(title: str, kind: str) -> PositionClass | None:
    if "pelaksana" in kind or "fungsional umum" in kind:
        return "pelaksana"
    if "fungsional" in kind or _FUNCTIONAL.search(title.casefold()):
        return "fungsional"
    return None if "struktural" in kind else "pelaksana"
