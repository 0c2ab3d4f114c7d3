"""Who may break which seal, when (pure; DESIGN.md §5): two officers, a reason, a time limit, and nobody concerned."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WINDOW = timedelta(hours=24)
"""So long a broken seal can be looked through; then somebody must ask anew."""


class Seal(StrEnum):
    FORMS = "forms"
    """The forms without their raters: for recomputing results."""
    RATERS = "raters"
    """Who wrote which form about one person: for an abuse that cannot be cleared up otherwise."""


class BreakingStatus(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    EXPIRED = "expired"
    """Approved once; the time to look is over. Follows from the clock, is never stored."""


class BreakingAction(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    DOWNLOAD = "download"


class Hindrance(StrEnum):
    """Why something cannot be done now, or not by this officer."""

    TOO_EARLY = "too_early"
    LINK_DESTROYED = "link_destroyed"
    ONE_PERSON_ONLY = "one_person_only"
    CONCERNED = "concerned"
    SAME_PERSON = "same_person"
    DECIDED = "decided"
    NOT_APPROVED = "not_approved"
    WINDOW_CLOSED = "window_closed"
    NOT_REQUESTER = "not_requester"


@dataclass(frozen=True, slots=True)
class Officer:
    """An account, and the person behind it, if he is one of the office's."""

    account: str
    person: str | None = None

    def is_same_person(self, other: "Officer") -> bool:
        return self.account == other.account or (self.person is not None and self.person == other.person)


@dataclass(frozen=True, slots=True)
class Breaking:
    """The facts about one request. `concerned`: who is rated in the bundle or rated somebody in it."""

    seal: Seal
    status: BreakingStatus
    requester: Officer
    concerned: frozenset[str]
    link_destroyed: bool
    expires_at: datetime | None = None


CALCULATED = frozenset({"calculated", "released", "archived"})


def status_at(status: BreakingStatus, expires_at: datetime | None, now: datetime) -> BreakingStatus:
    over = expires_at is not None and now >= expires_at
    return BreakingStatus.EXPIRED if over and status is BreakingStatus.APPROVED else status


def hinders_request(
    seal: Seal, round_status: str, *, one_person: bool, officer: Officer, concerned: frozenset[str]
) -> Hindrance | None:
    """Not before the calculation: until then forms still change, and a look at them would change what people write."""
    if round_status not in CALCULATED:
        return Hindrance.TOO_EARLY
    if seal is Seal.RATERS and round_status == "archived":
        return Hindrance.LINK_DESTROYED
    if seal is Seal.RATERS and not one_person:
        return Hindrance.ONE_PERSON_ONLY
    return Hindrance.CONCERNED if officer.person in concerned else None


def hinders(action: BreakingAction, breaking: Breaking, officer: Officer, now: datetime) -> Hindrance | None:
    """What stands against it, for this officer; None: he may."""
    if action is BreakingAction.DOWNLOAD:
        return _hinders_download(breaking, officer, now)
    if breaking.status is not BreakingStatus.REQUESTED:
        return Hindrance.DECIDED
    if breaking.requester.is_same_person(officer):
        return Hindrance.SAME_PERSON
    if officer.person in breaking.concerned:
        return Hindrance.CONCERNED
    if action is BreakingAction.APPROVE and breaking.seal is Seal.RATERS and breaking.link_destroyed:
        return Hindrance.LINK_DESTROYED
    return None


def _hinders_download(breaking: Breaking, officer: Officer, now: datetime) -> Hindrance | None:
    if breaking.requester.account != officer.account:
        return Hindrance.NOT_REQUESTER
    status = status_at(breaking.status, breaking.expires_at, now)
    if status is BreakingStatus.EXPIRED:
        return Hindrance.WINDOW_CLOSED
    if status is not BreakingStatus.APPROVED:
        return Hindrance.NOT_APPROVED
    if breaking.seal is Seal.RATERS and breaking.link_destroyed:
        return Hindrance.LINK_DESTROYED
    return Hindrance.CONCERNED if officer.person in breaking.concerned else None


def actions_for(breaking: Breaking, officer: Officer, permitted: frozenset[BreakingAction], now: datetime) -> list[str]:
    return [one.value for one in BreakingAction if one in permitted and hinders(one, breaking, officer, now) is None]
