"""One form from the first tap to its receipt; whatever happens on the way, nothing that was entered is lost."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.finding import change, rows
from tests.browser.forms import CANNOT_JUDGE, Form, blank_task, saved_draft
from tests.browser.serving import PASSPHRASE, Office
from tests.browser.visitor import DESKTOP, PHONE, Visitor

SEEN = "Ia menjelaskan syarat surat pindah sampai warga mengerti."
BANNER = "Sambungan terputus. Isian Anda disimpan di perangkat ini"


def test_no_line_no_server_and_still_nothing_is_lost(office: Office, visit: Visit) -> None:
    task = blank_task(office, "staf.terjun")
    rater = visit("staf.terjun")
    rater.inspect()
    rater.page.locator(f'a[href="/tugas/{task}"]').click()
    rater.settle()
    form = Form(rater, task)
    expect(rater.page.get_by_text("Jawaban disimpan otomatis")).to_be_visible()
    form.choose(1, 4)
    form.choose(2, CANNOT_JUDGE)
    form.comment().fill(SEEN)
    form.is_saved()
    rater.inspect()

    rater.page.reload()
    expect(form.choice(1, 4)).to_be_checked()
    expect(form.choice(2, CANNOT_JUDGE)).to_be_checked()
    expect(form.comment()).to_have_value(SEEN)
    form.is_saved()

    rater.offline()
    rater.allow("ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_FAILED")
    expect(rater.page.get_by_text(BANNER)).to_be_visible()
    form.choose(3, 5)
    form.comment().press("End")
    form.comment().press_sequentially(" Juga sore hari.")
    form.is_kept_here()
    form.forward()
    form.choose(4, 3)
    rater.inspect()
    office.stop()  # the browser's "offline" does not reach as far as its worker
    rater.page.reload()
    expect(form.choice(4, 3)).to_be_checked()
    assert "4" not in saved_draft(office, task)[0]

    office.start()
    rater.online()
    form.is_saved()
    expect(rater.page.get_by_text(BANNER)).to_be_hidden()
    answers, comments = saved_draft(office, task)
    assert answers == {"1": 4, "2": 0, "3": 5, "4": 3}
    assert list(comments.values()) == [f"{SEEN} Juga sore hari."]

    office.stop()
    form.choose(5, 2)
    form.is_kept_here()
    office.start()
    form.is_saved()
    assert saved_draft(office, task)[0]["5"] == 2


def test_a_form_is_looked_through_and_sent_once(office: Office, visit: Visit, size: tuple[int, int]) -> None:
    account = "staf.pelayanan" if size == PHONE else "staf.terjun"
    task = blank_task(office, account)
    change(office, "DELETE FROM silence_pledge")
    rater = visit(account, size=size)
    page = rater.page
    form = Form(rater, task)
    form.open()
    form.fill(4, but=8)
    expect(page.get_by_text("Masih ada 1 butir yang belum terisi")).to_be_visible()
    expect(page.get_by_role("button", name="Kirim penilaian")).to_have_count(0)
    rater.inspect()
    page.get_by_role("button", name="Isi 1 butir lagi").click()
    expect(form.choices(8).first).to_be_focused()
    form.choose(8, 4)
    form.is_saved()
    form.open("tinjau")

    # twenty-one times the same: asked about, never forbidden
    page.get_by_role("button", name="Kirim penilaian").click()
    question = page.get_by_role("dialog", name="Sebelum dikirim")
    expect(question).to_be_visible()
    rater.inspect()
    question.get_by_role("button", name="Periksa lagi").click()
    expect(question).to_be_hidden()
    other_tab = rater.context.new_page()
    other_tab.goto(page.url)
    expect(other_tab.get_by_role("button", name="Kirim penilaian")).to_be_visible()
    page.get_by_role("button", name="Kirim penilaian").click()
    rater.allow("409")
    question.get_by_role("button", name="Ya, kirim").dblclick(no_wait_after=True)
    silence = page.get_by_role("dialog", name="Menjaga kerahasiaan")
    expect(silence.get_by_text("Saya tidak memberi tahu siapa pun")).to_be_visible()
    rater.inspect()
    silence.get_by_role("button", name="Nanti saja").click()
    expect(silence).to_be_hidden()
    expect(page.get_by_text("Lembar belum terkirim: setujui dahulu")).to_be_visible()
    page.get_by_role("button", name="Kirim penilaian").click()
    question.get_by_role("button", name="Ya, kirim").click()
    silence.get_by_role("button", name="Setuju dan kirim").dblclick(no_wait_after=True)

    expect(page.get_by_role("heading", name="Terima kasih, penilaian Anda sudah diterima")).to_be_focused()
    ((receipt, status),) = rows(office, "SELECT receipt, status FROM assignment WHERE id = :id", id=task)
    assert status == "submitted"
    expect(page.get_by_text(str(receipt))).to_be_visible()
    rater.inspect()

    other_tab.get_by_role("button", name="Kirim penilaian").click()
    other_tab.get_by_role("button", name="Ya, kirim").click()
    expect(other_tab.get_by_text(str(receipt))).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Kirim penilaian")).to_have_count(0)
    expect(page.get_by_text(str(receipt))).to_be_visible()
    rater.open("/tugas")
    expect(page.get_by_text(f"Tanda terima {receipt}")).to_be_visible()


def test_who_cannot_be_fair_may_say_no(office: Office, visit: Visit) -> None:
    task = blank_task(office, "staf.pelayanan")
    rater = visit("staf.pelayanan")
    Form(rater, task).open()
    rater.page.get_by_role("button", name="Tidak dapat menilai orang ini?").click()
    dialog = rater.page.get_by_role("dialog", name="Menolak tugas ini")
    dialog.get_by_role("button", name="Tolak tugas").click()
    expect(dialog.get_by_role("alert")).to_have_text("Pilih satu alasan dahulu.")
    rater.inspect()
    dialog.get_by_label("Tidak cukup bekerja bersama").check()
    dialog.get_by_role("button", name="Tolak tugas").click()
    expect(rater.page.get_by_text("Tugas sudah ditolak")).to_be_visible()
    expect(rater.page.locator(f'a[href="/tugas/{task}"]')).to_have_count(0)


def test_a_session_that_ends_takes_no_comment_along(office: Office, visit: Visit) -> None:
    task = blank_task(office, "staf.pelayanan")
    rater = visit("staf.pelayanan")
    form = Form(rater, task)
    form.open("2")
    form.choose(4, 5)
    form.is_saved()
    change(office, "UPDATE account_session SET expires_at = '2020-01-01 00:00:00.000000'")
    rater.allow("401")
    form.comment().fill(SEEN)
    expect(rater.page.get_by_role("heading", level=1, name="Masuk")).to_be_visible()
    expect(rater.page.get_by_text("Sesi berakhir. Silakan masuk kembali.")).to_be_visible()
    rater.inspect()
    rater.page.get_by_label("NIP atau surel").fill("staf.pelayanan@marelan.example")
    rater.page.get_by_label("Frasa sandi", exact=True).fill(PASSPHRASE)
    rater.page.get_by_role("button", name="Masuk", exact=True).click()
    expect(form.comment()).to_have_value(SEEN)
    expect(form.choice(4, 5)).to_be_checked()
    form.is_saved()
    assert list(saved_draft(office, task)[1].values()) == [SEEN]


def test_a_whole_evaluation_with_the_keyboard_alone(office: Office, visit: Visit) -> None:
    task = blank_task(office, "staf.terjun")
    change(office, "DELETE FROM silence_pledge")
    rater = visit("staf.terjun", size=DESKTOP)
    rater.allow("409")
    form = Form(rater, task)
    form.open()
    keys = rater.page.keyboard
    for step in range(7):
        for place, number in enumerate(form.numbers()):
            tab_to(rater, "INPUT", "")
            if place == 0 and step == 0:
                keys.press("Space")
            for _ in range(2 + place):
                keys.press("ArrowDown")
            expect(form.choice(number, 3 + place)).to_be_checked()
        before = form.heading()
        tab_to(rater, "BUTTON", "Tinjau" if step == 6 else "Lanjut")
        keys.press("Enter")
        expect(rater.page.locator("main h2").first).not_to_have_text(before)
        expect(rater.page.locator("main h2").first).to_be_focused()
    form.is_saved()
    tab_to(rater, "BUTTON", "Kirim penilaian")
    keys.press("Enter")
    expect(rater.page.get_by_role("dialog", name="Menjaga kerahasiaan")).to_be_visible()
    tab_to(rater, "BUTTON", "Setuju dan kirim")
    keys.press("Enter")
    expect(rater.page.get_by_role("heading", name="Terima kasih, penilaian Anda sudah diterima")).to_be_focused()


def tab_to(rater: Visitor, tag: str, text: str) -> None:
    """Presses Tab until the focus is there, and can be seen there."""
    for _ in range(40):
        rater.page.keyboard.press("Tab")
        here = rater.page.evaluate("[document.activeElement.tagName, document.activeElement.textContent.trim()]")
        if here[0] == tag and here[1] == text:
            return
    raise AssertionError(f"no Tab leads to {text or tag}")
