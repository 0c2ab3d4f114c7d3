"""A small office for the tests of this package: the Camat, two sections, an HR officer who works in the first."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.employees.models import Employee, OrgUnit, Position
from tests.clients import Client
from tests.factories.people import (
    make_account,
    make_employee,
    make_grant,
    make_office,
    make_position,
    make_unit,
)


@dataclass
class SmallOffice:
    db: Session
    new_client: Callable[[], Client]
    root: OrgUnit
    section: OrgUnit
    other: OrgUnit
    camat: Position
    kasi: Position
    clerk: Position
    other_kasi: Position
    other_clerk: Position
    head: Employee
    chief: Employee
    officer: Employee
    staff: Employee
    other_chief: Employee
    other_staff: Employee

    def signed_in(self, employee: Employee) -> Client:
        account = self.db.get_one(Account, employee.account_id)
        return self.new_client().signed_in_as(self.db, account)

    def with_role(self, role: Role, unit: OrgUnit | None = None) -> Client:
        """Somebody from outside who holds one role."""
        account = make_account(self.db)
        make_grant(self.db, account, role, unit)
        return self.new_client().signed_in_as(self.db, account)


def make_small_office(db: Session, new_client: Callable[[], Client]) -> SmallOffice:
    make_office(db)
    root = make_unit(db, "Kecamatan Contoh", kind="kecamatan")
    section = make_unit(db, "Seksi Pelayanan Umum", parent=root)
    other = make_unit(db, "Seksi Pemerintahan", parent=root)
    camat = make_position(db, root, "Camat", position_class="administrator", is_head=True)
    kasi = make_position(db, section, "Kepala Seksi", reports_to=camat, position_class="pengawas", is_head=True)
    other_kasi = make_position(db, other, "Kepala Seksi", reports_to=camat, position_class="pengawas", is_head=True)
    clerk = make_position(db, section, "Pengadministrasi Perkantoran", reports_to=kasi)
    other_clerk = make_position(db, other, "Pengolah Data", reports_to=other_kasi)
    office = SmallOffice(
        db,
        new_client,
        root,
        section,
        other,
        camat,
        kasi,
        clerk,
        other_kasi,
        other_clerk,
        head=make_employee(db, camat, name="Amir Camat", rank="IV/a"),
        chief=make_employee(db, kasi, name="Budi Kasi", rank="III/d"),
        officer=make_employee(db, clerk, name="Citra Kepegawaian"),
        staff=make_employee(db, clerk, name="Dewi Staf", rank="II/c"),
        other_chief=make_employee(db, other_kasi, name="Eko Kasi", rank="III/c"),
        other_staff=make_employee(db, other_clerk, name="Fitri Staf", employment="pppk", rank="IX"),
    )
    assert office.officer.account_id is not None
    make_grant(db, office.officer.account_id, Role.HR_OFFICER)
    db.commit()
    return office
