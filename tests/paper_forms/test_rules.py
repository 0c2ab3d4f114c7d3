"""Who may print and type, and when two typings say the same."""

import pytest

from api.paper_forms.rules import (
    Difference,
    Person,
    Typing,
    TypingOutcome,
    difference,
    may_be_typist,
    may_print,
    may_type,
    outcome_of,
)


def person(key: str, unit: str = "seksi", level: str = "pelaksana", *superiors: str) -> Person:
    return Person(key, frozenset({unit}), level, frozenset(superiors))


RATER = person("rater", "seksi", "pelaksana", "kasi", "camat")
RATED = person("rated", "kelurahan", "pelaksana", "lurah", "camat")


def allowed(typist: Person | None, *, account: str = "typist", sees_progress: bool = False) -> bool:
    return may_type(
        typist=typist,
        account=account,
        sees_progress=sees_progress,
        concerned=[RATER, RATED],
        handled_by=["printer", "first", None],
    )


class TestMayType:
    @pytest.mark.parametrize(
        "typist", [None, person("clerk", "sekretariat", "pelaksana", "sekcam"), person("kasi2", "other", "pengawas")]
    )
    def test_somebody_outside_may(self, typist: Person | None) -> None:
        assert allowed(typist)

    @pytest.mark.parametrize(
        "typist",
        [
            RATER,
            RATED,
            person("kasi", "elsewhere"),
            person("lurah", "elsewhere"),
            person("camat", "kecamatan"),
            person("colleague", "seksi"),
            person("neighbour", "kelurahan"),
            person("helper", "elsewhere", "pelaksana", "rated"),
            person("below", "elsewhere", "pelaksana", "rater"),
        ],
        ids=lambda one: one.key,
    )
    def test_nobody_who_belongs_to_rater_or_rated_may(self, typist: Person) -> None:
        assert not allowed(typist)

    @pytest.mark.parametrize("account", ["printer", "first"])
    def test_nobody_who_had_the_sheet_before_may(self, account: str) -> None:
        assert not allowed(None, account=account)

    def test_nobody_who_sees_whose_count_moves_may(self) -> None:
        assert not allowed(None, sees_progress=True)
        assert not may_be_typist(sees_progress=True)

    def test_who_moved_belongs_to_both_units(self) -> None:
        moved = Person("moved", frozenset({"sekretariat", "kelurahan"}), "pelaksana", frozenset())
        assert not allowed(moved)


class TestMayPrint:
    def test_who_is_not_rated_may(self) -> None:
        assert may_print(officer=None, rater=RATER)

    def test_another_level_may(self) -> None:
        assert may_print(officer=person("kasubbag", "sekretariat", "pengawas", "sekcam"), rater=RATER)

    @pytest.mark.parametrize(
        "officer",
        [RATER, person("peer", "elsewhere"), person("staff", "x", "pengawas", "rater")],
        ids=["himself", "one level", "his superior is the rater"],
    )
    def test_who_could_be_rated_by_him_may_not(self, officer: Person) -> None:
        assert not may_print(officer=officer, rater=RATER)


class TestDifference:
    def test_equal_typings_have_none(self) -> None:
        first = Typing({"1": 4, "2": 0}, {"": "Bekerja rapi, tepat waktu.", "KB": ""})
        second = Typing({"1": 4, "2": 0}, {"": "bekerja  rapi tepat\nwaktu"})
        assert difference(first, second) == Difference((), ())

    def test_it_tells_where_and_not_what(self) -> None:
        first = Typing({"1": 4, "2": 3, "10": 5}, {"BP": "Ramah", "KB": "Baik"})
        second = Typing({"1": 4, "2": 2, "10": 4}, {"BP": "Ramah", "KB": "Buruk", "": "Lain"})
        assert difference(first, second) == Difference((2, 10), ("", "KB"))

    @pytest.mark.parametrize(
        ("found", "differed", "outcome"),
        [
            (Difference((), ()), False, TypingOutcome.ENTERED),
            (Difference((), ()), True, TypingOutcome.ENTERED),
            (Difference((2,), ()), False, TypingOutcome.DIFFERS),
            (Difference((), ("KB",)), False, TypingOutcome.DIFFERS),
            (Difference((2,), ()), True, TypingOutcome.RESTART),
        ],
    )
    def test_a_difference_is_shown_once(self, found: Difference, differed: bool, outcome: TypingOutcome) -> None:
        assert outcome_of(found, differed=differed) is outcome
