"""Which accounts, with which roles."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, literal, or_, select
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.permissions import Role
from api.accounts import office_tables
from api.accounts.models import Account, AccountStatus, IntroductionRead, RoleGrant
from api.accounts.office_tables import org_unit
from api.accounts.rules import login_key
from api.accounts.schemas import AccountFilters
from api.kit.base import Instant
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound
from api.kit.pages import contains, sort_expressions

AnyRow = Row[*tuple[Any, ...]]

EVERYWHERE = "/"
IN_ONE_STATEMENT = 5_000
_NEVER = literal(datetime(1, 1, 1, tzinfo=UTC), Instant())

SORTABLE = {
    "name": func.lower(Account.name),
    "login_name": func.coalesce(Account.login_name, ""),
    "status": Account.status,
    "created_at": Account.created_at,
    "last_signed_in_at": func.coalesce(Account.last_signed_in_at, _NEVER),
}


def visible_accounts(actor: Actor, now: datetime) -> AnySelect:
    """Who looks after the whole office sees every account; others those of the people in their units."""
    statement = select(Account)
    paths = actor.paths(Role.ADMINISTRATOR, Role.HR_OFFICER)
    if EVERYWHERE in paths:
        return statement
    below = or_(*(org_unit.c.path.startswith(path, autoescape=True) for path in paths))
    return statement.where(Account.id.in_(office_tables.holders_below(below, now)))


def get_account(db: Session, actor: Actor, account_id: UUID, now: datetime, *, lock: bool = False) -> Account:
    statement = visible_accounts(actor, now).where(Account.id == account_id)
    account: Account | None = db.scalar(lock_rows(statement, db) if lock else statement)
    if account is None:
        raise NotFound()
    return account


def select_accounts(actor: Actor, filters: AccountFilters, now: datetime) -> AnySelect:
    statement = visible_accounts(actor, now)
    if filters.search is not None:
        words = (contains(Account.name, filters.search), contains(Account.email, filters.search))
        statement = statement.where(or_(*words, contains(Account.login_name, login_key(filters.search))))
    if filters.status is not None:
        statement = statement.where(Account.status == filters.status)
    if filters.role is not None:
        statement = statement.where(Account.id.in_(select(RoleGrant.account_id).where(RoleGrant.role == filters.role)))
    return statement.order_by(*sort_expressions(filters.sort, SORTABLE, "name", Account.id))


def visible_accounts_among(
    db: Session, actor: Actor, account_ids: Collection[UUID], now: datetime
) -> Sequence[Account]:
    statement = visible_accounts(actor, now).where(Account.id.in_(account_ids))
    return db.scalars(statement.order_by(Account.name, Account.id)).all()


def invited_below(db: Session, actor: Actor, unit_id: UUID, now: datetime, *, most: int) -> Sequence[Account]:
    """Accounts without a passphrase of the people of a unit and everything below it."""
    below = org_unit.c.path.startswith(office_tables.path_of(unit_id))
    statement = visible_accounts(actor, now).where(
        Account.status == AccountStatus.INVITED, Account.id.in_(office_tables.holders_below(below, now))
    )
    return db.scalars(statement.order_by(Account.name, Account.id).limit(most)).all()


def grants_of(db: Session, account_ids: Collection[UUID]) -> dict[UUID, list[AnyRow]]:
    """The roles of each account, with the names of the units they hold for."""
    statement = (
        select(
            RoleGrant.id,
            RoleGrant.account_id,
            RoleGrant.role,
            RoleGrant.until,
            RoleGrant.unit_id,
            org_unit.c.name.label("unit_name"),
            RoleGrant.granted_at,
        )
        .outerjoin(org_unit, org_unit.c.id == RoleGrant.unit_id)
        .where(RoleGrant.account_id.in_(account_ids))
        .order_by(RoleGrant.role, org_unit.c.name, RoleGrant.id)
    )
    grants: dict[UUID, list[AnyRow]] = defaultdict(list)
    for row in db.execute(statement):
        grants[row.account_id].append(row)
    return grants


def get_grant(db: Session, account: Account, grant_id: UUID) -> RoleGrant:
    """Locked, after the administrators' grants: locks taken in one order cannot wait for each other."""
    lock_administrators(db)
    statement = select(RoleGrant).where(RoleGrant.id == grant_id, RoleGrant.account_id == account.id)
    grant: RoleGrant | None = db.scalar(lock_rows(statement, db))
    if grant is None:
        raise NotFound()
    return grant


def find_grant(db: Session, account: Account, role: Role, unit_id: UUID | None) -> RoleGrant | None:
    same_place = RoleGrant.unit_id.is_(None) if unit_id is None else RoleGrant.unit_id == unit_id
    return db.scalar(select(RoleGrant).where(RoleGrant.account_id == account.id, RoleGrant.role == role, same_place))


def lapsed_grants(db: Session, today: date) -> Sequence[RoleGrant]:
    return db.scalars(select(RoleGrant).where(RoleGrant.until < today).order_by(RoleGrant.id)).all()


def introductions_read(db: Session, account_id: UUID) -> frozenset[Role]:
    """The roles whose introduction this person has read."""
    statement = select(IntroductionRead.role).where(IntroductionRead.account_id == account_id)
    return frozenset(Role(role) for role in db.scalars(statement))


def find_unit(db: Session, unit_id: UUID) -> AnyRow | None:
    statement = select(org_unit.c.name, org_unit.c.path, org_unit.c.active)
    return db.execute(statement.where(org_unit.c.id == unit_id)).one_or_none()


def find_office(db: Session) -> AnyRow | None:
    office = office_tables.office.c
    return db.execute(select(office.name, office.city, office.zone)).one_or_none()


def lock_administrators(db: Session) -> None:
    """So that two administrators cannot each remove the other at the same moment."""
    whole_office = RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.unit_id.is_(None)
    db.execute(lock_rows(select(RoleGrant.id).where(*whole_office).order_by(RoleGrant.id), db))


def is_administrator(db: Session, account: Account) -> bool:
    return find_grant(db, account, Role.ADMINISTRATOR, None) is not None


def count_other_administrators(db: Session, account: Account) -> int:
    """Active administrators of the whole office beside this one."""
    statement = (
        select(func.count(func.distinct(Account.id)))
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(
            RoleGrant.role == Role.ADMINISTRATOR,
            RoleGrant.unit_id.is_(None),
            RoleGrant.until.is_(None),  # who is one for a while leaves the office without any
            Account.status == AccountStatus.ACTIVE,
            Account.id != account.id,
        )
    )
    return db.scalar(statement) or 0


def accounts_by(db: Session, column: Any, values: Collection[str]) -> dict[str, Account]:
    """Accounts by login name or e-mail, in as few statements as the databases' limits allow."""
    found: dict[str, Account] = {}
    for some in _chunks(sorted(values)):
        found.update({value: account for value, account in db.execute(select(column, Account).where(column.in_(some)))})
    return found


def _chunks(values: list[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while some := list(islice(rest, IN_ONE_STATEMENT)):
        yield some
