"""Which rows an actor may see: the overseers' part of the tree, a superior's line, oneself."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from api.access.actor import Actor, Grant
from api.access.permissions import Role
from api.employees import queries
from api.employees.models import Employee, FormerNip, OrgUnit, Position
from api.kit.errors import NotFound
from tests.factories.people import make_employee, make_office, make_placement, make_position, make_unit


def actor(*grants: Grant, employee: Employee | None = None) -> Actor:
    return Actor(uuid4(), uuid4(), "Tes", employee.id if employee else None, grants)


def seen(db: Session, who: Actor) -> set[UUID]:
    return {employee.id for employee in db.scalars(queries.visible_employees(who))}


def seen_in_full(db: Session, who: Actor) -> set[UUID]:
    return set(
        db.scalars(queries.visible_employees(who).where(queries.sees_in_full(who)).with_only_columns(Employee.id))
    )


class Office:
    """Two sections below one office; each has a chief and a clerk."""

    def __init__(self, db: Session) -> None:
        self.root = make_unit(db, "Kecamatan")
        self.top = make_position(db, self.root, "Camat", is_head=True)
        self.head = make_employee(db, self.top)
        self.units: list[OrgUnit] = []
        self.posts: list[tuple[Position, Position]] = []
        self.chiefs: list[Employee] = []
        self.clerks: list[Employee] = []
        for _ in range(2):
            unit = make_unit(db, parent=self.root)
            chief = make_position(db, unit, "Kasi", reports_to=self.top, is_head=True)
            clerk = make_position(db, unit, reports_to=chief)
            self.units.append(unit)
            self.posts.append((chief, clerk))
            self.chiefs.append(make_employee(db, chief))
            self.clerks.append(make_employee(db, clerk))

    @property
    def everybody(self) -> set[UUID]:
        return {person.id for person in (self.head, *self.chiefs, *self.clerks)}


@pytest.fixture
def office(db: Session) -> Office:
    return Office(db)


OVERSEERS = [Role.HR_OFFICER, Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR]


@pytest.mark.parametrize("role", OVERSEERS)
def test_an_overseer_sees_his_part_of_the_tree_in_full(db: Session, office: Office, role: Role) -> None:
    everywhere = actor(Grant(role, "/"))
    outsider = make_employee(db)
    assert seen(db, everywhere) == seen_in_full(db, everywhere) == {*office.everybody, outsider.id}
    one_unit = actor(Grant(role, office.units[0].path))
    assert seen(db, one_unit) == seen_in_full(db, one_unit) == {office.chiefs[0].id, office.clerks[0].id}
    assert seen(db, actor(Grant(role, office.root.path))) == office.everybody


def test_an_employee_sees_himself_and_nobody_else(db: Session, office: Office) -> None:
    himself = office.clerks[0]
    who = actor(Grant(Role.EMPLOYEE, "/"), employee=himself)
    assert seen(db, who) == seen_in_full(db, who) == {himself.id}


def test_a_superior_sees_his_whole_line_but_not_in_full(db: Session, office: Office) -> None:
    roles = Grant(Role.EMPLOYEE, "/"), Grant(Role.ASSESSOR, "/")
    chief = actor(*roles, employee=office.chiefs[0])
    assert seen(db, chief) == {office.chiefs[0].id, office.clerks[0].id}
    head = actor(*roles, employee=office.head)
    assert seen(db, head) == office.everybody
    assert seen_in_full(db, head) == {office.head.id}


def test_an_acting_superior_sees_the_line_as_long_as_he_acts(db: Session, office: Office) -> None:
    roles = Grant(Role.EMPLOYEE, "/"), Grant(Role.ASSESSOR, "/")
    clerk = office.clerks[0]
    make_placement(db, clerk, office.posts[1][0], kind="plt", starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31))
    assert seen(db, actor(*roles, employee=clerk)) == {clerk.id}
    make_placement(db, clerk, office.posts[1][0], kind="plt", starts_on=date(2026, 4, 1))
    assert seen(db, actor(*roles, employee=clerk)) == {clerk.id, office.clerks[1].id}


def test_a_unit_keeps_those_who_left_the_office_from_it_and_loses_those_who_moved(db: Session, office: Office) -> None:
    clerk_post = office.posts[0][1]
    left, moved = make_employee(db), make_employee(db)
    make_placement(db, left, clerk_post, ends_on=date(2025, 5, 31))
    make_placement(db, moved, clerk_post, ends_on=date(2025, 5, 31))
    make_placement(db, moved, office.posts[1][1], starts_on=date(2025, 6, 1), ends_on=date(2025, 12, 31))
    officers = [actor(Grant(Role.HR_OFFICER, unit.path)) for unit in office.units]
    assert [left.id in seen(db, who) for who in officers] == [True, False]
    assert [moved.id in seen(db, who) for who in officers] == [False, True]


def test_nobody_without_a_role_sees_anybody(db: Session, office: Office) -> None:
    assert seen(db, actor()) == set()
    assert db.scalars(queries.visible_units(actor())).all() == []


def test_units_are_the_overseers_part_and_ones_own_branch(db: Session, office: Office) -> None:
    def units(who: Actor) -> set[UUID]:
        return {unit.id for unit in db.scalars(queries.visible_units(who))}

    everything = {office.root.id, *(unit.id for unit in office.units)}
    assert units(actor(Grant(Role.AUDITOR, "/"))) == everything
    assert units(actor(Grant(Role.HR_OFFICER, office.units[1].path))) == {office.units[1].id}
    assert units(actor(Grant(Role.EMPLOYEE, "/"), employee=office.clerks[0])) == {office.root.id, office.units[0].id}
    assert units(actor(Grant(Role.EMPLOYEE, "/"), employee=office.head)) == everything


def test_the_absent_and_the_invisible_are_the_same(db: Session, office: Office) -> None:
    who = actor(Grant(Role.HR_OFFICER, office.units[0].path))
    for employee_id in (office.clerks[1].id, uuid4()):
        with pytest.raises(NotFound):
            queries.get_employee(db, who, employee_id)
    for position_id in (office.posts[1][0].id, uuid4()):
        with pytest.raises(NotFound):
            queries.get_position(db, who, position_id)
    with pytest.raises(NotFound):
        queries.get_unit(db, who, office.units[1].id)
    assert queries.get_position(db, who, office.posts[0][0].id).unit.name == office.units[0].name


def test_only_the_hr_officer_of_the_unit_manages_its_people(db: Session, office: Office) -> None:
    clerk = office.clerks[0]
    assert queries.is_managed_by(db, actor(Grant(Role.HR_OFFICER, office.units[0].path)), clerk)
    assert not queries.is_managed_by(db, actor(Grant(Role.HR_OFFICER, office.units[1].path)), clerk)
    assert not queries.is_managed_by(db, actor(Grant(Role.ADMINISTRATOR, "/")), clerk)


def test_a_former_nip_still_finds_the_person(db: Session) -> None:
    person = make_employee(db)
    db.add(FormerNip(employee_id=person.id, nip="199001012020211001", until=date(2026, 1, 31)))
    db.flush()
    for nip in (person.nip, "199001012020211001"):
        found = queries.find_by_nip(db, nip)
        assert found is not None
        assert found.id == person.id
    assert queries.find_by_nip(db, "199001012020211002") is None


def test_the_day_is_the_offices(db: Session) -> None:
    make_office(db, zone="Asia/Jayapura")
    assert queries.office_day(db, datetime(2026, 5, 31, 15, 0, tzinfo=UTC)) == date(2026, 6, 1)
    assert queries.office_day(db, datetime(2026, 5, 31, 14, 59, tzinfo=UTC)) == date(2026, 5, 31)


def test_units_come_by_their_place_parents_first(db: Session, office: Office) -> None:
    found = queries.units_by_path(db)
    assert next(iter(found)) == office.root.path
    assert {unit.id for unit in found.values()} == {office.root.id, *(unit.id for unit in office.units)}
