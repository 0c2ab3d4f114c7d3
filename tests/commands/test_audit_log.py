from pathlib import Path

from sqlalchemy import text

from api.kit.database import Database
from tests.audit.hostile_dba import disarm
from tests.audit.logs import write_entries
from tests.commands.conftest import Run


def _fill(database: Database, number: int = 5) -> None:
    with database.writing() as db:
        write_entries(db, number)


def test_the_log_is_signed_and_verified_at_the_terminal(run: Run, office_file: Database, tmp_path: Path) -> None:
    assert run("audit", "checkpoint").exit_code == 1  # empty as yet
    _fill(office_file)
    printed = run("audit", "checkpoint")
    assert printed.exit_code == 0
    assert "Kode: 5 " in printed.output
    kept = tmp_path / "kept.txt"
    kept.write_text(printed.output.partition("\nKode:")[0])
    _fill(office_file)
    found = run("audit", "verify", "--checkpoint", str(kept))
    assert (found.exit_code, "10 catatan" in found.output, "5 catatan pertama" in found.output) == (0, True, True)
    with office_file.writing() as db:
        disarm(db, "audit_entry")
        db.execute(text("UPDATE audit_entry SET action = 'open_round' WHERE seq = 3"))
    found = run("audit", "verify")
    assert (found.exit_code, "nomor 3 diubah" in found.output) == (1, True)


def test_a_text_that_is_no_checkpoint_of_this_office_is_said_so(
    run: Run, office_file: Database, tmp_path: Path
) -> None:
    _fill(office_file)
    other = tmp_path / "other.txt"
    other.write_text("bukan bukti")
    found = run("audit", "verify", "--checkpoint", str(other))
    assert (found.exit_code, "bukan bukti catatan audit" in found.output) == (1, True)


def test_a_new_key_leaves_the_old_signatures_good(run: Run, office_file: Database, tmp_path: Path) -> None:
    _fill(office_file)
    run("audit", "checkpoint")
    assert run("audit", "new-key").exit_code == 0
    _fill(office_file)
    run("audit", "checkpoint")
    assert run("audit", "verify").exit_code == 0


def test_a_lost_key_is_said_with_its_remedy_and_replaced_with_the_auditors_copy(
    run: Run, office_file: Database, tmp_path: Path
) -> None:
    _fill(office_file)
    public = run("audit", "checkpoint").output.partition("Kunci publik: ")[2].strip()
    (tmp_path / "audit.key").unlink()
    _fill(office_file)
    refused = run("audit", "checkpoint")
    assert (refused.exit_code, "new-key" in refused.output) == (1, True)
    assert run("audit", "new-key", "--lost", "x+y+z").exit_code == 1
    assert run("audit", "new-key", "--lost", public).exit_code == 0
    assert run("audit", "verify").exit_code == 0
