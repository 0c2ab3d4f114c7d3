"""The assessor's sitting: the team as counts, one person decided otherwise with a reason, the others as proposed."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit
from tests.browser.finding import rows, value
from tests.browser.officers import ask, close_and_calculate, rate_and_enter_work
from tests.browser.serving import Office
from tests.browser.visitor import DESKTOP, PHONE, Visitor

REASON = "Dua inovasi layanan yang berjalan belum tercermin dalam lembar."
MESSAGE = "Antrean loket jauh lebih tertib sejak Anda menatanya. Terima kasih."
ACTION = "Mendampingi satu rekan baru di loket sampai akhir triwulan."
WORDS = {1: "Di atas ekspektasi", 2: "Sesuai ekspektasi", 3: "Di bawah ekspektasi"}


@pytest.fixture(scope="module")
def round_id(browser: Browser, office: Office) -> Iterator[str]:
    """The running round, calculated; one of the team still waits for his work result."""
    found = value(office, "SELECT id FROM evaluation_round WHERE status = 'open' AND kind = 'full'")
    assessor, officer = (Visitor(browser, office) for _ in range(2))
    assessor.sign_in("kasi.pelayanan")
    rate_and_enter_work(assessor, found, without_work=1)
    officer.sign_in("kepegawaian")
    close_and_calculate(officer, found)
    yield found
    assessor.leave()
    officer.leave()


def test_the_team_is_shown_as_counts_and_never_who_rated_whom(office: Office, visit: Visit, round_id: str) -> None:
    assessor = visit("kasi.pelayanan", size=PHONE)
    assessor.open(f"/tim?periode={round_id}")
    counted = assessor.card("Berapa lembar yang sudah masuk?")
    expect(counted.get_by_text(re.compile(r"^\d+ dari \d+ lembar penilaian tentang tim Anda"))).to_be_visible()
    expect(assessor.page.get_by_text("1 pegawai belum ada hasil kerjanya.")).to_be_visible()
    people = assessor.card("Hasil dan dialog per orang").get_by_role("listitem")
    team = [person.get_by_role("link").first.inner_text() for person in people.all()]
    assert len(team) == 8
    told = counted.inner_text() + json.dumps(ask(assessor, "GET", f"/evaluation-rounds/{round_id}/progress"))
    everybody = rows(office, "SELECT name, id FROM employee")
    assert [name for name, id in everybody if name in told or id in told] == []
    shown = assessor.page.locator("main").inner_text()
    assert {name for name, _ in everybody if name in shown} == set(team)
    assessor.inspect()


def test_one_is_decided_otherwise_and_the_others_together(visit: Visit, round_id: str) -> None:
    assessor = visit("kasi.pelayanan", size=PHONE)
    page = assessor.page
    assessor.open("/penetapan")
    assessor.inspect()
    before = page.get_by_role("link", name="Tetapkan", exact=True).count()
    assert before >= 4
    chosen = confirmable(assessor, round_id)[0]
    name, proposal = chosen["person"]["name"], chosen["proposal"]
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    facts = assessor.card("Yang perlu dipertimbangkan")
    expect(facts).to_contain_text(proposal["predicate"]["text"])
    expect(facts.get_by_text("Ketelitian")).to_be_visible()
    expect(facts).to_contain_text(chosen["precision"]["text"])

    choose(assessor, "Hasil kerja", "Di atas ekspektasi")
    choose(assessor, "Perilaku kerja", WORDS[proposal["behaviour_rating"]["code"]])
    expect(page.get_by_text("Anda menetapkan lain dari usulan.")).to_be_visible()
    assessor.inspect()
    assessor.allow("422")
    page.get_by_label("Jenis alasan").select_option(label="Bukti kerja yang belum tercermin")
    page.get_by_label("Alasan", exact=True).fill("Karena.")
    page.get_by_label(re.compile("^Pesan untuk")).fill(MESSAGE)
    assessor.press("Simpan penetapan")
    expect(page.get_by_label("Alasan", exact=True)).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Alasan", exact=True).fill(REASON)
    assessor.press("Simpan penetapan")
    expect(page.get_by_text("Penetapan tersimpan")).to_be_visible()
    decided = assessor.card("Penetapan Anda")
    for told in ("Lain dari usulan", REASON, MESSAGE):
        expect(decided).to_contain_text(told)

    assessor.press("Catat hasil dialog")
    page.get_by_label("Dibicarakan pada").fill(datetime.now(UTC).date().isoformat())
    page.get_by_label("Tindak lanjut").fill(ACTION)
    page.get_by_label("Selesai sampai", exact=True).fill(f"{datetime.now(UTC).year}-12-31")
    assessor.press("Simpan")
    expect(assessor.card("Dialog dengan pegawai")).to_contain_text(ACTION)
    assessor.inspect()

    assessor.open("/penetapan")
    others = [row["person"]["name"] for row in confirmable(assessor, round_id)]
    page.get_by_label("Pilih semua usulan lengkap").check()
    assessor.press(f"Tetapkan {len(others)} sesuai usulan")
    dialog = page.get_by_role("dialog", name=f"Tetapkan {len(others)} hasil sesuai usulan?")
    for each in others:
        expect(dialog).to_contain_text(each)
    assessor.inspect()
    dialog.get_by_role("button", name=f"Tetapkan {len(others)} sesuai usulan").click()
    expect(page.get_by_text(f"{len(others)} hasil sudah ditetapkan.")).to_be_visible()
    assessor.follow("Ditetapkan")
    listed = page.locator("main").get_by_role("listitem")
    for each in (name, *others):
        expect(listed.filter(has_text=each)).to_contain_text("Ditetapkan: ")
    expect(listed.filter(has_text=name)).to_contain_text("Lain dari usulan")
    assessor.inspect()


def test_whoever_was_faster_is_told_and_nothing_is_lost(visit: Visit, round_id: str) -> None:
    assessor = visit("kasi.pelayanan", size=DESKTOP)
    decided = ask(assessor, "GET", f"/results?round_id={round_id}&status=decided&assessed=true")["items"]
    row = next(each for each in decided if not each["departs"])
    assessor.open(f"/penetapan/{row['id']}")
    assessor.press("Ubah penetapan")
    assessor.page.get_by_label(re.compile("^Pesan untuk")).fill("Dari layar pertama.")
    ratings = {key: row["proposal"][key]["code"] for key in ("work_rating", "behaviour_rating")}
    elsewhere = {**ratings, "message": "Dari layar kedua."}
    ask(assessor, "PUT", f"/results/{row['id']}/decision", elsewhere, If_Match=f'"{row["row_version"]}"')
    assessor.allow("412")
    assessor.press("Simpan penetapan")
    expect(assessor.page.get_by_text("Orang lain mengubah data ini lebih dulu.")).to_be_visible()
    expect(assessor.page.get_by_label(re.compile("^Pesan untuk"))).to_have_value("Dari layar pertama.")
    assessor.inspect()
    assessor.press("Muat ulang")
    expect(assessor.page.get_by_label(re.compile("^Pesan untuk"))).to_have_value("Dari layar kedua.")
    assessor.page.get_by_label(re.compile("^Pesan untuk")).fill("Dari layar pertama.")
    assessor.press("Simpan penetapan")
    expect(assessor.card("Penetapan Anda")).to_contain_text("Dari layar pertama.")


def confirmable(assessor: Visitor, round_id: str) -> list[dict[str, Any]]:
    waiting = ask(assessor, "GET", f"/results?round_id={round_id}&to_decide=true&size=50")["items"]
    return [row for row in waiting if row["proposal"]["predicate"]]


def choose(assessor: Visitor, question: str, answer: str) -> None:
    group = assessor.page.get_by_role("group", name=question)
    group.get_by_role("radio", name=re.compile(f"^{answer}")).check()
