"""The life of an activation card: one card, one person, one use."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.cards import ALPHABET, code_key, new_code
from api.accounts.models import Account, ActivationCard, KnownDevice
from api.audit.models import AuditEntry
from api.kit import clock
from tests.clients import Client
from tests.factories.accounts import (
    OTHER_PASSPHRASE,
    PASSPHRASE,
    activate,
    make_card,
    make_invited,
    make_officer,
    make_signable,
    sign_in,
    try_sign_in,
)
from tests.factories.people import make_employee, make_office, make_position, make_unit

pytestmark = pytest.mark.usefixtures("cheap_hashes")


@pytest.fixture
def hr(new_client: Callable[[], Client], db: Session) -> Client:
    account = make_officer(db, Role.HR_OFFICER, "Petugas Satu", email="hr@kantor.example")
    return new_client().signed_in_as(db, account)


@pytest.fixture
def second(new_client: Callable[[], Client], db: Session) -> Client:
    account = make_officer(db, Role.HR_OFFICER, "Petugas Dua", email="hr2@kantor.example")
    return new_client().signed_in_as(db, account)


@pytest.fixture
def ina(db: Session) -> Account:
    account = make_invited(db, "Ina", email="ina@kantor.example")
    db.commit()
    return account


def issue(client: Client, account: Account) -> str:
    return str(client.post(f"/accounts/{account.id}/activation-cards", expect=201)["code"])


class TestCodes:
    def test_eighty_bits_in_four_groups_of_four_unmistakable_signs(self) -> None:
        assert len(ALPHABET) == 32
        assert not set("ILOU") & set(ALPHABET)
        codes = {new_code() for _ in range(200)}
        assert len(codes) == 200
        for code in codes:
            assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
            assert set(code) <= set(ALPHABET) | {"-"}

    @pytest.mark.parametrize(
        "written",
        ["7K3M-Q9XA-R2TD-0W1E", "7k3m q9xa r2td 0w1e", "7K3MQ9XAR2TDOWIE", "7K3M–Q9XA–R2TD–OWlE",
         "https://kinerja.kantor.example/aktivasi#7K3M-Q9XA-R2TD-0W1E", "７K3M-Q9XA-R2TD-0W1E"],
    )  # fmt: skip
    def test_they_may_be_typed_as_people_type(self, written: str) -> None:
        assert code_key(written) == "7K3MQ9XAR2TD0W1E"


class TestUse:
    def test_a_card_makes_an_account_active_and_signs_its_owner_in(
        self, client: Client, hr: Client, ina: Account, new_client: Callable[[], Client]
    ) -> None:
        code = issue(hr, ina)
        assert activate(client, code.lower())["name"] == "Ina"
        client.get("/auth/sessions")
        sign_in(new_client(), "ina@kantor.example")
        assert hr.get(f"/accounts/{ina.id}")["status"] == "active"

    def test_the_code_is_given_once_and_kept_only_as_a_hash(self, hr: Client, ina: Account, db: Session) -> None:
        code = issue(hr, ina)
        card = db.scalars(select(ActivationCard)).one()
        assert code_key(code).encode() not in card.code_hash
        assert code not in str(hr.get(f"/accounts/{ina.id}"))
        assert card.expires_at - card.issued_at == timedelta(days=30)

    def test_the_answer_carries_what_the_qr_code_says(self, hr: Client, ina: Account) -> None:
        answer = hr.post(f"/accounts/{ina.id}/activation-cards", expect=201)
        assert answer["address"] == f"http://127.0.0.1:8000/aktivasi#{answer['code']}"
        assert (answer["card"]["needs_confirmation"], answer["card"]["confirmed_at"]) == (False, None)

    def test_it_works_once(self, client: Client, hr: Client, ina: Account) -> None:
        code = issue(hr, ina)
        activate(client, code)
        assert activate(client, code, OTHER_PASSPHRASE, expect=401)["code"] == "activation_failed"

    def test_used_at_the_same_moment_it_works_once(
        self, hr: Client, ina: Account, new_client: Callable[[], Client]
    ) -> None:
        code = issue(hr, ina)
        clients = [new_client() for _ in range(6)]
        body = {"code": code, "passphrase": PASSPHRASE}

        def use(client: Client) -> int:
            return client.request("POST", "/auth/activate", json=body).status_code

        with ThreadPoolExecutor(len(clients)) as pool:
            assert sorted(pool.map(use, clients)) == [200, 401, 401, 401, 401, 401]

    def test_a_newer_card_makes_it_void(self, client: Client, hr: Client, ina: Account) -> None:
        older, newer = issue(hr, ina), issue(hr, ina)
        activate(client, older, expect=401)
        activate(client, newer)

    def test_it_expires(self, client: Client, ina: Account, db: Session) -> None:
        now = clock.now()
        lapsed = make_card(db, ina, issued_at=now - timedelta(days=30), expires_at=now)
        other = make_invited(db, email="lain@kantor.example")
        last_day = make_card(db, other, issued_at=now - timedelta(days=29), expires_at=now + timedelta(seconds=60))
        db.commit()
        activate(client, lapsed, expect=401)
        activate(client, last_day)

    def test_a_weak_passphrase_is_refused_and_the_card_still_good(
        self, client: Client, hr: Client, ina: Account
    ) -> None:
        code = issue(hr, ina)
        problem = activate(client, code, "passwordpassword", expect=422)
        assert [(f["pointer"], f["code"]) for f in problem["errors"]] == [("/passphrase", "passphrase_too_common")]
        activate(client, code)

    def test_the_passphrase_must_not_be_the_persons_unit_or_office(
        self, client: Client, hr: Client, db: Session
    ) -> None:
        make_office(db, name="Kecamatan Sukamaju Selatan")
        employee = make_employee(db, make_position(db, make_unit(db, "Kelurahan Bunga Tanjung")), name="Ina Inayati")
        account = db.get_one(Account, employee.account_id)
        account.status = "invited"
        db.commit()
        code = issue(hr, account)
        for known in ("Kelurahan Bunga Tanjung", "Sukamaju Selatan 1", "Ina Inayati Inayati", "1 januari 1985 ina"):
            problem = activate(client, code, known, expect=422)
            assert problem["errors"][0]["code"] == "passphrase_too_personal", known

    def test_a_code_nobody_has_is_refused_alike(self, client: Client, hr: Client, ina: Account) -> None:
        used = issue(hr, ina)
        activate(client, used)
        answers = [activate(client, code, expect=401) for code in (used, "AAAA-BBBB-CCCC-DDDD", "x")]
        assert len({(answer["code"], answer["detail"]) for answer in answers}) == 1

    def test_a_reset_ends_every_session_and_forgets_every_device_but_not_before_it_is_used(
        self, hr: Client, new_client: Callable[[], Client], db: Session
    ) -> None:
        account = make_signable(db, email="ada@kantor.example")
        db.commit()
        browser = sign_in(new_client(), "ada@kantor.example")
        code = issue(hr, account)
        browser.get("/auth/sessions")
        elsewhere = new_client()
        activate(elsewhere, code, OTHER_PASSPHRASE)
        browser.get("/auth/sessions", expect=401)
        assert len(elsewhere.get("/auth/sessions")) == 1
        assert len(db.scalars(select(KnownDevice)).all()) == 1
        assert try_sign_in(new_client(), "ada@kantor.example").status_code == 401

    def test_a_disabled_account_is_not_opened_by_a_card(self, client: Client, ina: Account, db: Session) -> None:
        code = make_card(db, ina)
        ina.status = "disabled"
        db.commit()
        activate(client, code, expect=401)

    def test_each_step_is_in_the_log_and_no_code_is(
        self, client: Client, hr: Client, ina: Account, db: Session
    ) -> None:
        activate(client, issue(hr, ina))
        entries = db.scalars(select(AuditEntry).where(AuditEntry.object_id == str(ina.id)).order_by(AuditEntry.seq))
        assert [entry.action for entry in entries] == ["issue_activation_card", "activate_account"]


class TestWhoMayIssue:
    def test_nobody_for_himself(self, hr: Client) -> None:
        me = hr.get("/accounts", params={"search": "hr@kantor.example"})["items"][0]["id"]
        assert hr.post(f"/accounts/{me}/activation-cards", expect=403)["code"] == "not_on_own_account"

    def test_not_for_a_disabled_account(self, hr: Client, db: Session) -> None:
        account = make_signable(db, status="disabled")
        db.commit()
        assert hr.post(f"/accounts/{account.id}/activation-cards", expect=409)["code"] == "account_disabled"

    @pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR])
    def test_not_heads_nor_auditors(self, client: Client, ina: Account, db: Session, role: Role) -> None:
        client.signed_in_as(db, make_officer(db, role))
        client.post(f"/accounts/{ina.id}/activation-cards", expect=403)

    def test_not_who_is_not_signed_in(self, client: Client, ina: Account) -> None:
        client.post(f"/accounts/{ina.id}/activation-cards", expect=401)

    def test_an_officer_of_a_unit_only_for_its_people(self, client: Client, db: Session) -> None:
        unit, elsewhere = make_unit(db), make_unit(db)
        inside = make_employee(db, make_position(db, make_unit(db, parent=unit)))
        outside = make_employee(db, make_position(db, elsewhere))
        client.signed_in_as(db, make_officer(db, Role.HR_OFFICER, unit=unit))
        client.post(f"/accounts/{inside.account_id}/activation-cards", expect=201)
        client.post(f"/accounts/{outside.account_id}/activation-cards", expect=404)


class TestSecondOfficer:
    @pytest.fixture
    def auditor(self, db: Session) -> Account:
        account = make_officer(db, Role.AUDITOR, "Pemeriksa", email="audit@kantor.example", status="invited")
        db.commit()
        return account

    @staticmethod
    def open_card(client: Client, account: Account) -> dict[str, object]:
        card: dict[str, object] = client.get(f"/accounts/{account.id}")["open_card"]
        return card

    def test_the_card_of_a_role_holder_counts_once_another_officer_has_confirmed_it(
        self, client: Client, hr: Client, second: Client, auditor: Account
    ) -> None:
        code = issue(hr, auditor)
        assert activate(client, code, expect=409)["code"] == "card_not_confirmed"
        card = self.open_card(second, auditor)
        assert card["needs_confirmation"] is True
        second.post(f"/accounts/{auditor.id}/activation-cards/{card['id']}/confirm")
        activate(client, code)

    def test_who_issued_it_cannot_confirm_it(self, hr: Client, auditor: Account) -> None:
        issue(hr, auditor)
        assert "confirm_card" not in hr.get(f"/accounts/{auditor.id}")["actions"]
        card = self.open_card(hr, auditor)
        confirm = f"/accounts/{auditor.id}/activation-cards/{card['id']}/confirm"
        assert hr.post(confirm, expect=403)["code"] == "same_officer"

    def test_nor_whose_account_it_is(self, hr: Client, second: Client) -> None:
        me = second.get("/accounts", params={"search": "hr2@kantor.example"})["items"][0]["id"]
        card = hr.post(f"/accounts/{me}/activation-cards", expect=201)["card"]
        second.post(f"/accounts/{me}/activation-cards/{card['id']}/confirm", expect=403)

    def test_a_role_granted_after_the_card_was_issued_asks_for_the_second_officer_too(
        self, client: Client, hr: Client, second: Client, new_client: Callable[[], Client], ina: Account, db: Session
    ) -> None:
        code = issue(hr, ina)
        administrator = new_client().signed_in_as(db, make_officer(db, Role.ADMINISTRATOR))
        administrator.post(f"/accounts/{ina.id}/roles", {"role": "auditor", "unit_id": None}, expect=201)
        activate(client, code, expect=409)
        card = self.open_card(second, ina)
        second.post(f"/accounts/{ina.id}/activation-cards/{card['id']}/confirm")
        activate(client, code)

    def test_a_card_without_need_used_or_confirmed_cannot_be_confirmed(
        self, client: Client, hr: Client, second: Client, auditor: Account, ina: Account
    ) -> None:
        plain = hr.post(f"/accounts/{ina.id}/activation-cards", expect=201)["card"]["id"]
        needless = second.post(f"/accounts/{ina.id}/activation-cards/{plain}/confirm", expect=409)
        assert needless["code"] == "confirmation_not_needed"
        code = issue(hr, auditor)
        confirm = f"/accounts/{auditor.id}/activation-cards/{self.open_card(hr, auditor)['id']}/confirm"
        second.post(confirm)
        assert second.post(confirm, expect=409)["code"] == "confirmation_not_needed"
        activate(client, code)
        assert second.post(confirm, expect=409)["code"] == "card_not_open"

    def test_a_card_of_another_account_is_not_there(
        self, hr: Client, second: Client, auditor: Account, ina: Account
    ) -> None:
        issue(hr, auditor)
        card = self.open_card(hr, auditor)
        second.post(f"/accounts/{ina.id}/activation-cards/{card['id']}/confirm", expect=404)
