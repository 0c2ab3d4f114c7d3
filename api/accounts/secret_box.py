"""Secrets that must be read again, sealed with a key that lies in a file beside the database, never in it (ASVS 11.3, 13.3).

AES-256-GCM; what is sealed for one account opens for no other. The first bytes tell which key it was, so that a file that was
exchanged is found out at once.
"""

import base64
import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY, _NONCE, _NAME = 32, 12, 4


class SecretLostError(Exception):
    """The key file is gone, damaged or another one; what was sealed cannot be read."""


class SecretBox:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._key: bytes | None = None

    def seal(self, plain: str, *, owner: UUID) -> bytes:
        """The first secret ever makes the key."""
        if not self._path.exists():
            self._make_key()
        key, nonce = self._read_key(), secrets.token_bytes(_NONCE)
        return _name_of(key) + nonce + AESGCM(key).encrypt(nonce, plain.encode(), owner.bytes)

    def open(self, sealed: bytes, *, owner: UUID) -> str:
        key = self._read_key()
        if not self.fits(sealed):
            raise SecretLostError(f"{self._path} is another key")
        nonce, rest = sealed[_NAME : _NAME + _NONCE], sealed[_NAME + _NONCE :]
        try:
            return AESGCM(key).decrypt(nonce, rest, owner.bytes).decode()
        except InvalidTag as error:
            raise SecretLostError("sealed for somebody else, or damaged") from error

    def fits(self, sealed: bytes) -> bool:
        return sealed[:_NAME] == _name_of(self._read_key())

    def _read_key(self) -> bytes:
        if self._key is None:
            try:
                key = base64.b64decode(self._path.read_bytes(), validate=True)
            except (OSError, ValueError) as error:
                raise SecretLostError(f"{self._path} cannot be read") from error
            if len(key) != _KEY:
                raise SecretLostError(f"{self._path} holds no key")
            self._key = key
        return self._key

    def _make_key(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):  # another worker was first; his key is as good
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(base64.b64encode(secrets.token_bytes(_KEY)))
                file.flush()
                os.fsync(file.fileno())


def _name_of(key: bytes) -> bytes:
    return hashlib.sha256(b"name of the key" + key).digest()[:_NAME]
