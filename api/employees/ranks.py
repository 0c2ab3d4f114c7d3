"""Golongan and pangkat of PNS, golongan of PPPK (domain.md §4.2)."""

import re
from dataclasses import dataclass
from functools import cache

from api.employees.nip import Employment

_PNS = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")


@dataclass(frozen=True, slots=True)
class Rank:
    code: str
    """`III/a` for PNS, `IX` for PPPK."""
    title: str
    """Pangkat; PPPK have none."""
    employment: Employment
    siasn_id: int | None
    """SIASN's gol_id; known for PNS only."""
    order: int
    """From 1, the lowest; comparable within one kind of employment."""


def _siasn_id(code: str) -> int:
    level, letter = code.split("/")
    return 10 * (_ROMAN.index(level) + 1) + "abcde".index(letter) + 1


PNS_RANKS = tuple(
    Rank(code, title, "pns", _siasn_id(code), order) for order, (code, title) in enumerate(_PNS.items(), start=1)
)
PPPK_RANKS = tuple(Rank(code, "", "pppk", None, order) for order, code in enumerate(_ROMAN, start=1))


def parse_rank(text: str, employment: Employment) -> Rank | None:
    """A rank as lists write it – `III/a`, `III.A`, `3/a`, `Penata Muda (III/a)`, `Penata Muda Tk. I`, SIASN's `31`;
    for PPPK `IX`, `9`, `Golongan IX` – or None if there is no such rank for this kind of employment."""
    key = _key(text)
    if not key:
        return None
    return _known(employment).get(key) or _after_its_title(text, employment)


def _after_its_title(text: str, employment: Employment) -> Rank | None:
    """`Penata Muda (III/a)`, `Penata Muda / III/a`, `Golongan IX`: the code stands last."""
    match = re.search(r"(?<![a-z0-9])([ivx]+|[1-4])[\s./]*([a-e])?\W*$", text.casefold())
    if match is None or not match.start():
        return None
    rank = _known(employment).get(_key("".join(part or "" for part in match.groups())))
    before = _key(text[: match.start()])
    return (
        rank if rank and before in ("golongan", "gol", "golruang", "pppk", "golonganpppk", _key(rank.title)) else None
    )


@cache
def _known(employment: Employment) -> dict[str, Rank]:
    if employment == "pppk":
        return {key: rank for rank in PPPK_RANKS for key in (_key(rank.code), str(rank.order))}
    known = {}
    for rank in PNS_RANKS:
        level, letter = rank.code.split("/")
        for name in (rank.code, rank.title, str(rank.siasn_id), f"{_ROMAN.index(level) + 1}{letter}"):
            known[_key(name)] = rank
    return known


def _key(text: str) -> str:
    """Letters and digits only; `Tk.` and `Tkt.` are short for Tingkat."""
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return "".join("tingkat" if word in ("tk", "tkt") else word for word in words)
