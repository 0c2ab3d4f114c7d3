"""Forms → per source and item: the sum of the answers and how many there are, as one short row of bytes a participant.

Only answers of forms that count in the item's value. Of an anonymous source nothing is kept below five answers: what is
not there cannot be shown by mistake (DESIGN.md §5).

Row: for each source of the policy (code order) and each item: 4 bytes sum, 2 bytes number; little-endian.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from api.assignments.who_sees import Thresholds
from api.scoring.forms import form_means
from api.scoring.policy import Policy
from api.scoring.sources import RUN, group_starts
from api.scoring.terms import CANNOT_JUDGE, Source
from api.scoring.values import Answers, SourceSums

LEAST = Thresholds().details
CELL = np.dtype([("sum", "<u4"), ("n", "<u2")])

ItemSums = Mapping[tuple[Source, int], tuple[int, int]]
"""By source and item (counted from 0): sum and number of the answers; what is not kept is not there."""


def pack_item_sums(policy: Policy, answers: Answers, sums: SourceSums) -> NDArray[np.uint8]:
    """uint8[N, row length]: the item sums of N participants; `sums` tells which sources count for which value."""
    cells = np.zeros((answers.people, len(policy.asked), policy.item_count), CELL)
    for people, run in answers.parts(RUN):
        _add_run(policy, run, cells[people])
    _leave_out(policy, cells, sums)
    return cells.reshape(answers.people, -1).view(np.uint8)


def unpack_item_sums(policy: Policy, row: bytes) -> ItemSums:
    """The item sums of one participant from his row."""
    cells = np.frombuffer(row, CELL).reshape(len(policy.asked), policy.item_count)
    return {
        (source, item): (int(cell["sum"]), int(cell["n"]))
        for source, line in zip(policy.asked, cells, strict=True)
        for item, cell in enumerate(line)
        if cell["n"]
    }


def value_of_items(policy: Policy) -> NDArray[np.intp]:
    """intp[I]: the index of the value each item belongs to."""
    return np.repeat(np.arange(len(policy.values)), [len(value.item_shares) for value in policy.values])


def _add_run(policy: Policy, answers: Answers, cells: NDArray[Any]) -> None:
    if not len(answers.forms):
        return
    counts = form_means(policy, answers.forms, np.int64).counts[value_of_items(policy)].T
    given = answers.forms * counts
    starts = group_starts(answers.keys)
    sums = np.add.reduceat(given, starts, axis=0, dtype=np.uint32)
    n = np.add.reduceat((given != CANNOT_JUDGE).view(np.uint8), starts, axis=0, dtype=np.uint16)
    who, source = answers.participant[starts], answers.source[starts]
    for place, asked in enumerate(policy.asked):
        mine = source == asked
        cells["sum"][who[mine], place], cells["n"][who[mine], place] = sums[mine], n[mine]


def _leave_out(policy: Policy, cells: NDArray[Any], sums: SourceSums) -> None:
    """Nothing of a source that does not count for the value; of an anonymous one nothing below five answers, and no sum
    of a value of which somebody left an item out: it is not shown, and the hash of the result could be tried for it."""
    values = value_of_items(policy)
    for place, source in enumerate(policy.asked):
        kept = sums.counted[source][values].T
        whole = kept
        if source.anonymous:
            kept = kept & (cells["n"][:, place] >= LEAST)
            whole = kept & ~_left_out_in_part(cells["n"][:, place] != sums.n[source][values].T, values)
        cells["sum"][:, place] *= whole
        cells["n"][:, place] *= kept


def _left_out_in_part(missing: NDArray[np.bool_], values: NDArray[np.intp]) -> NDArray[np.bool_]:
    """bool[N, I]: whether anything is missing in the item's value, from whether it is in the item."""
    by_value = np.logical_or.reduceat(missing, np.flatnonzero(np.diff(values, prepend=-1)), axis=1)
    found: NDArray[np.bool_] = by_value[:, values]
    return found


def replace_source(policy: Policy, row: bytes, other: bytes, source: Source) -> bytes:
    """The row of one participant with the cells of one source taken from another row."""
    cells = np.frombuffer(row, CELL).reshape(len(policy.asked), policy.item_count).copy()
    place = policy.asked.index(source)
    cells[place] = np.frombuffer(other, CELL).reshape(cells.shape)[place]
    return cells.tobytes()
