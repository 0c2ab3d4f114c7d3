"""Switching one-time codes on, renewing what is on paper, off again; and the reset by two officers."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.accounts.models_second_step import RecoveryCode, SecondStep
from api.accounts.passphrases import hash_passphrase
from api.audit.models import AuditEntry
from tests.clients import Client
from tests.factories.accounts import PASSPHRASE, make_officer, make_signable, sign_in, try_sign_in
from tests.factories.second_steps import code_now, enrol, next_code

pytestmark = pytest.mark.usefixtures("cheap_hashes")

ADA = "ada@kantor.example"
MORNING = datetime(2026, 12, 1, 2, 0, 10, tzinfo=UTC)


@pytest.fixture
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def ada(db: Session, at: time_machine.Traveller) -> Account:
    account = make_signable(db, "Ada", email=ADA)
    db.commit()
    return account


def switch_on(client: Client) -> tuple[str, list[str]]:
    secret = client.post("/auth/totp", expect=201)["secret"]
    return secret, client.post("/auth/totp/confirm", {"code": code_now(secret)})["recovery_codes"]


def pass_both(client: Client, code: str) -> Client:
    assert try_sign_in(client, ADA).status_code == 401
    client.post("/auth/second-step", {"code": code})
    return client


class TestSwitchingOn:
    def test_secret_and_paper_are_shown_once_and_kept_sealed(self, client: Client, db: Session, ada: Account) -> None:
        sign_in(client, ADA)
        offer = client.post("/auth/totp", expect=201)
        assert offer["address"].startswith("otpauth://totp/")
        assert offer["qr"].startswith("data:image/svg+xml")
        codes = client.post("/auth/totp/confirm", {"code": code_now(offer["secret"])})["recovery_codes"]
        assert len(codes) == 8
        kept = db.scalars(select(SecondStep)).one()
        assert kept.secret is not None
        assert offer["secret"].encode() not in kept.secret
        assert not {code.replace("-", "").encode() for code in codes} & set(db.scalars(select(RecoveryCode.code_hash)))
        state = client.get("/auth/totp")
        assert (state["on"], state["demanded"], state["recovery_codes_left"]) == (True, False, 8)
        assert "secret" not in state

    def test_nothing_counts_before_a_first_code_was_right(
        self, client: Client, new_client: Callable[[], Client], ada: Account
    ) -> None:
        sign_in(client, ADA)
        client.post("/auth/totp/confirm", {"code": "000000"}, expect=409)
        client.post("/auth/totp", expect=201)
        client.post("/auth/totp/confirm", {"code": "000000"}, expect=403)
        sign_in(new_client(), ADA)

    def test_an_offer_lapses(self, client: Client, ada: Account, at: time_machine.Traveller) -> None:
        sign_in(client, ADA)
        secret = client.post("/auth/totp", expect=201)["secret"]
        at.shift(9 * 60)
        client.get("/me")
        at.shift(22 * 60)
        client.post("/auth/step-up", {"passphrase": PASSPHRASE})
        client.post("/auth/totp/confirm", {"code": code_now(secret)}, expect=409)

    def test_all_other_sessions_end_and_this_one_goes_on_under_another_cookie(
        self, new_client: Callable[[], Client], ada: Account
    ) -> None:
        client, other = sign_in(new_client(), ADA), sign_in(new_client(), ADA)
        before = client.http.cookies["__Host-session"]
        switch_on(client)
        assert client.http.cookies["__Host-session"] != before
        client.get("/me")
        other.get("/me", expect=401)

    def test_the_code_it_was_confirmed_with_is_used_up(
        self, client: Client, new_client: Callable[[], Client], ada: Account
    ) -> None:
        secret, _ = switch_on(sign_in(client, ADA))
        stranger = new_client()
        try_sign_in(stranger, ADA)
        stranger.post("/auth/second-step", {"code": code_now(secret)}, expect=401)
        stranger.post("/auth/second-step", {"code": next_code(secret)})

    def test_a_new_phone_counts_once_confirmed_and_the_old_one_until_then(
        self, client: Client, new_client: Callable[[], Client], ada: Account, at: time_machine.Traveller
    ) -> None:
        old, _ = switch_on(sign_in(client, ADA))
        new = client.post("/auth/totp", expect=201)["secret"]
        at.shift(30)
        pass_both(new_client(), code_now(old))
        client.post("/auth/totp/confirm", {"code": code_now(new)})
        at.shift(60)
        stranger = new_client()
        try_sign_in(stranger, ADA)
        stranger.post("/auth/second-step", {"code": code_now(old)}, expect=401)
        stranger.post("/auth/second-step", {"code": code_now(new)})

    @pytest.mark.parametrize("path", ["/auth/totp", "/auth/totp/confirm", "/auth/totp/recovery-codes"])
    def test_each_step_asks_for_the_passphrase_again(
        self, client: Client, ada: Account, at: time_machine.Traveller, path: str
    ) -> None:
        sign_in(client, ADA)
        at.shift(601)
        body = {"code": "123456"} if path.endswith("confirm") else None
        assert client.post(path, body, expect=403)["code"] == "step_up_required"

    def test_the_log_names_the_deed_and_not_the_secret(self, client: Client, db: Session, ada: Account) -> None:
        secret, codes = switch_on(sign_in(client, ADA))
        entries = db.scalars(select(AuditEntry)).all()
        assert [entry.action for entry in entries] == ["sign_in", "begin_totp", "confirm_totp"]
        assert not any(word in str(vars(entry)) for entry in entries for word in (secret, *codes))


class TestPaper:
    def test_renewed_codes_replace_the_old_ones(
        self, client: Client, new_client: Callable[[], Client], ada: Account
    ) -> None:
        _, old = switch_on(sign_in(client, ADA))
        new = client.post("/auth/totp/recovery-codes")["recovery_codes"]
        assert not set(old) & set(new)
        stranger = new_client()
        try_sign_in(stranger, ADA)
        stranger.post("/auth/second-step", {"code": old[0]}, expect=401)
        stranger.post("/auth/second-step", {"code": new[0]})
        assert client.get("/auth/totp")["recovery_codes_left"] == 7

    def test_without_codes_on_there_is_no_paper(self, client: Client, ada: Account) -> None:
        sign_in(client, ADA).post("/auth/totp/recovery-codes", expect=409)


class TestSwitchingOff:
    def test_with_passphrase_and_code_and_then_the_passphrase_is_enough(
        self, client: Client, new_client: Callable[[], Client], ada: Account
    ) -> None:
        secret, _ = switch_on(sign_in(client, ADA))
        client.post("/auth/totp/turn-off", {"passphrase": PASSPHRASE, "code": "000000"}, expect=403)
        client.post("/auth/totp/turn-off", {"passphrase": "salah", "code": next_code(secret)}, expect=403)
        client.post("/auth/totp/turn-off", {"passphrase": PASSPHRASE, "code": next_code(secret)})
        sign_in(new_client(), ADA)
        client.post("/auth/totp/turn-off", {"passphrase": PASSPHRASE, "code": "000000"}, expect=409)

    def test_a_short_passphrase_must_be_changed_first(
        self, client: Client, db: Session, ada: Account, at: time_machine.Traveller
    ) -> None:
        secret, _ = switch_on(sign_in(client, ADA))
        short = "tugu-lampu-9"
        client.post("/auth/passphrase", {"old_passphrase": PASSPHRASE, "new_passphrase": short})
        answer = client.post("/auth/totp/turn-off", {"passphrase": short, "code": next_code(secret)}, expect=422)
        assert answer["errors"][0]["pointer"] == "/passphrase"

    def test_alone_a_short_one_is_refused(self, client: Client, ada: Account) -> None:
        body = {"old_passphrase": PASSPHRASE, "new_passphrase": "tugu-lampu-9"}
        sign_in(client, ADA).post("/auth/passphrase", body, expect=422)


class Office:
    """Ada with codes on, two officers."""

    def __init__(self, db: Session, app: FastAPI, new_client: Callable[[], Client], ada: Account) -> None:
        self.first = new_client().signed_in_as(db, make_officer(db, Role.ADMINISTRATOR, "Pertama"), privileged=True)
        self.second = new_client().signed_in_as(db, make_officer(db, Role.HR_OFFICER, "Kedua"), privileged=True)
        self.secret = enrol(db, app, ada)
        self.path = f"/accounts/{ada.id}"

    def ask(self, *, expect: int = 201) -> Any:
        body = {"reason": "Ponsel hilang, kertas tidak ditemukan."}
        return self.first.post(f"{self.path}/totp-resets", body, expect=expect)

    def confirm(self, client: Client, reset_id: str, *, expect: int = 200) -> Any:
        return client.post(f"{self.path}/totp-resets/{reset_id}/confirm", expect=expect)


@pytest.fixture
def office(db: Session, app: FastAPI, new_client: Callable[[], Client], ada: Account) -> Office:
    return Office(db, app, new_client, ada)


class TestReset:
    def test_two_officers_take_it_away_and_the_owner_is_told_of_both(
        self, office: Office, client: Client, new_client: Callable[[], Client], db: Session, ada: Account
    ) -> None:
        victim = pass_both(new_client(), code_now(office.secret))
        shown = office.ask()
        assert "confirm_totp_reset" not in shown["actions"]
        victim.get("/me")
        assert "confirm_totp_reset" in office.second.get(office.path)["actions"]
        after = office.confirm(office.second, shown["open_reset"]["id"])
        assert (after["second_step_on"], after["open_reset"]) == (False, None)
        victim.get("/me", expect=401)
        told = sign_in(client, ADA).get("/me")["credential_changes"]
        assert {(change["event"], change["by"]) for change in told} == {
            ("second_step_reset", "Kedua"),
            ("reset_asked", "Pertama"),
        }
        assert db.scalars(select(RecoveryCode)).all() == []

    def test_one_officer_alone_cannot(self, office: Office) -> None:
        reset = office.ask()["open_reset"]["id"]
        assert office.confirm(office.first, reset, expect=403)["code"] == "same_officer"

    def test_nor_the_owner(self, office: Office, new_client: Callable[[], Client], db: Session, app: FastAPI) -> None:
        own = make_officer(db, Role.ADMINISTRATOR, "Pemilik", email="pemilik@kantor.example")
        enrol(db, app, own)
        client = new_client().signed_in_as(db, own, privileged=True)
        body = {"reason": "Ponsel saya hilang."}
        client.post(f"/accounts/{own.id}/totp-resets", body, expect=403)
        asked = office.first.post(f"/accounts/{own.id}/totp-resets", body, expect=201)["open_reset"]["id"]
        client.post(f"/accounts/{own.id}/totp-resets/{asked}/confirm", expect=403)

    def test_a_newer_request_replaces_the_older_and_each_counts_once(self, office: Office) -> None:
        old, new = office.ask()["open_reset"]["id"], office.ask()["open_reset"]["id"]
        assert office.confirm(office.second, old, expect=409)["code"] == "reset_not_open"
        office.confirm(office.second, new)
        office.confirm(office.second, new, expect=409)
        assert office.ask(expect=409)["code"] == "second_step_off"

    def test_it_lapses_after_seven_days(
        self, office: Office, new_client: Callable[[], Client], db: Session, at: time_machine.Traveller
    ) -> None:
        reset = office.ask()["open_reset"]["id"]
        at.shift(timedelta(days=7))
        second = new_client().signed_in_as(db, make_officer(db, Role.HR_OFFICER, "Ketiga"), privileged=True)
        assert second.get(office.path)["open_reset"] is None
        office.confirm(second, reset, expect=409)

    def test_a_passphrase_chosen_short_is_pointed_out_afterwards(
        self, office: Office, client: Client, db: Session, ada: Account
    ) -> None:
        ada.passphrase_hash = hash_passphrase("tugu-lampu-9")
        db.commit()
        office.confirm(office.second, office.ask()["open_reset"]["id"])
        assert try_sign_in(client, ADA, "tugu-lampu-9").json()["passphrase_change_due"] is True
