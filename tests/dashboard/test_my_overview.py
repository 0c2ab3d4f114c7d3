"""What waits for the caller: each number is the length of the list it leads to (mistake D30)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.employees.models import Employee
from api.kit.database import Database
from api.results.models import ResultReceipt
from api.rounds.models import Participant
from tests.clients import Client
from tests.factories.assignments import make_assignment
from tests.factories.people import make_account, make_grant, make_unit
from tests.factories.results import Rated, calculate, make_rated_round, result_of
from tests.factories.rounds import make_round
from tests.results.conftest import MEETS, As
from tests.statements import counted

NOON = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)
EVENING_OF_THE_FOURTH = datetime(2026, 12, 4, 17, 0, tzinfo=UTC)  # midnight in Medan

LISTS: dict[str, tuple[str, dict[str, Any]]] = {
    "to_rate": ("/me/assignments", {"unfinished": True}),
    "drafts": ("/me/assignments", {"state": "draft"}),
    "to_decide": ("/results", {"to_decide": True}),
    "to_read": ("/me/results", {"unread": True}),
    "dialogues_waiting": ("/me/dialogues", {"waiting_for_me": True}),
    "objections_waiting": ("/objections", {"waiting_for_me": True}),
    "to_respond": ("/me/results", {"to_respond": True}),
}


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def rated(db: Session) -> Rated:
    return make_rated_round(db, staff=3, peers=3)


def total(client: Client, path: str, query: dict[str, Any]) -> int:
    """How long the list is; who may not ask for it has nothing in it."""
    response = client.request("GET", path, params=query)
    assert response.status_code in (200, 403), response.text
    return int(response.json()["total"]) if response.status_code == 200 else 0


def check(client: Client) -> dict[str, Any]:
    """The overview, after each of its numbers was compared with its list."""
    read: dict[str, Any] = client.get("/me/overview")
    totals = {name: total(client, path, query) for name, (path, query) in LISTS.items()}
    assert {name: read[name] for name in LISTS} == totals
    for status, count in (read["rounds"] or {}).items():
        assert client.get("/evaluation-rounds", params={"managed": True, "status": status})["total"] == count
    return read


def make_open_round(db: Session, rated: Rated, *, closes_at: datetime = EVENING_OF_THE_FOURTH) -> list[Participant]:
    round = make_round(db, rated.root, people=rated.staff, version=rated.version, closes_at=closes_at)
    people = list(db.scalars(select(Participant).where(Participant.round_id == round.id)))
    for participant in people:
        participant.version_id = rated.version.id
    return people


def give_tasks(db: Session, rated: Rated, people: list[Participant], rater: Employee) -> list[str]:
    tasks = [make_assignment(db, one, rater, "superior") for one in people if one.employee_id != rater.id]
    db.commit()
    return [str(task.id) for task in tasks]


class TestToRate:
    def test_forms_to_fill_in_drafts_and_how_long_there_is(self, rated: Rated, as_: As, db: Session) -> None:
        tasks = give_tasks(db, rated, make_open_round(db, rated), rated.kasi)
        later = make_open_round(db, rated, closes_at=NOON + timedelta(days=30))
        give_tasks(db, rated, later, rated.kasi)
        kasi = as_(rated.kasi)
        kasi.put(f"/assignments/{tasks[0]}/draft", {"version": 0, "answers": {"1": 4}, "comments": {}})
        read = check(kasi)
        assert (read["to_rate"], read["drafts"]) == (6, 1)
        assert read["next_deadline"] == "2026-12-04T17:00:00Z"
        assert (read["next_deadline_text"], read["days_left"]) == ("4 Desember 2026, 24.00 WIB", 3)
        assert read["days_left_text"] == "3 hari lagi"
        assert kasi.get("/me/overview", headers={"Accept-Language": "en"})["days_left_text"] == "in 3 days"

    @pytest.mark.parametrize(
        ("closes_at", "words"),
        [(NOON + timedelta(minutes=1), "hari ini"), (NOON + timedelta(days=1), "besok")],
    )
    def test_the_last_days_have_words(
        self, rated: Rated, as_: As, db: Session, closes_at: datetime, words: str
    ) -> None:
        give_tasks(db, rated, make_open_round(db, rated, closes_at=closes_at), rated.kasi)
        assert check(as_(rated.kasi))["days_left_text"] == words

    def test_what_is_over_is_not_waited_for(self, rated: Rated, as_: As, db: Session) -> None:
        give_tasks(db, rated, make_open_round(db, rated, closes_at=NOON), rated.kasi)
        read = check(as_(rated.kasi))
        assert (read["to_rate"], read["next_deadline"], read["days_left_text"]) == (0, None, None)

    def test_a_filter_of_the_list_turns_round(self, rated: Rated, as_: As, db: Session) -> None:
        give_tasks(db, rated, make_open_round(db, rated), rated.kasi)
        kasi = as_(rated.kasi)
        every = kasi.get("/me/assignments")["total"]
        assert kasi.get("/me/assignments", params={"unfinished": False})["total"] == every - 3 > 0


class TestResults:
    def test_from_the_calculation_to_the_receipt(self, rated: Rated, as_: As, db: Session, database: Database) -> None:
        person = rated.staff[0]
        assert check(as_(rated.kasi))["to_decide"] == 0
        calculate(database, as_(rated.hr), rated)
        assert check(as_(rated.kasi))["to_decide"] == 3
        assert check(as_(rated.camat))["to_decide"] == 2
        assert check(as_(rated.hr))["to_decide"] == 1  # the Camat's, who is rated outside the system
        assert check(as_(person))["to_decide"] == 0
        result = result_of(db, rated, person)
        as_(rated.kasi).put(f"/results/{result.id}/decision", MEETS, if_match=result.row_version)
        assert check(as_(rated.kasi))["to_decide"] == 2
        assert check(as_(person))["to_read"] == 0
        as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})
        own = as_(person)
        assert check(own)["to_read"] == 1
        own.post(f"/results/{result.id}/acknowledgement")
        assert check(own)["to_read"] == 0
        assert own.get("/me/results", params={"unread": False})["total"] == 1

    def test_what_counts_as_received_is_not_waited_for(
        self, rated: Rated, as_: As, db: Session, database: Database
    ) -> None:
        calculate(database, as_(rated.hr), rated)
        result = result_of(db, rated, rated.staff[0])
        as_(rated.kasi).put(f"/results/{result.id}/decision", MEETS, if_match=result.row_version)
        as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})
        db.add(ResultReceipt(result_id=result.id, received_at=NOON, automatic=True))
        db.commit()
        assert check(as_(rated.staff[0]))["to_read"] == 0


class TestDialogues:
    def test_a_question_waits_for_the_superior_and_a_note_for_the_person(self, rated: Rated, as_: As) -> None:
        path = f"/evaluation-rounds/{rated.round.id}/participants/{rated.of(rated.staff[0]).id}/dialogue"
        person, kasi = as_(rated.staff[0]), as_(rated.kasi)
        person.post(f"{path}/question", {"text": "Apa yang perlu saya perbaiki?"})
        assert (check(kasi)["dialogues_waiting"], check(person)["dialogues_waiting"]) == (1, 0)
        kasi.put(path, {"held_on": "2026-11-30"}, if_match=1)
        assert (check(kasi)["dialogues_waiting"], check(person)["dialogues_waiting"]) == (1, 1)


class TestRounds:
    def test_the_personnel_officer_sees_the_rounds_of_his_units_by_their_state_now(
        self, rated: Rated, as_: As, db: Session
    ) -> None:
        make_open_round(db, rated)
        make_open_round(db, rated, closes_at=NOON)  # nobody has recorded yet that it is over
        make_round(db, rated.root, status="draft")
        make_round(db, rated.root, status="released")
        db.commit()
        assert check(as_(rated.hr))["rounds"] == {"draft": 1, "open": 1, "closed": 2}
        assert check(as_(rated.camat))["rounds"] is None

    def test_rounds_he_only_takes_part_in_are_not_his_to_run(self, rated: Rated, as_: As, db: Session) -> None:
        make_grant(db, rated.staff[0].account_id or rated.hr.id, Role.HR_OFFICER, make_unit(db))
        db.commit()
        officer = as_(rated.staff[0])
        assert check(officer)["rounds"] == {"draft": 0, "open": 0, "closed": 0}
        assert officer.get("/evaluation-rounds", params={"managed": False})["total"] == 1


def test_an_account_without_employee_or_role_has_nothing_waiting(rated: Rated, as_: As, db: Session) -> None:
    read = as_(make_account(db)).get("/me/overview")
    assert [read[name] for name in LISTS] == [0] * len(LISTS)
    assert read["rounds"] is None


def test_nobody_has_no_overview(client: Client) -> None:
    client.get("/me/overview", expect=401)


def test_the_number_of_statements_does_not_depend_on_how_much_waits(
    rated: Rated, as_: As, db: Session, database: Database
) -> None:
    calculate(database, as_(rated.hr), rated)
    make_grant(db, rated.kasi.account_id or rated.hr.id, Role.HR_OFFICER)
    give_tasks(db, rated, make_open_round(db, rated)[:1], rated.kasi)
    kasi = as_(rated.kasi)
    with counted(database.engine) as little:
        kasi.get("/me/overview")
    for _ in range(3):
        give_tasks(db, rated, make_open_round(db, rated), rated.kasi)
    with counted(database.engine) as much:
        read = kasi.get("/me/overview")
    assert (read["to_rate"], read["to_decide"]) == (10, 4)
    assert len(much) == len(little) <= 24, "\n".join(much)


def test_the_rows_of_the_lists_agree_with_what_can_be_done(
    rated: Rated, as_: As, db: Session, database: Database
) -> None:
    """`to_decide` and `unread` are the rows whose actions say so."""
    calculate(database, as_(rated.hr), rated)
    kasi = as_(rated.kasi)
    can = {row["id"] for row in kasi.get("/results")["items"] if "decide_result" in row["actions"]}
    listed = {row["id"] for row in kasi.get("/results", params={"to_decide": True})["items"]}
    assert listed == can != set()
