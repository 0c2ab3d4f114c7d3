"""The auditor follows one number from the forms to the predicate, and nowhere learns who rated."""

import re
from fractions import Fraction
from typing import Any, NamedTuple

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.finding import rows, value
from tests.browser.officers import ask
from tests.browser.serving import Office
from tests.browser.visitor import DESKTOP, PHONE

_RESULT = (
    "SELECT r.id FROM result r JOIN employee e ON e.id = r.employee_id JOIN evaluation_round o ON o.id = r.round_id"
    " WHERE e.email = 'staf.pelayanan@marelan.example' AND r.status = 'released' AND NOT r.superseded"
    " ORDER BY o.period_end DESC LIMIT 1"
)
_ABOUT = "JOIN result r ON r.participant_id = a.participant_id JOIN sealed_token s ON s.assignment_id = a.id"
_RATERS = (
    "SELECT DISTINCT e.name, e.nip, e.id, e.account_id, a.id, s.token FROM assignment a JOIN employee e"
    f" ON e.id = a.evaluator_id {_ABOUT} WHERE replace(r.id, '-', '') = :result AND a.source = 'peer'"
)
# each step on the screen: its heading, its summands and its sum, as they are written there
_STEPS = """card => {
  const words = each => each.textContent.replace(/\\s+/g, ' ').trim()
  const headings = [...card.querySelectorAll('h3')]
  return (headings.length ? headings.map(each => each.parentElement) : [card]).map(step => ({
    title: step.querySelector('h3') ? words(step.querySelector('h3')) : '',
    parts: [...step.querySelectorAll('ul:first-of-type > li')].map(words),
    sum: [...step.querySelectorAll('p')].map(words).find(each => each.includes('ditulis')) ?? '',
  }))
}"""


class Part(NamedTuple):
    label: str
    weight: Fraction
    value: Fraction
    contribution: Fraction


class Step(NamedTuple):
    title: str
    parts: list[Part]
    sum: Fraction


def test_the_auditor_recomputes_the_number_and_finds_no_rater(office: Office, visit: Visit) -> None:
    result = value(office, _RESULT)
    raters = rows(office, _RATERS, result=result)
    assert len(raters) >= 3
    auditor = visit("inspektorat", size=DESKTOP, worker=False)
    auditor.listen()
    auditor.open(f"/hasil/{result}")
    shown = auditor.page.get_by_text(re.compile(r"Nilai perilaku \d,\d\d dari 5")).inner_text()
    auditor.page.get_by_text("Lihat rincian").click()
    auditor.inspect()
    read = [auditor.page.content(), *auditor.heard()]
    auditor.page.locator(f'a[href="/hasil/{result}/perhitungan"]').click()
    expect(auditor.page.get_by_role("heading", name="Bagaimana nilai ini dihitung")).to_be_visible()
    auditor.settle()
    for summary in auditor.card("1. Dari lembar penilaian ke tiap sumber").locator("summary").all():
        summary.click()
    auditor.inspect()

    sources = {step.title: step.sum for step in steps(auditor.card("1. Dari lembar penilaian ke tiap sumber"))}
    values = steps(auditor.card("2. Dari sumber ke nilai"))
    assert len(values) == 7
    for step in values:
        assert sum(part.weight for part in step.parts) == 1
        for part in step.parts:
            assert part.value == sources[f"{step.title}: rata-rata {part.label}"]
    (composite,) = steps(auditor.card("3. Dari nilai ke nilai perilaku kerja"))
    assert {part.label: part.value for part in composite.parts} == {step.title: step.sum for step in values}
    assert f"Nilai perilaku {written(composite.sum)} dari 5" in shown

    read += [auditor.page.content(), *auditor.heard()]
    assert any(f"{result}/explanation" in each for each in read)
    assert traces(raters, read) == set()
    for planted in raters[0]:  # what the search would say if something were there
        assert traces(raters, [*read, f'{{"x": "{planted}"}}']) == {planted}


def test_the_log_is_narrowed_and_names_no_one_who_handed_in(visit: Visit) -> None:
    auditor = visit("inspektorat", size=PHONE)
    auditor.open("/audit")
    auditor.page.get_by_text("Saring catatan").click()
    auditor.inspect()
    auditor.page.get_by_label("Perbuatan").select_option(label="Mengirim lembar penilaian")
    entries = auditor.page.get_by_role("list", name="Log audit").locator(":scope > li")
    expect(auditor.page).to_have_url(re.compile("perbuatan="))
    expect(entries.filter(has_text="Mengirim lembar penilaian")).to_have_count(25)
    expect(entries.filter(has_text="tidak disebut")).to_have_count(25)
    expect(entries.filter(has_text="dibulatkan ke jam")).to_have_count(25)
    auditor.press("Hapus saringan")
    auditor.page.get_by_label("Perbuatan").select_option(label="Membagikan hasil")
    expect(entries.filter(has_text="Membagikan hasil").first).to_be_visible()
    entries.first.get_by_role("button", name=re.compile("^Rincian")).click()
    dialog = auditor.page.get_by_role("dialog", name=re.compile("^Catatan nomor"))
    expect(dialog.get_by_role("heading", name="Nilai lama dan baru")).to_be_visible()
    auditor.inspect()


def test_a_departure_is_read_with_its_reason(office: Office, visit: Visit) -> None:
    head = visit("camat", size=DESKTOP)
    waiting = ask(head, "GET", "/results?to_decide=true&size=50")["items"]
    row = next(each for each in waiting if each["proposal"]["predicate"])
    proposal = row["proposal"]
    decision = {
        "work_rating": proposal["work_rating"]["code"],
        "behaviour_rating": 1 if proposal["behaviour_rating"]["code"] == 2 else 2,
        "category": "evidence",
        "reason": "Bukti kerja triwulan ini belum tercermin dalam lembar.",
    }
    ask(head, "PUT", f"/results/{row['id']}/decision", decision, If_Match=f'"{row["row_version"]}"')

    auditor = visit("inspektorat", size=DESKTOP)
    auditor.open("/audit")
    auditor.follow("Penetapan yang menyimpang")
    departed = ask(auditor, "GET", "/results?departs=true&size=1")["total"]
    assert departed > 1  # the demo's own, and this one
    expect(auditor.page.get_by_text(f"{departed} penetapan menyimpang dari usulan")).to_be_visible()
    auditor.inspect()
    auditor.press(f"Alasan dan perhitungan: {row['person']['name']}")
    dialog = auditor.page.get_by_role("dialog")
    for told in (decision["reason"], "Bukti kerja yang belum tercermin", proposal["predicate"]["text"]):
        expect(dialog).to_contain_text(str(told))
    auditor.inspect()
    expect(dialog.get_by_role("link", name="Lihat perhitungan")).to_be_visible()


def steps(card: Locator) -> list[Step]:
    """Each step of a card, its summands checked one by one and together."""
    found = [step_of(each) for each in card.evaluate(_STEPS)]
    for step in found:
        assert all(part.weight * part.value == part.contribution for part in step.parts), step
        assert sum(part.contribution for part in step.parts) == step.sum, step
    return found


def step_of(told: dict[str, Any]) -> Step:
    exact, decimal, short = re.fullmatch(r"Jumlah ?(\S+) = (\d+,\d{4}), ditulis (\d+,\d{2})", told["sum"]).groups()
    total = Fraction(exact)
    assert (decimal, short) == (written(total, 4), written(total))
    return Step(told["title"], [part_of(each) for each in told["parts"]], total)


def part_of(told: str) -> Part:
    label, weight, value, contribution = re.fullmatch(
        r"(.+?) ?\d+,\d\d × \d+,\d\d = \d+,\d\d (\S+) × (\S+) = (\S+)", told
    ).groups()
    return Part(label, Fraction(weight), Fraction(value), Fraction(contribution))


def written(exact: Fraction, places: int = 2) -> str:
    """Rounded half up, once, as it is written in Indonesian."""
    units = int(exact * 10**places + Fraction(1, 2))
    return f"{units // 10**places},{units % 10**places:0{places}}"


def traces(raters: list[tuple[str, ...]], read: list[str]) -> set[str]:
    """Whatever would tell a rater: name, NIP, ids of person, account, task and form."""
    everything = "\n".join(read)
    return {told for rater in raters for told in rater if told in everything or told.replace("-", "") in everything}
