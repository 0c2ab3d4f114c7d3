"""The second step of signing in: a code from the phone, or one from paper. Each counts once; every refusal looks alike."""

from datetime import datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from api.accounts import second_step_queries as queries
from api.accounts.models_second_step import CredentialNote, SecondStep
from api.accounts.notices import CredentialEvent
from api.accounts.one_time_codes import digits_of, matching_step, recovery_key
from api.accounts.secret_box import SecretBox, SecretLostError
from api.accounts.sessions import hash_of
from api.accounts.throttles import Limit, count_failure
from api.kit.errors import Forbidden
from api.kit.texts import Text

log = structlog.get_logger("second_step")

# NIST SP 800-63B-4 §3.2.2: after so many in a row the phone's codes count only on devices that are known, or codes on paper
MOST_IN_A_ROW = 100


class WrongCode(Forbidden):
    text = Text(
        "Kode tidak cocok, sudah dipakai, atau lewat waktunya. Tunggu kode berikutnya di aplikasi Anda.",
        "The code does not match, was used or is too old. Wait for the next one in your app.",
    )


class Attempt(NamedTuple):
    """A code somebody sent, and how far its sender is trusted."""

    account_id: UUID
    code: str
    on_known_device: bool
    box: SecretBox


def use_code(db: Session, attempt: Attempt, *, now: datetime) -> bool:
    """Whether the code was good; then it is used up."""
    digits = digits_of(attempt.code)
    if digits is None:
        return _use_recovery_code(db, attempt, now)
    kept = queries.lock_second_step(db, attempt.account_id)
    if kept is None or (kept.failures >= MOST_IN_A_ROW and not attempt.on_known_device):
        return False
    secret = _secret_of(kept, attempt.box)
    step = None if secret is None else matching_step(secret, digits, now)
    return step is not None and queries.use_step(db, attempt.account_id, step)


def demand_code(db: Session, attempt: Attempt, *, limits: list[Limit], now: datetime) -> None:
    """From somebody who is signed in; failures go to the counter that only he can fill."""
    if not use_code(db, attempt, now=now):
        raise WrongCode(afterwards=partial(count_failure, limits=limits, now=now))


def note(db: Session, account_id: UUID, event: CredentialEvent, *, now: datetime, by: UUID | None = None) -> None:
    db.add(CredentialNote(account_id=account_id, event=event, at=now, by_account_id=by))


def _use_recovery_code(db: Session, attempt: Attempt, now: datetime) -> bool:
    used = queries.use_recovery_code(db, attempt.account_id, hash_of(recovery_key(attempt.code)), now)
    if used:
        note(db, attempt.account_id, CredentialEvent.RECOVERY_CODE_USED, now=now)
    return used


def _secret_of(kept: SecondStep, box: SecretBox) -> str | None:
    """Without the key file only codes on paper open; `doctor` says so, and so does the log."""
    if kept.secret is None:
        return None
    try:
        return box.open(kept.secret, owner=kept.account_id)
    except SecretLostError as error:
        log.error("secret_lost", reason=str(error))
        return None
