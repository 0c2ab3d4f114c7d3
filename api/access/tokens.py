"""Access tokens of API clients: the one module that knows python-jose, behind the twelve rules of security.md §6.

One algorithm (ES256), one kind (`at+jwt`), fifteen minutes at most. A token tells who the client is and what it asked for;
whether the client still exists and may still do it is asked of the database on each request, by whoever calls `verify`.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

import structlog
from jose import backends, jwt

from api.access.token_keys import TokenKeys
from api.access.token_shape import ALGORITHM, KIND, LONGEST_SECONDS, Claims, read_parts
from api.kit.errors import Unauthenticated
from api.kit.texts import Text

log = structlog.get_logger("tokens")

_DEMANDS = {
    **{f"require_{claim}": True for claim in ("exp", "iat", "nbf", "aud", "iss", "sub", "jti")},
    "leeway": 0,
}


class InvalidToken(Unauthenticated):
    text = Text(
        "Token akses tidak berlaku: tidak dikenal, lewat masanya, atau bukan untuk layanan ini. Mintalah token baru.",
        "The access token is not valid: unknown, expired, or not for this service. Ask for a new one.",
    )
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": 'Bearer error="invalid_token"'}


@dataclass(frozen=True)
class AccessToken:
    client_id: UUID
    token_id: str
    scopes: frozenset[str]


class Tokens:
    def __init__(self, keys: TokenKeys, *, issuer: str) -> None:
        assert_backend()
        self._keys = keys
        self._issuer = issuer
        self._audience = f"{issuer}/api/v1"

    def sign(self, *, client_id: UUID, scopes: Collection[str], now: datetime) -> str:
        if self._keys.private_pem is None:
            raise RuntimeError("TOKEN_PRIVATE_KEY is not set")
        since = int(now.timestamp())
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(client_id),
            "client_id": str(client_id),
            "jti": secrets.token_urlsafe(24),
            "scope": " ".join(sorted(scopes)),
            "iat": since,
            "nbf": since,
            "exp": since + LONGEST_SECONDS,
        }
        Claims.model_validate(claims)
        headers = {"typ": KIND, "kid": self._keys.signing_kid}
        signed: str = jwt.encode(claims, self._keys.private_pem, algorithm=ALGORITHM, headers=headers)
        return signed

    def verify(self, token: object, *, now: datetime) -> AccessToken:
        """The client that was meant, or `InvalidToken`: whatever was sent, nothing else comes out of here."""
        try:
            return self._verified(token, now)
        except Exception as error:  # not JWTError alone: the library fails in many ways on what it did not expect
            log.warning("invalid_token", kind=type(error).__name__)
            raise InvalidToken() from None

    def _verified(self, token: object, now: datetime) -> AccessToken:
        parts = read_parts(token)
        key = self._keys.public[parts.kid]
        jwt.decode(
            token, key, algorithms=[ALGORITHM], audience=self._audience, issuer=self._issuer, options=dict(_DEMANDS)
        )
        claims = Claims.model_validate(parts.claims)
        if (claims.iss, claims.aud) != (self._issuer, self._audience):
            raise ValueError("for somebody else")
        if not claims.nbf <= now.timestamp() < claims.exp:
            raise ValueError("not now")
        return AccessToken(UUID(claims.sub), claims.jti, frozenset(claims.scope.split()))


def assert_backend() -> None:
    """Another backend would compute signatures in Python, and leak the key through the time that takes (CVE-2024-23342)."""
    for key in (backends.RSAKey, backends.ECKey):
        if key.__module__ != "jose.backends.cryptography_backend":
            raise RuntimeError(f"python-jose must use cryptography, not {key.__module__}")
