"""Which actions the code writes into the log, read from the code itself: literals, and literals handed on by helpers."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from api.health import ROOT

LOG = "api/audit/service.py"


class Function(NamedTuple):
    module: str
    node: ast.FunctionDef

    @property
    def parameters(self) -> list[str]:
        given = self.node.args
        return [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


class Helper(NamedTuple):
    """A function that hands this parameter of its own on as the action."""

    function: Function
    parameter: str

    @property
    def default(self) -> str | None:
        """What it hands on where it is called without."""
        given = self.function.node.args
        places = dict(zip(reversed([*given.posonlyargs, *given.args]), reversed(given.defaults), strict=False))
        places |= {one: value for one, value in zip(given.kwonlyargs, given.kw_defaults, strict=True) if value}
        values = {one.arg: value for one, value in places.items()}
        found = values.get(self.parameter)
        return str(found.value) if isinstance(found, ast.Constant) else None

    def given_by(self, call: ast.Call) -> ast.expr | None:
        named = next((one.value for one in call.keywords if one.arg == self.parameter), None)
        place = self.function.parameters.index(self.parameter)
        return named if named is not None else (call.args[place] if place < len(call.args) else None)


def recorded() -> tuple[set[str], set[str]]:
    """The actions written as literals; and, as source text, whatever else is handed over."""
    functions = _functions()
    helpers = _helpers(functions)
    literals = {default for helper in helpers if (default := helper.default) is not None}
    others: set[str] = set()
    for function, value in _handed_over(functions, helpers):
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            literals.add(value.value)
        elif not (isinstance(value, ast.Name) and value.id in function.parameters):
            others.add(ast.unparse(value))
    return literals, others


def _functions() -> list[Function]:
    paths = sorted((ROOT / "api").rglob("*.py"))
    return [Function(_module(path), node) for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.FunctionDef)]  # fmt: skip


def _module(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _helpers(functions: list[Function]) -> list[Helper]:
    """The writers of the log themselves, and round after round whoever hands his own parameter on to one."""
    writers = ("record", "record_participation")
    known = [Helper(one, "action") for one in functions if one.module == LOG and one.node.name in writers]
    while True:
        more = [
            Helper(function, value.id)
            for function, value in _handed_over(functions, known)
            if isinstance(value, ast.Name) and value.id in function.parameters and function.module != LOG
        ]
        fresh = list({_key(one): one for one in more if _key(one) not in map(_key, known)}.values())
        if not fresh:
            return known
        known += fresh


def _key(helper: Helper) -> tuple[str, str]:
    return helper.function.module, helper.function.node.name


def _handed_over(functions: list[Function], known: list[Helper]) -> Iterator[tuple[Function, ast.expr]]:
    own = {(one.module, one.node.name) for one in functions}
    by_name: dict[str, list[Helper]] = {}
    for helper in known:
        by_name.setdefault(helper.function.node.name, []).append(helper)
    for function in functions:
        for call in (node for node in ast.walk(function.node) if isinstance(node, ast.Call)):
            for helper in _meant(call, function.module, by_name, own):
                yield from ((function, value) for value in _alternatives(helper.given_by(call)))


def _meant(
    call: ast.Call, module: str, by_name: dict[str, list[Helper]], own: set[tuple[str, str]]
) -> Iterator[Helper]:
    """A bare name means the module's own function where it has one of that name; else what is imported."""
    bare = getattr(call.func, "id", None)
    name = bare or getattr(call.func, "attr", "")
    for helper in by_name.get(name, []):
        if bare is None or helper.function.module == module or (module, name) not in own:
            yield helper


def _alternatives(value: ast.expr | None) -> list[ast.expr]:
    if isinstance(value, ast.IfExp):
        return [*_alternatives(value.body), *_alternatives(value.orelse)]
    return [] if value is None else [value]
