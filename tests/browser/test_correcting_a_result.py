"""A clerical error in a shared result: one officer proposes, the head approves, the person sees both versions."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.finding import value
from tests.browser.officers import after_ten_minutes, ask
from tests.browser.serving import Office
from tests.browser.visitor import DESKTOP, PHONE

REASON = "SKP triwulan ini tertukar dengan triwulan lalu; lihat nota dinas kepala seksi."
_OWN = """
    SELECT r.id FROM result r JOIN employee e ON e.id = r.employee_id JOIN evaluation_round o ON o.published_run_id = r.run_id
    WHERE e.email = 'staf.pelayanan@marelan.example' AND r.status = 'released' AND o.kind != 'practice'
    AND r.objection = 'none' AND NOT r.superseded ORDER BY o.period_end LIMIT 1"""


def test_two_officers_correct_a_result_and_the_person_is_told(office: Office, visit: Visit) -> None:
    result = value(office, _OWN)
    officer, head = visit("kepegawaian", size=DESKTOP), visit("camat", size=PHONE)
    before = ask(officer, "GET", f"/results/{result}")
    name, now = before["person"]["name"], before["decision"]["work_rating"]["code"]

    officer.open(f"/hasil/{result}")
    officer.follow("Ajukan koreksi")
    expect(officer.page.get_by_text("Hasil lama tidak dihapus.")).to_be_visible()
    rating = officer.page.get_by_role("group", name="Peringkat hasil kerja").get_by_role("radio")
    expect(rating.nth(now - 1)).to_be_checked()
    rating.nth(2 - now if now < 3 else 1).check()
    officer.page.get_by_label("Alasan", exact=True).fill("Salah.")
    officer.allow("422")
    officer.press("Kirim usulan")
    expect(officer.page.get_by_label("Alasan", exact=True)).to_have_attribute("aria-invalid", "true")
    officer.inspect()
    officer.page.get_by_label("Alasan", exact=True).fill(REASON)
    officer.press("Kirim usulan")
    proposed = officer.page.get_by_role("article").filter(has_text=name)
    expect(proposed).to_contain_text("Menunggu pengesahan petugas lain.")
    expect(proposed.get_by_role("button", name="Tarik usulan")).to_be_visible()
    expect(proposed.get_by_role("button", name="Sahkan koreksi")).to_have_count(0)
    officer.inspect()

    after_ten_minutes(office)
    head.open("/tugas")
    head.page.get_by_role("link", name=re.compile("^1 koreksi hasil menunggu")).click()
    waiting = head.page.get_by_role("article").filter(has_text=name)
    for told in (REASON, "Semula: ", "Menjadi: "):
        expect(waiting).to_contain_text(told)
    head.inspect()
    head.allow("403")  # the passphrase is asked for once more
    waiting.get_by_role("button", name="Sahkan koreksi").click()
    dialog = head.page.get_by_role("dialog", name="Sahkan koreksi ini?")
    dialog.get_by_role("textbox").fill(name)
    dialog.get_by_role("button", name="Sahkan koreksi").click()
    head.step_up()
    expect(head.page.get_by_text("Koreksi disahkan.")).to_be_visible()
    expect(head.page.get_by_text("Tidak ada koreksi di sini")).to_be_visible()

    person = visit("staf.pelayanan", size=PHONE)
    person.open(f"/hasil/{result}")
    expect(person.page.get_by_text("Salah catat pada hasil ini sudah dikoreksi")).to_be_visible()
    person.follow("Buka hasil yang berlaku")
    expect(person.page.get_by_text("Versi 2, hasil koreksi dua petugas")).to_be_visible()
    expect(person.page.get_by_text(REASON)).to_be_visible()
    expect(person.page.get_by_role("button", name="Saya sudah membaca")).to_be_visible()
    person.inspect()
