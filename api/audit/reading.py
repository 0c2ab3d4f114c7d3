"""The log as an auditor reads it: each entry in a sentence, and who did it where that tells nothing about raters."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from api.audit import queries
from api.audit.models import AuditCheckpoint, Family
from api.audit.schemas import AuditFilters
from api.audit.texts import ACTION_TEXTS, entry_text
from api.audit.verification import Report
from api.audit.words import earlier_text, finding_text, printed_code, verdict
from api.kit.base import columns_of
from api.kit.pages import read_page


def read_entries(db: Session, filters: AuditFilters, language: str) -> dict[str, Any]:
    page = read_page(db, queries.select_entries(filters), filters)
    names = queries.names_of_accounts(db, {row.actor_ref for row in page["items"] if _names_actor(row)})
    page["items"] = [_entry(row, names, language) for row in page["items"]]
    return page


def _names_actor(row: Row[*tuple[Any, ...]]) -> bool:
    """Participation stays without a name: a list of names by hour beside the results would be a list of raters."""
    return row.actor_ref is not None and row.family == Family.EVENT


def _entry(row: Row[*tuple[Any, ...]], names: dict[str, str], language: str) -> dict[str, Any]:
    return {
        **row._mapping,
        "text": entry_text(row.action, row.outcome).in_language(language),
        "actor_name": names.get(row.actor_ref) if _names_actor(row) else None,
    }


def read_actions(language: str) -> list[dict[str, str]]:
    """Everything that is recorded, by its sentence: the choices of a filter."""
    found = [{"action": action, "text": text.in_language(language)} for action, text in ACTION_TEXTS.items()]
    return sorted(found, key=lambda one: one["text"].casefold())


def checkpoint_read(row: AuditCheckpoint) -> dict[str, Any]:
    return {**columns_of(row, "size", "note", "occasion", "made_at"), "code": printed_code(row)}


def verification_read(report: Report, language: str) -> dict[str, Any]:
    """A verification for a screen: found good, or what is wrong first."""
    finding, earlier = report.finding, earlier_text(report)
    told = None
    if finding is not None:
        told = {**finding._asdict(), "text": finding_text(finding).in_language(language)}
    return {
        "intact": finding is None,
        "text": verdict(report).in_language(language),
        "entries": report.entries,
        "root": report.root.hex(),
        "checkpoints": report.checkpoints,
        "finding": told,
        "earlier_text": None if earlier is None else earlier.in_language(language),
    }
