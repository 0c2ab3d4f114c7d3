"""The sample lists: the clean one builds the office, the faulty one is told row by row and refused."""

import csv
import io
import json
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.audit.models import AuditDetail, AuditEntry
from api.employees.models import Employee, ImportRun
from api.kit.database import Database
from api.kit.spreadsheets.writing import write_csv
from tests.employees.imports import (
    CAMAT,
    CLEAN,
    DATA,
    EXPECTED,
    KASI,
    MESSY,
    Importer,
    counts,
    listing,
    records,
    superiors,
    without,
)
from tests.statements import counted


class TestCleanList:
    @pytest.mark.parametrize("name", [CLEAN, "pegawai-siasn-clean.xlsx"])
    def test_it_builds_the_office_and_a_second_run_changes_nothing(
        self, importer: Importer, db: Session, name: str
    ) -> None:
        tried = importer.sample(name)
        assert (tried["dry_run"], tried["applied"], tried["counts"]["created"]) == (True, False, 84)
        assert counts(db) == [0, 0, 0, 0, 1]
        done = importer.sample(name, dry_run=False)
        assert (done["applied"], done["refused"], done["questions"]) == (True, [], [])
        assert counts(db) == [14, 65, 84, 84, 85]
        assert {**done["counts"], "rows": 0} == {
            **dict.fromkeys(done["counts"], 0),
            "created": 84,
            "cards_to_print": 84,
            "units_created": 14,
            "positions_created": 65,
        }
        versions = dict(db.execute(select(Employee.id, Employee.row_version)).all())
        again = importer.sample(name, dry_run=False)
        assert (again["created"], again["changed"], again["absent"], again["structure"]) == ([], [], [], [])
        assert again["counts"]["unchanged"] == 84
        assert counts(db) == [14, 65, 84, 84, 85]
        assert dict(db.execute(select(Employee.id, Employee.row_version)).all()) == versions

    def test_superiors_are_those_the_list_names(self, importer: Importer, db: Session) -> None:
        importer.sample(CLEAN, dry_run=False)
        assert superiors(db) == {row["NIP BARU"]: row["NIP ATASAN"] or None for row in records(CLEAN)}

    def test_without_the_column_they_follow_from_the_heads_of_the_units(self, importer: Importer, db: Session) -> None:
        importer.apply(without(CLEAN, "NIP ATASAN"))
        assert superiors(db) == {row["NIP BARU"]: row["NIP ATASAN"] or None for row in records(CLEAN)}

    def test_people_have_accounts_that_wait_for_their_card(self, importer: Importer, db: Session) -> None:
        importer.sample(CLEAN, dry_run=False)
        db.rollback()
        row = records(CLEAN)[1]
        found = db.execute(
            select(Employee, Account)
            .join(Account, Account.id == Employee.account_id)
            .where(Employee.nip == row["NIP BARU"])
        ).one()
        assert (found.Account.status, found.Account.login_name, found.Account.email) == (
            "invited",
            row["NIP BARU"],
            row["EMAIL GOV"],
        )
        assert (found.Employee.rank, found.Employee.sex, found.Employee.employment) == ("III/d", "m", "pns")
        assert found.Employee.appointed_on == date(2010, 1, 1)

    def test_nothing_that_is_not_needed_is_kept(self, importer: Importer, db: Session) -> None:
        importer.sample(CLEAN, dry_run=False)
        db.rollback()
        kept = json.dumps([*db.scalars(select(ImportRun.report)), *db.scalars(select(AuditDetail.after))])
        for row in records(CLEAN)[:20]:
            for column in ("NIK", "NOMOR HP", "ALAMAT", "NIP BARU", "NAMA", "EMAIL GOV"):
                assert row[column] not in kept
        columns = set(Employee.__table__.columns.keys())
        assert columns.isdisjoint({"nik", "religion", "address", "phone"})

    def test_the_log_tells_of_the_import_by_the_hash_of_the_file(self, importer: Importer, db: Session) -> None:
        done = importer.sample(CLEAN, dry_run=False)
        db.rollback()
        statement = select(AuditEntry.object_id, AuditDetail.after).join(AuditDetail, AuditDetail.seq == AuditEntry.seq)
        object_id, after = db.execute(statement.where(AuditEntry.action == "import_employees")).one()
        assert (object_id, after["file_hash"], after["created"]) == (done["id"], done["file_hash"], 84)


@pytest.mark.parametrize(("name", "shift"), [(MESSY, 0), ("pegawai-siasn-messy.xlsx", 3)])
class TestFaultyList:
    def wanted(self, severity: str, shift: int) -> set[tuple[int, str]]:
        found = set()
        for defect in EXPECTED:
            rows = defect["row_in_csv"] if isinstance(defect["row_in_csv"], list) else [defect["row_in_csv"]]
            found |= {(row + shift, defect["kind"]) for row in rows if defect["severity"] == severity}
        return found

    def test_every_defect_is_told_at_its_row(self, importer: Importer, db: Session, name: str, shift: int) -> None:
        tried = importer.sample(name)
        assert {(one["row"], one["code"]) for one in tried["refused"]} == self.wanted("error", shift)
        told = {(one["row"], one["code"]) for one in tried["warnings"] if one["severity"] == "warning"}
        assert told == self.wanted("warning", shift)
        assert all(one["message"] and one["remedy"] for one in tried["refused"])
        assert tried["counts"]["refused_rows"] == 11

    def test_it_is_refused_whole_and_leaves_its_errors_to_download(
        self, importer: Importer, db: Session, name: str, shift: int
    ) -> None:
        before = counts(db)
        problem = importer.sample(name, dry_run=False, expect=409)
        assert (problem["code"], counts(db)) == ("import_refused", before)
        pointers = {(fault["pointer"].split("/")[0], fault["code"]) for fault in problem["errors"]}
        assert pointers == {(f"row {row}", code) for row, code in self.wanted("error", shift)}
        run = importer.client.get(importer.location)
        assert (run["applied"], run["dry_run"], len(run["refused"])) == (False, False, 11)
        content = importer.client.get(f"{importer.location}/errors.csv").decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
        assert rows[0] == ["Baris", "Kolom", "Tingkat", "Kode", "Pesan", "Perbaikan"]
        assert self.wanted("error", shift) <= {(int(row[0]), row[3]) for row in rows[1:]}

    def test_skipping_takes_over_the_good_rows_only(
        self, importer: Importer, db: Session, name: str, shift: int
    ) -> None:
        done = importer.sample(name, dry_run=False, skip_faulty_rows=True)
        refused = {row - shift for row, _ in self.wanted("error", shift)}
        assert done["counts"]["created"] == 74
        assert {one["row"] - shift for one in done["created"]}.isdisjoint(refused)
        assert counts(db)[2:] == [74, 74, 75]
        again = importer.sample(name, dry_run=False, skip_faulty_rows=True)
        assert (again["counts"]["created"], again["counts"]["changed"], again["structure"]) == (0, 0, [])

    def test_markup_and_formulas_are_kept_and_told_as_they_are(
        self, importer: Importer, db: Session, name: str, shift: int
    ) -> None:
        importer.sample(name, dry_run=False, skip_faulty_rows=True)
        page = importer.client.get("/employees", params={"search": "<img"})
        names = [importer.client.get(f"/employees/{row['id']}")["name"] for row in page["items"]]
        assert names == ["<img src=x onerror=alert(1)> FAISAL TARIGAN"]
        titles = [post["title"] for post in importer.client.get("/positions", params={"search": "=HYPERLINK"})["items"]]
        assert titles == ['=HYPERLINK("http://contoh.example","klik")']

    def test_on_top_of_the_clean_list_it_moves_nobody(
        self, importer: Importer, db: Session, name: str, shift: int
    ) -> None:
        """Superiors in refused rows are answered by the plan, but do not replace what is on record."""
        importer.sample(CLEAN, dry_run=False)
        before = superiors(db)
        done = importer.sample(name, dry_run=False, skip_faulty_rows=True, confirmed=True)
        assert done["counts"]["created"] == 0
        changed = {(one["row"] - shift, field["name"]) for one in done["changed"] for field in one["fields"]}
        assert changed == {(39, "name"), (40, "position")}
        assert superiors(db) == before


class TestCost:
    def test_trying_a_list_costs_the_same_for_any_number_of_rows(
        self, importer: Importer, db: Session, database: Database
    ) -> None:
        taken = []
        for data in (listing(CAMAT, KASI), (DATA / CLEAN).read_bytes()):
            with counted(database.engine) as sent:
                importer.send(data)
            taken.append(len(sent))
        assert taken[0] == taken[1] <= 25, taken


class TestErrorsCsv:
    def test_headings_of_the_file_become_no_formulas(self, importer: Importer) -> None:
        data = write_csv(["x"], [])
        data = b"=NIP BARU;@NAMA;JABATAN NAMA;UNOR NAMA\r\n123;BUDI;Camat;Kecamatan Contoh\r\n"
        tried = importer.send(data)
        assert [one["column"] for one in tried["refused"]] == ["=NIP BARU"]
        text = importer.client.get(f"/employees/imports/{tried['id']}/errors.csv").decode("utf-8-sig")
        assert '"\'=NIP BARU"' in text

    def test_it_speaks_english_where_asked(self, importer: Importer) -> None:
        tried = importer.sample(MESSY)
        headers = {"Accept-Language": "en"}
        text = importer.client.get(f"/employees/imports/{tried['id']}/errors.csv", headers=headers).decode("utf-8-sig")
        assert text.startswith('"Row";"Column";"Severity"')
