"""Frozen dataclasses to plain JSON and back, strictly: nothing unknown, nothing missing, nothing guessed.

Fractions become text ("13/5"), dates ISO 8601, enumerations their lower-case name, so that a stored policy can
be read by a person, and by a program that has never seen this one.
"""

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, get_args, get_origin, get_type_hints


class JsonError(ValueError):
    """The JSON does not have the expected form; `field` is the path to the place."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field or 'dokumen'}: {message}")
        self.field = field


def encode(value: object) -> Any:
    """The plain JSON of a frozen dataclass (or of one of the simple types it holds)."""
    if dataclasses.is_dataclass(value):
        return {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def decode(kind: Any, data: object, field: str = "") -> Any:
    """The value of type `kind` written by `encode`; raises `JsonError` naming the field."""
    if dataclasses.is_dataclass(kind):
        return _decode_dataclass(kind, data, field)
    if get_origin(kind) is tuple:
        return _decode_tuple(get_args(kind)[0], data, field)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _decode_enum(kind, data, field)
    if kind in (Fraction, date):
        return _decode_text(kind, data, field)
    if type(data) is not kind:
        raise JsonError(field, f"bukan {kind.__name__}")
    return data


def _decode_dataclass(kind: Any, data: object, field: str) -> Any:
    if not isinstance(data, Mapping):
        raise JsonError(field, "bukan objek")
    hints = get_type_hints(kind)
    names = [f.name for f in dataclasses.fields(kind)]
    for name in [*names, *data]:
        if name not in data or name not in names:
            raise JsonError(_path(field, str(name)), "tidak ada" if name in names else "tidak dikenal")
    return kind(**{name: decode(hints[name], data[name], _path(field, name)) for name in names})


def _decode_tuple(item_kind: Any, data: object, field: str) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise JsonError(field, "bukan daftar")
    return tuple(decode(item_kind, item, _path(field, str(i))) for i, item in enumerate(data))


def _decode_enum(kind: type[Enum], data: object, field: str) -> Enum:
    for member in kind:
        if member.name.lower() == data:
            return member
    raise JsonError(field, f"bukan salah satu dari {', '.join(member.name.lower() for member in kind)}")


def _decode_text(kind: Any, data: object, field: str) -> Any:
    if not isinstance(data, str):
        raise JsonError(field, "bukan teks")
    try:
        return Fraction(data) if kind is Fraction else date.fromisoformat(data)
    except (ValueError, ZeroDivisionError) as error:
        raise JsonError(field, "bukan pecahan" if kind is Fraction else "bukan tanggal") from error


def _path(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name
