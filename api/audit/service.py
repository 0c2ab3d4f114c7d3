"""Writes the log in the transaction of the deed: no entry, no deed.

Entries wait in the session and get their numbers just before the commit, so that the lock which keeps the sequence
without gaps is held as briefly as possible.
"""

import secrets
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import event, func, insert, select
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.checkpoints import lock_sequence, make_checkpoint
from api.audit.leaf import leaf_hash, leaf_of, salted_hash
from api.audit.models import AuditDetail, AuditEntry, Family, Outcome
from api.audit.refusals import AuditNotWritable
from api.audit.rules import Occasion
from api.audit.signing import KeyFaultError
from api.kit import clock

_WAITING = "audit_waiting"
_DUE = "audit_checkpoint_due"


class Waiting(NamedTuple):
    time: datetime
    family: Family
    action: str
    object_type: str
    object_id: str
    actor_ref: str | None = None
    outcome: Outcome = Outcome.DONE
    trace: str | None = None
    before: Any = None
    after: Any = None
    reason: str | None = None
    after_hash: str | None = None


def record(
    db: Session,
    *,
    actor: Actor | None,
    action: str,
    object_type: str,
    object_id: UUID | str,
    before: Any = None,
    after: Any = None,
    reason: str | None = None,
    outcome: Outcome = Outcome.DONE,
    trace: str | None = None,
) -> None:
    """Who did what to what, from what, to what and why. `action` is the operation id or the use case's name."""
    _wait(
        db,
        Waiting(
            time=clock.now(),
            family=Family.EVENT,
            action=action,
            object_type=object_type,
            object_id=str(object_id),
            actor_ref=None if actor is None else str(actor.account_id),
            outcome=outcome,
            before=before,
            after=after,
            reason=reason,
            trace=trace,
        ),
    )


def record_participation(db: Session, *, actor: Actor, action: str, round_id: UUID) -> None:
    """That somebody completed a task in a round: to the hour, without a trace, never for whom (security.md T10)."""
    hour = clock.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    _wait(db, Waiting(hour, Family.PARTICIPATION, action, "round", str(round_id), actor_ref=str(actor.account_id)))


def record_leaf(db: Session, *, round_id: UUID, leaf: str, time: datetime) -> None:
    """The salted hash of one form, without actor. Callers append a round's leaves together, shuffled."""
    _wait(db, Waiting(time, Family.LEAF, "form_sealed", "round", str(round_id), after_hash=leaf))


def record_denial(db: Session, actor: Actor, operation: str, trace: str) -> None:
    record(
        db,
        actor=actor,
        action=operation,
        object_type="operation",
        object_id=operation,
        outcome=Outcome.DENIED,
        trace=trace,
    )


def ask_checkpoint(db: Session, occasion: Occasion) -> None:
    """This transaction ends with a signed checkpoint, which covers its own entries."""
    db.info[_DUE] = occasion


def _wait(db: Session, entry: Waiting) -> None:
    db.info.setdefault(_WAITING, []).append(entry)


def write_waiting(db: Session) -> None:
    """Number and store what waits. Runs before every commit; may be called earlier by who needs to read it."""
    waiting: list[Waiting] = db.info.pop(_WAITING, [])
    if not waiting:
        return
    db.flush()
    lock_sequence(db)
    last = db.scalar(select(func.max(AuditEntry.seq))) or 0
    rows = [_rows(seq, entry) for seq, entry in enumerate(waiting, start=last + 1)]
    _insert(db, rows)


def _insert(db: Session, rows: list[tuple[dict[str, Any], dict[str, Any] | None]]) -> None:
    try:
        db.execute(insert(AuditEntry), [entry for entry, _ in rows])
        details = [detail for _, detail in rows if detail is not None]
        if details:
            db.execute(insert(AuditDetail), details)
    except OperationalError:
        raise  # locked or away: the usual answer for a busy server
    except DBAPIError as error:
        raise AuditNotWritable() from error


def _rows(seq: int, waiting: Waiting) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """An entry and, where something changed or was explained, its erasable detail."""
    salt = secrets.token_bytes(32)
    before, after = _plain(waiting.before), _plain(waiting.after)
    entry = {
        "seq": seq,
        "time": waiting.time,
        "family": waiting.family,
        "action": waiting.action,
        "object_type": waiting.object_type,
        "object_id": waiting.object_id,
        "actor_ref": waiting.actor_ref,
        "outcome": waiting.outcome,
        "before_hash": None if before is None else salted_hash(salt, before),
        "after_hash": waiting.after_hash or (None if after is None else salted_hash(salt, after)),
        "trace": waiting.trace,
    }
    entry["leaf_hash"] = leaf_hash(leaf_of(entry))
    if before is None and after is None and waiting.reason is None:
        return entry, None
    return entry, {"seq": seq, "salt": salt, "before": before, "after": after, "reason": waiting.reason}


def _plain(value: Any) -> Any:
    """As JSON keeps it, so that its hash can be checked from the stored form."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)


@event.listens_for(Session, "before_commit")
def _write_before_commit(db: Session) -> None:
    try:
        write_waiting(db)
        if (occasion := db.info.pop(_DUE, None)) is not None:
            make_checkpoint(db, occasion)
    except KeyFaultError as error:
        raise AuditNotWritable() from error


@event.listens_for(Session, "after_soft_rollback")
def _forget_undone(db: Session, _previous: Any) -> None:
    if not db.in_nested_transaction():
        db.info.pop(_WAITING, None)
        db.info.pop(_DUE, None)
