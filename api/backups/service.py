"""Make a backup, look at the newest, put one back."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from api.backups import postgresql_tools, sqlite_files
from api.backups.archive import (
    PREFIX,
    SUFFIX,
    Manifest,
    extract_database,
    leaf_at,
    name_for,
    read_manifest,
    sha256_of,
    verify,
    write_archive,
)
from api.backups.errors import BackupError, DamagedError, OlderStateError
from api.backups.rules import Lineage, lineage
from api.backups.state import State, read_leaf, read_state

OVERDUE_AFTER = timedelta(hours=24)


class Newest(NamedTuple):
    """The newest backup in the folder; without a manifest it is damaged."""

    path: Path
    size: int
    modified_at: datetime
    manifest: Manifest | None


def is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def make_backup(engine: Engine, folder: Path, *, now: datetime) -> Path:
    """One verified file in the folder, made while the service goes on writing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _workplace(folder) as place:
        database, leaves = place / "database", place / "leaves"
        copy_out = sqlite_files.copy_out if is_sqlite(engine) else postgresql_tools.dump
        state = copy_out(engine, database, leaves)
        manifest = Manifest(
            format=1,
            created_at=now,
            database="sqlite" if is_sqlite(engine) else "postgresql",
            revision=state.revision,
            sha256=sha256_of(database),
            size=database.stat().st_size,
            audit_seq=state.head.seq,
            audit_leaf=state.head.leaf.hex(),
            rows=state.rows,
        )
        target = folder / name_for(now)
        write_archive(target, manifest=manifest, database=database, leaves=leaves)
    return target


def find_newest(folder: Path) -> Newest | None:
    paths = sorted(folder.glob(f"{PREFIX}*{SUFFIX}"))
    if not paths:
        return None
    try:
        manifest = read_manifest(paths[-1])
    except DamagedError:
        manifest = None
    file = paths[-1].stat()
    return Newest(paths[-1], file.st_size, datetime.fromtimestamp(file.st_mtime, UTC), manifest)


def present_state(engine: Engine) -> State | None:
    """What is there now; nothing for an office that has no database yet."""
    if is_sqlite(engine) and not sqlite_files.path_of(engine).exists():
        return None
    with engine.connect() as connection:
        return read_state(connection)


def require_usable(archive: Path, engine: Engine, known_revisions: set[str]) -> Manifest:
    """Whole, made of the same kind of database, and not by a newer version of this program."""
    manifest = verify(archive)
    if manifest.database != ("sqlite" if is_sqlite(engine) else "postgresql"):
        raise BackupError(f"Cadangan ini dari basis data {manifest.database}; DATABASE_URL menunjuk jenis yang lain.")
    if manifest.revision not in known_revisions:
        raise BackupError(
            f"Cadangan ini dibuat versi program yang lebih baru (skema {manifest.revision}). "
            "Perbarui program lebih dahulu."
        )
    return manifest


def require_nothing_lost(archive: Path, manifest: Manifest, engine: Engine) -> None:
    """The backup's audit log contains the present one, or else somebody must say that he wants the older state."""
    try:
        present = present_state(engine)
        if present is None:
            return
        common = min(present.head.seq, manifest.audit_seq)
        with engine.connect() as connection:
            leaf = read_leaf(connection, common)
    except SQLAlchemyError as error:
        raise OlderStateError(
            "Basis data sekarang tidak terbaca, sehingga tidak dapat dipastikan apa yang hilang bila diganti."
        ) from error
    verdict = lineage(manifest.head, present.head, leaf_at(archive, common), leaf)
    if verdict is Lineage.OTHER:
        raise OlderStateError(
            "Cadangan ini bukan dari riwayat yang sama dengan basis data sekarang: catatan auditnya berbeda."
        )
    if verdict is Lineage.OLDER:
        raise OlderStateError(
            f"Cadangan ini lebih tua daripada basis data sekarang: {present.head.seq - manifest.audit_seq} "
            "catatan audit beserta perubahannya akan hilang."
        )


def put_back(archive: Path, manifest: Manifest, engine: Engine, folder: Path, *, now: datetime) -> Path | None:
    """Replace the present database; returns where it has been kept (nothing if there was none)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _require_nobody_else(engine)
    aside = _set_aside(engine, folder, now)
    engine.dispose()
    with _workplace(sqlite_files.path_of(engine).parent if is_sqlite(engine) else folder) as place:
        database = place / "database"
        extract_database(archive, database)
        if is_sqlite(engine):
            sqlite_files.check(database)
            _require_state(database, manifest)
            sqlite_files.put_in_place(database, sqlite_files.path_of(engine))
        else:
            postgresql_tools.check(engine, database)
            postgresql_tools.restore(engine, database, place)
    state = present_state(engine)
    engine.dispose()
    if state is None or (state.revision, state.head, state.rows) != (manifest.revision, manifest.head, manifest.rows):
        raise BackupError(f"Isi setelah pemulihan berbeda dari manifes. Keadaan sebelumnya tersimpan di {aside}.")
    return aside


def _require_state(database: Path, manifest: Manifest) -> None:
    with sqlite_files.reading_file(database) as connection:
        state = read_state(connection)
    if state is None or (state.head, state.rows) != (manifest.head, manifest.rows):
        raise DamagedError("isi basis data berbeda dari manifes")


def _require_nobody_else(engine: Engine) -> None:
    engine.dispose()
    if not is_sqlite(engine):
        postgresql_tools.require_nobody_else(engine)
    elif (path := sqlite_files.path_of(engine)).exists():
        sqlite_files.require_nobody_else(path)


def _set_aside(engine: Engine, folder: Path, now: datetime) -> Path | None:
    aside = folder / f"sebelum-pemulihan-{now:%Y%m%d-%H%M%S}"
    try:
        if present_state(engine) is None:
            return None
        return make_backup(engine, aside, now=now)
    except (DamagedError, SQLAlchemyError):
        if not is_sqlite(engine):
            raise
        return sqlite_files.set_damaged_aside(sqlite_files.path_of(engine), aside)


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """A folder of our own on the same disk, so that a finished file can be renamed into place."""
    with tempfile.TemporaryDirectory(prefix=".kerja-", dir=folder) as place:
        yield Path(place)
