"""The pattern of predicates in an organisation (SE MenPANRB 3/2023): notes to consider, never a quota, never a block."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from api.scoring.terms import OrganisationPredicate, Predicate, Text

REFERENCE = "SE MenPANRB 3/2023 (31 Januari 2023)"

CONSIDERATION = Text(
    "Pola distribusi adalah pertimbangan bagi pimpinan, bukan kuota.",
    "The pattern of distribution is something for the leader to consider, not a quota.",
)


@dataclass(frozen=True, slots=True)
class Note:
    """One departure from the pattern: a stable code, the class it is about, its count, the limit, and the words."""

    code: str
    predicate: Predicate
    count: int
    limit: int
    text: Text


@dataclass(frozen=True, slots=True)
class Share:
    """At most (or at least) so large a share of all persons in these classes together."""

    predicates: tuple[Predicate, ...]
    share: Fraction
    at_most: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the circular says of one organisation predicate."""

    shares: tuple[Share, ...]
    largest: Predicate | None = None
    someone: tuple[Predicate, ...] = ()


_TOP, _GOOD, _FIX, _POOR, _WORST = Predicate
_TENTH, _SIXTY, _SEVENTY = Fraction(1, 10), Fraction(6, 10), Fraction(7, 10)

SE_3_2023: Mapping[OrganisationPredicate, Pattern] = {
    OrganisationPredicate.EXCELLENT: Pattern((Share((_TOP,), _SEVENTY, True),), largest=_TOP),
    OrganisationPredicate.GOOD: Pattern((Share((_GOOD,), _SEVENTY, True),), largest=_GOOD, someone=(_FIX, _POOR)),
    OrganisationPredicate.NEEDS_IMPROVEMENT: Pattern(
        (Share((_FIX,), _SIXTY, False), Share((_TOP,), _TENTH, True)),
    ),
    OrganisationPredicate.POOR: Pattern(
        (Share((_POOR,), _SIXTY, False), Share((_FIX,), _TENTH, False), Share((_TOP,), _TENTH, True)),
    ),
    OrganisationPredicate.VERY_POOR: Pattern(
        (Share((_WORST,), _SIXTY, False), Share((_POOR, _FIX), _TENTH, False), Share((_TOP,), Fraction(0), True)),
    ),
}
"""*Sebagian besar* is read as the largest class; ties pass."""


def distribution_notes(
    organisation: OrganisationPredicate,
    counts: Mapping[Predicate, int],
    patterns: Mapping[OrganisationPredicate, Pattern] = SE_3_2023,
) -> tuple[Note, ...]:
    """What in the counts of decided predicates departs from the pattern; empty where nothing does or nobody is decided.

    Limits are whole persons: at most ⌊share · n⌋, at least ⌈share · n⌉. Example: organisation Baik, n = 63 → at most
    44 Baik and at least one Butuh Perbaikan or Kurang. Apply to the kecamatan, not to a kelurahan of eight.
    """
    number = {predicate: counts.get(predicate, 0) for predicate in Predicate}
    people = sum(number.values())
    if not people:
        return ()
    pattern = patterns[organisation]
    notes = [_share_note(share, number, people) for share in pattern.shares]
    notes += [_largest_note(pattern.largest, number), _someone_note(pattern.someone, number)]
    return tuple(note for note in notes if note)


def _share_note(rule: Share, number: Mapping[Predicate, int], people: int) -> Note | None:
    count = sum(number[predicate] for predicate in rule.predicates)
    limit = math.floor(rule.share * people) if rule.at_most else math.ceil(rule.share * people)
    if (count <= limit) if rule.at_most else (count >= limit):
        return None
    percent, word = int(rule.share * 100), _word(rule.predicates)
    bounds = ("paling banyak", "at most") if rule.at_most else ("paling sedikit", "at least")
    text = Text(
        f"{word.id}: {count} dari {people} orang; pola menyebut {bounds[0]} {percent} % ({limit} orang).",
        f"{word.en}: {count} of {people} people; the pattern says {bounds[1]} {percent} % ({limit}).",
    )
    return Note("above_share" if rule.at_most else "below_share", rule.predicates[0], count, limit, text)


def _largest_note(largest: Predicate | None, number: Mapping[Predicate, int]) -> Note | None:
    if largest is None or number[largest] == max(number.values()):
        return None
    text = Text(
        f"{largest.text.id} bukan kelompok terbesar; pola menyebut sebagian besar.",
        f"{largest.text.en} is not the largest group; the pattern says most.",
    )
    return Note("not_largest", largest, number[largest], max(number.values()), text)


def _someone_note(someone: tuple[Predicate, ...], number: Mapping[Predicate, int]) -> Note | None:
    if not someone or any(number[predicate] for predicate in someone):
        return None
    word = _word(someone)
    text = Text(
        f"Belum ada pegawai dengan predikat {word.id}; pola menyebut ada.",
        f"Nobody has the predicate {word.en}; the pattern says someone has.",
    )
    return Note("nobody", someone[0], 0, 1, text)


def _word(predicates: tuple[Predicate, ...]) -> Text:
    texts = [predicate.text for predicate in predicates]
    return Text(" atau ".join(t.id for t in texts), " or ".join(t.en for t in texts))
