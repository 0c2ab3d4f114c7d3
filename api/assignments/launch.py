"""Gathering what the launch check looks at: the round as it would open, with today's posts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.assignments import queries_plan
from api.assignments.circle import Circle, Placed, active_of, make_circle
from api.assignments.plan import possible_peers
from api.assignments.queries_plan import KnownPerson, Pairing
from api.assignments.tasks import policies_of
from api.employees.models import PlacementKind
from api.employees.queries import office_zone, snapshot
from api.employees.rules import Superior
from api.employees.superiors import Snapshot
from api.rounds.deadlines import last_day
from api.rounds.launch_check import launch_check
from api.rounds.launch_facts import AccountState, Check, LaunchFacts, ParticipantFacts, PlanFacts, SuperiorFacts
from api.rounds.models import EvaluationRound, Participant
from api.rounds.queries import holidays_between, published_among, versions_of
from api.rounds.rules import RoundKind
from api.scoring.policy import Policy
from api.scoring.terms import SMALLEST_ANONYMOUS_GROUP, Source

_ACTING = (PlacementKind.PLT, PlacementKind.PLH)
_ACCOUNTS = {
    None: AccountState.NONE,
    "invited": AccountState.NOT_ACTIVATED,
    "active": AccountState.ACTIVE,
    "disabled": AccountState.DISABLED,
}


def check_launch(db: Session, *, round: EvaluationRound, now: datetime) -> list[Check]:
    """Every finding about a round, as it would open now. A constant number of statements."""
    return launch_check(launch_facts(db, round, now))


def launch_facts(db: Session, round: EvaluationRound, now: datetime) -> LaunchFacts:
    zone = office_zone(db)
    day = now.astimezone(zone).date()
    people = active_of(db, round)
    today = _still_here(db, round, people, day)
    staying = [one for one in people if one.employee_id in today]
    circle = make_circle(db, round, [_placed(one) for one in today.values()], day)
    pairings = queries_plan.pairings_of(db, round.id)
    superiors = {one.superior.employee_id for one in today.values() if one.superior.employee_id}
    known = queries_plan.known_people(db, {*today, *superiors, *(pairing.rater_id for pairing in pairings)})
    policies = policies_of(db, round, staying)
    closing = last_day(round.closes_at, zone)
    return LaunchFacts(
        kind=RoundKind(round.kind),
        period_start=round.period_start,
        period_end=round.period_end,
        closes_at=round.closes_at,
        now=now,
        zone=zone,
        participants=_participants(staying, today, known, circle),
        plan=_plan(db, round, circle, pairings, known),
        opens_at=round.opens_at,
        holidays=holidays_between(db, closing, closing),
        classes_without_version=_without_version(db, round, staying),
        weights_bp=_weights(policies.values()),
        min_peers=_least_peers(policies.values()),
    )


def _still_here(db: Session, round: EvaluationRound, people: list[Participant], day: date) -> dict[UUID, Snapshot]:
    """Whom the opening will find in a post of the unit; whoever is gone will be excluded then."""
    found = snapshot(db, [one.employee_id for one in people if one.employee.active], day)
    return {key: person for key, person in found.items() if person.unit_path.startswith(round.unit.path)}


def _placed(person: Snapshot) -> Placed:
    return Placed(person.employee_id, person.unit_path, person.position_class, person.superior.employee_id)


def _participants(
    people: list[Participant], today: Mapping[UUID, Snapshot], known: Mapping[UUID, KnownPerson], circle: Circle
) -> tuple[ParticipantFacts, ...]:
    peers = possible_peers(circle.people, circle.hard, circle.k)
    return tuple(
        ParticipantFacts(
            key=str(one.employee_id),
            name=today[one.employee_id].name,
            superior=_superior(today[one.employee_id].superior, known),
            outside=one.superior_outside,
            account=_ACCOUNTS[known[one.employee_id].account],
            possible_peers=peers[str(one.employee_id)],
        )
        for one in people
    )


def _superior(superior: Superior, known: Mapping[UUID, KnownPerson]) -> SuperiorFacts | None:
    if superior.employee_id is None:
        return None
    person = known[superior.employee_id]
    return SuperiorFacts(
        key=str(superior.employee_id),
        name=superior.name,
        active=person.active,
        account=_ACCOUNTS[person.account],
        acting_until=superior.until if superior.kind in _ACTING else None,
    )


def _plan(
    db: Session,
    round: EvaluationRound,
    circle: Circle,
    pairings: list[Pairing],
    known: Mapping[UUID, KnownPerson],
) -> PlanFacts | None:
    plan = queries_plan.find_plan(db, round.id)
    if plan is None:
        return None
    lines = {person.key: person.superiors for person in circle.people}
    clashes = sum(_clashes(one, lines) for one in pairings)
    loads = Counter(known[one.rater_id].name for one in pairings if one.source != "self")
    return PlanFacts(fresh=plan.basis_hash == circle.basis, superior_clashes=clashes, loads=loads)


def _clashes(pairing: Pairing, lines: Mapping[str, tuple[str, ...]]) -> bool:
    return pairing.source == "peer" and str(pairing.rater_id) in lines.get(str(pairing.rated_id), ())


def _without_version(db: Session, round: EvaluationRound, people: list[Participant]) -> tuple[str, ...]:
    versions = versions_of(db, round.id)
    common = versions.get("")
    chosen = {one: one.version_id or versions.get(one.position_class, common) for one in people}
    published = published_among(db, {version for version in chosen.values() if version is not None})
    return tuple(sorted({one.position_class for one, version in chosen.items() if version not in published}))


def _weights(policies: Iterable[Policy]) -> dict[str, dict[str, int]]:
    return {policy.name: {rule.source.word: rule.weight_bp for rule in policy.sources} for policy in policies}


def _least_peers(policies: Iterable[Policy]) -> int:
    rules = [policy.rule_of(Source.PEER) for policy in policies]
    return max((rule.min_forms for rule in rules if rule), default=SMALLEST_ANONYMOUS_GROUP)
