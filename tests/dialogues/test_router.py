"""The dialogue through HTTP: the two sides, everybody else, and what stays of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.audit.models import AuditDetail, AuditEntry
from api.dialogues.models import Dialogue
from api.employees.models import Employee
from api.kit import clock
from api.kit.database import Database
from tests.clients import Client
from tests.factories.kept import kept
from tests.factories.people import make_employee, make_placement, make_position
from tests.factories.results import Rated, make_office_with_round
from tests.factories.rounds import make_round
from tests.results.conftest import As, as_
from tests.statements import counted

__all__ = ["as_"]  # a fixture of the results' tests

ASKED = {"text": "Bagaimana saya dapat meningkatkan nilai Kolaboratif?"}
ANSWERED = {"text": "Mari kita bicarakan hari Kamis."}
ACTION = "Memimpin rapat seksi dua kali."


@pytest.fixture
def rated(db: Session) -> Rated:
    return kept(db, "office with round, 3 staff", lambda: make_office_with_round(db, staff=3))


@pytest.fixture
def person(rated: Rated, as_: As) -> Client:
    return as_(rated.staff[0])


@pytest.fixture
def superior(rated: Rated, as_: As) -> Client:
    return as_(rated.kasi)


def path_of(rated: Rated, who: Employee | None = None) -> str:
    return f"/evaluation-rounds/{rated.round.id}/participants/{rated.of(who or rated.staff[0]).id}/dialogue"


def note(**given: Any) -> dict[str, Any]:
    today = clock.now().date() - timedelta(days=1)
    return {"held_on": str(today), "agreed_action": ACTION, "due_on": str(today + timedelta(days=60)), **given}


def set_round(db: Session, rated: Rated, **given: Any) -> None:
    for name, value in given.items():
        setattr(rated.round, name, value)
    db.commit()


class TestTheWholeTalk:
    def test_asked_answered_noted_confirmed_and_done(self, rated: Rated, person: Client, superior: Client) -> None:
        path = path_of(rated)
        before = person.get(path)
        assert (before["role"], before["row_version"], before["text"]) == ("person", 0, "Belum ada dialog.")
        assert (before["superior_name"], before["actions"]) == ("Budi Kepala", ["ask_superior"])
        asked = person.post(f"{path}/question", ASKED)
        assert (asked["waiting_for"], asked["actions"]) == ("other", [])
        seen = superior.get(path)
        assert (seen["role"], seen["person"]["name"], seen["waiting_for"]) == ("superior", "Dewi Staf 0", "you")
        answered = superior.post(f"{path}/answer", ANSWERED)
        assert [(q["text"], q["answer"]) for q in answered["questions"]] == [(ASKED["text"], ANSWERED["text"])]
        noted = superior.put(path, note(), if_match=answered["row_version"])
        assert (noted["agreed_action"], noted["confirmed_at"], noted["waiting_for"]) == (ACTION, None, "other")
        confirmed = person.post(f"{path}/confirmation", if_match=noted["row_version"])
        assert confirmed["confirmed_at"] is not None
        assert confirmed["text"] == f"Tindak lanjut berjalan sampai {noted['due_text']}."
        done = person.post(f"{path}/finish")
        assert (done["text"], done["waiting_for"]) == ("Tindak lanjut selesai.", "nobody")
        assert superior.get(path)["actions"] == []

    def test_a_second_question_follows_the_first_answer(self, rated: Rated, person: Client, superior: Client) -> None:
        path = path_of(rated)
        person.post(f"{path}/question", ASKED)
        assert person.post(f"{path}/question", ASKED, expect=409)["code"] == "question_waiting"
        superior.post(f"{path}/answer", ANSWERED)
        assert superior.post(f"{path}/answer", ANSWERED, expect=409)["code"] == "no_open_question"
        person.post(f"{path}/question", {"text": "Dan pelatihan apa yang cocok?"})
        assert [q["answer"] for q in superior.get(path)["questions"]] == [ANSWERED["text"], None]

    def test_a_corrected_note_is_confirmed_anew(self, rated: Rated, person: Client, superior: Client) -> None:
        path = path_of(rated)
        noted = superior.put(path, note(), if_match=0)
        confirmed = person.post(f"{path}/confirmation", if_match=noted["row_version"])
        changed = superior.put(path, note(agreed_action="Lain."), if_match=confirmed["row_version"])
        assert changed["confirmed_at"] is None
        person.post(f"{path}/confirmation", if_match=confirmed["row_version"], expect=412)
        person.post(f"{path}/confirmation", expect=428)
        again = person.post(f"{path}/confirmation", if_match=changed["row_version"])
        assert person.post(f"{path}/confirmation", if_match=again["row_version"], expect=409)["code"] == (
            "nothing_to_confirm"
        )

    def test_a_note_goes_on_from_what_was_read(self, rated: Rated, person: Client, superior: Client) -> None:
        path = path_of(rated)
        superior.put(path, note(), expect=428)
        person.post(f"{path}/question", ASKED)
        superior.put(path, note(), if_match=0, expect=412)
        response = superior.request("GET", path)
        assert response.headers["etag"] == f'"{response.json()["row_version"]}"'
        superior.put(path, note(), if_match=response.json()["row_version"])

    def test_what_is_done_is_not_rewritten(self, rated: Rated, superior: Client) -> None:
        path = path_of(rated)
        superior.put(path, note(), if_match=0)
        done = superior.post(f"{path}/finish")
        assert superior.post(f"{path}/finish", expect=409)["code"] == "no_open_action"
        assert superior.put(path, note(), if_match=done["row_version"], expect=409)["code"] == "action_finished"

    def test_what_an_earlier_round_left_undone_stands_beside_it(
        self, rated: Rated, person: Client, superior: Client, db: Session
    ) -> None:
        superior.put(path_of(rated), note(), if_match=0)
        later: dict[str, Any] = {"period_start": date(2027, 1, 1), "period_end": date(2027, 3, 31)}
        next_round = make_round(db, rated.root, status="closed", people=rated.staff, **later)
        db.commit()
        participant = person.get(f"/evaluation-rounds/{next_round.id}/participants")["items"][0]["id"]
        address = f"/evaluation-rounds/{next_round.id}/participants/{participant}/dialogue"
        assert [one["agreed_action"] for one in person.get(address)["unfinished_before"]] == [ACTION]
        person.post(f"{path_of(rated)}/finish")
        assert person.get(address)["unfinished_before"] == []


class TestWhat:
    @pytest.mark.parametrize(
        ("changed", "pointer"),
        [
            ({"held_on": "2999-01-01", "due_on": "2999-02-01"}, "/held_on"),
            ({"due_on": None}, "/due_on"),
            ({"agreed_action": ""}, "/agreed_action"),
            ({"due_on": "2020-01-01"}, "/due_on"),
            ({"agreed_action": "x" * 301}, "/agreed_action"),
        ],
    )
    def test_a_note_that_cannot_be_is_refused_at_its_field(
        self, rated: Rated, superior: Client, changed: dict[str, Any], pointer: str
    ) -> None:
        refusal = superior.put(path_of(rated), note(**changed), if_match=0, expect=422)
        assert [one["pointer"] for one in refusal["errors"]] == [pointer]

    @pytest.mark.parametrize("text", ["", "  ", "x" * 1001])
    def test_a_question_has_some_words_and_at_most_a_thousand_letters(
        self, rated: Rated, person: Client, text: str
    ) -> None:
        person.post(f"{path_of(rated)}/question", {"text": text}, expect=422)
        person.post(f"{path_of(rated)}/question", {"text": "x" * 1000})

    def test_the_log_tells_the_steps_and_not_the_words(
        self, rated: Rated, person: Client, superior: Client, db: Session
    ) -> None:
        path = path_of(rated)
        person.post(f"{path}/question", ASKED)
        superior.post(f"{path}/answer", ANSWERED)
        noted = superior.put(path, note(), if_match=1)
        person.post(f"{path}/confirmation", if_match=noted["row_version"])
        person.post(f"{path}/finish")
        steps = db.scalars(select(AuditEntry.action).where(AuditEntry.object_type == "dialogue"))
        assert list(steps) == [
            "ask_superior",
            "answer_question",
            "record_dialogue",
            "confirm_dialogue",
            "finish_action",
        ]
        kept = repr([(row.before, row.after, row.reason) for row in db.scalars(select(AuditDetail))])
        assert noted["due_on"] in kept
        assert [words for words in (ASKED["text"], ANSWERED["text"], ACTION) if words in kept] == []


class TestWhen:
    def test_before_the_close_it_can_be_read_and_nothing_more(
        self, rated: Rated, person: Client, superior: Client, db: Session
    ) -> None:
        set_round(db, rated, status="open", closes_at=clock.now() + timedelta(days=1))
        assert person.get(path_of(rated))["actions"] == []
        assert person.post(f"{path_of(rated)}/question", ASKED, expect=409)["code"] == "round_state"
        assert superior.put(path_of(rated), note(), if_match=0, expect=409)["code"] == "round_state"

    def test_a_round_past_its_deadline_is_closed_though_nobody_recorded_it(
        self, rated: Rated, person: Client, db: Session
    ) -> None:
        set_round(db, rated, status="open", closes_at=clock.now() - timedelta(seconds=1))
        person.post(f"{path_of(rated)}/question", ASKED)

    def test_in_a_practice_round_it_is_practised(self, rated: Rated, person: Client, db: Session) -> None:
        set_round(db, rated, kind="practice")
        person.post(f"{path_of(rated)}/question", ASKED)

    def test_a_draft_does_not_exist_for_its_people(self, rated: Rated, person: Client, db: Session) -> None:
        set_round(db, rated, status="draft", opened_at=None)
        person.get(path_of(rated), expect=404)


class TestWho:
    def test_for_everybody_else_there_is_no_dialogue(self, rated: Rated, as_: As) -> None:
        path = path_of(rated)
        for stranger in (rated.staff[1], rated.other_kasi, rated.camat):
            client = as_(stranger)
            client.get(path, expect=404)
            client.post(f"{path}/question", ASKED, expect=404)
            client.put(path, note(), if_match=0, expect=404)
            client.post(f"{path}/finish", expect=404)
        for officer in (rated.hr, rated.auditor):
            as_(officer).get(path, expect=403)

    def test_a_participant_of_another_round_is_not_here(self, rated: Rated, person: Client, db: Session) -> None:
        other = make_round(db, rated.root, status="closed")
        db.commit()
        person.get(path_of(rated).replace(str(rated.round.id), str(other.id)), expect=404)

    def test_each_side_has_its_own_steps(self, rated: Rated, person: Client, superior: Client) -> None:
        path = path_of(rated)
        assert superior.post(f"{path}/question", ASKED, expect=403)["code"] == "not_your_part"
        person.post(f"{path}/answer", ANSWERED, expect=403)
        person.put(path, note(), if_match=0, expect=403)
        superior.put(path, note(), if_match=0)
        superior.post(f"{path}/confirmation", if_match=1, expect=403)

    def test_the_superior_of_today_and_the_one_of_the_snapshot_both_hold_it(
        self, rated: Rated, superior: Client, as_: As, db: Session
    ) -> None:
        placement = rated.kasi_placement(db)
        placement.ends_on = clock.now().date() - timedelta(days=1)
        successor = make_employee(db, name="Eko Kepala")
        make_placement(db, successor, placement.position, starts_on=clock.now().date())
        db.commit()
        assert superior.get(path_of(rated))["superior_name"] == "Eko Kepala"
        as_(successor).put(path_of(rated), note(), if_match=0)

    def test_without_a_superior_in_the_system_nobody_is_asked(self, rated: Rated, as_: As) -> None:
        camat = as_(rated.camat)
        assert camat.get(path_of(rated, rated.camat))["superior_name"] is None
        refusal = camat.post(f"{path_of(rated, rated.camat)}/question", ASKED, expect=409)
        assert refusal["code"] == "no_superior"

    def test_who_has_left_keeps_reading(self, rated: Rated, person: Client, superior: Client, db: Session) -> None:
        person.post(f"{path_of(rated)}/question", ASKED)
        superior.post(f"{path_of(rated)}/answer", ANSWERED)
        rated.of(rated.staff[0]).status = "left"
        rated.staff[0].active = False
        db.commit()
        assert person.get(path_of(rated))["questions"][0]["answer"] == ANSWERED["text"]
        assert superior.get(path_of(rated))["questions"][0]["answer"] == ANSWERED["text"]

    def test_who_was_excluded_has_nothing_to_talk_about(self, rated: Rated, person: Client, db: Session) -> None:
        rated.of(rated.staff[0]).status = "excluded"
        db.commit()
        person.get(path_of(rated), expect=404)


class TestList:
    @staticmethod
    def names(client: Client, **filters: Any) -> list[str]:
        page = client.get("/me/dialogues", params=filters)
        assert page["total"] == len(page["items"])
        return [item["person"]["name"] for item in page["items"]]

    def test_both_sides_find_what_has_begun(self, rated: Rated, person: Client, superior: Client, as_: As) -> None:
        person.post(f"{path_of(rated)}/question", ASKED)
        as_(rated.kasi).post(f"{path_of(rated, rated.kasi)}/question", ASKED)
        assert self.names(superior) == ["Budi Kepala", "Dewi Staf 0"]
        assert self.names(superior, role="person") == ["Budi Kepala"]
        assert self.names(superior, role="superior") == ["Dewi Staf 0"]
        assert self.names(person) == ["Dewi Staf 0"]
        item = superior.get("/me/dialogues", params={"role": "superior"})["items"][0]
        assert (item["waiting_for"], item["text"]) == ("you", "Sebuah pertanyaan menunggu jawaban Anda.")
        assert item["round"]["name"] == rated.round.name
        assert self.names(as_(rated.staff[1])) == []

    def test_it_can_be_narrowed_to_what_waits_for_me(self, rated: Rated, person: Client, superior: Client) -> None:
        path = path_of(rated)
        person.post(f"{path}/question", ASKED)
        assert (self.names(superior, waiting_for_me=True), self.names(person, waiting_for_me=True)) == (
            ["Dewi Staf 0"],
            [],
        )
        superior.post(f"{path}/answer", ANSWERED)
        assert self.names(superior, open=True) == []
        noted = superior.put(path, note(), if_match=1)
        assert (self.names(superior, waiting_for_me=True), self.names(person, waiting_for_me=True)) == (
            [],
            ["Dewi Staf 0"],
        )
        person.post(f"{path}/confirmation", if_match=noted["row_version"])
        assert self.names(person, waiting_for_me=False, open=True) == ["Dewi Staf 0"]
        person.post(f"{path}/finish")
        assert self.names(person, open=False) == ["Dewi Staf 0"]

    def test_nothing_waits_while_the_round_is_open_again(
        self, rated: Rated, person: Client, superior: Client, db: Session
    ) -> None:
        person.post(f"{path_of(rated)}/question", ASKED)
        set_round(db, rated, status="open", closes_at=clock.now() + timedelta(days=1))
        assert self.names(superior, waiting_for_me=True) == []
        assert superior.get("/me/dialogues")["items"][0]["waiting_for"] == "nobody"

    def test_the_number_of_statements_does_not_depend_on_how_many(
        self, rated: Rated, superior: Client, db: Session, database: Database
    ) -> None:
        db.add(Dialogue(participant_id=rated.of(rated.staff[0]).id))
        db.commit()
        with counted(database.engine) as one:
            assert superior.get("/me/dialogues")["total"] == 1
        db.add_all(Dialogue(participant_id=rated.of(who).id) for who in rated.staff[1:])
        db.commit()
        with counted(database.engine) as three:
            assert superior.get("/me/dialogues")["total"] == 3
        assert len(three) == len(one) <= 14, "\n".join(three)


def test_a_desk_of_another_unit_changes_nothing(rated: Rated, person: Client, as_: As, db: Session) -> None:
    """A superior elsewhere, with people of his own, sees only theirs."""
    elsewhere = make_position(db, rated.unit, "Koordinator", is_head=True)
    boss = make_employee(db, elsewhere, name="Fajar Koordinator")
    make_employee(db, make_position(db, rated.unit, reports_to=elsewhere))
    db.commit()
    person.post(f"{path_of(rated)}/question", ASKED)
    assert as_(boss).get("/me/dialogues")["total"] == 0
