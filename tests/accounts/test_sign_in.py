"""Signing in tells nothing about who has an account, and changes nothing a page of another site could use."""

from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from httpx import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts import passphrases, signing_in
from api.accounts.devices import Visit
from api.accounts.models import Account, AccountSession, KnownDevice
from api.audit.models import AuditEntry, Outcome
from api.kit import clock
from api.kit.database import Database
from api.kit.settings import Settings
from tests.clients import Client
from tests.factories.accounts import PASSPHRASE, make_invited, make_officer, make_signable, sign_in, try_sign_in
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("cheap_hashes")

NIP = "198503172010012003"


@pytest.fixture
def people(db: Session) -> None:
    make_signable(db, "Ada", login_name=NIP, email="ada@kantor.example")
    make_signable(db, "Dina", email="disabled@kantor.example", status="disabled")
    make_invited(db, "Ina", email="invited@kantor.example")
    db.commit()


@pytest.mark.usefixtures("people")
class TestWhatIsAccepted:
    @pytest.mark.parametrize("login", [NIP, "19850317 201001 2 003", "ada@kantor.example", " ADA@Kantor.Example"])
    def test_the_nip_with_and_without_blanks_and_the_address_in_any_letters(self, client: Client, login: str) -> None:
        answer = try_sign_in(client, login).json()
        assert (answer["name"], answer["idle_seconds"], answer["passphrase_change_due"]) == ("Ada", 1800, False)

    def test_the_cookies_are_of_this_host_only_secure_unreadable_and_strict(self, client: Client) -> None:
        cookies = dict(line.split("=", 1) for line in try_sign_in(client, NIP).headers.get_list("set-cookie"))
        assert set(cookies) == {"__Host-session", "__Host-device"}
        for value in cookies.values():
            assert value.split("; ", 1)[1].startswith("Path=/; Secure; HttpOnly; SameSite=Strict")
        assert "Max-Age" not in cookies["__Host-session"]
        assert "Max-Age=15552000" in cookies["__Host-device"]

    def test_no_token_is_in_the_body_and_none_as_such_in_the_database(self, client: Client, db: Session) -> None:
        response = try_sign_in(client, NIP)
        token = response.cookies["__Host-session"]
        assert len(token) >= 43
        assert token not in response.text
        session = db.scalars(select(AccountSession)).one()
        assert token.encode() not in session.token_hash

    def test_officers_with_power_over_others_are_let_go_sooner(self, client: Client, db: Session) -> None:
        make_officer(db, Role.HR_OFFICER, email="hr@kantor.example")
        db.commit()
        assert try_sign_in(client, "hr@kantor.example").json()["idle_seconds"] == 900

    def test_it_is_written_in_the_log(self, client: Client, db: Session) -> None:
        sign_in(client, NIP)
        entry = db.scalars(select(AuditEntry)).one()
        account = db.scalars(select(Account).where(Account.login_name == NIP)).one()
        assert (entry.action, entry.object_id, entry.outcome) == ("sign_in", str(account.id), Outcome.DONE)

    def test_a_hash_of_old_parameters_is_renewed(self, client: Client, db: Session) -> None:
        old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSPHRASE)
        account = make_signable(db, email="old@kantor.example", passphrase_hash=old)
        db.commit()
        sign_in(client, "old@kantor.example")
        db.refresh(account)
        assert account.passphrase_hash != old
        sign_in(client, "old@kantor.example")

    def test_a_passphrase_that_would_be_refused_today_is_pointed_out(self, client: Client, db: Session) -> None:
        weak = "passwordpassword"
        account = make_signable(db, email="weak@kantor.example", passphrase_hash=passphrases.hash_passphrase(weak))
        db.commit()
        assert try_sign_in(client, "weak@kantor.example", weak).json()["passphrase_change_due"] is True
        db.refresh(account)
        assert account.passphrase_change_due is True

    def test_the_number_of_statements_is_constant_and_small(self, client: Client, database: Database) -> None:
        sign_in(client, NIP)
        with counted(database.engine) as statements:
            sign_in(client, NIP)
        assert len(statements) <= 18, "\n".join(statements)


REFUSED = [
    "unknown@kantor.example",
    "ada@kantor.example",
    "disabled@kantor.example",
    "invited@kantor.example",
    "199001012020121001",
]


def without_request_id(response: Response) -> tuple[int, dict[str, Any], dict[str, str]]:
    body = {key: value for key, value in response.json().items() if key != "request_id"}
    headers = {key: value for key, value in response.headers.items() if key not in ("x-request-id", "date")}
    return response.status_code, body, headers


@pytest.mark.usefixtures("people")
class TestEnumeration:
    def test_unknown_wrong_disabled_and_not_activated_look_alike(self, new_client: Callable[[], Client]) -> None:
        wrong = {"ada@kantor.example": "salah sama sekali"}
        answers = [
            without_request_id(try_sign_in(new_client(), login, wrong.get(login, PASSPHRASE))) for login in REFUSED
        ]
        assert answers[0][0] == 401
        assert answers[0][1]["code"] == "sign_in_failed"
        assert "set-cookie" not in answers[0][2]
        assert all(answer == answers[0] for answer in answers)

    @pytest.mark.parametrize("login", REFUSED)
    def test_each_takes_exactly_one_hash(self, client: Client, monkeypatch: pytest.MonkeyPatch, login: str) -> None:
        checked: list[str] = []
        real = passphrases._hasher.verify

        class Counting:
            def verify(self, stored: str, passphrase: str) -> bool:
                checked.append(stored)
                return real(stored, passphrase)

        monkeypatch.setattr(passphrases, "_hasher", Counting())
        assert try_sign_in(client, login, "salah sama sekali").status_code == 401
        assert len(checked) == 1
        assert (checked[0] == passphrases._nobodys_hash) is (login != "ada@kantor.example")

    @pytest.mark.parametrize("login", REFUSED)
    def test_the_dummy_is_asked_once_for_all_but_the_wrong_passphrase(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, login: str
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr(signing_in, "verify_nothing", lambda passphrase: asked.append(passphrase) or False)
        try_sign_in(client, login, "salah sama sekali")
        assert len(asked) == (0 if login == "ada@kantor.example" else 1)

    def test_all_are_written_in_the_log_by_the_account_they_were_aimed_at(
        self, new_client: Callable[[], Client], db: Session
    ) -> None:
        for login in REFUSED:
            try_sign_in(new_client(), login, "salah sama sekali")
        ada = db.scalars(select(Account.id).where(Account.login_name == NIP)).one()
        aimed_at = [
            (entry.action, entry.outcome, entry.object_id)
            for entry in db.scalars(select(AuditEntry).order_by(AuditEntry.seq))
        ]
        assert aimed_at[:2] == [("sign_in", "denied", "unknown"), ("sign_in", "denied", str(ada))]
        assert len(aimed_at) == len(REFUSED)

    def test_the_answer_repeats_nothing_that_was_sent(self, client: Client) -> None:
        for passphrase in ("rahasia-besar-sekali", "x" * 600):
            text = try_sign_in(client, "seseorang@kantor.example", passphrase).text
            assert passphrase not in text
            assert "seseorang" not in text


@pytest.mark.usefixtures("people")
class TestFixation:
    def test_a_cookie_that_was_there_before_is_not_adopted(self, client: Client, db: Session) -> None:
        for name in ("__Host-session", "__Host-device"):
            client.http.cookies.set(name, "planted-token", domain="localhost.local", path="/")
        response = try_sign_in(client, NIP)
        assert "planted-token" not in str(response.headers.get_list("set-cookie"))
        client.get("/auth/sessions")
        client.http.cookies.clear()
        client.http.cookies.set("__Host-session", "planted-token", domain="localhost.local", path="/")
        client.get("/auth/sessions", expect=401)

    def test_somebody_elses_session_at_this_browser_ends(self, new_client: Callable[[], Client], db: Session) -> None:
        make_signable(db, email="budi@kantor.example")
        db.commit()
        client = sign_in(new_client(), "budi@kantor.example")
        old = client.http.cookies["__Host-session"]
        sign_in(client, NIP)
        replay = new_client()
        replay.http.cookies.set("__Host-session", old, domain="localhost.local", path="/")
        replay.get("/auth/sessions", expect=401)

    def test_a_browser_keeps_its_device_mark(self, client: Client, db: Session) -> None:
        first = try_sign_in(client, NIP).cookies["__Host-device"]
        assert try_sign_in(client, NIP).cookies["__Host-device"] == first
        assert len(db.scalars(select(KnownDevice)).all()) == 1


@pytest.mark.usefixtures("people")
class TestOtherSites:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "null"},
            {"Origin": "https://evil.example"},
            {"Origin": "http://localhost.evil.example"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Origin": "https://localhost", "Sec-Fetch-Site": "cross-site"},
        ],
    )
    def test_a_write_from_elsewhere_is_refused_and_changes_nothing(
        self, client: Client, db: Session, headers: dict[str, str]
    ) -> None:
        response = try_sign_in(client, NIP, headers=headers)
        assert (response.status_code, response.json()["code"]) == (403, "cross_site_request")
        assert "set-cookie" not in response.headers
        assert db.scalars(select(AccountSession)).all() == []

    def test_our_own_page_and_a_program_without_a_browser_pass(self, new_client: Callable[[], Client]) -> None:
        ours = {"Origin": "https://localhost", "Sec-Fetch-Site": "same-origin"}
        assert try_sign_in(new_client(), NIP, headers=ours).status_code == 200
        assert try_sign_in(new_client(), NIP).status_code == 200

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
    )
    def test_what_a_form_can_send_is_no_json(self, client: Client, kind: str) -> None:
        body = b'{"login": "198503172010012003", "passphrase": "perahu jingga rempah embun"}'
        response = client.request("POST", "/auth/sign-in", content=body, headers={"Content-Type": kind})
        assert response.status_code == 415

    @pytest.mark.parametrize("path", ["/auth/sign-out", "/auth/step-up", "/auth/passphrase"])
    def test_signed_in_people_cannot_be_used_from_elsewhere(self, client: Client, path: str) -> None:
        sign_in(client, NIP)
        client.post(path, {"passphrase": PASSPHRASE}, expect=403, headers={"Sec-Fetch-Site": "cross-site"})
        client.get("/auth/sessions")


class TestShapes:
    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"login": "ada@kantor.example"},
            {"login": "ada@kantor.example", "passphrase": 123456789012345},
            {"login": ["ada@kantor.example"], "passphrase": "x"},
            {"login": None, "passphrase": "x"},
            {"login": "ada@kantor.example", "passphrase": ""},
            {"login": "a", "passphrase": "x", "role": "administrator"},
        ],
    )
    def test_anything_else_is_malformed(self, client: Client, body: dict[str, Any]) -> None:
        client.post("/auth/sign-in", body, expect=422)


class TestOffers:
    def test_anybody_gets_offers_and_each_time_others(self, client: Client) -> None:
        first, second = (client.get("/auth/passphrase-offers")["offers"] for _ in range(2))
        assert len(first) == 5
        assert not set(first) & set(second)


class TestBetweenTheHashAndTheSession:
    """The passphrase is checked before the writing transaction begins; what changes in between counts."""

    @pytest.mark.parametrize("change", [{"status": "disabled"}, {"passphrase_hash": "another"}])
    def test_who_is_disabled_or_has_another_passphrase_by_then_is_refused(
        self, db: Session, change: dict[str, str]
    ) -> None:
        account = make_signable(db, email="ada@kantor.example")
        visit, now = Visit("203.0.113.9", "Chrome di Android", None), clock.now()
        proof = signing_in.prove_identity(
            db, login="ada@kantor.example", passphrase=PASSPHRASE, visit=visit, now=now, trace=""
        )
        for name, value in change.items():
            setattr(account, name, value)
        db.flush()
        with pytest.raises(signing_in.SignInFailed):
            signing_in.begin_session(
                db, proof=proof, visit=visit, instead_of=None, settings=Settings(_env_file=None), now=now, trace=""
            )
        assert db.scalars(select(AccountSession)).all() == []
