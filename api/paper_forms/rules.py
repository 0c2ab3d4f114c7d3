"""Who may print and type paper forms, and when two typings say the same (docs/decisions/0010-paper-forms.md)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from api.assignments.rules import normalise_comment

LEAST_TYPISTS = 2
LEAST_RATERS = 2
"""With a single rater on paper whoever types knows from whom a sheet is."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with his units, his level among peers, and everybody above him, by key."""

    key: str
    units: frozenset[str]
    level: str
    superiors: frozenset[str]


def may_print(*, officer: Person | None, rater: Person) -> bool:
    """Whoever prints reads whom this rater rates; so he must not be one who could be rated by him.

    That follows from posts alone, never from the tasks: a refusal tells nobody who was drawn. `officer` is None where he
    is not rated in this round.
    """
    if officer is None:
        return True
    return officer.key != rater.key and officer.level != rater.level and rater.key not in officer.superiors


def may_be_typist(*, sees_progress: bool) -> bool:
    """Nobody who sees which rater has handed in: after typing he would see whose count has moved."""
    return not sees_progress


def may_type(
    *,
    typist: Person | None,
    account: str,
    sees_progress: bool,
    concerned: Sequence[Person],
    handled_by: Collection[str | None],
) -> bool:
    """Two people outside do it: for each sheet somebody else than who printed it and who typed it the first time, and
    nobody who belongs to the rater or to the person rated (`concerned`). `typist` is None for who is no employee."""
    if not may_be_typist(sees_progress=sees_progress) or account in handled_by:
        return False
    return typist is None or not any(_belong_together(typist, one) for one in concerned)


def _belong_together(one: Person, other: Person) -> bool:
    """The same, of one unit, or one of them anywhere above the other."""
    same = one.key == other.key or not one.units.isdisjoint(other.units)
    return same or one.key in other.superiors or other.key in one.superiors


class TypingOutcome(StrEnum):
    WAITING = "waiting"
    """Typed once; a second person types it too."""
    DIFFERS = "differs"
    """The two typings are not the same; the second typist looks at the paper once more."""
    RESTART = "restart"
    """They still differ; both are gone, and it begins anew."""
    ENTERED = "entered"


class Typing(NamedTuple):
    """What somebody read on a sheet: answers by item number, comments by value."""

    answers: Mapping[str, int]
    comments: Mapping[str, str]


class Difference(NamedTuple):
    """Where two typings differ, never in what."""

    items: tuple[int, ...]
    comments: tuple[str, ...]


def difference(first: Typing, second: Typing) -> Difference:
    items = (item for item in first.answers if first.answers[item] != second.answers.get(item))
    codes = sorted(first.comments.keys() | second.comments.keys())
    return Difference(
        tuple(sorted(int(item) for item in items)),
        tuple(code for code in codes if _letters(first.comments.get(code)) != _letters(second.comments.get(code))),
    )


def _letters(comment: str | None) -> str:
    """A comment by its letters and digits: two people who copy one hand differ in capitals, blanks and commas."""
    return "".join(one for one in normalise_comment(comment or "").casefold() if one.isalnum())


def outcome_of(found: Difference, *, differed: bool) -> TypingOutcome:
    """Of the second typing; `differed`: it was sent back once already."""
    if not any(found):
        return TypingOutcome.ENTERED
    return TypingOutcome.RESTART if differed else TypingOutcome.DIFFERS
