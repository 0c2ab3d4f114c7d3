"""Signing in and out, and entering the passphrase again. Unknown, wrong, disabled and not yet activated all look alike."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts import credential_queries as queries
from api.accounts.devices import Visit, remember_device
from api.accounts.models import Account, AccountSession, AccountStatus
from api.accounts.passphrase_rules import find_weakness, shortest
from api.accounts.passphrases import hash_passphrase, needs_rehash, verify, verify_nothing
from api.accounts.pending import Passed, Waiting, wait_for_code
from api.accounts.second_step import Attempt, demand_code
from api.accounts.second_step_queries import has_second_step
from api.accounts.secret_box import SecretBox
from api.accounts.sessions import (
    PRIVILEGED,
    Lengths,
    end_session,
    ends_at,
    hash_of,
    idle_limit,
    is_alive,
    lengths_for,
    longest,
    rotate_session,
    start_session,
)
from api.accounts.throttles import Limit, count_failure, login_limits, own_limits, refuse_if_exhausted
from api.audit.models import Outcome
from api.audit.service import record
from api.kit.base import columns_of
from api.kit.errors import Forbidden, Unauthenticated
from api.kit.settings import Settings
from api.kit.texts import Text


class SignInFailed(Unauthenticated):
    text = Text(
        "Nama masuk atau kata sandi tidak cocok. Jika lupa, mintalah kartu aktivasi baru kepada petugas kepegawaian.",
        "Login and passphrase do not match. If you forgot it, ask the personnel officer for a new activation card.",
    )


class WrongPassphrase(Forbidden):
    text = Text("Kata sandi tidak cocok.", "The passphrase does not match.")


class Proof(NamedTuple):
    """That the passphrase was right when it was checked; whoever relies on it asks again whether it still is."""

    account_id: UUID
    stored: str
    renewed: str | None  # the same passphrase hashed with today's parameters, where that is due
    change_due: bool


class Started(NamedTuple):
    """A session that has begun: what the browser gets, and what it is told."""

    session_token: str
    device_token: str | None  # none on a shared PC
    name: str
    session_ends_at: datetime
    idle_seconds: int
    shared_device: bool
    passphrase_change_due: bool


def prove_identity(db: Session, *, login: str, passphrase: str, visit: Visit, now: datetime, trace: str) -> Proof:
    """Refuses after the same work whatever the reason; only too many failures are told, and alike for every login."""
    account = queries.find_account_for(db, login)
    limits = _limits(db, account, login, visit)
    refuse_if_exhausted(db, limits, now=now)
    stored = _usable_hash(account)
    matches = verify_nothing(passphrase) if stored is None else verify(stored, passphrase)
    if account is None or stored is None or not matches:
        aimed_at = None if account is None else account.id
        raise SignInFailed(afterwards=partial(_note_failure, limits=limits, aimed_at=aimed_at, now=now, trace=trace))
    about, length = queries.describe_account(db, account, now), shortest(second_step=has_second_step(db, account.id))
    return Proof(
        account.id,
        stored,
        renewed=hash_passphrase(passphrase) if needs_rehash(stored) else None,
        change_due=find_weakness(passphrase, about, length) is not None,
    )


def begin_session(
    db: Session,
    *,
    proof: Proof,
    visit: Visit,
    instead_of: UUID | None,
    settings: Settings,
    now: datetime,
    trace: str,
    shared_idle: timedelta | None = None,
) -> Started | Waiting:
    """A session for who has proved himself; the one this browser had before ends. `shared_idle`: on a shared PC.

    Where one-time codes are on, no session yet: he waits for the code.
    """
    account = queries.lock_account(db, proof.account_id)
    if _usable_hash(account) != proof.stored:
        raise SignInFailed()
    account.passphrase_hash = proof.renewed or proof.stored
    account.passphrase_change_due = proof.change_due
    if has_second_step(db, account.id):
        return wait_for_code(db, account, shared_idle=shared_idle, now=now)
    passed = Passed(account, shared_idle)
    return enter(db, passed=passed, visit=visit, instead_of=instead_of, settings=settings, now=now, trace=trace)


def enter(
    db: Session,
    *,
    passed: Passed,
    visit: Visit,
    instead_of: UUID | None,
    settings: Settings,
    now: datetime,
    trace: str,
) -> Started:
    """Every proof that was asked for has been given."""
    account, shared_idle = passed
    if instead_of is not None:
        end_session(db, instead_of, now=now)
    record(db, actor=None, action="sign_in", object_type="account", object_id=account.id, trace=trace)
    return open_session(db, account=account, visit=visit, shared_idle=shared_idle, settings=settings, now=now)


def open_session(
    db: Session,
    *,
    account: Account,
    visit: Visit,
    settings: Settings,
    now: datetime,
    shared_idle: timedelta | None = None,
) -> Started:
    lengths = _lengths_of(db, account, settings)
    return Started(
        session_token=start_session(
            db, account, device=visit.device, lengths=lengths, shared_idle=shared_idle, now=now
        ),
        # A shared PC is not remembered: the mark would stay behind for whoever sits down next, give him a counter of
        # failures of his own for each colleague who was there, and tell who was. The price: strangers' failures can
        # keep somebody out from there for five minutes, as from any browser that is not known (security.md T40).
        device_token=None if shared_idle is not None else remember_device(db, account, visit.device_token, now=now),
        name=account.name,
        session_ends_at=now + longest(lengths, shared=shared_idle is not None),
        idle_seconds=int(idle_limit(lengths, shared_idle).total_seconds()),
        shared_device=shared_idle is not None,
        passphrase_change_due=account.passphrase_change_due,
    )


def sign_out(db: Session, *, actor: Actor, now: datetime, trace: str) -> None:
    end_session(db, actor.session_id, now=now)
    record(db, actor=actor, action="sign_out", object_type="account", object_id=actor.account_id, trace=trace)


def prove_own_passphrase(db: Session, *, actor: Actor, passphrase: str, now: datetime) -> Proof:
    """The passphrase once more, from somebody who is signed in. Failures have a counter that only he can fill."""
    limits = passphrase_limits(actor)
    refuse_if_exhausted(db, limits, now=now)
    stored = _usable_hash(queries.get_own_account(db, actor.account_id))
    matches = verify_nothing(passphrase) if stored is None else verify(stored, passphrase)
    if stored is None or not matches:
        raise WrongPassphrase(afterwards=partial(count_failure, limits=limits, now=now))
    return Proof(actor.account_id, stored, renewed=None, change_due=False)


def passphrase_limits(actor: Actor) -> list[Limit]:
    return own_limits("account", actor.account_id)


def step_up(db: Session, *, actor: Actor, code: str | None, box: SecretBox, now: datetime, trace: str) -> str:
    """The session goes on under the token returned, and may do for ten minutes what asks for the passphrase."""
    if actor.second_step_on:
        attempt = Attempt(actor.account_id, code or "", True, box)
        demand_code(db, attempt, limits=passphrase_limits(actor), now=now)
    record(db, actor=actor, action="step_up", object_type="account", object_id=actor.account_id, trace=trace)
    return rotate_session(db, actor.session_id, now=now)


def list_sessions(db: Session, *, actor: Actor, lengths: Lengths, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            **columns_of(session, "id", "device", "created_at", "last_seen_at"),
            "ends_at": ends_at(session, lengths),
            "is_current": session.id == actor.session_id,
        }
        for session in queries.unended_sessions(db, actor.account_id)
        if is_alive(session, lengths, now=now)
    ]


def revoke_session(db: Session, *, actor: Actor, session: AccountSession, now: datetime, trace: str) -> None:
    session.ended_at = now
    record(db, actor=actor, action="revoke_session", object_type="session", object_id=session.id, trace=trace)


def _lengths_of(db: Session, account: Account, settings: Settings) -> Lengths:
    return lengths_for(settings, privileged=not PRIVILEGED.isdisjoint(queries.roles_of(db, account.id)))


def _usable_hash(account: Account | None) -> str | None:
    return account.passphrase_hash if account is not None and account.status == AccountStatus.ACTIVE else None


def _limits(db: Session, account: Account | None, login: str, visit: Visit) -> list[Limit]:
    if account is not None and visit.device_token is not None:
        known = queries.find_device(db, account_id=account.id, token_hash=hash_of(visit.device_token))
        if known is not None:
            return own_limits("device", known.id)
    return login_limits(login, visit.address)


def _note_failure(db: Session, *, limits: list[Limit], aimed_at: UUID | None, now: datetime, trace: str) -> None:
    count_failure(db, limits, now=now)
    record(
        db,
        actor=None,
        action="sign_in",
        object_type="account",
        object_id=aimed_at or "unknown",
        outcome=Outcome.DENIED,
        trace=trace,
    )
