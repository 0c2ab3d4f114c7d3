"""Accounts whose one-time codes are on."""

import pyotp
from fastapi import FastAPI
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.accounts.models_second_step import RecoveryCode, SecondStep
from api.accounts.one_time_codes import SECONDS, new_recovery_codes, new_secret, recovery_key
from api.accounts.sessions import hash_of
from api.kit import clock


def enrol(db: Session, app: FastAPI, account: Account) -> str:
    """Codes on since just now; the secret."""
    secret = new_secret()
    sealed = app.state.secret_box.seal(secret, owner=account.id)
    db.add(SecondStep(account_id=account.id, secret=sealed, confirmed_at=clock.now()))
    db.commit()
    return secret


def code_now(secret: str) -> str:
    return pyotp.TOTP(secret).at(clock.now())


def next_code(secret: str) -> str:
    """Of the next thirty seconds, which counts already and has not been used."""
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()) + SECONDS)


def make_recovery_code(db: Session, account_id: object) -> str:
    code = new_recovery_codes()[0]
    db.add(RecoveryCode(account_id=account_id, code_hash=hash_of(recovery_key(code)), created_at=clock.now()))
    db.commit()
    return code
