"""Getting in: with a card, with a passphrase; what a wrong one says; and what stays behind afterwards (nothing)."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import DESKTOP


def test_a_wrong_passphrase_is_told_without_saying_who_exists(visit: Visit, size: tuple[int, int]) -> None:
    stranger = visit(None, size=size)
    stranger.allow("401")
    answers = []
    for login in ("camat@marelan.example", "tidak.ada@marelan.example"):
        stranger.open("/masuk")
        stranger.page.get_by_label("NIP atau surel").fill(login)
        stranger.page.get_by_label("Frasa sandi", exact=True).fill("bukan frasa sandi saya")
        stranger.page.get_by_role("button", name="Masuk", exact=True).click()
        expect(stranger.page.get_by_role("alert")).to_be_visible()
        answers.append(stranger.page.get_by_role("alert").inner_text())
    assert answers[0] == answers[1]
    stranger.inspect()


def test_who_is_not_signed_in_comes_back_to_where_he_wanted_to_go(visit: Visit) -> None:
    stranger = visit(None)
    stranger.allow("401")
    stranger.open("/profil")
    expect(stranger.page).to_have_url(re.compile(r"/masuk\?kembali="))
    stranger.page.get_by_label("NIP atau surel").fill("staf.pelayanan@marelan.example")
    stranger.page.get_by_label("Frasa sandi", exact=True).fill("payung sungai lembar kertas")
    stranger.page.get_by_role("button", name="Masuk", exact=True).click()
    expect(stranger.page).to_have_url(re.compile(r"/(profil|pengantar)"))


def test_an_address_elsewhere_is_no_way_back(visit: Visit) -> None:
    stranger = visit(None)
    stranger.open("/masuk?kembali=//example.org/tugas")
    stranger.page.get_by_label("NIP atau surel").fill("staf.pelayanan@marelan.example")
    stranger.page.get_by_label("Frasa sandi", exact=True).fill("payung sungai lembar kertas")
    stranger.page.get_by_role("button", name="Masuk", exact=True).click()
    stranger.page.wait_for_url(re.compile(r"/(tugas|pengantar)"))
    assert stranger.page.url.startswith(stranger.office.address)


def test_english_stays_english_after_a_reload(visit: Visit) -> None:
    stranger = visit(None, size=DESKTOP)
    stranger.open("/masuk")
    stranger.page.get_by_role("button", name="English").click()
    expect(stranger.page.get_by_role("heading", name="Sign in")).to_be_visible()
    stranger.open("/masuk")
    expect(stranger.page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert stranger.page.locator("html").get_attribute("lang") == "en"
    stranger.inspect()
