from pathlib import Path

from sqlalchemy import select

from api.accounts.models import Account
from api.commands.demo import DEFAULT_PASSPHRASE
from api.employees.models import Office
from api.kit.database import Database, make_engine
from tests.commands.conftest import Run
from tests.demo.office import said_by
from tests.factories.people import make_account, make_office


def test_an_empty_database_gets_the_demo_office_and_its_accounts_are_shown(demo_file: Path) -> None:
    said = said_by(demo_file).read_text()
    assert DEFAULT_PASSPHRASE in said
    for word in ("administrator", "kepegawaian", "camat", "staf.terjun", "inspektorat"):
        assert f"{word}@marelan.example" in said
    database = Database(make_engine(f"sqlite:///{demo_file}"))
    with database.reading() as db:
        assert db.get_one(Office, 1).is_demo
    database.engine.dispose()


def test_nothing_is_mixed_into_a_database_that_holds_something(run: Run, office_file: Database) -> None:
    with office_file.writing() as db:
        make_office(db)
        make_account(db)
    refused = run("demo")
    assert (refused.exit_code, "hanya untuk basis data kosong" in refused.output) == (1, True)
    assert run("demo", "--if-empty").exit_code == 0
    with office_file.reading() as db:
        assert len(db.scalars(select(Account)).all()) == 1
