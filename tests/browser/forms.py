"""The evaluation form as the person in front of it handles it."""

import json
import re

from playwright.sync_api import Locator, expect

from tests.browser.finding import rows
from tests.browser.serving import Office
from tests.browser.visitor import Visitor

CANNOT_JUDGE = 0
SAVED = re.compile(r"^\s*Tersimpan .*\d\d[.:]\d\d")
KEPT_HERE = "Belum terkirim, tersimpan di perangkat ini"

_BLANK = """
    SELECT a.id FROM assignment a JOIN employee e ON e.id = a.evaluator_id
    WHERE e.email = :email AND a.status = 'open' AND a.source = 'peer'
    AND NOT EXISTS (SELECT 1 FROM draft d WHERE d.assignment_id = a.id) ORDER BY a.id LIMIT 1"""


def blank_task(office: Office, account: str) -> str:
    """The id of a colleague's form this account has not begun."""
    ((found,),) = rows(office, _BLANK, email=f"{account}@marelan.example")
    return found


def saved_draft(office: Office, task: str) -> tuple[dict[str, int], dict[str, str]]:
    """What the server has of the form."""
    statement = "SELECT answers, comments FROM draft WHERE assignment_id = :id"
    ((answers, comments),) = rows(office, statement, id=task)
    return json.loads(str(answers)), json.loads(str(comments))


class Form:
    def __init__(self, visitor: Visitor, task: str) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.path = f"/tugas/{task}"

    def open(self, step: str = "1") -> None:
        self.visitor.open(f"{self.path}?langkah={step}")

    def choices(self, number: int) -> Locator:
        return self.page.get_by_role("group", name=re.compile(rf"^{number}\. ")).get_by_role("radio")

    def choice(self, number: int, answer: int) -> Locator:
        """The radio of an answer; the last one is "Tidak dapat menilai"."""
        return self.choices(number).nth(5 if answer == CANNOT_JUDGE else answer - 1)

    def choose(self, number: int, answer: int) -> None:
        """Taps the card, as one does: the radio itself is drawn over."""
        self.choice(number, answer).locator("xpath=ancestor::label").click()
        expect(self.choice(number, answer)).to_be_checked()

    def numbers(self) -> list[int]:
        """The items on the screen."""
        legends = self.page.locator("fieldset legend").all_inner_texts()
        return [int(legend.split(".")[0]) for legend in legends]

    def fill(self, answer: int, *, but: int | None = None) -> None:
        """Every item of every step from the first, up to the review."""
        while self.page.locator("fieldset").count() > 0:
            for number in self.numbers():
                if number != but:
                    self.choose(number, answer)
            self.forward()

    def forward(self) -> None:
        before = self.heading()
        self.page.get_by_role("button", name=re.compile("^(Lanjut|Tinjau)$")).click()
        expect(self.page.locator("main h2").first).not_to_have_text(before)

    def heading(self) -> str:
        return self.page.locator("main h2").first.inner_text()

    def comment(self) -> Locator:
        """The comment field of this step, unfolded."""
        field = self.page.get_by_label(re.compile("^Komentar"), exact=False).and_(self.page.locator("textarea"))
        if not field.is_visible():
            self.page.locator("summary", has_text="Komentar tentang").click()
        return field

    def status(self) -> Locator:
        return self.page.get_by_role("status").filter(
            has_text=re.compile("Tersimpan|Menyimpan|Belum|Jawaban|tersimpan")
        )

    def is_saved(self) -> None:
        expect(self.page.get_by_role("status").filter(has_text=SAVED)).to_be_visible(timeout=20_000)

    def is_kept_here(self) -> None:
        expect(self.page.get_by_role("status").filter(has_text=KEPT_HERE)).to_be_visible()
