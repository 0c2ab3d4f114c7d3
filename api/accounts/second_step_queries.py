"""Which second step, code on paper, half-done sign-in and reset: what the second step of signing in looks up."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from api.accounts.credential_queries import issuer_of_last_used
from api.accounts.models import Account, ActivationCard
from api.accounts.models_second_step import CredentialNote, PendingSignIn, RecoveryCode, SecondStep, SecondStepReset
from api.accounts.office_tables import employee
from api.kit.database import lock_rows
from api.kit.errors import NotFound

PENDING_LASTS = timedelta(minutes=5)


def find_second_step(db: Session, account_id: UUID) -> SecondStep | None:
    return db.get(SecondStep, account_id)


def lock_second_step(db: Session, account_id: UUID) -> SecondStep | None:
    statement = select(SecondStep).where(SecondStep.account_id == account_id).execution_options(populate_existing=True)
    kept: SecondStep | None = db.scalar(lock_rows(statement, db))
    return kept


def has_second_step(db: Session, account_id: UUID) -> bool:
    """Whether this account asks for a code."""
    kept = select(SecondStep.account_id).where(SecondStep.account_id == account_id, SecondStep.secret.is_not(None))
    return db.scalar(kept) is not None


def use_step(db: Session, account_id: UUID, step: int) -> bool:
    """Whether the code of these thirty seconds was still unused; from now on it is not. One statement, so no two can win."""
    fresh = or_(SecondStep.last_step.is_(None), SecondStep.last_step < step)
    statement = update(SecondStep).where(SecondStep.account_id == account_id, fresh).values(last_step=step, failures=0)
    return _hit(db, statement)


def use_recovery_code(db: Session, account_id: UUID, code_hash: bytes, now: datetime) -> bool:
    unused = RecoveryCode.account_id == account_id, RecoveryCode.code_hash == code_hash, RecoveryCode.used_at.is_(None)
    return _hit(db, update(RecoveryCode).where(*unused).values(used_at=now))


def _hit(db: Session, statement: Any) -> bool:
    result: Any = db.execute(statement.execution_options(synchronize_session=False))
    return bool(result.rowcount == 1)


def count_recovery_codes(db: Session, account_id: UUID) -> int:
    unused = RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
    return db.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def add_failure(db: Session, account_id: UUID) -> None:
    statement = update(SecondStep).where(SecondStep.account_id == account_id)
    db.execute(statement.values(failures=SecondStep.failures + 1))


def forget_recovery_codes(db: Session, account_id: UUID) -> None:
    db.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))


def forget_second_step(db: Session, account_id: UUID) -> None:
    forget_recovery_codes(db, account_id)
    db.execute(delete(PendingSignIn).where(PendingSignIn.account_id == account_id))
    db.execute(delete(SecondStep).where(SecondStep.account_id == account_id))


def find_pending(db: Session, token_hash: bytes, *, since: datetime) -> PendingSignIn | None:
    pending = PendingSignIn.token_hash == token_hash, PendingSignIn.created_at > since
    return db.scalar(select(PendingSignIn).where(*pending))


def take_pending(db: Session, pending_id: UUID) -> bool:
    """Whether it was still there; of two requests at once only one gets in by it."""
    return _hit(db, delete(PendingSignIn).where(PendingSignIn.id == pending_id))


class AboutAccount(NamedTuple):
    """What could let somebody in beside the passphrase, and whose account it is."""

    second_step_on: bool = False
    card: ActivationCard | None = None
    reset: SecondStepReset | None = None
    employee_id: UUID | None = None
    let_in_by: UUID | None = None
    """Who alone issued the card its owner came in with."""


def about_accounts(db: Session, account_ids: Collection[UUID], now: datetime) -> dict[UUID, AboutAccount]:
    """One statement for all; the card and the reset that could still be used."""
    card_is_open = and_(
        ActivationCard.account_id == Account.id,
        ActivationCard.used_at.is_(None),
        ActivationCard.voided_at.is_(None),
        ActivationCard.expires_at > now,
    )
    let_in_by = issuer_of_last_used(Account.id).scalar_subquery()
    statement = (
        select(Account.id, SecondStep.secret.is_not(None), ActivationCard, SecondStepReset, employee.c.id, let_in_by)
        .outerjoin(SecondStep, SecondStep.account_id == Account.id)
        .outerjoin(ActivationCard, card_is_open)
        .outerjoin(SecondStepReset, and_(SecondStepReset.account_id == Account.id, *_waiting(now)))
        .outerjoin(employee, employee.c.account_id == Account.id)
        .where(Account.id.in_(account_ids))
        .order_by(ActivationCard.issued_at, SecondStepReset.asked_at)
    )
    return {account_id: AboutAccount(*about) for account_id, *about in db.execute(statement)}


def _waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        SecondStepReset.confirmed_at.is_(None),
        SecondStepReset.voided_at.is_(None),
        SecondStepReset.expires_at > now,
    )


def lock_reset(db: Session, account_id: UUID, reset_id: UUID) -> SecondStepReset:
    wanted = SecondStepReset.id == reset_id, SecondStepReset.account_id == account_id
    statement = select(SecondStepReset).where(*wanted).execution_options(populate_existing=True)
    reset: SecondStepReset | None = db.scalar(lock_rows(statement, db))
    if reset is None:
        raise NotFound()
    return reset


def void_resets(db: Session, account_id: UUID, now: datetime) -> None:
    waiting = (
        SecondStepReset.account_id == account_id,
        SecondStepReset.confirmed_at.is_(None),
        SecondStepReset.voided_at.is_(None),
    )
    db.execute(update(SecondStepReset).where(*waiting).values(voided_at=now))


def notes_since(db: Session, account_id: UUID, since: datetime, *, most: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Event, time and the officer's name, the newest first."""
    officer = aliased(Account)
    statement = (
        select(CredentialNote.event, CredentialNote.at, officer.name)
        .outerjoin(officer, officer.id == CredentialNote.by_account_id)
        .where(CredentialNote.account_id == account_id, CredentialNote.at > since)
    )
    return db.execute(statement.order_by(CredentialNote.at.desc()).limit(most)).all()


def find_sealed_secret(db: Session) -> bytes | None:
    """Any one of them: all are sealed with the same key."""
    return db.scalar(select(SecondStep.secret).where(SecondStep.secret.is_not(None)).limit(1))
