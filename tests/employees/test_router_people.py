"""People come, change and go: who may, in which order refusals come, what is kept."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.audit.models import AuditDetail, AuditEntry
from api.employees.models import Employee, FormerNip
from api.kit.database import Database
from tests.clients import Client
from tests.employees.offices import SmallOffice
from tests.factories.people import make_employee, make_grant, make_placement
from tests.statements import counted

PNS_NIP = "199003152015032001"
PPPK_NIP = "199003152024212001"


def entries(db: Session, action: str) -> list[tuple[Any, Any]]:
    rows = select(AuditEntry.object_id, AuditDetail.after).outerjoin(AuditDetail, AuditDetail.seq == AuditEntry.seq)
    return [tuple(row) for row in db.execute(rows.where(AuditEntry.action == action))]


class TestGet:
    def test_the_hr_officer_reads_everything(self, office: SmallOffice, hr: Client) -> None:
        read = hr.get(f"/employees/{office.staff.id}")
        assert (read["nip"], read["birth_date"], read["full_name"]) == (office.staff.nip, "1985-01-01", "Dewi Staf")
        assert read["rank_title"] == "Pengatur"
        assert read["superior"] == {
            "employee_id": str(office.chief.id),
            "name": "Budi Kasi",
            "position_id": str(office.kasi.id),
            "kind": "definitif",
            "until": None,
            "vacant_skipped": 0,
        }
        assert [(p["position"]["title"], p["current"], p["ends_on"]) for p in read["placements"]] == [
            ("Pengadministrasi Perkantoran", True, None)
        ]
        assert read["unit"]["name"] == "Seksi Pelayanan Umum"
        assert read["account"]["status"] == "active"
        assert read["actions"] == ["update", "transfer", "update_placement", "deactivate"]
        assert (read["row_version"], read["notices"]) == (1, [])

    def test_a_superior_reads_what_the_work_needs(self, office: SmallOffice) -> None:
        read = office.signed_in(office.chief).get(f"/employees/{office.staff.id}")
        personal = ("birth_date", "education", "appointed_on", "email", "left_reason")
        assert {name: read[name] for name in personal} == dict.fromkeys(personal)
        assert (read["nip"], read["former_nips"], read["actions"]) == ("*" * 14 + office.staff.nip[-4:], [], [])
        assert read["position"]["title"] == "Pengadministrasi Perkantoran"

    def test_everybody_reads_himself_in_full(self, office: SmallOffice) -> None:
        read = office.signed_in(office.staff).get(f"/employees/{office.staff.id}")
        assert (read["nip"], read["email"], read["actions"]) == (office.staff.nip, office.staff.email, [])

    def test_the_head_has_a_superior_outside_and_no_notice_of_it(self, office: SmallOffice, hr: Client) -> None:
        read = hr.get(f"/employees/{office.head.id}")
        assert (read["superior"]["employee_id"], read["superior"]["vacant_skipped"], read["notices"]) == (None, 0, [])

    def test_the_officer_is_told_what_is_still_to_do(self, office: SmallOffice, hr: Client, db: Session) -> None:
        make_placement(db, office.staff, office.other_kasi, kind="plt", starts_on=date(2026, 1, 1))
        newcomer = make_employee(db, account_id=None)
        db.commit()
        codes = [one["code"] for one in hr.get(f"/employees/{office.staff.id}")["notices"]]
        assert codes == ["acting_without_end"]
        assert [one["code"] for one in hr.get(f"/employees/{newcomer.id}")["notices"]] == [
            "without_account",
            "without_post",
        ]

    @pytest.mark.parametrize("who", ["staff", "other_chief", "outside_hr"])
    def test_who_is_not_visible_is_not_there(self, office: SmallOffice, who: str) -> None:
        if who == "outside_hr":
            client = office.with_role(Role.HR_OFFICER, office.other)
        else:
            client = office.signed_in(getattr(office, who))
        hidden = client.get(f"/employees/{office.chief.id}", expect=404)
        absent = client.get(f"/employees/{uuid4()}", expect=404)
        malformed = client.get("/employees/not-an-id", expect=404)
        del hidden["request_id"], absent["request_id"], malformed["request_id"]
        assert hidden == absent == malformed

    def test_it_costs_the_same_for_many_placements(
        self, office: SmallOffice, hr: Client, db: Session, database: Database
    ) -> None:
        for _ in range(2):
            with counted(database.engine) as sent:
                hr.get(f"/employees/{office.staff.id}")
            assert len(sent) == 6, sent
            for year in range(2010, 2020):
                make_placement(db, office.staff, office.clerk, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
            db.commit()


class TestCreate:
    def body(self, office: SmallOffice, **given: Any) -> dict[str, Any]:
        place = {"position_id": str(office.clerk.id), "starts_on": "2026-03-01"}
        return {"nip": "19900315 201503 2 001", "name": "Gita Baru", "rank": "Penata Muda (III/a)", **place, **given}

    def test_the_nip_says_birth_date_sex_employment_and_appointment(
        self, office: SmallOffice, hr: Client, db: Session
    ) -> None:
        read = hr.post("/employees", self.body(office, email="Gita.Baru@marelan.example", title_after="S.Sos."))
        assert (read["nip"], read["birth_date"], read["sex"], read["employment"]) == (PNS_NIP, "1990-03-15", "f", "pns")
        assert (read["appointed_on"], read["rank"], read["full_name"]) == ("2015-03-01", "III/a", "Gita Baru, S.Sos.")
        assert read["account"]["status"] == "invited"
        assert read["superior"]["employee_id"] == str(office.chief.id)
        account = db.get_one(Account, db.get_one(Employee, UUID(read["id"])).account_id)
        assert (account.login_name, account.email) == (PNS_NIP, "gita.baru@marelan.example")
        assert entries(db, "create_employee")[0][0] == read["id"]
        assert PNS_NIP not in str(entries(db, "create_employee"))

    def test_the_same_key_creates_once(self, office: SmallOffice, hr: Client) -> None:
        first = hr.post("/employees", self.body(office), key="satu")
        assert hr.post("/employees", self.body(office), key="satu") == first
        hr.post("/employees", self.body(office, name="Lain"), key="satu", expect=409)

    @pytest.mark.parametrize(
        ("given", "pointer", "code"),
        [
            ({"nip": "1990031520150320"}, "/nip", "nip_length"),
            ({"nip": "199013152015032001"}, "/nip", "nip_birth_date"),
            ({"nip": PPPK_NIP, "rank": "III/a"}, "/rank", "unknown_rank"),
            ({"email": "bukan alamat"}, "/email", "email_not_valid"),
            ({"position_id": str(uuid4())}, "/position_id", "not_found"),
            ({"starts_on": None}, "/starts_on", "missing"),
            ({"position_id": None}, "/position_id", "missing"),
            ({"nik": "1271"}, "/nik", "extra_forbidden"),
            ({"name": "Gita\u202eBaru"}, "/name", "unprintable"),
        ],
    )
    def test_faults_are_named_where_they_are(
        self, office: SmallOffice, hr: Client, given: dict[str, Any], pointer: str, code: str
    ) -> None:
        problem = hr.post("/employees", self.body(office, **given), expect=422)
        assert [(fault["pointer"], fault["code"]) for fault in problem["errors"]] == [(pointer, code)]
        assert "19901315" not in str(problem)

    def test_all_faults_are_told_at_once(self, office: SmallOffice, hr: Client) -> None:
        problem = hr.post("/employees", self.body(office, nip="x", email="x@y"), expect=422)
        assert [fault["pointer"] for fault in problem["errors"]] == ["/nip", "/email"]

    def test_a_nip_belongs_to_one_person_for_ever(self, office: SmallOffice, hr: Client, db: Session) -> None:
        db.add(FormerNip(employee_id=office.staff.id, nip=PNS_NIP, until=date(2026, 1, 1)))
        db.commit()
        assert hr.post("/employees", self.body(office), expect=409)["code"] == "nip_taken"
        assert hr.post("/employees", self.body(office, nip=PPPK_NIP, rank="IX"))["employment"] == "pppk"
        assert hr.post("/employees", self.body(office, nip=PPPK_NIP, rank="IX"), expect=409)["code"] == "nip_taken"

    def test_an_address_belongs_to_one_account(self, office: SmallOffice, hr: Client) -> None:
        problem = hr.post("/employees", self.body(office, email=office.staff.email), expect=409)
        assert problem["code"] == "email_taken"

    def test_an_officer_of_one_unit_adds_people_there_only(self, office: SmallOffice, db: Session) -> None:
        client = office.with_role(Role.HR_OFFICER, office.section)
        foreign = self.body(office, position_id=str(office.other_clerk.id))
        assert client.post("/employees", foreign, expect=422)["errors"][0]["code"] == "not_found"
        nowhere = self.body(office, position_id=None, starts_on=None)
        assert client.post("/employees", nowhere, expect=403)["code"] == "forbidden"
        assert client.post("/employees", self.body(office))["unit"]["id"] == str(office.section.id)

    def test_a_heads_post_takes_one_holder(self, office: SmallOffice, hr: Client) -> None:
        taken = self.body(office, position_id=str(office.kasi.id))
        assert hr.post("/employees", taken, expect=409)["code"] == "post_taken"
        assert hr.post("/employees", {**taken, "kind": "plh"})["placements"][0]["kind"] == "plh"

    @pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR])
    def test_no_other_role_adds_people(self, office: SmallOffice, role: Role) -> None:
        assert office.with_role(role).post("/employees", self.body(office), expect=403)["code"] == "forbidden"


class TestUpdate:
    def test_changes_raise_the_version_and_name_only_the_fields_in_the_log(
        self, office: SmallOffice, hr: Client, db: Session
    ) -> None:
        read = hr.patch(f"/employees/{office.staff.id}", {"name": "Dewi Baru", "rank": "II/d"}, if_match=1)
        assert (read["name"], read["rank"], read["row_version"]) == ("Dewi Baru", "II/d", 2)
        assert entries(db, "update_employee") == [(str(office.staff.id), {"changed": ["name", "rank"]})]
        assert db.get_one(Account, office.staff.account_id, populate_existing=True).name == "Dewi Baru"

    def test_without_a_change_nothing_happens(self, office: SmallOffice, hr: Client, db: Session) -> None:
        read = hr.patch(f"/employees/{office.staff.id}", {"name": "Dewi Staf"}, if_match=1)
        assert (read["row_version"], entries(db, "update_employee")) == (1, [])

    def test_a_new_nip_keeps_the_old_one(self, office: SmallOffice, hr: Client, db: Session) -> None:
        path = f"/employees/{office.other_staff.id}"
        old = office.other_staff.nip
        problem = hr.patch(path, {"nip": PNS_NIP}, if_match=1, expect=422)
        assert problem["errors"][0]["pointer"] == "/rank"
        read = hr.patch(path, {"nip": PNS_NIP, "rank": "III/a"}, if_match=1)
        assert (read["nip"], read["former_nips"], read["employment"]) == (PNS_NIP, [old], "pns")
        assert db.get_one(Account, office.other_staff.account_id, populate_existing=True).login_name == PNS_NIP
        back = hr.patch(path, {"nip": old}, if_match=2)
        assert (back["nip"], back["former_nips"]) == (old, [PNS_NIP])
        assert hr.patch(path, {"nip": office.staff.nip}, if_match=3, expect=409)["code"] == "nip_taken"

    def test_null_empties_dates_and_the_address_and_leaves_the_rest(self, office: SmallOffice, hr: Client) -> None:
        path = f"/employees/{office.staff.id}"
        hr.patch(path, {"rank_since": "2024-04-01"}, if_match=1)
        read = hr.patch(path, {"rank_since": None, "email": None, "name": None}, if_match=2)
        assert (read["rank_since"], read["email"], read["name"]) == (None, None, "Dewi Staf")

    def test_the_order_of_refusals(self, office: SmallOffice, hr: Client) -> None:
        path = f"/employees/{office.staff.id}"
        assert office.new_client().patch(path, {"x": 1}, expect=401)["code"] == "unauthenticated"
        office.signed_in(office.staff).patch(path, {"x": 1}, expect=403)
        hr.patch(path, {"x": 1}, expect=422)
        hr.patch(f"/employees/{uuid4()}", {"name": "A"}, expect=404)
        assert hr.patch(path, {"nip": "x"}, expect=428)["code"] == "precondition_required"
        assert hr.patch(path, {"nip": "x"}, if_match=7, expect=412)["code"] == "stale"
        hr.patch(path, {"nip": "x"}, if_match=1, expect=422)

    def test_ones_own_record_needs_another_officer(self, office: SmallOffice, hr: Client, db: Session) -> None:
        path = f"/employees/{office.officer.id}"
        assert hr.patch(path, {"rank": "IV/a"}, if_match=1, expect=403)["code"] == "own_record"
        assert hr.get(path)["actions"] == []
        assert office.with_role(Role.HR_OFFICER).patch(path, {"rank": "IV/a"}, if_match=1)["rank"] == "IV/a"

    def test_visible_is_not_yet_ones_own(self, office: SmallOffice, db: Session) -> None:
        """The chief of one section who is HR officer of the other sees his own people but does not change them."""
        make_grant(db, office.chief.account_id, Role.HR_OFFICER, office.other)
        client = office.signed_in(office.chief)
        client.patch(f"/employees/{office.staff.id}", {"name": "A"}, if_match=1, expect=403)
        assert client.patch(f"/employees/{office.other_staff.id}", {"name": "A"}, if_match=1)["name"] == "A"


class TestLeaving:
    reason = "Pensiun per SK Wali Kota nomor 12."

    def test_placements_end_and_the_account_stays(self, office: SmallOffice, hr: Client, db: Session) -> None:
        make_placement(db, office.staff, office.kasi, kind="plh", starts_on=date(2099, 1, 1), ends_on=date(2099, 1, 2))
        db.commit()
        client = office.signed_in(office.staff)
        path = f"/employees/{office.staff.id}"
        read = hr.post(f"{path}/deactivate", {"left_on": "2026-05-31", "reason": self.reason}, if_match=1)
        assert (read["active"], read["left_on"], read["left_reason"]) == (False, "2026-05-31", self.reason)
        assert [(p["kind"], p["ends_on"]) for p in read["placements"]] == [("definitif", "2026-05-31")]
        assert (read["actions"], read["notices"]) == (["update", "reactivate"], [])
        own = client.get(path)
        assert (own["active"], own["account"]["status"]) == (False, "active")
        assert entries(db, "deactivate_employee") == [(str(office.staff.id), {"left_on": "2026-05-31"})]

    def test_who_comes_back_is_active_without_a_post(self, office: SmallOffice, hr: Client) -> None:
        path = f"/employees/{office.staff.id}"
        body = {"reason": self.reason}
        assert hr.post(f"{path}/reactivate", body, if_match=1, expect=409)["code"] == "employee_active"
        hr.post(f"{path}/deactivate", {"left_on": "2026-05-31", **body}, if_match=1)
        gone = hr.post(f"{path}/deactivate", {"left_on": "2026-05-31", **body}, if_match=2, expect=409)
        assert gone["code"] == "employee_inactive"
        read = hr.post(f"{path}/reactivate", body, if_match=2)
        assert (read["active"], read["left_on"], read["position"]) == (True, None, None)

    @pytest.mark.parametrize(("day", "code"), [("2099-01-01", "in_future"), ("2023-12-31", "before_placement")])
    def test_the_day_must_be_possible(self, office: SmallOffice, hr: Client, day: str, code: str) -> None:
        body = {"left_on": day, "reason": self.reason}
        problem = hr.post(f"/employees/{office.staff.id}/deactivate", body, if_match=1, expect=422)
        assert problem["errors"][0]["code"] == code

    def test_who_holds_a_role_does_not_leave_with_it(self, office: SmallOffice, hr: Client, db: Session) -> None:
        make_grant(db, office.staff.account_id, Role.AUDITOR)
        db.commit()
        body = {"left_on": "2026-05-31", "reason": self.reason}
        assert (
            hr.post(f"/employees/{office.staff.id}/deactivate", body, if_match=1, expect=409)["code"] == "holds_roles"
        )
