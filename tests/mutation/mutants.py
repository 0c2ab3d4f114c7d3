"""Small faults in a module, one at a time: another comparison, operator or constant, a condition turned round, a member lost."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


class Mutant(NamedTuple):
    """`code` is the line as it stands in the file, `before` and `after` the changed part of it."""

    line: int
    code: str
    before: str
    after: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    for place in range(len(_places(ast.parse(source)))):
        tree = ast.parse(source)
        node, part = _places(tree)[place]
        before = ast.unparse(node)
        _change(node, part)
        line = getattr(node, "lineno", 1)
        yield Mutant(line, source.splitlines()[line - 1].strip(), before, ast.unparse(node), ast.unparse(tree))


def _places(tree: ast.AST) -> list[tuple[ast.AST, int]]:
    found: list[tuple[ast.AST, int]] = []
    unseen = {id(node) for top in _unseen(tree) for node in ast.walk(top)}
    for node in ast.walk(tree):
        if id(node) in unseen:
            continue
        if isinstance(node, ast.Set):
            found += [(node, part) for part in range(len(node.elts))]
        elif isinstance(node, ast.Compare):
            found += [(node, part) for part, op in enumerate(node.ops) if type(op) in COMPARISONS]
        elif (
            (isinstance(node, ast.BinOp) and type(node.op) in OPERATORS)
            or (isinstance(node, ast.Constant) and type(node.value) in (int, bool))
            or isinstance(node, ast.BoolOp)
            or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))
        ):
            found.append((node, 0))
    return found


def _unseen(tree: ast.AST) -> Iterator[ast.AST]:
    """Where a change is no fault, because nothing that runs can tell it.

    Annotations are for readers and the type checker (`int & None` would fail at the import of anything). `frozen`, `slots`
    and `kw_only` of a dataclass forbid something to those who write code; who only reads its values sees no difference.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef) and node.returns:
            yield node.returns
        elif isinstance(node, ast.ClassDef):
            yield from (one for one in node.decorator_list if ast.unparse(one).startswith("dataclass("))


def _change(node: ast.AST, part: int) -> None:
    if isinstance(node, ast.Set):
        del node.elts[part]
    elif isinstance(node, ast.Compare):
        node.ops[part] = COMPARISONS[type(node.ops[part])]()
    elif isinstance(node, ast.BinOp):
        node.op = OPERATORS[type(node.op)]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
    elif isinstance(node, ast.UnaryOp):
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.Constant):
        node.value = (not node.value) if isinstance(node.value, bool) else int(str(node.value)) + 1
