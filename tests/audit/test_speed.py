"""A log of a million entries is verified in seconds (security.md §4.6); counted in time of the processor, not of the day."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from api.audit.checkpoints import keys_of, make_checkpoint
from api.audit.leaf import leaf_hash, leaf_of
from api.audit.models import AuditEntry
from api.audit.rules import Occasion
from api.audit.signing import attach_signer
from api.audit.verification import verify
from api.kit import clock
from api.kit.database import Database

SECONDS_A_MILLION = 10


def cost_of(database: Database, folder: Path, entries: int) -> float:
    attach_signer(database, folder / "audit.key")
    with database.writing() as db:
        for first in range(1, entries + 1, 10_000):
            db.execute(insert(AuditEntry), [_row(seq) for seq in range(first, min(first + 10_000, entries + 1))])
        make_checkpoint(db, Occasion.ASKED)
    with database.reading() as db:
        before = time.process_time()
        report = verify(db, keys_of(db))
        cost = time.process_time() - before
    assert (report.entries, report.finding) == (entries, None)
    return cost


_START = clock.now()


def _row(seq: int) -> dict[str, object]:
    row: dict[str, object] = {
        "seq": seq, "time": _START + timedelta(seconds=seq), "family": "event", "action": "update_employee",
        "object_type": "employee", "object_id": f"{seq:036d}", "actor_ref": f"{seq % 90:036d}", "outcome": "done",
        "before_hash": f"{seq:064x}", "after_hash": f"{seq + 1:064x}", "trace": f"{seq:016x}",
    }  # fmt: skip
    return {**row, "leaf_hash": leaf_hash(leaf_of(row))}


@pytest.mark.soak
def test_a_million_entries_are_verified_in_seconds(database: Database, tmp_path: Path) -> None:
    assert cost_of(database, tmp_path, 1_000_000) <= SECONDS_A_MILLION
