"""The nine managerial and socio-cultural competencies with five levels each (PermenPANRB 38/2017)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

HIGHEST_LEVEL = 5


class PositionGroup(StrEnum):
    """Jenis jabatan (UU 20/2023); the codes are the official words."""

    JPT_PRATAMA = "jpt_pratama"
    ADMINISTRATOR = "administrator"
    PENGAWAS = "pengawas"
    PELAKSANA = "pelaksana"
    JF_AHLI_UTAMA = "jf_ahli_utama"
    JF_AHLI_MADYA = "jf_ahli_madya"
    JF_AHLI_MUDA = "jf_ahli_muda"
    JF_AHLI_PERTAMA = "jf_ahli_pertama"
    JF_PENYELIA = "jf_penyelia"
    JF_MAHIR = "jf_mahir"
    JF_TERAMPIL = "jf_terampil"
    JF_PEMULA = "jf_pemula"


FUNCTIONAL_GRADES = {
    "ahli utama": PositionGroup.JF_AHLI_UTAMA,
    "ahli madya": PositionGroup.JF_AHLI_MADYA,
    "ahli muda": PositionGroup.JF_AHLI_MUDA,
    "ahli pertama": PositionGroup.JF_AHLI_PERTAMA,
    "penyelia": PositionGroup.JF_PENYELIA,
    "mahir": PositionGroup.JF_MAHIR,
    "terampil": PositionGroup.JF_TERAMPIL,
    "pemula": PositionGroup.JF_PEMULA,
}


@dataclass(frozen=True, slots=True)
class Competency:
    code: int
    name: str
    name_en: str
    levels: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.levels) != HIGHEST_LEVEL or not all(self.levels):
            raise ValueError(f"competency {self.code} needs {HIGHEST_LEVEL} described levels")


@dataclass(frozen=True, slots=True)
class CompetencyStandard:
    """The dictionary and the level each position group should reach; `raised` are one higher in service posts."""

    legal_basis: str
    competencies: Mapping[int, Competency]
    targets: Mapping[PositionGroup, int]
    raised_for_service_posts: frozenset[int]

    def __post_init__(self) -> None:
        if set(self.targets) != set(PositionGroup):
            raise ValueError("every position group needs a target level, and no other may have one")
        if not all(1 <= level <= HIGHEST_LEVEL for level in self.targets.values()):
            raise ValueError("target levels lie between 1 and 5")
        if not self.raised_for_service_posts <= set(self.competencies):
            raise ValueError("a raised competency is unknown")


@cache
def competency_standard() -> CompetencyStandard:
    """The seeded standard. BKPSDM's own table (SKJ), once known, takes its place."""
    raw = json.loads(files(__package__).joinpath("competencies.json").read_text("utf-8"))
    return CompetencyStandard(
        legal_basis=raw["legal_basis"],
        competencies={
            one["code"]: Competency(one["code"], one["name"], one["name_en"], tuple(one["levels"]))
            for one in raw["competencies"]
        },
        targets={PositionGroup(group): level for group, level in raw["targets"].items()},
        raised_for_service_posts=frozenset(raw["raised_for_service_posts"]),
    )


def competency_codes() -> frozenset[int]:
    return frozenset(competency_standard().competencies)


def target_level(position_group: str, competency: int, *, service_post: bool = False) -> int:
    """The level (1–5) a holder of such a position should reach, by the general rule of PermenPANRB 38/2017:
    the same for all nine competencies, in service posts (loket) one more for Pelayanan Publik and Komunikasi.

    ValueError if the position group or the competency is unknown.
    """
    standard = competency_standard()
    if competency not in standard.competencies:
        raise ValueError(f"unknown competency {competency}")
    target = standard.targets[PositionGroup(position_group)]
    raised = service_post and competency in standard.raised_for_service_posts
    return min(target + raised, HIGHEST_LEVEL)


def position_group(position_class: str, title: str) -> PositionGroup | None:
    """The group of a post. Of a functional post the grade is the end of its official title ("Arsiparis Ahli Muda"),
    the only place where it stands; None where the title names none, so that no target is invented."""
    if position_class != "fungsional":
        return PositionGroup(position_class)
    ending = " ".join(title.casefold().split())
    return next((group for grade, group in FUNCTIONAL_GRADES.items() if ending.endswith(grade)), None)
