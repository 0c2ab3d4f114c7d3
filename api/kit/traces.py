"""What was deleted leaves the files too: the row is gone at once, its bytes only when somebody sees to it."""

import re
import time
from collections.abc import Iterable
from typing import Any

from psycopg.errors import Diagnostic
from sqlalchemy import Engine

from api.kit.database import BUSY_SECONDS, Database

AT_ONCE = "200ms"
ATTEMPTS, PAUSE = 4, 0.1


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
    for attempt in range(ATTEMPTS):
        if not _kept_by_writing_anew(engine, tables):
            return
        time.sleep(PAUSE * (attempt + 1))
    raise StillInUseError()


def _kept_by_writing_anew(engine: Engine, tables: str) -> int:
    """How many dead rows PostgreSQL took along, for somebody who began before they died – or is only just connecting.

    It says so nowhere but in its report, in which the first number is that of the dead rows, whatever the language.
    """
    kept: list[int] = []

    def read(report: Diagnostic) -> None:
        kept.extend(int(number) for number in re.findall(r"\d+", report.message_detail or "")[:1])

    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        driver: Any = connection.connection.driver_connection
        connection.exec_driver_sql(f"SET lock_timeout = '{AT_ONCE}'")
        driver.add_notice_handler(read)
        try:
            connection.exec_driver_sql(f"VACUUM (FULL, VERBOSE) {tables}")
        finally:
            driver.remove_notice_handler(read)
            connection.exec_driver_sql("RESET lock_timeout")
    return sum(kept)
