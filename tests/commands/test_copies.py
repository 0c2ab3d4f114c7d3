from pathlib import Path

import pytest

from api.audit.models import AuditEntry
from api.kit.database import Database
from tests.backups.offices import fill, go_on
from tests.commands.conftest import Run


@pytest.fixture
def office(office_file: Database) -> Database:
    fill(office_file)
    return office_file


@pytest.fixture
def copy(run: Run, office: Database, tmp_path: Path) -> Path:
    made = run("backup")
    assert made.exit_code == 0, made.output
    (path,) = (tmp_path / "backups").glob("*.backup.zip")
    office.engine.dispose()
    return path


def entries(office: Database) -> list[str]:
    with office.reading() as db:
        found = [entry.action for entry in db.query(AuditEntry).order_by(AuditEntry.seq)]
    office.engine.dispose()
    return found


def test_a_restore_is_confirmed_by_typing_and_leaves_its_entry(run: Run, office: Database, copy: Path) -> None:
    done = run("restore", str(copy), typed="PULIHKAN\n")
    assert done.exit_code == 0, done.output
    assert entries(office) == ["set_up_office", "restore_backup"]


def test_another_word_changes_nothing(run: Run, office: Database, copy: Path) -> None:
    refused = run("restore", str(copy), typed="ya\n")
    assert (refused.exit_code, "tidak ada yang diubah" in refused.output) == (1, True)
    assert entries(office) == ["set_up_office"]


def test_an_older_state_needs_its_own_word(run: Run, office: Database, copy: Path) -> None:
    go_on(office)
    office.engine.dispose()
    refused = run("restore", str(copy), "--yes")
    assert (refused.exit_code, "--older" in refused.output) == (1, True)
    assert entries(office) == ["set_up_office", "set_up_office"]
    assert run("restore", str(copy), "--yes", "--older").exit_code == 0
    assert entries(office) == ["set_up_office", "restore_backup"]


def test_a_damaged_file_is_refused(run: Run, office: Database, copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    refused = run("restore", str(copy), "--yes", "--older")
    assert (refused.exit_code, "rusak" in refused.output) == (1, True)


def test_a_folder_that_cannot_be_written_is_told_in_words(run: Run, office: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused = run("backup", "--to", str(tmp_path / "file"))
    assert (refused.exit_code, "tidak dapat ditulis" in refused.output) == (1, True)
