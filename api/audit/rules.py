"""The form of a checkpoint: a C2SP signed note over origin, size and root (pure; https://c2sp.org/tlog-checkpoint)."""

import base64
import hashlib
import re
from enum import StrEnum
from typing import NamedTuple

ED25519 = b"\x01"
_SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<bytes>[A-Za-z0-9+/=]+)")
_CODE = re.compile(r"(?P<size>[0-9]{1,18})[\s.:-]*(?P<root>[0-9a-f]{4}(?:[\s-]?[0-9a-f]{4}){3})")


class Occasion(StrEnum):
    """Why a checkpoint was made."""

    ROUND = "round"
    EXPORT = "export"
    HOURLY = "hourly"
    ASKED = "asked"


class Checkpoint(NamedTuple):
    """What is signed: whose log, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def code(self) -> str:
        return short_code(self.size, self.root)


class Signature(NamedTuple):
    name: str
    key_id: bytes
    bytes: bytes


class NotACheckpoint(ValueError):  # noqa: N818 - read as a word, like the other refusals
    """The text is no checkpoint."""


def key_id(name: str, public: bytes) -> bytes:
    """By which a signature says which key made it."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def verifier_key(name: str, public: bytes) -> str:
    """The public key as the tools of C2SP take it: `name+id+base64`."""
    return f"{name}+{key_id(name, public).hex()}+{base64.b64encode(ED25519 + public).decode()}"


def read_verifier_key(text: str) -> bytes:
    """The public key out of `name+id+base64`."""
    name, _, rest = text.strip().partition("+")
    stated, _, data = rest.partition("+")
    public = _decoded(data)
    if len(public) != 33 or not public.startswith(ED25519) or key_id(name, public[1:]).hex() != stated:
        raise NotACheckpoint
    return public[1:]


def signed_note(checkpoint: Checkpoint, public: bytes, signature: bytes) -> str:
    named = base64.b64encode(key_id(checkpoint.origin, public) + signature).decode()
    return f"{checkpoint.body}\n— {checkpoint.origin} {named}\n"


def read_note(text: str) -> tuple[Checkpoint, list[Signature]]:
    """The checkpoint and its signatures, not yet verified; lines may end as any mail program ends them."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    if len(lines) < 5 or lines[3] or not re.fullmatch(r"[1-9][0-9]{0,17}", lines[1]):
        raise NotACheckpoint
    root = _decoded(lines[2])
    if len(root) != 32:
        raise NotACheckpoint
    return Checkpoint(lines[0], int(lines[1]), root), [_signature(line) for line in lines[4:]]


def _signature(line: str) -> Signature:
    found = _SIGNATURE.fullmatch(line)
    if found is None or len(data := _decoded(found["bytes"])) != 68:
        raise NotACheckpoint
    return Signature(found["name"], data[:4], data[4:])


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise NotACheckpoint from None


def short_code(size: int, root: bytes) -> str:
    """What is printed on paper: the number of entries and 64 bits of the root, e.g. `1284 a1b2-c3d4-e5f6-0718`."""
    digits = root.hex()
    return f"{size} {'-'.join(digits[start : start + 4] for start in range(0, 16, 4))}"


def read_code(text: str) -> tuple[int, bytes] | None:
    """Number of entries and the beginning of the root, from what somebody typed off a paper."""
    found = _CODE.fullmatch(text.strip().lower())
    if found is None or int(found["size"]) == 0:
        return None
    return int(found["size"]), bytes.fromhex(re.sub(r"[\s-]", "", found["root"]))
