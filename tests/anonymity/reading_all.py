"""Every GET of the contract, with every id that stands in the office, as one account after another."""

import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from httpx import Response

from tests.clients import Client

CONTRACT = json.loads((Path(__file__).parents[2] / "openapi.json").read_text())
ABSENT = "00000000-0000-4000-8000-000000000000"
_NOT_COMPARED = {"date", "x-request-id", "set-cookie", "retry-after"}

Ids = Mapping[str, Sequence[Any]]
"""By name of the parameter in the path."""
Answers = dict[tuple[str, str], tuple[int, dict[str, str], bytes]]
"""By operation and address."""


def reading_operations() -> list[tuple[str, dict[str, Any]]]:
    return [(path, ops["get"]) for path, ops in CONTRACT["paths"].items() if "get" in ops]


def addresses(ids: Ids) -> Iterator[tuple[str, str]]:
    """Operation and address; where the office has nothing of a kind, an id that does not exist."""
    for path, operation in reading_operations():
        names = re.findall(r"\{([^}]+)\}", path)
        for values in itertools.product(*(ids.get(name) or [ABSENT] for name in names)):
            address = path
            for name, value in zip(names, values, strict=True):
                address = address.replace(f"{{{name}}}", str(value))
            yield operation["operationId"], address + _required(operation)


def _required(operation: Mapping[str, Any]) -> str:
    """Of the log only who took part and which forms there are: each refusal while polling is an entry as well."""
    given = {"year": "year=2026", "reason": "reason=Bukti+kerahasiaan+penilai.", "family": "family=participation"}
    names = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
    found = [given[name] for name in names if name in given]
    return "?" + "&".join([*found, *(["size=200"] if "size" in names else [])]) if names else ""


def poll(client: Client, ids: Ids) -> Answers:
    """What each address answers: status, headers, body."""
    return {key: _steady(key[0], answered(client.request("GET", key[1]))) for key in addresses(ids)}


def _steady(operation: str, answer: tuple[int, dict[str, str], bytes]) -> tuple[int, dict[str, str], bytes]:
    """Of the file about oneself everything but the hour, the sessions, and one's own acts: taking it is one of them."""
    status, headers, content = answer
    if operation != "export_my_data" or status != 200:
        return answer
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        document = json.loads(archive.read("data-saya.json"))
    del document["made_at"], document["acts"], document["account"]["sessions"]
    kept = {name: value for name, value in headers.items() if name != "content-length"}
    return status, kept, json.dumps(document).encode()


def answered(answer: Response) -> tuple[int, dict[str, str], bytes]:
    """Without what differs from request to request by itself."""
    headers = {name: value for name, value in answer.headers.items() if name not in _NOT_COMPARED}
    request_id = answer.headers.get("x-request-id", "-").encode()
    return answer.status_code, headers, answer.content.replace(request_id, b"")
