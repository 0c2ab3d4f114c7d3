"""The demo office on both databases: everybody named can sign in, and every edge case is there to be seen."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.demo.build import build_demo
from api.demo.roster import demo_roster
from api.employees.models import Employee, Office, OrgUnit, Placement
from api.kit.database import Database
from api.rounds.models import EvaluationRound, Participant
from tests.clients import Client

PASSPHRASE = "payung sungai lembar kertas"


def test_the_list_is_the_same_each_time_and_of_invented_people() -> None:
    first, second = demo_roster(), demo_roster()
    assert first == second
    assert len({row["NIP BARU"] for row in first}) == len(first) > 80
    assert all(row["EMAIL GOV"].endswith("@marelan.example") for row in first)


def test_the_office_is_built_and_its_people_can_sign_in(database: Database, db: Session, client: Client) -> None:
    accounts = build_demo(database, passphrase=PASSPHRASE)
    people = len(demo_roster())
    assert db.scalar(select(func.count()).select_from(Employee)) == people
    assert db.scalar(select(Office.is_demo)) is True
    assert db.scalar(select(func.count()).select_from(OrgUnit)) == 14
    assert db.scalars(select(Placement.kind).where(Placement.kind == "plt")).all() == ["plt"]
    prepared = db.scalars(select(EvaluationRound)).one()
    assert prepared.status == "draft"
    assert db.scalar(select(func.count()).select_from(Participant)) == people
    assert len(accounts) == 9
    for account in accounts:
        me = client.post("/auth/sign-in", {"login": account.email, "passphrase": PASSPHRASE})
        assert me["name"] == account.name
