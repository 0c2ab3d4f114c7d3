import re

import pytest
from sqlalchemy import select

from api.accounts.models import Account, RoleGrant
from api.audit.models import AuditEntry
from api.kit.database import Database
from tests.commands.conftest import Run
from tests.commands.test_office import GIVEN

SECOND = ("--name", "Ina Contoh", "--email", "Ina@Kantor.example")


def test_the_second_officer_is_not_of_the_first_ones_making(run: Run, office_file: Database) -> None:
    run("setup", *GIVEN)
    done = run("officer", *SECOND)
    assert done.exit_code == 0, done.output
    assert re.search(r"Kode: \S+", done.output)
    with office_file.reading() as db:
        account = db.scalars(select(Account).where(Account.email == "ina@kantor.example")).one()
        grant = db.scalars(select(RoleGrant).where(RoleGrant.account_id == account.id)).one()
        assert (grant.role, grant.unit_id, grant.granted_by) == ("hr_officer", None, None)
        assert "appoint_officer" in db.scalars(select(AuditEntry.action)).all()


@pytest.mark.parametrize(
    ("place", "wrong", "said"),
    [("--name", "  ", "tidak boleh kosong"), ("--email", "ina", "surel"), ("--role", "auditor", "auditor")],
)
def test_a_wrong_answer_changes_nothing(run: Run, office_file: Database, place: str, wrong: str, said: str) -> None:
    run("setup", *GIVEN)
    given = [*SECOND, "--role", "administrator"]
    given[given.index(place) + 1] = wrong
    refused = run("officer", *given)
    assert (refused.exit_code != 0, said in refused.output) == (True, True)
    with office_file.reading() as db:
        assert len(db.scalars(select(Account)).all()) == 1


def test_an_office_comes_first(run: Run, office_file: Database) -> None:
    refused = run("officer", *SECOND)
    assert (refused.exit_code, "setup" in refused.output) == (1, True)
