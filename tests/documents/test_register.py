"""The letterhead with who signs, and signed scans: taken, replaced, refused, downloaded."""

import hashlib
from datetime import timedelta

import pytest
from httpx import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.audit.models import AuditEntry
from api.documents.models import DocumentScan
from api.employees.models import OrgUnit, Placement, Position
from api.kit import clock
from api.kit.database import Database
from api.kit.scans import MOST_SCAN_BYTES
from tests.clients import API, Client
from tests.factories.people import make_account, make_employee, make_grant, make_placement
from tests.factories.results import Rated, account_id, result_of
from tests.results.conftest import As
from tests.statements import counted

DOCUMENTS = f"{API}/documents"
LETTERHEAD = {
    "lines": ["PEMERINTAH KOTA MEDAN", "KECAMATAN CONTOH"],
    "address_line": "Jalan Contoh 1, Medan 20255",
    "place": "Medan",
    "number_pattern": "800/{number}/KMM/{month_roman}/{year}",
}
PDF = b"%PDF-1.7\nsebuah pindaian\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 100


class TestLetterhead:
    def test_until_somebody_enters_one_it_is_made_of_the_office(self, rated: Rated, as_: As) -> None:
        read = as_(rated.hr).get("/office/letterhead")
        assert read["lines"] == ["PEMERINTAH KOTA MEDAN", "KECAMATAN CONTOH"]
        assert (read["place"], read["row_version"]) == ("Medan", 0)
        signs = read["signatory"]
        assert (signs["title"], signs["name"], signs["nip"]) == ("Camat", rated.camat.name, rated.camat.nip)
        assert signs["rank"] == "Penata Muda (III/a)"

    def test_it_is_entered_and_changed_by_who_saw_it(self, rated: Rated, as_: As, db: Session) -> None:
        hr = as_(rated.hr)
        hr.put("/office/letterhead", LETTERHEAD, expect=428)
        hr.put("/office/letterhead", LETTERHEAD, if_match=3, expect=412)
        assert hr.put("/office/letterhead", LETTERHEAD, if_match=0)["row_version"] == 1
        changed = hr.put("/office/letterhead", {**LETTERHEAD, "place": "Marelan"}, if_match=1)
        assert (changed["place"], changed["row_version"]) == ("Marelan", 2)
        assert hr.put("/office/letterhead", {**LETTERHEAD, "place": "Marelan"}, if_match=2)["row_version"] == 2
        db.rollback()
        assert len(db.scalars(select(AuditEntry).where(AuditEntry.action == "set_letterhead")).all()) == 2

    @pytest.mark.parametrize(
        ("field", "value"),
        [("number_pattern", "800/{year}"), ("lines", []), ("lines", ["a"] * 4), ("place", "\u202e"), ("signatory_position_id", "00000000-0000-4000-8000-000000000000")],
    )  # fmt: skip
    def test_what_cannot_be_printed_is_refused(self, rated: Rated, as_: As, field: str, value: object) -> None:
        refused = as_(rated.hr).put("/office/letterhead", {**LETTERHEAD, field: value}, if_match=0, expect=422)
        assert refused["errors"][0]["pointer"].startswith(f"/{field}")

    def test_it_belongs_to_the_whole_offices_officers(self, rated: Rated, as_: As, db: Session) -> None:
        part = make_account(db, "Petugas Seksi")
        make_grant(db, part, Role.HR_OFFICER, rated.unit)
        as_(part).put("/office/letterhead", LETTERHEAD, if_match=0, expect=403)
        for who in (rated.staff[0], rated.camat, rated.auditor):
            as_(who).put("/office/letterhead", LETTERHEAD, if_match=0, expect=403)

    def test_numbers_and_papers_follow_it(self, released: Rated, as_: As) -> None:
        hr, path = as_(released.hr), f"/evaluation-rounds/{released.round.id}/recap"
        before = hr.get(path)
        hr.put("/office/letterhead", LETTERHEAD, if_match=0)
        after = hr.get(path)
        assert after["number"].startswith("800/2/KMM/")
        assert after["letterhead"]["address"] == LETTERHEAD["address_line"]
        assert after["document_id"] != before["document_id"]


class TestSignatory:
    def test_who_acts_signs_as_acting(self, rated: Rated, as_: As, db: Session) -> None:
        today = clock.today("Asia/Jakarta")
        placement = db.scalars(select(Placement).where(Placement.employee_id == rated.camat.id)).one()
        placement.ends_on = today - timedelta(days=1)
        acting = make_employee(db, name="Eko", title_before="Drs.", title_after="M.Si.", rank="IV/a")
        make_placement(db, acting, db.get_one(Position, placement.position_id), kind="plt", starts_on=today)
        signs = as_(rated.hr).get("/office/letterhead")["signatory"]
        assert (signs["title"], signs["name"], signs["rank"]) == ("Plt. Camat", "Drs. Eko, M.Si.", "Pembina (IV/a)")

    def test_another_post_signs_on_behalf(self, rated: Rated, as_: As, db: Session) -> None:
        post = db.scalars(select(Placement.position_id).where(Placement.employee_id == rated.kasi.id)).one()
        body = {
            **LETTERHEAD,
            "signatory_position_id": str(post),
            "signatory_title": "Sekretaris",
            "on_behalf_of": "Camat Contoh",
        }
        signs = as_(rated.hr).put("/office/letterhead", body, if_match=0)["signatory"]
        assert (signs["above"], signs["title"], signs["name"]) == ("a.n. Camat Contoh", "Sekretaris", "Budi Kepala")

    def test_a_vacant_post_leaves_the_name_open(self, rated: Rated, as_: As, db: Session) -> None:
        placement = db.scalars(select(Placement).where(Placement.employee_id == rated.camat.id)).one()
        placement.ends_on = clock.today("Asia/Jakarta") - timedelta(days=2)
        signs = as_(rated.hr).get("/office/letterhead")["signatory"]
        assert (signs["title"], signs["name"], signs["nip"]) == ("Camat", "", "")


@pytest.fixture
def sheet(released: Rated, as_: As, db: Session) -> str:
    """The id of the numbered sheet of the first of the staff."""
    result = result_of(db, released, released.staff[0])
    return str(as_(released.hr).get(f"/results/{result.id}/sheet")["document_id"])


def upload(client: Client, document: str, content: bytes, *, name: str = "pindai.pdf", reason: str = "", kind: str = "application/pdf") -> Response:  # fmt: skip
    return client.request(
        "POST", f"{DOCUMENTS}/{document}/scan", files={"file": (name, content, kind)}, data={"reason": reason} if reason else {}
    )  # fmt: skip


class TestSignedScan:
    @pytest.mark.parametrize(("content", "kind"), [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")])
    def test_it_comes_back_as_it_was_sent_and_never_runs(
        self, released: Rated, as_: As, sheet: str, content: bytes, kind: str
    ) -> None:
        read = upload(as_(released.hr), sheet, content, kind="text/html").json()
        assert read["scan"]["content_hash"] == hashlib.sha256(content).hexdigest()
        assert (read["scan"]["media_type"], read["scan"]["size"], read["scan"]["version"]) == (kind, len(content), 1)
        answer = as_(released.auditor).request("GET", f"{DOCUMENTS}/{sheet}/scan")
        assert (answer.content, answer.headers["content-type"]) == (content, kind)
        assert answer.headers["content-disposition"].startswith('attachment; filename="result-sheet-')
        assert answer.headers["x-content-type-options"] == "nosniff"

    @pytest.mark.parametrize(
        ("content", "status", "code"),
        [
            (b"<html><script>alert(1)</script>%PDF-1.7", 422, "file_type"),
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 422, "file_type"),
            (b"MZ\x90\x00", 422, "file_type"),
            (b"PK\x03\x04", 422, "file_type"),
            (b"", 422, "file_type"),
            (PDF.ljust(MOST_SCAN_BYTES + 1, b" "), 413, "too_large"),
        ],
    )
    def test_anything_else_is_refused_whatever_it_calls_itself(
        self, released: Rated, as_: As, db: Session, sheet: str, content: bytes, status: int, code: str
    ) -> None:
        answer = upload(as_(released.hr), sheet, content)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (status, code)
        db.rollback()
        assert db.scalars(select(DocumentScan)).all() == []

    def test_a_body_far_too_large_is_not_even_read(self, released: Rated, as_: As, sheet: str) -> None:
        assert upload(as_(released.hr), sheet, PDF.ljust(2 * MOST_SCAN_BYTES, b" ")).status_code == 413

    def test_the_largest_allowed_is_taken(self, released: Rated, as_: As, sheet: str) -> None:
        assert upload(as_(released.hr), sheet, PDF.ljust(MOST_SCAN_BYTES, b" ")).status_code == 200

    def test_it_is_replaced_with_a_reason_only_and_the_old_one_is_kept(
        self, released: Rated, as_: As, db: Session, sheet: str
    ) -> None:
        hr = as_(released.hr)
        upload(hr, sheet, PDF)
        assert upload(hr, sheet, PNG).json()["code"] == "scan_needs_reason"
        assert upload(hr, sheet, PDF, reason="Halaman kedua terpotong.").json()["code"] == "same_scan"
        read = upload(hr, sheet, PNG, reason="Halaman kedua terpotong.").json()
        assert (read["scan"]["version"], read["scan"]["reason"]) == (2, "Halaman kedua terpotong.")
        assert hr.get(f"{DOCUMENTS}/{sheet}/scan") == PNG
        db.rollback()
        assert len(db.scalars(select(DocumentScan)).all()) == 2

    def test_who_attached_and_who_took_it_stands_in_the_log(
        self, released: Rated, as_: As, db: Session, sheet: str
    ) -> None:
        upload(as_(released.hr), sheet, PDF)
        as_(released.auditor).get(f"{DOCUMENTS}/{sheet}/scan")
        db.rollback()
        for action, who in (("attach_signed_scan", released.hr), ("download_signed_scan", released.auditor)):
            entry = db.scalars(select(AuditEntry).where(AuditEntry.action == action)).one()
            assert (entry.actor_ref, entry.object_id) == (str(who.id), sheet)

    def test_the_person_reads_his_own_and_nobody_else_of_the_staff_does(
        self, released: Rated, as_: As, sheet: str
    ) -> None:
        upload(as_(released.camat), sheet, PDF)
        own, other = as_(released.staff[0]), as_(released.staff[1])
        assert own.get(f"{DOCUMENTS}/{sheet}/scan") == PDF
        assert own.get(DOCUMENTS)["items"][0]["actions"] == []
        assert upload(own, sheet, PNG).status_code == 403
        assert other.get(DOCUMENTS)["total"] == 0
        there = other.get(f"{DOCUMENTS}/{sheet}/scan", expect=404)
        absent = other.get(f"{DOCUMENTS}/00000000-0000-4000-8000-000000000000/scan", expect=404)
        assert {**there, "request_id": ""} == {**absent, "request_id": ""}

    def test_an_auditor_and_an_officer_of_another_unit_attach_nothing(
        self, released: Rated, as_: As, db: Session, sheet: str
    ) -> None:
        part = make_account(db, "Petugas Seksi Lain")
        make_grant(db, part, Role.HR_OFFICER, other_unit(db))
        assert upload(as_(released.auditor), sheet, PDF).status_code == 403
        assert upload(as_(part), sheet, PDF).status_code == 404

    def test_nobody_attaches_to_his_own_sheet(self, released: Rated, as_: As, db: Session, sheet: str) -> None:
        make_grant(db, account_id(released.staff[0]), Role.HR_OFFICER)
        assert upload(as_(released.staff[0]), sheet, PDF).json()["code"] == "own_record"

    def test_a_superseded_edition_takes_none(self, released: Rated, as_: As, sheet: str, db: Session) -> None:
        hr = as_(released.hr)
        hr.put("/office/letterhead", LETTERHEAD, if_match=0)
        newer = hr.get(f"/results/{result_of(db, released, released.staff[0]).id}/sheet")["document_id"]
        assert upload(hr, sheet, PDF).json()["code"] == "document_superseded"
        assert upload(hr, newer, PDF).status_code == 200

    def test_a_document_without_scan_gives_none(self, released: Rated, as_: As, sheet: str) -> None:
        as_(released.hr).get(f"{DOCUMENTS}/{sheet}/scan", expect=404)


class TestListDocuments:
    def test_it_costs_the_same_for_one_paper_and_for_many(
        self, released: Rated, as_: As, db: Session, database: Database
    ) -> None:
        hr = as_(released.hr)
        costs = []
        for person in released.staff[:3]:
            document = hr.get(f"/results/{result_of(db, released, person).id}/sheet")["document_id"]
            upload(hr, document, PDF)
            with counted(database.engine) as sent:
                hr.get(f"{DOCUMENTS}?round_id={released.round.id}")
            costs.append(len(sent))
        assert len(set(costs)) == 1

    def test_an_officers_own_sheet_is_not_listed_before_its_release(self, rated: Rated, as_: As, db: Session) -> None:
        make_grant(db, account_id(rated.staff[0]), Role.HR_OFFICER)
        db.commit()
        result = result_of(db, rated, rated.staff[0])
        body = {"work_rating": 1, "behaviour_rating": 2, "reason": "Bukti kerja triwulan.", "category": "evidence"}
        as_(rated.kasi).put(f"/results/{result.id}/decision", body, if_match=result.row_version)
        as_(rated.hr).get(f"/results/{result.id}/sheet")
        assert as_(rated.hr).get(DOCUMENTS)["total"] == 1
        assert as_(rated.staff[0]).get(DOCUMENTS)["total"] == 0


def other_unit(db: Session) -> OrgUnit:
    return db.scalars(select(OrgUnit).where(OrgUnit.name == "Seksi Ketertiban")).one()
