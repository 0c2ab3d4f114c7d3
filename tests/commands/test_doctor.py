from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from api.kit import clock
from api.kit.database import Database
from tests.backups.offices import fill
from tests.commands.conftest import Run
from tests.factories.people import make_office


def test_a_sound_office_with_a_fresh_backup_passes(run: Run, office_file: Database) -> None:
    fill(office_file, is_demo=True)
    run("backup")
    report = run("doctor")
    assert report.exit_code == 0
    assert "✗" not in report.output
    assert "Cadangan terakhir berumur 0,0 jam." in report.output


def test_a_missing_backup_is_a_warning_with_its_remedy(run: Run, office_file: Database) -> None:
    report = run("doctor")
    assert (report.exit_code, "! Belum ada cadangan" in report.output) == (0, True)


def test_pending_migrations_are_a_fault(run: Run) -> None:
    report = run("doctor")
    assert (report.exit_code, "python -m api migrate" in report.output) == (1, True)


def test_a_public_address_without_https_is_a_fault(
    run: Run, office_file: Database, surroundings: pytest.MonkeyPatch
) -> None:
    surroundings.setenv("PUBLIC_URL", "http://kinerja.kantor.example")
    report = run("doctor")
    assert (report.exit_code, "PUBLIC_URL harus alamat https" in report.output) == (1, True)


def test_demo_secrets_in_a_real_office_are_a_fault(
    run: Run, office_file: Database, surroundings: pytest.MonkeyPatch
) -> None:
    with office_file.writing() as db:
        make_office(db)
    surroundings.setenv("DEMO_PASSWORD", "payung sungai lembar kertas")
    assert run("doctor").exit_code == 1


@pytest.mark.parametrize("late", [timedelta(minutes=5), timedelta(days=900)])
def test_a_clock_behind_the_newest_entry_is_a_fault(run: Run, office_file: Database, late: timedelta) -> None:
    fill(office_file)
    with time_machine.travel(clock.now() - late):
        report = run("doctor")
    assert (report.exit_code, "Jam komputer ini terlambat" in report.output) == (1, True)


def test_a_clock_before_this_program_was_written_is_a_fault(run: Run, office_file: Database) -> None:
    with time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC)):
        assert run("doctor").exit_code == 1


def test_a_settings_file_others_can_read_is_a_warning(run: Run, office_file: Database, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_FORMAT=json\n")
    (tmp_path / ".env").chmod(0o644)
    assert "chmod 600 .env" in run("doctor").output


def test_a_dashboard_that_was_not_built_is_a_warning_with_its_remedy(
    run: Run, office_file: Database, tmp_path: Path
) -> None:
    assert "! Dasbor belum dibangun; hanya API yang dapat dipakai. Jalankan: make run" in run("doctor").output
    for name in ("index.html", "routes.json", ".vite/manifest.json"):
        (tmp_path / "frontend/dist" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "frontend/dist" / name).write_text("{}")
    assert "✓ Dasbor sudah dibangun." in run("doctor").output
