"""What becomes of the forms when a round is over: sealed at the calculation, cut off from their raters at the archiving."""

import secrets
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, MetaData, Table, delete, insert, select
from sqlalchemy.orm import Session

from api.assignments import seal
from api.assignments.models import Assignment, Draft, Evaluation, EvaluationComment, PaperSheet, PendingLeaf
from api.assignments.unsent import erase_unsent
from api.audit.models import AuditEntry, Family
from api.audit.service import record_leaf
from api.kit import clock
from api.kit.base import Base
from api.kit.database import Database
from api.kit.outbox import put
from api.kit.traces import forget_deleted

TRACES_LEFT = "traces_left"
"""Follows a calculation and an archiving: what they deleted shall leave the files of the database as well."""
_WITH_TRACES = (
    *(one.__tablename__ for one in (Draft, PaperSheet, Evaluation, EvaluationComment, PendingLeaf)),
    *seal.TABLES,
)

_FORMS, _COMMENTS, _LEAVES = (
    Base.metadata.tables[name] for name in ("evaluation", "evaluation_comment", "pending_leaf")
)


def seal_round(db: Session, round_id: UUID) -> int:
    """Before a closed round is calculated, in a transaction of its own: put the leaves into the log, forget the order.

    Leaves that are not in the log yet are appended, shuffled; the number of them is answered. Forms, comments and
    leaves are written anew in the order of participant and token, which stand in the rows themselves: the order of
    rows, xmin and rowid would tell who handed in when. Drafts and sheets are destroyed. Calling it again does no harm.
    """
    appended = _append_leaves(db, round_id)
    _rewrite(db, round_id)
    tasks = select(Assignment.id).where(Assignment.round_id == round_id)
    erase_unsent(db, round_id, tasks)
    return appended


def archive(db: Session, round_id: UUID) -> None:
    """Destroy the link between raters and forms, and the seed.

    Tasks stay, because the next draw avoids their pairs; so do forms, comments and the salts of the leaves, until the
    retention ends.
    """
    seal.destroy(db, round_id)
    put(db, TRACES_LEFT, str(round_id), {})


def forget_traces(database: Database, _payload: dict[str, Any]) -> None:
    """The outbox's handler: drafts, the order of hand-ins and destroyed tokens, out of dead rows and former pages."""
    forget_deleted(database, _WITH_TRACES)


def _append_leaves(db: Session, round_id: UUID) -> int:
    logged = select(AuditEntry.after_hash).where(
        AuditEntry.family == Family.LEAF,
        AuditEntry.object_type == "round",
        AuditEntry.object_id == str(round_id),
        AuditEntry.after_hash.is_not(None),
    )
    waiting = select(PendingLeaf.leaf).where(PendingLeaf.round_id == round_id, PendingLeaf.leaf.not_in(logged))
    leaves = list(db.scalars(waiting))
    Random(secrets.randbits(128)).shuffle(leaves)  # noqa: S311 - seeded with real chance
    now = clock.now()  # one instant for all of them
    for leaf in leaves:
        record_leaf(db, round_id=round_id, leaf=leaf, time=now)
    return len(leaves)


def _rewrite(db: Session, round_id: UUID) -> None:
    """Comments refer to forms: they go first and come back last."""
    own = select(Evaluation.token).where(Evaluation.round_id == round_id)
    parts: list[tuple[Table, ColumnElement[bool], list[str]]] = [
        (_COMMENTS, _COMMENTS.c.token.in_(own), ["token", "value_code"]),
        (_LEAVES, _LEAVES.c.round_id == round_id, ["token"]),
        (_FORMS, _FORMS.c.round_id == round_id, ["participant_id", "token"]),
    ]
    kept = [_take_out(db, table, condition) for table, condition, _ in parts]
    for (table, _, order), copy in reversed(list(zip(parts, kept, strict=True))):
        rows = select(copy).order_by(*(copy.c[name] for name in order))
        db.execute(insert(table).from_select(list(table.c.keys()), rows))
        copy.drop(db.connection(), checkfirst=False)


def _take_out(db: Session, table: Table, condition: ColumnElement[bool]) -> Table:
    """Move rows into a temporary table that nothing else sees."""
    columns = [Column(column.name, column.type) for column in table.c]
    copy = Table(f"kept_{table.name}", MetaData(), *columns, prefixes=["TEMPORARY"])
    copy.create(db.connection(), checkfirst=False)
    db.execute(insert(copy).from_select(list(table.c.keys()), select(table).where(condition)))
    db.execute(delete(table).where(condition))
    return copy
