"""SQLite's own troubles: a lock that somebody else holds, a disk that is full. Readers and liveness go on."""

import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from httpx import Response
from sqlalchemy import event, text, update
from sqlalchemy.orm import Session

from api.accounts.models import AccountSession
from api.kit import clock
from api.kit import database as kit
from api.kit.database import Database, make_engine
from tests.assignments.test_races import at_once
from tests.faults.acts import Raters, expect_busy, send, stored

LONG = "Melayani warga dengan sabar. " * 60


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A file, whatever engine is asked for."""
    path = tmp_path / "office.db"
    shutil.copy(sqlite_template, path)
    made = Database(make_engine(f"sqlite:///{path}"))
    yield made
    made.engine.dispose()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    """Two seconds instead of ten, on connections that are made from now on."""
    monkeypatch.setattr(kit, "BUSY_SECONDS", 2)
    database.engine.dispose()


@pytest.mark.usefixtures("impatient")
def test_a_locked_file_refuses_writers_and_nobody_else(database: Database, db: Session, raters: Raters) -> None:
    """Somebody's `sqlite3 office.db` holds the write lock; more writers than connections wait, and readers are served."""
    _age_sessions(db)
    writers = [lambda c=client, t=task: send(c, t) for client, task in raters * 2]  # type: ignore[misc]
    with foreign_lock(database):
        reading = raters[0][0]
        answers: list[Response] = []
        waiting = threading.Thread(target=lambda: answers.extend(at_once(writers)))
        waiting.start()
        time.sleep(0.3)
        for path in ("/api/v1/me/assignments", "/healthz") * 2:
            assert reading.http.get(path).status_code == 200
        waiting.join()
        for answer in answers:
            expect_busy(answer)
        assert stored(db) == (0, 0)
    assert Counter(send(client, task).status_code for client, task in raters) == {201: 6}


def _age_sessions(db: Session) -> None:
    """Reading, too, then wants to note that somebody was there."""
    db.execute(update(AccountSession).values(last_seen_at=clock.now() - timedelta(minutes=5)))
    db.commit()


@contextmanager
def foreign_lock(database: Database) -> Iterator[None]:
    other = kit.make_engine(str(database.engine.url))
    with other.connect().execution_options(writes=True) as connection:
        connection.execute(text("SELECT 1"))
        yield
        connection.rollback()
    other.dispose()


def test_a_full_disk_refuses_writers_until_there_is_room_again(database: Database, db: Session, raters: Raters) -> None:
    """The file may not grow by a page; then it may."""
    _age_sessions(db)
    with no_room(database):
        for client, task in raters * 3:
            expect_busy(send(client, task, LONG))
            assert client.request("GET", "/me/assignments").status_code == 200
        assert stored(db) == (0, 0)
    for client, task in raters:
        assert send(client, task, LONG).status_code == 201
    assert stored(db) == (6, 6)
    assert db.scalar(text("PRAGMA integrity_check")) == "ok"


@contextmanager
def no_room(database: Database) -> Iterator[None]:
    """`max_page_count` belongs to a connection: told to each as it begins."""
    limits = [True]

    def limit(connection: Any) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages if limits[0] else 1_000_000_000}")

    event.listen(database.engine, "begin", limit)
    try:
        yield
        limits[0] = False
    finally:
        limits[0] = False


def test_every_pooled_connection_flushes_each_commit(database: Database) -> None:
    held = [database.engine.connect() for _ in range(10)]
    read = {
        name: {connection.exec_driver_sql(f"PRAGMA {name}").scalar() for connection in held}
        for name in ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")
    }
    for connection in held:
        connection.close()
    assert read == {"synchronous": {2}, "journal_mode": {"wal"}, "foreign_keys": {1}, "busy_timeout": {10_000}}
