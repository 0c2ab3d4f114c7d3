"""The calculation itself: chunk by chunk into an invisible run, then one switch.

It may be killed at any point: the message is taken again, what the killed attempt left behind goes, and the same inputs
give the same numbers and the same fingerprint. Nothing of a run is visible before the switch.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.assignments.finishing import seal_round
from api.assignments.forms import PEOPLE, RoundAnswers, answers_in_chunks
from api.instruments.models import InstrumentVersion
from api.instruments.queries import form_content
from api.kit.database import Database
from api.results import queries_runs
from api.results.models import CalculationRun, RunSignals
from api.results.publishing import publish
from api.results.quality import LARGEST, quality_of
from api.results.run_rows import Whose, write_results
from api.results.scored import figures_of, policy_for
from api.rounds.models import EvaluationRound
from api.rounds.queries import find_round, lock_round_by_id
from api.rounds.rules import RoundKind, RoundStatus
from api.scoring.fingerprint import fingerprint
from api.scoring.policy import Policy


class IncompleteRunError(Exception):
    """Fewer or more rows than participants: another worker is at the same run. The message is taken again."""


@dataclass
class Progress:
    """What a run knows of itself while it works."""

    run_id: UUID
    round_id: UUID
    kind: RoundKind
    processed: int = 0
    complete: int = 0
    failures: list[dict[str, Any]] = field(default_factory=list)
    policies: list[dict[str, Any]] = field(default_factory=list)
    digest: Any = field(default_factory=lambda: hashlib.sha256(b"calculation-run/1"))


def calculate(database: Database, payload: dict[str, Any]) -> None:
    """The outbox's handler of `calculate_round`. A run that is published or has failed stays as it is."""
    run_id, round_id = UUID(payload["run_id"]), UUID(payload["round_id"])
    progress = _begin(database, run_id, round_id)
    if progress is None:
        return
    if progress.failures:
        _give_up(database, progress)
        return
    _score_all(database, progress)
    quality = _quality(database, progress)
    with database.writing() as db:
        if queries_runs.count_results(db, run_id) != progress.processed:
            raise IncompleteRunError()
        _finish(db, progress)
        queries_runs.remove_signals(db, run_id)
        db.add(RunSignals(run_id=run_id, content=quality))
        publish(db, round=lock_round_by_id(db, round_id), run_id=run_id)


def _begin(database: Database, run_id: UUID, round_id: UUID) -> Progress | None:
    """Seal the forms the first time, in a transaction of its own; clear what an attempt before left; look for damage."""
    with database.writing() as db:
        if lock_round_by_id(db, round_id).status == RoundStatus.CLOSED:
            seal_round(db, round_id)
    with database.writing() as db:
        run = queries_runs.find_run(db, run_id)
        round = find_round(db, round_id)
        if run is None or round is None or run.status not in ("queued", "running"):
            return None
        queries_runs.remove_results(db, run_id)
        run.status, run.done = "running", 0
        progress = Progress(run_id, round_id, RoundKind(round.kind))
        progress.failures = _damaged(db, progress)
        return progress


def _damaged(db: Session, progress: Progress) -> list[dict[str, Any]]:
    """A form that does not fit its version must not be guessed at: the run fails and says whose result it is about."""
    found = []
    for version in queries_runs.active_versions(db, progress.round_id):
        items = form_content(db, version.id).item_count
        rows = queries_runs.with_damaged_forms(db, progress.round_id, version.id, items)
        found += [_failure(row.id, row.name, "damaged_form") for row in rows]
    return found


def _failure(participant_id: UUID, name: str, reason: str) -> dict[str, Any]:
    return {"participant_id": str(participant_id), "name": name, "reason": reason}


def _score_all(database: Database, progress: Progress) -> None:
    with database.reading() as db:
        progress.failures = [
            _failure(row.id, row.name, "no_version") for row in queries_runs.without_version(db, progress.round_id)
        ]
        for version in queries_runs.active_versions(db, progress.round_id):
            _score_version(database, db, progress, version)


def _score_version(database: Database, db: Session, progress: Progress, version: InstrumentVersion) -> None:
    content = form_content(db, version.id)
    policy = policy_for(progress.kind, content.policy)
    progress.policies.append(
        {"version_id": str(version.id), "number": version.number, "content_hash": version.content_hash}
    )
    progress.digest.update(policy.canonical())
    for chunk in answers_in_chunks(db, progress.round_id, version.id, items=content.item_count, people=PEOPLE):
        _score_chunk(database, db, progress, version.id, policy, chunk)


def _score_chunk(
    database: Database, db: Session, progress: Progress, version_id: UUID, policy: Policy, chunk: RoundAnswers
) -> None:
    """Read beside the forms what was entered as work result; score; write in a transaction of its own."""
    first, last = chunk.participant_ids[0], chunk.participant_ids[-1]
    ids, employees, work = queries_runs.entries_between(db, progress.round_id, version_id, first, last)
    if tuple(ids) != chunk.participant_ids:
        raise IncompleteRunError()
    figures = figures_of(policy, chunk.answers, work)
    progress.digest.update(fingerprint(policy, chunk.answers, work, _names(ids)).encode())
    progress.processed += len(ids)
    progress.complete += figures.complete
    with database.writing() as writing:
        write_results(writing, Whose(progress.run_id, progress.round_id, ids, employees), figures)
        _note(writing, progress)


def _quality(database: Database, progress: Progress) -> dict[str, Any]:
    """Looks at who rated whom, here and nowhere else, and keeps no rater; empty for a round beyond one meeting."""
    if progress.processed > LARGEST:
        return {}
    with database.reading() as db:
        versions = queries_runs.active_versions(db, progress.round_id)
        policies = {one.id: policy_for(progress.kind, form_content(db, one.id).policy) for one in versions}
        return quality_of(db, db.get_one(EvaluationRound, progress.round_id), policies)


def _names(ids: Sequence[UUID]) -> list[str]:
    return [one.hex for one in ids]


def _note(db: Session, progress: Progress) -> None:
    db.get_one(CalculationRun, progress.run_id).done = progress.processed


def _finish(db: Session, progress: Progress) -> None:
    run = db.get_one(CalculationRun, progress.run_id)
    run.fingerprint = progress.digest.hexdigest()
    run.policies, run.failures = progress.policies, progress.failures
    run.counts = {
        "processed": progress.processed,
        "complete": progress.complete,
        "incomplete": progress.processed - progress.complete,
        "failed": len(progress.failures),
        "not_scored": len(queries_runs.not_scored(db, progress.round_id)),
    }


def _give_up(database: Database, progress: Progress) -> None:
    with database.writing() as db:
        run = db.get_one(CalculationRun, progress.run_id)
        run.status, run.failures = "failed", progress.failures
        run.counts = {"processed": 0, "complete": 0, "incomplete": 0, "failed": len(progress.failures), "not_scored": 0}
