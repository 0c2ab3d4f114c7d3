"""The first day: a card from the officer, a passphrase of one's own, two minutes of reading, then the tasks."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import Visit
from tests.browser.finding import Person, change, plain_employees
from tests.browser.serving import PASSPHRASE, Office
from tests.browser.visitor import DESKTOP, PHONE, Visitor

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
TITLES = {
    "employee": "Pengantar untuk pegawai",
    "assessor": "Pengantar untuk atasan penilai",
    "hr_officer": "Pengantar untuk petugas kepegawaian",
    "head": "Pengantar untuk pimpinan",
    "auditor": "Pengantar untuk auditor",
    "administrator": "Pengantar untuk administrator",
}


def print_card(officer: Visitor, person: Person) -> str:
    """Looks the person up as one would, and reads the code from the sheet that is to be printed."""
    page = officer.page
    officer.open("/pegawai")
    page.get_by_role("searchbox").fill(person.nip)
    page.get_by_role("link", name=re.compile(person.nip)).click()
    page.get_by_role("button", name="Cetak kartu").click()
    dialog = page.get_by_role("dialog", name=re.compile("^Cetak kartu baru untuk"))
    officer.inspect()
    with page.expect_download() as sheet:
        dialog.get_by_role("button", name="Cetak kartu").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Kartu diunduh sebagai PDF")).to_be_visible()
    expect(page.get_by_text(re.compile("^Kartu dibuat .* berlaku sampai"))).to_be_visible()
    officer.inspect()
    pages = PdfReader(io.BytesIO(Path(sheet.value.path()).read_bytes())).pages
    (code,) = CODE.findall("".join(each.extract_text() for each in pages))
    return str(code)


def offered_passphrase(stranger: Visitor) -> str:
    offer = stranger.page.locator("li").filter(has=stranger.page.get_by_role("button")).first.get_by_role("button")
    words = offer.inner_text()
    offer.click()
    expect(stranger.page.get_by_label("Frasa sandi baru")).to_have_value(words)
    return words


def own_passphrase(stranger: Visitor) -> str:
    """Too short a one is refused with the reason, and the code is still there to be sent again."""
    passphrase = stranger.page.get_by_label("Frasa sandi baru")
    passphrase.fill("pendek sekali")
    stranger.allow("422")
    stranger.page.get_by_role("button", name="Aktifkan dan masuk").click()
    expect(passphrase).to_have_attribute("aria-invalid", "true")
    stranger.inspect()
    passphrase.fill("perahu hijau singgah sore")
    return "perahu hijau singgah sore"


def test_a_card_lets_its_owner_in_once(office: Office, visit: Visit, size: tuple[int, int]) -> None:
    person = plain_employees(office)[0 if size == PHONE else 1]
    code = print_card(visit("kepegawaian", size=size), person)
    stranger = visit(None, size=size)
    page = stranger.page
    stranger.open("/masuk")
    page.get_by_role("link", name="Punya kartu aktivasi? Aktifkan akun Anda").click()
    stranger.settle()
    stranger.inspect()
    # on a phone one types as it comes
    page.get_by_label("Kode kartu").fill(code.replace("-", " ").lower() if size == PHONE else code)
    passphrase = offered_passphrase(stranger) if size == PHONE else own_passphrase(stranger)
    page.get_by_role("button", name="Aktifkan dan masuk").click()
    expect(page.get_by_role("heading", level=1, name=TITLES["employee"])).to_be_visible()
    stranger.inspect()
    page.get_by_role("button", name="Saya mengerti, lanjutkan").click()
    expect(page.get_by_role("heading", level=1, name="Tugas saya")).to_be_visible()
    stranger.inspect()

    finder = visit(None, size=size)
    finder.allow("422|409|401|400")
    finder.open(f"/aktivasi#{code}")  # the QR code's address
    assert code not in finder.page.url
    expect(finder.page.get_by_label("Kode kartu")).to_have_value(code)
    finder.page.get_by_label("Frasa sandi baru").fill("kapal merah pulang malam")
    finder.page.get_by_role("button", name="Aktifkan dan masuk").click()
    expect(finder.page.get_by_text(re.compile("sudah dipakai")).first).to_be_visible()
    finder.inspect()

    finder.open("/masuk")
    finder.page.get_by_label("NIP atau surel").fill(person.nip)
    finder.page.get_by_label("Frasa sandi", exact=True).fill(passphrase)
    finder.page.get_by_role("button", name="Masuk", exact=True).click()
    expect(finder.page.get_by_role("heading", level=1, name="Tugas saya")).to_be_visible()


def test_the_card_of_who_holds_a_role_waits_for_a_second_officer(visit: Visit) -> None:
    officer, second, owner = visit("kepegawaian", size=DESKTOP), visit("administrator", size=DESKTOP), visit(None)
    for each in (officer, second):
        each.open("/akun?search=inspektorat")
        each.page.get_by_role("link", name=re.compile("Pemeriksa Inspektorat")).click()
    officer.page.get_by_role("button", name="Buat kartu baru").click()
    officer.page.get_by_role("dialog").get_by_role("button", name="Buat kartu baru").click()
    expect(officer.page.get_by_text("Belum dapat dipakai: petugas kedua harus memastikan")).to_be_visible()
    officer.inspect()
    code = officer.page.get_by_text(CODE).inner_text()
    officer.page.get_by_role("button", name="Sudah saya serahkan atau catat").click()
    expect(officer.page.get_by_text("Menunggu petugas kedua")).to_be_visible()
    expect(officer.page.get_by_role("button", name="Pastikan kartu")).to_have_count(0)
    assert code not in officer.page.content()

    owner.allow("422|409|403|401|400")
    owner.open("/aktivasi")
    owner.page.get_by_label("Kode kartu").fill(code)
    owner.page.get_by_label("Frasa sandi baru").fill(PASSPHRASE)
    owner.page.get_by_role("button", name="Aktifkan dan masuk").click()
    expect(owner.page.get_by_text(re.compile("petugas kedua")).first).to_be_visible()
    owner.inspect()

    second.page.reload()
    second.page.get_by_role("button", name="Pastikan kartu").click()
    second.inspect()
    second.page.get_by_role("dialog").get_by_role("button", name="Pastikan kartu").click()
    expect(second.page.get_by_text(re.compile("^Dipastikan petugas kedua"))).to_be_visible()
    owner.page.get_by_role("button", name="Aktifkan dan masuk").click()
    expect(owner.page.get_by_role("heading", level=1, name=TITLES["auditor"])).to_be_visible()


@pytest.mark.parametrize(
    ("account", "start"), [("camat", "Tugas saya"), ("kepegawaian", "Tugas saya"), ("administrator", "Akun")]
)
def test_every_role_is_introduced_once(office: Office, visit: Visit, account: str, start: str) -> None:
    change(office, "DELETE FROM introduction_read")  # another story may have read it already
    someone = visit(None)
    page = someone.page
    heading = page.get_by_role("heading", level=1)
    enter(someone, account)
    expect(heading).to_have_text(re.compile("^Pengantar untuk"))
    roles = [held["role"] for held in someone.fetched("/api/v1/me")["roles"]]
    shown = []
    for _ in roles:
        shown.append(heading.inner_text())
        someone.inspect()
        page.get_by_role("button", name="Saya mengerti, lanjutkan").click()
        expect(heading).not_to_have_text(shown[-1])
    assert sorted(shown) == sorted(TITLES[role] for role in roles)
    expect(heading).to_have_text(start)
    page.get_by_role("button", name="Keluar", exact=True).click()
    expect(heading).to_have_text("Masuk")
    enter(someone, account)
    expect(heading).to_have_text(start)


def enter(someone: Visitor, account: str) -> None:
    someone.open("/masuk")
    someone.page.get_by_label("NIP atau surel").fill(f"{account}@marelan.example")
    someone.page.get_by_label("Frasa sandi", exact=True).fill(PASSPHRASE)
    someone.page.get_by_role("button", name="Masuk", exact=True).click()
