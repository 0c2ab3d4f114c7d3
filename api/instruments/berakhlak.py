"""The seeded instrument: the seven BerAKHLAK values, their 21 official items and 35 anchors written out.

Values and items follow SE MenPANRB 20/2021 and PermenPANRB 6/2022; anchors, helps and feedback sentences are this
product's wording for kecamatan and kelurahan, to be reviewed by the office before it publishes its first version.
"""

import json
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from api.instruments.draft import AnchorDraft, ItemDraft, PolicyDraft, ValueDraft, VersionDraft
from api.instruments.rules import check_instrument_version

FIGURES = (
    "above_from",
    "above_each_value_from",
    "below_under",
    "below_value_under",
    "below_superior_under",
    "work_above_from",
    "work_meets_from",
)


@dataclass(frozen=True, slots=True)
class Level:
    """A point of the scale: the plain word on the screen and the official one."""

    level: int
    label: str
    official_label: str


@dataclass(frozen=True, slots=True)
class Instrument:
    code: str
    name: str
    levels: tuple[Level, ...]
    not_observed: str
    legal_basis: str
    values: tuple[ValueDraft, ...]
    policy: PolicyDraft

    def __post_init__(self) -> None:
        faults = check_instrument_version(self.draft(effective_from=date.min))
        if faults:
            raise ValueError(f"{self.code} cannot be published: {faults}")

    def draft(self, *, effective_from: date | None) -> VersionDraft:
        """A first version to publish or to edit, in force from a day the office chooses."""
        return VersionDraft(self.values, self.policy, self.legal_basis, effective_from)


@cache
def berakhlak() -> Instrument:
    raw = json.loads(files(__package__).joinpath("berakhlak.json").read_text("utf-8"))
    return Instrument(
        code=raw["code"],
        name=raw["name"],
        levels=tuple(Level(**level) for level in raw["levels"]),
        not_observed=raw["not_observed"],
        legal_basis=raw["legal_basis"],
        values=tuple(_value(value) for value in raw["values"]),
        policy=_policy(raw["policy"]),
    )


def _value(raw: dict[str, Any]) -> ValueDraft:
    return ValueDraft(
        code=raw["code"],
        name=raw["name"],
        definition=raw["definition"],
        items=tuple(ItemDraft(**{**item, "competencies": tuple(item["competencies"])}) for item in raw["items"]),
        anchors=tuple(AnchorDraft(level, text) for level, text in enumerate(raw["anchors"], start=1)),
        strength=raw["strength"],
        to_learn=raw["to_learn"],
        competencies=tuple(raw["competencies"]),
    )


def _policy(raw: dict[str, Any]) -> PolicyDraft:
    exact = {name: Fraction(raw[name]) for name in FIGURES}
    bands = tuple(Fraction(band) for band in raw["bands"])
    return PolicyDraft(**{**raw, **exact, "bands": bands, "scale_points": tuple(raw["scale_points"])})
