"""The pictures in docs/screens, taken from the demo office: python -m tests.browser.screens"""

import os
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.addresses import find_address
from tests.browser.conftest import find_chromium
from tests.browser.serving import office_running
from tests.browser.visitor import DESKTOP, PHONE, Visitor
from tests.conftest import ROOT
from tests.demo.office import demo_office

FOLDER = ROOT / "docs" / "screens"
SCREENS = (
    "sign-in", "introduction", "tasks", "assignment-form", "my-result", "explanation", "team", "decision", "round",
    "round-progress", "round-results", "round-minutes", "employees", "employee-import", "units", "overview-round", "audit",
)  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        template = demo_office(Path(name))
        served = template.parent / "served"
        served.mkdir()
        with office_running(template, served) as office:
            arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
            for screen in SCREENS:
                address = find_address(office, screen)
                for size in (PHONE, DESKTOP):
                    visitor = Visitor(browser, office, size=size)
                    if address.account is not None:
                        visitor.sign_in(address.account)
                    visitor.open(address.path)
                    visitor.shoot(FOLDER, screen)
                    visitor.leave()
            browser.close()
    for picture in FOLDER.glob("*.png"):
        Image.open(picture).quantize(96).save(picture, optimize=True)


if __name__ == "__main__":
    main()
