"""What a token must look like before the library sees it, and what its claims must be after (security.md §6, rules 5 and 9).

Everything here raises `ValueError`, whatever was sent; the one caller makes a single refusal of it.
"""

import base64
import re
from typing import Annotated, Any, NamedTuple, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from api.kit.errors import Unparsable
from api.kit.json_body import parse_json

MOST_BYTES = 4096
LONGEST_SECONDS = 15 * 60
ALGORITHM = "ES256"
KIND = "at+jwt"

_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_Instant = Annotated[int, Field(ge=0, le=2**40)]


class Parts(NamedTuple):
    kid: str
    claims: Any


class Claims(BaseModel):
    """RFC 9068, and nothing beside it; a whole number is a whole number and a text a text."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    iss: str
    aud: str
    sub: Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{36}$")]
    client_id: str
    jti: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22,64}$")]
    scope: Annotated[str, StringConstraints(pattern=r"^[a-z_]+:[a-z_]+( [a-z_]+:[a-z_]+){0,30}$")]
    iat: _Instant
    nbf: _Instant
    exp: _Instant

    @model_validator(mode="after")
    def _one_client_for_a_short_time(self) -> Self:
        if self.client_id != self.sub or str(UUID(self.sub)) != self.sub:
            raise ValueError("not one client")
        if not self.iat <= self.nbf < self.exp <= self.iat + LONGEST_SECONDS:
            raise ValueError("lives too long, or not at all")
        return self


def read_parts(token: object) -> Parts:
    """The name of the key, and the claims as yet unproven."""
    if not isinstance(token, str) or len(token) > MOST_BYTES or _COMPACT.fullmatch(token) is None:
        raise ValueError("no compact token")
    header, payload, signature = token.split(".")
    _bytes_of(signature)
    return Parts(_key_name(_json_of(header)), _json_of(payload))


def _key_name(header: Any) -> str:
    """Exactly three fields: `crit`, `jku`, `jwk`, `x5u`, `x5c`, `b64`, `zip` and all that may yet come are refused."""
    if not isinstance(header, dict) or header.keys() != {"alg", "typ", "kid"}:
        raise ValueError("other fields than alg, typ and kid")
    if header["alg"] != ALGORITHM or header["typ"] != KIND or not isinstance(header["kid"], str):
        raise ValueError("another algorithm or kind of token")
    return header["kid"]


def _json_of(part: str) -> Any:
    try:
        return parse_json(_bytes_of(part))
    except Unparsable as error:
        raise ValueError("no strict JSON") from error


def _bytes_of(part: str) -> bytes:
    """The one spelling of these bytes: loose bits at the end would make two tokens of one."""
    decoded = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if base64.urlsafe_b64encode(decoded).rstrip(b"=").decode("ascii") != part:
        raise ValueError("not canonical")
    return decoded
