"""One's own result: first what went well, then one thing to learn; every number can be followed to where it comes from."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from api.kit import clock
from tests.browser.conftest import Visit
from tests.browser.finding import rows
from tests.browser.serving import Office, office_running
from tests.browser.visitor import DESKTOP, PHONE, Visitor

# of the newest round, released and not read yet
_UNREAD = """
    SELECT e.email, r.id FROM result r JOIN employee e ON e.id = r.employee_id
    WHERE r.status = 'released' AND NOT r.superseded AND e.email LIKE 'pegawai%'
    AND r.released_at = :first AND NOT EXISTS (SELECT 1 FROM result_receipt p WHERE p.result_id = r.id)
    ORDER BY r.composite DESC"""
# when most of the newest round was shared; a few results followed later
_FIRST_SHARED = """
    SELECT min(released_at) FROM result
    WHERE round_id = (SELECT id FROM evaluation_round WHERE status = 'released' ORDER BY period_end DESC LIMIT 1)"""
_WITH_MESSAGE = """
    SELECT e.email, r.id FROM result r JOIN employee e ON e.id = r.employee_id
    JOIN result_decision d ON d.result_id = r.id
    WHERE r.status = 'released' AND NOT r.superseded AND d.message <> '' AND e.email LIKE 'pegawai%'
    ORDER BY r.released_at DESC"""
_LATEST = """
    SELECT r.id FROM result r JOIN employee e ON e.id = r.employee_id
    WHERE r.status = 'released' AND NOT r.superseded AND e.email = :email ORDER BY r.released_at DESC LIMIT 1"""
QUESTION = "Contoh pelayanan mana yang sebaiknya saya tiru?"
ANSWER = "Cara Anda menyambut warga lanjut usia bulan lalu. Lakukan itu di setiap loket."


DAYS_READING = timedelta(days=2)


@pytest.fixture(scope="module")
def office(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Two days after the release, when who has not read his result may still say that he has."""
    with closing(sqlite3.connect(demo_file)) as db:
        ((released,),) = db.execute(_FIRST_SHARED)
    ago = datetime.now(UTC) - datetime.fromisoformat(released).replace(tzinfo=UTC) - DAYS_READING
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: datetime.now(UTC) - ago)
        with office_running(demo_file, tmp_path_factory.mktemp("office")) as running:
            yield running


def card(reader: Visitor, title: str) -> Locator:
    """What stands under this heading."""
    heading = reader.page.get_by_role("heading", name=title, exact=True)
    return reader.page.locator("section, article").filter(has=heading).last


def test_an_officer_reads_his_result_and_says_so(office: Office, visit: Visit, size: tuple[int, int]) -> None:
    ((first,),) = rows(office, _FIRST_SHARED)
    unread = rows(office, _UNREAD, first=first)
    account, result = unread[0 if size == PHONE else -1]  # the one who did best, and the one who did least well
    officer = visit(str(account), size=size)
    officer.context.clock.set_system_time(clock.now())
    page = officer.page
    page.get_by_role("link", name="Hasil saya").filter(visible=True).first.click()
    entry = page.get_by_role("list", name="Daftar hasil saya").locator(f'a[href="/hasil/{result}"]')
    expect(entry).to_contain_text("Belum dibaca")
    officer.inspect()
    entry.click()
    officer.settle()
    api = officer.fetched(f"/api/v1/results/{result}")
    opening = page.locator("main")
    names = [one["name"] for one in api["strengths"]]
    greeting = f"Yang paling menonjol dari Anda: {names[0]}" if names else "Terima kasih atas pekerjaan Anda"
    expect(opening.get_by_text(greeting)).to_be_visible()
    predicate = opening.locator("dl").filter(has_text="Predikat kinerja").locator("dd")
    expect(predicate).to_have_text(api["decision"]["predicate"]["text"])
    assert re.fullmatch(r"[A-Za-z ]+", predicate.inner_text())
    assert size == DESKTOP or len(names) == 2
    for strength in api["strengths"]:
        expect(card(officer, "Kekuatan Anda")).to_contain_text(strength["text"])
    if api["to_learn"]:
        expect(card(officer, "Satu hal untuk Anda kembangkan")).to_contain_text(api["to_learn"]["text"])
    assert size == PHONE or api["to_learn"]
    officer.inspect()

    page.get_by_role("button", name="Saya sudah membaca").click()
    told = page.get_by_text(re.compile(r"^Diterima pada .* Keberatan dapat diajukan sampai"))
    expect(told).to_be_focused()
    expect(page.get_by_role("button", name="Saya sudah membaca")).to_have_count(0)
    ((automatic,),) = rows(office, "SELECT automatic FROM result_receipt WHERE result_id = :id", id=result)
    assert not automatic
    officer.inspect()
    page.get_by_role("link", name="Hasil saya").filter(visible=True).first.click()
    expect(entry).to_be_visible()
    expect(entry).not_to_contain_text("Belum dibaca")


def test_the_superiors_own_words_come_first(office: Office, visit: Visit) -> None:
    account, id_ = rows(office, _WITH_MESSAGE)[0]
    officer = visit(str(account))
    officer.open(f"/hasil/{id_}")
    decision = officer.fetched(f"/api/v1/results/{id_}")["decision"]
    message = officer.page.locator("blockquote")
    expect(message).to_contain_text(decision["message"])
    expect(message).to_contain_text(f"Pesan atasan Anda, {decision['decided_by']}")
    predicate = officer.page.locator("dl").filter(has_text="Predikat kinerja").locator("dd")
    expect(predicate).to_have_text(decision["predicate"]["text"])
    words, figure = message.bounding_box(), predicate.bounding_box()
    assert words is not None
    assert figure is not None
    assert words["y"] < figure["y"]
    officer.inspect()


def test_every_number_on_the_screen_is_the_one_of_the_calculation(
    office: Office, visit: Visit, size: tuple[int, int]
) -> None:
    ((id_,),) = rows(office, _LATEST, email="staf.pelayanan@marelan.example")
    officer = visit("staf.pelayanan", size=size)
    page = officer.page
    officer.open(f"/hasil/{id_}")
    api = officer.fetched(f"/api/v1/results/{id_}")
    page.locator("summary", has_text="Lihat rincian").click()
    expect(page.get_by_role("heading", name="Nilai menurut sumber")).to_be_visible()
    expect(page.get_by_text(f"Nilai perilaku {api['composite']['text']} dari 5")).to_be_visible()
    table, line = ("table", "row") if size == DESKTOP else ("list", "listitem")
    table_rows = page.get_by_role(table, name="Tabel nilai menurut sumber").get_by_role(line)
    for value in api["values"]:
        row = table_rows.filter(has_text=value["name"])
        for figure in shown_figures(value):
            expect(row).to_contain_text(figure)
    for group in api["comments"]:
        for said in [*group["pooled"], *[each for texts in group["by_value"].values() for each in texts]]:
            expect(page.get_by_text(said).first).to_be_visible()
    officer.inspect()

    page.get_by_role("link", name="Bagaimana nilai ini dihitung").click()
    expect(page.get_by_role("heading", level=1, name="Bagaimana nilai ini dihitung")).to_be_visible()
    officer.settle()
    for folded in page.locator("main summary").all():
        folded.click()
    steps = officer.fetched(f"/api/v1/results/{id_}/explanation")["steps"]
    written = page.locator("main").inner_text()
    assert {step["key"].split(".")[0] for step in steps} >= {"source", "value", "composite", "behaviour", "predicate"}
    for step in steps:
        for line in lines_of(step):
            assert line in written, f"{step['key']}: {line}"
    (composite,) = [step for step in steps if step["key"] == "composite"]
    assert composite["value"]["text"] == api["composite"]["text"]
    officer.inspect()


def shown_figures(value: dict[str, Any]) -> list[str]:
    means = [source["mean"]["text"] for source in value["sources"] if source["mean"]]
    return [value["value"]["text"], *means]


def lines_of(step: dict[str, Any]) -> list[str]:
    lines = [
        f"{part['weight']['text']} × {part['value']['text']} = {part['contribution']['text']}" for part in step["parts"]
    ]
    if step["value"]:
        lines.append(f", ditulis {step['value']['text']}")
    if step["outcome"]:
        lines.append(f"Hasil: {step['outcome']}")
    return lines


def test_a_question_is_answered_by_the_superior_and_by_nobody_else(office: Office, visit: Visit) -> None:
    ((id_,),) = rows(office, _LATEST, email="staf.terjun@marelan.example")
    officer, superior = visit("staf.terjun"), visit("lurah.terjun", size=DESKTOP)
    officer.open(f"/hasil/{id_}")
    question = officer.page.get_by_label("Pertanyaan Anda")
    question.fill(QUESTION)
    officer.page.get_by_role("button", name="Kirim pertanyaan").click()
    expect(officer.page.get_by_text("Pertanyaan Anda sudah dikirim.")).to_be_visible()
    expect(officer.page.get_by_text("Menunggu jawaban", exact=True).last).to_be_visible()
    officer.inspect()

    superior.open("/percakapan")
    name = officer.fetched("/api/v1/me")["name"]
    superior.page.get_by_role("link").filter(has_text=re.compile(name.split(",")[0], re.IGNORECASE)).first.click()
    expect(superior.page.get_by_text(QUESTION)).to_be_visible()
    superior.page.get_by_label("Jawaban Anda").fill(ANSWER)
    superior.page.get_by_role("button", name="Kirim jawaban").click()
    expect(superior.page.get_by_text("Jawaban Anda sudah dikirim.")).to_be_visible()
    superior.inspect()

    officer.page.reload()
    expect(officer.page.get_by_text(ANSWER)).to_be_visible()
    officer.inspect()
