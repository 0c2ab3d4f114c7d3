"""Every page as it is shown, on a phone and on a desk, in both languages: readable by all, nothing to be pushed sideways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.addresses import find_address, route_names
from tests.browser.serving import Office
from tests.browser.visitor import DESKTOP, PHONE, Visitor


@pytest.fixture(scope="module")
def visitors(browser: Browser, office: Office) -> Iterator[dict[str | None, Visitor]]:
    """Who looks, by account: each signs in once and goes through all of his pages."""
    known: dict[str | None, Visitor] = {}
    yield known
    for visitor in known.values():
        visitor.leave()


@pytest.mark.parametrize("name", route_names())
def test_a_page_is_shown(browser: Browser, office: Office, visitors: dict[str | None, Visitor], name: str) -> None:
    address = find_address(office, name)
    if address.account not in visitors:
        visitors[address.account] = Visitor(browser, office)
        if address.account is not None:
            visitors[address.account].sign_in(address.account)
    visitor = visitors[address.account]
    visitor.sit_down(PHONE)
    shown(visitor, address.path, "id")
    visitor.inspect()
    visitor.sit_down(DESKTOP)  # as who turns a tablet: the page does not begin anew
    visitor.inspect()
    visitor.sit_down(PHONE)
    shown(visitor, address.path, "en")
    visitor.fit()
    visitor.say_what_was_minded()


def shown(visitor: Visitor, path: str, language: str) -> None:
    visitor.speak(language)
    visitor.open(path)
    assert visitor.page.get_by_role("alert").count() == 0, f"{path} could not be shown"
