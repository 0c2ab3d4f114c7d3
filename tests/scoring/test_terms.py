"""Every code has its words in both languages, and the codes are those of SIASN."""

from typing import Any

import pytest

from api.scoring.agreement import SelfView, ValueView
from api.scoring.terms import (
    Absence,
    Expectation,
    Incomplete,
    OrganisationPredicate,
    Predicate,
    ProposalState,
    Source,
)

ENUMS = (Absence, Expectation, Incomplete, OrganisationPredicate, Predicate, ProposalState, Source, SelfView, ValueView)
FROM_ONE = (Expectation, OrganisationPredicate, Predicate, ProposalState)


@pytest.mark.parametrize("enum", ENUMS)
def test_every_code_has_distinct_words_in_both_languages(enum: Any) -> None:
    texts = [member.text for member in enum]
    assert all(text.id and text.en for text in texts)
    assert len({text.id for text in texts}) == len({text.en for text in texts}) == len(texts)


def test_codes_are_those_exchanged_with_siasn() -> None:
    assert [(code.value, code.text.id) for code in Expectation] == [
        (1, "Di atas ekspektasi"),
        (2, "Sesuai ekspektasi"),
        (3, "Di bawah ekspektasi"),
    ]
    assert [(code.value, code.text.id) for code in Predicate] == [
        (1, "Sangat Baik"),
        (2, "Baik"),
        (3, "Butuh Perbaikan"),
        (4, "Kurang"),
        (5, "Sangat Kurang"),
    ]


@pytest.mark.parametrize(("enum", "first"), [(enum, 1 if enum in FROM_ONE else 0) for enum in ENUMS])
def test_codes_are_kept_in_results_and_so_never_change(enum: Any, first: int) -> None:
    assert [code.value for code in enum] == list(range(first, first + len(enum)))


def test_sources_carry_the_words_of_the_api() -> None:
    assert [source.word for source in Source] == ["self", "superior", "peer", "subordinate"]
    assert [source.anonymous for source in Source] == [False, False, True, True]
