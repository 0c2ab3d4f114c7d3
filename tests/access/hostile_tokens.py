"""The tokens themselves: one function each that makes a hostile one in the world given (security.md T37, M4)."""

import string
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from api.access.tokens import Tokens
from tests.access.token_forge import SPKI, b64, es256, forge, hs256, text_of

ISSUER = "https://kinerja.kantor.example"
CLIENT = UUID("5b0f6c1e-2a57-4b6e-8a39-0a8f3c9be111")
NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
SIGNS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
SINCE = int(NOW.timestamp())


class World(NamedTuple):
    tokens: Tokens
    key: ec.EllipticCurvePrivateKey
    kid: str
    public_pem: str
    good: str  # one for all examples: a signature is another each time

    def header(self, **other: Any) -> dict[str, Any]:
        return {"alg": "ES256", "typ": "at+jwt", "kid": self.kid, **other}

    def signed(self, header: Any, claims: Any) -> str:
        return forge(header, claims, partial(es256, self.key))


def claims(**other: Any) -> dict[str, Any]:
    usual = {"iss": ISSUER, "aud": f"{ISSUER}/api/v1", "sub": str(CLIENT), "client_id": str(CLIENT), "jti": "A" * 32,
             "scope": "results:read", "iat": SINCE, "nbf": SINCE, "exp": SINCE + 900}  # fmt: skip
    return {name: value for name, value in {**usual, **other}.items() if value is not ...}


def in_der(w: World) -> bytes:
    return w.key.public_key().public_bytes(serialization.Encoding.DER, SPKI)


def as_point(w: World) -> bytes:
    return w.key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def hmac_with(make_secret: Callable[[World], bytes], **header: Any) -> Callable[[World], str]:
    return lambda w: forge(w.header(**{"alg": "HS256", **header}), claims(), partial(hs256, make_secret(w)))


def other_header(**fields: Any) -> Callable[[World], str]:
    return lambda w: w.signed({k: v for k, v in w.header(**fields).items() if v is not ...}, claims())


def other_claims(**fields: Any) -> Callable[[World], str]:
    return lambda w: w.signed(w.header(), claims(**fields))


def raw(header: bytes | None = None, payload: bytes | None = None) -> Callable[[World], str]:
    return lambda w: w.signed(
        header if header is not None else w.header(), payload if payload is not None else claims()
    )


def doubled_exp() -> bytes:
    return text_of(claims())[:-1] + b', "exp": 99999999999}'


def without_signature(alg: str) -> Callable[[World], str]:
    return lambda w: forge(w.header(alg=alg), claims(), lambda _: b"")


def unsigned_but_named_so(alg: str) -> Callable[[World], str]:
    return lambda w: forge(w.header(alg=alg), claims(), lambda _: b"x" * 64)


def of_another_key(w: World) -> str:
    return forge(w.header(), claims(), partial(es256, ec.generate_private_key(ec.SECP256R1())))


def of_an_embedded_key(w: World) -> str:
    stranger = ec.generate_private_key(ec.SECP256R1())
    point = stranger.public_key().public_numbers()
    jwk = {"kty": "EC", "crv": "P-256", "x": b64(point.x.to_bytes(32, "big")), "y": b64(point.y.to_bytes(32, "big"))}
    return forge(w.header(jwk=jwk), claims(), partial(es256, stranger))


def loose_bits(w: World) -> str:
    """The same bytes in another spelling: the last character of a 64-byte signature has four bits to spare."""
    token = w.signed(w.header(), claims())
    return token[:-1] + SIGNS[SIGNS.index(token[-1]) ^ 1]


HOSTILE: dict[str, Callable[[World], Any]] = {
    **{f"alg {alg}, no signature": without_signature(alg) for alg in ("none", "None", "nOnE", "NONE", "")},
    **{f"alg {alg}, any signature": unsigned_but_named_so(alg)
       for alg in ("none", "HS256", "HS512", "RS256", "ES384", "ES512", "PS256", "EdDSA", "es256")},
    "HS256 with the public key as PEM": hmac_with(lambda w: w.public_pem.encode()),
    "HS256 with the public key as DER": hmac_with(in_der),
    "HS256 with the public point": hmac_with(as_point),
    "HS256 with nothing": hmac_with(lambda _: b""),
    "HS256 signature under the name ES256": hmac_with(in_der, alg="ES256"),
    "another key's signature": of_another_key,
    "a key it brings along": of_an_embedded_key,
    **{f"header with {name}": other_header(**{name: value}) for name, value in
       {"jku": "https://evil.example/keys", "x5u": "https://evil.example/c", "x5c": ["MIIB"], "crit": ["exp"], "b64": False,
        "zip": "DEF", "cty": "JWT", "epk": {}, "p2c": 2**31}.items()},
    **{f"header without {name}": other_header(**{name: ...}) for name in ("alg", "typ", "kid")},
    **{f"kid {kid!r}"[:40]: other_header(kid=kid) for kid in
       ("../../../../etc/passwd", "/dev/null", "x' OR '1'='1", "", None, 0, ["a"], {"a": 1}, "k" * 2000, "https://evil.example")},
    **{f"typ {typ!r}": other_header(typ=typ) for typ in ("JWT", "rt+jwt", "AT+JWT", "application/at+jwt", None, 1)},
    **{f"without {name}": other_claims(**{name: ...}) for name in claims()},
    **{f"exp {exp!r}": other_claims(exp=exp) for exp in
       (SINCE - 1, SINCE, SINCE + 901, 10**18, -1, 0, "2030-01-01", str(SINCE + 60), SINCE + 60.5, True, None, [SINCE + 60])},
    "exp Infinity": raw(payload=text_of(claims()).replace(str(SINCE + 900).encode(), b"Infinity")),
    "exp 1e400": raw(payload=text_of(claims()).replace(str(SINCE + 900).encode(), b"1e400")),
    "exp NaN": raw(payload=text_of(claims()).replace(str(SINCE + 900).encode(), b"NaN")),
    "exp of five thousand digits": raw(payload=text_of(claims()).replace(str(SINCE + 900).encode(), b"9" * 3000)),
    "exp twice": raw(payload=doubled_exp()),
    "from tomorrow on": other_claims(iat=SINCE + 86400, nbf=SINCE + 86400, exp=SINCE + 86460),
    "issued in the future": other_claims(iat=SINCE + 5),
    "not yet": other_claims(nbf=SINCE + 5),
    **{f"aud {aud!r}"[:40]: other_claims(aud=aud) for aud in
       ("", ISSUER, [f"{ISSUER}/api/v1"], [f"{ISSUER}/api/v1", "https://evil.example"], f"{ISSUER}/api/v2", None, {})},
    **{f"iss {iss!r}": other_claims(iss=iss) for iss in ("", "https://evil.example", ISSUER + "/", [ISSUER], None)},
    **{f"sub {sub!r}"[:40]: other_claims(sub=sub) for sub in
       ("", "administrator", str(CLIENT).upper(), "s" * 3000, 7, None, "5b0f6c1e-2a57-4b6e-8a39-0a8f3c9be112", "-" * 36)},
    **{f"scope {scope!r}"[:40]: other_claims(scope=scope) for scope in ("", "*", "results:read\n", ["results:read"], "a:b " * 400)},
    "a claim too many": other_claims(roles=["administrator"]),
    "jti of one sign": other_claims(jti="a"),
    "claims that are a list": raw(payload=b"[1]"),
    "claims that are a text": raw(payload=b'"x"'),
    "claims that are nothing": raw(payload=b"{}"),
    "claims that are no JSON": raw(payload=b"\xff\xfe"),
    "claims nested without end": raw(payload=b"[" * 1400),
    "header nested without end": raw(header=b'{"alg":' * 190),
    "header that is a list": raw(header=b'["ES256"]'),
    "header with alg twice": lambda w: w.signed(text_of(w.header())[:-1] + b', "alg": "none"}', claims()),
    "header with a mark in front": lambda w: w.signed(b"\xef\xbb\xbf" + text_of(w.header()), claims()),
    "one part": lambda _: "abc",
    "two parts": lambda w: ".".join(w.signed(w.header(), claims()).split(".")[:2]),
    "four parts": lambda w: w.signed(w.header(), claims()) + ".abc",
    "five parts": lambda _: "a.b.c.d.e",
    "an encrypted token": lambda _: ".".join([b64(b'{"alg":"dir","enc":"A256GCM"}'), "", "AAAA", "AAAA", "AAAA"]),
    "nothing": lambda _: "",
    "dots": lambda _: "..",
    "with blanks": lambda w: " " + w.signed(w.header(), claims()),
    "with a line's end": lambda w: w.signed(w.header(), claims()) + "\n",
    "with padding": lambda w: w.signed(w.header(), claims()) + "==",
    "in another spelling": loose_bits,
    "too long": lambda w: w.signed(w.header(), claims()) + "A" * 5000,
    "signature cut short": lambda w: w.signed(w.header(), claims())[:-8],
    "signature of zeroes": lambda w: forge(w.header(), claims(), lambda _: bytes(64)),
    "signature as DER": lambda w: forge(w.header(), claims(), lambda m: w.key.sign(m, ec.ECDSA(SHA256()))),
    "bytes": lambda w: w.signed(w.header(), claims()).encode(),
    "no text at all": lambda _: None,
    "a number": lambda _: 7,
    "a list": lambda _: ["a.b.c"],
    "half a surrogate": lambda _: "\ud800.a.b",
    "Arabic digits": lambda _: "١.٢.٣",
}  # fmt: skip
