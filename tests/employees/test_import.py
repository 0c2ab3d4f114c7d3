"""Staff lists: tried, refused, taken over, taken over again; what is kept of them."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.audit.models import AuditDetail, AuditEntry
from api.employees.models import Employee, FormerNip, ImportRun, OrgUnit, Placement, Position
from api.employees.queries import superior_on
from api.kit import clock
from api.kit.spreadsheets.writing import write_csv
from tests.clients import API, Client
from tests.factories.people import make_account, make_grant, make_office
from tests.kit.spreadsheet_files import workbook

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "pegawai-siasn-messy.expected.json").read_text())["expected"]
CLEAN, MESSY = "pegawai-siasn-clean.csv", "pegawai-siasn-messy.csv"
HEADER = ["NIP BARU", "NAMA", "JABATAN NAMA", "TMT JABATAN", "UNOR NAMA", "UNOR ATASAN NAMA", "NIP ATASAN"]


class Importer:
    def __init__(self, client: Client) -> None:
        self.client = client

    def send(self, data: bytes, name: str = "pegawai.csv", *, expect: int = 200, **fields: Any) -> dict[str, Any]:
        response = self.client.http.post(
            f"{API}/employees/import",
            files={"file": (name, data)},
            data={key: str(value).lower() for key, value in fields.items()},
        )
        assert response.status_code == expect, response.text[:2000]
        self.location = response.headers.get("location", "")
        answer: dict[str, Any] = response.json()
        return answer

    def sample(self, name: str, **options: Any) -> dict[str, Any]:
        return self.send((DATA / name).read_bytes(), name, **options)

    def apply(self, data: bytes, **options: Any) -> dict[str, Any]:
        return self.send(data, dry_run=False, confirmed=True, **options)


@pytest.fixture
def hr(db: Session, new_client: Callable[[], Client]) -> Iterator[Importer]:
    """The HR officer of an office that has nobody on record yet."""
    make_office(db)
    account = make_account(db)
    make_grant(db, account, Role.HR_OFFICER)
    yield Importer(new_client().signed_in_as(db, account))
    db.rollback()


def counts(db: Session) -> list[int]:
    db.rollback()
    tables = (OrgUnit, Position, Employee, Placement, Account)
    return [db.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def records(name: str) -> list[dict[str, str]]:
    text = (DATA / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def without(name: str, *columns: str) -> bytes:
    """A sample that lacks some columns."""
    rows = records(name)
    header = [column for column in rows[0] if column not in columns]
    return write_csv(header, [[row[column] for column in header] for row in rows])


def nip(serial: int, birth: str = "19900101", appointed: str = "201503") -> str:
    return f"{birth}{appointed}1{serial:03}"


def person(serial: int, name: str, post: str, unit: str, superior: int | None = None, **given: str) -> list[str]:
    parent = "" if unit == "Kecamatan Contoh" else "Kecamatan Contoh"
    values = {
        "NIP BARU": nip(serial),
        "NAMA": name,
        "JABATAN NAMA": post,
        "TMT JABATAN": "01-01-2024",
        "UNOR NAMA": unit,
        "UNOR ATASAN NAMA": parent,
        "NIP ATASAN": nip(superior) if superior else "",
    }
    return list({**values, **given}.values())


def listing(*people: list[str]) -> bytes:
    return write_csv(HEADER, people)


CAMAT = person(1, "AMIR", "Camat", "Kecamatan Contoh")
KASI = person(2, "BUDI", "Kepala Seksi Umum", "Seksi Umum", 1)
KASI_OTHER = person(3, "CITRA", "Kepala Seksi Lain", "Seksi Lain", 1)
STAFF = person(4, "DEWI", "Operator", "Seksi Umum", 2)
MORE_STAFF = person(5, "EKO", "Operator", "Seksi Umum", 2)
OFFICE = (CAMAT, KASI, KASI_OTHER, STAFF, MORE_STAFF)


def superiors(db: Session) -> dict[str, str | None]:
    """NIP → NIP of today's superior."""
    db.rollback()
    nips = {employee.id: employee.nip for employee in db.scalars(select(Employee))}
    found = superior_on(db, list(nips), clock.today("Asia/Jakarta"))
    return {nips[one]: nips[above.employee_id] if above.employee_id else None for one, above in found.items()}


def employee(db: Session, serial: int) -> Employee:
    db.rollback()
    return db.scalars(
        select(Employee).where(Employee.nip == nip(serial)).execution_options(populate_existing=True)
    ).one()


def spans(db: Session, serial: int) -> list[tuple[str, str, date, date | None]]:
    db.rollback()
    statement = (
        select(Position.title, Placement.kind, Placement.starts_on, Placement.ends_on)
        .join(Placement, Placement.position_id == Position.id)
        .where(Placement.employee_id == employee(db, serial).id)
        .order_by(Placement.starts_on, Position.title)
    )
    return [tuple(row) for row in db.execute(statement)]


class TestCleanList:
    @pytest.mark.parametrize("name", [CLEAN, "pegawai-siasn-clean.xlsx"])
    def test_it_builds_the_office_and_a_second_run_changes_nothing(self, hr: Importer, db: Session, name: str) -> None:
        tried = hr.sample(name)
        assert (tried["dry_run"], tried["applied"], tried["counts"]["created"]) == (True, False, 84)
        assert counts(db) == [0, 0, 0, 0, 1]
        done = hr.sample(name, dry_run=False)
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
        again = hr.sample(name, dry_run=False)
        assert (again["created"], again["changed"], again["absent"], again["structure"]) == ([], [], [], [])
        assert again["counts"]["unchanged"] == 84
        assert counts(db) == [14, 65, 84, 84, 85]
        assert dict(db.execute(select(Employee.id, Employee.row_version)).all()) == versions

    def test_superiors_are_those_the_list_names(self, hr: Importer, db: Session) -> None:
        hr.sample(CLEAN, dry_run=False)
        assert superiors(db) == {row["NIP BARU"]: row["NIP ATASAN"] or None for row in records(CLEAN)}

    def test_without_the_column_they_follow_from_the_heads_of_the_units(self, hr: Importer, db: Session) -> None:
        hr.apply(without(CLEAN, "NIP ATASAN"))
        assert superiors(db) == {row["NIP BARU"]: row["NIP ATASAN"] or None for row in records(CLEAN)}

    def test_people_have_accounts_that_wait_for_their_card(self, hr: Importer, db: Session) -> None:
        hr.sample(CLEAN, dry_run=False)
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

    def test_nothing_that_is_not_needed_is_kept(self, hr: Importer, db: Session) -> None:
        hr.sample(CLEAN, dry_run=False)
        db.rollback()
        kept = json.dumps([*db.scalars(select(ImportRun.report)), *db.scalars(select(AuditDetail.after))])
        for row in records(CLEAN)[:20]:
            for column in ("NIK", "NOMOR HP", "ALAMAT", "NIP BARU", "NAMA", "EMAIL GOV"):
                assert row[column] not in kept
        columns = set(Employee.__table__.columns.keys())
        assert columns.isdisjoint({"nik", "religion", "address", "phone"})

    def test_the_log_tells_of_the_import_by_the_hash_of_the_file(self, hr: Importer, db: Session) -> None:
        done = hr.sample(CLEAN, dry_run=False)
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

    def test_every_defect_is_told_at_its_row(self, hr: Importer, db: Session, name: str, shift: int) -> None:
        tried = hr.sample(name)
        assert {(one["row"], one["code"]) for one in tried["refused"]} == self.wanted("error", shift)
        told = {(one["row"], one["code"]) for one in tried["warnings"] if one["severity"] == "warning"}
        assert told == self.wanted("warning", shift)
        assert all(one["message"] and one["remedy"] for one in tried["refused"])
        assert tried["counts"]["refused_rows"] == 11

    def test_it_is_refused_whole_and_leaves_its_errors_to_download(
        self, hr: Importer, db: Session, name: str, shift: int
    ) -> None:
        before = counts(db)
        problem = hr.sample(name, dry_run=False, expect=409)
        assert (problem["code"], counts(db)) == ("import_refused", before)
        pointers = {(fault["pointer"].split("/")[0], fault["code"]) for fault in problem["errors"]}
        assert pointers == {(f"row {row}", code) for row, code in self.wanted("error", shift)}
        run = hr.client.get(hr.location)
        assert (run["applied"], run["dry_run"], len(run["refused"])) == (False, False, 11)
        content = hr.client.get(f"{hr.location}/errors.csv").decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
        assert rows[0] == ["Baris", "Kolom", "Tingkat", "Kode", "Pesan", "Perbaikan"]
        assert self.wanted("error", shift) <= {(int(row[0]), row[3]) for row in rows[1:]}

    def test_skipping_takes_over_the_good_rows_only(self, hr: Importer, db: Session, name: str, shift: int) -> None:
        done = hr.sample(name, dry_run=False, skip_faulty_rows=True)
        refused = {row - shift for row, _ in self.wanted("error", shift)}
        assert done["counts"]["created"] == 74
        assert {one["row"] - shift for one in done["created"]}.isdisjoint(refused)
        assert counts(db)[2:] == [74, 74, 75]
        again = hr.sample(name, dry_run=False, skip_faulty_rows=True)
        assert (again["counts"]["created"], again["counts"]["changed"], again["structure"]) == (0, 0, [])

    def test_markup_and_formulas_are_kept_and_told_as_they_are(
        self, hr: Importer, db: Session, name: str, shift: int
    ) -> None:
        hr.sample(name, dry_run=False, skip_faulty_rows=True)
        page = hr.client.get("/employees", params={"search": "<img"})
        assert [row["name"] for row in page["items"]] == ["<img src=x onerror=alert(1)> FAISAL TARIGAN, S.Kom."] or [
            row["name"].split(",")[0] for row in page["items"]
        ] == ["<img src=x onerror=alert(1)> FAISAL TARIGAN"]
        titles = [post["title"] for post in hr.client.get("/positions", params={"search": "=HYPERLINK"})["items"]]
        assert titles == ['=HYPERLINK("http://contoh.example","klik")']

    def test_on_top_of_the_clean_list_it_moves_nobody(self, hr: Importer, db: Session, name: str, shift: int) -> None:
        """Superiors in refused rows are answered by the plan, but do not replace what is on record."""
        hr.sample(CLEAN, dry_run=False)
        before = superiors(db)
        done = hr.sample(name, dry_run=False, skip_faulty_rows=True, confirmed=True)
        assert done["counts"]["created"] == 0
        changed = {(one["row"] - shift, field["name"]) for one in done["changed"] for field in one["fields"]}
        assert changed == {(39, "name"), (40, "position")}
        assert superiors(db) == before


class TestErrorsCsv:
    def test_headings_of_the_file_become_no_formulas(self, hr: Importer) -> None:
        data = write_csv(["x"], [])
        data = b"=NIP BARU;@NAMA;JABATAN NAMA;UNOR NAMA\r\n123;BUDI;Camat;Kecamatan Contoh\r\n"
        tried = hr.send(data)
        assert [one["column"] for one in tried["refused"]] == ["=NIP BARU"]
        text = hr.client.get(f"/employees/imports/{tried['id']}/errors.csv").decode("utf-8-sig")
        assert '"\'=NIP BARU"' in text

    def test_it_speaks_english_where_asked(self, hr: Importer) -> None:
        tried = hr.sample(MESSY)
        headers = {"Accept-Language": "en"}
        text = hr.client.get(f"/employees/imports/{tried['id']}/errors.csv", headers=headers).decode("utf-8-sig")
        assert text.startswith('"Row";"Column";"Severity"')


class TestChanges:
    def test_fields_are_told_old_and_new_once_and_by_name_later(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        tried = hr.send(
            listing(CAMAT, KASI, KASI_OTHER, person(4, "DEWI BARU", "Operator", "Seksi Umum", 2), MORE_STAFF)
        )
        field = {"name": "name", "old": "DEWI", "new": "DEWI BARU"}
        assert [(one["row"], one["fields"]) for one in tried["changed"]] == [(5, [field])]
        later = hr.client.get(f"/employees/imports/{tried['id']}")
        assert later["changed"][0]["fields"] == [{"name": "name", "old": None, "new": None}]
        assert later["changed"][0]["name"] == "DEWI"
        assert employee(db, 4).name == "DEWI"

    def test_another_post_is_a_transfer(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        moved = person(4, "DEWI", "Operator", "Seksi Lain", 3, **{"TMT JABATAN": "01-06-2026"})
        done = hr.apply(listing(CAMAT, KASI, KASI_OTHER, moved, MORE_STAFF))
        assert {field["name"] for field in done["changed"][0]["fields"]} == {"unit", "superior_nip", "position_since"}
        assert spans(db, 4) == [
            ("Operator", "definitif", date(2024, 1, 1), date(2026, 5, 31)),
            ("Operator", "definitif", date(2026, 6, 1), None),
        ]
        assert superiors(db)[nip(4)] == nip(3)
        assert employee(db, 4).row_version == 2
        assert hr.apply(listing(CAMAT, KASI, KASI_OTHER, moved, MORE_STAFF))["counts"]["changed"] == 0

    def test_a_new_superior_moves_the_post_with_everybody_in_it(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        both = [person(4, "DEWI", "Operator", "Seksi Umum", 3), person(5, "EKO", "Operator", "Seksi Umum", 3)]
        done = hr.apply(listing(CAMAT, KASI, KASI_OTHER, *both))
        assert {one["row"] for one in done["changed"]} == {5, 6}
        assert [(one["kind"], one["change"]) for one in done["structure"]] == [("position", "update")]
        assert (superiors(db)[nip(4)], superiors(db)[nip(5)]) == (nip(3), nip(3))
        assert hr.apply(listing(CAMAT, KASI, KASI_OTHER, *both))["structure"] == []

    def test_a_short_list_leaves_others_and_their_superiors_alone(self, hr: Importer, db: Session) -> None:
        """DEWI gets another superior; EKO, who is not in the list, holds the same post and keeps his."""
        hr.apply(listing(*OFFICE))
        done = hr.apply(listing(KASI_OTHER, person(4, "DEWI", "Operator", "Seksi Umum", 3)))
        assert done["counts"]["positions_created"] == 1
        assert (superiors(db)[nip(4)], superiors(db)[nip(5)], superiors(db)[nip(3)]) == (nip(3), nip(2), nip(1))

    def test_superiors_set_by_hand_outlive_a_list_that_names_none(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        post = db.scalars(select(Position).where(Position.title == "Operator")).one()
        other = db.scalars(select(Position).where(Position.title == "Kepala Seksi Lain")).one()
        post.reports_to_id = other.id
        db.commit()
        without_superiors = [row[:-1] for row in OFFICE]
        done = hr.apply(write_csv(HEADER[:-1], without_superiors))
        assert (done["changed"], done["structure"]) == ([], [])
        assert superiors(db)[nip(4)] == nip(3)

    def test_a_superior_outside_the_list_is_found_on_record(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        newcomer = person(6, "FITRI", "Klerek", "Seksi Umum", 2)
        assert hr.apply(listing(newcomer))["counts"]["created"] == 1
        assert (superiors(db)[nip(6)], counts(db)[0]) == (nip(2), 3)

    def test_a_unit_moves_and_its_people_with_it(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        under = {"UNOR ATASAN NAMA": "Seksi Lain"}
        people = [person(serial, name, post, "Seksi Umum", superior, **under) for serial, name, post, superior in (
            (2, "BUDI", "Kepala Seksi Umum", 1), (4, "DEWI", "Operator", 2), (5, "EKO", "Operator", 2),
        )]  # fmt: skip
        done = hr.apply(listing(CAMAT, KASI_OTHER, *people))
        assert [(one["kind"], one["change"], one["name"], one["unit"]) for one in done["structure"]] == [
            ("unit", "move", "Seksi Umum", "Seksi Lain")
        ]
        db.rollback()
        moved = db.scalars(select(OrgUnit).where(OrgUnit.name == "Seksi Umum")).one()
        above = db.scalars(select(OrgUnit).where(OrgUnit.name == "Seksi Lain")).one()
        assert (moved.parent_id, moved.path) == (above.id, f"{above.path}{moved.id.hex}/")
        assert hr.apply(listing(CAMAT, KASI_OTHER, *people))["counts"]["changed"] == 0

    def test_the_list_never_turns_the_recorded_tree_upside_down(self, hr: Importer, db: Session) -> None:
        """Seksi Umum lies below Seksi Lain on record; a list that says the contrary of one half only would be a circle."""
        hr.apply(listing(*OFFICE))
        umum = db.scalars(select(OrgUnit).where(OrgUnit.name == "Seksi Umum")).one()
        root = db.scalars(select(OrgUnit).where(OrgUnit.name == "Kecamatan Contoh")).one()
        top = person(1, "AMIR", "Camat", "Kecamatan Contoh", **{"UNOR ATASAN NAMA": "Seksi Umum"})
        staff = person(4, "DEWI", "Operator", "Seksi Umum", 2, **{"UNOR ATASAN NAMA": ""})
        done = hr.apply(listing(top, staff))
        assert "structure_in_a_circle" in {one["code"] for one in done["warnings"]}
        db.expire_all()
        assert (db.get_one(OrgUnit, umum.id).parent_id, db.get_one(OrgUnit, root.id).parent_id) == (root.id, None)

    def test_an_acting_head_runs_beside_nobody_and_is_the_superior(self, hr: Importer, db: Session) -> None:
        acting = person(2, "BUDI", "Plt. Kepala Seksi Umum", "Seksi Umum", 1)
        hr.apply(listing(CAMAT, acting, KASI_OTHER, STAFF))
        assert spans(db, 2) == [("Kepala Seksi Umum", "plt", date(2024, 1, 1), None)]
        assert superiors(db)[nip(4)] == nip(2)
        assert hr.apply(listing(CAMAT, acting, KASI_OTHER, STAFF))["counts"]["changed"] == 0

    def test_a_new_head_ends_the_term_of_one_the_list_no_longer_names(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        new = person(6, "FITRI", "Kepala Seksi Umum", "Seksi Umum", 1, **{"TMT JABATAN": "01-07-2026"})
        staff = [person(4, "DEWI", "Operator", "Seksi Umum", 6), person(5, "EKO", "Operator", "Seksi Umum", 6)]
        done = hr.apply(listing(CAMAT, new, KASI_OTHER, *staff))
        assert [one["code"] for one in done["warnings"]] == ["predecessor_ended"]
        assert spans(db, 2) == [("Kepala Seksi Umum", "definitif", date(2024, 1, 1), date(2026, 6, 30))]
        assert superiors(db)[nip(4)] == nip(6)
        assert employee(db, 2).active

    def test_a_number_that_was_replaced_is_refused(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        db.add(FormerNip(employee_id=employee(db, 4).id, nip=nip(9), until=date(2026, 1, 1)))
        db.commit()
        tried = hr.send(listing(CAMAT, KASI, KASI_OTHER, MORE_STAFF, person(9, "DEWI", "Operator", "Seksi Umum", 2)))
        assert [(one["row"], one["code"]) for one in tried["refused"]] == [(6, "nip_former")]
        assert tried["absent"] == []

    def test_who_seems_to_have_a_new_number_is_asked_about(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        renumbered = person(4, "DEWI", "Operator", "Seksi Umum", 2, **{"NIP BARU": nip(4, appointed="202621")})
        data = listing(CAMAT, KASI, KASI_OTHER, renumbered, MORE_STAFF)
        problem = hr.send(data, dry_run=False, expect=409)
        assert (problem["code"], problem["errors"][0]["code"]) == ("import_needs_confirmation", "renumbered")
        assert hr.apply(data)["counts"]["created"] == 1

    def test_an_address_that_another_account_has_is_left_out_of_the_account(self, hr: Importer, db: Session) -> None:
        make_account(db, email="dewi@marelan.example")
        db.commit()
        data = write_csv(
            [*HEADER, "EMAIL GOV"], [[*CAMAT, "amir@marelan.example"], [*STAFF[:-1], nip(1), "dewi@marelan.example"]]
        )
        done = hr.apply(data)
        assert [(one["row"], one["code"]) for one in done["warnings"]] == [(3, "email_shared")]
        db.rollback()
        assert db.get_one(Account, employee(db, 4).account_id).email is None


class TestAbsent:
    def test_who_is_missing_is_reported_and_stays(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        done = hr.apply(listing(CAMAT, KASI, KASI_OTHER, STAFF))
        assert [(one["name"], one["deactivated"], one["kept_because"]) for one in done["absent"]] == [
            ("EKO", False, "not_declared_complete")
        ]
        assert employee(db, 5).active

    def test_a_complete_list_lets_them_go_and_a_later_one_takes_them_back(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        short = listing(CAMAT, KASI, KASI_OTHER, STAFF)
        tried = hr.send(short, complete=True)
        assert [one["kept_because"] for one in tried["absent"]] == ["dry_run"]
        done = hr.apply(short, complete=True)
        assert (done["counts"]["deactivated"], done["absent"][0]["deactivated"]) == (1, True)
        today = clock.today("Asia/Jakarta")
        gone = employee(db, 5)
        assert (gone.active, gone.left_on) == (False, today)
        assert spans(db, 5) == [("Operator", "definitif", date(2024, 1, 1), today)]
        assert db.get_one(Account, gone.account_id).status == "invited"
        assert hr.apply(short, complete=True)["absent"] == []
        back = hr.apply(listing(*OFFICE))
        assert {field["name"] for field in back["changed"][0]["fields"]} >= {"is_active"}
        assert employee(db, 5).active
        assert spans(db, 5) == [("Operator", "definitif", date(2024, 1, 1), None)]
        assert hr.apply(listing(*OFFICE))["counts"]["changed"] == 0

    def test_nobody_leaves_while_some_numbers_cannot_be_read(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        unreadable = person(5, "EKO", "Operator", "Seksi Umum", 2, **{"NIP BARU": "1.99E+17"})
        done = hr.apply(listing(CAMAT, KASI, KASI_OTHER, STAFF, unreadable), complete=True, skip_faulty_rows=True)
        assert [one["kept_because"] for one in done["absent"]] == ["unreadable_rows"]
        assert employee(db, 5).active

    def test_who_holds_a_role_is_kept(self, hr: Importer, db: Session) -> None:
        hr.apply(listing(*OFFICE))
        make_grant(db, employee(db, 5).account_id, Role.AUDITOR)
        db.commit()
        done = hr.apply(listing(CAMAT, KASI, KASI_OTHER, STAFF), complete=True)
        assert [one["kept_because"] for one in done["absent"]] == ["holds_roles"]
        assert employee(db, 5).active


class TestWhoMay:
    def test_ones_own_record_is_left_to_another_officer(
        self, hr: Importer, db: Session, new_client: Callable[[], Client]
    ) -> None:
        hr.apply(listing(*OFFICE))
        own = db.get_one(Account, employee(db, 4).account_id)
        make_grant(db, own, Role.HR_OFFICER)
        own.status = "active"
        importer = Importer(new_client().signed_in_as(db, own))
        promoted = person(4, "DEWI YANG MULIA", "Operator", "Seksi Umum", 2)
        done = importer.apply(
            listing(CAMAT, KASI, KASI_OTHER, promoted, person(5, "EKO BARU", "Operator", "Seksi Umum", 2))
        )
        assert [one["row"] for one in done["changed"]] == [6]
        assert [(one["row"], one["code"]) for one in done["warnings"]] == [(5, "own_record")]
        assert employee(db, 4).name == "DEWI"
        absent = importer.apply(listing(CAMAT, KASI, KASI_OTHER), complete=True)["absent"]
        assert {(one["name"], one["kept_because"]) for one in absent} == {("DEWI", "own_record"), ("EKO BARU", None)}

    @pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR])
    def test_other_roles_do_not_import_and_their_file_is_not_even_read(
        self, hr: Importer, db: Session, new_client: Callable[[], Client], role: Role, monkeypatch: pytest.MonkeyPatch
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
        self, hr: Importer, db: Session, new_client: Callable[[], Client]
    ) -> None:
        done = hr.apply(listing(*OFFICE))
        account = make_account(db)
        make_grant(db, account, Role.HR_OFFICER, db.scalars(select(OrgUnit)).first())
        part = Importer(new_client().signed_in_as(db, account))
        assert part.send(listing(CAMAT), expect=403)["code"] == "office_wide_only"
        part.client.get(f"/employees/imports/{done['id']}", expect=404)
        part.client.get(f"/employees/imports/{done['id']}/errors.csv", expect=404)
        hr.client.get(f"/employees/imports/{uuid4()}", expect=404)

    def test_what_was_applied_can_be_read_again(self, hr: Importer, db: Session) -> None:
        done = hr.apply(listing(*OFFICE))
        again = hr.client.get(f"/employees/imports/{done['id']}")
        assert again == done
        assert {UUID(one["employee_id"]) for one in again["created"]} == set(db.scalars(select(Employee.id)))


class TestForm:
    @pytest.mark.parametrize(
        ("fields", "pointer"),
        [({"dry_run": "ja"}, "/dry_run"), ({"complete": "1"}, "/complete"), ({"extra": "true"}, "/extra")],
    )
    def test_flags_are_true_or_false_and_nothing_else_is_sent(
        self, hr: Importer, fields: dict[str, str], pointer: str
    ) -> None:
        problem = hr.send(listing(CAMAT), expect=422, **fields)
        assert [fault["pointer"] for fault in problem["errors"]] == [pointer]

    def test_a_field_sent_twice_is_refused(self, hr: Importer) -> None:
        parts = [("file", ("a.csv", listing(CAMAT))), ("dry_run", (None, "true")), ("dry_run", (None, "false"))]
        response = hr.client.http.post(f"{API}/employees/import", files=parts)
        assert (response.status_code, response.json()["errors"][0]["code"]) == (422, "repeated")

    def test_it_wants_a_form_with_a_file(self, hr: Importer) -> None:
        hr.client.post("/employees/import", {"dry_run": "true"}, expect=415)
        response = hr.client.http.post(f"{API}/employees/import", files={"dry_run": (None, "true")})
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
        self, hr: Importer, name: str, data: bytes, status: int, code: str
    ) -> None:
        problem = hr.send(data, name, expect=status)
        assert [(fault["pointer"], fault["code"]) for fault in problem["errors"]] == [("/file", code)]

    def test_more_than_the_limit_is_refused_before_it_is_read(self, hr: Importer) -> None:
        files = {"file": ("a.csv", b"x" * (6 * 1024 * 1024))}
        assert hr.client.http.post(f"{API}/employees/import", files=files).status_code == 413
