"""With what is evaluated: versions of an instrument, its values, items and anchors, and the policy that scores it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Account
from api.instruments.rules import VersionStatus as VersionStatus
from api.kit.base import Base, HasId, Versioned


class Instrument(HasId, Versioned, Base):
    __tablename__ = "instrument"
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    # for this class of posts only; none: for everybody who has no version of his own
    position_class: Mapped[str | None] = mapped_column(String(20))

    versions: Mapped[list["InstrumentVersion"]] = relationship(
        lazy="raise", order_by="InstrumentVersion.number", viewonly=True
    )


class InstrumentVersion(HasId, Versioned, Base):
    """Draft until published, then frozen: content, shares, policy (triggers hold it). A change is a new version."""

    __tablename__ = "instrument_version"
    __table_args__ = (
        UniqueConstraint("instrument_id", "number"),
        CheckConstraint("status IN ('draft', 'published', 'retired')", name="status_known"),
    )

    instrument_id: Mapped[UUID] = mapped_column(ForeignKey(Instrument.id))
    number: Mapped[int]
    status: Mapped[str] = mapped_column(String(10), default=VersionStatus.DRAFT)
    effective_from: Mapped[date]
    legal_basis: Mapped[str] = mapped_column(String(500))
    policy: Mapped[Any] = mapped_column(JSON)  # api.scoring.values.Policy.to_json()
    content_hash: Mapped[str | None] = mapped_column(String(64))  # SHA-256 of everything frozen, set on publishing
    published_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))

    instrument: Mapped[Instrument] = relationship(lazy="raise")
    values: Mapped[list["Value"]] = relationship(lazy="raise", order_by="Value.place", cascade="all, delete-orphan")


class Value(HasId, Base):
    __tablename__ = "value"
    __table_args__ = (
        UniqueConstraint("version_id", "code"),
        UniqueConstraint("version_id", "place"),
        CheckConstraint("share BETWEEN 1 AND 9", name="share_range"),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey(InstrumentVersion.id))
    place: Mapped[int]  # from 1
    code: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(100))
    definition: Mapped[str] = mapped_column(String(500))
    share: Mapped[int] = mapped_column(default=1)
    competencies: Mapped[list[int]] = mapped_column(JSON)  # the most telling first
    strength_text: Mapped[str] = mapped_column(String(500), default="")
    learning_text: Mapped[str] = mapped_column(String(500), default="")

    items: Mapped[list["Item"]] = relationship(lazy="raise", order_by="Item.number", cascade="all, delete-orphan")
    anchors: Mapped[list["Anchor"]] = relationship(lazy="raise", order_by="Anchor.level", cascade="all, delete-orphan")


class Item(HasId, Base):
    """`number` runs through the whole version from 1; answers are stored as one byte per item in this order."""

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("value_id", "number"),
        CheckConstraint("share BETWEEN 1 AND 9", name="share_range"),
    )

    value_id: Mapped[UUID] = mapped_column(ForeignKey(Value.id))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(500))
    help: Mapped[str] = mapped_column(String(500), default="")
    share: Mapped[int] = mapped_column(default=1)
    optional_for_peers: Mapped[bool] = mapped_column(default=False)
    competencies: Mapped[list[int]] = mapped_column(JSON)  # numbers of PermenPANRB 38/2017, domain.md §3


class Anchor(HasId, Base):
    """Contoh perilaku: what a level of a value looks like in this office's work."""

    __tablename__ = "anchor"
    __table_args__ = (
        UniqueConstraint("value_id", "level"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_range"),
    )

    value_id: Mapped[UUID] = mapped_column(ForeignKey(Value.id))
    level: Mapped[int]
    label: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(String(500))


Index("ix_item_value_id", Item.value_id)
