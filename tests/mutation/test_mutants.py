"""The faults that the mutation run plants are faults, one each."""

import ast

from tests.mutation.__main__ import EXPLANATIONS, explanation_begins
from tests.mutation.mutants import mutants
from tests.mutation.targets import ROOT, TARGETS

SOURCE = "def f(a, b: int | None):\n    if a < 3 and not b:\n        return a + b\n    return b in {1, a}\n"


def test_each_mutant_differs_in_one_spot_and_still_parses() -> None:
    found = list(mutants(SOURCE))
    assert {(one.before, one.after) for one in found} == {
        ("a < 3 and (not b)", "a < 3 or not b"), ("a < 3", "a <= 3"), ("not b", "not not b"), ("a + b", "a - b"),
        ("3", "4"), ("b in {1, a}", "b not in {1, a}"), ("1", "2"), ("{1, a}", "{a}"), ("{1, a}", "{1}"),
    }  # fmt: skip
    assert len({one.source for one in found}) == len(found)
    for one in found:
        ast.parse(one.source)


def test_every_target_is_there() -> None:
    assert [module for module in TARGETS if not (ROOT / module).exists()] == []


def test_what_nobody_could_tell_is_not_planted() -> None:
    declared = "@dataclass(frozen=True)\nclass A:\n    n: int | None = 0\n\ndef f(a: int | str) -> int | str: ...\n"
    assert [(one.line, one.before) for one in mutants(declared)] == [(3, "0")]


def test_every_explanation_is_about_a_line_that_stands_there() -> None:
    told = [line for line in EXPLANATIONS.read_text("utf-8").splitlines() if line.startswith("- `api/")]
    begins = {
        explanation_begins(module, one)
        for module in {line.split("`")[1] for line in told}
        for one in mutants((ROOT / module).read_text())
    }
    assert [line for line in told if not any(line.startswith(begin) for begin in begins)] == []
