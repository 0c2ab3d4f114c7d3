from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.backups.service import make_backup
from api.kit import clock
from api.kit.database import Database
from api.kit.settings import Settings
from tests.backups.offices import fill
from tests.clients import Client
from tests.factories.people import make_account, make_grant


@pytest.fixture
def administrator(client: Client, db: Session) -> Client:
    account = make_account(db)
    make_grant(db, account, Role.ADMINISTRATOR)
    return client.signed_in_as(db, account)


def test_an_office_without_a_backup_is_told_so(administrator: Client) -> None:
    status = administrator.get("/backups/status")
    assert (status["status"], status["newest"]) == ("missing", None)


def test_a_fresh_backup_shows_its_age(administrator: Client, database: Database, settings: Settings) -> None:
    fill(database)
    make_backup(database.engine, settings.backup_dir, now=clock.now() - timedelta(hours=7, minutes=30))
    status = administrator.get("/backups/status")
    assert (status["status"], status["message"]) == ("fresh", "Cadangan terakhir berumur 7,5 jam.")
    assert (status["newest"]["age_hours"], status["newest"]["verified"]) == (7.5, True)


def test_after_a_day_it_is_overdue(administrator: Client, database: Database, settings: Settings) -> None:
    fill(database)
    make_backup(database.engine, settings.backup_dir, now=clock.now() - timedelta(hours=24, minutes=1))
    assert administrator.get("/backups/status")["status"] == "overdue"


def test_a_damaged_one_is_not_called_a_backup(administrator: Client, settings: Settings) -> None:
    settings.backup_dir.mkdir(parents=True)
    Path(settings.backup_dir, "penilaian-20261124-010203-000000.backup.zip").write_bytes(b"PK")
    status = administrator.get("/backups/status")
    assert (status["status"], status["newest"]["verified"]) == ("damaged", False)


def test_only_administrators_see_it(client: Client, db: Session) -> None:
    account = make_account(db)
    make_grant(db, account, Role.HR_OFFICER)
    client.signed_in_as(db, account).get("/backups/status", expect=403)
