"""What a hostile administrator of the database can do, and that the auditor sees it (security.md M20, T20)."""

import random
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, insert, text, update

from api.audit.checkpoints import keys_of, make_checkpoint, newest_checkpoint
from api.audit.models import AuditCheckpoint, AuditDetail, AuditEntry
from api.audit.rules import Checkpoint, NotACheckpoint, Occasion, read_note
from api.audit.signing import Keys, signed_by
from api.audit.verification import Damage, Finding, read_earlier, verify
from api.audit.words import printed_code, verdict
from api.kit.database import Database
from tests.audit.hostile_dba import ATTACKS, Log, disarm, edit_and_rehash
from tests.audit.logs import signed_log, write_entries


def test_an_untouched_log_is_intact_and_continues_what_the_auditor_kept(database: Database, tmp_path: Path) -> None:
    kept = signed_log(database, tmp_path)
    with database.writing() as db:
        write_entries(db, 7)
    with database.reading() as db:
        keys = keys_of(db)
        for text_ in (
            kept.note,
            kept.note.replace("\n", "\r\n"),
            printed_code(kept),
            printed_code(kept).replace("-", ""),
        ):
            report = verify(db, keys, read_earlier(text_, keys))
            assert (report.entries, report.checkpoints, report.finding) == (67, 3, None)
        assert "67" in verdict(report).id


def attacked(database: Database, folder: Path, times: int) -> list[str]:
    """Which of so many attacks the auditor did not see."""
    chance = random.Random(20)
    kept = signed_log(database, folder)
    unseen = []
    for number in range(times):
        attack = ATTACKS[number % len(ATTACKS)]
        with database.sessions() as db:
            keys = keys_of(db)
            log = Log(db, chance)
            attack(log)
            log.store()
            if verify(db, keys, read_earlier(kept.note, keys)).finding is None:
                unseen.append(f"{number} {attack.__name__}")
            db.rollback()
    with database.reading() as db:
        assert verify(db, keys_of(db), read_earlier(kept.note, keys_of(db))).finding is None
    return unseen


def test_a_hundred_attacks_are_all_seen(database: Database, tmp_path: Path) -> None:
    assert attacked(database, tmp_path, 100) == []


@pytest.mark.soak
def test_a_thousand_attacks_are_all_seen(database: Database, tmp_path: Path) -> None:
    assert attacked(database, tmp_path, 1000) == []


def test_the_first_bad_entry_is_named(database: Database, tmp_path: Path) -> None:
    signed_log(database, tmp_path)
    with database.sessions() as db:
        for table in ("audit_entry", "audit_detail", "audit_checkpoint"):
            disarm(db, table)
        db.execute(update(AuditEntry).where(AuditEntry.seq.in_((33, 50))).values(actor_ref="x"))
        assert verify(db, keys_of(db)).finding == Finding(Damage.CHANGED, 33, 33)
        db.execute(update(AuditDetail).where(AuditDetail.seq == 18).values(after={"status": "open"}))
        assert verify(db, keys_of(db)).finding == Finding(Damage.DETAIL_CHANGED, 18, 18)
        db.execute(delete(AuditDetail))
        db.execute(delete(AuditEntry).where(AuditEntry.seq.in_((11, 12))))
        assert verify(db, keys_of(db)).finding == Finding(Damage.MISSING, 11, 12)
        db.rollback()


def test_hashes_that_fit_again_still_miss_the_signed_root(database: Database, tmp_path: Path) -> None:
    signed_log(database, tmp_path)
    with database.sessions() as db:
        log = Log(db, random.Random(1))
        log.entries = log.entries[20:40]
        edit_and_rehash(log)
        changed = {entry["seq"]: entry for entry in log.entries}
        whole = Log(db, random.Random(1))
        whole.entries = [changed.get(entry["seq"], entry) for entry in whole.entries]
        whole.store()
        assert verify(db, keys_of(db)).finding == Finding(Damage.REWRITTEN, 21, 40)
        db.rollback()


def test_another_key_signs_nothing(database: Database, tmp_path: Path) -> None:
    kept = signed_log(database, tmp_path)
    forger = Keys(Ed25519PrivateKey.generate())
    with database.sessions() as db:
        disarm(db, "audit_checkpoint")
        forged = forger.sign(read_note(kept.note)[0])
        db.execute(update(AuditCheckpoint).where(AuditCheckpoint.size == 60).values(note=forged))
        assert verify(db, keys_of(db)).finding == Finding(Damage.CHECKPOINT, 60, 60)
        with pytest.raises(NotACheckpoint):
            read_earlier(forged, keys_of(db))
        assert signed_by(forged, (forger.public,))
        assert not signed_by(forged.replace("\n60\n", "\n61\n"), (forger.public,))
        db.rollback()


def test_a_rewritten_frontier_does_not_get_signed(database: Database, tmp_path: Path) -> None:
    """The stored subtrees are only a short cut: where they do not fit the signed root, the tree is built anew."""
    signed_log(database, tmp_path)
    with database.sessions() as db:
        disarm(db, "audit_checkpoint")
        db.execute(update(AuditCheckpoint).values(frontier=bytes(32) * 4))
        db.commit()
    with database.writing() as db:
        write_entries(db, 3)
        made = make_checkpoint(db, Occasion.ASKED)
        assert made is not None
        assert made.size == 63
        assert verify(db, keys_of(db)).finding is None


def test_erasing_a_detail_leaves_the_log_intact(database: Database, tmp_path: Path) -> None:
    """The right to be forgotten (UU PDP): salt and values go, the entry, its leaf and every root stay."""
    kept = signed_log(database, tmp_path)
    with database.writing() as db:
        before = db.scalar(text("SELECT leaf_hash FROM audit_entry WHERE seq = 2"))
        db.execute(delete(AuditDetail).where(AuditDetail.seq.in_((2, 3, 5))))
    with database.reading() as db:
        assert verify(db, keys_of(db), read_earlier(kept.note, keys_of(db))).finding is None
        assert db.scalar(text("SELECT leaf_hash FROM audit_entry WHERE seq = 2")) == before


def test_an_entry_appended_by_hand_without_its_hash_is_found(database: Database, tmp_path: Path) -> None:
    signed_log(database, tmp_path)
    with database.sessions() as db:
        newest = newest_checkpoint(db)
        assert newest is not None
        fake = {"time": newest.made_at, "family": "event", "action": "close_round", "object_type": "round"}
        db.execute(insert(AuditEntry).values(seq=61, object_id="r", outcome="done", leaf_hash=bytes(32), **fake))
        assert verify(db, keys_of(db)).finding == Finding(Damage.CHANGED, 61, 61)
        db.rollback()


@pytest.mark.parametrize(
    "text_", ["", "1284", "0 a1b2-c3d4-e5f6-0718", "a\n1\nAAAA\n\n— a AAAA", "x" * 500, "a\nb\nc\n\nd"]
)
def test_what_is_no_checkpoint_is_refused(text_: str) -> None:
    with pytest.raises(NotACheckpoint):
        read_earlier(text_, Keys(Ed25519PrivateKey.generate()))


def test_a_note_says_exactly_what_the_format_of_c2sp_says() -> None:
    keys = Keys(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    note = keys.sign(Checkpoint("contoh/log", 3, bytes(32)))
    body, _, signatures = note.partition("\n\n")
    assert body.split("\n") == ["contoh/log", "3", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]
    assert signatures.startswith("— contoh/log ")
    assert note.endswith("\n")
    assert read_note(note)[0] == Checkpoint("contoh/log", 3, bytes(32))
    assert keys.verifier_keys("contoh/log")[0].startswith("contoh/log+")
