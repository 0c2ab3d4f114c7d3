"""What is shown of a source that gave nothing, and that a result whose parts are hidden is still there."""

from dataclasses import replace

import pytest

from api.assignments.who_sees import Reader
from api.results.disclosure import Disclosure, ResultState, SourceCounts, Viewer, disclose
from api.results.rules import ResultStatus
from api.results.unit_suppression import UnitCount, shows_count, suppress_unit_table
from api.rounds.rules import RoundStatus

RELEASED = ResultState(RoundStatus.RELEASED, ResultStatus.RELEASED)
THREE = SourceCounts({"BP": 3}, {"BP": (3, 3, 3)}, 3, {"BP": 3})


def see(source: str, counts: SourceCounts, rated_as: str | None = None, reader: Reader = Reader.HEAD) -> Disclosure:
    return disclose(Viewer(reader, rated_as), RELEASED, {source: counts})


@pytest.mark.parametrize("source", ["superior", "self"])
def test_a_named_source_that_gave_nothing_is_said_to_have_nothing(source: str) -> None:
    nothing = see(source, SourceCounts({"BP": 0}, {"BP": ()}, value_commenters={"BP": 0}))
    for flag in (
        nothing.means[source]["BP"],
        nothing.items[source]["BP"],
        nothing.comments[source],
        nothing.comments_by_value[source]["BP"],
    ):
        assert (flag.shown, flag.n, flag.because and flag.because.id) == (False, None, "belum ada")


def test_an_anonymous_source_without_any_form_shows_no_signals() -> None:
    assert not see("peer", SourceCounts()).signals["peer"].shown


def test_answers_of_a_value_that_no_form_counts_for_are_not_shown() -> None:
    assert not see("peer", replace(THREE, forms={}, answers={"BP": (6, 6, 6)})).items["peer"]["BP"].shown


def test_a_result_whose_parts_are_hidden_is_there_all_the_same() -> None:
    mine = see("peer", THREE, rated_as="peer")
    assert (mine.visible, mine.ratings.shown, mine.parts.shown) == (True, True, False)
    assert see("peer", THREE).visible


def test_three_forms_of_the_superior_hide_nothing_from_him() -> None:
    assert see("superior", THREE, rated_as="superior").means["superior"]["BP"].n == 3


def test_a_unit_of_exactly_five_is_shown_and_so_is_an_office_of_five() -> None:
    assert suppress_unit_table(UnitCount("kec", 5)) == {"kec"}
    assert suppress_unit_table(UnitCount("kec", 5, (UnitCount("a", 5),))) == {"kec", "a"}


def test_what_is_left_of_a_unit_beside_its_shown_units_is_nobody_or_five() -> None:
    assert suppress_unit_table(UnitCount("kec", 4, (UnitCount("a", 9),))) == {"kec"}
    assert suppress_unit_table(UnitCount("kec", 0, (UnitCount("a", 9),))) == {"kec", "a"}


@pytest.mark.parametrize(
    ("people", "everybody", "told"),
    [
        (5, 10, True),
        (4, 10, False),
        (6, 10, False),
        (5, 5, True),
        (5, 6, False),
        (9, 10, False),
        (4, 4, False),
        (0, 9, False),
    ],
)
def test_a_number_is_told_where_neither_these_nor_all_others_are_few(people: int, everybody: int, told: bool) -> None:
    assert shows_count(people, everybody) is told
