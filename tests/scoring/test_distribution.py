"""The check of SE MenPANRB 3/2023 warns in words and never blocks (figures: cases/02_pola_distribusi.yaml)."""

from fractions import Fraction

import pytest

from api.scoring.distribution import CONSIDERATION, SE_3_2023, Pattern, Share, distribution_notes
from api.scoring.terms import OrganisationPredicate, Predicate


def test_a_note_names_the_class_its_count_and_the_limit() -> None:
    counts = {Predicate.VERY_GOOD: 14, Predicate.GOOD: 47, Predicate.NEEDS_IMPROVEMENT: 2}
    (note,) = distribution_notes(OrganisationPredicate.GOOD, counts)
    assert (note.predicate, note.count, note.limit) == (Predicate.GOOD, 47, 44)
    assert note.text.id == "Baik: 47 dari 63 orang; pola menyebut paling banyak 70 % (44 orang)."
    assert "47 of 63" in note.text.en


def test_a_class_that_nobody_is_in_is_named_with_nobody() -> None:
    (note,) = distribution_notes(OrganisationPredicate.GOOD, {Predicate.VERY_GOOD: 20, Predicate.GOOD: 43})
    assert (note.predicate, note.count, note.limit) == (Predicate.NEEDS_IMPROVEMENT, 0, 1)


def test_a_tie_for_the_largest_class_passes() -> None:
    counts = {Predicate.VERY_GOOD: 5, Predicate.GOOD: 5, Predicate.POOR: 1}
    assert distribution_notes(OrganisationPredicate.GOOD, counts) == ()
    assert distribution_notes(OrganisationPredicate.EXCELLENT, counts) == ()


@pytest.mark.parametrize("organisation", OrganisationPredicate)
def test_every_organisation_predicate_has_a_pattern_and_an_empty_office_no_note(
    organisation: OrganisationPredicate,
) -> None:
    assert SE_3_2023[organisation].shares
    assert distribution_notes(organisation, dict.fromkeys(Predicate, 0)) == ()


def test_it_says_that_the_pattern_is_a_consideration() -> None:
    assert "bukan kuota" in CONSIDERATION.id


@pytest.mark.parametrize(
    ("organisation", "counts", "codes"),
    [
        (OrganisationPredicate.EXCELLENT, (70, 30, 0, 0, 0), []),
        (OrganisationPredicate.EXCELLENT, (71, 29, 0, 0, 0), ["above_share"]),
        (OrganisationPredicate.NEEDS_IMPROVEMENT, (10, 30, 60, 0, 0), []),
        (OrganisationPredicate.NEEDS_IMPROVEMENT, (11, 30, 59, 0, 0), ["below_share", "above_share"]),
    ],
)
def test_of_a_hundred_people_the_shares_are_seen_to_the_person(
    organisation: OrganisationPredicate, counts: tuple[int, ...], codes: list[str]
) -> None:
    notes = distribution_notes(organisation, dict(zip(Predicate, counts, strict=True)))
    assert [note.code for note in notes] == codes


def test_a_pattern_may_ask_for_everybody() -> None:
    everybody = {OrganisationPredicate.GOOD: Pattern((Share((Predicate.GOOD,), Fraction(1), at_most=False),))}
    (note,) = distribution_notes(OrganisationPredicate.GOOD, {Predicate.GOOD: 2, Predicate.POOR: 1}, everybody)
    assert note.text.id == "Baik: 2 dari 3 orang; pola menyebut paling sedikit 100 % (3 orang)."
