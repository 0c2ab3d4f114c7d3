"""Changes to a plan while the round is open: a substitute for somebody who declined, peers for a late joiner."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from api.assignments.plan_dice import Dice
from api.assignments.plan_pools import Person, foes_of, pools_of

Pair = tuple[str, str]
"""Rater and rated."""


def substitute_for(
    rated: str,
    *,
    people: Iterable[Person],
    pairs: Collection[Pair],
    declined: Collection[Pair],
    seed: bytes,
    k: int = 5,
    hard: Collection[frozenset[str]] = frozenset(),
    last_round: Collection[Pair] = frozenset(),
    max_given: int = 7,
) -> str | None:
    """Somebody else to rate this person as a peer, or None where nobody is left.

    `pairs` are the (rater, rated) of the plan that still hold, the declined one no longer among them; `declined` are
    all that were ever declined: nobody is asked twice. The substitute comes from the same pool, else from the same
    level anywhere; he rates fewer than the cap. Preferred is who is not rated by this person, did not rate him last
    round, and has fewest forms; the sealed seed decides among equals, nobody chooses.
    """
    people = list(people)
    foes = foes_of(people, hard).get(rated, set())
    given = Counter(rater for rater, _ in pairs)
    taken = {rater for rater, person in [*pairs, *declined] if person == rated}
    again = sum(person == rated for _, person in declined)
    dice = Dice(seed, "substitute", rated, str(again))

    def cost(who: str) -> tuple[int, ...]:
        return (rated, who) in pairs, (who, rated) in last_round, given[who]

    for circle in _circles(rated, people, hard, k):
        free = [who for who in circle if who not in foes | taken and given[who] < max_given]
        if free:
            return _cheapest(free, 1, cost, dice)[0]
    return None


def join_late(
    newcomer: Person,
    *,
    people: Iterable[Person],
    pairs: Collection[Pair],
    seed: bytes,
    k: int = 5,
    hard: Collection[frozenset[str]] = frozenset(),
    max_given: int = 7,
    max_received: int = 7,
) -> tuple[Pair, ...]:
    """The pairs (rater, rated) that come to a plan for somebody who joins while the round is open; none is changed.

    He is rated by up to k of his pool and rates up to k of it: those with the fewest forms first, nobody beyond the
    caps, nobody he has a conflict or a reporting line with, and where the pool allows it nobody both ways.
    """
    everybody = [*(person for person in people if person.key != newcomer.key), newcomer]
    foes = foes_of(everybody, hard).get(newcomer.key, set())
    given = Counter(rater for rater, _ in pairs)
    received = Counter(person for _, person in pairs)
    pool = next(_circles(newcomer.key, everybody, hard, k))
    dice = Dice(seed, "late", newcomer.key)

    free = [who for who in pool if who not in foes and given[who] < max_given]
    raters = _cheapest(free, k, lambda who: (given[who],), dice)
    open_to_him = [who for who in pool if who not in foes and received[who] < max_received]
    rated = _cheapest(open_to_him, k, lambda who: (who in raters, received[who]), dice)
    return (*((rater, newcomer.key) for rater in sorted(raters)), *((newcomer.key, who) for who in sorted(rated)))


def _circles(key: str, people: list[Person], hard: Collection[frozenset[str]], k: int) -> Iterator[list[str]]:
    """Whom to ask first and whom then: the person's pool, then everybody of his level."""
    level = next(person.level for person in people if person.key == key)
    peers = [person for person in people if person.level == level]
    pools = pools_of(peers, foes_of(peers, hard), k)
    yield [who for pool in pools if key in pool.members for who in pool.members if who != key]
    yield sorted(person.key for person in peers if person.key != key)


def _cheapest(candidates: list[str], most: int, cost: Callable[[str], tuple[int, ...]], dice: Dice) -> list[str]:
    """Up to `most` of the candidates with the least cost; chance decides among equals."""
    return sorted(dice.shuffled(candidates), key=cost)[:most]
