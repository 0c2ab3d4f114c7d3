"""From a regular plan of one pool to one that keeps the hard rules and, where it can, the soft ones.

People are the numbers 0 … n − 1 of the pool's sorted members; `out[a]` are those whom a rates.
"""

from collections import deque
from collections.abc import Sequence

from api.assignments.plan_dice import Dice

Out = list[set[int]]
Pairs = Sequence[set[int]]

TRIES = 24
"""How often another arc is tried in exchange for an unwanted one: the soft rules are kept as far as chance finds."""

REPEAT_PASSES = 5
PASSES = 40
"""Repeats of last round are given up after the first passes, reciprocity that could be avoided only after all."""

RECIPROCITY = 3
"""Rating each other weighs more than rating the same person as last time."""


def keep_apart(out: Out, foes: Pairs, k: int, dice: Dice) -> None:
    """Take away every forbidden arc and give each person k again, in both directions, as far as it is possible.

    Exact: arcs are refilled along augmenting paths, so that as many forms are given as the hard rules allow at all;
    where they allow less than k for everybody, given and received still differ by at most one for each person.
    """
    for a, forbidden in enumerate(foes):
        out[a] -= forbidden
    into = _reversed(out)
    for a in dice.shuffled(range(len(out))):
        while len(out[a]) < k and _augment(a, out, into, foes, k, dice):
            pass
    _even_out(out, into)


def soften(out: Out, foes: Pairs, last: Pairs, dice: Dice) -> None:
    """Exchange arcs that are reciprocal or repeat last round's; how many forms each gives and gets stays as it is.

    The first pass takes what is better, the next ones also what is equally good, which moves the trouble to where it
    may be solved. Where everybody rates everybody there is nothing to exchange.
    """
    if all(len(out[a]) + len(foes[a]) >= len(out) - 1 for a in range(len(out))):
        return
    for turn in range(PASSES):
        unwanted = _unwanted(out, foes, last if turn < REPEAT_PASSES else [set()] * len(out))
        if not unwanted:
            return
        for arc in dice.shuffled(unwanted):
            if arc[1] in out[arc[0]] and _badness(out, last, *arc):
                _exchange(out, foes, last, arc, turn == 0, dice) or _turn_round(out, last, arc, turn == 0)


def reciprocal(out: Out) -> int:
    """How many pairs rate each other."""
    return sum([a in out[b] for a, rated in enumerate(out) for b in rated]) // 2


def unavoidable(out: Out, foes: Pairs) -> int:
    """At least so many pairs must rate each other in any plan with as many forms: more forms than pairs that may meet."""
    may_meet = (len(out) * (len(out) - 1) - sum(map(len, foes))) // 2
    return max(0, sum(map(len, out)) - may_meet)


def _unwanted(out: Out, foes: Pairs, last: Pairs) -> list[tuple[int, int]]:
    avoidable = reciprocal(out) > unavoidable(out, foes)
    return [(a, b) for a, rated in enumerate(out) for b in sorted(rated) if b in last[a] or (avoidable and a in out[b])]


def _reversed(out: Out) -> Out:
    into: Out = [set() for _ in out]
    for a, rated in enumerate(out):
        for b in rated:
            into[b].add(a)
    return into


def _augment(start: int, out: Out, into: Out, foes: Pairs, k: int, dice: Dice) -> bool:
    """One form more for `start`, one more for somebody who lacks one, along a path of exchanges; False: impossible.

    Breadth first: x takes over y from z, and z is then the one who may rate another, until a z may rate somebody
    who has fewer than k.
    """
    short = [b for b in range(len(out)) if len(into[b]) < k]
    came: dict[int, tuple[int, int]] = {start: (start, start)}
    queue = deque([start])
    turn = dice.below(len(out))
    while queue:
        x = queue.popleft()
        for b in short:
            if _may(out, foes, x, b):
                _apply(came, x, b, out, into)
                return True
        for step in range(len(out)):
            y = (turn + step) % len(out)
            if not _may(out, foes, x, y):
                continue
            for z in sorted(into[y] - came.keys()):
                came[z] = (x, y)
                queue.append(z)
    return False


def _may(out: Out, foes: Pairs, a: int, b: int) -> bool:
    return a != b and b not in out[a] and b not in foes[a]


def _apply(came: dict[int, tuple[int, int]], end: int, b: int, out: Out, into: Out) -> None:
    out[end].add(b)
    into[b].add(end)
    while came[end] != (end, end):
        x, y = came[end]
        out[end].remove(y)
        into[y].remove(end)
        out[x].add(y)
        into[y].add(x)
        end = x


def _even_out(out: Out, into: Out) -> None:
    """Turn round paths that lead from who gives too many to who gives too few, until nobody is off by two."""
    for a in range(len(out)):
        while len(out[a]) - len(into[a]) >= 2:
            _turn_path(a, out, into)
        while len(into[a]) - len(out[a]) >= 2:
            _turn_path(a, into, out)


def _turn_path(start: int, out: Out, into: Out) -> None:
    path = [start]
    used: set[tuple[int, int]] = set()
    while len(path) == 1 or len(out[path[-1]]) >= len(into[path[-1]]):
        a = path[-1]
        path.append(next(b for b in sorted(out[a] - into[a]) if (a, b) not in used))
        used.add((a, path[-1]))
    for a, b in used:
        out[a].remove(b)
        into[b].remove(a)
    for a, b in used:
        out[b].add(a)
        into[a].add(b)


def _badness(out: Out, last: Pairs, a: int, b: int) -> int:
    return RECIPROCITY * (a in out[b]) + (b in last[a])


def _exchange(out: Out, foes: Pairs, last: Pairs, arc: tuple[int, int], least_gain: bool, dice: Dice) -> bool:
    """a → b and c → d become a → d and c → b, if that is better: everybody gives and gets as many as before."""
    a, b = arc
    for _ in range(TRIES):
        c = dice.below(len(out))
        if c == a or not out[c] or not _may(out, foes, c, b):
            continue
        d = dice.pick(sorted(out[c]))
        if not _may(out, foes, a, d):
            continue
        before = _badness(out, last, a, b) + _badness(out, last, c, d)
        if before - _badness(out, last, a, d) - _badness(out, last, c, b) >= least_gain:
            out[a] ^= {b, d}
            out[c] ^= {d, b}
            return True
    return False


def _turn_round(out: Out, last: Pairs, arc: tuple[int, int], least_gain: bool) -> bool:
    """a → b → c → a becomes b → a → c → b, if that repeats less: the way out where all pairs are taken."""
    a, b = arc
    for c in sorted(out[b]):
        one_way = a in out[c] and a not in out[b] and b not in out[c] and c not in out[a]
        before = (b in last[a]) + (c in last[b]) + (a in last[c])
        if one_way and before - (a in last[b]) - (b in last[c]) - (c in last[a]) >= least_gain:
            out[a] ^= {b, c}
            out[b] ^= {c, a}
            out[c] ^= {a, b}
            return True
    return False
