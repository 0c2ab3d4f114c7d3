"""Every page as it is shown, on a phone and on a desk, in both languages: readable by all, nothing to be pushed sideways."""

import pytest

from tests.browser.addresses import find_address, route_names
from tests.browser.conftest import Visit
from tests.browser.serving import Office
from tests.browser.visitor import DESKTOP, PHONE


@pytest.mark.parametrize("name", route_names())
def test_a_page_is_shown(office: Office, visit: Visit, name: str) -> None:
    address = find_address(office, name)
    visitor = visit(address.account)
    for size, language in ((PHONE, "id"), (DESKTOP, "id"), (PHONE, "en")):
        visitor.sit_down(size)
        visitor.speak(language)
        visitor.open(address.path)
        assert visitor.page.get_by_role("alert").count() == 0, f"{address.path} could not be shown"
        visitor.inspect()
