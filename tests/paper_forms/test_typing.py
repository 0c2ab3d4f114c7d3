"""Paper from the printer to the result: the same form as online, whichever way it came; and everything that can go wrong."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.assignments.finishing import seal_round
from api.assignments.models import Assignment, Draft, Evaluation, EvaluationComment, PaperSheet, SilencePledge
from api.audit.models import AuditEntry
from api.employees.models import Employee
from api.kit import clock
from api.kit.database import Database
from api.paper_forms.clearing import clear_paper
from api.paper_forms.codes import new_code
from api.rounds.models import EvaluationRound, Extension
from tests.factories.assignments import account_of
from tests.factories.people import make_account, make_employee, make_grant, make_position, make_unit
from tests.paper_forms.conftest import WHY, Paper, all_answered

TEAR = 38 / 25.4 * 72  # points from the top of the leaf


def sheets(db: Session) -> list[PaperSheet]:
    db.rollback()
    return list(db.scalars(select(PaperSheet).execution_options(populate_existing=True)))


def forms(db: Session) -> list[Evaluation]:
    db.rollback()
    return list(db.scalars(select(Evaluation)))


def states(db: Session, rater: Employee) -> list[str]:
    db.rollback()
    return sorted(db.scalars(select(Assignment.status).where(Assignment.evaluator_id == rater.id)))


class TestTyping:
    def test_two_equal_typings_are_a_form_like_any_other(self, paper: Paper, db: Session) -> None:
        code = paper.print()[0]
        form = paper.open(paper.typists[0], code)
        assert (form["second"], len(form["values"])) == (False, 7)
        comments = {"": "Rapi dan tepat waktu."}
        assert paper.type(paper.typists[0], code, answer=3, comments=comments)["outcome"] == "waiting"
        assert forms(db) == []
        assert paper.open(paper.typists[1], code)["second"] is True
        typed = paper.type(paper.typists[1], code, answer=3, comments={"": "rapi dan tepat waktu"})
        assert typed["outcome"] == "entered"
        [evaluation] = forms(db)
        assert evaluation.answers == bytes([3] * 21)
        assert db.scalars(select(EvaluationComment.text)).all() == ["rapi dan tepat waktu"]
        assert states(db, paper.rater) == ["open", "open", "open", "submitted"]
        assert paper.progress() == 1
        assert [one["state"] for one in paper.as_rater().get("/me/assignments")["items"]].count("done") == 1
        overview = paper.officer.get(paper.address)
        assert (overview["sheets_out"], overview["entered"]) == (3, 1)

    def test_afterwards_nothing_joins_code_typists_and_form(self, paper: Paper, db: Session) -> None:
        code = paper.print()[0]
        task = next(one.assignment_id for one in sheets(db))
        paper.enter(code)
        left = sheets(db)
        assert len(left) == 3
        gone = next(iter(set(db.scalars(select(Assignment.id).where(Assignment.status == "submitted")))))
        assert gone not in {one.assignment_id for one in left}
        assert task is not None
        assert not [one for one in left if one.typed_by or one.typing]
        problem = paper.open(paper.typists[0], code, expect=404)
        assert problem["code"] == "unknown_sheet"
        entries = db.scalars(select(AuditEntry).where(AuditEntry.family == "participation")).all()
        assert [(one.action, one.actor_ref, one.trace) for one in entries] == [
            ("type_paper_form", str(paper.typists[0].id), None),
            ("enter_paper_form", str(paper.typists[1].id), None),
        ]
        assert {one.object_id for one in entries} == {str(paper.seksi.round.id)}
        assert {(one.time.minute, one.time.second) for one in entries} == {(0, 0)}

    def test_a_difference_names_the_items_and_may_be_mended_once(self, paper: Paper, db: Session) -> None:
        code = paper.print()[0]
        paper.type(paper.typists[0], code, comments={"KB": "Baik"}, **{"7": 2})
        typed = paper.type(paper.typists[1], code, comments={"KB": "Buruk"}, **{"8": 1})
        assert (typed["outcome"], typed["items"], typed["comments"]) == ("differs", [7, 8], ["KB"])
        assert forms(db) == []
        typed = paper.type(paper.typists[1], code, comments={"KB": "baik"}, **{"7": 2})
        assert (typed["outcome"], typed["items"]) == ("entered", [])
        assert forms(db)[0].answers[6] == 2

    def test_what_still_differs_is_dropped_whole(self, paper: Paper, db: Session) -> None:
        code = paper.print()[0]
        paper.type(paper.typists[0], code)
        assert paper.type(paper.typists[1], code, answer=3)["outcome"] == "differs"
        assert paper.type(paper.typists[1], code, answer=2)["outcome"] == "restart"
        assert not [one for one in sheets(db) if one.typing or one.typed_by or one.differed]
        assert paper.open(paper.typists[1], code)["second"] is False
        assert paper.enter(code)["outcome"] == "entered"
        assert len(forms(db)) == 1

    def test_a_form_has_every_item_and_known_values(self, paper: Paper) -> None:
        code = paper.print()[0]
        client = paper.as_(paper.typists[0])
        body = {"code": code, "answers": {"1": 4}, "comments": {"XX": "?"}}
        problem = client.post("/paper-sheets/typing", body, expect=422)
        assert {one["code"] for one in problem["errors"]} == {"missing_answer", "unknown_value"}

    def test_codes_are_read_as_people_write_them(self, paper: Paper) -> None:
        code = paper.print()[0]
        typist = paper.typists[0]
        paper.open(typist, f" {code.replace('-', ' ').lower()} ")
        slip = code[:-1] + ("A" if code[-1] != "A" else "B")
        assert paper.open(typist, slip, expect=422)["errors"][0]["code"] == "mistyped_code"

    def test_guessing_is_stopped(self, paper: Paper) -> None:
        for _ in range(10):
            paper.open(paper.typists[0], new_code(), expect=404)
        paper.open(paper.typists[0], new_code(), expect=429)
        paper.open(paper.typists[0], paper.print()[0], expect=429)


class TestWhoMayNotType:
    def test_nobody_who_was_not_named_learns_that_a_code_exists(self, paper: Paper, db: Session) -> None:
        code = paper.print()[0]
        stranger = make_account(db)
        db.commit()
        assert paper.open(stranger, code, expect=404)["code"] == "unknown_sheet"

    def test_one_answer_stands_for_every_reason(self, paper: Paper, db: Session) -> None:
        """The rater, his superior, a colleague of his unit – and who typed it already."""
        code = paper.print()[0]
        near = [paper.rater, paper.seksi.superior, paper.seksi.staff[4]]
        accounts = [account_of(db, one) for one in near]
        for account in accounts:
            paper.name(account)
        paper.type(paper.typists[0], code)
        answers = [paper.open(one, code, expect=403) for one in [*accounts, paper.typists[0]]]
        answers += [paper.type(one, code, expect=403) for one in [*accounts, paper.typists[0]]]
        assert {(one["code"], one["detail"]) for one in answers} == {("sheet_for_another", answers[0]["detail"])}

    def test_somebody_of_another_unit_may(self, paper: Paper, db: Session) -> None:
        code = paper.print()[0]
        clerk = make_employee(db, make_position(db, make_unit(db)))
        db.commit()
        paper.name(account_of(db, clerk))
        assert paper.type(account_of(db, clerk), code)["outcome"] == "waiting"

    @pytest.mark.parametrize("role", [Role.HR_OFFICER, Role.HEAD])
    def test_who_sees_progress_is_neither_named_nor_lets_himself_be_made_officer_later(
        self, paper: Paper, db: Session, role: Role
    ) -> None:
        watcher = make_account(db)
        make_grant(db, watcher, role)
        db.commit()
        assert paper.name(watcher, expect=422)["errors"][0]["code"] == "sees_progress"
        code = paper.print()[0]
        make_grant(db, paper.typists[0], role)
        db.commit()
        assert paper.open(paper.typists[0], code, expect=403)["code"] == "sheet_for_another"


class TestOtherWays:
    def test_who_signed_the_cover_has_nothing_to_accept_on_a_screen(self, paper: Paper, db: Session) -> None:
        codes = paper.print()
        db.execute(delete(SilencePledge))
        db.commit()
        for code in codes:
            assert paper.enter(code)["outcome"] == "entered"
        db.rollback()
        assert not db.scalars(select(SilencePledge)).all()  # the day of the typing would say when his envelope came

    def test_online_first_makes_the_sheet_void(self, paper: Paper, db: Session) -> None:
        codes = paper.print()
        paper.type(paper.typists[0], codes[0])
        for task in paper.as_rater().get("/me/assignments")["items"]:
            paper.as_rater().post(f"/assignments/{task['id']}/submission", {"answers": all_answered(5)})
        for code in codes:
            assert paper.open(paper.typists[1], code, expect=409)["code"] == "sheet_void"
        assert not [one for one in sheets(db) if one.assignment_id or one.typing or one.typed_by or one.printed_by]
        assert len(forms(db)) == 4
        [listed] = paper.raters()
        assert listed["actions"] == ["remove"]
        paper.officer.post(f"{paper.address}/raters/{listed['id']}/packet", expect=409)

    def test_a_sheet_replaces_the_raters_draft(self, paper: Paper, db: Session) -> None:
        for task in paper.as_rater().get("/me/assignments")["items"]:
            paper.as_rater().put(
                f"/assignments/{task['id']}/draft", {"version": 0, "answers": {"1": 2}, "comments": {}}
            )
        paper.enter(paper.print()[0])
        db.rollback()
        assert db.scalar(select(func.count()).select_from(Draft)) == 3

    def test_paper_that_comes_after_the_raters_deadline_is_typed_while_the_round_is_open(
        self, paper: Paper, db: Session
    ) -> None:
        code = paper.print()[0]
        now = clock.now()
        round_id = paper.seksi.round.id
        extended = {"employee_id": paper.seksi.superior.id, "closes_at": now + timedelta(days=2), "reason": WHY}
        db.add(Extension(round_id=round_id, created_by=paper.hr.id, created_at=now, **extended))
        db.execute(update(EvaluationRound).where(EvaluationRound.id == round_id).values(closes_at=now))
        db.commit()
        assert paper.enter(code)["outcome"] == "entered"

    def test_closing_drops_what_waits_and_reopening_begins_anew(
        self, paper: Paper, db: Session, database: Database
    ) -> None:
        codes = paper.print()
        paper.type(paper.typists[0], codes[0])
        paper.officer.post(f"/evaluation-rounds/{paper.seksi.round.id}/close", {"reason": WHY}, expect=200)
        assert paper.open(paper.typists[1], codes[0], expect=409)["code"] == "round_not_open"
        clear_paper(database)
        assert [one.typing for one in sheets(db)] == [None] * 4
        later = (clock.now() + timedelta(days=3)).isoformat()
        paper.officer.post(f"/evaluation-rounds/{paper.seksi.round.id}/reopen", {"reason": WHY, "closes_at": later})
        assert paper.open(paper.typists[1], codes[0])["second"] is False

    @pytest.mark.parametrize("end", ["cancelled", "calculated"])
    def test_a_round_that_is_over_keeps_no_sheet(self, paper: Paper, db: Session, database: Database, end: str) -> None:
        paper.type(paper.typists[0], paper.print()[0])
        if end == "calculated":
            with database.writing() as writing:
                seal_round(writing, paper.seksi.round.id)
        else:
            db.rollback()
            db.execute(update(EvaluationRound).values(status="cancelled"))
            db.commit()
            clear_paper(database)
        assert sheets(db) == []

    def test_taking_a_naming_back_takes_what_hangs_on_it(self, paper: Paper, db: Session) -> None:
        codes = paper.print()
        paper.type(paper.typists[0], codes[0])
        for typist in paper.officer.get(paper.address)["typists"]:
            paper.officer.delete(f"{paper.address}/typists/{typist['id']}")
        assert not [one for one in sheets(db) if one.typing]
        paper.open(paper.typists[1], codes[0], expect=404)
        paper.officer.delete(f"{paper.address}/raters/{paper.raters()[0]['id']}")
        assert {one.assignment_id for one in sheets(db)} == {None}
        assert paper.raters() == []
