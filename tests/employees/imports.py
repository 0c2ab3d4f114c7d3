"""Staff lists to import, and what to ask of the office afterwards."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.employees.models import Employee, OrgUnit, Placement, Position
from api.employees.queries import superior_on
from api.kit import clock
from api.kit.spreadsheets.writing import write_csv
from tests.clients import API, Client

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
