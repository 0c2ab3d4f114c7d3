"""A shared PC shows large type: on the smallest screen everything still fits."""

import pytest

from tests.browser.addresses import find_address
from tests.browser.conftest import Visit
from tests.browser.serving import Office
from tests.browser.visitor import SMALLEST


@pytest.mark.parametrize(
    ("account", "names"), [("administrator", ("accounts",)), ("camat", ("tasks", "overview-round"))]
)
def test_large_type_fits_the_smallest_screen(
    office: Office, visit: Visit, account: str, names: tuple[str, ...]
) -> None:
    visitor = visit(None, size=SMALLEST)
    visitor.enter(account, shared_device=True)
    for name in names:
        visitor.open(find_address(office, name).path)
        visitor.page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        visitor.settle()
        visitor.inspect()
