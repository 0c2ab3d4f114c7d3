"""P11: drawing the peers of N people costs at most five times shuffling a list of their N × k pairs.

Run: python -m tests.benchmarks.bench_plan
"""

import gc
import random
import time
from collections.abc import Callable

from api.assignments.plan import Person, draw_plan

CEILING = 5.0
K = 5
PASSES = 5
SEED = b"a seed of thirty-two bytes......"


def make_office(people: int) -> list[Person]:
    """A city of units of 3 to 60 people, most of them staff, in districts of twenty units."""
    rng = random.Random(1)
    office: list[Person] = []
    unit = 0
    while len(office) < people:
        path = ("kota", f"kecamatan-{unit // 20}", f"unit-{unit}")
        for _ in range(rng.randint(3, 60)):
            level = rng.choice(["pelaksana", "pelaksana", "pelaksana", "pengawas"])
            office.append(Person(f"{len(office):07d}", path, level))
        unit += 1
    return office[:people]


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds without the garbage collector, as `timeit` measures: shuffling makes no garbage to compare with."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def best_of(*works: Callable[[], object]) -> list[float]:
    """The least CPU seconds of each piece of work, taken in turns so that a busy machine is unfair to all."""
    rounds = [[cpu(work) for work in works] for _ in range(PASSES)]
    return [min(times) for times in zip(*rounds, strict=True)]


def main() -> None:
    for people in (1_500, 15_000, 60_000):
        office = make_office(people)
        pairs = [(rater, rated) for rater in range(people) for rated in range(K)]
        last = frozenset(draw_plan(office, seed=SEED, k=K).pairs)
        fresh, again, shuffle = best_of(
            lambda office=office: draw_plan(office, seed=SEED[::-1], k=K),
            lambda office=office, last=last: draw_plan(office, seed=SEED[::-1], k=K, last_round=last),
            lambda pairs=pairs: random.shuffle(pairs),
        )
        ratio = fresh / shuffle
        verdict = "ok" if ratio <= CEILING else "ABOVE THE CEILING"
        print(  # noqa: T201 - a benchmark prints
            f"P11 {people:>6} people: plan {fresh:.3f} s, avoiding last round {again:.3f} s, "
            f"shuffle {shuffle:.3f} s, ratio {ratio:.2f} <= {CEILING} {verdict}"
        )


if __name__ == "__main__":
    main()
