"""The seeded instrument: the seven BerAKHLAK values, their 21 official items and 35 anchors written out.

Values and items follow SE MenPANRB 20/2021 and PermenPANRB 6/2022; anchors, helps and feedback sentences are this
product's wording for kecamatan and kelurahan, to be reviewed by the office before it publishes its first version.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from api.instruments.draft import AnchorDraft, ItemDraft, ValueDraft, VersionDraft
from api.instruments.rules import check_instrument_version
from api.scoring.defaults import default_policy


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

    def __post_init__(self) -> None:
        faults = check_instrument_version(self.draft(effective_from=date.min))
        if faults:
            raise ValueError(f"{self.code} cannot be published: {faults}")

    def draft(self, *, effective_from: date | None) -> VersionDraft:
        """A first version to publish or to edit, in force from a day the office chooses, with the default policy."""
        policy = default_policy(effective_from or date.min)
        return VersionDraft(self.values, policy.to_json(), self.legal_basis, effective_from)


@cache
def berakhlak() -> Instrument:
    raw = json.loads(files(__package__).joinpath("berakhlak.json").read_text("utf-8"))
    levels = tuple(Level(**level) for level in raw["levels"])
    return Instrument(
        code=raw["code"],
        name=raw["name"],
        levels=levels,
        not_observed=raw["not_observed"],
        legal_basis=raw["legal_basis"],
        values=tuple(_value(value, levels) for value in raw["values"]),
    )


def _value(raw: dict[str, Any], levels: tuple[Level, ...]) -> ValueDraft:
    items = tuple(ItemDraft(**{**item, "competencies": tuple(item["competencies"])}) for item in raw["items"])
    anchors = tuple(
        AnchorDraft(level.level, text, level.label) for level, text in zip(levels, raw["anchors"], strict=True)
    )
    return ValueDraft(**{**raw, "items": items, "anchors": anchors, "competencies": tuple(raw["competencies"])})
