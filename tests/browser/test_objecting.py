"""An objection as both sides and the superior above them see it, and a seal that two officers break together."""

import json
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.finding import value
from tests.browser.officers import after_ten_minutes
from tests.browser.serving import Office
from tests.browser.visitor import DESKTOP, PHONE

REASON = "Laporan pelayanan bulan lalu belum ikut dipertimbangkan; tanda terimanya ada."
_NEWEST = """
    SELECT r.id FROM result r JOIN employee e ON e.id = r.employee_id
    WHERE e.email = 'staf.terjun@marelan.example' AND r.status = 'released' AND NOT r.superseded
    ORDER BY r.released_at DESC LIMIT 1"""
_FILED = "SELECT id FROM objection WHERE result_id = :id"
_ROUND = "SELECT name FROM evaluation_round WHERE status = 'released' ORDER BY period_end DESC LIMIT 1"


def test_an_objection_goes_from_the_form_to_the_ruling(office: Office, visit: Visit) -> None:
    result = value(office, _NEWEST)
    person = visit("staf.terjun", size=PHONE)
    person.open(f"/hasil/{result}/keberatan")
    person.inspect()
    person.press("Kirim keberatan")
    expect(person.page.get_by_role("alert")).to_contain_text("Pilih sedikitnya satu bagian")
    person.page.get_by_role("checkbox").first.check()
    person.page.get_by_role("textbox").fill(REASON)
    person.press("Kirim keberatan")
    person.page.get_by_role("dialog").get_by_role("button", name="Kirim keberatan").click()
    expect(person.page.get_by_text("Keberatan Anda sudah diterima.")).to_be_visible()
    objection = f"/keberatan/{value(office, _FILED, id=result)}"

    camat = visit("camat", size=PHONE)
    camat.open(objection)
    camat.press("Mulai pemeriksaan")
    expect(camat.page.get_by_text("Pemeriksaan dimulai.").first).to_be_visible()

    assessor = visit("lurah.terjun", size=DESKTOP)
    assessor.open(objection)
    expect(assessor.page.get_by_text(REASON)).to_be_visible()
    assessor.page.get_by_label("Penjelasan Anda").fill(
        "Saya menilai dari catatan bulanan; tanda terima itu belum saya lihat."
    )
    assessor.press("Kirim penjelasan")
    expect(assessor.page.get_by_text("Penjelasan Anda terkirim.")).to_be_visible()
    assessor.inspect()

    person.open(objection)
    person.page.get_by_label("Tanggapan Anda").fill("Terima kasih. Tanda terimanya saya serahkan hari ini.")
    person.press("Kirim tanggapan")
    expect(person.page.get_by_text("Tanggapan Anda terkirim.")).to_be_visible()
    person.inspect()

    camat.open(f"{objection}/putusan")
    camat.page.get_by_role("radio", name=re.compile("^Hasil diubah")).check()
    for what in ("Hasil kerja yang ditetapkan", "Perilaku kerja yang ditetapkan"):
        camat.page.get_by_role("group", name=what).get_by_role("radio", name="Di atas ekspektasi").check()
    camat.press("Lihat hasil perubahan")
    expect(camat.page.get_by_text("Dengan putusan Anda")).to_be_visible()
    camat.page.get_by_label("Pertimbangan putusan").fill("Tanda terima menunjukkan layanan yang tepat waktu.")
    camat.inspect()
    camat.press("Tetapkan putusan")
    dialog = camat.page.get_by_role("dialog", name="Tetapkan putusan ini?")
    dialog.get_by_role("textbox").fill(
        person.fetched(f"/api/v1{objection.replace('keberatan', 'objections')}")["person"]["name"]
    )
    dialog.get_by_role("button", name="Tetapkan putusan").click()
    expect(camat.page.get_by_text("Hasil diubah. Versi baru menggantikan yang lama")).to_be_visible()

    person.open(objection)
    expect(person.page.get_by_text("Hasil diubah. Versi baru menggantikan yang lama")).to_be_visible()
    person.follow("Lihat hasil yang baru")
    expect(person.page.get_by_text("Final", exact=True)).to_be_visible()


def test_a_seal_is_broken_by_two_and_only_the_one_who_asked_gets_the_forms(office: Office, visit: Visit) -> None:
    auditor = visit("inspektorat", size=DESKTOP)
    auditor.open("/audit/segel")
    expect(auditor.page.get_by_text("Belum pernah ada segel yang dibuka")).to_be_visible()
    auditor.press("Ajukan pembukaan segel")
    dialog = auditor.page.get_by_role("dialog", name="Ajukan pembukaan segel")
    dialog.get_by_label("Periode").select_option(label=value(office, _ROUND))
    dialog.get_by_label("Alasan").fill("Pengaduan nomor 12 meminta hasil dihitung ulang.")
    auditor.inspect()
    dialog.get_by_role("button", name="Ajukan", exact=True).click()
    expect(auditor.page.get_by_text("Menunggu keputusan pejabat lain")).to_be_visible()
    expect(auditor.page.get_by_role("button", name="Setujui")).to_have_count(0)

    administrator = visit("administrator", size=PHONE)
    administrator.open("/audit/segel")
    administrator.press("Setujui")
    dialog = administrator.page.get_by_role("dialog", name="Setujui pembukaan segel")
    dialog.get_by_label("Alasan keputusan Anda").fill("Surat inspektorat nomor 7 sudah saya periksa.")
    administrator.inspect()
    after_ten_minutes(office)
    administrator.allow("403")
    dialog.get_by_role("button", name="Setujui").click()
    administrator.step_up()
    expect(administrator.page.get_by_text("Pembukaan segel disetujui.")).to_be_visible()
    expect(administrator.page.get_by_role("button", name="Unduh lembar")).to_have_count(0)

    auditor.open("/audit/segel")
    auditor.allow("403")
    with auditor.page.expect_download() as handed_out:
        auditor.press("Unduh lembar")
        auditor.step_up()
    bundle = json.loads(Path(handed_out.value.path()).read_bytes())
    assert bundle["forms"]
    assert all("rater" not in form for form in bundle["forms"])
