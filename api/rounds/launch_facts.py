"""What the launch check looks at, as plain values, and what it answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import NamedTuple, Protocol

from api.kit.texts import Text
from api.rounds.rules import RoundKind


class Severity(StrEnum):
    BLOCKER = "blocker"
    """The round does not open before it is repaired."""
    WARNING = "warning"
    """It opens; the text states the consequence."""


class Fixer(StrEnum):
    """Who can repair it."""

    HR_OFFICER = "hr_officer"
    ADMINISTRATOR = "administrator"
    SUPERIOR = "superior"


class AccountState(StrEnum):
    NONE = "none"
    NOT_ACTIVATED = "not_activated"
    ACTIVE = "active"
    DISABLED = "disabled"


class Link(NamedTuple):
    """Where it is repaired: the operation id and the kind of resource it works on."""

    operation: str
    resource: str


@dataclass(frozen=True, slots=True)
class SuperiorFacts:
    """The holder of the post above. `acting_until` is the last day of a plt or plh, None for a definitive holder."""

    key: str
    name: str
    active: bool = True
    account: AccountState = AccountState.ACTIVE
    acting_until: date | None = None


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """A participant as the snapshot would have him. `outside`: dinilai di luar sistem (the head of the office)."""

    key: str
    name: str
    superior: SuperiorFacts | None
    outside: bool = False
    account: AccountState = AccountState.ACTIVE
    possible_peers: int = 5


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The drawn plan of evaluators, as counts: never its pairs. `loads` are the forms a rater has to fill in."""

    fresh: bool = True
    superior_clashes: int = 0
    loads: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LaunchFacts:
    """Everything about a draft round that can keep it from opening."""

    kind: RoundKind
    period_start: date
    period_end: date
    closes_at: datetime
    now: datetime
    zone: tzinfo
    participants: tuple[ParticipantFacts, ...]
    plan: PlanFacts | None
    opens_at: datetime | None = None
    holidays: Mapping[date, str] = field(default_factory=dict)
    classes_without_version: tuple[str, ...] = ()
    """Classes of posts among the participants for which no published instrument version is set."""
    weights_bp: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Per instrument version: source → basis points."""
    min_peers: int = 3
    max_load: int = 7


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. `keys` and `names` say whom it is about, side by side; pairs of a plan are never named."""

    code: str
    severity: Severity
    fixed_by: Fixer
    link: Link
    text: Text
    count: int
    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


class Person(Protocol):
    """Anybody a finding can be about."""

    @property
    def key(self) -> str: ...

    @property
    def name(self) -> str: ...


def about(
    people: Iterable[Person], code: str, severity: Severity, fixed_by: Fixer, link: Link, text: Text, **params: object
) -> Iterator[Check]:
    """One finding about these people, by name; none where there are none. `{count}` in the text is their number."""
    found = sorted({person.key: person for person in people}.values(), key=lambda person: (person.name, person.key))
    if found:
        names = tuple(person.name for person in found)
        keys = tuple(person.key for person in found)
        yield Check(code, severity, fixed_by, link, text.format(count=len(found), **params), len(found), names, keys)
