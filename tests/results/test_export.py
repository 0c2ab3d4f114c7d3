"""Released results as files: SIASN's codes, what holds now, no formula in any cell, a trace in the log."""

import csv
import io
import zipfile
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.audit.models import AuditEntry
from api.kit.database import Database
from tests.factories.results import REASON, Rated, calculate, make_rated_round, result_of
from tests.results.conftest import As

MEETS = {"work_rating": 1, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
STARTS = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "﹣", " =", "  +", "\u2212", "\ufe62"]
PAYLOADS = [
    *(f"{start}1+1" for start in STARTS),
    *(f"{start}HYPERLINK(\"http://contoh.example\",\"klik\")" for start in STARTS),
    *(f"{start}cmd|' /C calc'!A0" for start in STARTS[:8]),
]  # fmt: skip


def export_path(rated: Rated, form: str) -> str:
    return f"/evaluation-rounds/{rated.round.id}/results/export?format={form}&reason=Unggahan+ke+SIASN"


def release_all(rated: Rated, as_: As, db: Session) -> None:
    for person in rated.staff:
        result = result_of(db, rated, person)
        as_(rated.kasi).put(f"/results/{result.id}/decision", MEETS, if_match=result.row_version)
    as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_file_carries_nip_codes_and_whether_it_is_final(rated: Rated, run: Any, as_: As, db: Session) -> None:
    release_all(rated, as_, db)
    rows = read_csv(as_(rated.hr).get(export_path(rated, "csv")))
    assert [row["NIP"] for row in rows] == [person.nip for person in rated.staff]
    result = result_of(db, rated, rated.staff[0])
    first = rows[0]
    assert (first["hasilKinerjaNilai"], first["perilakuKerjaNilai"], first["kuadranKinerjaNilai"]) == ("1", "2", "2")
    assert (first["kuadranKinerja"], first["version"], first["supersedes"]) == ("Baik", "1", "")
    assert (first["is_final"], first["result_id"]) == ("FALSE", str(result.id))
    assert (first["bulanMulaiPenilaian"], first["bulanSelesaiPenilaian"], first["tahun"]) == ("10", "12", "2026")
    assert first["penilaiNipNrp"] == rated.kasi.nip


def test_the_workbook_says_the_same_as_the_text_file(rated: Rated, run: Any, as_: As, db: Session) -> None:
    release_all(rated, as_, db)
    hr = as_(rated.hr)
    rows = read_csv(hr.get(export_path(rated, "csv")))
    book = CalamineWorkbook.from_filelike(io.BytesIO(hr.get(export_path(rated, "xlsx"))))
    header, *cells = book.get_sheet_by_index(0).to_python()
    assert header == list(rows[0])
    assert [row[0] for row in cells] == [row["NIP"] for row in rows]
    assert [row[header.index("result_id")] for row in cells] == [row["result_id"] for row in rows]


def test_only_what_is_released_is_in_the_file(rated: Rated, run: Any, as_: As, db: Session) -> None:
    result = result_of(db, rated, rated.staff[0])
    as_(rated.kasi).put(f"/results/{result.id}/decision", MEETS, if_match=1)
    assert read_csv(as_(rated.auditor).get(export_path(rated, "csv"))) == []


@pytest.mark.parametrize("start", range(0, len(PAYLOADS), 6))
def test_no_name_becomes_a_formula(db: Session, as_: As, database: Database, start: int) -> None:
    """T32: forty ways of writing a formula or link into a name; in neither file does a program calculate."""
    rated = make_rated_round(db, staff=6)
    chosen = PAYLOADS[start : start + 6]
    for person, payload in zip(rated.staff, chosen, strict=False):
        person.name, person.title_after = payload, payload
    db.commit()
    calculate(database, as_(rated.hr), rated)
    release_all(rated, as_, db)
    hr = as_(rated.hr)
    for row in read_csv(hr.get(export_path(rated, "csv"))):
        assert row["NAMA"].lstrip()[:1] not in "=+-@" or row["NAMA"].startswith("'")
    content = hr.get(export_path(rated, "xlsx"))
    names = [row[1] for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()]
    assert all(any(payload.strip()[:4] in name for name in names) for payload in chosen)
    assert b"<f>" not in sheet_text(content)
    assert b"hyperlink" not in sheet_text(content)


def sheet_text(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read("xl/worksheets/sheet1.xml")


def test_who_took_a_file_and_what_for_stands_in_the_log(rated: Rated, run: Any, as_: As, db: Session) -> None:
    as_(rated.auditor).get(export_path(rated, "csv"))
    db.rollback()
    entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "export_results")).one()
    assert (entry.actor_ref, entry.object_id) == (str(rated.auditor.id), str(rated.round.id))


def test_a_file_needs_the_right_and_a_reason(rated: Rated, run: Any, as_: As) -> None:
    as_(rated.kasi).get(export_path(rated, "csv"), expect=403)
    as_(rated.hr).get(f"/evaluation-rounds/{rated.round.id}/results/export", expect=422)
