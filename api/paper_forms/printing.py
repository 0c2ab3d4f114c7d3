"""Codes are drawn and kept as hashes, the older ones are void, and what was printed is told to the log as a count."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from api.assignments import silence
from api.assignments.held import form_of
from api.assignments.models import PaperSheet
from api.assignments.task_state import ROLE_TEXTS
from api.assignments.unsent import void_sheets
from api.employees.models import Employee
from api.employees.queries import get_office, office_day, office_zone
from api.employees.rules import full_name
from api.paper_forms import queries
from api.paper_forms.codes import hash_of, new_code
from api.paper_forms.models import PaperRater
from api.paper_forms.naming import Officer, expect_open, write_down
from api.paper_forms.packet import Packet, SheetText
from api.paper_forms.people import people_in, rated_person
from api.paper_forms.queries import AnyRow
from api.paper_forms.refusals import NothingToPrint, PrintedByAnother
from api.paper_forms.rules import may_print
from api.rounds.moments import deadline_text
from api.rounds.queries import find_participant, latest_deadline

PRINT = "paper_forms:print"


def print_paper_forms(db: Session, officer: Officer, rater: PaperRater, *, address: str) -> Packet:
    """A packet with one sheet for each task that is left; every sheet printed for them before is void from here on."""
    expect_open(db, officer, PRINT)
    day = office_day(db, officer.now)
    if not may_print_for(db, officer, rater, day):
        raise PrintedByAnother()
    tasks = queries.open_tasks(db, rater.round_id, rater.employee_id)
    if not tasks:
        raise NothingToPrint()
    sheets = _sheets(db, officer, tasks)
    rater.printed_at = officer.now
    others = any(silence.owes_silence(row.Assignment.source) for row in tasks)
    pledge = {"silence_pledge": silence.VERSION} if others else {}
    write_down(db, officer, "print_paper_forms", {"employee_id": rater.employee_id, "sheets": len(sheets), **pledge})
    return _packet(db, officer, rater, sheets, pledge=silence.TEXT.id if others else "", day=day, address=address)


def may_print_for(db: Session, officer: Officer, rater: PaperRater, day: date) -> bool:
    own = rated_person(db, rater.round_id, officer.actor.employee_id, day)
    people = people_in(db, rater.round_id, [rater.employee_id], day)
    return officer.actor.employee_id != rater.employee_id and may_print(officer=own, rater=people[rater.employee_id])


def _sheets(db: Session, officer: Officer, tasks: Sequence[AnyRow]) -> list[SheetText]:
    void_sheets(db, [row.Assignment.id for row in tasks])
    printed = []
    for row in tasks:
        code = new_code()
        db.add(
            PaperSheet(
                round_id=officer.round.id,
                code_hash=hash_of(code),
                assignment_id=row.Assignment.id,
                printed_by=officer.actor.account_id,
            )
        )
        printed.append(_sheet(db, row, code))
    db.flush()
    return printed


def _sheet(db: Session, row: AnyRow, code: str) -> SheetText:
    place = f"{row.Participant.position_title}, {row.Participant.unit_name}"
    return SheetText(
        code=code,
        rated=_name(row.Employee),
        place=place,
        role=ROLE_TEXTS[row.Assignment.source].id,
        values=form_of(db, row.Participant.version_id).values,
    )


def _packet(
    db: Session,
    officer: Officer,
    rater: PaperRater,
    sheets: Sequence[SheetText],
    *,
    pledge: str,
    day: date,
    address: str,
) -> Packet:
    office = get_office(db)
    person = queries.employee_by_id(db, rater.employee_id)
    listed = find_participant(db, rater.round_id, rater.employee_id)
    return Packet(
        office=office.name,
        round_name=officer.round.name,
        deadline=deadline_text(latest_deadline(db, officer.round), office_zone(db)).id,
        day=day,
        rater=_name(person),
        rater_place=listed.unit_name if listed else "",
        pledge=pledge,
        contact=office.worry_contact,
        address=address,
        sheets=tuple(sheets),
    )


def _name(person: Employee) -> str:
    return full_name(person.title_before, person.name, person.title_after)
