"""It takes two officers to make a third: who let somebody in does not give him a role as well."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.setup import appoint_officer
from api.kit.database import Database
from tests.clients import Client
from tests.factories.accounts import make_officer

PASSPHRASE = "gunung sepatu kertas biru"
NEW = {"name": "Ina Contoh", "email": "ina@kantor.example"}

pytestmark = pytest.mark.usefixtures("cheap_hashes")


class Office:
    """One administrator, one personnel officer, and the account that the administrator has made."""

    def __init__(self, db: Session, new_client: Callable[[], Client]) -> None:
        self.new_client = new_client
        self.admin = new_client().signed_in_as(db, make_officer(db, Role.ADMINISTRATOR, "Admin"))
        self.hr = new_client().signed_in_as(db, make_officer(db, Role.HR_OFFICER, "Petugas"))
        self.path = f"/accounts/{self.admin.post('/accounts', NEW)['id']}"

    def card(self, officer: Client) -> Any:
        return officer.post(f"{self.path}/activation-cards", expect=201)

    def come_in(self, code: str, *, expect: int = 200) -> None:
        self.new_client().post("/auth/activate", {"code": code, "passphrase": PASSPHRASE}, expect=expect)

    def grant(self, *, expect: int = 201) -> Any:
        return self.admin.post(f"{self.path}/roles", {"role": "hr_officer", "unit_id": None}, expect=expect)

    def seen(self, officer: Client) -> tuple[bool, bool]:
        """That the officer let him in, and whether he may give him a role."""
        read = officer.get(self.path)
        return read["let_in_by_you"], "grant_role" in read["actions"]


@pytest.fixture
def office(db: Session, new_client: Callable[[], Client]) -> Office:
    return Office(db, new_client)


def test_one_administrator_alone_does_not_make_the_second_officer(office: Office) -> None:
    assert office.seen(office.admin) == (False, True)
    office.come_in(office.card(office.admin)["code"])
    assert office.grant(expect=403)["code"] == "card_from_you"
    assert office.seen(office.admin) == (True, False)
    assert office.seen(office.hr) == (False, False)


def test_neither_role_first_nor_an_old_card_is_a_way_round(office: Office) -> None:
    old = office.card(office.admin)["code"]
    office.grant()
    office.come_in(old, expect=409)
    office.come_in(office.card(office.admin)["code"], expect=409)


def test_nor_is_taking_over_an_officer_whose_role_was_taken_back_first(office: Office) -> None:
    office.come_in(office.card(office.hr)["code"])
    grant = office.grant()
    office.admin.delete(f"{office.path}/roles/{grant['id']}")
    office.come_in(office.card(office.admin)["code"])
    assert office.grant(expect=403)["code"] == "card_from_you"


def test_with_a_card_of_another_officer_the_role_is_given(office: Office) -> None:
    office.come_in(office.card(office.admin)["code"])
    office.come_in(office.card(office.hr)["code"])
    assert office.seen(office.admin) == (False, True)
    office.grant()


def test_so_it_is_with_a_card_that_another_officer_has_confirmed(office: Office) -> None:
    office.grant()
    issued = office.card(office.admin)
    office.hr.post(f"{office.path}/activation-cards/{issued['card']['id']}/confirm")
    office.come_in(issued["code"])
    office.admin.post(f"{office.path}/roles", {"role": "auditor", "unit_id": None}, expect=201)


def test_another_administrator_may_whoever_issued_the_card(
    office: Office, db: Session, new_client: Callable[[], Client]
) -> None:
    office.come_in(office.card(office.admin)["code"])
    office.admin = new_client().signed_in_as(db, make_officer(db, Role.ADMINISTRATOR, "Admin Kedua"))
    office.grant()


def test_a_fresh_office_gets_its_second_officer_from_the_console(
    db: Session, database: Database, new_client: Callable[[], Client]
) -> None:
    office = Office(db, new_client)
    with database.writing() as writing:
        code = appoint_officer(writing, role=Role.HR_OFFICER, **NEW)
    office.come_in(code)
    assert office.seen(office.admin) == (False, True)
    office.admin.post(f"{office.path}/roles", {"role": "auditor", "unit_id": None}, expect=201)


def test_the_list_says_the_same(office: Office) -> None:
    office.come_in(office.card(office.admin)["code"])
    listed = {one["name"]: one["let_in_by_you"] for one in office.admin.get("/accounts")["items"]}
    assert listed == {"Admin": False, "Petugas": False, "Ina Contoh": True}
