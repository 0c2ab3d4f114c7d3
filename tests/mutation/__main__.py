"""Would the tests notice? Each small fault in the rules that matter must make a test fail.

`python -m tests.mutation [module …]`; `--sample N` tries so many of each module. The tests are run on the untouched code first, and
all stops if these fail. Prints what was killed and every survivor that docs/security/mutation.md does not explain.
"""

import argparse
import os
import random
import resource
import sys
import time

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.planting import Job, all_pass, warm_up
from tests.mutation.targets import ROOT, TARGETS

FEWER_ROUNDS = ("ORACLE_ROUNDS", "200")  # of the generated ones in tests/scoring: the soak compares ten thousand
NICE = 5
EXPLANATIONS = ROOT / "docs/security/mutation.md"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("modules", nargs="*", help="only these, as api/results/disclosure.py")
    parser.add_argument("--sample", type=int, help="so many of each module")
    wanted = parser.parse_args()
    os.chdir(ROOT)
    os.environ.update([FEWER_ROUNDS])
    os.nice(NICE)
    warm_up()
    return sum(_report(module, wanted.sample) for module in wanted.modules or TARGETS) and 1


def _report(module: str, sample: int | None) -> int:
    """How many survived without an explanation."""
    began = time.monotonic()
    tried, survivors = _try(module, sample)
    explanations = EXPLANATIONS.read_text(encoding="utf-8")
    unexplained = [one for one in survivors if explanation_begins(module, one) not in explanations]
    _say(
        f"{module}: {tried} mutants, {tried - len(survivors)} killed, {len(survivors)} survived, "
        f"of which {len(survivors) - len(unexplained)} explained ({time.monotonic() - began:.0f} s)"
    )
    for one in unexplained:
        _say(f"  line {one.line}: {one.code}\n    {one.before}  ->  {one.after}")
    return len(unexplained)


def explanation_begins(module: str, one: Mutant) -> str:
    return f"- `{module}`, `{one.code}`: `{one.before}` → `{one.after}`"


def _try(module: str, sample: int | None) -> tuple[int, list[Mutant]]:
    source = (ROOT / module).read_text()
    allowed = 20 + 3 * _baseline(module, source)
    found = list(mutants(source))
    random.Random(2026).shuffle(found)
    jobs = {n: Job(ROOT / module, one.source, TARGETS[module], allowed) for n, one in enumerate(found[:sample])}
    return len(jobs), sorted(found[n] for n, passed in all_pass(jobs) if passed)


def _baseline(module: str, source: str) -> int:
    """Seconds of processor time of the tests on the code as it is."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ((_, passed),) = all_pass({0: Job(ROOT / module, source, TARGETS[module], 600)})
    if not passed:
        sys.exit(f"{module}: its tests fail on the untouched code, so they can say nothing about a changed one")
    return round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before.ru_utime)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
