"""Somebody with all rights on the database: he takes the triggers away and rewrites the log as he likes."""

import random
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from api.audit.leaf import leaf_hash, leaf_of, salted_hash
from api.audit.models import AuditCheckpoint, AuditDetail, AuditEntry
from api.kit.database import is_sqlite

Row = dict[str, Any]
ENTRIES, DETAILS, CHECKPOINTS = AuditEntry.__table__, AuditDetail.__table__, AuditCheckpoint.__table__
TEXTS = ("family", "action", "object_type", "object_id", "actor_ref", "outcome", "before_hash", "after_hash", "trace")


class Log:
    """The whole log in his hands."""

    def __init__(self, db: Session, chance: random.Random) -> None:
        self.db = db
        self.chance = chance
        self.entries: list[Row] = [dict(row) for row in db.execute(select(ENTRIES).order_by(ENTRIES.c.seq)).mappings()]
        self.details: dict[int, Row] = {row["seq"]: dict(row) for row in db.execute(select(DETAILS)).mappings()}

    def any_entry(self) -> Row:
        return self.chance.choice(self.entries)

    def rehash(self) -> None:
        for entry in self.entries:
            entry["leaf_hash"] = leaf_hash(leaf_of(entry))

    def renumber(self) -> None:
        self.details = {
            seq: {**self.details[entry["seq"]], "seq": seq}
            for seq, entry in enumerate(self.entries, start=1)
            if entry["seq"] in self.details
        }
        for seq, entry in enumerate(self.entries, start=1):
            entry["seq"] = seq

    def store(self) -> None:
        for kind in (ENTRIES, DETAILS, CHECKPOINTS):
            disarm(self.db, kind.name)
        self.db.execute(delete(DETAILS))
        self.db.execute(delete(ENTRIES))
        self.db.execute(insert(ENTRIES), self.entries)
        if self.details:
            self.db.execute(insert(DETAILS), list(self.details.values()))


def disarm(db: Session, table: str) -> None:
    """Until the transaction ends; on SQLite, whose file is the test's own, for good."""
    if not is_sqlite(db):
        db.execute(text("SET LOCAL session_replication_role = replica"))
        return
    names = db.scalars(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :t"), {"t": table}
    ).all()
    for name in names:
        db.execute(text(f"DROP TRIGGER {name}"))


def edit(log: Log) -> None:
    entry, column = log.any_entry(), log.chance.choice(TEXTS)
    text = entry[column] or ""
    entry[column] = ("1" if text.startswith("0") else "0") + text[1:]


def edit_and_rehash(log: Log) -> None:
    edit(log)
    log.rehash()


def move_in_time(log: Log) -> None:
    entry = log.any_entry()
    entry["time"] = entry["time"].replace(year=1999)
    if log.chance.random() < 0.5:
        log.rehash()


def retell(log: Log) -> None:
    """Change what an entry says was changed, and its hash with it."""
    seq = log.chance.choice(list(log.details))
    detail = log.details[seq]
    detail["after"] = {"status": "lain"}
    if log.chance.random() < 0.5:
        log.entries[seq - 1]["after_hash"] = salted_hash(detail["salt"], detail["after"])
        log.rehash()


def remove(log: Log) -> None:
    entry = log.any_entry()
    log.entries.remove(entry)
    log.details.pop(entry["seq"], None)
    if log.chance.random() < 0.5:
        log.renumber()
        log.rehash()


def slip_in(log: Log) -> None:
    place = log.chance.randrange(len(log.entries))
    log.entries.insert(place, {**log.entries[place], "seq": 10_000, "action": "close_round"})
    log.renumber()
    log.rehash()


def swap(log: Log) -> None:
    one, other = log.chance.sample(range(len(log.entries)), 2)
    log.entries[one], log.entries[other] = log.entries[other], log.entries[one]
    log.renumber()
    if log.chance.random() < 0.5:
        log.rehash()


def cut_off(log: Log) -> None:
    """The tail is gone; so are the checkpoints over it, as if they had never been made."""
    keep = log.chance.randrange(1, len(log.entries))
    log.entries = log.entries[:keep]
    log.details = {seq: detail for seq, detail in log.details.items() if seq <= keep}
    disarm(log.db, "audit_checkpoint")
    log.db.execute(delete(CHECKPOINTS).where(CHECKPOINTS.c.size > keep))


def roll_back_and_go_on(log: Log) -> None:
    """An old backup, and then other deeds until the log is as long as it was."""
    length = len(log.entries)
    cut_off(log)
    while len(log.entries) < length:
        log.entries.append({**log.any_entry(), "seq": len(log.entries) + 1, "trace": "f" * 16})
    log.rehash()


def write_everything_anew(log: Log) -> None:
    """All hashes fit again, and no checkpoint speaks against it."""
    edit(log)
    log.rehash()
    disarm(log.db, "audit_checkpoint")
    log.db.execute(delete(CHECKPOINTS))


ATTACKS: list[Callable[[Log], None]] = [
    edit,
    edit_and_rehash,
    move_in_time,
    retell,
    remove,
    slip_in,
    swap,
    cut_off,
    roll_back_and_go_on,
    write_everything_anew,
]
