"""Who could rate whom: people of one level, in their unit, widened upwards where the unit is too small."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Foes = Mapping[str, set[str]]

_LEVELS = {"fungsional": "pelaksana"}


def level_of(position_class: str) -> str:
    """The group of position classes whose holders are peers: functional officers and staff rate each other."""
    return _LEVELS.get(position_class, position_class)


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as the plan sees him.

    `unit_path` runs from the office's root to his own unit; `superiors` is his whole line upwards, by key: none of
    them can be his peer, nor he theirs.
    """

    key: str
    unit_path: tuple[str, ...]
    level: str
    superiors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """People who rate each other, at the lowest unit that is large enough. `members` are sorted by key."""

    level: str
    unit_path: tuple[str, ...]
    members: tuple[str, ...]
    units: int
    """From how many units they come; more than one: the pool was widened."""


def foes_of(people: Iterable[Person], hard: Collection[frozenset[str]]) -> dict[str, set[str]]:
    """For each person those he must not rate: recorded conflicts and both ends of a reporting line.

    Conflicts have no direction. Pairs with somebody outside the plan are left out.
    """
    people = list(people)
    keys = {person.key for person in people}
    lines = [(person.key, superior) for person in people for superior in person.superiors]
    foes: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in [*map(tuple, hard), *lines]:
        if first in keys and second in keys and first != second:
            foes[first].add(second)
            foes[second].add(first)
    return dict(foes)


def pools_of(people: Iterable[Person], foes: Foes, k: int) -> tuple[Pool, ...]:
    """Each person's pool. DESIGN.md §3: same level in the unit, widened upwards until k + 1 people.

    A unit keeps as a pool those who find k others there whom they may rate; whoever is left goes up to the unit
    above, and joins its smallest pool below where the unit above has too few of its own. At the root the rest joins
    whatever there is. So every person stands in exactly one pool, and every pool has more than k people unless the
    whole office has no more of that level. Depends neither on a seed nor on the order of the people.
    """
    levels: defaultdict[str, list[Person]] = defaultdict(list)
    for person in sorted(people, key=lambda person: person.key):
        levels[person.level].append(person)
    return tuple(pool for level in sorted(levels) for pool in _Tree(level, levels[level], foes, k).pools())


def possible_peers(people: Iterable[Person], hard: Collection[frozenset[str]], k: int) -> dict[str, int]:
    """How many others of his pool a person could be rated by: the launch check warns below the minimum."""
    people = list(people)
    foes = foes_of(people, hard)
    return {key: _eligible(key, set(pool.members), foes) for pool in pools_of(people, foes, k) for key in pool.members}


class _Tree:
    """The unit tree of one level, worked through from the deepest units to the root."""

    def __init__(self, level: str, people: list[Person], foes: Foes, k: int) -> None:
        self.level, self.foes, self.k = level, foes, k
        self.unit_of = {person.key: person.unit_path for person in people}
        self.waiting: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for person in people:
            self.waiting[person.unit_path].add(person.key)
        self.found: list[tuple[tuple[str, ...], set[str]]] = []
        self.below: defaultdict[tuple[str, ...], list[set[str]]] = defaultdict(list)

    def pools(self) -> list[Pool]:
        for path in self._upwards():
            self._settle(path, self.waiting.pop(path, set()))
        return [self._pool(path, members) for path, members in sorted(self.found, key=lambda found: min(found[1]))]

    def _upwards(self) -> list[tuple[str, ...]]:
        paths = {path[:depth] for path in set(self.unit_of.values()) for depth in range(len(path) + 1)}
        return sorted(paths, key=lambda path: (-len(path), path))

    def _settle(self, path: tuple[str, ...], group: set[str]) -> None:
        core = self._core(group)
        if core:
            self._add(path, core)
        rest = group - core
        if not rest or self._join(path, rest):
            return
        if path:
            self.waiting[path[:-1]] |= rest
        else:
            self._take_what_there_is(rest)

    def _core(self, group: set[str]) -> set[str]:
        """The largest part of the group in which everybody finds k others he may rate."""
        core = set(group)
        if self.foes.keys().isdisjoint(group):
            return core if len(core) > self.k else set()
        while lacking := {key for key in core if _eligible(key, core, self.foes) < self.k}:
            core -= lacking
        return core

    def _join(self, path: tuple[str, ...], rest: set[str]) -> bool:
        """Put the rest into the smallest pool below this unit in which all of them find enough others."""
        for pool in sorted(self.below[path], key=lambda pool: (len(pool), min(pool))):
            if all(_eligible(key, pool | rest, self.foes) >= self.k for key in rest):
                pool |= rest
                return True
        return False

    def _take_what_there_is(self, rest: set[str]) -> None:
        pools = self.below[()]
        if not pools:
            self._add((), rest)
            return
        for key in sorted(rest):
            max(pools, key=lambda pool: (_eligible(key, pool, self.foes), -len(pool))).add(key)

    def _add(self, path: tuple[str, ...], members: set[str]) -> None:
        self.found.append((path, members))
        for depth in range(len(path) + 1):
            self.below[path[:depth]].append(members)

    def _pool(self, path: tuple[str, ...], members: set[str]) -> Pool:
        return Pool(self.level, path, tuple(sorted(members)), len({self.unit_of[key] for key in members}))


def _eligible(key: str, group: set[str], foes: Foes) -> int:
    """How many of the group, besides himself, a person may rate."""
    enemies = foes.get(key)
    return len(group) - (key in group) - (len(enemies & group) if enemies else 0)
