"""Is the log still what it was? Every leaf from its columns, every checkpoint by its signature and its root.

The first thing that is wrong is named and ends the walk: what comes after it proves nothing any more.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, func, select, type_coerce
from sqlalchemy.orm import Session

from api.audit.checkpoints import origin_from
from api.audit.leaf import leaf_line, salted_hash, time_text
from api.audit.models import AuditCheckpoint, AuditDetail, AuditEntry
from api.audit.rules import Checkpoint, NotACheckpoint, read_code, read_note
from api.audit.signing import Keys, signed_by
from api.audit.tree import CompactRange
from api.kit.database import is_sqlite

AT_ONCE = 5_120


class Damage(StrEnum):
    """What is wrong with the entries from `seq` to `until`."""

    MISSING = "missing"  # a number is left out
    CHANGED = "changed"  # the entry no longer has its hash
    DETAIL_CHANGED = "detail_changed"  # what changed then is told differently now
    REWRITTEN = "rewritten"  # hashes fit, but not what was signed
    CUT_OFF = "cut_off"  # more was signed than is there
    CHECKPOINT = "checkpoint"  # a stored signature is not the office's


class Finding(NamedTuple):
    damage: Damage
    seq: int
    until: int


class Known(NamedTuple):
    """What a root over so many entries must begin with: signed and stored, or kept by the auditor."""

    size: int
    root: bytes


class Report(NamedTuple):
    entries: int
    root: bytes
    checkpoints: int
    finding: Finding | None
    earlier: Known | None


def read_earlier(text: str, keys: Keys) -> Known:
    """A checkpoint that somebody kept, as file or as code from a paper. Raises NotACheckpoint, also for a foreign one."""
    code = read_code(text)
    if code is not None:
        return Known(*code)
    checkpoint, _ = read_note(text)
    if not signed_by(text, keys.trusted):
        raise NotACheckpoint
    return Known(checkpoint.size, checkpoint.root)


def verify(db: Session, keys: Keys, earlier: Known | None = None) -> Report:
    """Read checkpoints first and entries afterwards, so that whatever is signed meanwhile cannot look like a loss."""
    stored = db.scalars(select(AuditCheckpoint).order_by(AuditCheckpoint.size)).all()
    walk = Walk(sorted([*_roots(stored), *([earlier] if earlier else [])]))
    found = [walk.over(read_lines(db)), _changed_detail(db), _damaged_checkpoint(stored, keys, walk.origin)]
    first = min((one for one in found if one is not None), key=lambda one: one.seq, default=None)
    return Report(walk.tree.size, walk.tree.root(), len(stored), first, earlier)


def _roots(stored: Sequence[AuditCheckpoint]) -> Iterator[Known]:
    return (Known(row.size, bytes(row.root)) for row in stored)


class Part(NamedTuple):
    """Some entries in a row: their numbers, their leaves, and the hashes that are stored for them."""

    seqs: list[int]
    leaves: list[bytes]
    stored: list[bytes]


def read_lines(db: Session) -> Iterator[Part]:
    """The whole log, some thousands at once; nothing but texts and numbers is made of the columns."""
    entry = AuditEntry.__table__.c
    rows = db.execute(
        select(
            entry.seq,
            _time_as_text(db),
            entry.family,
            entry.action,
            entry.object_type,
            entry.object_id,
            entry.actor_ref,
            entry.outcome,
            entry.before_hash,
            entry.after_hash,
            entry.trace,
            entry.leaf_hash,
        )
        .order_by(entry.seq)
        .execution_options(yield_per=AT_ONCE)
    )
    with closing(rows):  # whoever finds a fault reads no further
        for part in rows.partitions():
            yield Part(
                [row[0] for row in part],
                [leaf_line(row[0], time_text(row[1]), *row[2:11]) for row in part],
                [row[11] for row in part],
            )


def _time_as_text(db: Session) -> ColumnElement[str]:
    """As SQLite keeps it. PostgreSQL writes it out itself: a million instants made and taken apart cost two seconds."""
    time = AuditEntry.__table__.c.time
    if is_sqlite(db):
        return type_coerce(time, String())
    return func.to_char(func.timezone("UTC", time), "YYYY-MM-DD HH24:MI:SS.US")


class Walk:
    """Along the log once, with the roots that must be met on the way, the smallest first."""

    def __init__(self, expected: list[Known]) -> None:
        self.tree = CompactRange()
        self.origin: str | None = None
        self._expected = expected
        self._next = 0
        self._met = 0  # so many entries are proved by the last root that was met

    def over(self, parts: Iterable[Part]) -> Finding | None:
        for part in parts:
            wrong = self._take(part)
            if wrong is not None:
                return wrong
        if self._next == len(self._expected):
            return None
        return Finding(Damage.CUT_OFF, self.tree.size + 1, self._expected[-1].size)

    def _take(self, part: Part) -> Finding | None:
        hashes = [sha256(b"\x00" + leaf).digest() for leaf in part.leaves]
        wrong = self._first_wrong(part, hashes)
        good = len(hashes) if wrong is None else wrong.seq - self.tree.size - 1
        if self.origin is None and good:
            self.origin = origin_from(hashes[0])
        return self._meet(hashes[:good]) or wrong

    def _first_wrong(self, part: Part, hashes: list[bytes]) -> Finding | None:
        first = self.tree.size + 1
        if part.seqs == list(range(first, first + len(hashes))) and part.stored == hashes:
            return None
        for expected, (seq, stored, found) in enumerate(zip(part.seqs, part.stored, hashes, strict=True), start=first):
            if seq != expected:
                return Finding(Damage.MISSING, expected, seq - 1)
            if stored != found:
                return Finding(Damage.CHANGED, expected, expected)
        return None

    def _meet(self, hashes: list[bytes]) -> Finding | None:
        """Let the tree grow, stopping wherever a root is known."""
        done = 0
        while (
            self._next < len(self._expected) and self._expected[self._next].size <= self.tree.size + len(hashes) - done
        ):
            goal = self._expected[self._next]
            step = goal.size - self.tree.size
            self.tree.extend(hashes[done : done + step])
            done += step
            if not self.tree.root().startswith(goal.root):
                return Finding(Damage.REWRITTEN, self._met + 1, goal.size)
            self._met, self._next = goal.size, self._next + 1
        self.tree.extend(hashes[done:])
        return None


def _changed_detail(db: Session) -> Finding | None:
    """What an entry tells beside its hashes must be what was hashed; that it was erased is no damage."""
    entry, detail = AuditEntry.__table__.c, AuditDetail.__table__.c
    rows = db.execute(
        select(entry.seq, entry.before_hash, entry.after_hash, detail.salt, detail.before, detail.after)
        .join(AuditDetail.__table__, detail.seq == entry.seq)
        .order_by(entry.seq)
        .execution_options(yield_per=AT_ONCE)
    )
    with closing(rows):
        for seq, before, after, salt, was, became in rows:
            if not (_tells(salt, was, before) and _tells(salt, became, after)):
                return Finding(Damage.DETAIL_CHANGED, seq, seq)
    return None


def _tells(salt: bytes, value: Any, hashed: str | None) -> bool:
    return hashed is None if value is None else salted_hash(salt, value) == hashed


def _damaged_checkpoint(stored: Sequence[AuditCheckpoint], keys: Keys, origin: str | None) -> Finding | None:
    for row in stored:
        try:
            signed, _ = read_note(row.note)
            good = signed == Checkpoint(origin or "", row.size, bytes(row.root)) and signed_by(row.note, keys.trusted)
        except NotACheckpoint:
            good = False
        if not good:
            return Finding(Damage.CHECKPOINT, row.size, row.size)
    return None
