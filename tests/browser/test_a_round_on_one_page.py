"""The personnel officer makes a round on one page, starts it, follows it in counts, and closes it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.finding import rows, value
from tests.browser.officers import ask
from tests.browser.serving import Office
from tests.browser.visitor import DESKTOP, PHONE, Visitor
from tests.employees.imports import nip

NAME = "Triwulan IV layanan kantor"
TYPED = re.compile("^Ketik “")
_NAMED = f" WHERE o.name = '{NAME}'"


@pytest.fixture
def officer(visit: Visit) -> Visitor:
    visitor = visit("kepegawaian", size=DESKTOP)
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return visitor


def test_a_round_is_made_prepared_and_started_on_one_page(office: Office, officer: Visitor) -> None:
    page = officer.page
    officer.open("/periode")
    officer.follow("Periode baru")
    page.get_by_role("radio", name=re.compile("^Lengkap")).check()
    page.get_by_label("Nama periode").fill(NAME)
    page.get_by_label(re.compile("^Tenggat pengisian")).fill(later(days=10))
    expect(page.get_by_label("Semua pegawai aktif menjadi peserta")).to_be_checked()
    officer.inspect()
    officer.press("Buat rancangan periode")
    expect(page.get_by_role("heading", name=NAME, level=1)).to_be_visible()
    expect(page.get_by_text("Penilai belum diundi", exact=True)).to_be_visible()
    expect(page.get_by_text("2 penghalang harus diselesaikan dahulu")).to_be_visible()
    officer.inspect()

    officer.follow("Ke daftar peserta")
    page.get_by_label("Cari nama").fill(head(office))
    page.get_by_role("button", name=re.compile(f"^Ubah {head(office)}")).click()
    page.get_by_role("dialog").get_by_label("Dinilai di luar sistem").check()
    officer.inspect()
    page.get_by_role("dialog").get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Perubahan disimpan.")).to_be_visible()
    officer.follow("Ikhtisar")
    officer.press("Siapkan")
    expect(page.get_by_text("Siap dimulai")).to_be_visible()
    assert page.get_by_role("list", name="Temuan pemeriksaan").get_by_text("Peringatan").count() > 0
    officer.inspect()
    officer.press("Mulai periode")
    dialog = page.get_by_role("dialog", name=f"Mulai {NAME}?")
    officer.inspect()
    dialog.get_by_label(TYPED).fill("nama lain")
    dialog.get_by_role("button", name="Mulai periode").click()
    expect(dialog.get_by_label(TYPED)).to_have_attribute("aria-invalid", "true")
    assert status(office) == "draft"
    dialog.get_by_label(TYPED).fill(NAME)
    dialog.get_by_role("button", name="Mulai periode").click()
    expect(page.get_by_text(f"{NAME} dimulai.")).to_be_visible()
    expect(page.get_by_role("link", name="Lihat kemajuan")).to_be_visible()
    assert status(office) == "open"
    officer.inspect()


def test_progress_is_counts_and_the_message_for_all_has_no_names(office: Office, officer: Visitor) -> None:
    page = officer.page
    officer.open(f"/periode/{round_of(office)}/kemajuan")
    expect(page.get_by_role("heading", name="Berapa yang belum menilai?")).to_be_visible()
    tasks = value(office, "SELECT count(*) FROM assignment a JOIN evaluation_round o ON o.id = a.round_id" + _NAMED)
    everybody = [name for (name,) in rows(office, "SELECT name FROM employee")]
    shown = page.locator("main").inner_text()
    assert f"dari {tasks}" in shown
    assert [name for name in everybody if name in shown] == []
    officer.inspect()

    officer.press("Salin pesan untuk WhatsApp")
    expect(page.get_by_role("button", name="Tersalin")).to_be_visible()
    message = page.evaluate("navigator.clipboard.readText()")
    for told in (NAME, f"0 dari {tasks} lembar", f"{office.address}/tugas", "16.00"):
        assert told in message
    assert [name for name in everybody if name in message] == []

    officer.press("Tampilkan daftar pribadi")
    listed = page.get_by_role("table", name="Siapa yang perlu dihubungi").get_by_role("row")
    expect(listed).to_have_count(50 + 1)  # a page of people under its heading
    officer.inspect()
    officer.page.get_by_role("button", name=re.compile("^Perpanjang untuk")).first.click()
    dialog = page.get_by_role("dialog", name="Perpanjang tenggat")
    dialog.get_by_label(re.compile("^Tenggat baru")).fill(later(days=12))
    dialog.get_by_label("Alasan").fill("Bertugas di luar kantor sampai akhir pekan.")
    dialog.get_by_role("button", name="Perpanjang").click()
    expect(page.get_by_text("Tenggat diperpanjang.")).to_be_visible()
    expect(officer.card("Siapa mendapat waktu lebih?")).to_contain_text("Bertugas di luar kantor")


def test_a_late_joiner_gets_his_tasks(office: Office, officer: Visitor) -> None:
    officer.sit_down(PHONE)
    page = officer.page
    newcomer = "Pegawai Menyusul"
    add_employee(officer, newcomer)
    officer.open(f"/periode/{round_of(office)}/peserta")
    officer.press("Peserta menyusul")
    dialog = page.get_by_role("dialog", name="Peserta menyusul")
    dialog.get_by_label("Pegawai").fill(newcomer)
    dialog.get_by_role("radio", name=re.compile(newcomer)).check()
    officer.inspect()
    dialog.get_by_role("button", name="Tambahkan").click()
    expect(page.get_by_text(re.compile("Peserta menyusul ditambahkan: [1-9]"))).to_be_visible()
    page.get_by_label("Cari nama").fill(newcomer)
    expect(page.get_by_role("listitem").filter(has_text=newcomer)).to_contain_text("Menyusul")
    officer.inspect()


def test_it_is_closed_early_and_calculated_while_one_does_something_else(office: Office, officer: Visitor) -> None:
    page = officer.page
    id = round_of(office)
    officer.open(f"/periode/{id}")
    page.get_by_text("Tindakan lain").click()
    officer.press("Tutup lebih awal")
    dialog = page.get_by_role("dialog", name="Tutup sebelum tenggat?")
    dialog.get_by_label("Alasan").fill("Semua unit sudah selesai menilai.")
    dialog.get_by_label(TYPED).fill(NAME)
    officer.inspect()
    dialog.get_by_role("button", name="Tutup lebih awal").click()
    expect(page.get_by_text("Periode ditutup.")).to_be_visible()

    officer.follow("Hitung hasil")
    officer.press("Hitung hasil")
    expect(page.get_by_text("Anda boleh meninggalkan halaman ini; perhitungan berjalan terus.")).to_be_visible()
    officer.follow("Peserta")
    expect(page.get_by_role("table").first).to_be_visible()
    officer.follow("Perhitungan")
    expect(officer.card("Perhitungan ke-1").get_by_text("Selesai", exact=True)).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Sidik jari", exact=True)).to_be_visible()
    officer.inspect()
    assert status(office) == "calculated"


def head(office: Office) -> str:
    """The name of whom nobody in the office rates."""
    return value(office, "SELECT name FROM employee WHERE email = 'camat@marelan.example'")


def add_employee(officer: Visitor, name: str) -> None:
    posts = ask(officer, "GET", "/positions?active=true&is_head=false&position_class=pelaksana&page=1&size=1")["items"]
    day = datetime.now(UTC).date().isoformat()
    person = {"name": name, "nip": nip(777), "position_id": posts[0]["id"], "starts_on": day}
    ask(officer, "POST", "/employees", person, Idempotency_Key="menyusul")


def round_of(office: Office) -> str:
    return value(office, "SELECT o.id FROM evaluation_round o" + _NAMED)


def status(office: Office) -> str:
    return value(office, "SELECT o.status FROM evaluation_round o" + _NAMED)


def later(days: int) -> str:
    return f"{(datetime.now(UTC) + timedelta(days=days)).date()}T16:00"
