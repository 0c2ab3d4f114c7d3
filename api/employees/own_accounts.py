"""The account of an employee keeps in step with his record: name, NIP as login name, address."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.accounts.queries import accounts_by
from api.accounts.rules import login_key
from api.accounts.service import EmailTaken, LoginNameTaken, NewAccount, create_account_for, create_accounts_for
from api.employees.import_queries import accounts_of
from api.employees.models import Employee


def provide_account(db: Session, *, name: str, nip: str, email: str | None) -> UUID:
    """A new account that waits for its activation card; an address that another account has is refused."""
    if email is not None and accounts_by(db, Account.email, {login_key(email)}):
        raise EmailTaken()
    return create_account_for(db, name=name, login_name=nip, email=email).account.id


def provide_accounts(db: Session, people: Sequence[NewAccount]) -> tuple[list[UUID], set[int]]:
    """Accounts for many newcomers at once, and the places in the list of those who got theirs without an address."""
    provided = create_accounts_for(db, people)
    shared = {number for number, one in enumerate(provided) if one.finding is not None}
    return [one.account.id for one in provided], shared


def follow_records(db: Session, changes: Sequence[tuple[Employee, Mapping[str, Any]]]) -> set[UUID]:
    """As `follow_record` for many at once; the employees whose new address another account has keep their old one."""
    with_account = [(employee, changed) for employee, changed in changes if employee.account_id]
    accounts = {account.id: account for account in accounts_of(db, [employee for employee, _ in with_account])}
    owners = accounts_by(db, Account.email, {changed["email"] for _, changed in changes if changed.get("email")})
    shared = set()
    for employee, changed in with_account:
        account = accounts[employee.account_id]  # type: ignore[index]  # those without were left out above
        account.name = changed.get("name", account.name)
        email = changed.get("email")
        if email and owners.setdefault(email, account).id == account.id:
            account.email = email
        elif email:
            shared.add(employee.id)
    return shared


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
