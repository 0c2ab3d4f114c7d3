"""Browser sessions: an opaque id in a `__Host-` cookie, its hash in the table, idle and absolute ends."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session
from starlette.requests import Request

from api.access.actor import Actor
from api.access.permissions import Role
from api.accounts.models import Account, AccountSession

SESSION_COOKIE = "__Host-session"
DEVICE_COOKIE = "__Host-device"
DEVICE_COOKIE_SECONDS = 180 * 24 * 3600
TOUCH_AFTER = timedelta(minutes=1)

# ASVS 7.3.1, 7.3.2: who can change others' data is let go sooner
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
IDLE_PRIVILEGED = timedelta(minutes=15)
ABSOLUTE_PRIVILEGED = timedelta(hours=8)
PRIVILEGED = frozenset({Role.HR_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR})


def hash_of(token: str) -> bytes:
    """Tokens have 256 random bits, so a plain hash is enough; the table never holds what a cookie holds."""
    return hashlib.sha256(token.encode()).digest()


def session_token(request: Request) -> str | None:
    token = request.cookies.get(SESSION_COOKIE)
    return token if token and len(token) <= 100 else None


def start_session(db: Session, account: Account, *, device: str, privileged: bool, now: datetime) -> str:
    """A new session, and its token; a token that was there before is never adopted."""
    token = secrets.token_urlsafe(32)
    db.add(
        AccountSession(
            account_id=account.id,
            token_hash=hash_of(token),
            device=device,
            created_at=now,
            last_seen_at=now,
            expires_at=now + (ABSOLUTE_PRIVILEGED if privileged else ABSOLUTE),
            stepped_up_at=now,  # the passphrase has just been entered
        )
    )
    account.last_signed_in_at = now
    return token


def is_alive(session: AccountSession, *, privileged: bool, now: datetime) -> bool:
    idle = IDLE_PRIVILEGED if privileged else IDLE
    return session.ended_at is None and now < session.expires_at and now - session.last_seen_at < idle


def end_sessions(db: Session, account: Account, *, now: datetime, keep: AccountSession | None = None) -> None:
    """All of an account's sessions, but for one that may go on."""
    statement = update(AccountSession).where(AccountSession.account_id == account.id, AccountSession.ended_at.is_(None))
    if keep is not None:
        statement = statement.where(AccountSession.id != keep.id)
    db.execute(statement.values(ended_at=now))


def touch_session(db: Session, actor: Actor, now: datetime) -> None:
    db.execute(update(AccountSession).where(AccountSession.id == actor.session_id).values(last_seen_at=now))


def cookie(name: str, value: str, *, max_age: int | None = None) -> str:
    """A `Set-Cookie` value; an empty value takes the cookie away."""
    age = "" if max_age is None else f"; Max-Age={max_age}"
    return f"{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict{age}"
