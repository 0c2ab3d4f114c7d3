"""Source sums as one short row of bytes per participant: what a result keeps so that it can be derived again.

Row: for each source of the policy (code order) and each value: 1 byte reason, 2 bytes number of forms, then the
total in as many 4-byte limbs as the policy can need. Little-endian; the policy fixes the layout.
"""

import math

import numpy as np
from numpy.typing import NDArray

from api.scoring.exact import INT64_MAX, Ints, item_denominator, narrowest
from api.scoring.policy import Policy
from api.scoring.terms import ANSWER_HIGHEST, Absence, Source
from api.scoring.values import SourceSums

MOST_FORMS = 2**16 - 1
LIMB_BITS = 32


def row_length(policy: Policy) -> int:
    """How many bytes a participant's row has (147 for the default policy)."""
    return len(policy.asked) * len(policy.values) * (3 + 4 * _limbs(policy))


def pack_sums(policy: Policy, sums: SourceSums) -> NDArray[np.uint8]:
    """uint8[N, row_length]: the sums of N participants. Raises ValueError beyond 65,535 forms of one source."""
    if int(sums.n.max(initial=0)) > MOST_FORMS:
        raise ValueError(f"more than {MOST_FORMS} forms of one source for one participant")
    asked = list(policy.asked)
    total = sums.total[asked]
    columns = [_bytes(sums.absence[asked], "u1"), _bytes(sums.n[asked], "<u2")]
    for limb in range(_limbs(policy)):
        columns.append(_bytes(total.astype(_wide(policy)) >> limb * LIMB_BITS & (2**LIMB_BITS - 1), "<u4"))
    return np.hstack(columns)


def unpack_sums(policy: Policy, rows: NDArray[np.uint8]) -> SourceSums:
    """The sums from rows uint8[N, row_length]. Raises ValueError where the rows are not of this policy."""
    if rows.ndim != 2 or rows.shape[1] != row_length(policy):
        raise ValueError(f"rows of {row_length(policy)} bytes expected")
    cells = len(policy.asked) * len(policy.values)
    absence = _numbers(policy, rows[:, :cells], "u1")
    n = _numbers(policy, rows[:, cells : 3 * cells], "<u2")
    total: Ints = np.zeros(n.shape, _wide(policy))
    for limb in range(_limbs(policy)):
        low = cells * (3 + 4 * limb)
        total += _numbers(policy, rows[:, low : low + 4 * cells], "<u4").astype(total.dtype) << limb * LIMB_BITS
    narrow = narrowest(_largest_total(policy, int(n.max(initial=1))))
    return SourceSums(
        _placed(policy, total.astype(narrow), 0), _placed(policy, n, 0), _placed(policy, absence, Absence.NOT_ASKED)
    )


def _largest_total(policy: Policy, forms: int) -> int:
    return ANSWER_HIGHEST * item_denominator(policy) * forms


def _limbs(policy: Policy) -> int:
    return math.ceil(_largest_total(policy, MOST_FORMS).bit_length() / LIMB_BITS)


def _wide(policy: Policy) -> type:
    return np.int64 if _largest_total(policy, MOST_FORMS) <= INT64_MAX else object


def _bytes(numbers: Ints, kind: str) -> NDArray[np.uint8]:
    """The numbers [S, V, N] as bytes [N, S·V·width]."""
    rows = np.ascontiguousarray(np.moveaxis(numbers, -1, 0).reshape(numbers.shape[-1], -1).astype(kind))
    return rows.view(np.uint8)


def _numbers(policy: Policy, columns: NDArray[np.uint8], kind: str) -> Ints:
    """The inverse of `_bytes`, for the sources of the policy."""
    cells = np.ascontiguousarray(columns).view(kind)
    return np.moveaxis(cells.reshape(len(columns), len(policy.asked), len(policy.values)), 0, -1)


def _placed(policy: Policy, numbers: Ints, elsewhere: int) -> Ints:
    """The numbers on the full source axis, with `elsewhere` for sources that are not asked."""
    full = np.full((len(Source), *numbers.shape[1:]), elsewhere, numbers.dtype)
    full[list(policy.asked)] = numbers
    return full
