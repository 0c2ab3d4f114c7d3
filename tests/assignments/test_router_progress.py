"""How far a round is, for whom: counts and whom to call, never who rates whom."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.employees.models import Employee
from api.kit.database import Database
from api.rounds.models import Participant
from tests.assignments.conftest import ROUNDS, SignIn
from tests.assignments.forms_sent import form
from tests.assignments.opened import Opened, at, participant_of, tasks
from tests.clients import Client
from tests.factories.people import make_account, make_grant
from tests.rounds.scene import Scene
from tests.statements import counted


class TestProgress:
    def test_officers_see_units_of_raters_and_declines_by_kind(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, sign_in: SignIn
    ) -> None:
        rater = sign_in(crowd.staff[0])
        mine = tasks(db, evaluator_id=crowd.staff[0].id, source="peer")
        rater.post(f"/assignments/{mine[0].id}/submission", form(), expect=201)
        rater.post(f"/assignments/{mine[1].id}/decline", {"category": "family"}, expect=200)
        read = hr.get(at(opened, "progress"))
        assert (read["scope"], read["handed_in"], read["raters"], read["raters_done"]) == ("office", 1, 15, 0)
        assert read["outstanding"] == read["tasks"] - 1
        assert read["declined"] == [{"category": "family", "text": "Hubungan keluarga", "count": 1}]
        names = [unit["unit_name"] for unit in read["units"]]
        assert names == ["Kecamatan Contoh", "Seksi Ketertiban", "Seksi Pelayanan"]
        assert sum(unit["tasks"] for unit in read["units"]) == read["tasks"]

    def test_whom_to_call_is_listed_with_how_many_and_never_for_whom(
        self, db: Session, hr: Client, opened: Opened, crowd: Scene, sign_in: SignIn
    ) -> None:
        for task in tasks(db, evaluator_id=crowd.staff[0].id):
            sign_in(crowd.staff[0]).post(f"/assignments/{task.id}/submission", form(), expect=201)
        page = hr.get(at(opened, "progress/raters"))
        assert page["total"] == 14
        assert page["items"][0] == {
            "employee_id": str(crowd.heads[0].id),
            "name": "Budi Kepala",
            "unit_name": "Seksi Pelayanan",
            "tasks": page["items"][0]["tasks"],
            "outstanding": page["items"][0]["tasks"],
            "account_active": True,
        }
        assert "Dewi Staf 0" not in {item["name"] for item in page["items"]}
        found = hr.get(at(opened, "progress/raters"), params={"search": "citra", "sort": "name"})
        assert [item["name"] for item in found["items"]] == ["Citra Kepala"]
        unit = {"unit_id": str(crowd.order.id)}
        assert hr.get(at(opened, "progress/raters"), params=unit)["total"] == 3

    def test_a_superior_sees_sums_of_his_people_and_nothing_of_his_own_raters_t9(
        self, db: Session, opened: Opened, crowd: Scene, sign_in: SignIn, hr: Client
    ) -> None:
        head = sign_in(crowd.heads[0])
        before = head.get(at(opened, "progress"))
        assert (before["scope"], before["raters"], before["units"], before["declined"]) == ("team", 10, [], [])
        about = tasks(db, participant_id=participant_of(db, opened, crowd.heads[0]).id)
        for task in about:
            rater = sign_in(db.get_one(Employee, task.evaluator_id))
            rater.post(f"/assignments/{task.id}/submission", form(), expect=201)
        assert head.get(at(opened, "progress")) == before
        head.get(at(opened, "progress/raters"), expect=403)

    def test_the_person_rated_sees_nothing(self, opened: Opened, crowd: Scene, sign_in: SignIn) -> None:
        for path in ("progress", "progress/raters"):
            sign_in(crowd.staff[0]).get(at(opened, path), expect=403)
        stranger_path = f"{ROUNDS}/{opened['id']}/progress"
        sign_in(crowd.auditor).get(stranger_path, expect=403)

    def test_a_superior_without_people_in_the_round_sees_nothing(
        self, db: Session, hr: Client, crowd: Scene, sign_in: SignIn
    ) -> None:
        other = hr.post(ROUNDS, {"name": "Seksi", "unit_id": str(crowd.order.id)}, expect=201)
        sign_in(crowd.heads[0]).get(at(other, "progress"), expect=404)

    def test_it_takes_the_same_statements_for_few_and_many(
        self, db: Session, database: Database, hr: Client, opened: Opened, crowd: Scene
    ) -> None:
        for path, most in (("progress", 7), ("progress/raters", 5)):
            hr.get(at(opened, path))
            with counted(database.engine) as sent:
                hr.get(at(opened, path))
            assert len(sent) <= most, "\n".join(sent)


def test_no_answer_to_an_officer_tells_who_rates_whom_t1(
    db: Session, hr: Client, opened: Opened, crowd: Scene, new_client: Callable[[], Client]
) -> None:
    """Everything about the round, read by every officer: no rater is named beside the person he rates as a peer."""
    head = make_account(db)
    make_grant(db, head, Role.HEAD)
    readers = [hr, new_client().signed_in_as(db, head), new_client().signed_in_as(db, crowd.auditor)]
    ids = {
        (one.evaluator_id, db.get_one(Participant, one.participant_id).employee_id) for one in tasks(db, source="peer")
    }
    names = {(db.get_one(Employee, a).name, db.get_one(Employee, b).name) for a, b in ids}
    nips = {(db.get_one(Employee, a).nip, db.get_one(Employee, b).nip) for a, b in ids}
    pairs = {(str(a), str(b)) for a, b in ids} | names | nips
    tokens = {str(one.id) for one in tasks(db)}
    for client in readers:
        for path in ("", "/participants", "/progress", "/progress/raters", "/assignments/proposal", "/launch-check"):
            response = client.request("GET", f"{ROUNDS}/{opened['id']}{path}")
            assert response.status_code in (200, 403, 409)
            assert not any(one in response.text for one in tokens)
            for row in response.json().get("items", []):
                seen = str(row)
                assert not any(rater in seen and rated in seen for rater, rated in pairs)
