"""An office, its units, posts and people, with sensible defaults; a test names only what it is about."""

import itertools
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account, RoleGrant
from api.employees.models import Employee, Office, OrgUnit, Placement, Position
from api.kit import clock

_numbers = itertools.count(1)


def make_office(db: Session, **given: object) -> Office:
    office = Office(**{"id": 1, "name": "Kecamatan Contoh", "city": "Kota Medan", "zone": "Asia/Jakarta", **given})
    db.add(office)
    db.flush()
    return office


def make_unit(db: Session, name: str | None = None, *, parent: OrgUnit | None = None, kind: str = "seksi") -> OrgUnit:
    unit_id = uuid4()
    above = parent.path if parent else "/"
    unit = OrgUnit(
        id=unit_id,
        name=name or f"Seksi Contoh {next(_numbers)}",
        kind=kind,
        parent_id=parent.id if parent else None,
        path=f"{above}{unit_id.hex}/",
    )
    db.add(unit)
    db.flush()
    return unit


def make_position(
    db: Session,
    unit: OrgUnit,
    title: str = "Pengadministrasi Perkantoran",
    *,
    reports_to: Position | None = None,
    position_class: str = "pelaksana",
    is_head: bool = False,
) -> Position:
    position = Position(
        unit_id=unit.id,
        title=title,
        position_class=position_class,
        is_head=is_head,
        reports_to_id=reports_to.id if reports_to else None,
    )
    db.add(position)
    db.flush()
    return position


def make_account(db: Session, name: str = "Akun Contoh", **given: object) -> Account:
    number = next(_numbers)
    account = Account(
        **{
            "name": name,
            "login_name": f"akun{number}",
            "email": f"akun{number}@marelan.example",
            "status": "active",
            "created_at": clock.now(),
            **given,
        }
    )
    db.add(account)
    db.flush()
    return account


def make_employee(
    db: Session, position: Position | None = None, *, name: str | None = None, **given: object
) -> Employee:
    """An active PNS with an active account; with a post, he has held it since 2024."""
    number = next(_numbers)
    name = name or f"Pegawai Contoh {number}"
    nip = str(given.pop("nip", _nip(number)))
    account = make_account(db, name, login_name=nip)
    employee = Employee(
        **{
            "account_id": account.id,
            "nip": nip,
            "name": name,
            "sex": "m",
            "birth_date": date(1985, 1, 1),
            "employment": "pns",
            "rank": "III/a",
            "email": account.email,
            **given,
        }
    )
    db.add(employee)
    db.flush()
    if position is not None:
        make_placement(db, employee, position)
    return employee


def make_placement(db: Session, employee: Employee, position: Position, **given: object) -> Placement:
    placement = Placement(
        **{
            "employee_id": employee.id,
            "position_id": position.id,
            "kind": "definitif",
            "starts_on": date(2024, 1, 1),
            **given,
        }
    )
    db.add(placement)
    db.flush()
    return placement


def _nip(number: int) -> str:
    """No number twice in a run: what is put back from memory was made long before."""
    month, year = 1 + number // 15_000 % 12, 10 + number // 1000 % 15
    return f"1985010120{year}{month:02d}{1 + number % 2}{number % 1000:03d}"


def make_grant(db: Session, account: Account | UUID, role: Role, unit: OrgUnit | None = None) -> RoleGrant:
    grant = RoleGrant(
        account_id=account if isinstance(account, UUID) else account.id,
        role=role,
        unit_id=unit.id if unit else None,
        granted_at=clock.now(),
    )
    db.add(grant)
    db.flush()
    return grant
