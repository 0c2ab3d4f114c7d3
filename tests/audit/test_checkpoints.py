"""When the log is signed, with what, and what an auditor can fetch."""

import os
import stat
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.audit.checkpoints import checkpoint_when_due, keys_of, newest_checkpoint
from api.audit.models import AuditCheckpoint, AuditEntry
from api.audit.refusals import AuditNotWritable
from api.audit.rules import Occasion, read_note, read_verifier_key
from api.audit.service import ask_checkpoint, record
from api.audit.signing import KeyFaultError, attach_signer, read_keys, signed_by
from api.audit.tree import continues, includes
from api.kit import clock
from api.kit.database import Database
from api.kit.settings import Settings
from tests.audit.logs import signed_log, write_entries
from tests.clients import Client
from tests.factories.people import make_account, make_grant


@pytest.fixture
def auditor(client: Client, db: Session) -> Client:
    account = make_account(db)
    make_grant(db, account, Role.AUDITOR)
    return client.signed_in_as(db, account)


def test_the_checkpoint_of_a_deed_covers_the_deed(database: Database, tmp_path: Path) -> None:
    attach_signer(database, tmp_path / "audit.key")
    with database.writing() as db:
        record(db, actor=None, action="close_round", object_type="round", object_id="r1")
        ask_checkpoint(db, Occasion.ROUND)
    with database.reading() as db:
        newest = newest_checkpoint(db)
        assert newest is not None
        assert (newest.size, newest.occasion) == (1, "round")
        assert read_note(newest.note)[0].root == newest.root == db.scalar(select(AuditEntry.leaf_hash))


def test_a_deed_that_is_undone_leaves_no_checkpoint(database: Database, tmp_path: Path) -> None:
    attach_signer(database, tmp_path / "audit.key")
    with database.sessions() as db:
        db.connection()
        record(db, actor=None, action="close_round", object_type="round", object_id="r1")
        ask_checkpoint(db, Occasion.ROUND)
        db.rollback()
        db.commit()
        assert db.scalar(select(func.count()).select_from(AuditCheckpoint)) == 0


def test_time_alone_signs_what_came_within_an_hour(database: Database, tmp_path: Path) -> None:
    attach_signer(database, tmp_path / "audit.key")
    sizes = []
    for minutes, more in ((0, 2), (30, 1), (61, 0), (130, 0), (200, 1)):
        with clock.standing_at(clock.now() + timedelta(minutes=minutes)):
            if more:
                with database.writing() as db:
                    write_entries(db, more)
            checkpoint_when_due(database)
        with database.reading() as db:
            sizes.append(db.scalars(select(AuditCheckpoint.size).order_by(AuditCheckpoint.size)).all())
    assert sizes == [[2], [2], [2, 3], [2, 3], [2, 3, 4]]


def test_the_key_is_for_the_service_alone_and_never_made_twice(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "audit.key"
    signed_log(database, tmp_path, (2,))
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o640)
        with pytest.raises(KeyFaultError, match="chmod 600"):
            read_keys(path)
    path.unlink()
    attach_signer(database, path)
    with database.reading() as db, pytest.raises(KeyFaultError, match="tidak ada"):
        keys_of(db)
    assert not path.exists()
    path.write_text("not a key")
    path.chmod(0o600)
    with pytest.raises(KeyFaultError, match="tidak terbaca"):
        read_keys(path)


def test_without_its_key_no_signed_deed_is_done(database: Database, tmp_path: Path) -> None:
    signed_log(database, tmp_path, (2,))
    (tmp_path / "audit.key").unlink()
    attach_signer(database, tmp_path / "audit.key")
    with database.sessions() as db:
        record(db, actor=None, action="close_round", object_type="round", object_id="r1")
        ask_checkpoint(db, Occasion.ROUND)
        with pytest.raises(AuditNotWritable):
            db.commit()
    with database.reading() as db:
        assert db.scalar(select(func.max(AuditEntry.seq))) == 2


def test_checkpoints_are_frozen(database: Database, tmp_path: Path) -> None:
    signed_log(database, tmp_path, (2,))
    for statement in ("UPDATE audit_checkpoint SET note = 'x'", "DELETE FROM audit_checkpoint"):
        with pytest.raises(Exception, match="never changed"), database.writing() as db:
            db.execute(text(statement))


def test_an_auditor_fetches_checkpoints_and_checks_them_alone(
    auditor: Client, database: Database, settings: Settings
) -> None:
    signed_log(database, settings.audit_key_path.parent, (5, 9))
    page = auditor.get("/audit-checkpoints")
    assert [(one["size"], one["occasion"]) for one in page["items"]] == [(9, "asked"), (5, "asked")]
    key = auditor.get("/audit-checkpoints/key")
    (public,) = [read_verifier_key(one) for one in key["keys"]]
    newest, earlier = (one["note"] for one in page["items"])
    assert signed_by(newest, (public,))
    assert read_note(newest)[0].origin == key["origin"]
    assert auditor.http.get("/api/v1/audit-checkpoints/9/note").text == newest
    entry = auditor.get("/audit-entries/4/proof")
    leaf = sha256(b"\x00" + entry["leaf"].encode()).digest()
    root = read_note(newest)[0].root
    assert includes(root, 9, 3, leaf, [bytes.fromhex(node) for node in entry["proof"]])
    proof = auditor.get("/audit-checkpoints/5/proof")["proof"]
    assert continues(read_note(earlier)[0].root, 5, root, 9, [bytes.fromhex(node) for node in proof])
    auditor.get("/audit-entries/999/proof", expect=404)
    auditor.get("/audit-checkpoints/6/note", expect=404)


def test_before_the_first_signature_there_is_nothing_to_prove(auditor: Client, db: Session) -> None:
    record(db, actor=None, action="close_round", object_type="round", object_id="r1")
    db.commit()
    assert auditor.get("/audit-entries/1/proof", expect=409)["code"] == "nothing_signed"


def test_an_auditor_verifies_the_log_and_leaves_a_trace(
    auditor: Client, db: Session, database: Database, settings: Settings
) -> None:
    kept = signed_log(database, settings.audit_key_path.parent, (5,))
    found = auditor.post("/audit-entries/verification", {"earlier": kept.note})
    assert (found["intact"], found["entries"], found["checkpoints"], found["finding"]) == (True, 5, 1, None)
    assert "5 catatan pertama" in found["earlier_text"]
    entry = auditor.get("/audit-entries?action=verify_audit_chain")["items"][0]
    assert entry["after"] == {"intact": True, "entries": 5, "earlier": True}
    refused = auditor.post("/audit-entries/verification", {"earlier": "ini bukan bukti"}, expect=422)
    assert refused["code"] == "unreadable_checkpoint"


def test_only_auditors_verify(new_client: Callable[[], Client], db: Session) -> None:
    officer = make_account(db)
    make_grant(db, officer, Role.ADMINISTRATOR)
    client = new_client().signed_in_as(db, officer)
    client.post("/audit-entries/verification", {}, expect=403)
    client.get("/audit-checkpoints", expect=403)
