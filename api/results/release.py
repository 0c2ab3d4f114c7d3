"""Sharing results with the people they are about: once, frozen, whole or in parts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.employees.queries import get_office
from api.employees.rules import within
from api.kit.outbox import put
from api.results import queries, queries_release
from api.results.assessors import NOBODY
from api.results.facts import fact_of
from api.results.models import Result
from api.results.rules import split_release
from api.results.runs import run_facts
from api.results.seals import content_hash
from api.results.unit_tables import extend_unit_table
from api.rounds.models import EvaluationRound
from api.rounds.moves import NOTHING, move_round
from api.rounds.reach import OwnRecord
from api.rounds.rules import Action

RESULTS_RELEASED = "results_released"
"""What follows a release, for whoever listens: {"round_id", "result_ids"}."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a release took, what follows (*menyusul*), and the releaser's own, which another officer releases."""

    released: Sequence[Result]
    following: Sequence[Result]
    own: Sequence[Result]


def release_round(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    chosen: Collection[UUID] | None,
    unit_ids: Collection[UUID] | None,
    now: datetime,
    trace: str,
) -> Part:
    """Release the decided results of a locked round: all, the named ones, or those of some units.

    The first release moves the round. What is not decided follows; the releaser's own result waits for another officer.
    """
    unit_paths = None if unit_ids is None else queries.paths_of(db, unit_ids)
    part = _split(queries.waiting_results(db, round), actor, chosen, unit_paths)
    if part.own and not part.released:
        raise OwnRecord()
    facts = replace(run_facts(db, round), releasable=len(part.released))
    first = round.released_at is None
    move_round(
        db,
        actor=actor,
        round=round,
        action=Action.RELEASE,
        now=now,
        facts=facts,
        changes={"objection_days": get_office(db).objection_days} if first else NOTHING,
        trace=trace,
    )
    freeze(db, actor, part.released, now, "release_round", trace)
    extend_unit_table(db, round)
    if part.released:
        ids = sorted(str(result.id) for result in part.released)
        put(db, RESULTS_RELEASED, ids[0], {"round_id": str(round.id), "result_ids": ids})
    return part


def _split(
    waiting: Sequence[Result], actor: Actor, chosen: Collection[UUID] | None, unit_paths: Collection[str] | None
) -> Part:
    wanted = [result for result in waiting if _is_wanted(result, chosen, unit_paths)]
    by_person = {str(result.employee_id): result for result in wanted}
    person = None if actor.employee_id is None else str(actor.employee_id)
    split = split_release([fact_of(result, NOBODY, None) for result in wanted], person)
    found = [[by_person[one.participant] for one in part] for part in (split.ready, split.following, split.own)]
    return Part(*found)


def _is_wanted(result: Result, chosen: Collection[UUID] | None, unit_paths: Collection[str] | None) -> bool:
    named = chosen is None or result.id in chosen
    return named and (unit_paths is None or within(result.participant.unit_path, unit_paths))


def freeze(db: Session, actor: Actor, results: Sequence[Result], now: datetime, operation: str, trace: str) -> None:
    """Seal each result as it is, then release them all; from here on the database itself refuses to change them."""
    hashes = {result.id: content_hash(result) for result in results}
    queries_release.add_seals(db, hashes)
    queries_release.mark_released(db, list(hashes), released_at=now, released_by=actor.account_id)
    for result_id, digest in hashes.items():
        record(
            db,
            actor=actor,
            action=operation,
            object_type="result",
            object_id=result_id,
            after={"status": "released", "content_hash": digest},
            trace=trace,
        )
