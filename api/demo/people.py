"""The demo's people come in as a real office's do: by the import of a staff list."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts.models import Account, AccountStatus
from api.demo.roster import HEADINGS, demo_roster
from api.employees.importing import Choices, Upload, import_employees
from api.employees.models import Employee, Placement, Position
from api.employees.roster_columns import ROSTER_COLUMNS, ROSTER_REQUIRED
from api.kit.spreadsheets.reading import read_table
from api.kit.spreadsheets.writing import write_csv


def bring_in_people(db: Session, *, actor: Actor, passphrase_hash: str, now: datetime) -> None:
    """Import the list, and let everybody have chosen his passphrase already."""
    rows = demo_roster()
    data = write_csv(HEADINGS, [[row[heading] for heading in HEADINGS] for row in rows])
    table = read_table(data, "pegawai.csv", columns=ROSTER_COLUMNS, required=ROSTER_REQUIRED)
    choices = Choices(dry_run=False, skip_faulty_rows=False, complete=False, confirmed=True)
    import_employees(db, actor=actor, upload=Upload.of(data, table), choices=choices, now=now, trace="demo")
    db.flush()
    active = {"status": AccountStatus.ACTIVE, "passphrase_hash": passphrase_hash, "passphrase_changed_at": now}
    db.execute(update(Account).where(Account.status == AccountStatus.INVITED).values(**active))


def people_by_nip(db: Session) -> dict[str, Employee]:
    return {employee.nip: employee for employee in db.scalars(select(Employee).order_by(Employee.nip))}


def holder_of(db: Session, title: str) -> Employee:
    """Who holds the post with this title; such posts have one holder."""
    statement = select(Employee).join(Placement).join(Position).where(Position.title == title)
    return db.scalars(statement).one()
