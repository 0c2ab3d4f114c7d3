"""What a row of a staff list does to the placements of its person (pure).

A list tells one post, often with the day it was taken up (TMT). Compared with what is recorded that can mean nothing new, a
new placement that ends the former one, or a correction of the latest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

DEFINITIVE = "definitif"
_DAY = timedelta(days=1)


class Held(NamedTuple):
    """A placement as it is recorded."""

    id: UUID
    position_id: UUID
    kind: str
    starts_on: date
    ends_on: date | None

    def runs(self, day: date) -> bool:
        """Holds on this day or will hold later."""
        return self.ends_on is None or self.ends_on >= day


class Action(StrEnum):
    KEEP = "keep"
    OPEN = "open"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class PlacementStep:
    """`base` is the placement the row is compared with: the one that is kept, corrected, or followed by a new one."""

    action: Action
    base: Held | None
    starts_on: date
    ends_on: date | None = None
    cuts: tuple[tuple[UUID, date], ...] = ()
    """Placements that end earlier than recorded, with their last day."""
    warning: str = ""
    """`history_disagrees`: the list's day lies before an earlier placement and is left out; `acting_over`: the acting
    term the list still names has ended."""

    @property
    def changes(self) -> bool:
        return self.action is not Action.KEEP


def placement_step(
    own: Sequence[Held], *, position_id: UUID | None, kind: str, since: date | None, today: date
) -> PlacementStep:
    """`position_id` None: the post is yet to be made, so nobody holds it."""
    if kind == DEFINITIVE:
        return _definitive(own, position_id, since, today)
    return _acting(own, position_id, kind, since, today)


def _definitive(own: Sequence[Held], position_id: UUID | None, since: date | None, today: date) -> PlacementStep:
    definitive = [held for held in own if held.kind == DEFINITIVE]
    latest = _compared(definitive, position_id, today)
    start = since or today
    if latest is None:
        return PlacementStep(Action.OPEN, None, start, cuts=tuple(_acting_cuts(own, position_id, start)))
    others = [held for held in definitive if held.id != latest.id]
    if latest.position_id == position_id and latest.runs(since or today):
        return _same_post(others, latest, since, today)
    if start <= latest.starts_on:
        return _correct(others, latest, start, today, stays=False)
    cuts = [(latest.id, start - _DAY)] if latest.runs(start) else []
    until = _until(others, max(start, today))
    return PlacementStep(Action.OPEN, latest, start, until, (*cuts, *_acting_cuts(own, position_id, start)))


def _compared(definitive: Sequence[Held], position_id: UUID | None, today: date) -> Held | None:
    """The latest that has begun; a later one that is already recorded counts if the list names the same post."""
    begun = [held for held in definitive if held.starts_on <= today or held.position_id == position_id]
    return max(begun or definitive, key=lambda held: held.starts_on, default=None)


def _same_post(others: Sequence[Held], latest: Held, since: date | None, today: date) -> PlacementStep:
    runs = latest.runs(today)
    if runs and (since is None or since == latest.starts_on):
        return PlacementStep(Action.KEEP, latest, latest.starts_on, latest.ends_on)
    return _correct(others, latest, since or latest.starts_on, today, stays=runs)


def _correct(others: Sequence[Held], latest: Held, start: date, today: date, *, stays: bool) -> PlacementStep:
    """The latest placement begins on another day, or is another post's; earlier ones make room where they can."""
    until = latest.ends_on if latest.runs(today) else _until(others, max(start, today))
    earlier = [held for held in others if held.starts_on <= latest.starts_on and held.runs(start)]
    if any(held.starts_on >= start for held in earlier):
        action = Action.KEEP if stays else Action.CORRECT
        return PlacementStep(action, latest, latest.starts_on, until, warning="history_disagrees")
    return PlacementStep(Action.CORRECT, latest, start, until, tuple((held.id, start - _DAY) for held in earlier))


def _until(others: Sequence[Held], day: date) -> date | None:
    """The day before a placement that is to begin later."""
    following = min((held.starts_on for held in others if held.starts_on > day), default=None)
    return None if following is None else following - _DAY


def _acting(own: Sequence[Held], position_id: UUID | None, kind: str, since: date | None, today: date) -> PlacementStep:
    terms = [held for held in own if held.kind == kind and held.position_id == position_id]
    latest = max(terms, key=lambda held: held.starts_on, default=None)
    if latest is None:
        return PlacementStep(Action.OPEN, None, since or today)
    if latest.runs(today):
        if since is None or since == latest.starts_on:
            return PlacementStep(Action.KEEP, latest, latest.starts_on, latest.ends_on)
        return PlacementStep(Action.CORRECT, latest, since, latest.ends_on)
    if since is None or latest.runs(since):
        return PlacementStep(Action.KEEP, latest, latest.starts_on, latest.ends_on, warning="acting_over")
    return PlacementStep(Action.OPEN, latest, since)


def _acting_cuts(own: Iterable[Held], position_id: UUID | None, start: date) -> Iterable[tuple[UUID, date]]:
    """Who gets the post he acted for acts no longer."""
    for held in own:
        if held.kind != DEFINITIVE and held.position_id == position_id and held.starts_on < start and held.runs(start):
            yield held.id, start - _DAY
