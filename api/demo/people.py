"""Puts the demo's staff list into an empty database, built by the office's own reader and planner."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from api.accounts.models import Account, AccountStatus
from api.demo.roster import HEADINGS, demo_roster
from api.employees.models import Employee, OrgUnit, Placement, Position
from api.employees.nip import Nip
from api.employees.roster import Roster, read_roster
from api.employees.roster_columns import ROSTER_COLUMNS, ROSTER_REQUIRED
from api.employees.roster_diff import PlannedEmployee, planned_employees
from api.employees.structure_plan import StructurePlan, plan_structure
from api.employees.structure_types import PlannedPost, PostKey, UnitKey
from api.kit.spreadsheets.reading import read_table
from api.kit.spreadsheets.writing import write_csv

SINCE = date(2024, 1, 1)


def bring_in_people(db: Session, *, passphrase_hash: str, today: date, now: datetime) -> dict[str, Employee]:
    """Units, posts and people of the list; by title of post (the first holder) and by NIP."""
    rows = demo_roster()
    data = write_csv(HEADINGS, [[row[heading] for heading in HEADINGS] for row in rows])
    table = read_table(data, "pegawai.csv", columns=ROSTER_COLUMNS, required=ROSTER_REQUIRED)
    roster = read_roster(table, today=today)
    _expect_clean(roster)
    plan = plan_structure(roster)
    units = _units(db, plan)
    posts = _posts(db, plan, units)
    pairs = zip(roster.rows, planned_employees(roster, plan), strict=True)
    people = {row.nip.digits: _employee(db, row.nip, planned, passphrase_hash, now) for row, planned in pairs}
    db.flush()
    found: dict[str, Employee] = dict(people)
    for post in plan.posts.values():
        for holder in post.holders:
            employee = people[holder.nip]
            db.add(
                Placement(
                    employee_id=employee.id,
                    position_id=posts[post.key],
                    kind=holder.kind,
                    starts_on=holder.since or SINCE,
                )
            )
            found.setdefault(post.title, employee)
    db.flush()
    return found


def _expect_clean(roster: Roster) -> None:
    wrong = [(finding.row, finding.code) for finding in roster.findings if finding.severity == "error"]
    if wrong:
        raise ValueError(f"the demo's list is faulty: {wrong}")


def _units(db: Session, plan: StructurePlan) -> dict[UnitKey, OrgUnit]:
    units: dict[UnitKey, OrgUnit] = {}
    for planned in plan.units.values():  # parents come first
        unit_id = uuid4()
        parent = units[planned.parent] if planned.parent is not None else None
        units[planned.key] = OrgUnit(
            id=unit_id,
            name=planned.name,
            kind=planned.kind,
            parent_id=parent.id if parent else None,
            path=f"{parent.path if parent else '/'}{unit_id.hex}/",
            sort_order=len(units),
        )
        db.add(units[planned.key])
        db.flush()
    return units


def _posts(db: Session, plan: StructurePlan, units: dict[UnitKey, OrgUnit]) -> dict[PostKey, UUID]:
    posts: dict[PostKey, UUID] = {}
    for planned in plan.posts.values():  # superiors come first
        position = _position(planned, units[planned.unit].id, posts)
        db.add(position)
        db.flush()
        posts[planned.key] = position.id
    return posts


def _position(planned: PlannedPost, unit_id: UUID, posts: dict[PostKey, UUID]) -> Position:
    return Position(
        unit_id=unit_id,
        title=planned.title,
        position_class=planned.position_class,
        is_head=planned.is_head,
        reports_to_id=None if planned.reports_to is None else posts[planned.reports_to],
    )


def _employee(db: Session, nip: Nip, planned: PlannedEmployee, passphrase_hash: str, now: datetime) -> Employee:
    account = Account(
        name=planned.name,
        login_name=planned.nip,
        email=planned.email,
        status=AccountStatus.ACTIVE,
        passphrase_hash=passphrase_hash,
        passphrase_changed_at=now,
        created_at=now,
    )
    db.add(account)
    db.flush()
    employee = Employee(
        account_id=account.id,
        nip=planned.nip,
        name=planned.name,
        title_before=planned.title_before,
        title_after=planned.title_after,
        sex=nip.sex,
        birth_date=nip.birth_date,
        employment=nip.employment,
        rank=planned.rank,
        rank_since=planned.rank_since,
        education=planned.education,
        appointed_on=planned.appointed_on,
        email=planned.email,
    )
    db.add(employee)
    return employee
