"""Two units under one head, and a round in preparation of one of them."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.employees.models import Employee, OrgUnit, Placement, Position
from tests.factories.assignments import Seksi, make_pledge, make_seksi
from tests.factories.people import make_account, make_employee, make_grant, make_position, make_unit
from tests.factories.results import make_work_result
from tests.faults.machine.cast import ADMINISTRATOR, AUDITOR, CAMAT, HR, NEIGHBOUR, NEWCOMER, STAFF, SUPERIOR

ROLES = {HR: Role.HR_OFFICER, AUDITOR: Role.AUDITOR, ADMINISTRATOR: Role.ADMINISTRATOR}


class Office(NamedTuple):
    round_id: UUID
    unit_id: UUID
    other_desk_id: UUID
    """The post to which people move."""
    employees: dict[str, UUID]
    accounts: dict[str, Account | UUID]


def fill(db: Session, *, peers: int, closes_at: datetime) -> Office:
    """Everybody of the unit's desk takes part but the newcomer; the neighbour's unit has somebody already."""
    seksi = make_seksi(db, people=len(STAFF), peers=peers, status="draft", peers_per_person=peers, closes_at=closes_at)
    head, desk = _posts(db, seksi)
    root = db.get_one(OrgUnit, seksi.unit.parent_id)
    top = make_position(db, root, "Camat", position_class="administrator", is_head=True)
    head.reports_to_id = top.id
    other = make_unit(db, "Seksi Ketertiban", parent=root)
    other_head = make_position(db, other, "Kepala Seksi", reports_to=top, position_class="pengawas", is_head=True)
    other_desk = make_position(db, other, reports_to=other_head)
    for post in (desk, other_desk):  # so that both heads stay heads whoever moves
        make_employee(db, post, name="Pegawai di luar periode")
    people = dict(zip(STAFF, seksi.staff, strict=True)) | {
        SUPERIOR: seksi.superior,
        NEWCOMER: make_employee(db, desk, name="Pegawai Baru"),
        NEIGHBOUR: make_employee(db, other_head, name="Kepala Sebelah"),
        CAMAT: make_employee(db, top, name="Camat Contoh"),
    }
    accounts = _accounts(db, seksi, people)
    for one in people.values():  # whoever comes to rate during the round, too
        make_pledge(db, seksi.round.id, one.id)
    employees = {name: one.id for name, one in people.items()}
    return Office(seksi.round.id, seksi.unit.id, other_desk.id, employees, accounts)


def _posts(db: Session, seksi: Seksi) -> tuple[Position, Position]:
    """That of the head, and that of his people."""
    return _post_of(db, seksi.superior), _post_of(db, seksi.staff[0])


def _post_of(db: Session, one: Employee) -> Position:
    held = select(Position).join(Placement, Placement.position_id == Position.id)
    return db.scalars(held.where(Placement.employee_id == one.id)).one()


def _accounts(db: Session, seksi: Seksi, people: dict[str, Employee]) -> dict[str, Account | UUID]:
    accounts: dict[str, Account | UUID] = {}
    for name, role in ROLES.items():
        accounts[name] = account = make_account(db, name)
        make_grant(db, account, role)
        if name == HR:
            for participant in seksi.participants:
                make_work_result(db, participant, account, code=2)
    for name, one in people.items():
        assert one.account_id is not None
        accounts[name] = one.account_id
    make_grant(db, accounts[CAMAT], Role.HEAD)
    return accounts
