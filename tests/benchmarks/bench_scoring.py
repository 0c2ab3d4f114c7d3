"""How fast scoring is in memory: synthetic rounds, processor seconds, linearity and peak memory.

Run from the project's root: `python -m tests.benchmarks.bench_scoring`. Each size runs in a process of its own, so
that its peak memory is its own; times are the least of several passes. Named ceilings, no assertions.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import pairwise

import numpy as np

from api.scoring.defaults import default_policy
from api.scoring.fingerprint import fingerprint
from api.scoring.score import score_sums
from api.scoring.sources import source_sums
from api.scoring.storage import pack_sums
from api.scoring.terms import Source
from api.scoring.values import Answers, SourceSums, WorkResults

SIZES = (10_000, 100_000, 1_000_000)
FORMS = (Source.SELF, Source.SUPERIOR, *[Source.PEER] * 5)
PASSES = 3
CEILING_SECONDS_A_MILLION = 4.0
CEILING_RATIO = 13.0
CEILING_MEGABYTES = 1_024


@dataclass(frozen=True)
class Measure:
    """Processor seconds of each stage and peak memory (inputs included) for so many people."""

    people: int
    sums: float
    scores: float
    packing: float
    fingerprinting: float
    megabytes: int

    @property
    def scoring(self) -> float:
        return self.sums + self.scores


def synthetic(people: int) -> tuple[Answers, WorkResults]:
    """A round of so many people with seven forms each: one item in twenty cannot be judged."""
    rng = np.random.default_rng(2026)
    forms = rng.integers(1, 6, (people * len(FORMS), 21), dtype=np.uint8)
    forms[rng.integers(0, 20, forms.shape, dtype=np.uint8) == 0] = 0
    source = np.tile(np.array(FORMS, np.uint8), people)
    answers = Answers(forms, source, np.repeat(np.arange(people, dtype=np.int64), len(FORMS)), people)
    skp = rng.integers(5_000, 12_001, people, dtype=np.int32)
    return answers, WorkResults(np.zeros(people, np.uint8), skp, np.zeros(people, np.bool_))


def least(work: Callable[[], object]) -> float:
    """The least processor time of several passes."""
    times = []
    for _ in range(PASSES):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def measure(people: int) -> Measure:
    policy = default_policy()
    answers, work = synthetic(people)
    sums: SourceSums = source_sums(policy, answers)
    seconds = (
        least(lambda: source_sums(policy, answers)),
        least(lambda: score_sums(policy, sums, work)),
    )
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    beside = (least(lambda: pack_sums(policy, sums)), least(lambda: fingerprint(policy, answers, work)))
    return Measure(people, *seconds, *beside, megabytes)


def measured_apart(people: int) -> Measure:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_scoring", str(people)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Measure(**json.loads(answer))


def main() -> None:
    """Print the table."""
    rows = [measured_apart(people) for people in SIZES]
    out = sys.stdout.write
    out(
        f"{'people':>9} {'sums s':>8} {'scores s':>9} {'together':>9} {'people/s':>10} {'pack s':>7} {'print s':>8} {'MB':>6}\n"
    )
    for row in rows:
        out(
            f"{row.people:>9,} {row.sums:>8.2f} {row.scores:>9.2f} {row.scoring:>9.2f} "
            f"{row.people / row.scoring:>10,.0f} {row.packing:>7.2f} {row.fingerprinting:>8.2f} {row.megabytes:>6,}\n"
        )
    for small, large in pairwise(rows):
        ratio = large.scoring / small.scoring
        out(
            f"P8 {small.people:,} → {large.people:,}: ratio {ratio:.1f} <= {CEILING_RATIO} {verdict(ratio, CEILING_RATIO)}\n"
        )
    seconds, megabytes = rows[-1].scoring, rows[-1].megabytes
    ceiling = CEILING_SECONDS_A_MILLION
    out(f"a million people: {seconds:.2f} s <= {ceiling} s {verdict(seconds, ceiling)}\n")
    out(f"peak with inputs: {megabytes:,} MB <= {CEILING_MEGABYTES:,} MB {verdict(megabytes, CEILING_MEGABYTES)}\n")


def verdict(figure: float, ceiling: float) -> str:
    return "ok" if figure <= ceiling else "ABOVE THE CEILING"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(asdict(measure(int(sys.argv[1])))))
    else:
        main()
