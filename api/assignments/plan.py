"""The plan of evaluators: who rates whom as a peer, drawn by a sealed seed so that the burden is even.

Pure Python is enough (backend.md §8): a city of 15,000 people takes a fraction of a second.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from api.assignments.plan_dice import Dice, seed_hash
from api.assignments.plan_pools import Foes, Person, Pool, foes_of, level_of, pools_of, possible_peers
from api.assignments.plan_repair import Out, keep_apart, soften, unavoidable

__all__ = [
    "Person",
    "Plan",
    "PlanReport",
    "PoolReport",
    "draw_plan",
    "level_of",
    "plan_basis",
    "possible_peers",
    "seed_hash",
]

Pair = tuple[str, str]
"""Rater and rated."""


@dataclass(frozen=True, slots=True)
class PoolReport:
    """One pool as HR sees it: how many people, from how many units, how many forms each gives and gets."""

    level: str
    unit_path: tuple[str, ...]
    people: int
    widened: bool
    given_min: int
    given_max: int
    received_min: int
    received_max: int


@dataclass(frozen=True, slots=True)
class PlanReport:
    """How fair a plan is, in counts; never its pairs.

    `reciprocal` are pairs who rate each other, of which no plan could avoid `unavoidable` or more; `repeated` are
    pairs of last round that came again; `conflicts` are pairs kept apart that could have met in a pool; `unmet` are
    the keys of those who get fewer than the minimum of peers.
    """

    people: int
    forms: int
    given_min: int
    given_max: int
    received_min: int
    received_max: int
    reciprocal: int
    unavoidable: int
    repeated: int
    conflicts: int
    unmet: tuple[str, ...]
    pools: tuple[PoolReport, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """`pairs` (rater, rated) belong into the sealed draw and the tasks, `report` on the screen."""

    pairs: tuple[Pair, ...]
    report: PlanReport


@dataclass(frozen=True, slots=True)
class _Drawn:
    pool: Pool
    out: Out
    foes: list[set[int]]
    last: list[set[int]]


def draw_plan(
    people: Iterable[Person],
    *,
    seed: bytes,
    k: int = 5,
    hard: Collection[frozenset[str]] = frozenset(),
    last_round: Collection[Pair] = frozenset(),
    min_peers: int = 3,
    max_given: int = 7,
) -> Plan:
    """Draw k peers for everybody (as many as there are in smaller pools), DESIGN.md §3, backend.md §8.

    Everybody gives as many forms as he gets, within one; within a pool all get the same number, unless a conflict
    forbids it. Nobody rates himself, anybody twice, or anybody he has a conflict or a reporting line with. Nobody
    rates who rates him where the pool has at least 2k + 1 people and no hard rule forces it; pairs of last round
    (rater, rated) come again only where chance finds no exchange. The same people, rules and seed always give the
    same plan, in whatever order they come. Raises ValueError for two people with one key, and for k beyond the cap.
    """
    members = _checked(people, k, max_given)
    foes = foes_of(members, hard)
    before = _by_rater(last_round)
    drawn = [_draw_pool(pool, foes, before, k, seed) for pool in pools_of(members, foes, k)]
    pairs = [pair for one in drawn for pair in _pairs(one)]
    return Plan(tuple(pairs), _report(drawn, min_peers))


def plan_basis(people: Iterable[Person], hard: Collection[frozenset[str]], k: int) -> str:
    """The fingerprint of what a plan was drawn from: another one means the plan is stale and must be drawn again."""
    rows = sorted([p.key, list(p.unit_path), p.level, sorted(p.superiors)] for p in people)
    basis = [k, rows, sorted(sorted(pair) for pair in hard)]
    return hashlib.sha256(json.dumps(basis, separators=(",", ":")).encode()).hexdigest()


def _checked(people: Iterable[Person], k: int, max_given: int) -> list[Person]:
    members = list(people)
    if not 1 <= k <= max_given:
        raise ValueError(f"k lies between 1 and the cap of {max_given}")
    if len({person.key for person in members}) != len(members):
        raise ValueError("every person has a key of his own")
    return members


def _by_rater(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    rated: dict[str, set[str]] = {}
    for rater, person in pairs:
        rated.setdefault(rater, set()).add(person)
    return rated


def _draw_pool(pool: Pool, foes: Foes, last_round: Foes, k: int, seed: bytes) -> _Drawn:
    n = len(pool.members)
    k = min(k, n - 1)
    dice = Dice(seed, pool.level, *pool.unit_path, pool.members[0])
    enemies = _local(pool, foes)
    last = _local(pool, last_round)
    out = _circle(n, k, dice)
    if any(enemies):
        keep_apart(out, enemies, k, dice)
    if any(enemies) or any(last):
        soften(out, enemies, last, dice)
    return _Drawn(pool, out, enemies, last)


def _pairs(drawn: _Drawn) -> list[Pair]:
    names = drawn.pool.members
    return [(who, names[b]) for who, rated in zip(names, drawn.out, strict=True) for b in sorted(rated)]


def _local(pool: Pool, relation: Foes) -> list[set[int]]:
    """A relation between keys as one between the numbers of the pool's members."""
    if relation.keys().isdisjoint(pool.members):
        return [set()] * len(pool.members)  # one empty set for all: relations are only read
    number = {key: index for index, key in enumerate(pool.members)}
    return [{number[other] for other in relation.get(key, ()) if other in number} for key in pool.members]


def _circle(n: int, k: int, dice: Dice) -> Out:
    """Everybody in a random ring rates those at k fixed distances ahead: k out, k in, nobody twice, nobody himself."""
    ring = dice.shuffled(range(n))
    turned = [ring[distance:] + ring[:distance] for distance in _distances(n, k, dice)]
    out: Out = [set() for _ in ring]
    for person, rated in zip(ring, zip(*turned, strict=True), strict=n > 1):  # one alone has nobody to rate
        out[person] = set(rated)
    return out


def _distances(n: int, k: int, dice: Dice) -> list[int]:
    """Different distances one way, so that nobody is rated by whom he rates; only when they run out (n < 2k + 1)
    the opposite of the ring, which pairs each person with one, and last the way back."""
    ahead = [m if dice.below(2) else n - m for m in dice.shuffled(range(1, (n + 1) // 2))]
    opposite = [n // 2] if n % 2 == 0 else []
    back = [n - distance for distance in ahead]
    return [*ahead, *opposite, *back][:k]


def _report(drawn: list[_Drawn], min_peers: int) -> PlanReport:
    given = [[len(rated) for rated in d.out] for d in drawn]
    tallies = [_tally(d.out) for d in drawn]
    received = [gets for gets, _ in tallies]
    pools = tuple(_pool_report(d.pool, gives, gets) for d, gives, gets in zip(drawn, given, received, strict=True))
    return PlanReport(
        people=sum(pool.people for pool in pools),
        forms=sum(map(sum, given)),
        given_min=min((pool.given_min for pool in pools), default=0),
        given_max=max((pool.given_max for pool in pools), default=0),
        received_min=min((pool.received_min for pool in pools), default=0),
        received_max=max((pool.received_max for pool in pools), default=0),
        reciprocal=sum(mutual for _, mutual in tallies) // 2,
        unavoidable=sum(unavoidable(d.out, d.foes) for d in drawn),
        repeated=sum(map(_repeated, drawn)),
        conflicts=sum(map(_conflicts, drawn)),
        unmet=tuple(sorted(_unmet(drawn, received, min_peers))),
        pools=pools,
    )


def _tally(out: Out) -> tuple[list[int], int]:
    """How many forms each gets, and how many arcs have their opposite; one loop, because large plans pass here."""
    received, mutual = [0] * len(out), 0
    for a, rated in enumerate(out):
        for b in rated:
            received[b] += 1
            mutual += a in out[b]
    return received, mutual


def _pool_report(pool: Pool, given: list[int], received: list[int]) -> PoolReport:
    widened = pool.units > 1
    extremes = (min(given), max(given), min(received), max(received))
    return PoolReport(pool.level, pool.unit_path, len(given), widened, *extremes)


def _conflicts(drawn: _Drawn) -> int:
    return sum(map(len, drawn.foes)) // 2


def _repeated(drawn: _Drawn) -> int:
    return sum(len(rated & before) for rated, before in zip(drawn.out, drawn.last, strict=True) if before)


def _unmet(drawn: list[_Drawn], received: list[list[int]], least: int) -> list[str]:
    return [
        drawn[number].pool.members[person]
        for number, gets in enumerate(received)
        if min(gets) < least
        for person, count in enumerate(gets)
        if count < least
    ]
