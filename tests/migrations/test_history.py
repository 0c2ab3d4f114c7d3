"""The history of the tables: one line, numbered without gaps, walked down and up again on a filled database."""

import re

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from api.health import ROOT
from api.kit.database import Database
from tests.migrations.filled import as_far_as, content, fill, schema


def config_for(database: Database) -> Config:
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["database_url"] = database.engine.url.render_as_string(hide_password=False)
    return config


def revisions() -> list[str]:
    """From the first to the newest."""
    scripts = ScriptDirectory.from_config(Config(str(ROOT / "alembic.ini")))
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(Config(str(ROOT / "alembic.ini"))).get_heads()) == 1


def test_revisions_are_numbered_without_gaps_and_files_carry_number_and_name() -> None:
    assert revisions() == [f"{number:04d}" for number in range(1, len(revisions()) + 1)]
    files = sorted(path.name for path in (ROOT / "migrations" / "versions").glob("*.py"))
    assert [name[:4] for name in files] == revisions()
    assert [name for name in files if not re.fullmatch(r"[0-9]{4}_[a-z_]+\.py", name)] == []


def test_every_migration_says_what_it_is_for() -> None:
    scripts = ScriptDirectory.from_config(Config(str(ROOT / "alembic.ini"))).walk_revisions()
    assert [script.revision for script in scripts if not (script.doc or "").strip().endswith(".")] == []


def test_the_tables_in_the_code_are_the_tables_of_the_migrations(office: Database) -> None:
    command.check(config_for(office))


def test_the_newest_step_back_and_forth_loses_nothing(office: Database) -> None:
    fill(office)
    before, words = content(office.engine), schema(office.engine)
    office.engine.dispose()
    command.downgrade(config_for(office), "-1")
    command.upgrade(config_for(office), "head")
    assert content(office.engine) == before
    assert schema(office.engine) == words


def test_each_step_down_touches_only_what_it_takes_away_and_up_again_is_as_new(office: Database) -> None:
    fill(office)
    words, before = schema(office.engine), content(office.engine)
    assert sum(1 for rows in before.values() if rows) >= 25
    for below in [*reversed(revisions()[:-1]), "base"]:
        office.engine.dispose()
        command.downgrade(config_for(office), below)
        after = content(office.engine)
        assert as_far_as(before, after) == after, below
        assert below != "base" or after == {}
        before = after
    office.engine.dispose()
    command.upgrade(config_for(office), "head")
    assert schema(office.engine) == words
    assert not any(content(office.engine).values())


def test_a_migration_that_fails_leaves_the_tables_as_they_were(
    office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a migration would be worse than none: each runs in a transaction of its own, on SQLite too."""
    fill(office)
    office.engine.dispose()
    command.downgrade(config_for(office), "0007")
    words, rows = schema(office.engine), content(office.engine)
    office.engine.dispose()
    from alembic import op  # `op.execute` is what 0008 consists of

    real, count = op.execute, iter(range(1_000))

    def breaking(statement: str) -> None:
        if next(count) == 5:
            raise RuntimeError("the machine stops here")
        real(statement)

    monkeypatch.setattr(op, "execute", breaking)
    with pytest.raises(RuntimeError):
        command.upgrade(config_for(office), "head")
    monkeypatch.undo()
    assert schema(office.engine) == words
    assert content(office.engine) == rows
    office.engine.dispose()
    command.upgrade(config_for(office), "head")
