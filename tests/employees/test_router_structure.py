"""Units, posts and the office: the tree, circles, emptiness, who may."""

from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.employees.models import OrgUnit
from api.kit.database import Database
from tests.clients import Client
from tests.employees.offices import SmallOffice
from tests.factories.people import make_employee, make_grant, make_placement, make_position, make_unit
from tests.statements import counted


class TestUnits:
    def test_the_tree_comes_with_heads_and_counts_parents_first(self, office: SmallOffice, hr: Client) -> None:
        items = hr.get("/org-units")["items"]
        assert [(u["name"], u["level"], u["positions"], u["people"]) for u in items] == [
            ("Kecamatan Contoh", 0, 1, 1),
            ("Seksi Pelayanan Umum", 1, 2, 3),
            ("Seksi Pemerintahan", 1, 2, 2),
        ]
        assert items[1]["parent_id"] == items[0]["id"]
        assert items[1]["head"] == {"employee_id": str(office.chief.id), "name": "Budi Kasi", "kind": "definitif"}
        assert items[1]["actions"] == ["update", "add_unit", "add_position"]

    def test_an_acting_head_comes_first_and_a_vacant_post_is_told(
        self, office: SmallOffice, hr: Client, db: Session
    ) -> None:
        make_placement(db, office.staff, office.kasi, kind="plh", starts_on=date(2026, 1, 1))
        empty = make_unit(db, "Seksi Kosong", parent=office.root)
        make_position(db, empty, "Kasi Kosong", is_head=True)
        db.commit()
        by_name = {unit["name"]: unit for unit in hr.get("/org-units")["items"]}
        assert by_name["Seksi Pelayanan Umum"]["head"]["kind"] == "plh"
        assert (by_name["Seksi Kosong"]["head"], by_name["Seksi Kosong"]["head_vacant"]) == (None, True)

    def test_everybody_sees_his_branch_and_may_do_nothing_to_it(self, office: SmallOffice) -> None:
        items = office.signed_in(office.staff).get("/org-units")["items"]
        assert [(unit["name"], unit["actions"]) for unit in items] == [
            ("Kecamatan Contoh", []),
            ("Seksi Pelayanan Umum", []),
        ]

    def test_a_unit_is_made_below_another(self, office: SmallOffice, hr: Client) -> None:
        body = {"name": "Sub Bagian Umum", "kind": "subbagian", "parent_id": str(office.section.id)}
        unit = hr.post("/org-units", body)
        assert (unit["level"], unit["head_vacant"], unit["row_version"]) == (2, True, 1)
        assert unit["actions"] == ["update", "add_unit", "add_position", "deactivate"]
        assert hr.post("/org-units", {**body, "name": "SUB BAGIAN UMUM"}, expect=409)["code"] == "unit_exists"
        assert hr.post("/org-units", {**body, "parent_id": str(office.other.id)})["level"] == 2
        missing = hr.post("/org-units", {**body, "parent_id": str(uuid4())}, expect=422)
        assert missing["errors"][0]["pointer"] == "/parent_id"

    def test_at_the_top_names_are_unique_too(self, office: SmallOffice, hr: Client) -> None:
        body = {"name": "Kecamatan Contoh", "kind": "kecamatan"}
        assert hr.post("/org-units", body, expect=409)["code"] == "unit_exists"

    def test_a_unit_moves_with_everything_below_it(self, office: SmallOffice, hr: Client, db: Session) -> None:
        child = make_unit(db, "Sub", parent=office.section)
        grandchild = make_unit(db, "Subsub", parent=child)
        db.commit()
        read = hr.patch(f"/org-units/{office.section.id}", {"parent_id": str(office.other.id)}, if_match=1)
        assert (read["parent_id"], read["level"], read["row_version"]) == (str(office.other.id), 2, 2)
        db.expire_all()
        place = f"{office.other.path}{office.section.id.hex}/"
        paths = [db.get_one(OrgUnit, one).path for one in (office.section.id, child.id, grandchild.id)]
        assert paths == [place, f"{place}{child.id.hex}/", f"{place}{child.id.hex}/{grandchild.id.hex}/"]
        people = hr.get("/employees", params={"unit": str(office.other.id)})
        assert people["total"] == 5

    def test_a_unit_never_comes_to_lie_below_itself(self, office: SmallOffice, hr: Client, db: Session) -> None:
        child = make_unit(db, "Sub", parent=office.section)
        db.commit()
        path = f"/org-units/{office.section.id}"
        for parent in (office.section.id, child.id):
            assert hr.patch(path, {"parent_id": str(parent)}, if_match=1, expect=409)["code"] == "unit_circle"

    def test_the_tree_has_a_bottom(self, office: SmallOffice, hr: Client, db: Session) -> None:
        unit = office.section
        for number in range(18):
            unit = make_unit(db, f"Tingkat {number}", parent=unit)
        db.commit()
        body = {"name": "Terlalu dalam", "kind": "other", "parent_id": str(unit.id)}
        assert hr.post("/org-units", body, expect=409)["code"] == "tree_too_deep"
        deep = hr.patch(f"/org-units/{office.section.id}", {"parent_id": str(office.other.id)}, if_match=1, expect=409)
        assert deep["code"] == "tree_too_deep"

    def test_only_an_empty_unit_is_taken_out_of_use(self, office: SmallOffice, hr: Client, db: Session) -> None:
        path = f"/org-units/{office.section.id}"
        assert hr.patch(path, {"active": False}, if_match=1, expect=409)["code"] == "unit_not_empty"
        empty = make_unit(db, "Kosong", parent=office.section)
        db.commit()
        read = hr.patch(f"/org-units/{empty.id}", {"active": False}, if_match=1)
        assert (read["active"], read["actions"]) == (False, ["update", "activate"])
        below = {"name": "Di bawahnya", "kind": "other", "parent_id": str(empty.id)}
        assert hr.post("/org-units", below, expect=409)["code"] == "unit_inactive"
        assert hr.patch(f"/org-units/{empty.id}", {"active": True}, if_match=2)["active"] is True

    def test_renaming_keeps_the_place(self, office: SmallOffice, hr: Client) -> None:
        path = f"/org-units/{office.section.id}"
        assert hr.patch(path, {"name": office.other.name}, if_match=1, expect=409)["code"] == "unit_exists"
        read = hr.patch(path, {"name": "Seksi Pelayanan", "sort_order": 3}, if_match=1)
        assert (read["name"], read["sort_order"], read["parent_id"]) == ("Seksi Pelayanan", 3, str(office.root.id))

    def test_who_may(self, office: SmallOffice, hr: Client) -> None:
        part = office.with_role(Role.HR_OFFICER, office.section)
        below = {"name": "Baru", "kind": "other", "parent_id": str(office.section.id)}
        assert part.post("/org-units", below)["level"] == 2
        part.post("/org-units", {"name": "Baru", "kind": "other"}, expect=403)
        part.patch(f"/org-units/{office.other.id}", {"name": "A"}, if_match=1, expect=404)
        part.patch(f"/org-units/{office.section.id}", {"parent_id": None}, if_match=1, expect=403)
        office.with_role(Role.AUDITOR).post("/org-units", below, expect=403)
        hr.patch(f"/org-units/{office.section.id}", {"name": "A"}, expect=428)
        hr.patch(f"/org-units/{office.section.id}", {"name": "A"}, if_match=5, expect=412)

    def test_an_officer_sees_above_him_what_he_does_not_change(self, office: SmallOffice, db: Session) -> None:
        make_grant(db, office.staff.account_id, Role.HR_OFFICER, office.section)
        client = office.signed_in(office.staff)
        client.patch(f"/org-units/{office.root.id}", {"name": "A"}, if_match=1, expect=403)

    def test_the_list_costs_the_same_for_any_number(
        self, office: SmallOffice, hr: Client, db: Session, database: Database
    ) -> None:
        for _ in range(2):
            with counted(database.engine) as sent:
                hr.get("/org-units")
            assert len(sent) == 5, sent  # the caller, the zone, how many, the units, their heads
            for _ in range(10):
                make_position(db, make_unit(db, parent=office.root), is_head=True)
            db.commit()


class TestPositions:
    def test_posts_come_with_holders_and_the_post_above(self, office: SmallOffice, hr: Client) -> None:
        page = hr.get("/positions", params={"unit": str(office.section.id)})
        assert [(p["title"], [h["name"] for h in p["holders"]], p["vacant"]) for p in page["items"]] == [
            ("Kepala Seksi", ["Budi Kasi"], False),
            ("Pengadministrasi Perkantoran", ["Citra Kepegawaian", "Dewi Staf"], False),
        ]
        assert page["items"][1]["reports_to"]["id"] == str(office.kasi.id)
        assert page["items"][1]["unit"]["name"] == "Seksi Pelayanan Umum"

    def test_filters(self, office: SmallOffice, hr: Client, db: Session) -> None:
        make_position(db, office.section, "Arsiparis 100%")
        db.commit()

        def titles(**params: str) -> list[str]:
            return [post["title"] for post in hr.get("/positions", params=params)["items"]]

        assert titles(vacant="true") == ["Arsiparis 100%"]
        assert titles(search="%") == ["Arsiparis 100%"]
        assert titles(is_head="true", sort="-unit") == ["Kepala Seksi", "Kepala Seksi", "Camat"]
        assert titles(position_class="administrator") == ["Camat"]
        assert len(titles(vacant="false")) == 5

    def test_a_post_is_made_and_changed(self, office: SmallOffice, hr: Client) -> None:
        body = {
            "unit_id": str(office.section.id),
            "title": "Operator Layanan",
            "position_class": "pelaksana",
            "reports_to_id": str(office.kasi.id),
        }
        made = hr.post("/positions", body)
        assert (made["vacant"], made["actions"]) == (True, ["update", "deactivate"])
        path = f"/positions/{made['id']}"
        moved = hr.patch(
            path,
            {"unit_id": str(office.other.id), "reports_to_id": str(office.other_kasi.id), "title": "Operator"},
            if_match=1,
        )
        assert (moved["unit"]["id"], moved["reports_to"]["id"]) == (str(office.other.id), str(office.other_kasi.id))
        assert (moved["title"], moved["row_version"]) == ("Operator", 2)
        assert hr.patch(path, {"reports_to_id": None}, if_match=2)["reports_to"] is None

    def test_reporting_lines_never_turn_in_a_circle(self, office: SmallOffice, hr: Client) -> None:
        for below in (office.camat, office.kasi, office.clerk):
            problem = hr.patch(
                f"/positions/{office.camat.id}", {"reports_to_id": str(below.id)}, if_match=1, expect=409
            )
            assert problem["code"] == "reporting_circle"

    def test_a_unit_has_one_head(self, office: SmallOffice, hr: Client, db: Session) -> None:
        body = {"unit_id": str(office.section.id), "title": "Kasi 2", "position_class": "pengawas", "is_head": True}
        assert hr.post("/positions", body, expect=409)["code"] == "head_post_exists"
        made = hr.post("/positions", {**body, "is_head": False})
        problem = hr.patch(f"/positions/{made['id']}", {"is_head": True}, if_match=1, expect=409)
        assert problem["code"] == "head_post_exists"
        empty = make_unit(db, parent=office.root)
        shared = make_position(db, empty, "Bersama")
        for _ in range(2):
            make_employee(db, shared)
        db.commit()
        problem = hr.patch(f"/positions/{shared.id}", {"is_head": True}, if_match=1, expect=409)
        assert problem["code"] == "post_has_holders"

    def test_only_a_vacant_post_is_taken_out_of_use(self, office: SmallOffice, hr: Client, db: Session) -> None:
        problem = hr.patch(f"/positions/{office.clerk.id}", {"active": False}, if_match=1, expect=409)
        assert problem["code"] == "post_has_holders"
        soon = make_position(db, office.section, "Segera")
        make_placement(db, office.staff, soon, kind="plh", starts_on=date(2099, 1, 1))
        vacant = make_position(db, office.section, "Kosong")
        db.commit()
        hr.patch(f"/positions/{soon.id}", {"active": False}, if_match=1, expect=409)
        read = hr.patch(f"/positions/{vacant.id}", {"active": False}, if_match=1)
        assert (read["active"], read["actions"]) == (False, ["update", "activate"])
        below = {"unit_id": str(office.section.id), "title": "X", "position_class": "pelaksana"}
        problem = hr.post("/positions", {**below, "reports_to_id": str(vacant.id)}, expect=409)
        assert problem["code"] == "superior_post_inactive"

    def test_who_may(self, office: SmallOffice) -> None:
        part = office.with_role(Role.HR_OFFICER, office.section)
        body: dict[str, Any] = {"title": "X", "position_class": "pelaksana"}
        part.post("/positions", {**body, "unit_id": str(office.other.id)}, expect=422)
        part.patch(f"/positions/{office.other_clerk.id}", {"title": "X"}, if_match=1, expect=404)
        assert part.patch(f"/positions/{office.clerk.id}", {"title": "X"}, if_match=1)["title"] == "X"
        office.signed_in(office.chief).patch(f"/positions/{office.clerk.id}", {"title": "X"}, if_match=2, expect=403)
        part.patch(f"/positions/{office.clerk.id}", {"title": "Y"}, expect=428)

    def test_the_list_costs_the_same_for_any_number(
        self, office: SmallOffice, hr: Client, db: Session, database: Database
    ) -> None:
        for _ in range(2):
            with counted(database.engine) as sent:
                hr.get("/positions")
            assert len(sent) == 5, sent  # the caller, the zone, how many, the posts, their holders
            for _ in range(10):
                make_employee(db, make_position(db, office.other, reports_to=office.other_kasi))
            db.commit()


class TestOffice:
    def test_everybody_in_it_reads_it(self, office: SmallOffice) -> None:
        read = office.signed_in(office.staff).get("/office")
        assert (read["name"], read["zone"], read["is_demo"]) == ("Kecamatan Contoh", "Asia/Jakarta", False)

    def test_the_whole_offices_officers_change_it(self, office: SmallOffice, hr: Client) -> None:
        read = hr.patch("/office", {"zone": "Asia/Jayapura", "worry_contact": "Sekcam, ruang 2"}, if_match=1)
        assert (read["zone"], read["worry_contact"], read["row_version"]) == ("Asia/Jayapura", "Sekcam, ruang 2", 2)
        assert office.with_role(Role.ADMINISTRATOR).patch("/office", {"city": ""}, if_match=2)["city"] == ""
        office.with_role(Role.HR_OFFICER, office.section).patch("/office", {"city": "A"}, if_match=3, expect=403)
        office.with_role(Role.HEAD).patch("/office", {"city": "A"}, if_match=3, expect=403)
        hr.patch("/office", {"zone": "Asia/Singapore"}, if_match=3, expect=422)
        hr.patch("/office", {"city": "A"}, if_match=1, expect=412)
