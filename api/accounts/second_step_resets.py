"""Taking the second step away from somebody who has lost phone and paper: two officers, and the owner is told of both."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts import second_step_queries as steps
from api.accounts.cards import NotOnOwnAccount, SameOfficer
from api.accounts.enrolment import SecondStepOff
from api.accounts.models import Account
from api.accounts.models_second_step import SecondStepReset
from api.accounts.notices import CredentialEvent
from api.accounts.second_step import note
from api.accounts.sessions import end_sessions
from api.audit.service import record
from api.kit.errors import Conflict
from api.kit.texts import Text

RESET_WAITS = timedelta(days=7)


class ResetNotOpen(Conflict):
    text = Text(
        "Permintaan ini sudah dikonfirmasi, diganti, atau lewat masanya.",
        "This request is confirmed, replaced or expired.",
    )


def request_reset(
    db: Session, *, account: Account, reason: str, actor: Actor, now: datetime, trace: str
) -> SecondStepReset:
    """Nothing changes yet; a newer request takes the place of an older one."""
    if account.id == actor.account_id:
        raise NotOnOwnAccount()
    if not steps.has_second_step(db, account.id):
        raise SecondStepOff()
    steps.void_resets(db, account.id, now)
    reset = SecondStepReset(
        account_id=account.id, reason=reason, asked_by=actor.account_id, asked_at=now, expires_at=now + RESET_WAITS
    )
    db.add(reset)
    db.flush()
    note(db, account.id, CredentialEvent.RESET_ASKED, now=now, by=actor.account_id)
    _record(db, account, actor, "request_totp_reset", trace, reason)
    return reset


def confirm_reset(
    db: Session, *, account: Account, reset: SecondStepReset, actor: Actor, now: datetime, trace: str
) -> None:
    """The second officer, who is neither the first nor the owner. The next sign-in asks for the passphrase alone."""
    if actor.account_id in (reset.asked_by, account.id):
        raise SameOfficer()
    if reset.confirmed_at is not None or reset.voided_at is not None or now >= reset.expires_at:
        raise ResetNotOpen()
    reset.confirmed_at, reset.confirmed_by = now, actor.account_id
    db.flush()
    steps.forget_second_step(db, account.id)
    end_sessions(db, account.id, now=now)
    account.passphrase_change_due = True  # it may have been chosen short, for a second step stood beside it
    note(db, account.id, CredentialEvent.SECOND_STEP_RESET, now=now, by=actor.account_id)
    _record(db, account, actor, "confirm_totp_reset", trace)


def _record(db: Session, account: Account, actor: Actor, action: str, trace: str, reason: str | None = None) -> None:
    record(db, actor=actor, action=action, object_type="account", object_id=account.id, reason=reason, trace=trace)
