""" "Saya sudah membaca": receipt, not consent. The time for objecting runs from it."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.kit import clock
from api.kit.database import Database
from api.results import queries
from api.results.assessors import NOBODY
from api.results.facts import fact_of
from api.results.finality import RECEIPT_DAYS
from api.results.models import Result, ResultReceipt
from api.results.refusals import expect
from api.results.rules import can_acknowledge
from api.rounds.deadlines import automatic_receipt_at


def acknowledge_result(db: Session, *, actor: Actor, result: Result, now: datetime, trace: str) -> Result:
    """By the person himself; once more changes nothing. A receipt that fell due before stands at its own instant."""
    facts = fact_of(result, NOBODY, None)
    expect(can_acknowledge(facts, None if actor.employee_id is None else str(actor.employee_id)))
    if result.receipt is None:
        result.receipt = _receipt(result, now)
        record(
            db,
            actor=actor,
            action="acknowledge_result",
            object_type="result",
            object_id=result.id,
            after={"automatic": result.receipt.automatic},
            trace=trace,
        )
        db.flush()
    return result


def _receipt(result: Result, now: datetime) -> ResultReceipt:
    automatic = automatic_receipt_at(result.released_at or now, RECEIPT_DAYS)
    return ResultReceipt(result_id=result.id, received_at=min(now, automatic), automatic=now >= automatic)


def record_receipts(database: Database) -> None:
    """The ticker's part: results nobody confirmed within three days count as received, at that instant."""
    now = clock.now()
    with database.reading() as db:
        due = queries.without_receipt(db, now - timedelta(days=RECEIPT_DAYS))
    if not due:
        return
    with database.writing() as db:
        for row in queries.without_receipt(db, now - timedelta(days=RECEIPT_DAYS)):
            received = automatic_receipt_at(row.released_at, RECEIPT_DAYS)
            db.add(ResultReceipt(result_id=row.id, received_at=received, automatic=True))
