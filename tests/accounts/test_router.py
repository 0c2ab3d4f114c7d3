"""The list of accounts, making them, and taking away and giving back the way in."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.audit.models import AuditDetail, AuditEntry
from api.employees.models import Placement
from api.kit.database import Database
from tests.clients import Client
from tests.factories.accounts import make_card, make_invited, make_officer, make_signable, sign_in, try_sign_in
from tests.factories.people import make_account, make_employee, make_grant, make_position, make_unit
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("cheap_hashes")

AUDITOR = {"name": "Pemeriksa", "email": "Pemeriksa@Inspektorat.Example", "login_name": "Inspektorat"}
WHY = {"reason": "Pindah tugas ke instansi lain."}


@pytest.fixture
def admin(new_client: Callable[[], Client], db: Session) -> Client:
    account = make_officer(db, Role.ADMINISTRATOR, "Admin Utama", email="admin@kantor.example")
    return new_client().signed_in_as(db, account)


@pytest.fixture
def hr(new_client: Callable[[], Client], db: Session) -> Client:
    account = make_officer(db, Role.HR_OFFICER, "Bagian Kepegawaian", email="hr@kantor.example")
    return new_client().signed_in_as(db, account)


def names(page: dict[str, Any]) -> list[str]:
    return [account["name"] for account in page["items"]]


def my_id(client: Client, email: str) -> str:
    return str(client.get("/accounts", params={"search": email})["items"][0]["id"])


class TestList:
    @pytest.fixture(autouse=True)
    def people(self, db: Session) -> None:
        unit = make_unit(db, "Kelurahan Terjun")
        budi = make_signable(db, "Budi", login_name="198503172010012003", email="budi@kantor.example")
        make_grant(db, budi, Role.HEAD, unit)
        make_invited(db, "ani", email="ani@kantor.example")
        make_account(db, "Citra", email="citra@kantor.example", status="disabled")
        db.commit()

    def test_each_comes_with_roles_card_and_what_may_be_done(self, admin: Client, db: Session) -> None:
        make_card(db, db.scalars(select(Account).where(Account.name == "ani")).one())
        db.commit()
        found = {account["name"]: account for account in admin.get("/accounts")["items"]}
        assert [(role["role"], role["unit_name"]) for role in found["Budi"]["roles"]] == [("head", "Kelurahan Terjun")]
        assert found["Budi"]["actions"] == ["disable", "issue_card", "grant_role", "revoke_role"]
        assert found["ani"]["open_card"]["needs_confirmation"] is False
        assert (found["ani"]["status"], found["ani"]["last_signed_in_at"]) == ("invited", None)
        assert found["Citra"]["actions"] == ["enable"]
        assert found["Admin Utama"]["actions"] == []

    def test_it_is_sorted_by_name_whatever_the_letters_size(self, admin: Client) -> None:
        assert names(admin.get("/accounts")) == ["Admin Utama", "ani", "Budi", "Citra"]
        assert names(admin.get("/accounts", params={"sort": "-name", "size": 2})) == ["Citra", "Budi"]
        assert names(admin.get("/accounts", params={"sort": "-last_signed_in_at", "size": 1})) == ["Admin Utama"]
        assert admin.get("/accounts", params={"sort": "passphrase_hash"}, expect=422)

    @pytest.mark.parametrize(
        ("search", "found"),
        [("bud", ["Budi"]), ("BUDI@", ["Budi"]), ("19850317 201001", ["Budi"]), ("%", []), ("_", []), ("kantor", 4)],
    )
    def test_it_is_searched_by_name_nip_and_address(self, admin: Client, search: str, found: list[str] | int) -> None:
        page = admin.get("/accounts", params={"search": search})
        assert (page["total"] if isinstance(found, int) else names(page)) == found

    def test_it_is_filtered_by_status_and_role(self, admin: Client) -> None:
        assert names(admin.get("/accounts", params={"status": "invited"})) == ["ani"]
        assert names(admin.get("/accounts", params={"role": "head"})) == ["Budi"]
        admin.get("/accounts", params={"role": "employee"}, expect=422)

    def test_an_employees_account_leads_to_the_person(self, admin: Client, db: Session) -> None:
        employee = make_employee(db, make_position(db, make_unit(db)))
        db.commit()
        found = {row["id"]: row["employee_id"] for row in admin.get("/accounts")["items"]}
        assert found.pop(str(employee.account_id)) == str(employee.id)
        assert set(found.values()) == {None}

    def test_neither_hashes_nor_codes_are_in_it(self, admin: Client) -> None:
        text = str(admin.get("/accounts"))
        assert "hash" not in text
        assert "argon2" not in text

    def test_it_takes_as_many_statements_for_one_account_as_for_fifty(
        self, admin: Client, database: Database, db: Session
    ) -> None:
        def statements(size: int) -> int:
            with counted(database.engine) as sent:
                assert len(admin.get("/accounts", params={"size": size})["items"]) == size
            return len(sent)

        unit = make_unit(db)
        for number in range(50):
            account = make_signable(db, f"Akun {number}")
            make_grant(db, account, Role.HEAD, unit)
            make_card(db, account)
        db.commit()
        assert statements(1) == statements(50) <= 5

    @pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR])
    def test_it_is_not_for_everybody(self, client: Client, db: Session, role: Role) -> None:
        client.get("/accounts", expect=401)
        client.signed_in_as(db, make_officer(db, role)).get("/accounts", expect=403)


class TestVisibility:
    def test_an_officer_of_a_unit_sees_the_people_of_it_and_below_and_nobody_else(
        self, client: Client, db: Session
    ) -> None:
        unit = make_unit(db)
        below, beside = make_unit(db, parent=unit), make_unit(db)
        seen = [
            make_employee(db, make_position(db, place), name=f"Di dalam {n}") for n, place in enumerate((unit, below))
        ]
        hidden = make_employee(db, make_position(db, beside), name="Di luar")
        make_officer(db, Role.AUDITOR, "Bukan pegawai")
        client.signed_in_as(db, make_officer(db, Role.HR_OFFICER, unit=unit))
        assert names(client.get("/accounts")) == ["Di dalam 0", "Di dalam 1"]
        client.get(f"/accounts/{seen[1].account_id}")
        absent = client.get(f"/accounts/{hidden.id}", expect=404)
        invisible = client.get(f"/accounts/{hidden.account_id}", expect=404)
        assert {**absent, "request_id": ""} == {**invisible, "request_id": ""}

    def test_a_head_of_a_unit_who_is_personnel_officer_of_another_sees_the_other(
        self, client: Client, db: Session
    ) -> None:
        led, cared_for = make_unit(db), make_unit(db)
        make_employee(db, make_position(db, led), name="Dipimpin")
        make_employee(db, make_position(db, cared_for), name="Diurus")
        officer = make_officer(db, Role.HR_OFFICER, unit=cared_for)
        make_grant(db, officer, Role.HEAD, led)
        assert names(client.signed_in_as(db, officer).get("/accounts")) == ["Diurus"]

    def test_who_left_a_post_is_no_longer_the_units(self, client: Client, db: Session) -> None:
        unit = make_unit(db)
        employee = make_employee(db, make_position(db, unit))
        client.signed_in_as(db, make_officer(db, Role.HR_OFFICER, unit=unit))
        client.get(f"/accounts/{employee.account_id}")
        db.scalars(select(Placement)).one().ends_on = date(2025, 1, 1)
        db.commit()
        client.get(f"/accounts/{employee.account_id}", expect=404)


class TestCreate:
    def test_an_account_is_made_waiting_for_its_card(self, admin: Client, db: Session) -> None:
        made = admin.post("/accounts", AUDITOR, expect=201)
        assert (made["email"], made["login_name"], made["status"]) == (
            "pemeriksa@inspektorat.example",
            "inspektorat",
            "invited",
        )
        assert made["actions"] == ["disable", "issue_card", "grant_role"]
        assert db.scalars(select(AuditEntry.action)).all() == ["create_account"]

    def test_an_address_or_login_name_belongs_to_one(self, admin: Client) -> None:
        admin.post("/accounts", AUDITOR)
        assert admin.post("/accounts", AUDITOR, expect=409)["code"] == "email_taken"
        other = {**AUDITOR, "email": "lain@inspektorat.example"}
        assert admin.post("/accounts", other, expect=409)["code"] == "login_name_taken"

    def test_sent_twice_with_one_key_it_happens_once(self, admin: Client, db: Session) -> None:
        first = admin.post("/accounts", AUDITOR, key="akun-1")
        assert admin.post("/accounts", AUDITOR, key="akun-1") == first

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("email", "bukan-alamat"),
            ("email", "a@b"),
            ("email", "a@@b.c"),
            ("email", "a b@c.d"),
            ("email", "á@b.example"),
            ("login_name", "198503172010012003"),
            ("login_name", "ab"),
            ("login_name", "a@b.example"),
            ("name", ""),
            ("name", "x\u202ey"),
            ("status", "active"),
            ("passphrase", "perahu jingga rempah"),
        ],
    )
    def test_malformed_fields_are_pointed_at(self, admin: Client, field: str, value: str) -> None:
        problem = admin.post("/accounts", {**AUDITOR, field: value}, expect=422)
        assert [fault["pointer"] for fault in problem["errors"]] == [f"/{field}"]
        assert problem["errors"][0]["message"]

    def test_the_personnel_officer_may_not(self, hr: Client) -> None:
        hr.post("/accounts", AUDITOR, expect=403)


class TestDisable:
    def test_the_way_in_is_closed_cards_included_and_can_be_opened_again(
        self, admin: Client, new_client: Callable[[], Client], db: Session
    ) -> None:
        account = make_signable(db, email="ada@kantor.example")
        make_card(db, account)
        db.commit()
        browser = sign_in(new_client(), "ada@kantor.example")
        answer = admin.post(f"/accounts/{account.id}/disable", WHY)
        assert (answer["status"], answer["open_card"], answer["actions"]) == ("disabled", None, ["enable"])
        browser.get("/auth/sessions", expect=401)
        assert try_sign_in(browser, "ada@kantor.example").status_code == 401
        assert admin.post(f"/accounts/{account.id}/enable")["status"] == "active"
        sign_in(browser, "ada@kantor.example")

    def test_who_never_had_a_passphrase_waits_for_a_card_again(self, admin: Client, db: Session) -> None:
        account = make_invited(db)
        db.commit()
        admin.post(f"/accounts/{account.id}/disable", WHY)
        assert admin.post(f"/accounts/{account.id}/enable")["status"] == "invited"

    def test_the_log_keeps_before_after_and_why(self, admin: Client, db: Session) -> None:
        account = make_signable(db)
        db.commit()
        admin.post(f"/accounts/{account.id}/disable", WHY)
        detail = db.scalars(select(AuditDetail)).one()
        assert (detail.before, detail.after, detail.reason) == (
            {"status": "active"},
            {"status": "disabled"},
            WHY["reason"],
        )

    def test_nobody_disables_himself(self, admin: Client) -> None:
        me = my_id(admin, "admin@kantor.example")
        assert admin.post(f"/accounts/{me}/disable", WHY, expect=403)["code"] == "not_on_own_account"

    def test_twice_is_a_conflict_either_way(self, admin: Client, db: Session) -> None:
        account = make_signable(db)
        db.commit()
        assert admin.post(f"/accounts/{account.id}/enable", expect=409)["code"] == "not_disabled"
        admin.post(f"/accounts/{account.id}/disable", WHY)
        assert admin.post(f"/accounts/{account.id}/disable", WHY, expect=409)["code"] == "account_disabled"

    def test_without_a_reason_it_does_not_happen(self, admin: Client, db: Session) -> None:
        account = make_signable(db)
        db.commit()
        for body in ({}, {"reason": ""}, {"reason": "   x   "}):
            admin.post(f"/accounts/{account.id}/disable", body, expect=422)
        admin.post(f"/accounts/{account.id}/enable", expect=409)

    def test_the_personnel_officer_may_not(self, hr: Client, db: Session) -> None:
        account = make_signable(db)
        db.commit()
        hr.post(f"/accounts/{account.id}/disable", WHY, expect=403)


class TestLastAdministrator:
    @pytest.fixture
    def unit_admin(self, new_client: Callable[[], Client], db: Session) -> tuple[Client, Account]:
        """The administrator of the whole office as seen by one of a unit in which he works."""
        unit = make_unit(db)
        employee = make_employee(db, make_position(db, unit))
        chief = db.get_one(Account, employee.account_id)
        make_grant(db, chief, Role.ADMINISTRATOR)
        other = make_officer(db, Role.ADMINISTRATOR, unit=unit)
        return new_client().signed_in_as(db, other), chief

    def test_he_cannot_be_disabled(self, unit_admin: tuple[Client, Account]) -> None:
        client, chief = unit_admin
        assert client.post(f"/accounts/{chief.id}/disable", WHY, expect=409)["code"] == "last_administrator"

    def test_one_that_never_came_in_is_no_second(self, unit_admin: tuple[Client, Account], db: Session) -> None:
        client, chief = unit_admin
        waiting = make_invited(db)
        make_grant(db, waiting, Role.ADMINISTRATOR)
        db.commit()
        client.post(f"/accounts/{chief.id}/disable", WHY, expect=409)
        waiting.status = "active"
        db.commit()
        client.post(f"/accounts/{chief.id}/disable", WHY)
