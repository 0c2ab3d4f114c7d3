"""Who is evaluated: the unit tree, posts that report to posts, and who holds which post from when to when."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Account
from api.kit.base import Base, HasId, Versioned


class UnitKind(StrEnum):
    KECAMATAN = "kecamatan"
    SEKRETARIAT = "sekretariat"
    SUBBAGIAN = "subbagian"
    SEKSI = "seksi"
    KELURAHAN = "kelurahan"
    OTHER = "other"


class PositionClass(StrEnum):
    ADMINISTRATOR = "administrator"
    PENGAWAS = "pengawas"
    FUNGSIONAL = "fungsional"
    PELAKSANA = "pelaksana"


class PlacementKind(StrEnum):
    DEFINITIF = "definitif"
    PLT = "plt"
    PLH = "plh"


class Employment(StrEnum):
    PNS = "pns"
    PPPK = "pppk"


class Office(Versioned, Base):
    """The office itself: one row. Its zone turns instants into the days people talk about."""

    __tablename__ = "office"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_office"),
        CheckConstraint("objection_days BETWEEN 14 AND 60", name="objection_days_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1, autoincrement=False)
    name: Mapped[str] = mapped_column(String(200))
    city: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    zone: Mapped[str] = mapped_column(String(40))  # Asia/Jakarta, Asia/Makassar, Asia/Jayapura
    worry_contact: Mapped[str] = mapped_column(String(200), default="")  # whom to ask when one is worried
    pressure_contact_id: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))  # who alone reads "Saya ditekan"
    objection_days: Mapped[int] = mapped_column(default=14, server_default="14")  # for rounds released from now on
    is_demo: Mapped[bool] = mapped_column(default=False)


class OrgUnit(HasId, Versioned, Base):
    """`path` is the chain of ids from the root, "/a/b/": whoever may see a unit sees everything below it."""

    __tablename__ = "org_unit"
    __table_args__ = (
        UniqueConstraint("parent_id", "name"),
        UniqueConstraint("path"),
        Index("ix_org_unit_parent_id", "parent_id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("org_unit.id"))
    path: Mapped[str] = mapped_column(String(800))
    sort_order: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class Position(HasId, Versioned, Base):
    """A post (jabatan). Heads' posts have one holder, those of staff may have several."""

    __tablename__ = "position"
    __table_args__ = (
        Index("ix_position_unit_id", "unit_id"),
        Index("ix_position_reports_to_id", "reports_to_id"),
        CheckConstraint("reports_to_id IS NULL OR reports_to_id <> id", name="not_its_own_superior"),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey(OrgUnit.id))
    title: Mapped[str] = mapped_column(String(200))
    position_class: Mapped[str] = mapped_column(String(20))
    is_head: Mapped[bool] = mapped_column(default=False)  # head of its unit
    reports_to_id: Mapped[UUID | None] = mapped_column(ForeignKey("position.id"))
    active: Mapped[bool] = mapped_column(default=True)

    unit: Mapped[OrgUnit] = relationship(lazy="raise")


class Employee(HasId, Versioned, Base):
    __tablename__ = "employee"
    __table_args__ = (
        UniqueConstraint("nip"),
        UniqueConstraint("account_id"),
        Index("ix_employee_name", "name"),
        CheckConstraint("sex IN ('m', 'f')", name="sex_known"),
        CheckConstraint("employment IN ('pns', 'pppk')", name="employment_known"),
    )

    account_id: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    nip: Mapped[str] = mapped_column(String(18))
    name: Mapped[str] = mapped_column(String(200))
    title_before: Mapped[str] = mapped_column(String(50), default="")  # gelar depan
    title_after: Mapped[str] = mapped_column(String(80), default="")  # gelar belakang
    sex: Mapped[str] = mapped_column(String(1))
    birth_date: Mapped[date]
    employment: Mapped[str] = mapped_column(String(4))
    rank: Mapped[str | None] = mapped_column(String(5))  # golongan: "III/a" or "IX"
    rank_since: Mapped[date | None]
    education: Mapped[str] = mapped_column(String(60), default="")
    appointed_on: Mapped[date | None]  # TMT CPNS
    email: Mapped[str | None] = mapped_column(String(254))
    active: Mapped[bool] = mapped_column(default=True)
    left_on: Mapped[date | None]
    left_reason: Mapped[str] = mapped_column(String(500), default="")


class FormerNip(HasId, Base):
    """The number follows the status (a PPPK who becomes PNS gets another), the person stays (domain.md §4.1)."""

    __tablename__ = "former_nip"
    __table_args__ = (UniqueConstraint("nip"), Index("ix_former_nip_employee_id", "employee_id"))

    employee_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    nip: Mapped[str] = mapped_column(String(18))
    until: Mapped[date]


class Placement(HasId, Versioned, Base):
    """Who holds a post from a day to a day (both included; no end: still)."""

    __tablename__ = "placement"
    __table_args__ = (
        Index("ix_placement_employee_id", "employee_id"),
        Index("ix_placement_position_id", "position_id"),
        CheckConstraint("kind IN ('definitif', 'plt', 'plh')", name="kind_known"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    employee_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    position_id: Mapped[UUID] = mapped_column(ForeignKey(Position.id))
    kind: Mapped[str] = mapped_column(String(10), default=PlacementKind.DEFINITIF)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")

    employee: Mapped[Employee] = relationship(lazy="raise")
    position: Mapped[Position] = relationship(lazy="raise")


class ImportRun(HasId, Base):
    """One staff list that was tried or applied: what it would do or did, and its findings without personal values."""

    __tablename__ = "import_run"

    created_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    created_at: Mapped[datetime]
    file_hash: Mapped[str] = mapped_column(String(64))
    dry_run: Mapped[bool]
    applied: Mapped[bool]
    report: Mapped[Any] = mapped_column(JSON)
