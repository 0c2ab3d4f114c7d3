"""The demo office on both databases: everybody named can sign in, and every edge case is there to be seen."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.assignments.models import Assignment, Draft
from api.commands.demo import DEFAULT_PASSPHRASE
from api.concerns.models import PressureReport
from api.demo.build import build_demo
from api.demo.roster import demo_roster
from api.dialogues.models import Dialogue, DialogueQuestion
from api.employees.models import Employee, Office, OrgUnit, Placement
from api.kit.database import Database
from api.objections.models import Objection
from api.privacy.models import CorrectionRequest
from api.results.models import Result, ResultReceipt
from api.rounds.models import EvaluationRound
from api.training.models import Recommendation
from tests.clients import Client
from tests.conftest import file_of
from tests.demo.office import said_by

ACCOUNTS = (
    "administrator",
    "kepegawaian",
    "camat",
    "sekcam",
    "kasi.pelayanan",
    "staf.pelayanan",
    "lurah.terjun",
    "staf.terjun",
    "inspektorat",
)


def test_the_list_is_the_same_each_time_and_of_invented_people() -> None:
    first, second = demo_roster(), demo_roster()
    assert first == second
    assert len({row["NIP BARU"] for row in first}) == len(first) > 80
    assert all(row["EMAIL GOV"].endswith("@marelan.example") for row in first)


@pytest.fixture
def names(database: Database, request: pytest.FixtureRequest) -> str:
    """On SQLite built by its command, once for the whole run; on PostgreSQL here. The names it told, in one text."""
    if file := file_of(database.engine):
        demo_file: Path = request.getfixturevalue("demo_file")
        shutil.copy(demo_file, file)
        return said_by(demo_file).read_text()
    return "\n".join(account.name for account in build_demo(database, passphrase=DEFAULT_PASSPHRASE))


def test_the_office_is_built_and_its_people_can_sign_in(names: str, db: Session, client: Client) -> None:
    people = len(demo_roster())
    assert db.scalar(select(func.count()).select_from(Employee)) == people
    assert db.scalar(select(Office.is_demo)) is True
    assert db.scalar(select(func.count()).select_from(OrgUnit)) == 14
    assert db.scalars(select(Placement.kind).where(Placement.kind == "plt")).all() == ["plt"]
    rounds = db.scalars(select(EvaluationRound).order_by(EvaluationRound.period_start)).all()
    assert [one.status for one in rounds] == ["released", "released", "open", "open"]
    assert [one.kind for one in rounds].count("practice") == 1
    tasks = {row[0]: row[1] for row in db.execute(select(Assignment.status, func.count()).group_by(Assignment.status))}
    assert tasks["open"] > 100
    assert tasks["declined"] == 1
    assert db.scalar(select(func.count()).select_from(Draft)) == 8
    statuses = {row[0]: row[1] for row in db.execute(select(Result.status, func.count()).group_by(Result.status))}
    assert statuses["released"] > 120
    assert statuses["proposal"] >= 3
    assert db.scalar(select(func.count()).select_from(Recommendation)) > 50
    assert db.scalar(select(func.count()).select_from(ResultReceipt)) > 60
    assert db.scalar(select(func.count()).select_from(Dialogue).where(Dialogue.confirmed_at.is_not(None))) > 3
    assert db.scalar(select(func.count()).where(DialogueQuestion.answered_at.is_(None))) > 3
    objections = sorted(db.scalars(select(Objection.status)))
    assert objections == ["heard", "ruled_changed", "under_review", "withdrawn"]
    assert db.scalar(select(func.count()).where(Result.version == 2)) == 1
    assert db.scalar(select(func.count()).where(CorrectionRequest.outcome.is_(None))) == 1
    assert db.scalar(select(func.count()).where(PressureReport.status == "open")) == 1
    db.commit()
    for name in ACCOUNTS:
        login = f"{name}@marelan.example"
        assert client.post("/auth/sign-in", {"login": login, "passphrase": DEFAULT_PASSPHRASE})["name"] in names
    hr = client
    hr.post("/auth/sign-in", {"login": "kepegawaian@marelan.example", "passphrase": DEFAULT_PASSPHRASE})
    running = hr.get("/evaluation-rounds", params={"status": "open"})["items"][0]
    assert hr.get(f"/evaluation-rounds/{running['id']}/progress")["outstanding"] > 0
    finished = hr.get("/evaluation-rounds", params={"status": "released"})["items"][0]
    auditor = client
    auditor.post("/auth/sign-in", {"login": "inspektorat@marelan.example", "passphrase": DEFAULT_PASSPHRASE})
    departures = auditor.get("/results", params={"departs": "true"})["items"]
    assert len(departures) >= 2
    hr.post("/auth/sign-in", {"login": "kepegawaian@marelan.example", "passphrase": DEFAULT_PASSPHRASE})
    overview = hr.get(f"/dashboard/rounds/{finished['id']}")
    assert overview["units"]
    assert {unit["people"] >= 5 for unit in overview["units"]} == {True}
