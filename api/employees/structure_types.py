"""The structure an office would have after an import: units, posts, who holds them, and what to confirm first.

Keys are made of names, so that the same list gives the same keys in every run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from api.employees.position_titles import PlacementKind, PositionClass, UnitKind
from api.employees.structure_messages import STRUCTURE_MESSAGES
from api.kit.texts import Text


class UnitKey(NamedTuple):
    """Name and parent's name in small letters: two kelurahan may each have a Seksi Pemerintahan."""

    name: str
    parent: str


class PostKey(NamedTuple):
    """`number` tells posts of one title in one unit apart; it counts from 1 by the smallest NIP of the holders."""

    unit: UnitKey
    title: str
    number: int


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    key: UnitKey
    name: str
    kind: UnitKind
    parent: UnitKey | None
    code: str
    is_named_only: bool
    """Nobody in the list belongs to it; it is only named as the parent of others."""


@dataclass(frozen=True, slots=True)
class Holder:
    nip: str = field(repr=False)
    row: int
    kind: PlacementKind
    since: date | None


@dataclass(frozen=True, slots=True)
class PlannedPost:
    key: PostKey
    title: str
    position_class: PositionClass
    is_head: bool
    reports_to: PostKey | None
    reports_to_nip: str | None = field(repr=False)
    """The superior where he is not in the list but known to the system."""
    holders: tuple[Holder, ...]

    @property
    def unit(self) -> UnitKey:
        return self.key.unit


@dataclass(frozen=True, slots=True)
class Question:
    """Something the list leaves open. The plan has an answer already; the officer confirms or corrects it."""

    code: str
    rows: tuple[int, ...] = ()
    unit: UnitKey | None = None
    post: PostKey | None = None
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> Text:
        return STRUCTURE_MESSAGES[self.code].message.format(**self.params)

    @property
    def answer(self) -> Text:
        """What happens if it is confirmed as it is."""
        return STRUCTURE_MESSAGES[self.code].answer.format(**self.params)
