from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from api.health import newest_revision, present_revision
from api.kit.database import Database
from tests.commands.conftest import Run
from tests.conftest import ROOT


def test_an_empty_database_gets_its_tables(run: Run, office_file: Database) -> None:
    assert present_revision(office_file) == newest_revision()


def test_the_second_time_it_says_and_does_nothing(run: Run, office_file: Database, tmp_path: Path) -> None:
    again = run("migrate")
    assert (again.exit_code, again.output) == (0, "")
    assert not (tmp_path / "backups").exists()


def test_an_office_behind_is_backed_up_before_it_is_changed(run: Run, office_file: Database, tmp_path: Path) -> None:
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["database_url"] = office_file.engine.url.render_as_string(hide_password=False)
    command.downgrade(config, "-1")
    assert present_revision(office_file) != newest_revision()
    office_file.engine.dispose()
    assert "Cadangan sebelum pembaruan" in run("migrate").output
    assert present_revision(office_file) == newest_revision()
    assert len(list((tmp_path / "backups").glob("*.backup.zip"))) == 1


def test_tables_of_a_newer_program_are_left_alone(run: Run, office_file: Database) -> None:
    with office_file.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    office_file.engine.dispose()
    refused = run("migrate")
    assert (refused.exit_code, "versi program yang lebih baru" in refused.output) == (1, True)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "office", "DATABASE_URL tidak dikenal"),
        ("DATABASE_URL", "postgresql://localhost:1/x", "tidak dapat dihubungi"),
        ("PORT", "99999", "PORT"),
        ("HOST", "192.0.2.1", "PUBLIC_URL"),
    ],
)
def test_a_wrong_setting_is_told_in_words(
    run: Run, surroundings: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    surroundings.setenv(name, value)
    refused = run("migrate")
    assert refused.exit_code == 1
    assert said in refused.output
    assert "Traceback" not in refused.output
