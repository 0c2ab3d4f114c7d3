"""Who prints what for whom, and who is named: codes, slips, leaves, and what the personnel officer is told."""

import io
from typing import Any

from pypdf import PdfReader
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.assignments.models import PaperSheet
from api.audit.models import AuditDetail, AuditEntry
from api.rounds.models import EvaluationRound
from tests.factories.assignments import account_of
from tests.factories.people import make_account, make_employee, make_grant, make_position
from tests.paper_forms.conftest import CODE, WHY, Paper

TEAR = 38 / 25.4 * 72  # points from the top of the leaf


def sheets(db: Session) -> list[PaperSheet]:
    db.rollback()
    return list(db.scalars(select(PaperSheet).execution_options(populate_existing=True)))


class TestPrinting:
    def test_each_task_gets_a_code_and_no_name_below_the_line(self, paper: Paper, db: Session) -> None:
        pdf = paper.packet()
        below, above = read_pages(pdf)
        names = [one.name for one in paper.seksi.staff] + [paper.seksi.superior.name, paper.seksi.unit.name]
        assert len(set(below["codes"])) == 4  # himself and three peers
        assert not [name for name in names if name in below["text"]]
        assert sum(f"Yang dinilai: {one.name}" in above for one in paper.seksi.staff) == 4
        assert {sheet.code_hash for sheet in sheets(db)}.isdisjoint(code.encode() for code in below["codes"])
        [listed] = paper.raters()
        assert (listed["sheets_out"], listed["entered"], listed["tasks_left"]) == (4, 0, 4)

    def test_every_sheet_has_all_items_and_begins_on_a_leaf_of_its_own(self, paper: Paper) -> None:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper.packet())).pages]
        slips = [place for place, text in enumerate(pages) if "SOBEK BAGIAN INI" in text]
        assert len(slips) == 4
        assert not any(place % 2 for place in slips)
        assert sum(text.count("21. ") for text in pages) == 4
        assert paper.seksi.staff[0].name in pages[0]

    def test_the_cover_is_signed_for_the_duty_of_silence_and_the_log_knows_its_wording(
        self, paper: Paper, db: Session
    ) -> None:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper.packet())).pages]
        cover = " ".join(pages[0].split())
        assert "tidak menanyakannya kepada penilai lain" in cover
        assert f"Tanggal dan tanda tangan {paper.rater.name}" in cover
        assert not CODE.findall(cover)
        db.rollback()
        printed = select(AuditDetail.after).join(AuditEntry, AuditEntry.seq == AuditDetail.seq)
        assert db.scalars(printed.where(AuditEntry.action == "print_paper_forms")).one()["silence_pledge"] == 1

    def test_printing_anew_makes_the_old_sheets_void(self, paper: Paper, db: Session) -> None:
        old = paper.print()
        new = paper.print()
        assert not set(old) & set(new)
        problem = paper.open(paper.typists[0], old[0], expect=409)
        assert problem["code"] == "sheet_void"
        assert paper.enter(new[0])["outcome"] == "entered"
        assert paper.raters()[0]["sheets_out"] == 3

    def test_who_could_be_rated_by_the_rater_does_not_print(self, paper: Paper, db: Session) -> None:
        officer = account_of(db, paper.seksi.staff[3])
        make_grant(db, officer, Role.HR_OFFICER)
        db.commit()
        [listed] = paper.as_(officer).get(f"{paper.address}/raters")["items"]
        assert listed["actions"] == ["remove"]
        problem = paper.as_(officer).post(f"{paper.address}/raters/{listed['id']}/packet", expect=403)
        assert problem["code"] == "printed_by_another"


def read_pages(pdf: bytes) -> tuple[dict[str, Any], str]:
    """What stands on the sheets below the line, and everything above it; the cover is left out."""
    below: list[str] = []
    above: list[str] = []

    def visit(text: str, _cm: Any, tm: Any, *_: Any) -> None:
        (below if 842 - tm[5] > TEAR else above).append(text)

    pages = PdfReader(io.BytesIO(pdf)).pages[1:]
    for page in pages:
        page.extract_text(visitor_text=visit)
    text = "\n".join(below)
    return {"text": text, "codes": CODE.findall(text)}, "\n".join(above)


class TestNaming:
    def test_the_office_is_told_what_is_missing(self, paper: Paper) -> None:
        assert len(paper.officer.get(paper.address)["notes"]) == 1  # one rater: the typists can guess
        for typist in paper.officer.get(paper.address)["typists"]:
            paper.officer.delete(f"{paper.address}/typists/{typist['id']}")
        assert len(paper.officer.get(paper.address)["notes"]) == 2

    def test_only_raters_of_the_round_once_each(self, paper: Paper, db: Session) -> None:
        stranger = make_employee(db, make_position(db, paper.seksi.unit))
        db.commit()
        post = paper.officer.post
        post(f"{paper.address}/raters", {"employee_id": str(stranger.id), "reason": WHY}, expect=422)
        post(f"{paper.address}/raters", {"employee_id": str(paper.rater.id), "reason": WHY}, expect=409)
        paper.name(paper.typists[0], expect=409)

    def test_the_typist_finds_the_round_and_the_place_in_the_menu(self, paper: Paper, db: Session) -> None:
        client = paper.as_(paper.typists[0])
        assert client.get("/me")["types_paper_forms"] is True
        assert [one["id"] for one in client.get("/me/paper-rounds")["items"]] == [str(paper.seksi.round.id)]
        assert paper.officer.get("/me")["types_paper_forms"] is False
        db.execute(update(EvaluationRound).values(status="closed"))
        db.commit()
        assert client.get("/me")["types_paper_forms"] is False
        assert client.get("/me/paper-rounds")["items"] == []

    def test_a_closed_round_names_nobody(self, paper: Paper, db: Session) -> None:
        db.execute(update(EvaluationRound).values(status="closed"))
        db.commit()
        paper.name(make_account(db), expect=409)
        assert paper.officer.get(paper.address)["actions"] == []
        assert paper.raters()[0]["actions"] == []
