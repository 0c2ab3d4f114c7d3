"""The personnel officer brings the list of the office in: what is wrong is told row by row, what is right arrives once."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import expect
from sqlalchemy import func, select

from api.accounts.models import Account
from api.employees.models import Employee, OrgUnit, Placement, Position
from api.kit.spreadsheets.writing import write_csv
from tests.browser.conftest import Visit
from tests.browser.serving import Office
from tests.browser.visitor import DESKTOP, Visitor
from tests.employees.imports import CLEAN, DATA, EXPECTED, MESSY, records


def test_a_faulty_list_is_told_row_by_row_and_changes_nothing(
    office: Office, visit: Visit, size: tuple[int, int]
) -> None:
    before = counted(office)
    officer = visit("kepegawaian", size=size)
    check_list(officer, DATA / MESSY)
    assert figures(officer) == {"Baru": 74, "Berubah": 0, "Tetap sama": 0, "Tidak tercantum": 90, "Ditolak": 11}
    shown = officer.card("Ditolak") if size == DESKTOP else officer.page.get_by_role("list", name="Ditolak")
    refused = shown.inner_text()
    for row in rows_refused():
        assert re.search(rf"\b{row}\b", refused), f"row {row} is not shown"
    officer.inspect()
    for part, of in (("Baru (74)", "Baru"), ("Tidak tercantum (90)", "Tidak tercantum"), ("Catatan (6)", "Catatan")):
        officer.follow(part)
        expect(officer.page.get_by_role("table" if size == DESKTOP else "list", name=of).first).to_be_visible()
    officer.inspect()
    officer.press("Terapkan")
    expect(officer.page.get_by_text("Ada baris yang salah. Perbaiki berkas")).to_be_visible()
    assert counted(office) == before


def test_the_file_of_errors_names_every_defect_at_its_row(visit: Visit) -> None:
    officer = visit("kepegawaian")
    check_list(officer, DATA / MESSY)
    content = officer.download("Unduh semua temuan (CSV)").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))
    assert {int(row["Baris"]) for row in rows if row["Tingkat"] == "kesalahan"} == rows_refused()
    kinds = {defect["kind"] for defect in EXPECTED if defect["severity"] in ("error", "warning")}
    assert kinds <= {row["Kode"] for row in rows}
    assert all(row["Pesan"] and row["Perbaikan"] for row in rows)


def test_what_a_list_leaves_open_is_answered_on_one_screen(office: Office, visit: Visit, tmp_path: Path) -> None:
    before = counted(office)
    silent = tmp_path / "tanpa-kepala-seksi.csv"
    silent.write_bytes(silent_about_sections())
    officer = visit("kepegawaian")
    check_list(officer, silent)
    questions = officer.page.get_by_role("region", name=re.compile(r"^\d+ hal yang tidak tertulis dalam daftar$"))
    told = questions.get_by_role("listitem").all_inner_texts()
    assert len(told) > 1
    assert all("Jawaban: " in each for each in told)
    officer.press("Terapkan")
    expect(officer.page.get_by_text("Setujui dahulu jawaban di atas.")).to_be_visible()
    officer.inspect()
    questions.get_by_label("Semua jawaban di atas benar").check()
    officer.press("Terapkan")
    expect(officer.page.get_by_role("dialog", name="Terapkan daftar ini?")).to_be_visible()
    officer.inspect()
    officer.press("Batal")
    assert counted(office) == before


def test_a_right_list_is_applied_and_the_second_time_changes_nothing(office: Office, visit: Visit) -> None:
    before = counted(office)
    officer = visit("kepegawaian", size=DESKTOP)
    check_list(officer, DATA / CLEAN)
    assert figures(officer) == {"Baru": 84, "Berubah": 0, "Tetap sama": 0, "Tidak tercantum": 90, "Ditolak": 0}
    officer.press("Terapkan")
    officer.slow("**/employees/import", 300)
    officer.page.get_by_role("dialog").get_by_role("button", name="Terapkan").click()
    expect(officer.page.get_by_role("status").filter(has_text=f"Sedang menerapkan {CLEAN}")).to_be_visible()
    expect(officer.page.get_by_role("heading", name="Daftar sudah diterapkan")).to_be_focused()
    expect(officer.page.get_by_text("84 pegawai baru, 0 berubah, 0 dicatat keluar, 0 tetap sama.")).to_be_visible()
    expect(officer.page.get_by_role("link", name="Cetak kartu aktivasi")).to_be_visible()
    officer.inspect()
    after = counted(office)
    assert after["employee"] == before["employee"] + 84

    officer.follow("Lihat daftar pegawai")
    newcomer = records(CLEAN)[-1]
    officer.page.get_by_label("Cari nama atau NIP").fill(newcomer["NIP BARU"])
    expect(officer.page.get_by_role("rowheader", name=newcomer["NAMA"])).to_be_visible()

    check_list(officer, DATA / CLEAN)
    expect(officer.page.get_by_text("Tidak ada yang perlu diterapkan.")).to_be_visible()
    assert figures(officer) == {"Baru": 0, "Berubah": 0, "Tetap sama": 84, "Tidak tercantum": 90, "Ditolak": 0}
    expect(officer.page.get_by_role("button", name="Terapkan", exact=True)).to_have_count(0)
    assert counted(office) == after


def check_list(officer: Visitor, path: Path) -> None:
    officer.open("/pegawai/impor")
    officer.page.get_by_label("Berkas daftar pegawai").set_input_files(path)
    officer.press("Periksa berkas")
    expect(officer.page.get_by_role("heading", name="Apa yang akan terjadi")).to_be_visible()
    expect(officer.page.get_by_text(f"Berkas: {path.name}")).to_be_visible()


def figures(officer: Visitor) -> dict[str, int]:
    """The outcome in figures, as it is shown."""
    card = officer.card("2. Periksa")
    terms, numbers = card.locator("dt").all_inner_texts(), card.locator("dd").all_inner_texts()
    return {term: int(number) for term, number in zip(terms, numbers, strict=True)}


def silent_about_sections() -> bytes:
    """Who reports to whom is not written, and the sections have no head it could follow from."""
    rows = [row for row in records(CLEAN) if not row["JABATAN NAMA"].startswith("Kepala Seksi")]
    header = [column for column in rows[0] if column != "NIP ATASAN"]
    return write_csv(header, [[row[column] for column in header] for row in rows])


def rows_refused() -> set[int]:
    found = [defect["row_in_csv"] for defect in EXPECTED if defect["severity"] == "error"]
    return {row for rows in found for row in (rows if isinstance(rows, list) else [rows])}


def counted(office: Office) -> dict[str, int]:
    with office.database.reading() as db:
        return {
            table.__tablename__: db.scalar(select(func.count()).select_from(table)) or 0
            for table in (OrgUnit, Position, Employee, Placement, Account)
        }
