"""The seeded catalogue: assignments (70), learning from others (20) and courses (10) for a kecamatan.

Names of courses are those in use; hours (JP), provider and seats are filled by BKPSDM and stay empty until then.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from api.instruments.competencies import HIGHEST_LEVEL, competency_codes


class ActivityKind(StrEnum):
    """The 70/20/10 of learning: at work, from others, in a course."""

    EXPERIENCE = "experience"
    OTHERS = "others"
    FORMAL = "formal"


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom. Every condition given must hold, of each condition one word is enough; no condition: for everybody."""

    position_classes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()

    @property
    def is_specific(self) -> bool:
        return bool(self.position_classes or self.words or self.traits)


@dataclass(frozen=True, slots=True)
class Activity:
    """One way to learn. `competencies` maps codes 1–9 to the level it leads to; `hours_jp` None = not filled yet."""

    code: str
    name: str
    kind: ActivityKind
    form: str
    description: str
    values: tuple[str, ...]
    competencies: Mapping[int, int]
    audience: Audience
    provider: str
    hours_jp: int | None

    def __post_init__(self) -> None:
        if not set(self.competencies) <= competency_codes():
            raise ValueError(f"{self.code} names an unknown competency")
        if not all(1 <= level <= HIGHEST_LEVEL for level in self.competencies.values()):
            raise ValueError(f"{self.code} leads to a level outside 1 to {HIGHEST_LEVEL}")
        if not self.values and not self.competencies:
            raise ValueError(f"{self.code} teaches nothing")


def make_activity(raw: Mapping[str, Any]) -> Activity:
    """An activity from its JSON, as in the seed and in a stored row."""
    audience = Audience(**{name: frozenset(words) for name, words in raw["audience"].items()})
    competencies = {int(code): level for code, level in raw["competencies"].items()}
    kind, values = ActivityKind(raw["kind"]), tuple(raw["values"])
    return Activity(**{**raw, "kind": kind, "values": values, "competencies": competencies, "audience": audience})


@cache
def catalogue() -> tuple[Activity, ...]:
    return tuple(make_activity(raw) for raw in _seed()["activities"])


def form_label(form: str) -> str:
    """The word on the screen for a form of learning, e.g. `guidance` → "Bimbingan teknis"."""
    label: str = _seed()["forms"][form]
    return label


@cache
def _seed() -> dict[str, Any]:
    seed: dict[str, Any] = json.loads(files(__package__).joinpath("catalogue.json").read_text("utf-8"))
    return seed
