"""Both databases, built by the migrations; a clean one for each test; clients by role.

Every test that asks for `database` runs once per engine (`--engine sqlite` or `--engine postgresql` narrows that).
"""

import gc
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from fastapi import FastAPI
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.kit.database import Database, make_engine
from api.kit.settings import Settings
from api.main import create_app, equip
from tests.clients import Client
from tests.emptying import empty
from tests.postgres import NoPostgresError, postgres_server

ROOT = Path(__file__).parent.parent
ENGINES = ("sqlite", "postgresql")
LONG = (
    "test_pages", "test_bodies", "test_solver", "test_surroundings", "test_filling_in_a_form", "test_main_job", "test_build",
    "test_matrix", "test_generated", "test_whole_round", "test_hostile_texts", "test_papers",
    "test_activating", "test_kills", "test_my_result", "test_router_planning", "test_releasing_and_paper",
)  # fmt: skip
_SERVER = "PYTEST_POSTGRES_URL"
_running = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, help="only this database")


def pytest_configure(config: pytest.Config) -> None:
    """One PostgreSQL for the whole run; the workers of pytest-xdist find its address in the environment."""
    if hasattr(config, "workerinput") or config.getoption("--engine") == "sqlite" or config.option.collectonly:
        return
    try:
        os.environ[_SERVER] = _running.enter_context(postgres_server())
    except NoPostgresError as error:
        if os.environ.get("CI"):
            raise pytest.UsageError(str(error)) from error
        print(f"\n*** {error}: tests on PostgreSQL are left out ***\n")  # noqa: T201


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        _running.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine_name" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--engine")
        names = [wanted] if wanted else [n for n in ENGINES if n == "sqlite" or _SERVER in os.environ]
        metafunc.parametrize("engine_name", names, indirect=True, scope="session")


def pytest_collection_finish() -> None:
    """What was imported lives as long as the run: looking through it for garbage took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 10)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that in the end no core waits for another."""
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))


@pytest.fixture(scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def migrate(url: str) -> None:
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["database_url"] = url
    command.upgrade(config, "head")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "migrated.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    server = make_url(os.environ[_SERVER])
    name = f"test_{uuid.uuid4().hex[:12]}"
    admin = create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    url = server.set(database=name).render_as_string(hide_password=False)
    migrate(url)
    yield url
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo office in SQLite, filled once for all workers; copy it before you change it."""
    from tests.demo.office import demo_office

    base = tmp_path_factory.getbasetemp()
    return demo_office(base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base)


@pytest.fixture(scope="session")
def engine(
    engine_name: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """One for all tests of a worker: it remembers how every statement is written in SQL."""
    if engine_name == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    else:
        url = f"sqlite:///{tmp_path_factory.mktemp('database')}/office.db"
    made = make_engine(url)
    yield made
    made.dispose()


@pytest.fixture
def database(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated, empty database."""
    if path := file_of(engine):
        for rest in path.parent.iterdir():  # a test may have left a connection open, and its log beside the file
            rest.unlink()
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
    yield Database(engine)
    if path:
        engine.dispose()
    else:
        empty(engine)


def file_of(engine: Engine) -> Path | None:
    return Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A session for arranging and looking; commit what the app shall see."""
    with database.sessions() as session:
        yield session


@pytest.fixture(scope="session")
def audit_key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all, so that a log that is put back can go on."""
    return tmp_path_factory.mktemp("key") / "audit.key"


@pytest.fixture
def settings(tmp_path: Path, audit_key_file: Path) -> Settings:
    return Settings(
        _env_file=None,
        worker="outside",
        backup_dir=tmp_path / "backups",
        totp_key_file=tmp_path / "totp.key",
        second_step_required=False,  # its own tests switch it on
        audit_key_file=audit_key_file,
    )


@pytest.fixture(scope="session")
def built_app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """Without the dashboard: what the tests see does not depend on whether it was built."""
    nowhere = tmp_path_factory.mktemp("nowhere")
    settings = Settings(_env_file=None, worker="outside", dashboard_dir=nowhere)
    return create_app(settings, Database(make_engine(f"sqlite:///{nowhere}/none.db")))


@pytest.fixture
def app(built_app: FastAPI, database: Database, settings: Settings) -> FastAPI:
    equip(built_app, settings, database)
    return built_app


@pytest.fixture
def new_client(app: FastAPI) -> Iterator[Callable[[], Client]]:
    """A browser of its own: cookies are not shared between clients."""
    with ExitStack() as stack:

        def make() -> Client:
            return Client(stack.enter_context(TestClient(app, base_url="https://localhost", cookies={})))

        yield make


@pytest.fixture
def client(new_client: Callable[[], Client]) -> Client:
    """Somebody who has not signed in."""
    return new_client()
