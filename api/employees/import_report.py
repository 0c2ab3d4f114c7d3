"""What is kept of an import, and how it is told. Rows, ids, codes and names of units and posts are kept; nothing personal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from api.employees.import_apply import Applied
from api.employees.import_plan import ImportPlan, PersonStep
from api.employees.models import ImportRun
from api.employees.roster_diff import Value
from api.employees.roster_findings import Finding, finding
from api.employees.roster_report import findings_csv
from api.employees.structure_types import Question

Report = dict[str, Any]


def report_of(
    plan: ImportPlan, applied: Applied | None, absent: Sequence[tuple[UUID, str | None]], findings: Iterable[Finding]
) -> Report:
    """`absent`: each with the reason why he was not deactivated, or None if he was."""
    created = applied.created if applied else {}
    return {
        "counts": _counts(plan, absent),
        "created": [{"row": one.row.number, "employee_id": _text(created.get(one.row.number))} for one in plan.created],
        "changed": [_changed(one) for one in plan.changed],
        "absent": [{"employee_id": str(employee_id), "kept_because": why} for employee_id, why in absent],
        "findings": [[f.row, f.column, f.code, f.severity, dict(f.params)] for f in findings],
        "questions": [{"code": q.code, "rows": list(q.rows), "params": dict(q.params)} for q in plan.questions],
        "structure": [change._asdict() for change in plan.structure.changes],
    }


def _counts(plan: ImportPlan, absent: Sequence[tuple[UUID, str | None]]) -> dict[str, int]:
    def changes(kind: str, *, made: bool) -> int:
        return sum(one.kind == kind and (one.change == "create") == made for one in plan.structure.changes)

    return {
        "rows": plan.roster.total,
        "created": len(plan.created),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "absent": len(absent),
        "deactivated": sum(why is None for _, why in absent),
        "refused_rows": len({found.row for found in plan.errors}),
        "units_created": changes("unit", made=True),
        "units_changed": changes("unit", made=False),
        "positions_created": changes("position", made=True),
        "positions_changed": changes("position", made=False),
        "cards_to_print": len(plan.created),
    }


def _changed(person: PersonStep) -> dict[str, Any]:
    employee_id = _text(person.employee.id if person.employee else None)
    fields = [change.name for change in person.changes]
    return {"row": person.row.number, "employee_id": employee_id, "fields": fields}


def tell_run(run: ImportRun, names: Mapping[UUID, str], language: str, plan: ImportPlan | None = None) -> Report:
    """A run as it is answered. With `plan`, in the answer to the import itself, also what is not kept."""
    kept: Report = run.report
    new_names = {one.row.number: one.planned.name for one in plan.created} if plan else {}
    values = {one.row.number: {c.name: (c.old, c.new) for c in one.changes} for one in plan.changed} if plan else {}
    findings = [_told(found, language) for found in findings_of(run)]
    return {
        "id": run.id,
        "created_at": run.created_at,
        "file_hash": run.file_hash,
        "dry_run": run.dry_run,
        "applied": run.applied,
        "counts": kept["counts"],
        "created": [{**one, "name": new_names.get(one["row"]) or _name(one, names)} for one in kept["created"]],
        "changed": [
            {**one, "name": _name(one, names), "fields": _fields(one["fields"], values.get(one["row"], {}))}
            for one in kept["changed"]
        ],
        "absent": [
            {**one, "name": _name(one, names), "deactivated": one["kept_because"] is None} for one in kept["absent"]
        ],
        "refused": [one for one in findings if one["severity"] == "error"],
        "warnings": [one for one in findings if one["severity"] != "error"],
        "questions": [_asked(one, language) for one in kept["questions"]],
        "structure": kept["structure"],
    }


def people_in(run: ImportRun) -> set[UUID]:
    """Whose names it takes to tell the run."""
    kept: Report = run.report
    people = (*kept["created"], *kept["changed"], *kept["absent"])
    return {UUID(one["employee_id"]) for one in people if one["employee_id"]}


def findings_of(run: ImportRun) -> list[Finding]:
    return [finding(row, column, code, **params) for row, column, code, _, params in run.report["findings"]]


def errors_csv(run: ImportRun, language: str) -> bytes:
    """Every finding of a run, as a list people can open beside theirs; no cell of it becomes a formula."""
    return findings_csv(findings_of(run), language)


def _told(found: Finding, language: str) -> dict[str, Any]:
    return {
        "row": found.row,
        "column": found.column,
        "code": found.code,
        "severity": found.severity,
        "message": found.message.in_language(language),
        "remedy": found.remedy.in_language(language),
    }


def _asked(kept: Mapping[str, Any], language: str) -> dict[str, Any]:
    question = Question(kept["code"], tuple(kept["rows"]), params=kept["params"])
    return {
        "code": question.code,
        "rows": kept["rows"],
        "message": question.message.in_language(language),
        "answer": question.answer.in_language(language),
    }


def _fields(fields: Sequence[str], values: Mapping[str, tuple[Value, Value]]) -> list[dict[str, Any]]:
    told = []
    for name in fields:
        old, new = values.get(name, (None, None))
        told.append({"name": name, "old": _text(old), "new": _text(new)})
    return told


def _name(kept: Mapping[str, Any], names: Mapping[UUID, str]) -> str | None:
    return names.get(UUID(kept["employee_id"])) if kept["employee_id"] else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
