"""A backup is one file: a zip of the database, the leaves of the audit log, and a manifest that says what they must be."""

import hashlib
import json
import os
import zipfile
import zlib
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from api.backups.errors import DamagedError
from api.backups.rules import Head

FORMAT = 1
PREFIX = "penilaian-"
SUFFIX = ".backup.zip"
LEAF_BYTES = 32

_MANIFEST, _DATABASE, _LEAVES = "manifest.json", "database", "audit-leaves"
_CHUNK = 1 << 20


class Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    created_at: AwareDatetime
    database: Literal["sqlite", "postgresql"]
    revision: str
    sha256: str
    size: int
    audit_seq: int
    audit_leaf: str
    rows: dict[str, int]

    @property
    def head(self) -> Head:
        return Head(self.audit_seq, bytes.fromhex(self.audit_leaf))


def name_for(moment: datetime) -> str:
    return f"{PREFIX}{moment:%Y%m%d-%H%M%S-%f}{SUFFIX}"


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_archive(target: Path, *, manifest: Manifest, database: Path, leaves: Path) -> None:
    """All or nothing: written under another name, synced, checked as a reader would, and only then renamed."""
    unfinished = target.with_suffix(".unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                archive.write(database, _DATABASE)
                archive.write(leaves, _LEAVES)
                archive.writestr(_MANIFEST, manifest.model_dump_json(indent=2))
            file.flush()
            os.fsync(file.fileno())
        verify(unfinished)
        unfinished.replace(target)
        sync_folder(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def read_manifest(path: Path) -> Manifest:
    """The manifest, after a cheap look that everything it speaks of is there in its full size."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = Manifest.model_validate(json.loads(archive.read(_MANIFEST)))
            sizes = (archive.getinfo(_DATABASE).file_size, archive.getinfo(_LEAVES).file_size)
    except (OSError, ValueError, KeyError, EOFError, NotImplementedError, zipfile.BadZipFile, ValidationError) as error:
        raise DamagedError("manifes tidak terbaca") from error
    if sizes != (manifest.size, manifest.audit_seq * LEAF_BYTES):
        raise DamagedError("ukuran isi berbeda dari manifes")
    return manifest


def verify(path: Path) -> Manifest:
    """Read everything once: the database is the one the manifest was written for, the log ends where it says."""
    manifest = read_manifest(path)
    _copy(path, _DATABASE, None, manifest.sha256)
    if leaf_at(path, manifest.audit_seq) != manifest.head.leaf:
        raise DamagedError("akhir catatan audit berbeda dari manifes")
    return manifest


def extract_database(path: Path, target: Path) -> None:
    _copy(path, _DATABASE, target, read_manifest(path).sha256)


def leaf_at(path: Path, seq: int) -> bytes:
    """The leaf hash of an entry of the audit log in the backup; entries are numbered from 1 without gaps."""
    if seq == 0:
        return b""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_LEAVES) as leaves:
            leaves.seek((seq - 1) * LEAF_BYTES)
            return leaves.read(LEAF_BYTES)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise DamagedError("catatan audit tidak terbaca") from error


def _copy(path: Path, member: str, target: Path | None, sha256: str) -> None:
    digest = hashlib.sha256()
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as source, open(target or os.devnull, "wb") as sink:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                sink.write(chunk)
            sink.flush()
            if target is not None:
                os.fsync(sink.fileno())
    except (ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise DamagedError("isi tidak terbaca") from error
    if digest.hexdigest() != sha256:
        raise DamagedError("SHA-256 berbeda dari manifes")


def sync_folder(folder: Path) -> None:
    """A rename is certain only when the folder itself is on the disk."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
