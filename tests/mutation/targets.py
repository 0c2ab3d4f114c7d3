"""Which modules are tried, and the tests that answer for each: quick ones first."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SCORING = "api/scoring"
ORACLE = "test_the_engine_equals_the_oracle_exactly_on_ten_thousand_rounds"
# modules whose own tests do not (or not all) bear their name
TESTED_BY = {
    "codec": ("codec", "policy"), "defaults": ("defaults", "bands"), "derivation_ratings": ("derivation",), "policy": ("policy", "exact"),
    "policy_checks": ("policy_checks", "policy"), "ratings": ("bands",), "signals": ("signal_limits", "signals"),
    "steps": ("derivation",), "terms": ("terms", "policy"),
}  # fmt: skip
Stages = tuple[tuple[str, ...], ...]


def _pure(*files: str) -> tuple[str, ...]:
    return (*files, "--noconftest")


def _stored(*files: str) -> tuple[str, ...]:
    return (*files, "--engine", "sqlite")


def _scoring_stages(module: Path) -> Stages:
    """The module's own tests, some rounds beside the oracle, then all the others that come to it by their imports."""
    tests = ROOT / "tests/scoring"
    reaching = {path.stem: str(path) for path in sorted(tests.glob("test_*.py")) if module in _reached(path)}
    own = [reaching.pop(f"test_{name}", "") for name in TESTED_BY.get(module.stem, (module.stem,))]
    oracle = [f"{reaching['test_properties']}::{ORACLE}"] if "test_properties" in reaching else []
    return tuple(_pure(*filter(None, files)) for files in (own, oracle, reaching.values()) if any(files))


@cache
def _reached(path: Path) -> frozenset[Path]:
    """All files of the project that this one imports, and those import."""
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        new = _imported(waiting.pop()) - found
        found |= new
        waiting += new
    return frozenset(found)


@cache
def _imported(path: Path) -> frozenset[Path]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    files = {ROOT / f"{name.replace('.', '/')}.py" for name in names if name.startswith(("api.", "tests."))}
    return frozenset(path for path in files if path.exists())


ROUNDS = _pure(
    "tests/rounds/test_dates_at_their_limits.py", "tests/rounds/test_rules.py", "tests/rounds/test_rules_of_days.py"
)
TARGETS: dict[str, Stages] = {
    **{
        f"{SCORING}/{path.name}": _scoring_stages(path)
        for path in sorted((ROOT / SCORING).glob("*.py"))
        if path.name != "__init__.py"
    },
    "api/results/disclosure.py": (
        _pure("tests/results/test_disclosure_limits.py", "tests/results/test_disclosure.py"),
    ),
    "api/results/unit_suppression.py": (
        _pure("tests/results/test_disclosure_limits.py", "tests/results/test_unit_suppression.py"),
        _stored("tests/anonymity/test_subsets.py"),
    ),
    "api/results/rules.py": (_pure("tests/results/test_rules.py"), _stored("tests/results/test_decisions.py")),
    "api/rounds/rules.py": (ROUNDS,),
    "api/rounds/deadlines.py": (ROUNDS, _stored("tests/rounds/test_holidays.py")),
    "api/rounds/guards.py": (ROUNDS,),
    "api/assignments/rules.py": (_pure("tests/assignments/test_rules.py", "tests/assignments/test_rules_of_forms.py"),),
    "api/access/permissions.py": (_pure("tests/access/test_permission_page.py"),),
    "api/access/actor.py": (_pure("tests/access/test_actor.py"), _stored("tests/access/test_bearer.py")),
}
