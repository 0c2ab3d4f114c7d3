"""One office on SQLite for all that walks the contract: thousands of requests, of which none may go wrong."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.accounts.models import Account
from api.accounts.sessions import SESSION_COOKIE, lengths_for, start_session
from api.kit import clock
from api.kit.database import Database, make_engine
from api.kit.logs import configure_logs
from api.kit.settings import Settings
from api.main import create_app
from tests.contract.operations import Operation, operations
from tests.contract.wire import Wire, wire
from tests.contract.world import Cast, make_world


@pytest.fixture(scope="module")
def walked_database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("walked") / "office.db"
    shutil.copy(sqlite_template, path)
    database = Database(make_engine(f"sqlite:///{path}"))
    yield database
    database.engine.dispose()


@pytest.fixture(scope="module")
def walked_app(walked_database: Database, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    configure_logs("json")
    folder = tmp_path_factory.mktemp("backups")
    return create_app(
        Settings(
            _env_file=None,
            worker="outside",
            backup_dir=folder,
            totp_key_file=folder / "totp.key",
            audit_key_file=folder / "audit.key",
            second_step_required=False,
        ),
        walked_database,
    )


@pytest.fixture(scope="module")
def cast(walked_database: Database) -> Cast:
    with walked_database.writing() as db:
        return make_world(db)


@pytest.fixture(scope="module")
def all_operations(walked_app: FastAPI) -> list[Operation]:
    return operations(walked_app)


@pytest.fixture(scope="module")
def anonymous(walked_app: FastAPI, cast: Cast) -> Iterator[Wire]:
    with wire(walked_app) as found:
        yield found


@pytest.fixture(scope="module")
def powerful(walked_app: FastAPI, walked_database: Database, cast: Cast) -> Iterator[Wire]:
    """Officer, superior and holder of every role at once, the passphrase just entered."""
    with wire(walked_app, partial(_cookie, walked_database, cast.powerful)) as found:
        yield found


@pytest.fixture(scope="module")
def roleless(walked_app: FastAPI, walked_database: Database, cast: Cast) -> Iterator[Wire]:
    """Signed in, and nothing else."""
    with wire(walked_app, partial(_cookie, walked_database, cast.roleless)) as found:
        yield found


def _cookie(database: Database, account: Account) -> str:
    with database.writing() as db:
        token = start_session(
            db,
            db.get_one(Account, account.id),
            device="Tes",
            lengths=lengths_for(Settings(_env_file=None), privileged=True),
            now=clock.now(),
        )
    return f"{SESSION_COOKIE}={token}"
