"""An arrangement that takes long is made once for each database, and put back from memory whenever it is asked for again."""

import sqlite3
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session, object_session

from api.kit import clock
from api.kit.base import Base
from api.kit.database import is_sqlite
from api.tables import metadata
from tests.emptying import delete_rows

T = TypeVar("T")
_TABLES = [f'"{table.name}"' for table in metadata.sorted_tables]
_kept: dict[tuple[bool, str, str], tuple[Any, Any]] = {}


class _Ref(NamedTuple):
    """A row that an arrangement names."""

    kind: type[Base]
    key: Any


class _Parts(NamedTuple):
    """A dataclass of an arrangement, with what stands for its fields."""

    kind: type[Any]
    fields: dict[str, Any]


def kept(db: Session, name: str, make: Callable[[], T]) -> T:
    """What `make` answers, and all that is then in the database: made the first time, put back later, with the same ids.

    It answers rows, and lists, tuples, dictionaries and dataclasses of them. Whatever was in the database before is gone, so
    `name` must tell everything that `make` builds on. Made anew each hour, and where a test lives at another time.
    """
    key = (is_sqlite(db), f"{clock.now():%Y-%m-%d %H}", name)
    if key not in _kept:
        made = make()
        db.commit()
        _kept[key] = (_copy(db.connection()), _to_refs(made))
        db.commit()  # ends the reading; a rollback would make every row forget what it holds
        return made
    content, refs = _kept[key]
    db.rollback()
    if not _put_back(db, content):
        return make()
    for kind in {type(row) for row in db}:  # what the test holds already tells of the rows as they were
        db.scalars(select(kind).execution_options(populate_existing=True)).all()
    at_hand = [db.scalars(select(kind)).all() for kind in _kinds(refs)]  # else each row would be asked for alone
    found: T = _from_refs(db, refs)
    del at_hand
    db.commit()
    return found


def _copy(connection: Connection) -> Any:
    if connection.dialect.name == "sqlite":
        memory = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.driver_connection.backup(memory)
        return memory
    cursor, content = connection.connection.cursor(), {}
    for table in _TABLES:
        with cursor.copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as copy:
            content[table] = b"".join(bytes(part) for part in copy)
    return {table: rows for table, rows in content.items() if len(rows) > _EMPTY}


_EMPTY = 21  # bytes of a binary copy without rows


def _put_back(db: Session, content: Any) -> bool:
    """False where the server does not let its triggers and foreign keys be put aside."""
    if is_sqlite(db):
        file = db.get_bind().engine.raw_connection()
        content.backup(file.driver_connection)
        file.close()
        return True
    if not delete_rows(db.connection()):
        return False
    cursor = db.connection().connection.cursor()
    for table, rows in content.items():
        with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
            copy.write(rows)
    db.commit()
    return True


def _to_refs(made: Any) -> Any:
    if isinstance(made, Base):
        assert object_session(made) is not None
        return _Ref(type(made), made.__mapper__.primary_key_from_instance(made))
    if isinstance(made, list | tuple):
        return type(made)(_to_refs(one) for one in made)
    if isinstance(made, dict):
        return {key: _to_refs(one) for key, one in made.items()}
    if is_dataclass(made):
        return _Parts(type(made), {field.name: _to_refs(getattr(made, field.name)) for field in fields(made)})
    return made


def _kinds(refs: Any) -> set[type[Base]]:
    if isinstance(refs, _Ref):
        return {refs.kind}
    if isinstance(refs, _Parts):
        return _kinds(refs.fields)
    parts = refs.values() if isinstance(refs, dict) else refs if isinstance(refs, list | tuple) else ()
    return set().union(*map(_kinds, parts))


def _from_refs(db: Session, refs: Any) -> Any:
    if isinstance(refs, _Ref):
        return db.get_one(refs.kind, refs.key)
    if isinstance(refs, _Parts):
        return refs.kind(**_from_refs(db, refs.fields))
    if isinstance(refs, list | tuple):
        return type(refs)(_from_refs(db, one) for one in refs)
    if isinstance(refs, dict):
        return {key: _from_refs(db, one) for key, one in refs.items()}
    return refs
