from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.__main__ import app
from api.kit.database import Database, make_engine
from api.kit.settings import get_settings

Run = Callable[..., Result]


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """An office PC: an empty folder, and nothing set but where the database shall be."""
    monkeypatch.chdir(tmp_path)
    for name in ("HOST", "PORT", "PUBLIC_URL", "DEMO", "DEMO_PASSWORD", "ALLOWED_HOSTS", "TRUSTED_PROXIES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/office.db")
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "backups"))
    get_settings.cache_clear()
    yield monkeypatch
    get_settings.cache_clear()


@pytest.fixture
def run(surroundings: pytest.MonkeyPatch) -> Run:
    """`run("migrate")` is `python -m api migrate`."""

    def call(*arguments: str, typed: str = "") -> Result:
        get_settings.cache_clear()
        return CliRunner().invoke(app, list(arguments), input=typed)

    return call


@pytest.fixture
def office_file(run: Run, tmp_path: Path) -> Iterator[Database]:
    """The database that the commands work with, with tables."""
    assert run("migrate").exit_code == 0
    database = Database(make_engine(f"sqlite:///{tmp_path}/office.db"))
    yield database
    database.engine.dispose()
