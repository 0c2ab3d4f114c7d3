"""Pressure on a rater, told to one named contact. The log knows that something arrived, not from whom and not what."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts.models import Account
from api.audit.service import record
from api.concerns import queries
from api.concerns.models import PressureMessage, PressureReport
from api.concerns.refusals import NoContact, ReportClosed
from api.concerns.rules import KEEP_DAYS, PressureStatus
from api.employees.models import Office
from api.employees.queries import office_day
from api.kit import clock
from api.kit.database import Database
from api.kit.texts import Text

PROMISE = Text(
    "Hanya {contact} yang membaca pesan ini. Atasan, pimpinan, dan petugas kepegawaian tidak melihatnya, dan tidak ada "
    "yang tahu siapa yang Anda nilai. Anda memilih sendiri apakah nama Anda disebut.",
    "Only {contact} reads this message. Superiors, the head and the personnel officer do not see it, and nobody learns "
    "whom you rate. You choose whether your name is given.",
)
NOBODY = Text(
    "Kantor belum menunjuk penerima. Hubungi Inspektorat secara langsung.",
    "The office has named no contact yet. Turn to the inspectorate directly.",
)


def read_desk(db: Session, actor: Actor, language: str) -> dict[str, Any]:
    contact = _contact(db)
    rows = list(db.scalars(queries.select_pressure(actor)))
    promise = NOBODY if contact is None else PROMISE.format(contact=contact.name)
    return {
        "contact": None if contact is None or contact.id == actor.account_id else contact.name,
        "promise": promise.in_language(language),
        "reports": _read(db, actor, rows),
    }


def report_pressure(db: Session, *, actor: Actor, text: str, named: bool) -> None:
    contact = _contact(db)
    if contact is None or contact.id == actor.account_id:
        raise NoContact()
    today = office_day(db, clock.now())
    row = PressureReport(sender_id=actor.account_id, contact_id=contact.id, named=named, sent_on=today)
    db.add(row)
    db.flush()
    _write(db, row, text, today, from_contact=False, place=0)
    _log(db, "report_pressure", row)


def reply_to_pressure_report(db: Session, *, actor: Actor, report_id: UUID, text: str) -> None:
    row = _open(db, actor, report_id)
    from_contact = row.contact_id == actor.account_id
    place = len(queries.messages_of(db, [row.id]))
    row.status = PressureStatus.ANSWERED if from_contact else PressureStatus.OPEN
    _write(db, row, text, office_day(db, clock.now()), from_contact=from_contact, place=place)
    _log(db, "reply_to_pressure_report", row)


def close_pressure_report(db: Session, *, actor: Actor, report_id: UUID) -> None:
    """Either of the two; from then on it is kept for a year and then deleted."""
    row = _open(db, actor, report_id)
    row.status, row.closed_on = PressureStatus.CLOSED, office_day(db, clock.now())
    _log(db, "close_pressure_report", row)


def forget_old_pressure(database: Database) -> None:
    """The ticker's part."""
    before = clock.now().date() - timedelta(days=KEEP_DAYS)
    with database.reading() as db:
        due = queries.lapsed_pressure(db, before)
    if due:
        with database.writing() as db:
            queries.forget_pressure(db, due)


def _contact(db: Session) -> Account | None:
    office = db.get(Office, 1)
    if office is None or office.pressure_contact_id is None:
        return None
    return db.get(Account, office.pressure_contact_id)


def _open(db: Session, actor: Actor, report_id: UUID) -> PressureReport:
    row = queries.get_pressure(db, actor, report_id)
    if row.status == PressureStatus.CLOSED:
        raise ReportClosed()
    return row


def _write(db: Session, row: PressureReport, text: str, day: date, *, from_contact: bool, place: int) -> None:
    db.add(PressureMessage(report_id=row.id, place=place, from_contact=from_contact, text=text, written_on=day))
    db.flush()


def _log(db: Session, action: str, row: PressureReport) -> None:
    """Without actor and trace: an entry beside a name would tell everybody who reads the log."""
    record(db, actor=None, action=action, object_type="pressure_report", object_id=row.id)


def _read(db: Session, actor: Actor, rows: list[PressureReport]) -> list[dict[str, Any]]:
    messages = queries.messages_of(db, [row.id for row in rows])
    wanted = {row.contact_id for row in rows} | {row.sender_id for row in rows if row.named}
    names = queries.names_of(db, wanted)
    return [
        {
            **{name: getattr(row, name) for name in ("id", "named", "status", "sent_on")},
            "role": "sender" if row.sender_id == actor.account_id else "contact",
            "other": _other(row, actor, names),
            "messages": [one for one in messages if one.report_id == row.id],
            "actions": []
            if row.status == PressureStatus.CLOSED
            else ["reply_to_pressure_report", "close_pressure_report"],
        }
        for row in rows
    ]


def _other(row: PressureReport, actor: Actor, names: dict[UUID, str]) -> str | None:
    if row.sender_id == actor.account_id:
        return names.get(row.contact_id)
    return names.get(row.sender_id) if row.named else None
