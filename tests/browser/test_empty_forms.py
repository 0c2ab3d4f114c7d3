"""A form that lacks something says what, in the page's language; the browser itself would speak its own."""

import pytest

from tests.browser.addresses import find_address
from tests.browser.conftest import Visit
from tests.browser.serving import Office

SAID = "fields => fields.map(field => field.validationMessage)"


@pytest.mark.parametrize(
    ("language", "empty", "short"),
    [
        ("id", "Isi bagian ini dahulu.", "Tulis sedikitnya 10 huruf; sekarang baru 4."),
        ("en", "Fill this in first.", "Write at least 10 characters; it is 4 now."),
    ],
)
def test_what_stops_a_form_is_said_in_the_language_of_the_page(
    visit: Visit, office: Office, language: str, empty: str, short: str
) -> None:
    officer = visit("kepegawaian")
    officer.speak(language)
    officer.open(find_address(office, "employee-transfer").path)
    officer.page.wait_for_load_state("networkidle")
    reason, send = officer.page.locator("textarea"), officer.page.locator("form button[type=submit]")
    faulty = officer.page.locator("form :is(textarea, input):invalid")
    send.click()
    assert empty in faulty.evaluate_all(SAID)
    reason.press_sequentially("Maju")
    send.click()
    assert short in faulty.evaluate_all(SAID)
    reason.fill("Menggantikan pejabat yang pensiun.")
    assert short not in faulty.evaluate_all(SAID)
