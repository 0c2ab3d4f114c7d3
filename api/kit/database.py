"""One request = one transaction, committed before the answer leaves. The only file that says `commit`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from sqlalchemy import Connection, Engine, Select, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

BUSY_SECONDS = 10
HASTY_MILLISECONDS = 200
KEPT_FOR_READERS = 3
STATEMENTS = 2_000  # whose SQL one engine remembers; the 500 of SQLAlchemy are too few for 250 operations
WRITES = "writes"
HASTY = "hasty"

AnySelect = Select[*tuple[Any, ...]]


def make_engine(url: str, *, pool_size: int = 10) -> Engine:
    """An engine for either database; everything beyond this line is the same on both."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url, parsed.database, pool_size)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(
        parsed,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        query_cache_size=STATEMENTS,
        pool_pre_ping=True,
        pool_recycle=1800,
        connect_args={"options": f"-c timezone=UTC -c lock_timeout={BUSY_SECONDS}s -c statement_timeout=120s"},
    )


def _sqlite(url: str, path: str | None, pool_size: int) -> Engine:
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        query_cache_size=STATEMENTS,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",  # first: the others may have to wait
        "journal_mode=WAL",
        "synchronous=FULL",  # what was acknowledged survives a power cut
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "secure_delete=ON",  # a deleted draft or token is zeros in the file, whatever Python was built with
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads and then writes fails at once when another wrote in between; no busy
    # timeout helps. Whoever is going to write therefore says so at the beginning.
    options = connection.get_execution_options()
    if not options.get(HASTY, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITES, False) else "BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout={HASTY_MILLISECONDS}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


class Database:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.sessions = sessionmaker(engine, expire_on_commit=False, autoflush=True)
        # Writers that wait for one another (or for a foreign lock) must not take every connection from the readers.
        self._turns = BoundedSemaphore(max(1, pool_size_of(engine) - KEPT_FOR_READERS))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that changes nothing."""
        with self.sessions() as session:
            yield session
            session.rollback()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is committed when the block ends well, and leaves no trace otherwise."""
        with self._turn(BUSY_SECONDS), self.sessions() as session:
            session.connection(execution_options={WRITES: True})
            yield session
            session.commit()

    @contextmanager
    def writing_at_once(self) -> Iterator[Session]:
        """As `writing`, for what may as well be left out: it gives up where others would wait."""
        with self._turn(HASTY_MILLISECONDS / 1000), self.sessions() as session:
            session.connection(execution_options={WRITES: True, HASTY: True})
            if not is_sqlite(session):
                session.execute(text(f"SET LOCAL lock_timeout = {HASTY_MILLISECONDS}"))
            yield session
            session.commit()

    @contextmanager
    def _turn(self, seconds: float) -> Iterator[None]:
        if not self._turns.acquire(timeout=seconds):
            raise PoolTimeout("too many writers")
        try:
            yield
        finally:
            self._turns.release()


def pool_size_of(engine: Engine) -> int:
    size = getattr(engine.pool, "size", None)
    return size() if callable(size) else 1


def is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def lock_rows(statement: Any, session: Session) -> Any:
    """`FOR UPDATE` where rows can be locked; on SQLite the writer already has the whole file."""
    return statement if is_sqlite(session) else statement.with_for_update()
