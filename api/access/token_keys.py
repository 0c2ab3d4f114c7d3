"""The keys of access tokens: PEM files outside the database, ES256 only, each found by a name that follows from the key itself."""

import base64
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey

from api.kit.settings import Settings

_PEM = serialization.Encoding.PEM


class BadKeyError(ValueError):
    """A key file that cannot be used; the message names the file and the remedy."""


@dataclass(frozen=True)
class TokenKeys:
    """One key signs; every key in `public` is believed, so that a new one can come while tokens of the old one live."""

    signing_kid: str | None = None
    private_pem: str | None = field(default=None, repr=False)
    public: dict[str, str] = field(default_factory=dict)


def load_keys(settings: Settings) -> TokenKeys:
    """None configured: nobody can get a token, and none is believed."""
    public = dict(_named(_read_public(path), path) for path in settings.token_public_keys)
    if settings.token_private_key is None:
        return TokenKeys(public=public)
    path = settings.token_private_key
    key = _read_private(path)
    kid, pem = _named(key.public_key(), path)
    private_pem = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return TokenKeys(kid, private_pem.decode("ascii"), {**public, kid: pem})


def _read_private(path: Path) -> EllipticCurvePrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise BadKeyError(f"TOKEN_PRIVATE_KEY: {path} tidak dapat dibaca sebagai kunci privat PEM.") from error
    if not isinstance(key, EllipticCurvePrivateKey):
        raise BadKeyError(f"TOKEN_PRIVATE_KEY: {path} bukan kunci EC. {_REMEDY}")
    return key


def _read_public(path: Path) -> EllipticCurvePublicKey:
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadKeyError(f"TOKEN_PUBLIC_KEYS: {path} tidak dapat dibaca sebagai kunci publik PEM.") from error
    if not isinstance(key, EllipticCurvePublicKey):
        raise BadKeyError(f"TOKEN_PUBLIC_KEYS: {path} bukan kunci EC. {_REMEDY}")
    return key


_REMEDY = "Buat dengan: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out BERKAS"


def _named(key: EllipticCurvePublicKey, path: Path) -> tuple[str, str]:
    """The key as PEM text under its name. Never DER: the library would take a binary key for an HMAC secret."""
    if not isinstance(key.curve, SECP256R1):
        raise BadKeyError(f"{path}: kurva harus P-256. {_REMEDY}")
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    digest = hashlib.sha256(key.public_bytes(serialization.Encoding.DER, form)).digest()
    kid = base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode("ascii")
    return kid, key.public_bytes(_PEM, form).decode("ascii")
