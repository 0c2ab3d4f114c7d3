"""How a reader sees a round and its participants: the row, what follows from it now, and what he may do next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.employees.queries import office_zone
from api.kit.pages import read_page
from api.kit.texts import Text
from api.rounds import queries
from api.rounds.deadlines import last_day
from api.rounds.models import EvaluationRound, Extension
from api.rounds.moments import deadline_text
from api.rounds.reach import oversees, permissions_at
from api.rounds.reasons import ParticipantStatus
from api.rounds.refreshing import not_listed
from api.rounds.rules import (
    RoundFacts,
    RoundStatus,
    actions_for,
    effective_status,
    holiday_warnings,
    round_closes_at,
)
from api.rounds.schemas import RoundFilters

ANY_FACTS = RoundFacts(releasable=1)
"""`actions` follow from state and rights; launch check, runs and results answer for themselves when asked."""

_FORGOTTEN = Text(
    "{count} pegawai aktif unit ini bukan peserta dan tidak dikecualikan.",
    "{count} active employees of this unit are neither participants nor excluded.",
)
_RUNNING = (RoundStatus.DRAFT, RoundStatus.OPEN)


@dataclass(frozen=True)
class Reader:
    """Who reads, when, in which zone and language."""

    actor: Actor
    now: datetime
    zone: ZoneInfo
    language: str

    def deadline_text(self, deadline: datetime) -> str:
        return deadline_text(deadline, self.zone).in_language(self.language)


@dataclass(frozen=True)
class RoundView:
    """Whatever is not named here is the row's own."""

    row: EvaluationRound
    status: RoundStatus
    deadline: datetime
    deadline_text: str
    participants: int
    actions: list[str]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


@dataclass(frozen=True)
class RoundDetail(RoundView):
    closed_at: datetime | None
    closes_at_text: str
    note: str
    instruments: list[dict[str, Any]]
    counts: dict[str, int] | None
    extensions: list[dict[str, Any]]
    warnings: list[dict[str, str]]


def list_rounds(db: Session, *, actor: Actor, filters: RoundFilters, now: datetime, language: str) -> dict[str, Any]:
    page = read_page(db, queries.select_rounds(actor, filters, now), filters)
    reader = Reader(actor, now, office_zone(db), language)
    page["items"] = [_view(reader, *row) for row in page["items"]]
    return page


def _view(reader: Reader, round: EvaluationRound, extended: datetime | None, participants: int) -> RoundView:
    return RoundView(row=round, participants=participants, **_state(reader, round, extended))


def _state(reader: Reader, round: EvaluationRound, extended: datetime | None) -> dict[str, Any]:
    deadline = round_closes_at(round.closes_at, [extended] if extended else [])
    status = effective_status(RoundStatus(round.status), deadline, reader.now)
    return {
        "status": status,
        "deadline": deadline,
        "deadline_text": reader.deadline_text(deadline),
        "actions": actions_for(status, permissions_at(reader.actor, round.unit.path), ANY_FACTS),
    }


def read_round(db: Session, *, actor: Actor, round: EvaluationRound, now: datetime, language: str) -> RoundDetail:
    """Everything about one round. Officers see counts, extensions, note and warnings; everybody else what concerns all."""
    reader = Reader(actor, now, office_zone(db), language)
    extensions = db.execute(queries.select_extensions(round.id)).all()
    state = _state(reader, round, max((row.Extension.closes_at for row in extensions), default=None))
    counts = queries.count_participants(db, round.id)
    officer = oversees(actor, round.unit.path)
    closed = state["status"] is RoundStatus.CLOSED
    return RoundDetail(
        row=round,
        **state,
        participants=sum(counts[status] for status in ParticipantStatus if status != ParticipantStatus.EXCLUDED),
        closed_at=round.closed_at or (state["deadline"] if closed else None),
        closes_at_text=reader.deadline_text(round.closes_at),
        note=round.note if officer else "",
        instruments=[_version(row) for row in db.execute(queries.select_round_versions(round.id))],
        counts=counts if officer else None,
        extensions=[_extension(reader, row) for row in extensions] if officer else [],
        warnings=_warnings(db, reader, round, state["status"]) if officer else [],
    )


def _version(row: Row[Any]) -> dict[str, Any]:
    return {**row._mapping, "position_class": row.position_class or None}


def _extension(reader: Reader, row: Row[Any]) -> dict[str, Any]:
    extension: Extension = row.Extension
    return {
        "id": extension.id,
        "employee_id": extension.employee_id,
        "unit_id": extension.unit_id,
        "given_to": row.employee_name or row.unit_name,
        "deadline": extension.closes_at,
        "deadline_text": reader.deadline_text(extension.closes_at),
        "reason": extension.reason,
        "created_at": extension.created_at,
    }


def _warnings(db: Session, reader: Reader, round: EvaluationRound, status: RoundStatus) -> list[dict[str, str]]:
    if status not in _RUNNING:
        return []
    day = last_day(round.closes_at, reader.zone)
    holidays = queries.holidays_between(db, day, day)
    found = [("deadline_on_holiday", text) for text in holiday_warnings(round.closes_at, holidays, reader.zone)]
    if status is RoundStatus.DRAFT:
        today = reader.now.astimezone(reader.zone).date()
        forgotten = len(not_listed(db, round, today))
        found += [("not_listed", _FORGOTTEN.format(count=forgotten))] if forgotten else []
    return [{"code": code, "message": text.in_language(reader.language)} for code, text in found]
