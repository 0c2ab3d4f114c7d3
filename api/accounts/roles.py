"""Granting and taking back roles. Nobody gives himself one, nobody gives more than he looks after, and one administrator stays."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.permissions import Role
from api.accounts import credential_queries, queries
from api.accounts.cards import AccountDisabled, NotOnOwnAccount, ask_for_confirmation
from api.accounts.models import Account, AccountStatus, RoleGrant
from api.accounts.rules import may_empower
from api.audit.service import record
from api.kit import clock
from api.kit.errors import Conflict, Fault, Forbidden, Invalid
from api.kit.texts import Text

_UNKNOWN_UNIT = Text("Unit kerja ini tidak ada atau tidak aktif.", "This unit does not exist or is not active.")


_OVER_ALREADY = Text(
    "Tanggal berakhir sudah lewat. Pilih hari ini atau sesudahnya.", "This day is over. Choose today or later."
)


class RoleHeldAlready(Conflict):
    text = Text("Akun ini sudah memegang peran itu di sana.", "This account holds that role there already.")


class CardFromYou(Forbidden):
    text = Text(
        "Pemilik akun ini masuk dengan kartu yang Anda buat seorang diri, jadi perannya diberikan administrator lain. Atau "
        "mintalah petugas kepegawaian membuatkannya kartu baru; setelah kartu itu dipakai, Anda dapat memberi peran. Bila "
        "kantor belum mempunyai petugas kedua, pengelola komputer menambahkannya dengan perintah “officer”.",
        "The owner of this account came in with a card that you issued alone, so another administrator grants its roles. Or "
        "ask the personnel officer for a new card for him; once it is used, you can grant roles. Where the office has no "
        "second officer yet, whoever runs the computer adds one by the command “officer”.",
    )


class BeyondYourUnits(Forbidden):
    text = Text(
        "Peran hanya dapat diberikan atau dicabut dalam unit kerja yang Anda kelola.",
        "Roles can be given or taken back only within the units you look after.",
    )


class LastAdministrator(Conflict):
    text = Text(
        "Ini administrator aktif terakhir untuk seluruh kantor. Tetapkan administrator lain lebih dahulu.",
        "This is the last active administrator of the whole office. Appoint another one first.",
    )


def grant_role(
    db: Session,
    *,
    account: Account,
    role: Role,
    unit_id: UUID | None,
    until: date | None,
    actor: Actor,
    now: datetime,
    trace: str,
) -> RoleGrant:
    """For a unit and everything below it; without a unit for the whole office. It holds from the next request on."""
    _refuse_own(account, actor)
    _refuse_beyond(db, unit_id, actor)
    if account.status == AccountStatus.DISABLED:
        raise AccountDisabled()
    _refuse_alone(db, account, actor)
    today = _today(db)
    if until is not None and until < today:
        raise Invalid(faults=[Fault("/until", "day_over", _OVER_ALREADY)])
    before = _held(db, account)
    _make_room(db, account, role, unit_id, today)
    grant = RoleGrant(
        account_id=account.id,
        role=role,
        unit_id=unit_id,
        granted_by=actor.account_id,
        granted_at=now,
        until=until,
    )
    db.add(grant)
    db.flush()
    ask_for_confirmation(db, account)
    _record(db, account, actor, "grant_role", before, trace)
    return grant


def revoke_role(db: Session, *, account: Account, grant: RoleGrant, actor: Actor, trace: str) -> None:
    _refuse_own(account, actor)
    _refuse_beyond(db, grant.unit_id, actor, may_be_closed=True)
    if grant.role == Role.ADMINISTRATOR and grant.unit_id is None:
        keep_an_administrator(db, account)
    before = _held(db, account)
    db.delete(grant)
    db.flush()
    _record(db, account, actor, "revoke_role", before, trace)


def has_lapsed_grants(db: Session) -> bool:
    return bool(queries.lapsed_grants(db, _today(db)))


def end_lapsed_grants(db: Session) -> None:
    """Roles whose last day is over give no right any more; here they also leave the list, and the log says so."""
    for grant in queries.lapsed_grants(db, _today(db)):
        record(
            db,
            actor=None,
            action="role_lapsed",
            object_type="account",
            object_id=grant.account_id,
            before={"role": grant.role, "unit": grant.unit_id, "until": grant.until},
        )
        db.delete(grant)


def _make_room(db: Session, account: Account, role: Role, unit_id: UUID | None, today: date) -> None:
    held = queries.find_grant(db, account, role, unit_id)
    if held is None:
        return
    if held.until is None or held.until >= today:
        raise RoleHeldAlready()
    db.delete(held)
    db.flush()


def _today(db: Session) -> date:
    office = queries.find_office(db)
    return clock.today(office.zone if office else "UTC")


def keep_an_administrator(db: Session, account: Account) -> None:
    """Refuse what would leave the office without anybody who can grant roles."""
    queries.lock_administrators(db)
    if queries.is_administrator(db, account) and not queries.count_other_administrators(db, account):
        raise LastAdministrator()


def _refuse_own(account: Account, actor: Actor) -> None:
    if account.id == actor.account_id:
        raise NotOnOwnAccount()


def _refuse_alone(db: Session, account: Account, actor: Actor) -> None:
    """One officer alone must not make the second one (docs/decisions/0011-the-second-officer.md)."""
    let_in_by = db.scalar(credential_queries.issuer_of_last_used(account.id))
    if not may_empower(actor=actor.account_id, let_in_by=let_in_by):
        raise CardFromYou()


def _refuse_beyond(db: Session, unit_id: UUID | None, actor: Actor, *, may_be_closed: bool = False) -> None:
    path: str = queries.EVERYWHERE
    if unit_id is not None:
        unit = queries.find_unit(db, unit_id)
        if unit is None or not (unit.active or may_be_closed):
            raise Invalid(faults=[Fault("/unit_id", "unknown_unit", _UNKNOWN_UNIT)])
        path = unit.path
    if not any(path.startswith(own) for own in actor.paths(Role.ADMINISTRATOR)):
        raise BeyondYourUnits()


def _held(db: Session, account: Account) -> list[dict[str, Any]]:
    return [
        {"role": row.role, "unit": row.unit_id} | ({} if row.until is None else {"until": row.until})
        for row in queries.grants_of(db, [account.id])[account.id]
    ]


def _record(db: Session, account: Account, actor: Actor, action: str, before: list[dict[str, Any]], trace: str) -> None:
    record(
        db,
        actor=actor,
        action=action,
        object_type="account",
        object_id=account.id,
        before={"roles": before},
        after={"roles": _held(db, account)},
        trace=trace,
    )
