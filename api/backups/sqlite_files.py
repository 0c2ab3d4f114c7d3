"""A SQLite office: one file, copied while the service writes, and replaced only when nobody has it open."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from api.backups.archive import sync_folder
from api.backups.errors import BackupError, DamagedError
from api.backups.state import State, read_state, write_leaves


def path_of(engine: Engine) -> Path:
    if not engine.url.database or engine.url.database == ":memory:":
        raise BackupError("Basis data ini hanya ada di memori; tidak ada yang dapat dicadangkan.")
    return Path(engine.url.database)


@contextmanager
def reading_file(path: Path) -> Iterator[Connection]:
    """A copy, opened without leaving anything beside it."""
    engine = create_engine(f"sqlite:///file:{path}?mode=ro&uri=true", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def copy_out(engine: Engine, database: Path, leaves: Path) -> State:
    """A consistent copy through SQLite's own backup call (a copied file would miss what is still in the WAL)."""
    with closing(sqlite3.connect(path_of(engine))) as source, closing(sqlite3.connect(database)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # everything in the one file
    check(database)
    with reading_file(database) as connection:
        state = read_state(connection)
        if state is None:
            raise BackupError("Basis data masih kosong; jalankan dahulu: python -m api migrate")
        write_leaves(connection, leaves)
    return state


def check(path: Path) -> None:
    """SQLite's own word that the file is whole and that no row points into the void."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise DamagedError("bukan basis data SQLite yang utuh") from error
    if verdict != "ok" or orphan is not None:
        raise DamagedError("pemeriksaan keutuhan SQLite gagal")


def require_nobody_else(path: Path) -> None:
    """Leaving WAL mode is granted only to the one connection that has the file open."""
    try:
        with closing(sqlite3.connect(path, timeout=1)) as connection:
            alone = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
    except sqlite3.OperationalError:
        alone = False
    except sqlite3.DatabaseError:
        return  # not even a database any more: nobody can be working with it
    if not alone:
        raise BackupError("Layanan masih berjalan. Hentikan layanan lebih dahulu, lalu ulangi pemulihan.")


def set_damaged_aside(path: Path, folder: Path) -> Path:
    """A file SQLite cannot read is kept as it is, with what lies beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        if (path.parent / name).exists():
            shutil.copy2(path.parent / name, folder / name)
    return folder / path.name


def put_in_place(new: Path, path: Path) -> None:
    """`new` lies on the same disk and is synced; from one instant to the next it is the database."""
    os.replace(new, path)
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)
    sync_folder(path.parent)
