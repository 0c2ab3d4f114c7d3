"""Reads one workbook in a process of its own, with bounds set by the operating system.

    stdin    one line of JSON {columns, required, limits}, then the bytes of the file
    stdout   one JSON document: {"table": …} or {"refused": …}

Only the wanted columns leave this process.
"""

import json
import sys
from dataclasses import asdict
from typing import Any

from api.kit.spreadsheets.limits import Limits
from api.kit.spreadsheets.refusals import FileRefused
from api.kit.spreadsheets.table import Row, Table


def main() -> None:
    order = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**order["limits"])
    confine(limits)
    sys.stdout.buffer.write(json.dumps(_answer(order, limits)).encode())


def confine(limits: Limits) -> None:
    """No more memory and time than a full list needs; no files, no core dump with personal data in it."""
    if sys.platform == "win32":
        return  # the caller's time limit still holds there
    import resource

    bounds = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in bounds.items():
        resource.setrlimit(kind, (value, value))


def _answer(order: dict[str, Any], limits: Limits) -> dict[str, Any]:
    from api.kit.spreadsheets.workbook import read_workbook  # after the bounds are set

    columns = {name: tuple(aliases) for name, aliases in order["columns"].items()}
    try:
        table = read_workbook(sys.stdin.buffer.read(), columns, order["required"], limits)
    except FileRefused as refused:
        return {"refused": {"code": refused.code, "params": refused.params}}
    except MemoryError:
        return {"refused": {"code": "too_heavy", "params": {}}}
    return {"table": packed(table)}


def order_for(columns: Any, required: Any, limits: Limits) -> bytes:
    order = {"columns": dict(columns), "required": sorted(required), "limits": asdict(limits)}
    return json.dumps(order).encode() + b"\n"


def packed(table: Table) -> dict[str, Any]:
    names = list(table.headings)
    rows = [[row.number, [row.cells[name] for name in names], sorted(row.numeric)] for row in table.rows]
    return {"header_row": table.header_row, "headings": dict(table.headings), "rows": rows}


def unpacked(answer: dict[str, Any]) -> Table:
    """The worker's answer as a table again, or its refusal."""
    if "refused" in answer:
        raise FileRefused(answer["refused"]["code"], **answer["refused"]["params"])
    table = answer["table"]
    names = list(table["headings"])
    rows = tuple(
        Row(number, dict(zip(names, texts, strict=True)), frozenset(numeric))
        for number, texts, numeric in table["rows"]
    )
    return Table(table["header_row"], table["headings"], rows)


if __name__ == "__main__":
    main()
