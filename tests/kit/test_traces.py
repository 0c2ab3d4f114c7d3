"""What PostgreSQL takes along although it is deleted is noticed, and asked for again."""

import pytest
from sqlalchemy import text

from api.kit import traces
from api.kit.database import Database, is_sqlite
from api.kit.traces import StillInUseError, forget_deleted
from tests.factories.people import make_account


def test_rows_that_an_older_reader_may_still_see_are_not_called_forgotten(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traces, "PAUSE", 0)
    with database.writing() as db:
        make_account(db)
        on_sqlite = is_sqlite(db)
    with database.engine.connect() as reader:
        if not on_sqlite:  # the statement's own snapshot would be gone with it
            reader.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        reader.execute(text("SELECT count(*) FROM audit_entry")).scalar()
        with database.writing() as db:
            db.execute(text("DELETE FROM account"))
        with pytest.raises(StillInUseError):
            forget_deleted(database, ["account"])
    forget_deleted(database, ["account"])
