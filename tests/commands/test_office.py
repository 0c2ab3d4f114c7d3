import re

import pytest
from sqlalchemy import func, select

from api.accounts.models import Account, RoleGrant
from api.audit.models import AuditEntry
from api.employees.models import Office, OrgUnit
from api.instruments.models import InstrumentVersion
from api.kit.database import Database
from api.main import create_app
from api.training.models import Course
from tests.clients import Client
from tests.commands.conftest import Run

GIVEN = (
    "--name",
    "Kecamatan Contoh",
    "--zone",
    "wib",
    "--administrator",
    "Siti Contoh",
    "--email",
    "Siti@Kantor.example",
)


def test_an_office_begins_with_its_name_its_zone_and_an_administrator(run: Run, office_file: Database) -> None:
    done = run("setup", *GIVEN)
    assert done.exit_code == 0, done.output
    with office_file.reading() as db:
        office = db.get_one(Office, 1)
        assert (office.name, office.zone, office.is_demo) == ("Kecamatan Contoh", "Asia/Jakarta", False)
        root = db.scalars(select(OrgUnit)).one()
        assert (root.kind, root.path) == ("kecamatan", f"/{root.id.hex}/")
        account = db.scalars(select(Account)).one()
        assert (account.email, account.status) == ("siti@kantor.example", "invited")
        assert [grant.role for grant in db.scalars(select(RoleGrant))] == ["administrator"]
        assert db.scalar(
            select(func.count()).select_from(InstrumentVersion).where(InstrumentVersion.status == "published")
        )
        assert db.scalar(select(func.count()).select_from(Course))
        assert "set_up_office" in db.scalars(select(AuditEntry.action)).all()


def test_the_printed_code_lets_the_administrator_in(run: Run, office_file: Database) -> None:
    code = re.search(r"Kode: (\S+)", run("setup", *GIVEN).output)
    assert code is not None
    from starlette.testclient import TestClient

    with TestClient(create_app(database=office_file), base_url="https://localhost") as http:
        client = Client(http)
        client.post("/auth/activate", {"code": code[1], "passphrase": "gunung sepatu kertas biru"})
        client.post("/auth/sign-in", {"login": "siti@kantor.example", "passphrase": "gunung sepatu kertas biru"})
        assert client.get("/me")["roles"]


def test_questions_are_asked_where_nothing_is_given(run: Run, office_file: Database) -> None:
    done = run("setup", typed="Kelurahan Contoh\nWIT\nBudi\nbudi@kantor.example\n")
    assert done.exit_code == 0, done.output
    with office_file.reading() as db:
        assert db.get_one(Office, 1).zone == "Asia/Jayapura"


def test_a_second_time_is_refused(run: Run, office_file: Database) -> None:
    run("setup", *GIVEN)
    again = run("setup", *GIVEN)
    assert (again.exit_code, "sudah disiapkan" in again.output) == (1, True)


@pytest.mark.parametrize(
    ("place", "wrong", "said"),
    [
        ("--zone", "GMT", "Zona waktu"),
        ("--name", "   ", "tidak boleh kosong"),
        ("--email", "siti", "surel"),
        ("--email", "siti@marelan.example", "kantor contoh"),
    ],
)
def test_a_wrong_answer_changes_nothing(run: Run, office_file: Database, place: str, wrong: str, said: str) -> None:
    given = list(GIVEN)
    given[given.index(place) + 1] = wrong
    refused = run("setup", *given)
    assert (refused.exit_code, said in refused.output) == (1, True)
    with office_file.reading() as db:
        assert db.get(Office, 1) is None
