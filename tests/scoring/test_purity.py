"""Scoring knows the standard library, numpy and itself: no database, no clock, no web, nothing random."""

import ast
import sys
from pathlib import Path

import pytest

import api.scoring

MODULES = sorted(Path(api.scoring.__file__).parent.glob("*.py"))
IMPURE = {"asyncio", "os", "random", "secrets", "socket", "sqlite3", "subprocess", "threading", "time", "uuid"}


def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_imports_only_what_is_pure(path: Path) -> None:
    for name in imports_of(path):
        top = name.partition(".")[0]
        assert name.startswith("api.scoring") or top == "numpy" or (top in sys.stdlib_module_names - IMPURE), name
