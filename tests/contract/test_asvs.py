"""The table of ASVS requirements: each id of the plan once, each file it names is there, and `met` is not said of nothing."""

import re
from collections import Counter

from api.health import ROOT

PAGE = (ROOT / "docs" / "security" / "asvs.md").read_text(encoding="utf-8")
STATES = {"met", "partly", "not yet", "not built", "deployer", "n/a"}
# per chapter: how many requirements of levels 1 and 2, the chosen ones of level 3 among them
IN_CHAPTER = {1: 30, 2: 12, 3: 25, 4: 11, 5: 11, 6: 38, 7: 19, 8: 8, 9: 7, 10: 29, 11: 15, 12: 9, 13: 17, 14: 11, 15: 16,
              16: 17, 17: 7}  # fmt: skip


def rows() -> list[list[str]]:
    found = [line.strip("|").split("|") for line in PAGE.splitlines() if re.match(r"\| \d", line)]
    return [[cell.strip() for cell in row] for row in found]


def test_every_requirement_stands_there_once_in_order_with_a_state_and_a_reason() -> None:
    ids = [tuple(map(int, row[0].split("."))) for row in rows()]
    assert ids == sorted(set(ids))
    assert len(ids) == 190 + 29 + 23 + 10 + 30
    assert Counter(chapter for chapter, _, _ in ids) == IN_CHAPTER
    assert all(len(row) == 4 and row[1] in STATES and len(row[2]) > 5 for row in rows())


def test_the_sums_at_the_top_are_those_of_the_table() -> None:
    counted = Counter(row[1] for row in rows())
    stated = re.findall(r"(met|partly|not yet|not built|deployer|n/a): (\d+)", PAGE.split("## V1")[0])
    assert {state: int(number) for state, number in stated} == counted


def test_every_file_and_test_that_is_named_exists() -> None:
    named = {path for path in re.findall(r"`([\w./-]+/[\w.-]+\.\w+)`", PAGE)} | {"requirements.lock", "openapi.json"}
    assert len(named) > 60
    assert sorted(path for path in named if not (ROOT / path).is_file()) == []
