"""Paper: the officer prints a packet and names a rater; two typists outside type a sheet, one at a desk, one on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit
from tests.browser.finding import value
from tests.browser.officers import ask
from tests.browser.serving import Office
from tests.browser.visitor import DESKTOP, PHONE, Visitor
from tests.paper_forms.conftest import WHY, all_answered, codes_in

_ROUND = "SELECT id FROM evaluation_round WHERE status = 'open' AND kind = 'full'"
_STAFF = (
    "SELECT name FROM employee WHERE id = (SELECT evaluator_id FROM assignment WHERE status = 'open'"
    f" AND round_id = ({_ROUND}) AND evaluator_id"
    " NOT IN (SELECT employee_id FROM paper_rater) AND source = 'peer' ORDER BY evaluator_id LIMIT 1)"
)
_ENTERED = "SELECT sum(entered) FROM paper_rater"


@pytest.fixture(scope="module")
def officer(browser: Browser, office: Office) -> Iterator[Visitor]:
    visitor = Visitor(browser, office, size=DESKTOP)
    visitor.sign_in("kepegawaian")
    visitor.open(f"/periode/{value(office, _ROUND)}/kemajuan")
    visitor.page.get_by_role("link", name="Penilaian di kertas").click()
    visitor.settle()
    yield visitor
    visitor.leave()


@pytest.fixture(scope="module")
def codes(officer: Visitor) -> list[str]:
    """Of the packet that the officer prints first."""
    page = officer.page
    page.get_by_role("button", name="Cetak berkas untuk").first.click()
    dialog = page.get_by_role("dialog", name="Cetak berkas untuk")
    expect(dialog).to_contain_text("tidak berlaku lagi")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Cetak berkas").click()
    expect(page.get_by_text("Berkas diunduh.")).to_be_visible()
    path: Path = download.value.path()
    return codes_in(path.read_bytes())


def open_sheet(page: Page, code: str) -> None:
    page.get_by_label("Kode lembar").fill(code)
    page.get_by_role("button", name="Buka lembar").click()
    expect(page.get_by_label("1. ", exact=False).first).to_be_focused()


def test_the_officer_names_a_rater_and_a_typist_types_at_a_desk(
    office: Office, visit: Visit, officer: Visitor, codes: list[str]
) -> None:
    page, name = officer.page, value(office, _STAFF)
    officer.press("Tambah penilai")
    dialog = page.get_by_role("dialog", name="Tambah penilai")
    dialog.get_by_label("Cari nama penilai").fill(name)
    dialog.get_by_role("radio", name=name).first.check()  # the office has people of the same name
    dialog.get_by_label("Alasan").fill(WHY)
    officer.inspect()
    dialog.get_by_role("button", name="Tambahkan").click()
    expect(page.get_by_role("row", name=name)).to_contain_text("Belum dicetak")
    officer.inspect()

    typist = visit("administrator", size=DESKTOP)
    typist.page.get_by_role("link", name="Kertas", exact=True).first.click()
    typist.settle()
    typist.inspect()
    open_sheet(typist.page, codes[0].lower())
    for _ in range(7):  # three items and a comment for each value
        for key in ("4", "Enter", "3", "Enter", "0", "Enter", "Enter"):
            typist.page.keyboard.press(key)
    typist.inspect()
    typist.press("Periksa")
    expect(typist.page.get_by_role("heading", name="Periksa sekali lagi")).to_be_focused()
    expect(typist.page.locator("dl li")).to_have_count(21)
    typist.inspect()
    typist.press("Kirim ketikan")
    expect(typist.page.get_by_text("Ketikan pertama tersimpan.")).to_be_visible()
    expect(typist.page.get_by_label("Kode lembar")).to_be_focused()
    typist.allow("403")
    open_refused(typist.page, codes[0])
    typist.inspect()


def open_refused(page: Page, code: str) -> None:
    page.get_by_label("Kode lembar").fill(code)
    page.get_by_role("button", name="Buka lembar").click()
    expect(page.get_by_text("Lembar ini perlu diketik oleh orang lain.")).to_be_visible()


def test_the_second_typist_mends_a_difference_on_a_phone(
    browser: Browser, office: Office, visit: Visit, codes: list[str]
) -> None:
    first = visit("administrator", worker=False)
    ask(first, "POST", "/paper-sheets/typing", {"code": codes[1], "answers": all_answered(4), "comments": {}})
    before = int(value(office, _ENTERED))
    typist = visit("inspektorat", size=PHONE)
    page = typist.page
    typist.open(f"/lembar-kertas#{codes[1]}")  # as its QR code says
    expect(page.get_by_text("Ketikan kedua")).to_be_visible()
    for number in range(1, 22):
        page.locator("[inputmode=numeric]").nth(number - 1).fill("4" if number != 5 else "2")
    typist.press("Periksa")
    typist.press("Kirim ketikan")
    field = page.locator("[inputmode=numeric]").nth(4)
    expect(field).to_be_focused()
    expect(page.get_by_text("Periksa kertasnya.")).to_have_count(1)
    typist.inspect()
    field.fill("4")
    typist.press("Periksa")
    typist.press("Kirim ketikan")
    expect(page.get_by_text("Lembar tersimpan.")).to_be_visible()
    expect(page.get_by_label("Kode lembar")).to_be_focused()
    assert int(value(office, _ENTERED)) == before + 1
    typist.inspect()
