"""Browsers: a kind for the list of sessions, and the mark by which one that has signed in before is known again."""

import secrets
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session
from starlette.requests import Request

from api.accounts import credential_queries as queries
from api.accounts.models import Account, KnownDevice
from api.accounts.sessions import DEVICE_COOKIE, hash_of, token_in
from api.accounts.throttles import client_address
from api.kit.settings import Settings

# the first that fits: browsers also bear the names of those they descend from
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


class Visit(NamedTuple):
    """Where a request comes from, as far as signing in needs to know."""

    address: str
    device: str
    device_token: str | None


def visit_of(request: Request, settings: Settings) -> Visit:
    return Visit(
        address=client_address(request, settings),
        device=device_name(request.headers.get("user-agent", "")),
        device_token=token_in(request, DEVICE_COOKIE),
    )


def device_name(user_agent: str) -> str:
    """ "Chrome di Android": enough to recognise one's own device, too little to tell two people's apart."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), None)
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), None)
    if browser and system:
        return f"{browser} di {system}"
    return browser or system or "Program lain"


def remember_device(db: Session, account: Account, token: str | None, *, now: datetime) -> str:
    """The token this browser shall keep. One that was never given out here is not adopted."""
    if token is None or not queries.is_known_device(db, token_hash=hash_of(token)):
        token = secrets.token_urlsafe(32)
    device = queries.find_device(db, account_id=account.id, token_hash=hash_of(token))
    if device is None:
        db.add(KnownDevice(account_id=account.id, token_hash=hash_of(token), created_at=now, last_used_at=now))
    else:
        device.last_used_at = now
    return token


def forget_devices(db: Session, account_id: UUID) -> None:
    """After a reset no browser is trusted that was there before."""
    db.execute(delete(KnownDevice).where(KnownDevice.account_id == account_id))
