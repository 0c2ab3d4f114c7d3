"""One strict JSON reader. Two programs that read the same bytes must see the same thing (ASVS 1.5.3)."""

import json
from typing import Any, NoReturn

from api.kit.errors import Unparsable

MAX_DEPTH = 32
MAX_DIGITS = 400


def parse_json(body: bytes) -> Any:
    """The value, or `Unparsable` for NaN, doubled keys, half surrogates, NUL, a BOM or bottomless nesting."""
    _refuse_deep(body)
    try:
        text = body.decode("utf-8", errors="strict")
        value = json.loads(
            text, parse_constant=_refuse, parse_int=_integer, parse_float=_float, object_pairs_hook=_unique_keys
        )
        _refuse_odd_characters(value)
    except (ValueError, RecursionError) as error:
        raise Unparsable() from error
    return value


def _refuse_deep(body: bytes) -> None:
    if body.count(b"[") + body.count(b"{") <= MAX_DEPTH:
        return
    depth, inside, escaped = 0, False, False
    for byte in body:
        if inside:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                inside = False
        elif byte == 0x22:
            inside = True
        elif byte in (0x5B, 0x7B):
            depth += 1
            if depth > MAX_DEPTH:
                raise Unparsable()
        elif byte in (0x5D, 0x7D):
            depth -= 1


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


def _integer(digits: str) -> int | float:
    if len(digits) > MAX_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise ValueError("beyond every number")
    return value


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse_odd_characters(value: Any) -> None:
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= c <= "\udfff" for c in value):
            raise ValueError("NUL or half a surrogate pair")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _refuse_odd_characters(key)
            _refuse_odd_characters(inner)
    elif isinstance(value, list):
        for inner in value:
            _refuse_odd_characters(inner)
