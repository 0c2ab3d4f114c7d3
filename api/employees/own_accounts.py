"""The account of an employee keeps in step with his record: name, NIP as login name, address."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.accounts.queries import accounts_by
from api.accounts.rules import login_key
from api.accounts.service import EmailTaken, LoginNameTaken, create_account_for


def provide_account(db: Session, *, name: str, nip: str, email: str | None) -> UUID:
    """A new account that waits for its activation card; an address that another account has is refused."""
    if email is not None and accounts_by(db, Account.email, {login_key(email)}):
        raise EmailTaken()
    return create_account_for(db, name=name, login_name=nip, email=email).account.id


def follow_record(db: Session, account_id: UUID | None, changed: Mapping[str, Any]) -> None:
    """After a change of the record. He signs in with the new NIP from now on; the passphrase stays."""
    if account_id is None:
        return
    account = db.get_one(Account, account_id)
    if "name" in changed:
        account.name = changed["name"]
    if "nip" in changed:
        _expect_free(db, Account.login_name, changed["nip"], account, LoginNameTaken)
        account.login_name = changed["nip"]
    if changed.get("email"):
        _expect_free(db, Account.email, changed["email"], account, EmailTaken)
        account.email = changed["email"]


def _expect_free(db: Session, column: Any, value: str, account: Account, taken: type[Exception]) -> None:
    known = accounts_by(db, column, {value}).get(value)
    if known is not None and known.id != account.id:
        raise taken()
