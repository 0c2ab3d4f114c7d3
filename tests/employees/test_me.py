"""What the dashboard learns first: who I am, what I may, and what happened to my account."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy.orm import Session

from api.access.permissions import PERMISSIONS, Role
from api.accounts.models import Account
from api.kit.database import Database
from tests.clients import Client
from tests.factories.accounts import OTHER_PASSPHRASE, PASSPHRASE, activate, make_officer, make_signable, sign_in
from tests.factories.people import make_employee, make_grant, make_office, make_placement, make_position, make_unit
from tests.statements import counted

MORNING = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as travel:
        yield travel


class TestWho:
    def test_an_officer_learns_his_post_roles_and_office(
        self, clock: time_machine.Traveller, client: Client, db: Session
    ) -> None:
        make_office(db, name="Kecamatan Medan Marelan", is_demo=True)
        unit = make_unit(db, "Kelurahan Terjun")
        head = make_position(db, unit, "Lurah", is_head=True)
        make_position(db, unit, "Staf", reports_to=head)
        lurah = make_employee(
            db, head, name="Budi Santoso", title_before="Drs.", title_after="M.Si.", nip="198503172010011003"
        )
        make_grant(db, lurah.account_id, Role.HR_OFFICER, unit)
        db.commit()
        me = client.signed_in_as(db, db.get_one(Account, lurah.account_id), privileged=True).get("/me")
        assert me["employee"] == {
            "id": str(lurah.id),
            "nip": "198503172010011003",
            "name": "Drs. Budi Santoso, M.Si.",
            "position_title": "Lurah",
            "unit_name": "Kelurahan Terjun",
        }
        assert (me["office"]["name"], me["office"]["zone"], me["office"]["is_demo"]) == (
            "Kecamatan Medan Marelan",
            "Asia/Jakarta",
            True,
        )
        assert [(role["role"], role["unit_name"]) for role in me["roles"]] == [
            ("employee", None),
            ("assessor", None),
            ("hr_officer", "Kelurahan Terjun"),
        ]
        assert (me["session_ends_at"], me["idle_seconds"]) == ("2026-12-01T09:00:00Z", 900)
        assert me["stepped_up_until"] == "2026-12-01T01:10:00Z"

    def test_permissions_are_exactly_those_of_the_roles_in_order(self, client: Client, db: Session) -> None:
        client.signed_in_as(db, make_officer(db, Role.AUDITOR))
        permissions = client.get("/me")["permissions"]
        assert permissions == sorted(name for name, roles in PERMISSIONS.items() if Role.AUDITOR in roles)

    def test_an_account_without_employee_in_an_office_not_yet_set_up(self, client: Client, db: Session) -> None:
        client.signed_in_as(db, make_signable(db, "Pemeriksa"))
        me = client.get("/me")
        assert (me["name"], me["employee"], me["office"], me["roles"], me["permissions"]) == (
            "Pemeriksa",
            None,
            None,
            [],
            [],
        )

    def test_of_several_posts_the_definitive_one_counts_and_only_todays(
        self, clock: time_machine.Traveller, client: Client, db: Session
    ) -> None:
        unit = make_unit(db)
        employee = make_employee(db)
        make_placement(db, employee, make_position(db, unit, "Lama"), ends_on=date(2026, 11, 30))
        make_placement(db, employee, make_position(db, unit, "Pelaksana tugas"), kind="plt", starts_on=date(2023, 1, 1))
        make_placement(db, employee, make_position(db, unit, "Sekretaris"), starts_on=date(2026, 12, 1))
        make_placement(db, employee, make_position(db, unit, "Nanti"), starts_on=date(2026, 12, 2))
        db.commit()
        client.signed_in_as(db, db.get_one(Account, employee.account_id))
        assert client.get("/me")["employee"]["position_title"] == "Sekretaris"

    def test_who_holds_no_post_is_still_himself(self, client: Client, db: Session) -> None:
        employee = make_employee(db)
        db.commit()
        client.signed_in_as(db, db.get_one(Account, employee.account_id))
        assert client.get("/me")["employee"]["position_title"] is None

    def test_nobody_is_nobody(self, client: Client) -> None:
        client.get("/me", expect=401)

    def test_the_number_of_statements_is_constant(self, client: Client, database: Database, db: Session) -> None:
        unit = make_unit(db)
        employee = make_employee(db, make_position(db, unit))
        for role in (Role.HEAD, Role.AUDITOR):
            make_grant(db, employee.account_id, role, unit)
        db.commit()
        client.signed_in_as(db, db.get_one(Account, employee.account_id))
        with counted(database.engine) as sent:
            client.get("/me")
        assert len(sent) <= 10, "\n".join(sent)


class TestIntroductions:
    def test_each_role_is_introduced_once_also_one_that_comes_later(self, client: Client, db: Session) -> None:
        make_office(db)
        unit = make_unit(db)
        head = make_position(db, unit, is_head=True)
        lurah = make_employee(db, head)
        db.commit()
        client.signed_in_as(db, db.get_one(Account, lurah.account_id))
        assert client.get("/me")["introductions_due"] == ["employee"]
        client.post("/me/introductions", {"role": "employee"}, expect=204)
        client.post("/me/introductions", {"role": "employee"}, expect=204)
        assert client.get("/me")["introductions_due"] == []
        make_position(db, unit, reports_to=head)
        make_grant(db, lurah.account_id, Role.HEAD)
        db.commit()
        assert client.get("/me")["introductions_due"] == ["assessor", "head"]
        client.post("/me/introductions", {"role": "assessor"}, expect=204)
        assert client.get("/me")["introductions_due"] == ["head"]

    def test_it_is_ones_own_reading(self, new_client: Callable[[], Client], db: Session) -> None:
        one, other = (new_client().signed_in_as(db, make_officer(db, Role.AUDITOR)) for _ in range(2))
        one.post("/me/introductions", {"role": "auditor"}, expect=204)
        assert other.get("/me")["introductions_due"] == ["auditor"]

    def test_a_role_one_does_not_hold_has_no_introduction(self, client: Client, db: Session) -> None:
        client.signed_in_as(db, make_officer(db, Role.AUDITOR))
        assert client.post("/me/introductions", {"role": "head"}, expect=409)["code"] == "not_your_role"
        client.post("/me/introductions", {"role": "camat"}, expect=422)


class TestCredentialChanges:
    @staticmethod
    def told(client: Client) -> list[tuple[str, str | None, bool]]:
        return [(c["event"], c["by"], c["is_new"]) for c in client.get("/me")["credential_changes"]]

    def test_a_card_he_did_not_ask_for_is_told_while_his_session_goes_on(
        self, clock: time_machine.Traveller, new_client: Callable[[], Client], db: Session
    ) -> None:
        ada = make_signable(db, "Ada", email="ada@kantor.example")
        hr = new_client().signed_in_as(db, make_officer(db, Role.HR_OFFICER, "Petugas Satu"))
        browser = sign_in(new_client(), "ada@kantor.example")
        assert self.told(browser) == []
        clock.shift(60)
        hr.post(f"/accounts/{ada.id}/activation-cards", expect=201)
        assert self.told(browser) == [("card_issued", "Petugas Satu", True)]

    def test_after_a_reset_everything_is_told_and_grows_old_with_the_next_sign_in(
        self, clock: time_machine.Traveller, new_client: Callable[[], Client], db: Session
    ) -> None:
        ada = make_officer(db, Role.HEAD, "Ada", email="ada@kantor.example")
        first = new_client().signed_in_as(db, make_officer(db, Role.HR_OFFICER, "Petugas Satu"))
        second = new_client().signed_in_as(db, make_officer(db, Role.HR_OFFICER, "Petugas Dua"))
        sign_in(new_client(), "ada@kantor.example")
        clock.shift(60)
        issued = first.post(f"/accounts/{ada.id}/activation-cards", expect=201)
        clock.shift(60)
        second.post(f"/accounts/{ada.id}/activation-cards/{issued['card']['id']}/confirm")
        clock.shift(60)
        browser = new_client()
        activate(browser, issued["code"], OTHER_PASSPHRASE)
        assert self.told(browser) == [
            ("card_used", None, True),
            ("card_confirmed", "Petugas Dua", True),
            ("card_issued", "Petugas Satu", True),
        ]
        clock.shift(60)
        later = sign_in(new_client(), "ada@kantor.example", OTHER_PASSPHRASE)
        assert [new for _, _, new in self.told(later)] == [False, False, False]

    def test_a_changed_passphrase_is_told(
        self, clock: time_machine.Traveller, new_client: Callable[[], Client], db: Session
    ) -> None:
        make_signable(db, "Ada", email="ada@kantor.example")
        db.commit()
        browser = sign_in(new_client(), "ada@kantor.example")
        clock.shift(60)
        browser.post("/auth/passphrase", {"old_passphrase": PASSPHRASE, "new_passphrase": OTHER_PASSPHRASE})
        assert self.told(browser) == [("passphrase_changed", None, True)]

    def test_after_thirty_days_it_is_over(
        self, clock: time_machine.Traveller, new_client: Callable[[], Client], db: Session
    ) -> None:
        ada = make_signable(db, "Ada", email="ada@kantor.example")
        hr = new_client().signed_in_as(db, make_officer(db, Role.HR_OFFICER))
        hr.post(f"/accounts/{ada.id}/activation-cards", expect=201)
        clock.shift(30 * 86400)
        assert self.told(sign_in(new_client(), "ada@kantor.example")) == []
