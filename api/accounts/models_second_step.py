"""The second step of signing in: one-time codes, the codes on paper for who has lost his phone, and who may take it away."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.accounts.models import Account
from api.kit.base import Base, HasId


class SecondStep(Base):
    """What an account's one-time codes are made from, sealed with a key that is not in the database."""

    __tablename__ = "second_step"

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    secret: Mapped[bytes | None] = mapped_column(LargeBinary(200))  # none yet: offered, not confirmed
    confirmed_at: Mapped[datetime | None]
    offered_secret: Mapped[bytes | None] = mapped_column(LargeBinary(200))
    offered_at: Mapped[datetime | None]
    last_step: Mapped[int | None]  # thirty seconds each since 1970: a code counts once, and none older than the last
    failures: Mapped[int] = mapped_column(default=0)  # in a row


class RecoveryCode(HasId, Base):
    """A code on paper that stands in for the phone, once. 120 random bits, so a plain hash is enough."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("code_hash"), Index("ix_recovery_code_account_id", "account_id"))

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class PendingSignIn(HasId, Base):
    """Somebody who has entered the passphrase and not yet the code. No session: it opens nothing else."""

    __tablename__ = "pending_sign_in"
    __table_args__ = (UniqueConstraint("token_hash"), Index("ix_pending_sign_in_account_id", "account_id"))

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    shared_idle_seconds: Mapped[int | None]
    created_at: Mapped[datetime]


class SecondStepReset(HasId, Base):
    """An officer asks that the second step be taken away from somebody who lost phone and paper; another one confirms it."""

    __tablename__ = "second_step_reset"
    __table_args__ = (Index("ix_second_step_reset_account_id", "account_id"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    reason: Mapped[str] = mapped_column(String(2000))
    asked_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    confirmed_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]


class CredentialNote(HasId, Base):
    """What happened to the second step of an account, to be told to its owner."""

    __tablename__ = "credential_note"
    __table_args__ = (Index("ix_credential_note_account_id", "account_id"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    event: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    by_account_id: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
