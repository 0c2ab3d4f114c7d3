"""Removes what has been kept long enough: first said, then done, always in the log (UU 27/2022 Pasal 42–44).

Nothing is removed while an objection is open or a letter of the auditor holds it. Results, decisions and the log's entries
are never touched; the database's triggers would refuse it.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.assignments.erasing import count_forms, erase_forms
from api.audit.service import record
from api.concerns.erasing import erase_reports, has_open_report
from api.employees.queries import office_day
from api.kit.database import Database
from api.kit.texts import Text
from api.paper_forms.clearing import erase_paper
from api.privacy import retention_queries as queries
from api.privacy.policy import RetentionPolicy
from api.results.archiving import still_open
from api.results.erased import note_erased
from api.rounds.models import EvaluationRound
from api.rounds.moments import day_text


class Line(NamedTuple):
    """One thing that would go, with its reason; or one that is over its time and stays, with what holds it."""

    kind: str
    key: str
    title: Text
    amount: int
    why: Text
    held: bool = False


class NotInForceError(ValueError):
    """The policy begins later."""


def plan(db: Session, policy: RetentionPolicy, now: datetime) -> list[Line]:
    """What is due on this day, and what is held. Changes nothing."""
    today = office_day(db, now)
    if policy.valid_from > today:
        raise NotInForceError(day_text(policy.valid_from).id)
    return [*_rounds(db, policy, now, today), *_tables(db, policy, now, today)]


def apply(database: Database, policy: RetentionPolicy, now: datetime) -> list[Line]:
    """Do what is planned, each line in a transaction of its own; what was done in between is no longer there to do."""
    with database.reading() as db:
        due = [line for line in plan(db, policy, now) if not line.held]
    return [done for line in due if (done := _apply(database, policy, line, now)) is not None]


def _apply(database: Database, policy: RetentionPolicy, wanted: Line, now: datetime) -> Line | None:
    with database.writing() as db:
        lines = (line for line in plan(db, policy, now) if (line.kind, line.key) == (wanted.kind, wanted.key))
        line = next(lines, None)
        if line is None or line.held:
            return None
        removed = _erase_round(db, UUID(line.key), now) if line.kind == "answers" else _remove(db, policy, line, now)
        record(
            db,
            actor=None,
            action="apply_retention",
            object_type="round" if line.kind == "answers" else "retention",
            object_id=line.key,
            after={"kind": line.kind, **removed, "policy": fingerprint(policy), "decision": policy.decision},
        )
    return line


def fingerprint(policy: RetentionPolicy) -> str:
    """Which rules were followed, for the log."""
    return hashlib.sha256(policy.model_dump_json().encode()).hexdigest()


def _rounds(db: Session, policy: RetentionPolicy, now: datetime, today: date) -> Iterator[Line]:
    for round in queries.rounds_over(db, policy.keep, now):
        found = count_forms(db, round.id)
        held = _held(db, policy, round, now, today)
        title = Text(
            f"Lembar penilaian periode {round.name} ({found.forms} lembar, {found.comments} komentar)",
            f"Forms of the round {round.name} ({found.forms} forms, {found.comments} comments)",
        )
        yield Line("answers", str(round.id), title, found.forms, held or _since(policy, round), held is not None)


def _held(db: Session, policy: RetentionPolicy, round: EvaluationRound, now: datetime, today: date) -> Text | None:
    hold = next((hold for hold in policy.holds if hold.covers(round.id, today)), None)
    if hold is not None:
        return Text(f"ditahan: {hold.document}", f"held: {hold.document}")
    if any(still_open(db, round, now)):
        return Text("masa atau perkara keberatan belum selesai", "an objection is open or still possible")
    if has_open_report(db, round.id):
        return Text("ada laporan komentar yang belum diputus", "a reported comment is not decided yet")
    return None


def _since(policy: RetentionPolicy, round: EvaluationRound) -> Text:
    if round.archived_at is None:
        return Text(
            f"dibatalkan lebih dari {policy.keep.cancelled_months} bulan yang lalu",
            f"cancelled more than {policy.keep.cancelled_months} months ago",
        )
    return Text(
        f"diarsipkan lebih dari {policy.keep.answers_months} bulan yang lalu",
        f"archived more than {policy.keep.answers_months} months ago",
    )


def _tables(db: Session, policy: RetentionPolicy, now: datetime, today: date) -> Iterator[Line]:
    hold = next((hold for hold in policy.holds if hold.holds_on(today)), None)
    for one in queries.lapsed(policy.keep, now):
        amount = queries.count(db, one)
        if amount:
            held = one.held and hold is not None
            why = Text(f"ditahan: {hold.document}", f"held: {hold.document}") if held and hold else _OVER
            yield Line(one.kind, one.kind, one.title, amount, why, held)


_OVER = Text("masa simpannya lewat", "kept long enough")


def _erase_round(db: Session, round_id: UUID, now: datetime) -> dict[str, int]:
    erase_reports(db, round_id)
    erase_paper(db, round_id)
    erased = erase_forms(db, round_id)
    note_erased(db, round_id, now, **erased._asdict())
    return erased._asdict()


def _remove(db: Session, policy: RetentionPolicy, line: Line, now: datetime) -> dict[str, int]:
    one = next(one for one in queries.lapsed(policy.keep, now) if one.kind == line.kind)
    return {"rows": queries.remove(db, one)}
