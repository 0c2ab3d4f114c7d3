"""Browser sessions: an opaque id in a `__Host-` cookie, its hash in the table, idle and absolute ends."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session
from starlette.requests import Request

from api.access.actor import Actor
from api.access.permissions import Role
from api.accounts.models import Account, AccountSession
from api.kit.settings import Settings

SESSION_COOKIE = "__Host-session"
DEVICE_COOKIE = "__Host-device"
DEVICE_COOKIE_SECONDS = 180 * 24 * 3600
TOUCH_AFTER = timedelta(minutes=1)

# a PC that several people use: who walks away leaves it open only for minutes; how many the office sets (SHARED_IDLE_MINUTES)
ABSOLUTE_SHARED = timedelta(hours=2)
# who can change or see others' data: let go sooner (ASVS 7.3.1, 7.3.2), and asked for a code besides the passphrase (6.3.3)
PRIVILEGED = frozenset({Role.HR_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR})


class Lengths(NamedTuple):
    """How long a session may be idle, and how long it lasts at all."""

    idle: timedelta
    absolute: timedelta


def lengths_for(settings: Settings, *, privileged: bool) -> Lengths:
    minutes = settings.officer_idle_minutes if privileged else settings.session_idle_minutes
    hours = settings.officer_hours if privileged else settings.session_hours
    return Lengths(timedelta(minutes=minutes), timedelta(hours=hours))


def hash_of(token: str) -> bytes:
    """Tokens have 256 random bits, so a plain hash is enough; the table never holds what a cookie holds."""
    return hashlib.sha256(token.encode()).digest()


def token_in(request: Request, cookie_name: str) -> str | None:
    token = request.cookies.get(cookie_name)
    return token if token and len(token) <= 100 else None


def session_token(request: Request) -> str | None:
    return token_in(request, SESSION_COOKIE)


def start_session(
    db: Session,
    account: Account,
    *,
    device: str,
    lengths: Lengths,
    now: datetime,
    shared_idle: timedelta | None = None,
) -> str:
    """A new session, and its token; a token that was there before is never adopted.

    `shared_idle`: the PC is shared, and the session ends when nothing was asked for so long.
    """
    token = secrets.token_urlsafe(32)
    db.add(
        AccountSession(
            account_id=account.id,
            token_hash=hash_of(token),
            device=device,
            created_at=now,
            last_seen_at=now,
            expires_at=now + longest(lengths, shared=shared_idle is not None),
            shared_idle_seconds=None if shared_idle is None else int(shared_idle.total_seconds()),
            stepped_up_at=now,  # the passphrase has just been entered
        )
    )
    account.last_signed_in_at = now
    return token


def rotate_session(db: Session, session_id: UUID, *, now: datetime) -> str:
    """The same session under a new token, the passphrase having just been entered; the old token is worth nothing now."""
    token = secrets.token_urlsafe(32)
    statement = update(AccountSession).where(AccountSession.id == session_id)
    db.execute(statement.values(token_hash=hash_of(token), stepped_up_at=now, last_seen_at=now))
    return token


def idle_limit(lengths: Lengths, shared_idle: timedelta | None = None) -> timedelta:
    return lengths.idle if shared_idle is None else min(lengths.idle, shared_idle)


def idle_of(session: AccountSession, lengths: Lengths) -> timedelta:
    """How long this session may be idle: on a shared PC as it was set when the session began."""
    seconds = session.shared_idle_seconds
    return idle_limit(lengths, None if seconds is None else timedelta(seconds=seconds))


def longest(lengths: Lengths, *, shared: bool = False) -> timedelta:
    return ABSOLUTE_SHARED if shared else lengths.absolute


def ends_at(session: AccountSession, lengths: Lengths) -> datetime:
    """Its absolute end; a role granted meanwhile shortens a session that has begun without it."""
    return min(session.expires_at, session.created_at + lengths.absolute)


def is_alive(session: AccountSession, lengths: Lengths, *, now: datetime) -> bool:
    if session.ended_at is not None or now >= ends_at(session, lengths):
        return False
    return now - session.last_seen_at < idle_of(session, lengths)


def end_sessions(db: Session, account_id: UUID, *, now: datetime, keep: UUID | None = None) -> None:
    """All of an account's sessions, but for one that may go on."""
    statement = update(AccountSession).where(AccountSession.account_id == account_id, AccountSession.ended_at.is_(None))
    if keep is not None:
        statement = statement.where(AccountSession.id != keep)
    db.execute(statement.values(ended_at=now))


def end_session(db: Session, session_id: UUID, *, now: datetime) -> None:
    statement = update(AccountSession).where(AccountSession.id == session_id, AccountSession.ended_at.is_(None))
    db.execute(statement.values(ended_at=now))


def touch_session(db: Session, actor: Actor, now: datetime) -> None:
    db.execute(update(AccountSession).where(AccountSession.id == actor.session_id).values(last_seen_at=now))


def cookie(name: str, value: str, *, max_age: int | None = None) -> str:
    """A `Set-Cookie` value; an empty value takes the cookie away."""
    age = "" if max_age is None else f"; Max-Age={max_age}"
    return f"{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict{age}"
