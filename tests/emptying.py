"""Back to an empty PostgreSQL after a test: only the tables it wrote to, without their triggers (a tenth of a TRUNCATE's time)."""

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from api.tables import metadata

_NAMES = [f'"{table.name}"' for table in metadata.sorted_tables]
_USED = text(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in _NAMES))


def empty(engine: Engine) -> None:
    with engine.begin() as connection:
        if not delete_rows(connection):
            _truncate(connection, list(connection.scalars(_USED)))


def delete_rows(connection: Connection) -> bool:
    """Until the transaction ends without triggers and foreign keys, which only a superuser may leave aside.

    False: a server given by TEST_DATABASE_URL may refuse.
    """
    try:
        with connection.begin_nested():
            connection.execute(text("SET LOCAL session_replication_role = replica"))
    except ProgrammingError:
        return False
    for name in list(connection.scalars(_USED)):
        connection.execute(text(f"DELETE FROM {name}"))
    return True


def _truncate(connection: Connection, names: list[str]) -> None:
    """The owner of the tables may put their triggers aside; some refuse even this."""
    if not names:
        return
    for name in _NAMES:
        connection.execute(text(f"ALTER TABLE {name} DISABLE TRIGGER USER"))
    connection.execute(text(f"TRUNCATE {', '.join(names)} CASCADE"))
    for name in _NAMES:
        connection.execute(text(f"ALTER TABLE {name} ENABLE TRIGGER USER"))
