"""Work results where results meet them: who may enter them today, what is decided already, what becomes of a proposal."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.permissions import Role
from api.employees.queries import office_day
from api.employees.rules import full_name, within
from api.kit.conditional import expect_version
from api.kit.errors import NotFound
from api.kit.pages import read_page
from api.kit.spreadsheets.table import Table
from api.results import queries, queries_runs
from api.results.assessors import people_assessed
from api.results.proposals import renew_proposals
from api.rounds.guards import RoundFacts, guard_idle
from api.rounds.models import EvaluationRound, Participant
from api.rounds.queries import hold_round
from api.rounds.refusals import expect
from api.rounds.rules import RoundStatus
from api.scoring.exact import HUNDRED
from api.work_results import queries as entries
from api.work_results import service
from api.work_results.models import WorkResult
from api.work_results.rules import can_enter
from api.work_results.schemas import WorkResultFilters, WorkResultWrite

Shape = dict[str, Any]


def list_work_results(
    db: Session, *, actor: Actor, round: EvaluationRound, filters: WorkResultFilters, now: datetime
) -> Shape:
    """A page of participants with their work results: the assessor's people, or those of the officer's units."""
    assessed = _assessed(db, actor, round, now)
    decided = queries.decided_participants(db, round)
    page = read_page(db, entries.select_listed(actor, round, assessed, filters), filters)
    page["items"] = [
        _row(actor, round, participant, entry, assessed=assessed, decided=decided)
        for participant, entry in page["items"]
    ]
    return page


def set_work_result(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    participant_id: UUID,
    write: WorkResultWrite,
    if_match: str | None,
    now: datetime,
    trace: str,
) -> Shape:
    """Enter or replace one. 404, then 403, 428 and 412 where there is one already, then 409; the proposal follows."""
    assessed = _assessed(db, actor, round, now)
    found = entries.find_entry(db, actor, round, assessed, participant_id)
    if found is None:
        raise NotFound()
    participant: Participant = found.Participant
    service.expect_may_enter(actor, participant, actor.employee_id if participant_id in assessed else None)
    status = RoundStatus(hold_round(db, round.id).status)
    present = entries.lock_entry(db, participant_id)
    if present is not None:
        expect_version(if_match, present.row_version)
    decided = queries.decided_participants(db, round)
    service.expect_enterable(status, decided=participant_id in decided)
    expect(guard_idle(RoundFacts(run_in_progress=queries_runs.is_running(db, round.id))))
    row = service.set_work_result(
        db, actor=actor, participant=participant, present=present, write=write, now=now, trace=trace
    )
    db.flush()
    renew_proposals(db, round, [participant_id])
    return _row(actor, round, participant, row, assessed=assessed, decided=decided)


def import_work_results(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    table: Table,
    dry_run: bool,
    now: datetime,
    language: str,
    trace: str,
) -> Shape:
    """From a list, all or nothing; proposals follow. The caller holds the right for this round."""
    status = RoundStatus(hold_round(db, round.id).status)
    service.expect_enterable(status, decided=False)
    expect(guard_idle(RoundFacts(run_in_progress=queries_runs.is_running(db, round.id))))
    imported = service.import_work_results(
        db,
        actor=actor,
        round=round,
        table=table,
        decided=queries.decided_participants(db, round),
        today=office_day(db, now),
        dry_run=dry_run,
        now=now,
        trace=trace,
    )
    if imported.applied:
        renew_proposals(db, round, imported.changed_ids)
    plain = ("dry_run", "applied", "rows", "created", "changed", "unchanged")
    findings = [
        {
            "row": finding.row,
            "column": finding.column,
            "code": finding.code,
            "message": finding.message.in_language(language),
            "remedy": finding.remedy.in_language(language),
        }
        for finding in imported.findings
    ]
    return {**{name: getattr(imported, name) for name in plain}, "findings": findings}


def _assessed(db: Session, actor: Actor, round: EvaluationRound, now: datetime) -> Collection[UUID]:
    """The participants of the round whose assessor he is today."""
    if actor.employee_id is None or not actor.has_role(Role.ASSESSOR):
        return ()
    return people_assessed(db, actor.employee_id, round.id, office_day(db, now))


def _row(
    actor: Actor,
    round: EvaluationRound,
    participant: Participant,
    entry: WorkResult | None,
    *,
    assessed: Collection[UUID],
    decided: Collection[UUID],
) -> Shape:
    employee = participant.employee
    skp = None if entry is None or entry.skp_hundredths is None else entry.skp_hundredths / HUNDRED
    return {
        "participant_id": participant.id,
        "employee_id": employee.id,
        "name": full_name(employee.title_before, employee.name, employee.title_after),
        "unit_name": participant.unit_name,
        "code": entry.code if entry else None,
        "skp": skp,
        "innovation": entry.innovation if entry else False,
        "evidence": entry.evidence if entry else "",
        "entered_at": entry.entered_at if entry else None,
        "row_version": entry.row_version if entry else 0,
        "actions": _actions(actor, round, participant, participant.id in assessed, participant.id in decided),
    }


def _actions(
    actor: Actor, round: EvaluationRound, participant: Participant, is_assessor: bool, is_decided: bool
) -> list[str]:
    records = participant.superior_outside and within(participant.unit_path, actor.paths(Role.HR_OFFICER))
    theirs = records if participant.superior_outside else is_assessor
    return ["set_work_result"] if theirs and can_enter(RoundStatus(round.status), decided=is_decided) else []
