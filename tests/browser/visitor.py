"""Somebody at a screen: goes where a person would go, and notices what a person (or an auditor) would mind."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Response, Route, expect

from tests.browser.serving import PASSPHRASE, Office
from tests.conftest import ROOT

PHONE = (360, 740)
DESKTOP = (1280, 800)
SMALLEST = (320, 640)  # 1,280 px wide at 400 %, or a small phone at 200 %

AXE = (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# the rules axe runs by hand only; nothing is switched off
_RUN_AXE = """tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']}).then(found => found.violations.map(
  violation => violation.id + ': ' + violation.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')))"""

# once what depends on the width has been drawn anew
_WIDER_THAN_THE_SCREEN = """() => new Promise(tell => requestAnimationFrame(() => requestAnimationFrame(() =>
  tell(document.documentElement.scrollWidth - innerWidth))))"""


def login_of(account: str) -> str:
    return account if "@" in account or account.isdigit() else f"{account}@marelan.example"


class Visitor:
    def __init__(self, browser: Browser, office: Office, *, size: tuple[int, int] = PHONE, worker: bool = True) -> None:
        self.office = office
        self.size = size
        self.context: BrowserContext = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            has_touch=size == PHONE,
            accept_downloads=True,
            service_workers="allow" if worker else "block",
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self._answered: list[Response] = []
        self.allowed: list[str] = [] if worker else ["Service Worker registration blocked"]
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.context.on("request", self._watch)

    def sign_in(self, account: str) -> None:
        """Without the pages of entering, which have stories of their own."""
        self._post("/auth/sign-in", {"login": login_of(account), "passphrase": PASSPHRASE})
        for role in self.context.request.get(f"{self.office.address}/api/v1/me").json()["introductions_due"]:
            self._post("/me/introductions", {"role": role})
        self.open("/")

    def _post(self, path: str, body: dict[str, str]) -> None:
        answer = self.context.request.post(
            f"{self.office.address}/api/v1{path}", data=body, headers={"Origin": self.office.address}
        )
        assert answer.ok, answer.text()

    def enter(self, account: str, *, shared_device: bool = False) -> None:
        """As a person does: through the page of signing in and what one is told at the first time."""
        self.open("/masuk")
        self.page.get_by_label("NIP atau surel").fill(login_of(account))
        self.page.get_by_label("Frasa sandi", exact=True).fill(PASSPHRASE)
        if shared_device:
            self.page.get_by_label("Perangkat ini dipakai bersama").check()
        self.page.get_by_role("button", name="Masuk", exact=True).click()
        self.page.wait_for_url(re.compile(r"/(?!masuk)[a-z]+$"))
        while "/pengantar" in self.page.url:
            before = self.page.locator("h1").inner_text()
            self.page.get_by_role("button", name=re.compile("Saya mengerti")).click()
            expect(self.page.locator("h1")).not_to_have_text(before)

    def sit_down(self, size: tuple[int, int]) -> None:
        """At another screen."""
        self.size = size
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def speak(self, language: str) -> None:
        self.context.add_cookies([{"name": "language", "value": language, "url": self.office.address}])

    def open(self, path: str) -> None:
        self.page.goto(self.office.address + path)
        self.settle()

    def settle(self) -> None:
        """Until the page shows what it has to show."""
        expect(self.page.locator("h1").first).to_be_visible()
        waiting = self.page.get_by_text(re.compile("^(Sedang memuat|Loading)…$")).filter(visible=True)
        expect(waiting).to_have_count(0)

    def step_up(self) -> None:
        """The passphrase once more, where a step asks for it."""
        dialog = self.page.get_by_role("dialog", name="Masukkan frasa sandi sekali lagi")
        dialog.get_by_label("Frasa sandi", exact=True).fill(PASSPHRASE)
        dialog.get_by_role("button", name="Lanjutkan").click()
        expect(dialog).to_be_hidden()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()
        self.settle()

    def card(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title, exact=True).first

    def download(self, button: str) -> bytes:
        """The file that a button hands out."""
        with self.page.expect_download() as handed_out:
            self.press(button)
        return Path(handed_out.value.path()).read_bytes()

    def listen(self) -> None:
        """Keep from here on what the API answers; without the worker, which would answer some of it itself."""
        self.page.wait_for_load_state("networkidle")
        self.page.on("response", lambda answer: "/api/" in answer.url and self._answered.append(answer))

    def heard(self) -> list[str]:
        """What the API has answered since, address and body; asked before the page is left."""
        self.page.wait_for_load_state("networkidle")
        heard = [f"{answer.url} {answer.text()}" for answer in self._answered]
        self._answered.clear()
        return heard

    # what one would mind

    def inspect(self) -> None:
        """No violation of the accessibility rules, nothing to be pushed sideways."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        here = f"{self.page.url.removeprefix(self.office.address)} at {self.size[0]} px"
        self.complaints += [f"{here}: {violation}" for violation in self.page.evaluate(_RUN_AXE, RULES)]
        self.fit()

    def fit(self) -> None:
        """Nothing to be pushed sideways, here and on the smallest screen."""
        here = f"{self.page.url.removeprefix(self.office.address)} at {self.size[0]} px"
        for width, height in (self.size, SMALLEST):
            self.page.set_viewport_size({"width": width, "height": height})
            wide = self.page.evaluate(_WIDER_THAN_THE_SCREEN)
            if wide > 0:
                self.complaints.append(f"{here}: {wide} px sideways on a screen of {width} px")
        self.page.set_viewport_size({"width": self.size[0], "height": self.size[1]})

    def shoot(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        kind = "phone" if self.size == PHONE else "desktop"
        self.page.screenshot(path=folder / f"{name}-{kind}.png", full_page=False)

    def allow(self, pattern: str) -> None:
        """A complaint of the browser's console that belongs to the story, such as a refused request."""
        self.allowed.append(pattern)

    def leave(self) -> None:
        self.context.close()
        self.say_what_was_minded()

    def say_what_was_minded(self) -> None:
        complaints = [each for each in self.complaints if not any(re.search(known, each) for known in self.allowed)]
        self.complaints.clear()
        assert complaints == [], "\n".join(complaints)

    def offline(self) -> None:
        self.context.set_offline(True)
        self.allow("ERR_INTERNET_DISCONNECTED|Failed to fetch")

    def online(self) -> None:
        self.context.set_offline(False)

    def slow(self, pattern: str, milliseconds: int) -> None:
        def wait(route: Route) -> None:
            self.page.wait_for_timeout(milliseconds)
            route.continue_()

        self.page.route(pattern, wait)

    def fetched(self, address: str) -> Any:
        """What the API answers this very visitor, asked from the page as the page would ask."""
        return self.page.evaluate("address => fetch(address).then(answer => answer.json())", address)

    def stored(self) -> dict[str, Any]:
        """All that this site keeps on the machine and scripts can read."""
        found: dict[str, Any] = self.page.evaluate(
            """async () => ({
              local: {...localStorage}, session: {...sessionStorage},
              databases: indexedDB.databases ? (await indexedDB.databases()).map(each => each.name) : [],
              caches: (await Promise.all((await caches.keys()).map(async name =>
                (await (await caches.open(name)).keys()).map(request => request.url)))).flat(),
            })"""
        )
        return found

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.office.address, "data:", "blob:")):
            self.complaints.append(f"asked another origin: {request.url}")
