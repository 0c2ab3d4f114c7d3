"""The key that signs checkpoints: a file outside the database, for the service alone; made when the log is young."""

import base64
import os
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from api.audit.rules import Checkpoint, key_id, read_note, signed_note, verifier_key
from api.kit.database import Database

SIGNER = "audit_signer"

_HEAD = (
    "# Kunci tanda tangan catatan audit. Rahasiakan, simpan salinannya di tempat aman di luar komputer ini,\n"
    "# dan jangan simpan di basis data. Baris 'retired' memuat kunci publik yang sudah diganti.\n"
)


class KeyFaultError(Exception):
    """The key cannot be used; the message says what to do."""


class Keys(NamedTuple):
    private: Ed25519PrivateKey
    retired: tuple[bytes, ...] = ()

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def trusted(self) -> tuple[bytes, ...]:
        return (self.public, *self.retired)

    def sign(self, checkpoint: Checkpoint) -> str:
        return signed_note(checkpoint, self.public, self.private.sign(checkpoint.body.encode()))

    def verifier_keys(self, origin: str) -> list[str]:
        return [verifier_key(origin, public) for public in self.trusted]


class Signer:
    """Knows where the key lies; reads it once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._keys: Keys | None = None

    def keys(self, *, may_create: bool) -> Keys:
        """A key is made only where nothing was signed yet: a lost one must be noticed, not replaced in silence."""
        if self._keys is None:
            if may_create and not self.path.exists():
                write_keys(self.path, Keys(Ed25519PrivateKey.generate()))
            self._keys = read_keys(self.path)
        return self._keys


def attach_signer(database: Database, path: Path) -> Signer:
    """From now on the database's sessions can sign checkpoints."""
    signer = Signer(path)
    database.sessions.configure(info={SIGNER: signer})
    return signer


def write_keys(path: Path, keys: Keys) -> None:
    """For this account alone, and never over another key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"private {base64.b64encode(keys.private.private_bytes_raw()).decode()}\n"]
    lines += [f"retired {base64.b64encode(public).decode()}\n" for public in keys.retired]
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(_HEAD + "".join(lines))


def read_keys(path: Path) -> Keys:
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise KeyFaultError(
                f"Kunci catatan audit {path} dapat dibaca pengguna lain. Jalankan: chmod 600 {path}. "
                "Bila mungkin sudah dibaca orang, ganti: python -m api audit new-key"
            )
        lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        found = [(word, base64.b64decode(data, validate=True)) for word, data in lines]
        (private,) = (data for word, data in found if word == "private")
        return Keys(
            Ed25519PrivateKey.from_private_bytes(private), tuple(data for word, data in found if word == "retired")
        )
    except FileNotFoundError:
        raise KeyFaultError(
            f"Kunci catatan audit {path} tidak ada, padahal catatan sudah pernah ditandatangani. Kembalikan salinannya "
            "(AUDIT_KEY_FILE menunjuk letaknya), atau bila benar-benar hilang: python -m api audit new-key"
        ) from None
    except (OSError, ValueError) as error:
        raise KeyFaultError(f"Kunci catatan audit {path} tidak terbaca. Kembalikan salinannya.") from error


def signed_by(note: str, trusted: tuple[bytes, ...]) -> bool:
    """Is there a signature under the note by one of these keys? Raises NotACheckpoint for another text."""
    checkpoint, signatures = read_note(note)
    return any(
        signature.name == checkpoint.origin
        and signature.key_id == key_id(checkpoint.origin, public)
        and _verifies(public, signature.bytes, checkpoint.body.encode())
        for signature in signatures
        for public in trusted
    )


def _verifies(public: bytes, signature: bytes, body: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, body)
    except InvalidSignature:
        return False
    return True
