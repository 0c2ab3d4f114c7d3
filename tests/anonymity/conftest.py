"""One database file and one app for many small offices: each begins with a copy of the same migrated file."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.accounts.models import Account
from api.accounts.sessions import SESSION_COOKIE
from api.kit.database import Database, make_engine
from api.kit.settings import Settings
from api.main import create_app
from api.training.seed import seed_courses
from tests.clients import Client


class Stage:
    """Clear it, and the next office can be put on it."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.file, self.empty = folder / "office.db", folder / "empty.db"
        shutil.copy(template, self.file)
        self.database = Database(make_engine(f"sqlite:///{self.file}"))
        with self.database.writing() as db:
            seed_courses(db)
        self.database.engine.dispose()
        shutil.copy(self.file, self.empty)
        settings = Settings(
            _env_file=None,
            worker="outside",
            backup_dir=folder / "backups",
            dashboard_dir=folder / "dashboard",
            totp_key_file=folder / "totp.key",
            second_step_required=False,
        )
        self.sessions: dict[UUID, str] = {}
        self.http = TestClient(create_app(settings, self.database), base_url="https://localhost", cookies={})

    def clear(self) -> None:
        self.database.engine.dispose()
        for ending in ("-wal", "-shm"):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)
        shutil.copy(self.empty, self.file)
        self.sessions.clear()

    def signed_in(self, db: Session, account: Account) -> Client:
        """The same session every time."""
        db.commit()  # ends the reading before, so that the session can be written
        if account.id not in self.sessions:
            self.client.signed_in_as(db, account, privileged=True)
            self.sessions[account.id] = self.http.cookies[SESSION_COOKIE]
        self.http.cookies.set(SESSION_COOKIE, self.sessions[account.id], domain="localhost.local", path="/")
        return self.client

    @property
    def client(self) -> Client:
        """Whoever signs in takes the place of who was signed in before."""
        return Client(self.http)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Stage]:
    """On SQLite alone: what can be computed from published numbers does not depend on the database."""
    stage = Stage(tmp_path_factory.mktemp("stage"), sqlite_template)
    with stage.http:
        yield stage
    stage.database.engine.dispose()
