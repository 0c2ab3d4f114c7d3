"""Would the tests notice? Each small fault in the rules that matter must make a test fail.

`python -m tests.mutation [module …]`; `--sample N` tries so many of each module. It works on a copy of the project, runs the
tests on the untouched copy first and stops if these fail, and prints what was killed and every survivor.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parent.parent.parent
SCORING = ("tests/scoring", "--noconftest")
# module → the tests that answer for it
TARGETS: dict[str, tuple[str, ...]] = {
    **{f"api/scoring/{path.name}": SCORING for path in sorted((ROOT / "api/scoring").glob("*.py")) if path.name != "__init__.py"},
    "api/results/disclosure.py": ("tests/results/test_disclosure.py", "--engine", "sqlite"),
    "api/results/unit_suppression.py": ("tests/results/test_disclosure.py", "tests/anonymity/test_subsets.py", "--engine", "sqlite"),
    "api/results/rules.py": ("tests/results/test_rules.py", "tests/results/test_decisions.py", "--engine", "sqlite"),
    "api/rounds/rules.py": ("tests/rounds/test_rules.py", "--engine", "sqlite"),
    "api/rounds/deadlines.py": ("tests/rounds/test_rules.py", "tests/rounds/test_holidays.py", "--engine", "sqlite"),
    "api/rounds/guards.py": ("tests/rounds/test_rules.py", "--engine", "sqlite"),
    "api/assignments/rules.py": ("tests/assignments/test_rules.py", "--engine", "sqlite"),
    "api/access/permissions.py": ("tests/access/test_permission_page.py", "--noconftest"),
    "api/access/actor.py": ("tests/access", "--engine", "sqlite"),
}  # fmt: skip
SECONDS = 300


class Verdict(NamedTuple):
    killed: int
    survivors: list[Mutant]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("modules", nargs="*", help="only these, as api/results/disclosure.py")
    parser.add_argument("--sample", type=int, help="so many of each module")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutation") as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "node_modules", "dist", "var"))
        return sum(_report(copy, module, wanted.sample) for module in wanted.modules or TARGETS) and 1


def _report(copy: Path, module: str, sample: int | None) -> int:
    """How many survived."""
    if not _passes(copy, module):
        sys.exit(f"{module}: its tests fail on the untouched code, so they can say nothing about a changed one")
    verdict = _try_all(copy, module, sample)
    _say(f"{module}: {verdict.killed} killed, {len(verdict.survivors)} survived")
    for one in verdict.survivors:
        _say(f"  line {one.line}: {one.before}  ->  {one.after}")
    return len(verdict.survivors)


def _try_all(copy: Path, module: str, sample: int | None) -> Verdict:
    path = copy / module
    source = path.read_text()
    found = list(mutants(source))
    random.Random(2026).shuffle(found)
    survivors = []
    for mutant in found[:sample]:
        path.write_text(mutant.source)
        if _passes(copy, module):
            survivors.append(mutant)
    path.write_text(source)
    return Verdict(len(found[:sample]) - len(survivors), survivors)


def _passes(copy: Path, module: str) -> bool:
    """A test run that does not end counts as one that failed."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", *TARGETS[module]]
    try:
        return subprocess.run(command, cwd=copy, capture_output=True, timeout=SECONDS, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
