"""The list of employees: who sees which rows and how much of them, filters, sorting, paging, cost."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account, AccountStatus
from api.kit.database import Database
from tests.employees.offices import SmallOffice
from tests.factories.people import make_employee, make_placement, make_position
from tests.statements import counted


def names(page: dict) -> list[str]:
    return [row["name"] for row in page["items"]]


ALL = ["Amir Camat", "Budi Kasi", "Citra Kepegawaian", "Dewi Staf", "Eko Kasi", "Fitri Staf"]


def test_an_hr_officer_reads_whole_rows(office: SmallOffice) -> None:
    page = office.signed_in(office.officer).get("/employees")
    assert (names(page), page["total"], page["page"], page["size"]) == (ALL, 6, 1, 50)
    row = page["items"][3]
    assert row == {
        "id": str(office.staff.id),
        "nip": office.staff.nip,
        "name": "Dewi Staf",
        "employment": "pns",
        "rank": "II/c",
        "position": {
            "id": str(office.clerk.id),
            "title": "Pengadministrasi Perkantoran",
            "position_class": "pelaksana",
        },
        "placement_kind": "definitif",
        "unit": {"id": str(office.section.id), "name": "Seksi Pelayanan Umum"},
        "superior": {"id": str(office.chief.id), "name": "Budi Kasi", "kind": "definitif"},
        "account_status": "active",
        "active": True,
    }


@pytest.mark.parametrize("role", [Role.HR_OFFICER, Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR])
def test_overseers_of_a_unit_see_its_people_with_their_nip(office: SmallOffice, role: Role) -> None:
    page = office.with_role(role, office.other).get("/employees")
    assert names(page) == ["Eko Kasi", "Fitri Staf"]
    assert [row["nip"] for row in page["items"]] == [office.other_chief.nip, office.other_staff.nip]


def test_a_superior_sees_his_people_with_the_last_four_digits(office: SmallOffice) -> None:
    page = office.signed_in(office.chief).get("/employees")
    assert names(page) == ["Budi Kasi", "Citra Kepegawaian", "Dewi Staf"]
    assert page["items"][0]["nip"] == office.chief.nip
    assert page["items"][2]["nip"] == "*" * 14 + office.staff.nip[-4:]


def test_an_employee_sees_himself(office: SmallOffice) -> None:
    page = office.signed_in(office.staff).get("/employees")
    assert [(row["name"], row["nip"]) for row in page["items"]] == [("Dewi Staf", office.staff.nip)]


def test_search_finds_names_in_any_case_and_nips_with_spaces(office: SmallOffice) -> None:
    client = office.signed_in(office.officer)
    assert names(client.get("/employees", params={"search": "STAF"})) == ["Dewi Staf", "Fitri Staf"]
    nip = office.staff.nip
    spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    assert names(client.get("/employees", params={"search": spaced})) == ["Dewi Staf"]


def test_search_cannot_find_out_a_hidden_nip(office: SmallOffice) -> None:
    client = office.signed_in(office.chief)
    assert names(client.get("/employees", params={"search": office.staff.nip[:12]})) == ["Budi Kasi"]
    assert names(client.get("/employees", params={"search": office.staff.nip})) == []


@pytest.mark.parametrize("pattern", ["%", "_", "\\", "%taf"])
def test_wildcards_are_ordinary_characters(office: SmallOffice, pattern: str) -> None:
    client = office.signed_in(office.officer)
    assert client.get("/employees", params={"search": pattern})["total"] == 0
    office.staff.name = f"Dewi {pattern} Staf"
    office.db.commit()
    assert names(client.get("/employees", params={"search": pattern})) == [office.staff.name]


def test_a_unit_filter_means_the_unit_and_below(office: SmallOffice) -> None:
    client = office.signed_in(office.officer)
    assert names(client.get("/employees", params={"unit": str(office.other.id)})) == ["Eko Kasi", "Fitri Staf"]
    assert client.get("/employees", params={"unit": str(office.root.id)})["total"] == 6
    assert client.get("/employees", params={"unit": str(uuid4())})["total"] == 0


def test_filters_by_employment_class_and_activity(office: SmallOffice) -> None:
    office.staff.active = False
    office.db.commit()
    client = office.signed_in(office.officer)
    assert names(client.get("/employees", params={"employment": "pppk"})) == ["Fitri Staf"]
    assert names(client.get("/employees", params={"position_class": "administrator"})) == ["Amir Camat"]
    assert names(client.get("/employees", params={"active": "false"})) == ["Dewi Staf"]
    assert client.get("/employees", params={"active": "true", "unit": str(office.section.id)})["total"] == 2


def test_who_has_not_activated_his_account_is_found(office: SmallOffice, db: Session) -> None:
    waiting = db.get_one(Account, office.staff.account_id)
    waiting.status = AccountStatus.INVITED
    db.commit()
    page = office.signed_in(office.officer).get("/employees", params={"account_status": "invited"})
    assert [(row["name"], row["account_status"]) for row in page["items"]] == [("Dewi Staf", "invited")]


def test_without_superior_is_the_list_of_those_the_rule_finds_nobody_for(office: SmallOffice, db: Session) -> None:
    vacant = make_position(db, office.root, "Sekcam", reports_to=None)
    make_employee(db, make_position(db, office.root, "Kasubbag", reports_to=vacant), name="Gita Kasubbag")
    covered = make_position(db, office.section, "Kasubsi", reports_to=office.kasi)
    make_employee(db, make_position(db, office.section, "Operator", reports_to=covered), name="Hadi Operator")
    make_employee(db, name="Indra Tanpa Jabatan")
    client = office.signed_in(office.officer)
    alone = client.get("/employees", params={"without_superior": "true"})
    assert names(alone) == ["Amir Camat", "Gita Kasubbag", "Indra Tanpa Jabatan"]
    others = client.get("/employees", params={"without_superior": "false"})
    assert alone["total"] + others["total"] == client.get("/employees")["total"]
    assert all(row["superior"] for row in others["items"])
    assert not any(row["superior"] for row in alone["items"])


def test_those_who_left_show_their_last_post_and_no_superior(office: SmallOffice, db: Session) -> None:
    gone = make_employee(db, name="Joko Pensiun", active=False)
    make_placement(db, gone, office.kasi, starts_on=date(2010, 1, 1), ends_on=date(2015, 12, 31))
    make_placement(db, gone, office.clerk, starts_on=date(2016, 1, 1), ends_on=date(2020, 12, 31))
    row = office.signed_in(office.officer).get("/employees", params={"search": "Joko"})["items"][0]
    assert (row["position"]["id"], row["unit"]["id"], row["superior"]) == (
        str(office.clerk.id),
        str(office.section.id),
        None,
    )


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("name", "Amir Camat", "Fitri Staf"),
        ("-name", "Fitri Staf", "Amir Camat"),
        ("unit", "Amir Camat", "Fitri Staf"),
        ("-rank", "Amir Camat", "Dewi Staf"),
    ],
)
def test_sorting(office: SmallOffice, sort: str, first: str, last: str) -> None:
    found = names(office.signed_in(office.officer).get("/employees", params={"sort": sort}))
    assert (found[0], found[-1]) == (first, last)


def test_pages_neither_repeat_nor_leave_out_anybody(office: SmallOffice, db: Session) -> None:
    for _ in range(7):
        make_employee(db, office.clerk, name="Nama Sama")
    client = office.signed_in(office.officer)
    pages = [client.get("/employees", params={"size": 3, "page": page, "sort": "unit"}) for page in range(1, 7)]
    ids = [row["id"] for page in pages for row in page["items"]]
    assert (len(ids), len(set(ids))) == (13, 13)
    assert [page["total"] for page in pages] == [13] * 6
    assert pages[5]["items"] == []


@pytest.mark.parametrize(
    "params",
    [{"sort": "nip"}, {"size": 201}, {"size": 0}, {"page": 0}, {"unit": "x"}, {"employment": "honorer"}, {"foo": 1}],
)
def test_unknown_keys_and_values_are_refused(office: SmallOffice, params: dict) -> None:
    office.signed_in(office.officer).get("/employees", params=params, expect=422)


def test_the_list_costs_four_statements_however_many_rows(office: SmallOffice, db: Session, database: Database) -> None:
    client = office.signed_in(office.officer)
    for _ in range(2):
        with counted(database.engine) as sent:
            client.get("/employees", params={"size": 200, "search": "a"})
        assert len(sent) == 4, sent  # the caller, the office's zone, the page with its total, the lines above it
        for _ in range(20):
            make_employee(db, office.clerk)
        db.commit()
