"""Tokens made by hand with `cryptography` alone, so that no fault of the library hides on both sides of a test."""

import base64
import hmac
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from api.access.token_keys import TokenKeys, load_keys
from api.kit.settings import Settings

PEM, PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
SPKI = serialization.PublicFormat.SubjectPublicKeyInfo


def write_key(path: Path, key: Any = None) -> Any:
    key = key or ec.generate_private_key(ec.SECP256R1())
    path.write_bytes(key.private_bytes(PEM, PKCS8, serialization.NoEncryption()))
    return key


def write_public(path: Path, key: Any) -> Path:
    path.write_bytes(key.public_key().public_bytes(PEM, SPKI))
    return path


def keys_in(folder: Path, *, private: str | None = "key.pem", public: tuple[str, ...] = ()) -> TokenKeys:
    named = None if private is None else folder / private
    return load_keys(
        Settings(_env_file=None, token_private_key=named, token_public_keys=[folder / name for name in public])
    )


def b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def text_of(value: Any) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def es256(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def hs256(secret: bytes, message: bytes) -> bytes:
    return hmac.new(secret, message, sha256).digest()


def forge(header: Any, claims: Any, sign: Any) -> str:
    """`sign` gets the message and gives the signature."""
    message = f"{b64(text_of(header))}.{b64(text_of(claims))}"
    return f"{message}.{b64(sign(message.encode()))}"
