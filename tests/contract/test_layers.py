"""What the import contracts of pyproject.toml cannot say: which modules hold routers, and that they are all on one page."""

import ast
from pathlib import Path

from fastapi import FastAPI

from api.health import ROOT
from api.openapi import api_routes


def modules() -> dict[str, ast.Module]:
    paths = sorted((ROOT / "api").rglob("*.py"))
    return {_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def routers(found: dict[str, ast.Module]) -> set[str]:
    return {
        name
        for name, tree in found.items()
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "id", "") in ("Router", "APIRouter")
    }  # fmt: skip


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_routers_are_known_to_the_table_of_contents_alone() -> None:
    found = modules()
    holders = routers(found) - {"api.health"}  # its paths and revisions are asked by the commands too
    assert len(holders) > 10
    allowed = {"api.routes"}
    assert [(name, sorted(imported(tree) & holders)) for name, tree in found.items()
            if name not in allowed and imported(tree) & holders] == []  # fmt: skip


def test_every_router_is_in_the_table_of_contents(walked_app: FastAPI) -> None:
    found = modules()
    served = {route.endpoint.__module__ for _, route in api_routes(walked_app)}
    listed = imported(found["api.routes"]) & routers(found)
    assert routers(found) - listed == set()
    assert served


def test_only_the_one_database_module_commits() -> None:
    found = {
        name for name, tree in modules().items() for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    }  # fmt: skip
    assert found == {"api.kit.database"}


def test_only_queries_and_tables_of_rows_read_without_the_visibility_of_a_caller() -> None:
    """`session.get` in a router would pass by who may see the row."""
    found = modules()
    offenders = {
        name for name in routers(found) for node in ast.walk(found[name])
        if isinstance(node, ast.Attribute) and node.attr in ("get_one", "execute", "scalars", "scalar")
        and isinstance(node.value, ast.Attribute) and node.value.attr == "db"
    }  # fmt: skip
    assert offenders == set()
