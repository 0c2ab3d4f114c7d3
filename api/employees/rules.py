"""Who is whose superior, and what is allowed among people, posts and units (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

ACTING_FIRST = ("plh", "plt", "definitif")
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
DEEPEST = 20  # levels of units


class Holder(NamedTuple):
    """Somebody who holds a post on the day in question."""

    employee_id: UUID
    name: str
    kind: str
    starts_on: date
    ends_on: date | None


class Superior(NamedTuple):
    """Who is the superior on a day. Without a person: `vacant_skipped` 0 – the head of the office, whose superior is
    outside the system; more – every post above is vacant."""

    employee_id: UUID | None
    name: str
    position_id: UUID | None
    kind: str | None
    until: date | None
    vacant_skipped: int


NOBODY_ABOVE = Superior(None, "", None, None, None, 0)


def acting_holder(holders: Iterable[Holder], *, besides: UUID) -> Holder | None:
    """Who speaks for a post: plh before plt before the definitive holder, of two the one who began last.

    Nobody is his own superior: who acts for the post above his own is passed over there.
    """
    others = [holder for holder in holders if holder.employee_id != besides]
    return min(
        others,
        key=lambda one: (ACTING_FIRST.index(one.kind), -one.starts_on.toordinal(), one.employee_id.hex),
        default=None,
    )


def superior_of(
    employee_id: UUID,
    position_id: UUID,
    *,
    above: Mapping[UUID, UUID | None],
    holders: Mapping[UUID, Sequence[Holder]],
) -> Superior:
    """The holder of the post above; if it is vacant, of the next post up (DESIGN.md §2).

    `above` gives the post each post reports to, `holders` who holds it on the day. A circle of posts has no superior.
    """
    skipped = 0
    seen = {position_id}
    post = above.get(position_id)
    while post is not None and post not in seen:
        seen.add(post)
        holder = acting_holder(holders.get(post, ()), besides=employee_id)
        if holder is not None:
            return Superior(holder.employee_id, holder.name, post, holder.kind, holder.ends_on, skipped)
        skipped += 1
        post = above.get(post)
    return NOBODY_ABOVE._replace(vacant_skipped=skipped)


def full_name(title_before: str, name: str, title_after: str) -> str:
    """A name with its titles: `dr. Contoh Pegawai, S.Sos.`."""
    before = f"{title_before} {name}".strip()
    return f"{before}, {title_after}" if title_after else before


def within(path: str, paths: Iterable[str]) -> bool:
    """Does a unit lie in one of these parts of the tree?"""
    return any(path.startswith(part) for part in paths)


def holds_on(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Both ends of a placement are included."""
    return starts_on <= day and (ends_on is None or ends_on >= day)


def overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Do two spans of days, both ends included, share a day?"""
    return one[0] <= (other[1] or date.max) and other[0] <= (one[1] or date.max)


def employee_actions(*, active: bool) -> list[str]:
    """What the HR officer of the unit may do with somebody else's record."""
    return ["update", "transfer", "update_placement", "deactivate"] if active else ["update", "reactivate"]


def unit_level(path: str) -> int:
    """0 for a unit at the top."""
    return path.count("/") - 2


def unit_actions(*, active: bool, empty: bool) -> list[str]:
    """What the HR officer of a unit may do with it."""
    if not active:
        return ["update", "activate"]
    return ["update", "add_unit", "add_position", *(["deactivate"] if empty else [])]


def position_actions(*, active: bool, vacant: bool) -> list[str]:
    """What the HR officer of the unit may do with a post."""
    if not active:
        return ["update", "activate"]
    return ["update", *(["deactivate"] if vacant else [])]
