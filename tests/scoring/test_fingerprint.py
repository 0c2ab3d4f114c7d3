"""Equal inputs, equal fingerprint, whatever the order; any other input, another fingerprint."""

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from api.scoring import fingerprint as module
from api.scoring.defaults import default_policy
from api.scoring.fingerprint import answer_keys, fingerprint
from api.scoring.policy import Policy
from api.scoring.terms import Source
from api.scoring.values import WorkResults
from tests.scoring.generated import Person, a_person
from tests.scoring.make import answers_of, flat

PEOPLE = [a_person(random.Random(seed), default_policy()) for seed in range(12)]
NAMES = [f"peserta-{n:02}" for n in range(12)]


def of(
    people: Sequence[Person] = PEOPLE,
    policy: Policy | None = None,
    work: WorkResults | None = None,
    names: Sequence[str] | None = None,
) -> str:
    return fingerprint(policy or default_policy(), answers_of(people), work or WorkResults.none(len(people)), names)


def test_it_is_64_hexadecimal_digits_and_repeats() -> None:
    assert of() == of()
    assert len(of()) == 64
    assert int(of(), 16)


def test_the_order_of_forms_does_not_matter() -> None:
    shuffled = [random.Random(3).sample(forms, len(forms)) for forms in PEOPLE]
    assert of(shuffled) == of()


def test_the_size_of_runs_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = of()
    monkeypatch.setattr(module, "RUN", 5)
    assert of() == whole


def test_with_names_the_numbering_of_people_does_not_matter() -> None:
    order = random.Random(1).sample(range(12), 12)
    work = WorkResults.of([n % 4 or None for n in range(12)], [None] * 12, [False] * 12)
    turned_work = WorkResults(work.code[order], work.skp[order], work.innovation[order])
    turned = of([PEOPLE[n] for n in order], work=turned_work, names=[NAMES[n] for n in order])
    assert turned == of(work=work, names=NAMES)


def test_two_people_who_change_places_change_it() -> None:
    swapped = [PEOPLE[1], PEOPLE[0], *PEOPLE[2:]]
    assert of(swapped) != of()
    assert of(swapped, names=NAMES) != of(names=NAMES)


def test_any_input_that_differs_changes_it() -> None:
    changed = {
        of(),
        of([[*PEOPLE[0], (Source.PEER, flat(3))], *PEOPLE[1:]]),
        of([PEOPLE[0][1:], *PEOPLE[1:]]),
        of([[(Source.SELF, flat(3))], *PEOPLE[1:]]),
        of([[(Source.SELF, flat(4))], *PEOPLE[1:]]),
        of([[(Source.SUPERIOR, flat(4))], *PEOPLE[1:]]),
        of([*PEOPLE, []]),
        of(policy=replace(default_policy(), min_complete_values=6)),
        of(work=WorkResults.of([1, *[None] * 11], [None] * 12, [False] * 12)),
        of(work=WorkResults.of([None] * 12, [100, *[None] * 11], [False] * 12)),
        of(work=WorkResults.of([None] * 12, [None] * 12, [True, *[False] * 11])),
        of(names=NAMES),
        of(names=[*NAMES[:-1], "peserta-99"]),
    }
    assert len(changed) == 13


def test_moving_an_answer_between_two_forms_of_a_source_changes_it() -> None:
    first = [[(Source.PEER, flat(1)), (Source.PEER, flat(5))]]
    mixed = [[(Source.PEER, bytes([5]) + flat(1)[1:]), (Source.PEER, bytes([1]) + flat(5)[1:])]]
    assert of(first) != of(mixed)


@pytest.mark.parametrize("names", [NAMES[:-1], [*NAMES[:-1], NAMES[0]]])
def test_every_participant_needs_a_name_of_his_own(names: list[str]) -> None:
    with pytest.raises(ValueError, match="name"):
        of(names=names)


def test_answers_and_work_results_are_about_the_same_people() -> None:
    with pytest.raises(ValueError, match="same number"):
        of(work=WorkResults.none(3))


def test_a_fingerprint_that_was_kept_is_found_again_years_later() -> None:
    people = [[(Source.SUPERIOR, flat(4)), (Source.PEER, flat(3))], [(Source.SUPERIOR, flat(2))]]
    work = WorkResults.of([None, 2], [11_000, None], [True, False])
    assert of(people, work=work) == "84a5cafa9beb4ad0af3841831d4aa9fb6352d222c49c65227095d24c712760e8"
    named = "a6c0e0aadebcea79ebeba6774009f57b525292fc7d003fb84773be646136a770"
    assert of(people, work=work, names=["b", "a"]) == named


@pytest.mark.parametrize("items", [21, 24, 25, 60])
def test_keys_sort_forms_as_their_answers_do(items: int) -> None:
    chance = random.Random(items)
    forms = [bytes(chance.choice((0, 1, 4, 5)) for _ in range(items)) for _ in range(40)]
    forms += [bytes([first]) + forms[0][1:] for first in range(6)] + [
        forms[0][:-1] + bytes([last]) for last in range(6)
    ]
    keys = answer_keys(np.frombuffer(b"".join(forms), np.uint8).reshape(-1, items))
    assert [forms[at] for at in np.lexsort(keys[::-1])] == sorted(forms)
