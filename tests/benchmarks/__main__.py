"""Every measurement in turn: `make bench`. Ends with failure when one is above its ceiling."""

import runpy
import sys

MEASUREMENTS = ("bench_scoring", "bench_plan", "bench_calculation", "bench_dashboard")


def main() -> int:
    above = []
    for name in MEASUREMENTS:
        print(f"\n{name}")  # noqa: T201
        sys.argv = [name]
        try:
            runpy.run_module(f"tests.benchmarks.{name}", run_name="__main__")
        except SystemExit as ended:
            if ended.code:
                above.append(name)
    if above:
        print(f"\nabove the ceiling: {', '.join(above)}")  # noqa: T201
    return len(above)


if __name__ == "__main__":
    sys.exit(main())
