"""Which session, device, card and count: what signing in and its protection look up."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Row, case, delete, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from api.access.permissions import Role
from api.accounts import office_tables
from api.accounts.models import Account, AccountSession, ActivationCard, FailureCount, KnownDevice, RoleGrant
from api.accounts.models_second_step import PendingSignIn
from api.accounts.passphrase_rules import About
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound

AnyRow = Row[*tuple[Any, ...]]


def find_account_for(db: Session, login: str) -> Account | None:
    """By NIP or chosen name, or by e-mail; the two cannot be mistaken for each other."""
    column = Account.email if "@" in login else Account.login_name
    return db.scalar(select(Account).where(column == login))


def get_own_account(db: Session, account_id: UUID) -> Account:
    return db.get_one(Account, account_id)


def lock_account(db: Session, account_id: UUID) -> Account:
    """As it is now, whatever was read before, and nobody else changes it until the transaction ends."""
    statement = select(Account).where(Account.id == account_id).execution_options(populate_existing=True)
    account: Account | None = db.scalar(lock_rows(statement, db))
    if account is None:
        raise NotFound()
    return account


def lock_accounts(db: Session, account_ids: Collection[UUID]) -> None:
    db.execute(lock_rows(select(Account.id).where(Account.id.in_(account_ids)).order_by(Account.id), db))


def roles_of(db: Session, account_id: UUID) -> frozenset[Role]:
    return frozenset(
        Role(role) for role in db.scalars(select(RoleGrant.role).where(RoleGrant.account_id == account_id))
    )


def describe_account(db: Session, account: Account, now: datetime) -> About:
    """What a colleague knows of the person."""
    office = office_tables.office.c
    names = union_all(office_tables.unit_names_of(account.id, now), select(office.name), select(office.city))
    return About(account.name, account.login_name, account.email, tuple(db.scalars(names)))


def failures_since(db: Session, keys: Collection[bytes], since: datetime) -> dict[bytes, FailureCount]:
    statement = select(FailureCount).where(FailureCount.key.in_(keys), FailureCount.window_started_at > since)
    return {count.key: count for count in db.scalars(statement)}


def is_known_device(db: Session, *, token_hash: bytes) -> bool:
    return db.scalar(select(KnownDevice.id).where(KnownDevice.token_hash == token_hash).limit(1)) is not None


def find_device(db: Session, *, account_id: UUID, token_hash: bytes) -> KnownDevice | None:
    return db.scalar(
        select(KnownDevice).where(KnownDevice.account_id == account_id, KnownDevice.token_hash == token_hash)
    )


def unended_sessions(db: Session, account_id: UUID) -> Sequence[AccountSession]:
    """Those nobody has ended; time may have. The one used last first."""
    statement = select(AccountSession).where(AccountSession.account_id == account_id, AccountSession.ended_at.is_(None))
    return db.scalars(statement.order_by(AccountSession.last_seen_at.desc(), AccountSession.id)).all()


def get_session(db: Session, account_id: UUID, session_id: UUID) -> AccountSession:
    statement = select(AccountSession).where(
        AccountSession.id == session_id, AccountSession.account_id == account_id, AccountSession.ended_at.is_(None)
    )
    session = db.scalar(statement)
    if session is None:
        raise NotFound()
    return session


def find_previous_start(db: Session, account_id: UUID, before: datetime) -> datetime | None:
    """When this account signed in the time before."""
    statement = select(AccountSession.created_at).where(
        AccountSession.account_id == account_id, AccountSession.created_at < before
    )
    return db.scalar(statement.order_by(AccountSession.created_at.desc()).limit(1))


def holders_of_roles(db: Session, account_ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these accounts hold a granted role."""
    return frozenset(db.scalars(select(RoleGrant.account_id).where(RoleGrant.account_id.in_(account_ids)).distinct()))


def find_card(db: Session, code_hash: bytes) -> ActivationCard | None:
    return db.scalar(select(ActivationCard).where(ActivationCard.code_hash == code_hash))


def lock_card(db: Session, account_id: UUID, card_id: UUID) -> ActivationCard:
    statement = (
        select(ActivationCard)
        .where(ActivationCard.id == card_id, ActivationCard.account_id == account_id)
        .execution_options(populate_existing=True)
    )
    card: ActivationCard | None = db.scalar(lock_rows(statement, db))
    if card is None:
        raise NotFound()
    return card


def open_cards_of(db: Session, account_ids: Collection[UUID], now: datetime) -> dict[UUID, ActivationCard]:
    """The card of each account that could still be used; a newer one has made the older ones void."""
    statement = select(ActivationCard).where(
        ActivationCard.account_id.in_(account_ids),
        ActivationCard.used_at.is_(None),
        ActivationCard.voided_at.is_(None),
        ActivationCard.expires_at > now,
    )
    return {card.account_id: card for card in db.scalars(statement.order_by(ActivationCard.issued_at))}


def issuer_of_last_used(account_id: Any) -> AnySelect:
    """Who issued the card with which the account's passphrase was last chosen: nobody where a second officer confirmed it,
    where the console made it, or where none was used."""
    used = aliased(ActivationCard)
    return (
        select(case((used.confirmed_at.is_(None), used.issued_by)))
        .where(used.account_id == account_id, used.used_at.is_not(None))
        .order_by(used.used_at.desc(), used.issued_at.desc())
        .limit(1)
    )


def cards_since(db: Session, account_id: UUID, since: datetime, *, most: int) -> Sequence[AnyRow]:
    """The account's cards with the names of those who issued and confirmed them, the newest first."""
    issuer, confirmer = aliased(Account), aliased(Account)
    statement = (
        select(ActivationCard, issuer.name.label("issuer"), confirmer.name.label("confirmer"))
        .outerjoin(issuer, issuer.id == ActivationCard.issued_by)
        .outerjoin(confirmer, confirmer.id == ActivationCard.confirmed_by)
        .where(ActivationCard.account_id == account_id, ActivationCard.issued_at > since)
        .order_by(ActivationCard.issued_at.desc())
        .limit(most)
    )
    return db.execute(statement).all()


def delete_lapsed(
    *, counts_before: datetime, sessions_before: datetime, devices_before: datetime, pending_before: datetime
) -> list[tuple[Delete, AnySelect]]:
    """What to delete, each with the question whether there is any."""
    lapsed: list[tuple[Any, Any]] = [
        (FailureCount, FailureCount.window_started_at < counts_before),
        (AccountSession, AccountSession.last_seen_at < sessions_before),
        (KnownDevice, KnownDevice.last_used_at < devices_before),
        (PendingSignIn, PendingSignIn.created_at < pending_before),
    ]
    return [
        (delete(table).where(condition), select(literal(1)).where(condition).limit(1)) for table, condition in lapsed
    ]
