"""A PC of the office belongs to whoever sits down next: what the one before read and wrote is gone when he leaves."""

import json
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.finding import rows
from tests.browser.forms import Form, blank_task
from tests.browser.serving import Office
from tests.browser.visitor import DESKTOP, Visitor

SAID = "Ia membantu warga lanjut usia mengisi formulir tanpa diminta."
_RESULT = """
    SELECT r.id FROM result r JOIN employee e ON e.id = r.employee_id
    WHERE r.status = 'released' AND NOT r.superseded AND e.email = :email ORDER BY r.released_at DESC LIMIT 1"""
# all that scripts can read; the build's own files are the same for everybody
_KEPT = """async () => {
  const bodies = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      if (!new URL(request.url).pathname.startsWith('/assets/'))
        bodies.push(request.url, await (await caches.match(request)).text());
  return JSON.stringify([{...localStorage}, {...sessionStorage}, await indexedDB.databases(), bodies,
                         document.cookie, history.state, location.href, window.name]);
}"""


def kept(visitor: Visitor) -> str:
    return str(visitor.page.evaluate(_KEPT))


def found_in(text: str, words: set[str]) -> set[str]:
    return {word for word in words if word in text}


def words_of(visitor: Visitor, task: str, result: str) -> set[str]:
    """What was on the screen and belongs to a person: names, numbers, sentences, ids."""
    me = visitor.fetched("/api/v1/me")
    form = visitor.fetched(f"/api/v1/assignments/{task}")
    own = visitor.fetched(f"/api/v1/results/{result}")
    words = {
        me["name"],
        me["email"],
        me["account_id"],
        me["employee"]["nip"],
        form["participant"]["name"],
        task,
        result,
    }
    return words | {SAID, own["composite"]["text"], *texts_of(own["strengths"]), *said_in(own["comments"])}


def texts_of(strengths: list[dict[str, Any]]) -> set[str]:
    return {strength["text"] for strength in strengths}


def said_in(comments: list[dict[str, Any]]) -> set[str]:
    texts = {text for group in comments for text in group["pooled"]}
    return texts | {text for group in comments for said in group["by_value"].values() for text in said}


def use(visitor: Visitor, task: str, result: str) -> None:
    """A morning's work: one's own result with all its figures, and a form with a comment that cannot be sent yet."""
    visitor.open(f"/hasil/{result}")
    visitor.page.locator("summary", has_text="Lihat rincian").click()
    expect(visitor.page.get_by_role("heading", name="Nilai menurut sumber")).to_be_visible()
    visitor.open(f"/hasil/{result}/perhitungan")
    visitor.open("/tugas")
    visitor.page.locator(f'a[href="/tugas/{task}"]').click()
    visitor.settle()


def test_after_signing_out_nothing_of_the_person_is_left(office: Office, visit: Visit, size: tuple[int, int]) -> None:
    account = "staf.pelayanan"
    task, result = blank_task(office, account), own_result(office, account)
    officer = visit(account, size=size)
    page = officer.page
    use(officer, task, result)
    words = words_of(officer, task, result)
    token = session_of(officer)
    officer.page.reload()  # through the worker, which keeps the own tasks for when the line is down
    officer.settle()
    officer.offline()
    form = Form(officer, task)
    form.choose(1, 4)
    form.comment().fill(SAID)
    form.is_kept_here()
    # the search finds what is there
    assert found_in(kept(officer), words) >= {SAID, task}
    officer.online()
    form.is_saved()

    page.get_by_role("button", name="Keluar", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Masuk")).to_be_visible()
    officer.allow("401")
    left = kept(officer) + json.dumps(officer.context.cookies())
    assert found_in(left, words | {token}) == set()
    officer.inspect()
    for _ in range(3):
        page.go_back()
        expect(page.get_by_role("heading", level=1, name="Masuk")).to_be_visible()
        assert found_in(page.locator("body").inner_text(), words) == set()
    assert found_in(kept(officer), words - {task, result}) == set()
    answer = page.request.get(
        f"{office.address}/api/v1/results/{result}", headers={"Cookie": f"__Host-session={token}"}
    )
    assert answer.status == 401


def own_result(office: Office, account: str) -> str:
    ((id_,),) = rows(office, _RESULT, email=f"{account}@marelan.example")
    return id_


def session_of(visitor: Visitor) -> str:
    (token,) = [each["value"] for each in visitor.context.cookies() if each["name"] == "__Host-session"]
    return str(token)


def test_a_pc_of_several_people_hides_the_screen_and_signs_out_by_itself(office: Office, visit: Visit) -> None:
    account = "staf.terjun"
    task, result = blank_task(office, account), own_result(office, account)
    officer = visit(None, size=DESKTOP)
    page = officer.page
    page.clock.install()
    officer.open("/masuk")
    type_before = type_size(officer)
    officer.enter(account, shared_device=True)
    expect(page.get_by_role("button", name="Sembunyikan layar (F9)")).to_be_visible()
    assert type_size(officer) > type_before
    use(officer, task, result)
    words = words_of(officer, task, result)
    officer.inspect()

    page.keyboard.press("F9")
    curtain = page.get_by_role("dialog", name="Layar disembunyikan")
    expect(curtain).to_be_visible()
    corners = [[5, 5], [DESKTOP[0] - 5, 5], [5, DESKTOP[1] - 5], [DESKTOP[0] // 2, DESKTOP[1] // 2]]
    covered = "points => points.every(([x, y]) => document.elementFromPoint(x, y).closest('[aria-modal]'))"
    assert page.evaluate(covered, corners)
    officer.inspect()
    page.keyboard.press("F9")
    expect(curtain).to_be_hidden()

    officer.offline()
    form = Form(officer, task)
    form.comment().fill(SAID)
    form.is_kept_here()
    assert SAID not in page.evaluate("JSON.stringify({...localStorage})")
    officer.online()
    form.is_saved()
    idle = officer.fetched("/api/v1/me")["idle_seconds"]
    page.clock.fast_forward((idle - 30) * 1000)
    expect(page.get_by_text("Anda akan keluar otomatis. Sentuh layar untuk tetap masuk.")).to_be_visible()
    page.mouse.click(640, 5)
    page.clock.fast_forward(6_000)
    expect(page.get_by_text("Anda akan keluar otomatis")).to_be_hidden()

    officer.allow("401|ERR_INTERNET_DISCONNECTED")
    officer.offline()
    form.comment().press_sequentially(" Lagi.")
    form.is_kept_here()
    page.clock.fast_forward((idle + 5) * 1000)
    expect(page.get_by_role("heading", level=1, name="Masuk")).to_be_visible()
    assert found_in(kept(officer), words) == set()
    assert type_size(officer) == type_before


def type_size(visitor: Visitor) -> float:
    return float(visitor.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))
