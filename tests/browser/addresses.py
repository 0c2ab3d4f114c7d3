"""Every address of the dashboard, with ids of the demo office that show something, and who looks at it."""

import json
import re
from typing import NamedTuple

from sqlalchemy import text

from tests.browser.serving import Office
from tests.conftest import ROOT

ROUTES = json.loads((ROOT / "frontend/src/app/routes.json").read_text())


class Address(NamedTuple):
    name: str
    path: str
    account: str | None


_VIEWERS = {
    "/tim": "kasi.pelayanan",
    "/penetapan": "kasi.pelayanan",
    "/periode": "kepegawaian",
    "/hasil-kantor": "kepegawaian",
    "/pegawai": "kepegawaian",
    "/unit": "kepegawaian",
    "/instrumen": "kepegawaian",
    "/pelatihan": "kepegawaian",
    "/ringkasan": "camat",
    "/akun": "administrator",
    "/kantor": "administrator",
    "/audit": "inspektorat",
}
_SOMEBODY = "staf.pelayanan"

# what stands in an address, by the word before it
_IDS = {
    "tugas": "SELECT a.id FROM assignments a JOIN accounts c ON c.employee_id = a.rater_id"
    " WHERE c.email = :email AND a.status = 'open' AND a.source = 'peer' LIMIT 1",
    "hasil": "SELECT r.id FROM results r JOIN participants p ON p.id = r.participant_id"
    " JOIN accounts c ON c.employee_id = p.employee_id WHERE c.email = :email AND r.status = 'released'"
    " ORDER BY r.released_at DESC LIMIT 1",
    "penetapan": "SELECT id FROM results WHERE status = 'proposal' LIMIT 1",
    "periode": "SELECT id FROM evaluation_rounds WHERE status = 'released' ORDER BY period_start DESC LIMIT 1",
    "ringkasan": "SELECT id FROM evaluation_rounds WHERE status = 'released' ORDER BY period_start DESC LIMIT 1",
    "pegawai": "SELECT employee_id FROM accounts WHERE email = 'staf.terjun@marelan.example'",
    "akun": "SELECT id FROM accounts WHERE email = 'inspektorat@marelan.example'",
    "versi": "SELECT id FROM instrument_versions WHERE status = 'published' LIMIT 1",
}


def find_addresses(office: Office) -> list[Address]:
    return [_address(office, route) for route in ROUTES]


def route_names() -> list[str]:
    return [route["name"] for route in ROUTES]


def find_address(office: Office, name: str) -> Address:
    return next(_address(office, route) for route in ROUTES if route["name"] == name)


def _address(office: Office, route: dict[str, str]) -> Address:
    pattern = route["path"]
    account = None if route.get("access") == "anyone" else _viewer(pattern)
    path = re.sub(r"/([a-z-]+)/:\w+", lambda found: f"/{found[1]}/{_id(office, found[1], account)}", pattern)
    assert ":" not in path, f"no id is known for {pattern}"
    return Address(route["name"], path, account)


def _viewer(pattern: str) -> str:
    best = [prefix for prefix in _VIEWERS if pattern == prefix or pattern.startswith(prefix + "/")]
    return _VIEWERS[max(best, key=len)] if best else _SOMEBODY


def _id(office: Office, word: str, account: str | None) -> str:
    with office.database.reading() as db:
        found = db.execute(text(_IDS[word]), {"email": f"{account}@marelan.example"}).scalar()
    assert found is not None, f"the demo office has nothing for /{word}/…"
    return str(found) if "-" in str(found) else _dashed(str(found))


def _dashed(plain: str) -> str:
    """SQLite keeps an id without its dashes."""
    return f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"
