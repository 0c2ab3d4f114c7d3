"""Results are shared, the undecided follow; the head reads answers, the paper is signed; nobody sees his own too early."""

import io
import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit
from tests.browser.finding import rows, value
from tests.browser.officers import after_ten_minutes, ask
from tests.browser.serving import Office
from tests.browser.visitor import DESKTOP, PHONE, Visitor

A4 = (595, 842)
QUESTIONS = (
    "Berapa yang belum menilai?",
    "Sampai di mana penetapannya?",
    "Nilai apa terendah di tiap unit?",
    "Bagaimana sebaran predikat?",
    "Apa yang perlu dipelajari?",
    "Naik atau turun?",
)
_ROUND = "SELECT id FROM evaluation_round WHERE status = 'released' ORDER BY period_end DESC LIMIT 1"
_UNDECIDED = (
    "SELECT r.id, e.email, e.name FROM result r JOIN employee e ON e.id = r.employee_id WHERE r.status = 'proposal'"
    f" AND r.round_id = ({_ROUND})"
)


@pytest.fixture(scope="module")
def head(browser: Browser, office: Office) -> Iterator[Visitor]:
    """The Camat at his desk."""
    visitor = Visitor(browser, office, size=DESKTOP)
    visitor.sign_in("camat")
    yield visitor
    visitor.leave()


def test_decided_results_are_shared_and_the_others_follow(office: Office, visit: Visit, head: Visitor) -> None:
    waiting = ask(head, "GET", "/results?to_decide=true&size=50")["items"]
    ready = [row for row in waiting if row["proposal"]["predicate"]]
    shared = next(row for row in ready if row["person"]["employee_id"] != value(office, _WAITS_FOR_HIS))
    decide_as_proposed(head, shared)
    following = {name for _, _, name in rows(office, _UNDECIDED)}

    officer = visit("kepegawaian", size=DESKTOP)
    page = officer.page
    officer.open(f"/periode/{value(office, _ROUND)}/hasil")
    name = value(office, _ROUND.replace("SELECT id", "SELECT name"))
    expect(page.get_by_text("1 hasil siap dibagikan.")).to_contain_text("menyusul")
    officer.press("Bagikan hasil")
    dialog = page.get_by_role("dialog", name="Bagikan hasil sekarang?")
    expect(dialog).to_contain_text(shared["person"]["name"])
    for each in following:
        expect(dialog).to_contain_text(each)
    officer.inspect()
    dialog.get_by_label(re.compile("^Ketik “")).fill(name)
    after_ten_minutes(office)
    officer.allow("403")
    dialog.get_by_role("button", name="Bagikan hasil").click()
    officer.step_up()
    told = page.get_by_role("status").filter(has_text="1 hasil sudah dibagikan.")
    expect(told).to_be_visible()
    expect(told).to_contain_text("Menyusul:")
    for each in following:
        expect(told).to_contain_text(each)
    expect(page.get_by_role("link", name="0 Ditetapkan, belum dibagikan")).to_be_visible()
    officer.inspect()
    assert shared["id"] not in {id for id, _, _ in rows(office, _UNDECIDED)}


def test_what_was_decided_about_oneself_is_not_to_be_guessed_before_it_is_shared(
    office: Office, visit: Visit, head: Visitor
) -> None:
    own, email, _ = next(row for row in rows(office, _UNDECIDED) if row[1] in _LEADERS)
    row = ask(head, "GET", f"/results/{own}")
    if row["proposal"]["predicate"]:
        decide_as_proposed(head, row)
    round_id = value(office, _ROUND)
    person = visit(email, size=PHONE, worker=False)
    person.listen()
    heard = []
    for path in ("/hasil", "/tugas", f"/tim?periode={round_id}", f"/periode/{round_id}", "/penetapan"):
        person.open(path)
        heard += person.heard()
    assert any("/me/results" in each for each in heard)
    assert [each for each in heard if own in each] == []
    assert round_id not in {each["round"]["id"] for each in ask(person, "GET", "/me/results")["items"]}
    person.allow("404")
    for path in ("/results/{}", "/results/{}/explanation", "/results/{}/sheet"):
        assert refusal(person, path.format(own)) == refusal(person, path.format(uuid.uuid4()))


def test_the_head_reads_answers_of_groups_and_never_of_few(office: Office, head: Visitor) -> None:
    page = head.page
    for size in (DESKTOP, PHONE):
        head.sit_down(size)
        head.open(f"/ringkasan/{value(office, _ROUND)}")
        for question in QUESTIONS:
            expect(page.get_by_role("heading", name=question, exact=True)).to_be_visible()
        head.inspect()
    head.sit_down(DESKTOP)
    expect(page.get_by_text("kurang dari 5 pegawai, tidak ditampilkan").first).to_be_visible()
    heat = page.get_by_role("table", name="Nilai apa terendah di tiap unit?").get_by_role("row").all_inner_texts()
    counts = [int(re.split(r"\s+", re.sub(r"^\D+", "", row))[0]) for row in heat[1:] if re.search(r"\d", row)]
    assert len(counts) > 3
    assert min(counts) >= 5
    needs = head.card("Apa yang perlu dipelajari?")
    assert needs.get_by_role("listitem").count() > 2
    shown = needs.inner_text() + "\n".join(heat)
    assert [name for (name,) in rows(office, "SELECT name FROM employee") if name in shown] == []


def test_the_papers_are_printed_and_the_signed_ones_come_back(office: Office, visit: Visit) -> None:
    officer = visit("kepegawaian", size=DESKTOP)
    page = officer.page
    round_id = value(office, _ROUND)
    for path, title in (("rekap", "REKAPITULASI HASIL EVALUASI"), ("berita-acara", "BERITA ACARA")):
        officer.open(f"/periode/{round_id}/dokumen/{path}")
        paper = page.get_by_role("article")
        expect(paper).to_contain_text("KECAMATAN MEDAN MARELAN")
        expect(paper).to_contain_text(title)
        number = re.search(r"Nomor: (\S+)", paper.inner_text())
        assert number is not None
        officer.inspect()
        page.emulate_media(media="print")
        expect(page.get_by_role("button", name="Unduh PDF")).to_be_hidden()
        expect(page.get_by_role("navigation", name="Menu utama")).to_be_hidden()
        printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[0].mediabox
        assert (round(printed.width), round(printed.height)) == A4
        page.emulate_media(media="screen")
        pdf = officer.download("Unduh PDF")
        text = "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages)
        for told in (title, "KECAMATAN MEDAN MARELAN", number[1]):
            assert told in text

    officer.open(f"/periode/{round_id}/dokumen")
    expect(page.get_by_text("2 dokumen", exact=True)).to_be_visible()
    officer.press(f"Lampirkan pindaian {number[1]}")
    dialog = page.get_by_role("dialog", name=f"Lampirkan pindaian {number[1]}")
    signed = {"name": "berita-acara-bertanda-tangan.pdf", "mimeType": "application/pdf", "buffer": pdf}
    dialog.get_by_label("Berkas pindaian").set_input_files(signed)
    officer.inspect()
    dialog.get_by_role("button", name="Lampirkan pindaian").click()
    expect(page.get_by_text("Pindaian dilampirkan.")).to_be_visible()
    assert officer.download(f"Unduh pindaian {number[1]}") == pdf
    officer.inspect()


_LEADERS = ("kasi.pelayanan@marelan.example", "lurah.terjun@marelan.example")
_WAITS_FOR_HIS = (
    "SELECT r.employee_id FROM result r JOIN employee e ON e.id = r.employee_id WHERE r.status = 'proposal'"
    f" AND r.round_id = ({_ROUND}) AND e.email IN {_LEADERS} ORDER BY e.email LIMIT 1"
)


def decide_as_proposed(head: Visitor, row: dict[str, Any]) -> None:
    body = {"results": [{"result_id": row["id"], "version": row["row_version"]}]}
    ask(head, "POST", f"/evaluation-rounds/{row['round']['id']}/decisions/as-proposed", body)


def refusal(person: Visitor, path: str) -> dict[str, Any]:
    """What is said about something that is not there (for him)."""
    answer: dict[str, Any] = json.loads(
        person.page.evaluate("async path => (await fetch('/api/v1' + path)).text()", path)
    )
    assert answer["status"] == 404
    return {key: said for key, said in answer.items() if key not in ("request_id", "instance")}
