"""What server and worker say to each other.

to the worker    one line of JSON {columns, required, limits}, then the bytes of the file
back             one JSON document: {"table": …} or {"refused": …}
"""

import json
from dataclasses import asdict
from typing import Any

from api.kit.spreadsheets.limits import Limits
from api.kit.spreadsheets.refusals import FileRefused
from api.kit.spreadsheets.table import Row, Table, Wanted


def packed_order(wanted: Wanted) -> bytes:
    columns = {name: list(aliases) for name, aliases in wanted.columns.items()}
    content = {"columns": columns, "required": sorted(wanted.required), "limits": asdict(wanted.limits)}
    return json.dumps(content).encode() + b"\n"


def unpacked_order(line: bytes) -> Wanted:
    content = json.loads(line)
    columns = {name: tuple(aliases) for name, aliases in content["columns"].items()}
    return Wanted(columns, frozenset(content["required"]), Limits(**content["limits"]))


def packed_table(table: Table) -> bytes:
    names = list(table.headings)
    rows = [[row.number, [row.cells[name] for name in names], sorted(row.numeric)] for row in table.rows]
    return _document({"table": {"header_row": table.header_row, "headings": dict(table.headings), "rows": rows}})


def packed_refusal(refused: FileRefused) -> bytes:
    return _document({"refused": {"code": refused.code, "params": refused.params}})


def unpacked_answer(document: bytes) -> Table:
    answer = json.loads(document)
    if "refused" in answer:
        raise FileRefused(answer["refused"]["code"], **answer["refused"]["params"])
    table = answer["table"]
    names = list(table["headings"])
    rows = (
        Row(number, dict(zip(names, texts, strict=True)), frozenset(numeric))
        for number, texts, numeric in table["rows"]
    )
    return Table(table["header_row"], table["headings"], tuple(rows))


def _document(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()
