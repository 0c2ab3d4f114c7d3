"""Accounts with a passphrase, officers, cards; and signing in through HTTP."""

from datetime import timedelta
from functools import cache
from typing import Any

from httpx import Response
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.cards import new_code
from api.accounts.models import Account, ActivationCard
from api.accounts.passphrases import hash_passphrase
from api.accounts.sessions import hash_of
from api.employees.models import OrgUnit
from api.kit import clock
from tests.clients import Client
from tests.factories.people import make_account, make_grant

PASSPHRASE = "perahu jingga rempah embun"
OTHER_PASSPHRASE = "lentera bambu purnama sungai"


@cache
def hashed(passphrase: str) -> str:
    """Made once; a hash is meant to take long."""
    return hash_passphrase(passphrase)


def make_signable(db: Session, name: str = "Akun Contoh", **given: object) -> Account:
    """An account with a passphrase, as after its activation."""
    known = {"passphrase_hash": hashed(PASSPHRASE), "passphrase_changed_at": clock.now() - timedelta(days=60)}
    return make_account(db, name, **{**known, **given})


def make_invited(db: Session, name: str = "Akun Baru", **given: object) -> Account:
    return make_account(db, name, **{"status": "invited", **given})


def make_officer(
    db: Session, role: Role, name: str = "Petugas Contoh", *, unit: OrgUnit | None = None, **given: object
) -> Account:
    account = make_signable(db, name, **given)
    make_grant(db, account, role, unit)
    return account


def make_card(db: Session, account: Account, **given: object) -> str:
    """An activation card that is about; its code."""
    code = new_code()
    now = clock.now()
    card = {"issued_at": now, "expires_at": now + timedelta(days=30), "needs_confirmation": False}
    db.add(ActivationCard(**{**card, "account_id": account.id, "code_hash": hash_of(code.replace("-", "")), **given}))
    db.flush()
    return code


def try_sign_in(client: Client, login: str, passphrase: str = PASSPHRASE, **options: Any) -> Response:
    return client.request("POST", "/auth/sign-in", json={"login": login, "passphrase": passphrase}, **options)


def sign_in(client: Client, login: str, passphrase: str = PASSPHRASE, **options: Any) -> Client:
    response = try_sign_in(client, login, passphrase, **options)
    assert response.status_code == 200, response.text
    return client


def activate(client: Client, code: str, passphrase: str = PASSPHRASE, *, expect: int = 200) -> Any:
    return client.post("/auth/activate", {"code": code, "passphrase": passphrase}, expect=expect)
