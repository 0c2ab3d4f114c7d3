"""The superior on a date: acting holder first, past vacant posts, up to the head of the office."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy.orm import Session

from api.employees.models import Employee, OrgUnit, Position
from api.employees.queries import reports_of, snapshot, superior_on
from api.employees.rules import Superior
from api.kit.database import Database
from tests.factories.people import make_employee, make_placement, make_position, make_unit
from tests.statements import counted

DAY = date(2026, 6, 1)


@dataclass
class Town:
    office: OrgUnit
    section: OrgUnit
    camat: Position
    secretary: Position
    kasi: Position
    clerk: Position
    head: Employee
    sekcam: Employee
    chief: Employee
    staff: Employee


@pytest.fixture
def town(db: Session) -> Town:
    office = make_unit(db, "Kecamatan", kind="kecamatan")
    section = make_unit(db, "Seksi", parent=office)
    camat = make_position(db, office, "Camat", position_class="administrator", is_head=True)
    secretary = make_position(db, office, "Sekcam", reports_to=camat, position_class="administrator")
    kasi = make_position(db, section, "Kasi", reports_to=secretary, position_class="pengawas", is_head=True)
    clerk = make_position(db, section, "Pengolah Data", reports_to=kasi)
    people = [make_employee(db, post) for post in (camat, secretary, kasi, clerk)]
    return Town(office, section, camat, secretary, kasi, clerk, *people)


def superior(db: Session, employee: Employee, day: date = DAY) -> Superior:
    return superior_on(db, [employee.id], day)[employee.id]


def test_the_superior_holds_the_post_above(db: Session, town: Town) -> None:
    found = superior(db, town.staff)
    assert (found.employee_id, found.position_id, found.kind) == (town.chief.id, town.kasi.id, "definitif")
    assert (found.name, found.until, found.vacant_skipped) == (town.chief.name, None, 0)


def test_the_head_of_the_office_has_nobody_above(db: Session, town: Town) -> None:
    assert superior(db, town.head) == Superior(None, "", None, None, None, 0)


def test_an_acting_holder_comes_before_the_definitive_one(db: Session, town: Town) -> None:
    acting = make_employee(db)
    make_placement(db, acting, town.kasi, kind="plt", starts_on=date(2026, 5, 1), ends_on=date(2026, 6, 30))
    found = superior(db, town.staff)
    assert (found.employee_id, found.kind, found.until) == (acting.id, "plt", date(2026, 6, 30))
    stand_in = make_employee(db)
    make_placement(db, stand_in, town.kasi, kind="plh", starts_on=DAY, ends_on=DAY)
    assert superior(db, town.staff).employee_id == stand_in.id


def test_both_ends_of_a_placement_count(db: Session, town: Town) -> None:
    acting = make_employee(db)
    make_placement(db, acting, town.kasi, kind="plh", starts_on=date(2026, 6, 2), ends_on=date(2026, 6, 4))
    days = [date(2026, 6, number) for number in range(1, 6)]
    found = [superior(db, town.staff, day).employee_id for day in days]
    assert found == [town.chief.id, acting.id, acting.id, acting.id, town.chief.id]


def test_a_vacant_post_is_passed_over_to_the_next_one_up(db: Session, town: Town) -> None:
    vacant = make_position(db, town.section, "Kasubsi", reports_to=town.kasi)
    person = make_employee(db, make_position(db, town.section, "Operator", reports_to=vacant))
    found = superior(db, person)
    assert (found.employee_id, found.position_id, found.vacant_skipped) == (town.chief.id, town.kasi.id, 1)


def test_where_all_posts_above_are_vacant_there_is_nobody_but_not_as_for_the_head(db: Session) -> None:
    unit = make_unit(db)
    top = make_position(db, unit, "Kepala")
    person = make_employee(db, make_position(db, unit, reports_to=top))
    found = superior(db, person)
    assert (found.employee_id, found.vacant_skipped) == (None, 1)


def test_nobody_is_his_own_superior_when_he_acts_for_the_post_above(db: Session, town: Town) -> None:
    make_placement(db, town.staff, town.kasi, kind="plh", starts_on=DAY, ends_on=DAY)
    colleague = make_employee(db, town.clerk)
    assert superior(db, town.staff).employee_id == town.chief.id
    assert superior(db, colleague).employee_id == town.staff.id


def test_of_several_posts_the_definitive_one_counts(db: Session, town: Town) -> None:
    other = make_unit(db)
    vacant = make_position(db, other, "Kasi Lain", reports_to=town.camat, is_head=True)
    make_placement(db, town.staff, vacant, kind="plt", starts_on=date(2026, 1, 1))
    found = snapshot(db, [town.staff.id], DAY)[town.staff.id]
    assert (found.position_id, found.unit_id, found.superior.employee_id) == (
        town.clerk.id,
        town.section.id,
        town.chief.id,
    )


def test_who_holds_no_post_that_day_is_left_out(db: Session, town: Town) -> None:
    newcomer = make_employee(db)
    make_placement(db, newcomer, town.clerk, starts_on=date(2026, 6, 2))
    assert superior_on(db, [newcomer.id], DAY) == {}


def test_a_circle_of_posts_ends_without_a_superior(db: Session, town: Town) -> None:
    unit = make_unit(db)
    first = make_position(db, unit, "A")
    second = make_position(db, unit, "B", reports_to=first)
    first.reports_to_id = second.id
    db.flush()
    person = make_employee(db, first)
    assert superior(db, person).employee_id is None


def test_a_snapshot_tells_unit_post_class_and_superior(db: Session, town: Town) -> None:
    town.staff.title_before, town.staff.title_after = "dr.", "S.Sos."
    db.flush()
    found = snapshot(db, [town.staff.id], DAY)[town.staff.id]
    assert found.name == f"dr. {town.staff.name}, S.Sos."
    assert (found.unit_name, found.unit_path) == ("Seksi", town.section.path)
    assert (found.position_title, found.position_class, found.is_head, found.kind) == (
        "Pengolah Data",
        "pelaksana",
        False,
        "definitif",
    )


def test_reports_are_those_whose_superior_one_is_that_day(db: Session, town: Town) -> None:
    assert reports_of(db, town.chief.id, DAY) == [town.staff.id]
    assert reports_of(db, town.head.id, DAY) == [town.sekcam.id]
    vacant = make_position(db, town.section, "Kasubsi", reports_to=town.kasi)
    person = make_employee(db, make_position(db, town.section, "Operator", reports_to=vacant), name="Aaa")
    assert reports_of(db, town.chief.id, DAY) == [person.id, town.staff.id]


def test_it_takes_two_statements_for_one_person_and_for_many(database: Database, db: Session, town: Town) -> None:
    people = [make_employee(db, town.clerk).id for _ in range(30)]
    for ids in (people[:1], people):
        with counted(database.engine) as sent:
            assert len(superior_on(db, ids, DAY)) == len(ids)
        assert len(sent) == 2
