"""Who may import, and what an upload must look like."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.employees.models import Employee, OrgUnit
from tests.clients import API, Client
from tests.employees.imports import (
    CAMAT,
    KASI,
    KASI_OTHER,
    OFFICE,
    Importer,
    counts,
    employee,
    listing,
    person,
)
from tests.factories.people import make_account, make_grant
from tests.kit.spreadsheet_files import raw_workbook, sheet, workbook


class TestWhoMay:
    def test_ones_own_record_is_left_to_another_officer(
        self, importer: Importer, db: Session, new_client: Callable[[], Client]
    ) -> None:
        importer.apply(listing(*OFFICE))
        own = db.get_one(Account, employee(db, 4).account_id)
        make_grant(db, own, Role.HR_OFFICER)
        own.status = "active"
        officer = Importer(new_client().signed_in_as(db, own))
        promoted = person(4, "DEWI YANG MULIA", "Operator", "Seksi Umum", 2)
        done = officer.apply(
            listing(CAMAT, KASI, KASI_OTHER, promoted, person(5, "EKO BARU", "Operator", "Seksi Umum", 2))
        )
        assert [one["row"] for one in done["changed"]] == [6]
        assert [(one["row"], one["code"]) for one in done["warnings"]] == [(5, "own_record")]
        assert employee(db, 4).name == "DEWI"
        absent = officer.apply(listing(CAMAT, KASI, KASI_OTHER), complete=True)["absent"]
        assert {(one["name"], one["kept_because"]) for one in absent} == {("DEWI", "own_record"), ("EKO BARU", None)}

    @pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR])
    def test_other_roles_do_not_import_and_their_file_is_not_even_read(
        self,
        importer: Importer,
        db: Session,
        new_client: Callable[[], Client],
        role: Role,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise AssertionError

        monkeypatch.setattr("api.employees.import_upload.read_table", fail)
        account = make_account(db)
        make_grant(db, account, role)
        problem = Importer(new_client().signed_in_as(db, account)).send(listing(CAMAT), expect=403)
        assert problem["code"] == "forbidden"
        assert Importer(new_client()).send(listing(CAMAT), expect=401)["code"] == "unauthenticated"

    def test_an_officer_of_a_part_imports_nothing_and_reads_no_import(
        self, importer: Importer, db: Session, new_client: Callable[[], Client]
    ) -> None:
        done = importer.apply(listing(*OFFICE))
        account = make_account(db)
        make_grant(db, account, Role.HR_OFFICER, db.scalars(select(OrgUnit)).first())
        part = Importer(new_client().signed_in_as(db, account))
        assert part.send(listing(CAMAT), expect=403)["code"] == "office_wide_only"
        part.client.get(f"/employees/imports/{done['id']}", expect=404)
        part.client.get(f"/employees/imports/{done['id']}/errors.csv", expect=404)
        importer.client.get(f"/employees/imports/{uuid4()}", expect=404)

    def test_what_was_applied_can_be_read_again(self, importer: Importer, db: Session) -> None:
        done = importer.apply(listing(*OFFICE))
        again = importer.client.get(f"/employees/imports/{done['id']}")
        assert again == done
        assert {UUID(one["employee_id"]) for one in again["created"]} == set(db.scalars(select(Employee.id)))


class TestForm:
    @pytest.mark.parametrize(
        ("fields", "pointer"),
        [({"dry_run": "ja"}, "/dry_run"), ({"complete": "1"}, "/complete"), ({"extra": "true"}, "/extra")],
    )
    def test_flags_are_true_or_false_and_nothing_else_is_sent(
        self, importer: Importer, fields: dict[str, str], pointer: str
    ) -> None:
        problem = importer.send(listing(CAMAT), expect=422, **fields)
        assert [fault["pointer"] for fault in problem["errors"]] == [pointer]

    def test_a_field_sent_twice_is_refused(self, importer: Importer) -> None:
        parts = [("file", ("a.csv", listing(CAMAT))), ("dry_run", (None, "true")), ("dry_run", (None, "false"))]
        response = importer.client.http.post(f"{API}/employees/import", files=parts)
        assert (response.status_code, response.json()["errors"][0]["code"]) == (422, "repeated")

    def test_it_wants_a_form_with_a_file(self, importer: Importer) -> None:
        importer.client.post("/employees/import", {"dry_run": "true"}, expect=415)
        response = importer.client.http.post(f"{API}/employees/import", files={"dry_run": (None, "true")})
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/file")

    @pytest.mark.parametrize(
        ("name", "data", "status", "code"),
        [
            ("a.csv", b"", 422, "file_empty"),
            ("a.pdf", b"%PDF-1.7", 422, "format_unknown"),
            ("a.xlsm", b"PK\x03\x04", 422, "macro_file"),
            ("a.csv", b"NAMA;UMUR\r\nBUDI;3\r\n", 422, "header_incomplete"),
            ("a.csv", b"x" * (5 * 1024 * 1024 + 1), 413, "file_too_large"),
            (
                "a.xlsx",
                workbook([["NIP", "NAMA", "JABATAN", "UNIT KERJA"], *[["1", "A", "B", "C"]] * 20_001]),
                413,
                "too_many_rows",
            ),
        ],
    )
    def test_files_that_are_no_list_are_refused_with_what_to_do(
        self, importer: Importer, name: str, data: bytes, status: int, code: str
    ) -> None:
        problem = importer.send(data, name, expect=status)
        assert [(fault["pointer"], fault["code"]) for fault in problem["errors"]] == [("/file", code)]

    def test_a_bomb_is_refused_and_nothing_is_left_of_it(self, importer: Importer, db: Session) -> None:
        """A few kilobytes that unpack to more than a list may hold (security.md T31)."""
        before = counts(db)
        data = raw_workbook(sheet(b""), {"xl/media/image1.xml": b"<a>" + b" " * (51 * 1024 * 1024) + b"</a>"})
        assert len(data) < 200_000
        assert importer.send(data, "pegawai.xlsx", expect=413)["errors"][0]["code"] == "too_much_unpacked"
        assert counts(db) == before

    def test_more_than_the_limit_is_refused_before_it_is_read(self, importer: Importer) -> None:
        files = {"file": ("a.csv", b"x" * (6 * 1024 * 1024))}
        assert importer.client.http.post(f"{API}/employees/import", files=files).status_code == 413
