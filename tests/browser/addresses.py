"""Every address of the dashboard, with ids of the demo office that show something, and who looks at it."""

import json
import re
from typing import NamedTuple

from tests.browser.finding import value
from tests.browser.serving import Office
from tests.conftest import ROOT

ROUTES = json.loads((ROOT / "frontend/src/app/routes.json").read_text())


class Address(NamedTuple):
    name: str
    path: str
    account: str | None


_VIEWERS = {
    "/tim": "kasi.pelayanan",
    "/keberatan": "camat",
    "/hasil/:id/keberatan": "staf.terjun",
    "/penetapan": "camat",
    "/periode": "kepegawaian",
    "/hasil-kantor": "kepegawaian",
    "/komentar-dilaporkan": "kepegawaian",
    "/pegawai": "kepegawaian",
    "/unit": "kepegawaian",
    "/instrumen": "kepegawaian",
    "/pelatihan": "kepegawaian",
    "/permintaan-data": "kepegawaian",
    "/ringkasan": "camat",
    "/akun": "administrator",
    "/kantor": "administrator",
    "/kantor/kop": "kepegawaian",
    "/audit": "inspektorat",
    "/lembar-kertas": "inspektorat",
}
_SOMEBODY = "staf.pelayanan"

_OWN = "JOIN employee e ON e.id = {holder} JOIN account c ON c.id = e.account_id WHERE c.email = :email"
_RELEASED = "SELECT id FROM evaluation_round WHERE status = 'released' ORDER BY period_start DESC LIMIT 1"
# what stands in an address, by the word before it
_IDS = {
    "tugas": f"SELECT a.id FROM assignment a {_OWN.format(holder='a.evaluator_id')}"
    " AND a.status = 'open' AND a.source = 'peer' LIMIT 1",
    "hasil": f"SELECT r.id FROM result r {_OWN.format(holder='r.employee_id')}"
    " AND r.status = 'released' AND NOT r.superseded ORDER BY r.released_at DESC LIMIT 1",
    "hasil-kantor": "SELECT r.id FROM result r JOIN evaluation_round o ON o.published_run_id = r.run_id"
    " WHERE o.kind != 'practice' AND r.status = 'released' AND r.objection = 'none' AND NOT r.superseded LIMIT 1",
    "tahunan": "SELECT max(substr(period_end, 1, 4)) FROM evaluation_round WHERE status = 'released'",
    "percakapan": _RELEASED,
    "keberatan": "SELECT id FROM objection WHERE status = 'heard'",
    "penetapan": "SELECT r.id FROM result r JOIN evaluation_round o ON o.published_run_id = r.run_id"
    " JOIN participant p ON p.id = r.participant_id JOIN employee e ON e.id = p.superior_id"
    " JOIN account c ON c.id = e.account_id WHERE c.email = :email AND r.status = 'proposal' LIMIT 1",
    "periode": _RELEASED,
    "ringkasan": _RELEASED,
    "pegawai": "SELECT id FROM employee WHERE email = 'staf.terjun@marelan.example'",
    "unit": "SELECT id FROM org_unit WHERE name LIKE '%Terjun%'",
    "akun": "SELECT id FROM account WHERE email = 'inspektorat@marelan.example'",
    "versi": "SELECT id FROM instrument_version WHERE status = 'published' LIMIT 1",
}
# the participant of a dialogue: the person himself in that round
_PARTICIPANT = f"SELECT p.id FROM participant p {_OWN.format(holder='p.employee_id')} AND p.round_id = ({_RELEASED})"


def find_addresses(office: Office) -> list[Address]:
    return [_address(office, route) for route in ROUTES]


def route_names() -> list[str]:
    return [route["name"] for route in ROUTES]


def find_address(office: Office, name: str) -> Address:
    return next(_address(office, route) for route in ROUTES if route["name"] == name)


def _address(office: Office, route: dict[str, str]) -> Address:
    pattern = route["path"]
    account = None if route.get("access") == "anyone" else _viewer(pattern)
    path = (
        pattern.replace("/:participant", f"/{_find(office, _PARTICIPANT, account)}")
        if "/:participant" in pattern
        else pattern
    )
    path = re.sub(r"/([a-z-]+)/:\w+", lambda found: f"/{found[1]}/{_find(office, _IDS[found[1]], account)}", path)
    assert ":" not in path, f"no id is known for {pattern}"
    return Address(route["name"], path, account)


def _viewer(pattern: str) -> str:
    best = [prefix for prefix in _VIEWERS if pattern == prefix or pattern.startswith(prefix + "/")]
    return _VIEWERS[max(best, key=len)] if best else _SOMEBODY


def _find(office: Office, statement: str, account: str | None) -> str:
    given = {"email": f"{account}@marelan.example"} if ":email" in statement else {}
    return value(office, statement, **given)
