"""Accounts: who gets one, who loses it for a while, and how they are shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts import queries, second_step_queries
from api.accounts.cards import AccountDisabled, NotOnOwnAccount, void_open_cards
from api.accounts.models import Account, AccountStatus
from api.accounts.roles import keep_an_administrator
from api.accounts.rules import allowed_actions, login_key, may_empower
from api.accounts.second_step_queries import AboutAccount
from api.accounts.sessions import end_sessions
from api.audit.service import record
from api.kit import clock
from api.kit.base import columns_of
from api.kit.errors import Conflict
from api.kit.texts import Text

EMAIL_SHARED = Text(
    "Alamat email ini sudah dipakai akun lain; akun dibuat tanpa email. Perbaiki emailnya bila perlu.",
    "Another account has this e-mail address; the account was made without one. Correct it where needed.",
)


class EmailTaken(Conflict):
    text = Text("Alamat email ini sudah dipakai akun lain.", "Another account has this e-mail address.")


class LoginNameTaken(Conflict):
    text = Text("Nama masuk ini sudah dipakai akun lain.", "Another account has this login name.")


class NotDisabled(Conflict):
    text = Text("Akun ini tidak sedang dinonaktifkan.", "This account is not disabled.")


class NewAccount(NamedTuple):
    """An employee who shall be able to sign in."""

    name: str
    login_name: str
    email: str | None = None


class Provided(NamedTuple):
    """The account of somebody, new or there before, and what the officer should know about it."""

    account: Account
    finding: Text | None = None


def create_accounts_for(db: Session, people: Sequence[NewAccount]) -> list[Provided]:
    """An account for each employee, in the order given, with a constant number of statements.

    Done again it changes nothing: who has an account under that login name keeps it. An e-mail address belongs to one
    account; who comes second gets his without it, and a finding. The caller's use case is what the log tells of.
    """
    wanted = [NewAccount(p.name, login_key(p.login_name), login_key(p.email) if p.email else None) for p in people]
    known = queries.accounts_by(db, Account.login_name, {person.login_name for person in wanted})
    taken = set(queries.accounts_by(db, Account.email, {person.email for person in wanted if person.email}))
    provided = []
    for person in wanted:
        finding = None
        if person.login_name not in known:
            finding = EMAIL_SHARED if person.email in taken else None
            known[person.login_name] = _add(db, person._replace(email=None if finding else person.email))
            taken.add(person.email or "")
        provided.append(Provided(known[person.login_name], finding))
    db.flush()
    return provided


def create_account_for(db: Session, *, name: str, login_name: str, email: str | None) -> Provided:
    """An account for one employee; see `create_accounts_for`."""
    return create_accounts_for(db, [NewAccount(name, login_name, email)])[0]


def _add(db: Session, person: NewAccount) -> Account:
    account = Account(**person._asdict(), status=AccountStatus.INVITED, created_at=clock.now())
    db.add(account)
    return account


def create_account(
    db: Session, *, name: str, email: str, login_name: str | None, actor: Actor, now: datetime, trace: str
) -> Account:
    """An account for somebody who is no employee of the office. He comes in with an activation card like everybody."""
    if queries.accounts_by(db, Account.email, {email}):
        raise EmailTaken()
    if login_name is not None and queries.accounts_by(db, Account.login_name, {login_name}):
        raise LoginNameTaken()
    account = Account(name=name, email=email, login_name=login_name, status=AccountStatus.INVITED, created_at=now)
    db.add(account)
    db.flush()
    _record(db, account, actor, "create_account", None, trace)
    return account


def disable_account(db: Session, *, account: Account, reason: str, actor: Actor, now: datetime, trace: str) -> None:
    """At once: sessions end and open cards are void. What the person did and got stays as it is."""
    if account.id == actor.account_id:
        raise NotOnOwnAccount()
    if account.status == AccountStatus.DISABLED:
        raise AccountDisabled()
    keep_an_administrator(db, account)
    before = account.status
    account.status = AccountStatus.DISABLED
    end_sessions(db, account.id, now=now)
    void_open_cards(db, [account.id], now=now)
    _record(db, account, actor, "disable_account", before, trace, reason)


def enable_account(db: Session, *, account: Account, actor: Actor, trace: str) -> None:
    """With the passphrase he had; without one he waits for a card again."""
    if account.status != AccountStatus.DISABLED:
        raise NotDisabled()
    account.status = AccountStatus.ACTIVE if account.passphrase_hash else AccountStatus.INVITED
    _record(db, account, actor, "enable_account", AccountStatus.DISABLED, trace)


def _record(
    db: Session, account: Account, actor: Actor, action: str, before: str | None, trace: str, reason: str | None = None
) -> None:
    record(
        db,
        actor=actor,
        action=action,
        object_type="account",
        object_id=account.id,
        before=None if before is None else {"status": before},
        after={"status": account.status},
        reason=reason,
        trace=trace,
    )


def show_accounts(db: Session, accounts: Sequence[Account], *, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Accounts with their roles, the card that is about, and what this caller may do: two statements for all."""
    account_ids = [account.id for account in accounts]
    grants = queries.grants_of(db, account_ids)
    about = second_step_queries.about_accounts(db, account_ids, now)
    return [_shown(account, grants[account.id], about[account.id], actor) for account in accounts]


def show_account(db: Session, account: Account, *, actor: Actor, now: datetime) -> dict[str, Any]:
    return show_accounts(db, [account], actor=actor, now=now)[0]


def _shown(account: Account, roles: list[Any], about: AboutAccount, actor: Actor) -> dict[str, Any]:
    second_step_on, card, reset, employee_id, let_in_by = about
    waits = card is not None and card.needs_confirmation and card.confirmed_at is None
    grants, own = actor.may("roles:grant"), account.id == actor.account_id
    empowers = may_empower(actor=actor.account_id, let_in_by=let_in_by)
    actions = allowed_actions(
        status=account.status,
        own=own,
        manages=actor.may("accounts:manage"),
        issues_cards=actor.may("accounts:issue_card"),
        grants_roles=grants,
        empowers=empowers,
        card_waits=waits and card is not None and card.issued_by != actor.account_id,
        has_roles=bool(roles),
        second_step_on=second_step_on,
        reset_waits=reset is not None and reset.asked_by != actor.account_id,
    )
    shown = columns_of(account, "id", "name", "login_name", "email", "status", "created_at", "last_signed_in_at")
    return {
        **shown,
        "employee_id": employee_id,
        "roles": roles,
        "open_card": card,
        "second_step_on": second_step_on,
        "open_reset": reset,
        "let_in_by_you": grants and not own and not empowers,
        "actions": actions,
    }
