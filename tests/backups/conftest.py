import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from api.kit.database import Database, make_engine


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """For what is the same on both engines."""
    shutil.copy(sqlite_template, tmp_path / "office.db")
    database = Database(make_engine(f"sqlite:///{tmp_path}/office.db"))
    yield database
    database.engine.dispose()


@pytest.fixture
def office(
    engine_name: str, request: pytest.FixtureRequest, sqlite_template: Path, tmp_path: Path
) -> Iterator[Database]:
    """A database of its own, since a restore replaces all of it (the other tests share one PostgreSQL database)."""
    if engine_name == "sqlite":
        shutil.copy(sqlite_template, tmp_path / "office.db")
        database = Database(make_engine(f"sqlite:///{tmp_path}/office.db"))
        yield database
        database.engine.dispose()
        return
    template = make_url(request.getfixturevalue("postgresql_url"))
    name = f"restore_{uuid.uuid4().hex[:12]}"
    admin = create_engine(template.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template.database}"'))
    database = Database(make_engine(template.set(database=name).render_as_string(hide_password=False)))
    yield database
    database.engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()
