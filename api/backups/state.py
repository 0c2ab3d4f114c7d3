"""What a database holds, in the figures by which a backup is compared with it."""

from pathlib import Path
from typing import NamedTuple

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, func, inspect, select, table

from api.audit.models import AuditEntry
from api.backups.rules import Head


class State(NamedTuple):
    revision: str
    head: Head
    rows: dict[str, int]


def read_state(connection: Connection) -> State | None:
    """Nothing for a database without our tables."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        return None
    names = sorted(inspect(connection).get_table_names())
    rows = {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}
    seq = connection.scalar(select(func.max(AuditEntry.seq))) or 0
    return State(revision, Head(seq, read_leaf(connection, seq)), rows)


def read_leaf(connection: Connection, seq: int) -> bytes:
    if seq == 0:
        return b""
    return bytes(connection.scalar(select(AuditEntry.leaf_hash).where(AuditEntry.seq == seq)) or b"")


def write_leaves(connection: Connection, target: Path) -> None:
    """All leaf hashes in the order of the log, 32 bytes each."""
    statement = select(AuditEntry.leaf_hash).order_by(AuditEntry.seq)
    with target.open("wb") as file:
        for (leaf,) in connection.execution_options(yield_per=10_000).execute(statement):
            file.write(leaf)
