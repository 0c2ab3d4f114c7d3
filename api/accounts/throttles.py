"""Failed attempts are counted in the database, so a restart forgets nothing and all workers count together (security.md T40).

Ten failures a login, sixty an address, a thousand in all within five minutes; the next is refused before any work is done.
A device that has signed in before is counted by itself alone: nobody else's failures keep it out. Counts are written
after the refusal, so attempts that run at the same moment may together exceed the limit by as many as the server has threads.
"""

import hashlib
import ipaddress
import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import case
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from starlette.requests import Request

from api.accounts import credential_queries as queries
from api.accounts.models import FailureCount
from api.kit.database import is_sqlite
from api.kit.errors import TooManyRequests
from api.kit.settings import Settings

WINDOW = timedelta(minutes=5)
PER_LOGIN = 10
PER_ADDRESS = 60
IN_ALL = 1000


class Limit(NamedTuple):
    key: bytes
    most: int


def login_limits(login: str, address: str) -> list[Limit]:
    """By the login as it was asked for, whether it exists or not: the limit tells nothing about who has an account."""
    return [Limit(_key("login", login), PER_LOGIN), *address_limits("sign-in", address)]


def address_limits(purpose: str, address: str) -> list[Limit]:
    return [Limit(_key(purpose, "address", address), PER_ADDRESS), Limit(_key(purpose, "all"), IN_ALL)]


def own_limits(*parts: object) -> list[Limit]:
    """A counter that nobody else touches: a known device, or somebody who is signed in and enters the passphrase again."""
    return [Limit(_key("own", *map(str, parts)), PER_LOGIN)]


def _key(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode()).digest()


def refuse_if_exhausted(db: Session, limits: Sequence[Limit], *, now: datetime) -> None:
    counts = queries.failures_since(db, [limit.key for limit in limits], now - WINDOW)
    ends = [
        counts[key].window_started_at + WINDOW for key, most in limits if key in counts and counts[key].failures >= most
    ]
    if ends:
        seconds = max(1, math.ceil((max(ends) - now).total_seconds()))
        raise TooManyRequests(headers={"Retry-After": str(seconds)}, seconds=seconds)


def count_failure(db: Session, limits: Sequence[Limit], *, now: datetime) -> None:
    """One more in each counter; a window that has run out begins anew. Always in the same order, so nobody waits in a ring."""
    insert = sqlite.insert if is_sqlite(db) else postgresql.insert
    lapsed = FailureCount.window_started_at <= now - WINDOW
    for key in sorted(limit.key for limit in limits):
        statement = insert(FailureCount).values(key=key, window_started_at=now, failures=1)
        db.execute(
            statement.on_conflict_do_update(
                index_elements=[FailureCount.key],
                set_={
                    "failures": case((lapsed, 1), else_=FailureCount.failures + 1),
                    "window_started_at": case((lapsed, now), else_=FailureCount.window_started_at),
                },
            )
        )


def client_address(request: Request, settings: Settings) -> str:
    """Where the request comes from; what proxies say is believed only if the office named them."""
    address = request.client.host if request.client else "unknown"
    forwarded = [part.strip() for line in request.headers.getlist("x-forwarded-for") for part in line.split(",")]
    while forwarded and _is_trusted(address, settings.trusted_proxies):
        address = forwarded.pop()
    return _subscriber(address)


def _is_trusted(address: str, proxies: Sequence[str]) -> bool:
    try:
        return any(ipaddress.ip_address(address) in ipaddress.ip_network(proxy, strict=False) for proxy in proxies)
    except ValueError:
        return False


def _subscriber(address: str) -> str:
    """An IPv6 subscriber has a whole /64 to send from; IPv4 in IPv6 clothes is IPv4."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
