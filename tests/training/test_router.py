from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.employees.models import Employee
from api.training.seed import seed_courses
from tests.clients import Client
from tests.factories.people import make_account, make_employee, make_grant, make_office, make_position, make_unit

COURSE = {
    "code": "UJI-PELAYANAN",
    "name": "Pelatihan pelayanan",
    "kind": "formal",
    "form": "technical",
    "values": ["BP"],
    "competencies": {"5": 2},
    "hours_jp": 20,
}


@pytest.fixture
def hr(client: Client, db: Session) -> Client:
    account = make_account(db)
    make_grant(db, account, Role.HR_OFFICER)
    seed_courses(db)
    return client.signed_in_as(db, account)


class TestCourses:
    def test_the_catalogue_is_searched_and_filtered(self, hr: Client) -> None:
        page = hr.get("/courses", params={"kind": "experience", "value": "KB"})
        assert page["total"] >= 3
        assert all("KB" in course["values"] for course in page["items"])
        assert hr.get("/courses", params={"search": "%"})["total"] == 0

    def test_an_officer_adds_and_changes_a_course(self, hr: Client) -> None:
        course = hr.post("/courses", COURSE)
        assert hr.post("/courses", COURSE, expect=409)["code"] == "already_exists"
        content = {key: value for key, value in COURSE.items() if key != "code"} | {"hours_jp": 24}
        path = f"/courses/{course['id']}"
        hr.put(path, content, expect=428)
        assert hr.put(path, content, if_match=course["row_version"])["hours_jp"] == 24
        hr.put(path, content, expect=412, if_match=course["row_version"])

    def test_a_rating_sent_as_text_or_truth_is_no_number(self, hr: Client) -> None:
        for wrong in ("20", True, 20.5):
            refused = hr.post("/courses", COURSE | {"hours_jp": wrong}, expect=422)
            assert refused["errors"][0]["pointer"] == "/hours_jp"


class TestRecords:
    def test_levels_and_completions_are_recorded_for_others_only_and_never_ahead(
        self, new_client: Callable[[], Client], db: Session
    ) -> None:
        make_office(db)
        unit = make_unit(db)
        employee = make_employee(db, make_position(db, unit))
        officer = make_employee(db, make_position(db, unit))
        make_grant(db, officer.account_id, Role.HR_OFFICER)
        seed_courses(db)
        hr = new_client().signed_in_as(db, _account(db, officer))
        level = {"employee_id": str(employee.id), "competency": 3, "level": 1, "assessed_on": "2026-01-15"}
        assert hr.post("/competency-levels", level)["level"] == 1
        hr.post("/competency-levels", level | {"employee_id": str(officer.id)}, expect=403)
        ahead = hr.post("/competency-levels", level | {"assessed_on": "2099-01-01"}, expect=422)
        assert ahead["errors"][0]["code"] == "date_ahead"
        course = hr.get("/courses")["items"][0]
        done = {"employee_id": str(employee.id), "course_id": course["id"], "completed_on": "2026-02-01"}
        assert hr.post("/completed-courses", done)["employee_id"] == str(employee.id)

    def test_what_was_completed_is_read_by_whoever_sees_the_person(
        self, new_client: Callable[[], Client], db: Session
    ) -> None:
        make_office(db)
        unit = make_unit(db)
        employee, colleague, officer = (make_employee(db, make_position(db, unit)) for _ in range(3))
        make_grant(db, officer.account_id, Role.HR_OFFICER)
        seed_courses(db)
        hr = new_client().signed_in_as(db, _account(db, officer))
        course = hr.get("/courses")["items"][0]
        for day in ("2026-02-01", "2026-03-01"):
            done = {"employee_id": str(employee.id), "course_id": course["id"], "completed_on": day, "hours_jp": 6}
            hr.post("/completed-courses", done)
        of_him = {"employee_id": str(employee.id)}
        read = hr.get("/completed-courses", params=of_him)["items"]
        assert [(row["course_name"], row["completed_on"], row["hours_jp"]) for row in read] == [
            (course["name"], "2026-03-01", 6),
            (course["name"], "2026-02-01", 6),
        ]
        assert new_client().signed_in_as(db, _account(db, employee)).get("/completed-courses")["items"] == read
        assert (
            new_client().signed_in_as(db, _account(db, colleague)).get("/completed-courses", params=of_him)["total"]
            == 0
        )
        assert hr.get(f"/courses/{course['id']}") == course


def _account(db: Session, employee: Employee) -> Account:
    return db.get_one(Account, employee.account_id)


def test_nobody_has_recommendations_before_a_release(new_client: Callable[[], Client], db: Session) -> None:
    employee = make_employee(db, make_position(db, make_unit(db)))
    person = new_client().signed_in_as(db, _account(db, employee))
    assert person.get("/recommendations")["items"] == []
