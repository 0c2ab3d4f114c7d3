"""A staff list is tried or taken over: all of it in one transaction, or nothing."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.employees import import_queries, queries
from api.employees.import_apply import Applied, apply_import, let_go
from api.employees.import_plan import ImportPlan, plan_import
from api.employees.import_report import report_of
from api.employees.models import Employee, ImportRun
from api.employees.office_state import read_office_state
from api.employees.roster_findings import Finding, finding
from api.kit.errors import Conflict, Fault, Forbidden
from api.kit.spreadsheets.table import Table
from api.kit.texts import Text

TOLD_AT_ONCE = 100  # findings in a refusal; all of them are in the list of errors


class OfficeWideOnly(Forbidden):
    text = Text(
        "Daftar pegawai mencakup seluruh kantor; hanya pejabat kepegawaian seluruh kantor yang mengimpornya.",
        "A staff list covers the whole office; only its personnel officer imports one.",
    )


class ImportRefused(Conflict):
    text = Text(
        "Daftar ini memuat {count} kesalahan, jadi tidak ada yang diubah. Perbaiki, atau lewati baris yang salah.",
        "The list has {count} errors, so nothing was changed. Correct them, or skip the faulty rows.",
    )


class ImportNeedsConfirmation(Conflict):
    text = Text(
        "Daftar ini meninggalkan {count} pertanyaan tentang susunan kantor. Periksa jawabannya, lalu setujui.",
        "The list leaves {count} questions about the structure open. Check the answers, then confirm.",
    )


@dataclass(frozen=True, slots=True)
class Upload:
    file_hash: str
    table: Table

    @classmethod
    def of(cls, data: bytes, table: Table) -> "Upload":
        return cls(hashlib.sha256(data).hexdigest(), table)


class Choices(NamedTuple):
    dry_run: bool
    skip_faulty_rows: bool
    complete: bool
    confirmed: bool


class Outcome(NamedTuple):
    run: ImportRun
    plan: ImportPlan


def import_employees(
    db: Session, *, actor: Actor, upload: Upload, choices: Choices, now: datetime, trace: str
) -> Outcome:
    """Compare the list with the office, and take it over unless it is only tried.

    An error refuses the list unless faulty rows are skipped; open questions refuse it until they are confirmed, if there
    is anything to change. Refused, it leaves its findings behind, so that they can be downloaded.
    """
    if not import_queries.imports_everywhere(actor):
        raise OfficeWideOnly()
    queries.lock_structure(db)
    state = read_office_state(db, queries.office_day(db, now))
    plan = plan_import(upload.table, state, own_employee_id=actor.employee_id)
    absent = list(_absent(db, actor, plan, choices))
    if not choices.dry_run:
        _expect_acceptable(plan, absent, choices, actor=actor, upload=upload, now=now, trace=trace)
    applied = None if choices.dry_run else apply_import(db, plan=plan, state=state)
    if applied is not None:
        leaving = [employee for employee, why in absent if why is None]
        let_go(db, actor=actor, employees=leaving, state=state, today=state.today, trace=trace)
    run = _run(plan, applied, absent, actor=actor, upload=upload, choices=choices, now=now)
    _keep(db, run, actor, trace)
    return Outcome(run, plan)


def _absent(db: Session, actor: Actor, plan: ImportPlan, choices: Choices) -> Iterator[tuple[Employee, str | None]]:
    """Everybody who is in no row, with the reason why he is kept all the same."""
    holders = import_queries.role_holders_among(db, plan.absent)
    for employee in plan.absent:
        if not choices.complete:
            yield employee, "not_declared_complete"
        elif plan.roster.unreadable:
            yield employee, "unreadable_rows"
        elif employee.id == actor.employee_id:
            yield employee, "own_record"
        elif employee.id in holders:
            yield employee, "holds_roles"
        else:
            yield employee, "dry_run" if choices.dry_run else None


def _expect_acceptable(
    plan: ImportPlan,
    absent: Sequence[tuple[Employee, str | None]],
    choices: Choices,
    *,
    actor: Actor,
    upload: Upload,
    now: datetime,
    trace: str,
) -> None:
    refusal: type[Conflict] | None = None
    faults: list[Fault] = []
    if plan.errors and not choices.skip_faulty_rows:
        refusal, faults = ImportRefused, [_fault(found) for found in plan.errors]
    elif plan.questions and not choices.confirmed and (plan.changes or any(why is None for _, why in absent)):
        refusal = ImportNeedsConfirmation
        faults = [Fault("confirmed", question.code, question.message) for question in plan.questions]
    if refusal is None:
        return
    kept = [(employee, why or "not_declared_complete") for employee, why in absent]
    run = _run(plan, None, kept, actor=actor, upload=upload, choices=choices, now=now)
    raise refusal(
        count=len(faults),
        faults=faults[:TOLD_AT_ONCE],
        headers={"Location": f"/api/v1/employees/imports/{run.id}"},
        afterwards=lambda db: _keep(db, run, actor, trace),
    )


def _fault(found: Finding) -> Fault:
    text = Text(*(f"{message} {remedy}" for message, remedy in zip(found.message, found.remedy, strict=True)))
    return Fault(f"row {found.row}/{found.column}", found.code, text)


def _run(
    plan: ImportPlan,
    applied: Applied | None,
    absent: Iterable[tuple[Employee, str | None]],
    *,
    actor: Actor,
    upload: Upload,
    choices: Choices,
    now: datetime,
) -> ImportRun:
    shared = applied.shared_emails if applied else frozenset()
    heading = upload.table.headings.get("email", "")
    findings = [*plan.findings, *(finding(row, heading, "email_shared") for row in sorted(shared))]
    kept: list[tuple[UUID, str | None]] = [(employee.id, why) for employee, why in absent]
    return ImportRun(
        id=uuid4(),
        created_by=actor.account_id,
        created_at=now,
        file_hash=upload.file_hash,
        dry_run=choices.dry_run,
        applied=applied is not None,
        report=report_of(plan, applied, kept, findings),
    )


def _keep(db: Session, run: ImportRun, actor: Actor, trace: str) -> None:
    db.add(run)
    after = {"file_hash": run.file_hash, "dry_run": run.dry_run, "applied": run.applied, **run.report["counts"]}
    record(
        db,
        actor=actor,
        action="import_employees",
        object_type="import_run",
        object_id=run.id,
        after=after,
        trace=trace,
    )
