"""Between passphrase and code: a cookie of its own that opens nothing but the second step, for five minutes."""

import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.accounts import credential_queries, second_step_queries
from api.accounts.devices import Visit
from api.accounts.models import Account, AccountStatus
from api.accounts.models_second_step import PendingSignIn
from api.accounts.second_step import Attempt, use_code
from api.accounts.secret_box import SecretBox
from api.accounts.sessions import hash_of
from api.accounts.throttles import Limit, address_limits, count_failure, own_limits, refuse_if_exhausted
from api.audit.models import Outcome
from api.audit.service import record
from api.kit.errors import Unauthenticated
from api.kit.texts import Text

PENDING_COOKIE = "__Host-sign-in"


class SecondStepRequired(Unauthenticated):
    text = Text(
        "Kata sandi cocok. Masukkan kode sekali pakai dari aplikasi Anda untuk melanjutkan.",
        "The passphrase is right. Enter the one-time code from your app to go on.",
    )


class SecondStepFailed(Unauthenticated):
    text = Text(
        "Kode tidak cocok, sudah dipakai, atau waktunya habis. Tunggu kode berikutnya, atau masuk kembali dari awal.",
        "The code does not match, was used or came too late. Wait for the next one, or sign in from the beginning.",
    )


class Waiting(NamedTuple):
    """The passphrase was right; the code is still to come."""

    token: str


class Passed(NamedTuple):
    account: Account
    shared_idle: timedelta | None


def wait_for_code(db: Session, account: Account, *, shared_idle: timedelta | None, now: datetime) -> Waiting:
    token = secrets.token_urlsafe(32)
    db.add(
        PendingSignIn(
            account_id=account.id,
            token_hash=hash_of(token),
            shared_idle_seconds=None if shared_idle is None else int(shared_idle.total_seconds()),
            created_at=now,
        )
    )
    return Waiting(token)


def pass_second_step(
    db: Session, *, token: str | None, code: str, visit: Visit, box: SecretBox, now: datetime, trace: str
) -> Passed:
    """Who had entered the passphrase, now that the code is right too. The cookie counts once."""
    pending = _find(db, token, now)
    if pending is None:
        limits = address_limits("second-step", visit.address)
        refuse_if_exhausted(db, limits, now=now)
        raise SecondStepFailed(afterwards=partial(count_failure, limits=limits, now=now))
    account = credential_queries.lock_account(db, pending.account_id)
    device = _known_device(db, account.id, visit)
    limits = own_limits("second-step", device or account.id)
    refuse_if_exhausted(db, limits, now=now)
    attempt = Attempt(account.id, code, device is not None, box)
    if not _still_counts(pending, account) or not use_code(db, attempt, now=now):
        raise SecondStepFailed(
            afterwards=partial(_note_failure, limits=limits, account_id=account.id, now=now, trace=trace)
        )
    if not second_step_queries.take_pending(db, pending.id):
        raise SecondStepFailed()
    seconds = pending.shared_idle_seconds
    return Passed(account, None if seconds is None else timedelta(seconds=seconds))


def _find(db: Session, token: str | None, now: datetime) -> PendingSignIn | None:
    if token is None:
        return None
    return second_step_queries.find_pending(db, hash_of(token), since=now - second_step_queries.PENDING_LASTS)


def _still_counts(pending: PendingSignIn, account: Account) -> bool:
    """Disabled meanwhile, or given another passphrase: whoever knew the old one is nobody now."""
    changed = account.passphrase_changed_at
    return account.status == AccountStatus.ACTIVE and (changed is None or changed <= pending.created_at)


def _known_device(db: Session, account_id: UUID, visit: Visit) -> UUID | None:
    if visit.device_token is None:
        return None
    device = credential_queries.find_device(db, account_id=account_id, token_hash=hash_of(visit.device_token))
    return None if device is None else device.id


def _note_failure(db: Session, *, limits: list[Limit], account_id: UUID, now: datetime, trace: str) -> None:
    count_failure(db, limits, now=now)
    second_step_queries.add_failure(db, account_id)
    record(
        db,
        actor=None,
        action="pass_second_step",
        object_type="account",
        object_id=account_id,
        outcome=Outcome.DENIED,
        trace=trace,
    )
