"""What was deleted leaves the files too: the row is gone at once, its bytes only when somebody sees to it."""

from collections.abc import Iterable

from sqlalchemy import Engine

from api.kit.database import BUSY_SECONDS, Database

AT_ONCE = "200ms"


class StillInUseError(Exception):
    """Somebody reads just now; whoever asked asks again."""


def forget_deleted(database: Database, tables: Iterable[str]) -> None:
    """SQLite overwrites deleted rows with zeros (`secure_delete`), but its write-ahead log keeps former pages until it is
    emptied. PostgreSQL keeps dead rows in the table's file until the file is written anew. Harmless when repeated.

    Raises StillInUseError, or PostgreSQL's own error, where somebody else is at it; nobody waits for that.
    """
    if database.engine.dialect.name == "sqlite":
        _empty_log(database.engine)
    else:
        _write_anew(database.engine, ", ".join(tables))


def _empty_log(engine: Engine) -> None:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=0")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        answer = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    finally:
        connection.close()
    if answer is None or answer[0]:  # its first figure: somebody was in the way
        raise StillInUseError()


def _write_anew(engine: Engine, tables: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{AT_ONCE}'")
        try:
            connection.exec_driver_sql(f"VACUUM (FULL) {tables}")
        finally:
            connection.exec_driver_sql("RESET lock_timeout")
