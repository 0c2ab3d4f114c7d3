"""Whether what an account was told determines anything about one or two unnamed forms."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from tests.anonymity.algebra import Row, about_protected_only, modular
from tests.anonymity.offices import Office, Rated
from tests.anonymity.readings import Knowledge
from tests.anonymity.truth import Form, Unknown

SMALLEST = 3


class Leak(NamedTuple):
    """So few unnamed people stand behind something this account can compute."""

    participant: UUID
    source: str
    raters: frozenset[UUID]


@dataclass(frozen=True)
class Reader:
    """An account with what its owner knows by himself: the forms he wrote, and the named ones of his people."""

    employee: UUID | None
    knowledge: Knowledge

    def unknown_forms(self, rated: Rated, key: Unknown) -> list[Form]:
        """Whose answers are still unknown to him in this sum."""
        return [form for form in rated.truth.members[key] if not self._knows(rated, form)]

    def _knows(self, rated: Rated, form: Form) -> bool:
        if self.employee is None:
            return False
        named = not form.source.anonymous and rated.superiors.get(form.participant) == self.employee
        return form.rater == self.employee or named


def leaks(reader: Reader) -> list[Leak]:
    """Every statement about one or two unnamed forms that can be computed, by exact elimination."""
    rounds = {who: rated for rated in reader.knowledge.office.rounds for who in rated.units}
    forms: dict[Unknown, list[Form]] = {}

    def unknown(key: Unknown) -> list[Form]:
        if key not in forms:
            forms[key] = reader.unknown_forms(rounds[key.participant], key)
        return forms[key]

    rows: list[Row[Unknown]] = []
    for linear in reader.knowledge.equations.values():
        row = modular({key: share for key, share in linear.items() if unknown(key)})
        if row:
            rows.append(row)
    left = about_protected_only(rows, lambda key: key.source.anonymous and len(unknown(key)) < SMALLEST)
    return list(_found(left, forms)) if left else []


def _found(rows: list[Row[Unknown]], forms: dict[Unknown, list[Form]]) -> Iterator[Leak]:
    """What is left speaks of small sums only; it tells something where one or two people are enough for all of it."""
    groups = {(key.participant, key.source) for row in rows for key in row}
    for participant, source in groups:
        raters = {form.rater for row in rows for key in row if key[:2] == (participant, source) for form in forms[key]}
        for size in range(1, SMALLEST):
            for few in map(frozenset, combinations(sorted(raters), size)):

                def inside(
                    key: Unknown, few: frozenset[UUID] = few, of: tuple[UUID, object] = (participant, source)
                ) -> bool:
                    return key[:2] == of and {form.rater for form in forms[key]} <= few

                if about_protected_only(rows, inside):
                    yield Leak(participant, source.word, few)
                    return


def unanimous_groups(office: Office) -> int:
    """Groups of three or more of one mind at an end of the scale: the residual no arithmetic can take away."""
    found: Counter[bool] = Counter()
    for rated in office.rounds:
        for (participant, source), forms in list(rated.truth.groups.items()):
            if source.anonymous and len(forms) >= SMALLEST:
                found[rated.truth.is_unanimous(participant, source)] += 1
    return found[True]
