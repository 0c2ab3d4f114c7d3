"""Signals by unit of the raters: lines with enough raters, small siblings hidden together, no count that names everybody."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from api.employees.models import OrgUnit
from api.results.unit_suppression import UnitCount, suppress_unit_table
from api.scoring.signals import Signal

LEAST = 6
"""Five others beside a reader who is a rater himself."""

Members = Mapping[int, str]
"""The unit path of each rater number."""


def unit_lines(
    root: OrgUnit, units: Mapping[str, OrgUnit], raters: Members, flags: Mapping[Signal, NDArray[np.bool_]]
) -> list[dict[str, Any]]:
    """Parents first. A signal that nearly everybody of some line, or of what is hidden beside it, shows has no counts."""
    if not any(path.startswith(root.path) for path in raters.values()):
        return []
    shown = suppress_unit_table(_tree(root.path, units, raters), LEAST)
    lines = {path: _inside(path, raters) for path in units if path in shown}
    told = {signal for signal, found in flags.items() if _tells_nobody(found, _groups(lines, units))}
    return [
        {
            "unit_id": str(units[path].id),
            "name": units[path].name,
            "raters": len(members),
            "signals": {
                signal.value: int(found[members].sum()) if signal in told else None for signal, found in flags.items()
            },
        }
        for path, members in lines.items()
    ]


def _tree(path: str, units: Mapping[str, OrgUnit], raters: Members) -> UnitCount:
    below = [other for other, unit in units.items() if unit.parent_id == units[path].id]
    own = sum(one == path for one in raters.values())
    return UnitCount(path, own, tuple(_tree(other, units, raters) for other in below))


def _inside(path: str, raters: Members) -> list[int]:
    return [number for number, one in raters.items() if one.startswith(path)]


def _groups(lines: Mapping[str, list[int]], units: Mapping[str, OrgUnit]) -> Iterator[list[int]]:
    """Every line, and of each line what is not shown below it: all that can be computed by differences."""
    for path, members in lines.items():
        yield members
        below = {n for other in lines if units[other].parent_id == units[path].id for n in lines[other]}
        yield [number for number in members if number not in below]


def _tells_nobody(found: NDArray[np.bool_], groups: Iterator[list[int]]) -> bool:
    counts = ((int(found[group].sum()), len(group)) for group in groups if group)
    return all(count == 0 or count < size - 1 for count, size in counts)
