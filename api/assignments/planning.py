"""Drawing the plan of evaluators of a draft round: by a fresh sealed seed, told in counts, never in pairs."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries_plan, seal
from api.assignments.circle import Circle, active_of, make_circle, placed
from api.assignments.models import RaterPlan
from api.assignments.plan import Plan, draw_plan, seed_hash
from api.assignments.rules import TaskStatus
from api.assignments.tasks import Row, add_tasks, asks, named_tasks, policies_of, task_row
from api.audit.service import record
from api.employees.queries import office_day
from api.rounds.models import EvaluationRound, Participant
from api.rounds.moves import expect_action
from api.rounds.refreshing import refresh_participants
from api.rounds.rules import Action, RoundKind
from api.scoring.policy import Policy
from api.scoring.terms import SMALLEST_ANONYMOUS_GROUP, Source

SEED_BYTES = 32


def propose_assignments(db: Session, *, actor: Actor, round: EvaluationRound, now: datetime, trace: str) -> RaterPlan:
    """Draw anew for a locked draft, its people as they are today; an earlier proposal is gone."""
    expect_action(db, actor=actor, round=round, action=Action.PROPOSE_ASSIGNMENTS, now=now)
    day = office_day(db, now)
    refresh_participants(db, actor=actor, round=round, day=day, trace=trace)
    queries_plan.clear_plan(db, round.id)
    people = active_of(db, round)
    policies = policies_of(db, round, people)
    circle = make_circle(db, round, [placed(one) for one in people], day)
    seed = secrets.token_bytes(SEED_BYTES)
    plan = _draw(db, round, circle, policies, seed)
    add_tasks(db, [*named_tasks(round, people, policies, TaskStatus.PLANNED), *_peer_tasks(plan, people, policies)])
    seal.keep_seed(db, round.id, seed)
    return _keep(db, actor, round, circle, plan, seed_hash(seed), now, trace)


def _draw(db: Session, round: EvaluationRound, circle: Circle, policies: Mapping[UUID, Policy], seed: bytes) -> Plan:
    rules = [policy.rule_of(Source.PEER) for policy in policies.values()]
    least = max((rule.min_forms for rule in rules if rule), default=SMALLEST_ANONYMOUS_GROUP)
    light = round.kind == RoundKind.LIGHT
    return draw_plan(
        [] if light else circle.people,
        seed=seed,
        k=circle.k,
        hard=circle.hard,
        last_round=as_pairs(queries_plan.last_round_pairs(db, round)),
        min_peers=least,
    )


def as_pairs(pairs: list[tuple[UUID, UUID]]) -> set[tuple[str, str]]:
    """Pairs of employees as plans write them."""
    return {(str(rater), str(rated)) for rater, rated in pairs}


def _peer_tasks(plan: Plan, people: list[Participant], policies: Mapping[UUID, Policy]) -> list[Row]:
    by_key = {str(one.employee_id): one for one in people}
    pairs = ((by_key[rater].employee_id, by_key[rated]) for rater, rated in plan.pairs)
    return [
        task_row(rated, rater_id, Source.PEER, TaskStatus.PLANNED)
        for rater_id, rated in pairs
        if asks(policies.get(rated.id), Source.PEER)
    ]


def _keep(
    db: Session,
    actor: Actor,
    round: EvaluationRound,
    circle: Circle,
    plan: Plan,
    hashed: str,
    now: datetime,
    trace: str,
) -> RaterPlan:
    kept = RaterPlan(
        round_id=round.id,
        drawn_at=now,
        drawn_by=actor.account_id,
        seed_hash=hashed,
        basis_hash=circle.basis,
        report=asdict(plan.report),
    )
    db.add(kept)
    db.flush()
    record(
        db,
        actor=actor,
        action="propose_assignments",
        object_type="round",
        object_id=round.id,
        after={"seed_hash": hashed, "people": plan.report.people, "forms": plan.report.forms},
        trace=trace,
    )
    return kept
