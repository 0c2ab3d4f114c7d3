"""Signing in with a code from the phone: nothing opens before it, each code counts once, and refusals tell nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account, AccountSession
from api.accounts.models_second_step import SecondStep
from api.accounts.second_step import MOST_IN_A_ROW
from api.audit.models import AuditEntry, Outcome
from tests.clients import Client
from tests.factories.accounts import OTHER_PASSPHRASE, PASSPHRASE, make_card, make_signable, sign_in, try_sign_in
from tests.factories.people import make_grant, make_office
from tests.factories.second_steps import code_now, enrol, make_recovery_code, next_code

pytestmark = pytest.mark.usefixtures("cheap_hashes")

ADA = "ada@kantor.example"
MORNING = datetime(2026, 12, 1, 2, 0, 10, tzinfo=UTC)


@pytest.fixture
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def secret(app: FastAPI, db: Session, at: time_machine.Traveller) -> str:
    return enrol(db, app, make_signable(db, "Ada", email=ADA))


def second_step(client: Client, code: str, *, expect: int = 200) -> Any:
    return client.post("/auth/second-step", {"code": code}, expect=expect)


def half_in(client: Client) -> Client:
    response = try_sign_in(client, ADA)
    assert (response.status_code, response.json()["code"]) == (401, "second_step_required")
    return client


class TestSigningIn:
    def test_the_passphrase_alone_opens_nothing(self, client: Client, db: Session, secret: str) -> None:
        half_in(client)
        assert "__Host-session" not in client.http.cookies
        for path in ("/me", "/auth/sessions", "/auth/totp"):
            client.get(path, expect=401)
        assert db.scalars(select(AccountSession)).all() == []

    def test_with_the_code_one_is_in(self, client: Client, secret: str) -> None:
        half_in(client)
        assert second_step(client, code_now(secret))["name"] == "Ada"
        assert client.get("/me")["second_step_on"] is True
        assert "__Host-sign-in" not in client.http.cookies

    def test_the_cookie_is_of_this_host_only_and_short(self, client: Client, secret: str) -> None:
        sent = try_sign_in(client, ADA).headers["set-cookie"]
        assert sent.startswith("__Host-sign-in=")
        assert sent.endswith("; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=300")

    def test_a_shared_pc_stays_one(self, client: Client, secret: str) -> None:
        client.post("/auth/sign-in", {"login": ADA, "passphrase": PASSPHRASE, "shared_device": True}, expect=401)
        assert second_step(client, code_now(secret))["shared_device"] is True

    def test_a_wrong_passphrase_does_not_tell_that_there_is_a_second_step(self, client: Client, secret: str) -> None:
        assert try_sign_in(client, ADA, "salah").json()["code"] == "sign_in_failed"


class TestRefusals:
    def test_wrong_used_late_and_unknown_look_alike(
        self, new_client: Callable[[], Client], secret: str, at: time_machine.Traveller
    ) -> None:
        used = code_now(secret)
        second_step(half_in(new_client()), used)
        late = half_in(new_client())
        at.shift(301)
        answers = [
            second_step(half_in(new_client()), "000000", expect=401),
            second_step(half_in(new_client()), used, expect=401),
            second_step(half_in(new_client()), "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", expect=401),
            second_step(late, code_now(secret), expect=401),
            second_step(new_client(), code_now(secret), expect=401),
        ]
        for answer in answers:
            answer.pop("request_id")
        assert answers == [answers[0]] * 5
        assert answers[0]["code"] == "second_step_failed"

    def test_a_code_counts_once_however_it_is_written(
        self, new_client: Callable[[], Client], secret: str, at: time_machine.Traveller
    ) -> None:
        code = code_now(secret)
        first, second = half_in(new_client()), half_in(new_client())
        second_step(first, code)
        for written in (code, f"{code[:3]} {code[3:]}", f" {code}\t"):
            second_step(second, written, expect=401)
        at.shift(30)
        second_step(second, code, expect=401)
        second_step(second, code_now(secret))

    def test_an_older_code_than_the_last_does_not_count(
        self, new_client: Callable[[], Client], secret: str, at: time_machine.Traveller
    ) -> None:
        older = code_now(secret)
        at.shift(30)
        second_step(half_in(new_client()), code_now(secret))
        second_step(half_in(new_client()), older, expect=401)

    def test_the_cookie_counts_once(
        self, client: Client, new_client: Callable[[], Client], secret: str, at: time_machine.Traveller
    ) -> None:
        kept = half_in(client).http.cookies["__Host-sign-in"]
        second_step(client, code_now(secret))
        at.shift(30)
        thief = new_client()
        thief.http.cookies.set("__Host-sign-in", kept, domain="localhost.local", path="/")
        second_step(thief, code_now(secret), expect=401)

    @pytest.mark.parametrize("change", ["disabled", "passphrase"])
    def test_what_changes_between_the_steps_counts(
        self, client: Client, db: Session, secret: str, at: time_machine.Traveller, change: str
    ) -> None:
        half_in(client)
        at.shift(30)
        row = db.scalars(select(Account)).one()
        if change == "disabled":
            row.status = "disabled"
        else:
            row.passphrase_changed_at = MORNING + timedelta(seconds=30)
        db.commit()
        second_step(client, code_now(secret), expect=401)

    def test_without_the_key_file_only_paper_opens(
        self, app: FastAPI, new_client: Callable[[], Client], db: Session, secret: str
    ) -> None:
        app.state.settings.totp_key_file.unlink()
        app.state.secret_box._key = None
        second_step(half_in(new_client()), code_now(secret), expect=401)
        owner = db.scalar(select(SecondStep.account_id))
        code = make_recovery_code(db, owner)
        second_step(half_in(new_client()), code)


class TestPaper:
    def test_it_opens_once_and_the_owner_is_told(
        self, new_client: Callable[[], Client], db: Session, secret: str
    ) -> None:
        code = make_recovery_code(db, db.scalar(select(SecondStep.account_id)))
        client = half_in(new_client())
        second_step(client, code.lower().replace("-", " "))
        assert client.get("/me")["credential_changes"][0]["event"] == "recovery_code_used"
        second_step(half_in(new_client()), code, expect=401)

    def test_it_opens_for_nobody_else(self, new_client: Callable[[], Client], db: Session, secret: str) -> None:
        code = make_recovery_code(db, make_signable(db, "Budi").id)
        second_step(half_in(new_client()), code, expect=401)


class TestThrottle:
    def test_ten_failures_and_none_is_even_tried(
        self, client: Client, db: Session, secret: str, at: time_machine.Traveller
    ) -> None:
        half_in(client)
        for _ in range(10):
            second_step(client, "000000", expect=401)
        second_step(client, code_now(secret), expect=429)
        at.shift(301)
        second_step(half_in(client), code_now(secret))
        denied = select(AuditEntry).where(AuditEntry.action == "pass_second_step", AuditEntry.outcome == Outcome.DENIED)
        assert len(db.scalars(denied).all()) == 10

    def test_who_knows_the_passphrase_cannot_keep_the_owner_out_of_his_own_device(
        self, new_client: Callable[[], Client], secret: str, at: time_machine.Traveller
    ) -> None:
        own = half_in(new_client())
        second_step(own, code_now(secret))
        stranger = half_in(new_client())
        for _ in range(10):
            second_step(stranger, "000000", expect=401)
        at.shift(30)
        second_step(stranger, code_now(secret), expect=429)
        second_step(half_in(own), code_now(secret))

    def test_after_a_hundred_in_a_row_only_known_devices_and_paper_open(
        self, new_client: Callable[[], Client], db: Session, secret: str, at: time_machine.Traveller
    ) -> None:
        own = half_in(new_client())
        second_step(own, code_now(secret))
        kept = db.scalars(select(SecondStep)).one()
        kept.failures = MOST_IN_A_ROW
        code = make_recovery_code(db, kept.account_id)
        at.shift(30)
        second_step(half_in(new_client()), code_now(secret), expect=401)
        second_step(half_in(new_client()), code)
        second_step(half_in(own), code_now(secret))
        db.refresh(kept)
        assert kept.failures == 0


class TestOtherWaysIn:
    def test_an_activation_card_stands_in_for_the_passphrase_only(
        self, client: Client, db: Session, secret: str
    ) -> None:
        account = db.get_one(Account, db.scalar(select(SecondStep.account_id)))
        code = make_card(db, account)
        db.commit()
        body = {"code": code, "passphrase": OTHER_PASSPHRASE}
        assert client.post("/auth/activate", body, expect=401)["code"] == "second_step_required"
        client.get("/me", expect=401)
        second_step(client, code_now(secret))
        assert try_sign_in(client, ADA, OTHER_PASSPHRASE).json()["code"] == "second_step_required"

    def test_step_up_asks_for_the_code_too_and_each_counts_once(
        self, client: Client, secret: str, at: time_machine.Traveller
    ) -> None:
        code = code_now(secret)
        second_step(half_in(client), code)
        for sent in (None, "000000", code):
            body = {"passphrase": PASSPHRASE, **({"code": sent} if sent else {})}
            assert client.post("/auth/step-up", body, expect=403)["code"] == "wrong_code"
        body = {"passphrase": "salah", "code": next_code(secret)}
        assert client.post("/auth/step-up", body, expect=403)["code"] == "wrong_passphrase"
        client.post("/auth/step-up", {"passphrase": PASSPHRASE, "code": next_code(secret)})

    def test_who_has_no_codes_is_not_asked_for_one(self, client: Client, db: Session) -> None:
        make_signable(db, email=ADA)
        db.commit()
        sign_in(client, ADA).post("/auth/step-up", {"passphrase": PASSPHRASE})


class TestDemanded:
    """Outside the demo, officers' roles sleep until they have switched codes on."""

    @pytest.fixture(autouse=True)
    def _demanded(self, app: FastAPI) -> None:
        app.state.settings = app.state.settings.model_copy(update={"second_step_required": True})

    @pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.HR_OFFICER, Role.AUDITOR])
    def test_a_role_sleeps_until_codes_are_on_and_wakes_at_once(
        self, app: FastAPI, client: Client, db: Session, at: time_machine.Traveller, role: Role
    ) -> None:
        account = make_signable(db, email=ADA)
        make_grant(db, account, role)
        db.commit()
        me = sign_in(client, ADA).get("/me")
        assert (me["second_step_due"], me["permissions"]) == (True, [])
        client.get("/accounts", expect=403)
        secret = client.post("/auth/totp", expect=201)["secret"]
        client.post("/auth/totp/confirm", {"code": code_now(secret)})
        me = client.get("/me")
        assert (me["second_step_due"], bool(me["permissions"])) == (False, True)

    def test_a_head_and_who_holds_no_role_are_not_asked(self, client: Client, db: Session) -> None:
        make_grant(db, make_signable(db, email=ADA), Role.HEAD)
        db.commit()
        me = sign_in(client, ADA).get("/me")
        assert (me["second_step_due"], "results:read" in me["permissions"]) == (False, True)

    def test_the_demo_office_stays_without(self, client: Client, db: Session) -> None:
        make_office(db, is_demo=True)
        make_grant(db, make_signable(db, email=ADA), Role.AUDITOR)
        db.commit()
        assert sign_in(client, ADA).get("/me")["second_step_due"] is False

    def test_they_cannot_be_switched_off_while_a_role_demands_them(
        self, app: FastAPI, client: Client, db: Session, at: time_machine.Traveller
    ) -> None:
        account = make_signable(db, email=ADA)
        make_grant(db, account, Role.AUDITOR)
        secret = enrol(db, app, account)
        second_step(half_in(client), code_now(secret))
        body = {"passphrase": PASSPHRASE, "code": next_code(secret)}
        assert client.post("/auth/totp/turn-off", body, expect=409)["code"] == "second_step_demanded"
        assert client.get("/auth/totp")["demanded"] is True

    def test_the_session_of_a_sleeping_role_is_as_short_as_that_of_a_waking_one(
        self, client: Client, db: Session
    ) -> None:
        make_grant(db, make_signable(db, email=ADA), Role.AUDITOR)
        db.commit()
        assert sign_in(client, ADA).get("/me")["idle_seconds"] == 900
