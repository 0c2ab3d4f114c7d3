"""Entering work results, one by one or from a list. Whether a result was decided on them, the caller says: results stand
above (api/results/router_work_results.py)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.permissions import Role
from api.audit.service import record
from api.employees.rules import within
from api.kit.base import columns_of
from api.kit.errors import Conflict, Fault, Forbidden
from api.kit.spreadsheets.table import Table
from api.kit.texts import Text
from api.rounds.models import EvaluationRound, Participant
from api.rounds.refusals import Refused, expect_valid
from api.rounds.refusals import expect as expect_round
from api.rounds.rules import RoundStatus
from api.rounds.verdicts import Verdict
from api.work_results import queries
from api.work_results.import_rows import Finding, Target, WorkImport, WorkRow, read_work_results
from api.work_results.models import WorkResult
from api.work_results.rules import WorkEntry, can_enter, check_work_result, may_enter, skp_hundredths
from api.work_results.schemas import WorkResultWrite

_RECORDED = ("code", "skp_hundredths", "innovation")


class AlreadyDecided(Refused):
    text = Text("Hasil sudah ditetapkan berdasarkan hasil kerja ini.", "The result was decided on this work result.")


class NotYoursToEnter(Forbidden):
    text = Text(
        "Hasil kerja diisi oleh atasan pegawai ini, bukan oleh Anda.",
        "The work result is entered by the person's superior, not by you.",
    )


class WorkImportRefused(Conflict):
    text = Text(
        "Tidak ada yang disimpan: perbaiki baris yang disebut, lalu unggah kembali.",
        "Nothing was stored: correct the rows named, then upload the file again.",
    )


def expect_enterable(status: RoundStatus, *, decided: bool) -> None:
    """409 where the round's stage or a decision forbids it."""
    verdict: Verdict = can_enter(status, decided=decided)
    if not verdict and verdict.faults[0].code == AlreadyDecided.code:
        raise AlreadyDecided(verdict)
    expect_round(verdict)


def expect_may_enter(actor: Actor, participant: Participant, assessor: UUID | None) -> None:
    """403 unless he is the superior today, or records for somebody rated outside the system."""
    records_external = within(participant.unit_path, actor.paths(Role.HR_OFFICER))
    allowed = may_enter(
        None if actor.employee_id is None else str(actor.employee_id),
        participant=str(participant.employee_id),
        assessor=None if assessor is None else str(assessor),
        outside=participant.superior_outside,
        records_external=records_external,
    )
    if not allowed:
        raise NotYoursToEnter()


def set_work_result(
    db: Session,
    *,
    actor: Actor,
    participant: Participant,
    present: WorkResult | None,
    write: WorkResultWrite,
    now: datetime,
    trace: str,
) -> WorkResult:
    """Enter or replace one; `present` is the locked row, if there is one."""
    expect_valid(
        check_work_result(code=write.code, skp=write.figure, innovation=write.innovation, evidence=write.evidence)
    )
    figure = None if write.figure is None else skp_hundredths(write.figure)
    entry = WorkEntry(write.code, figure, write.innovation, write.evidence)
    return _store(db, actor, participant.id, present, entry, "set_work_result", now, trace)


def _store(
    db: Session,
    actor: Actor,
    participant_id: UUID,
    present: WorkResult | None,
    entry: WorkEntry,
    operation: str,
    now: datetime,
    trace: str,
) -> WorkResult:
    before = None if present is None else columns_of(present, *_RECORDED)
    row = present or WorkResult(participant_id=participant_id)
    for name in (*_RECORDED, "evidence"):
        setattr(row, name, getattr(entry, name))
    row.entered_by, row.entered_at = actor.account_id, now
    db.add(row)
    record(
        db,
        actor=actor,
        action=operation,
        object_type="participant",
        object_id=participant_id,
        before=before,
        after={name: getattr(entry, name) for name in _RECORDED},
        trace=trace,
    )
    return row


@dataclass(frozen=True, slots=True)
class Imported:
    """`changed_ids` are the participants whose work result is new or other than before."""

    dry_run: bool
    applied: bool
    rows: int
    created: int
    changed: int
    unchanged: int
    findings: Sequence[Finding]
    changed_ids: Sequence[UUID]


def import_work_results(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    table: Table,
    decided: Collection[UUID],
    today: date,
    dry_run: bool,
    now: datetime,
    trace: str,
) -> Imported:
    """All rows or none: with any finding nothing is stored. The same file a second time changes nothing.

    `actor` has the right for this round; `table` was read before the transaction began.
    """
    known = {str(row.Participant.id): row for row in queries.importable(db, actor, round)}
    targets = {row.nip: _target(actor, row.Participant, decided) for row in known.values()}
    read = read_work_results(table.rows, table.headings, targets, today=today)
    differing = [row for row in read.rows if _differs(known[row.key].WorkResult, row.entry)]
    if read.findings and not dry_run:
        raise WorkImportRefused(faults=[_fault(finding) for finding in read.findings])
    if not dry_run:
        for row in differing:
            there = known[row.key]
            _store(db, actor, there.Participant.id, there.WorkResult, row.entry, "import_work_results", now, trace)
        db.flush()
    return _summary(read, differing, known, dry_run=dry_run)


def _target(actor: Actor, participant: Participant, decided: Collection[UUID]) -> Target:
    own = participant.employee_id == actor.employee_id
    return Target(str(participant.id), own=own, decided=participant.id in decided)


def _differs(present: WorkResult | None, entry: WorkEntry) -> bool:
    if present is None:
        return True
    return any(getattr(present, name) != getattr(entry, name) for name in (*_RECORDED, "evidence"))


def _summary(read: WorkImport, differing: Sequence[WorkRow], known: Mapping[str, Any], *, dry_run: bool) -> Imported:
    created = sum(known[row.key].WorkResult is None for row in differing)
    return Imported(
        dry_run=dry_run,
        applied=not dry_run,
        rows=read.total,
        created=created,
        changed=len(differing) - created,
        unchanged=len(read.rows) - len(differing),
        findings=read.findings,
        changed_ids=[UUID(row.key) for row in differing],
    )


def _fault(finding: Finding) -> Fault:
    message = Text(*(f"{what} {how}" for what, how in zip(finding.message, finding.remedy, strict=True)))
    return Fault(f"/rows/{finding.row}", finding.code, message)
