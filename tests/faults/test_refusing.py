"""The log refuses, or the database is slow: on both engines nothing is lost, and nothing is done without its entry."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.orm import Session

from api.kit.database import Database
from tests.assignments.test_races import at_once
from tests.faults.acts import Raters, expect_busy, send, stored


def test_where_the_log_refuses_nothing_happens_t56(database: Database, db: Session, raters: Raters) -> None:
    with refusing_inserts(database, "audit_entry"):
        for client, task in raters:
            expect_busy(send(client, task))
        assert raters[0][0].request("GET", "/me/assignments").status_code == 200
        assert stored(db) == (0, 0)
    assert {send(client, task).status_code for client, task in raters} == {201}
    assert stored(db) == (6, 6)


@contextmanager
def refusing_inserts(database: Database, table: str) -> Iterator[None]:
    """As an administrator's mistake would: a trigger that raises on every insert."""
    sqlite = database.engine.dialect.name == "sqlite"
    make = (
        [f"CREATE TRIGGER no_more BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'tidak dapat ditulis'); END"]
        if sqlite
        else [
            "CREATE FUNCTION no_more() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'tidak dapat ditulis'; END $$ LANGUAGE plpgsql",
            f"CREATE TRIGGER no_more BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION no_more()",
        ]
    )
    undo = ["DROP TRIGGER no_more"] if sqlite else [f"DROP TRIGGER no_more ON {table}", "DROP FUNCTION no_more()"]
    _run(database, make)
    try:
        yield
    finally:
        _run(database, undo)


def _run(database: Database, statements: list[str]) -> None:
    with database.writing() as db:
        for statement in statements:
            db.execute(text(statement))


def test_a_slow_database_delays_and_loses_nothing(database: Database, db: Session, raters: Raters) -> None:
    """Whether the service is alive is not asked of the database."""
    asked = Counter[str]()

    def delay(*_: Any) -> None:
        asked["statements"] += 1
        time.sleep(0.05)

    event.listen(database.engine, "before_cursor_execute", delay)
    answers = at_once([lambda c=client, t=task: send(c, t) for client, task in raters])  # type: ignore[misc]
    before = asked["statements"]
    assert raters[0][0].http.get("/healthz").status_code == 200
    assert asked["statements"] == before
    event.remove(database.engine, "before_cursor_execute", delay)
    assert Counter(answer.status_code for answer in answers) == {201: 6}
    assert stored(db) == (6, 6)
