"""People who sign in. An account knows nothing of an employee; the employee knows his account."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from api.kit.base import Base, HasId, Versioned


class AccountStatus(StrEnum):
    INVITED = "invited"  # has never had a passphrase
    ACTIVE = "active"
    DISABLED = "disabled"


class Account(HasId, Versioned, Base):
    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("login_name"),
        UniqueConstraint("email"),
        CheckConstraint("status IN ('invited', 'active', 'disabled')", name="status_known"),
    )

    name: Mapped[str] = mapped_column(String(200))
    login_name: Mapped[str | None] = mapped_column(String(50))  # the NIP of an officer, else a chosen word
    email: Mapped[str | None] = mapped_column(String(254))  # lower case
    status: Mapped[str] = mapped_column(String(10), default=AccountStatus.INVITED)
    passphrase_hash: Mapped[str | None] = mapped_column(String(200))
    passphrase_changed_at: Mapped[datetime | None]
    # seen at signing in: today's rules would not accept it any more; he is asked, never forced
    passphrase_change_due: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    last_signed_in_at: Mapped[datetime | None]


class RoleGrant(HasId, Base):
    """A role for a unit and everything below it; without a unit, for the whole office."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("account_id", "role", "unit_id"),
        # NULL equals nothing, so the whole office needs a key of its own
        Index(
            "uq_role_grant_whole_office",
            "account_id",
            "role",
            unique=True,
            sqlite_where=text("unit_id IS NULL"),
            postgresql_where=text("unit_id IS NULL"),
        ),
        Index("ix_role_grant_account_id", "account_id"),
        CheckConstraint("role IN ('hr_officer', 'head', 'auditor', 'administrator')", name="role_grantable"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("org_unit.id"))
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    granted_at: Mapped[datetime]
    until: Mapped[date | None]  # the last day, in the office's zone; none: until it is taken back


class IntroductionRead(Base):
    """That somebody has read the introduction to one of his roles; kept apart from the account, which officers edit."""

    __tablename__ = "introduction_read"

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    read_at: Mapped[datetime]


class ActivationCard(HasId, Base):
    """A printed one-time code with which a person chooses the passphrase; a new card makes the older ones void."""

    __tablename__ = "activation_card"
    __table_args__ = (UniqueConstraint("code_hash"), Index("ix_activation_card_account_id", "account_id"))

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    issued_at: Mapped[datetime]
    issued_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    # the card of somebody who holds a role counts only when a second officer has confirmed it
    needs_confirmation: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))


class AccountSession(HasId, Base):
    __tablename__ = "account_session"
    __table_args__ = (UniqueConstraint("token_hash"), Index("ix_account_session_account_id", "account_id"))

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    device: Mapped[str] = mapped_column(String(100))  # "Chrome di Android": a kind, not a fingerprint
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    stepped_up_at: Mapped[datetime | None]
    # on a PC that several people use: then it ends when nothing was asked for so long
    shared_idle_seconds: Mapped[int | None]
    ended_at: Mapped[datetime | None]


class KnownDevice(HasId, Base):
    """A browser that has signed in here before: its failures are counted apart, so that nobody else can lock it out.

    A browser keeps one token, also when several people share it.
    """

    __tablename__ = "known_device"
    __table_args__ = (UniqueConstraint("token_hash", "account_id"), Index("ix_known_device_account_id", "account_id"))

    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]


class FailureCount(Base):
    """Failed attempts within the running window, by what they were aimed at or came from. The key is a hash."""

    __tablename__ = "failure_count"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    window_started_at: Mapped[datetime]
    failures: Mapped[int]
