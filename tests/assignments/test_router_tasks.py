"""The rater's list, his form and his drafts, through HTTP."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.assignments.models import Assignment, Draft, Evaluation
from api.audit.models import AuditEntry
from api.kit.database import Database
from tests.assignments.forms_sent import answers, draft, form
from tests.clients import Client
from tests.factories.assignments import Seksi, account_of, make_assignment, make_form, make_seksi
from tests.factories.kept import kept
from tests.factories.people import make_account, make_employee, make_grant, make_position
from tests.factories.rounds import make_extension, make_participants, make_round
from tests.rounds.scene import NOON
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def seksi(noon: None, db: Session) -> Seksi:
    return kept(db, "a seksi in December", lambda: make_seksi(db, closes_at=NOON + timedelta(days=3, hours=4)))


@pytest.fixture
def rater(db: Session, client: Client, seksi: Seksi) -> Client:
    """The third of the staff: himself, and two before him as a peer (and the last, round the corner)."""
    return client.signed_in_as(db, account_of(db, seksi.staff[2]))


@pytest.fixture
def superior(db: Session, new_client: Callable[[], Client], seksi: Seksi) -> Client:
    return new_client().signed_in_as(db, account_of(db, seksi.superior))


def task_of(seksi: Seksi) -> Assignment:
    return seksi.task(seksi.staff[2], seksi.staff[0])


def path_of(task: Assignment, what: str = "") -> str:
    return f"/assignments/{task.id}/{what}".rstrip("/")


class TestList:
    def test_it_shows_whom_in_which_role_and_until_when(self, rater: Client, seksi: Seksi) -> None:
        page = rater.get("/me/assignments")
        assert page["total"] == 4
        assert [item["participant"]["name"] for item in page["items"]] == [
            "Staf Dua", "Staf Lima", "Staf Satu", "Staf Tiga",
        ]  # fmt: skip
        item = next(one for one in page["items"] if one["id"] == str(task_of(seksi).id))
        assert item["round"] == {"id": str(seksi.round.id), "name": seksi.round.name, "kind": "full", "practice": False}
        assert item["participant"]["nip_end"] is None
        assert (item["source"], item["role_text"]) == ("peer", "Anda menilai sebagai rekan kerja")
        assert (item["anonymous"], item["state"], item["answered"], item["items"]) == (True, "to_do", 0, 21)
        assert (item["deadline_text"], item["days_left"]) == ("18 Desember 2026, 16.00 WIB", 3)
        assert item["actions"] == ["submit", "decline"]
        own = next(one for one in page["items"] if one["source"] == "self")
        assert (own["anonymous"], own["actions"]) == (False, ["submit"])

    def test_states_filter_and_count(self, rater: Client, seksi: Seksi) -> None:
        rater.post(path_of(task_of(seksi), "submission"), form(), expect=201)
        second = seksi.task(seksi.staff[2], seksi.staff[1])
        rater.put(path_of(second, "draft"), draft(0, {"1": 4, "2": 0}))
        counts = {
            state: rater.get("/me/assignments", params={"state": state})["total"]
            for state in ("to_do", "draft", "done", "missed", "declined", "withdrawn")
        }
        assert counts == {"to_do": 2, "draft": 1, "done": 1, "missed": 0, "declined": 0, "withdrawn": 0}
        begun = rater.get("/me/assignments", params={"state": "draft"})["items"][0]
        assert (begun["answered"], begun["draft_saved_at"]) == (2, "2026-12-15T05:00:00Z")

    def test_after_the_deadline_what_was_not_handed_in_is_missed(
        self, db: Session, rater: Client, seksi: Seksi
    ) -> None:
        rater.post(path_of(task_of(seksi), "submission"), form(), expect=201)
        rater.post(path_of(task_of(seksi), "reopen"))
        with time_machine.travel(seksi.round.closes_at, tick=False):
            rater.signed_in_as(db, account_of(db, seksi.staff[2]))
            items = rater.get("/me/assignments")["items"]
        assert sorted(item["state"] for item in items) == ["done", "missed", "missed", "missed"]
        assert {item["days_left"] for item in items} == {None}
        assert {tuple(item["actions"]) for item in items} == {()}

    def test_a_cancelled_round_takes_back_what_was_not_handed_in(
        self, db: Session, rater: Client, seksi: Seksi
    ) -> None:
        rater.post(path_of(task_of(seksi), "submission"), form(), expect=201)
        seksi.round.status = "cancelled"
        db.commit()
        states = [item["state"] for item in rater.get("/me/assignments")["items"]]
        assert sorted(states) == ["done", "withdrawn", "withdrawn", "withdrawn"]
        assert rater.get("/me/assignments", params={"state": "withdrawn"})["total"] == 3
        assert rater.get("/me/assignments", params={"state": "missed"})["total"] == 0

    def test_an_extension_for_the_rater_moves_his_tasks_and_nobody_elses(
        self, db: Session, rater: Client, superior: Client, seksi: Seksi
    ) -> None:
        make_extension(db, seksi.round, NOON + timedelta(days=5), employee=seksi.staff[2])
        db.commit()
        assert {item["deadline"] for item in rater.get("/me/assignments")["items"]} == {"2026-12-20T05:00:00Z"}
        assert {item["deadline"] for item in superior.get("/me/assignments")["items"]} == {"2026-12-18T09:00:00Z"}

    def test_the_nearest_deadline_comes_first_over_all_rounds(self, db: Session, rater: Client, seksi: Seksi) -> None:
        soon = make_round(db, seksi.unit, name="Segera", closes_at=NOON + timedelta(days=1))
        participant = make_participants(db, soon, [seksi.staff[2]])[0]
        participant.version_id = seksi.participants[0].version_id
        make_assignment(db, participant, seksi.staff[2], "self")
        db.commit()
        names = [item["round"]["name"] for item in rater.get("/me/assignments")["items"]]
        assert names == ["Segera", *[seksi.round.name] * 4]
        names = [item["round"]["name"] for item in rater.get("/me/assignments", params={"sort": "-deadline"})["items"]]
        assert names[-1] == "Segera"
        assert rater.get("/me/assignments", params={"round_id": str(soon.id)})["total"] == 1

    def test_people_of_one_name_are_told_apart(self, db: Session, rater: Client, seksi: Seksi) -> None:
        seksi.staff[1].name = seksi.staff[0].name
        db.commit()
        items = rater.get("/me/assignments")["items"]
        ends = {item["participant"]["nip_end"] for item in items if item["participant"]["name"] == "Staf Satu"}
        assert ends == {seksi.staff[0].nip[-4:], seksi.staff[1].nip[-4:]}
        assert [i["participant"]["nip_end"] for i in items if i["participant"]["name"] == "Staf Lima"] == [None]

    def test_it_takes_six_statements_however_many_tasks_there_are(
        self, db: Session, database: Database, superior: Client, rater: Client
    ) -> None:
        superior.get("/me/assignments")
        for client in (superior, rater):
            with counted(database.engine) as sent:
                client.get("/me/assignments")
            assert len(sent) == 6, "\n".join(sent)

    def test_who_has_no_tasks_has_an_empty_list_and_who_is_no_employee_none(
        self, db: Session, new_client: Callable[[], Client], seksi: Seksi
    ) -> None:
        stranger = make_employee(db, make_position(db, seksi.unit))
        assert new_client().signed_in_as(db, account_of(db, stranger)).get("/me/assignments")["items"] == []
        officer = make_account(db)
        make_grant(db, officer, Role.HR_OFFICER)
        new_client().signed_in_as(db, officer).get("/me/assignments", expect=403)


class TestForm:
    def test_it_holds_everything_the_rater_needs(self, rater: Client, seksi: Seksi) -> None:
        read = rater.get(path_of(task_of(seksi)))
        assert [value["code"] for value in read["values"]] == ["BP", "AK", "KP", "HM", "LY", "AD", "KB"]
        first = read["values"][0]
        assert [item["number"] for item in first["items"]] == [1, 2, 3]
        assert [anchor["level"] for anchor in first["anchors"]] == [1, 2, 3, 4, 5]
        assert read["answers"] == read["comments"] == {}
        assert read["comment_hint"].startswith("Komentar tidak wajib.")
        assert any("disegel" in text for text in read["who_will_see"]["answers"])
        assert any("sedikitnya 3 orang" in text for text in read["who_will_see"]["comments"])

    def test_it_speaks_english_where_asked(self, rater: Client, seksi: Seksi) -> None:
        read = rater.get(path_of(task_of(seksi)), headers={"Accept-Language": "en"})
        assert read["role_text"] == "You rate as a peer"
        assert read["deadline_text"] == "18 December 2026, 16.00 WIB"

    def test_what_will_not_count_is_said_before(self, rater: Client, seksi: Seksi) -> None:
        given = answers(4, i1=0, i2=0)
        rater.put(path_of(task_of(seksi), "draft"), draft(0, given))
        notes = rater.get(path_of(task_of(seksi)))["notes"]
        assert notes["missing"] == []
        assert notes["will_not_count"]["counts"] is True
        assert notes["will_not_count"]["text"] == "Lembar ini dihitung untuk 6 dari 7 nilai."
        assert [(one["code"], one["answered"], one["needed"]) for one in notes["will_not_count"]["values"]] == [
            ("BP", 1, 2)
        ]

    def test_only_a_superior_is_asked_for_examples(self, rater: Client, superior: Client, seksi: Seksi) -> None:
        given = answers(3, i1=5, i21=1)
        peer = rater.put(path_of(task_of(seksi), "draft"), draft(0, given))
        task = seksi.task(seksi.superior, seksi.staff[0])
        asked = superior.put(path_of(task, "draft"), draft(0, given, {"KB": "Selalu hadir."}))
        assert peer["notes"]["examples_wanted"] == []
        assert asked["notes"]["examples_wanted"] == ["BP"]

    def test_comments_that_give_somebody_away_are_warned_about(self, rater: Client, seksi: Seksi) -> None:
        comments = {"": "Pak Satu baik.", "KB": "Hubungi 0812 3456 7890.", "AK": "Rapi."}
        saved = rater.put(path_of(task_of(seksi), "draft"), draft(0, {}, comments))
        assert {code: len(texts) for code, texts in saved["notes"]["comment_warnings"].items()} == {"": 1, "KB": 1}

    def test_a_form_without_differences_is_asked_about(self, rater: Client, seksi: Seksi) -> None:
        saved = rater.put(path_of(task_of(seksi), "draft"), draft(0, answers(4)))
        assert len(saved["notes"]["questions"]) == 1

    def test_nobody_but_the_rater_can_read_it_and_nobody_can_tell_that_it_exists_t1_t14(
        self, db: Session, new_client: Callable[[], Client], rater: Client, seksi: Seksi
    ) -> None:
        rater.post(path_of(task_of(seksi), "submission"), form(), expect=201)
        for role in (Role.HR_OFFICER, Role.HEAD, Role.AUDITOR):  # an office opens no form either
            make_grant(db, account_of(db, seksi.staff[4]), role)
        for employee in (seksi.staff[0], seksi.staff[4], seksi.superior):
            client = new_client().signed_in_as(db, account_of(db, employee))
            for method, what in (("GET", ""), ("GET", "self-evaluation"), ("POST", "reopen")):
                hidden = client.request(method, path_of(task_of(seksi), what))
                absent = client.request(method, f"/assignments/{uuid4()}/{what}".rstrip("/"))
                assert hidden.status_code == absent.status_code == 404
                assert _without_id(hidden.json()) == _without_id(absent.json())
                skipped = {"x-request-id", "date"}
                assert {k: v for k, v in hidden.headers.items() if k not in skipped} == {
                    k: v for k, v in absent.headers.items() if k not in skipped
                }
        for role in (Role.HR_OFFICER, Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR):
            officer = make_account(db)
            make_grant(db, officer, role)
            new_client().signed_in_as(db, officer).get(path_of(task_of(seksi)), expect=403)

    @pytest.mark.parametrize("parameter", ["evaluatee", "expand", "fields", "include", "evaluator_id", "rater"])
    def test_no_parameter_opens_anything_t1(self, rater: Client, seksi: Seksi, parameter: str) -> None:
        for path in ("/me/assignments", path_of(task_of(seksi))):
            rater.get(path, params={parameter: "me"}, expect=422)

    def test_reading_it_takes_a_constant_number_of_statements(
        self, database: Database, rater: Client, seksi: Seksi
    ) -> None:
        rater.get(path_of(task_of(seksi)))
        with counted(database.engine) as fresh:
            rater.get(path_of(task_of(seksi)))
        assert len(fresh) == 4, "\n".join(fresh)
        rater.post(path_of(task_of(seksi), "submission"), form(4, {"": "Baik.", "KB": "Rapi."}), expect=201)
        with counted(database.engine) as sent:
            rater.get(path_of(task_of(seksi)))
        assert len(sent) == 7, "\n".join(sent)


def _without_id(problem: dict[str, Any]) -> dict[str, Any]:
    return {**problem, "request_id": ""}


class TestDraft:
    def test_it_is_kept_with_its_version_and_time(self, db: Session, rater: Client, seksi: Seksi) -> None:
        saved = rater.put(path_of(task_of(seksi), "draft"), draft(0, {"1": 4, "3": 0}, {"KB": "Rapi,\n teliti"}))
        assert (saved["version"], saved["saved_text"]) == (1, "Tersimpan 12.00 WIB")
        assert saved["notes"]["missing"] == [2, *range(4, 22)]
        read = rater.get(path_of(task_of(seksi)))
        assert (read["answers"], read["comments"]) == ({"1": 4, "3": 0}, {"KB": "Rapi,\n teliti"})
        assert (read["draft_version"], read["draft_saved_text"], read["state"]) == (1, "Tersimpan 12.00 WIB", "draft")
        assert db.scalars(select(Evaluation)).all() == []

    def test_a_stale_save_is_refused_and_nothing_is_lost_d24(self, rater: Client, seksi: Seksi) -> None:
        path = path_of(task_of(seksi), "draft")
        rater.put(path, draft(0, {"1": 4}))
        rater.put(path, draft(1, {"1": 4, "2": 3}))
        assert rater.put(path, draft(1, {"1": 1}), expect=412)["code"] == "stale"
        assert rater.put(path, draft(0, {"1": 1}), expect=412)["code"] == "stale"
        assert rater.put(path, draft(7, {"1": 1}), expect=412)["code"] == "stale"
        assert rater.get(path_of(task_of(seksi)))["answers"] == {"1": 4, "2": 3}

    def test_the_first_save_starts_from_nothing(self, rater: Client, seksi: Seksi) -> None:
        rater.put(path_of(task_of(seksi), "draft"), draft(3, {"1": 4}), expect=412)

    def test_the_same_save_sent_again_is_harmless(self, rater: Client, seksi: Seksi) -> None:
        path = path_of(task_of(seksi), "draft")
        first = rater.put(path, draft(0, {"1": 4}))
        assert rater.put(path, draft(0, {"1": 4})) == first

    @pytest.mark.parametrize("wrong", [6, -1, 2.5, "3", True])
    def test_wrong_answers_are_refused_in_drafts_too(self, rater: Client, seksi: Seksi, wrong: Any) -> None:
        refused = rater.put(path_of(task_of(seksi), "draft"), draft(0, {"1": wrong}), expect=422)
        assert refused["errors"][0]["pointer"] == "/answers/1"

    def test_nobody_else_reaches_it(
        self, db: Session, new_client: Callable[[], Client], rater: Client, seksi: Seksi
    ) -> None:
        rater.put(path_of(task_of(seksi), "draft"), draft(0, {"1": 4}))
        rated = new_client().signed_in_as(db, account_of(db, seksi.staff[0]))
        rated.put(path_of(task_of(seksi), "draft"), draft(1, {"1": 5}), expect=404)
        assert db.scalars(select(Draft.answers)).all() == [{"1": 4}]

    def test_after_handing_in_there_is_none(self, rater: Client, seksi: Seksi) -> None:
        rater.post(path_of(task_of(seksi), "submission"), form(), expect=201)
        refused = rater.put(path_of(task_of(seksi), "draft"), draft(0, {"1": 4}), expect=409)
        assert refused["code"] == "already_handed_in"

    def test_it_leaves_no_trace_in_the_log(self, db: Session, rater: Client, seksi: Seksi) -> None:
        rater.put(path_of(task_of(seksi), "draft"), draft(0, {"1": 4}))
        assert db.scalars(select(AuditEntry)).all() == []

    def test_saving_takes_a_constant_number_of_statements(
        self, database: Database, rater: Client, seksi: Seksi
    ) -> None:
        path = path_of(task_of(seksi), "draft")
        rater.put(path, draft(0, {"1": 4}))
        with counted(database.engine) as sent:
            rater.put(path, draft(1, answers(4), {"": "Baik.", "KB": "Rapi."}))
        assert len(sent) <= 10, "\n".join(sent)


class TestSelfEvaluation:
    def test_the_superior_reads_it_after_sending_his_own_and_cannot_reopen_then(
        self, db: Session, superior: Client, seksi: Seksi
    ) -> None:
        own = seksi.task(seksi.staff[0], seksi.staff[0])
        make_form(db, seksi.participants[0], "self", answers=5, comments={"": "Saya rajin."}, assignment=own)
        db.commit()
        task = seksi.task(seksi.superior, seksi.staff[0])
        assert superior.get(path_of(task, "self-evaluation"), expect=409)["code"] == "own_form_first"
        assert superior.get(path_of(task))["self_form_readable"] is False
        superior.post(path_of(task, "submission"), form(3), expect=201)
        assert superior.get(path_of(task))["self_form_readable"] is True
        read = superior.get(path_of(task, "self-evaluation"))
        assert (read["participant"]["name"], read["answers"], read["comments"]) == (
            "Staf Satu",
            answers(5),
            {"": "Saya rajin."},
        )
        assert superior.post(path_of(task, "reopen"), expect=409)["code"] == "self_form_seen"
        assert superior.get(path_of(task))["self_form_seen"] is True
        assert "get_self_evaluation" in db.scalars(select(AuditEntry.action)).all()

    def test_without_one_nothing_is_seen_and_the_form_can_still_be_reopened(
        self, superior: Client, seksi: Seksi
    ) -> None:
        task = seksi.task(seksi.superior, seksi.staff[0])
        superior.post(path_of(task, "submission"), form(3), expect=201)
        assert superior.get(path_of(task, "self-evaluation"), expect=409)["code"] == "no_self_form"
        assert superior.post(path_of(task, "reopen"))["state"] == "draft"

    def test_a_peer_never_reads_it(self, rater: Client, seksi: Seksi) -> None:
        rater.post(path_of(task_of(seksi), "submission"), form(), expect=201)
        assert rater.get(path_of(task_of(seksi), "self-evaluation"), expect=409)["code"] == "own_form_first"
