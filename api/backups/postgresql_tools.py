"""A PostgreSQL office: dumped and restored by PostgreSQL's own programs, in one snapshot and in one transaction."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, text

from api.backups.errors import BackupError, DamagedError
from api.backups.state import State, read_state, write_leaves

# Everything this service made in its schema; dropping the schema itself would need more rights than it has.
_EMPTY_SCHEMA = """\
DO $$ DECLARE thing record; BEGIN
  FOR thing IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'DROP TABLE IF EXISTS ' || thing.name || ' CASCADE';
  END LOOP;
  FOR thing IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND pg_get_userbyid(p.proowner) = current_user LOOP
    EXECUTE 'DROP FUNCTION ' || thing.name || ' CASCADE';
  END LOOP;
END $$;
"""


def dump(engine: Engine, database: Path, leaves: Path) -> State:
    """`pg_dump` in the very snapshot in which the figures of the manifest are read; writers go on."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        state = read_state(connection)
        if state is None:
            raise BackupError("Basis data masih kosong; jalankan dahulu: python -m api migrate")
        write_leaves(connection, leaves)
        _run(
            engine,
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={database}",
        )
    check(engine, database)
    return state


def check(engine: Engine, database: Path) -> None:
    """`pg_restore` must be able to read all of it."""
    try:
        _run(engine, "pg_restore", f"--file={os.devnull}", str(database), connect=False)
    except BackupError as error:
        raise DamagedError("pg_restore tidak dapat membacanya") from error


def require_nobody_else(engine: Engine) -> None:
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    engine.dispose()
    with engine.connect() as connection:
        if connection.scalar(others):
            raise BackupError(
                "Basis data masih dipakai program lain. Hentikan layanan lebih dahulu, lalu ulangi pemulihan."
            )


def restore(engine: Engine, database: Path, workplace: Path) -> None:
    """The present tables go and the backup's come in one transaction: all of it or nothing."""
    script, empty = workplace / "restore.sql", workplace / "empty.sql"
    _run(engine, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(database), connect=False)
    empty.write_text(_EMPTY_SCHEMA)
    _run(
        engine, "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
        f"--file={empty}", f"--file={script}",
    )  # fmt: skip


def _run(engine: Engine, program: str, *arguments: str, connect: bool = True) -> None:
    where = engine.url.set(drivername="postgresql", password=None).render_as_string()
    surroundings = dict(os.environ)
    if engine.url.password:
        surroundings["PGPASSWORD"] = str(engine.url.password)  # never among the arguments, which every user can list
    command = [str(_find(engine, program)), *([f"--dbname={where}"] if connect else []), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False)  # noqa: S603 - our own words
    if done.returncode != 0:
        raise BackupError(f"{program} gagal: {(done.stderr or done.stdout).strip()[-500:]}")


def _find(engine: Engine, program: str) -> Path:
    """The program of the server's own version or the next newer one; older programs cannot read the server."""
    with engine.connect() as connection:
        server = int(connection.scalar(text("SHOW server_version_num")) or 0) // 10_000
    on_path = shutil.which(program)
    folders = [Path(on_path)] if on_path else []
    folders += [folder / program for folder in Path("/usr/lib/postgresql").glob("*/bin")]
    found = sorted((version, path) for path in folders if (version := _version(path)) >= server)
    if not found:
        raise BackupError(
            f"{program} versi {server} atau lebih baru tidak ditemukan. "
            f"Pasang, misalnya: sudo apt-get install postgresql-client-{server}"
        )
    return found[0][1]


@cache
def _version(path: Path) -> int:
    if not path.exists():
        return 0
    said = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - found above
    number = re.search(r"(\d+)(\.\d+)*", said)
    return int(number[1]) if number else 0
