"""Switching one-time codes on and off, and the codes on paper that go with them."""

from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts import credential_queries, queries
from api.accounts import second_step_queries as steps
from api.accounts.models_second_step import RecoveryCode, SecondStep
from api.accounts.notices import CredentialEvent
from api.accounts.one_time_codes import (
    digits_of,
    matching_step,
    new_recovery_codes,
    new_secret,
    qr_image,
    recovery_key,
    setup_address,
)
from api.accounts.second_step import WrongCode, note
from api.accounts.secret_box import SecretBox, SecretLostError
from api.accounts.sessions import end_sessions, hash_of, rotate_session
from api.accounts.throttles import count_failure, own_limits, refuse_if_exhausted
from api.audit.service import record
from api.kit.errors import Conflict
from api.kit.texts import Text

OFFER_LASTS = timedelta(minutes=30)


class NothingOffered(Conflict):
    text = Text(
        "Belum ada kode QR yang ditampilkan, atau sudah lebih dari 30 menit. Mulai lagi dari awal.",
        "No QR code was shown, or that was more than 30 minutes ago. Begin again.",
    )


class SecondStepOff(Conflict):
    text = Text("Kode sekali pakai belum aktif di akun ini.", "One-time codes are not switched on for this account.")


class SecondStepDemanded(Conflict):
    text = Text(
        "Peran Anda mewajibkan kode sekali pakai, jadi tidak dapat dimatikan.",
        "Your role demands one-time codes, so they cannot be switched off.",
    )


class Offer(NamedTuple):
    """Shown once; what is kept of it is sealed."""

    secret: str
    address: str
    qr: str


class Confirmed(NamedTuple):
    recovery_codes: list[str]
    session_token: str


def begin(db: Session, *, actor: Actor, box: SecretBox, now: datetime, trace: str) -> Offer:
    """A new secret on offer; until it is confirmed, an earlier one goes on counting."""
    account = credential_queries.lock_account(db, actor.account_id)
    secret, office = new_secret(), queries.find_office(db)
    kept = steps.lock_second_step(db, account.id) or SecondStep(account_id=account.id)
    kept.offered_secret, kept.offered_at = box.seal(secret, owner=account.id), now
    db.add(kept)
    _record(db, actor, "begin_totp", trace)
    login = account.email or account.login_name or account.name
    address = setup_address(secret, login=login, office=office.name if office else "")
    return Offer(secret, address, qr_image(address))


def confirm(db: Session, *, actor: Actor, code: str, box: SecretBox, now: datetime, trace: str) -> Confirmed:
    """The first code from the phone shows that it works. All other sessions end: they had no second step."""
    limits = own_limits("enrolment", actor.account_id)
    refuse_if_exhausted(db, limits, now=now)
    kept = steps.lock_second_step(db, actor.account_id)
    secret = _offered(kept, box, now)
    digits = digits_of(code)
    step = None if digits is None else matching_step(secret, digits, now)
    if kept is None or step is None:
        raise WrongCode(afterwards=partial(count_failure, limits=limits, now=now))
    kept.secret, kept.confirmed_at, kept.last_step, kept.failures = kept.offered_secret, now, step, 0
    kept.offered_secret = kept.offered_at = None
    end_sessions(db, actor.account_id, now=now, keep=actor.session_id)
    note(db, actor.account_id, CredentialEvent.SECOND_STEP_ON, now=now)
    _record(db, actor, "confirm_totp", trace)
    return Confirmed(_fresh_codes(db, actor.account_id, now), rotate_session(db, actor.session_id, now=now))


def renew_codes(db: Session, *, actor: Actor, now: datetime, trace: str) -> list[str]:
    """New codes on paper; the old ones are void."""
    credential_queries.lock_account(db, actor.account_id)
    if not steps.has_second_step(db, actor.account_id):
        raise SecondStepOff()
    note(db, actor.account_id, CredentialEvent.RECOVERY_CODES_RENEWED, now=now)
    _record(db, actor, "renew_recovery_codes", trace)
    return _fresh_codes(db, actor.account_id, now)


def refuse_turning_off(db: Session, *, actor: Actor) -> None:
    credential_queries.lock_account(db, actor.account_id)
    if not steps.has_second_step(db, actor.account_id):
        raise SecondStepOff()
    if actor.second_step_demanded:
        raise SecondStepDemanded()


def turn_off(db: Session, *, actor: Actor, now: datetime, trace: str) -> None:
    """After `refuse_turning_off` and a code, in the same transaction."""
    steps.forget_second_step(db, actor.account_id)
    end_sessions(db, actor.account_id, now=now, keep=actor.session_id)
    note(db, actor.account_id, CredentialEvent.SECOND_STEP_OFF, now=now)
    _record(db, actor, "turn_off_totp", trace)


def _offered(kept: SecondStep | None, box: SecretBox, now: datetime) -> str:
    if kept is None or kept.offered_secret is None or kept.offered_at is None or now - kept.offered_at > OFFER_LASTS:
        raise NothingOffered()
    try:
        return box.open(kept.offered_secret, owner=kept.account_id)
    except SecretLostError as error:
        raise NothingOffered() from error


def _fresh_codes(db: Session, account_id: UUID, now: datetime) -> list[str]:
    steps.forget_recovery_codes(db, account_id)
    codes = new_recovery_codes()
    db.add_all(
        RecoveryCode(account_id=account_id, code_hash=hash_of(recovery_key(code)), created_at=now) for code in codes
    )
    return codes


def _record(db: Session, actor: Actor, action: str, trace: str) -> None:
    record(db, actor=actor, action=action, object_type="account", object_id=actor.account_id, trace=trace)
