"""An instrument version as plain values: what an officer edits and what the rules look at before it is published.

Nothing here is checked, because a draft may be wrong; `rules.check_instrument_version` says what is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

SCALE_LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class AnchorDraft:
    """Contoh perilaku: what a level of the scale looks like at work. `label` is the plain word for the level."""

    level: int
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """Butir. `number` runs through the whole version; `competencies` are codes 1–9, the primary one first."""

    number: int
    text: str
    help: str = ""
    competencies: tuple[int, ...] = ()
    optional_for_peers: bool = False
    share: int = 1


@dataclass(frozen=True, slots=True)
class ValueDraft:
    """Nilai dasar with its items, its five anchors and the two sentences the person reads in the result."""

    code: str
    name: str
    definition: str
    items: tuple[ItemDraft, ...]
    anchors: tuple[AnchorDraft, ...]
    strength_text: str
    learning_text: str
    competencies: tuple[int, ...] = ()
    share: int = 1
    min_items: int = 2


@dataclass(frozen=True, slots=True)
class VersionDraft:
    """`policy` is the JSON of `api.scoring.policy.Policy`; its values and date follow from the rest of the draft."""

    values: tuple[ValueDraft, ...]
    policy: Mapping[str, Any]
    legal_basis: str
    effective_from: date | None

    @property
    def items(self) -> tuple[ItemDraft, ...]:
        return tuple(item for value in self.values for item in value.items)
