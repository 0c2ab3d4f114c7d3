"""Arrays that are not what they say are refused before anything is calculated."""

import numpy as np
import pytest

from api.scoring.defaults import default_policy
from api.scoring.score import score
from api.scoring.terms import Source
from api.scoring.values import Answers, WorkResults
from tests.scoring.make import answers_of, flat

FORMS = np.full((2, 21), 3, np.uint8)
SOURCE = np.array([1, 2], np.uint8)
WHO = np.array([0, 0], np.int64)


class TestAnswers:
    def test_forms_in_any_order_are_sorted_by_participant_then_source(self) -> None:
        answers = Answers.of([[1], [2], [3], [4]], [2, 1, 0, 1], [1, 1, 1, 0], 2)
        assert answers.participant.tolist() == [0, 1, 1, 1]
        assert answers.source.tolist() == [1, 0, 1, 2]
        assert answers.forms.ravel().tolist() == [4, 3, 2, 1]

    def test_unsorted_forms_are_refused(self) -> None:
        with pytest.raises(ValueError, match="sorted"):
            Answers(FORMS, SOURCE[::-1].copy(), WHO, 1)

    def test_an_answer_of_six_is_refused(self) -> None:
        with pytest.raises(ValueError, match="0 … 5"):
            Answers(FORMS + np.uint8(3), SOURCE, WHO, 1)

    def test_an_unknown_source_is_refused(self) -> None:
        with pytest.raises(ValueError, match="source"):
            Answers(FORMS, np.array([1, len(Source)], np.uint8), WHO, 1)

    @pytest.mark.parametrize("who", [[0, 1], [-1, 0]])
    def test_a_participant_outside_the_round_is_refused(self, who: list[int]) -> None:
        with pytest.raises(ValueError, match="participant"):
            Answers(FORMS, SOURCE, np.array(who, np.int64), 1)

    def test_arrays_of_other_shapes_or_kinds_are_refused(self) -> None:
        with pytest.raises(ValueError, match=r"\(F, I\)"):
            Answers(FORMS, SOURCE[:1], WHO, 1)
        with pytest.raises(ValueError, match="uint8"):
            Answers(FORMS.astype(np.int64), SOURCE, WHO, 1)

    def test_parts_are_numbered_from_zero_and_keep_people_without_forms(self) -> None:
        answers = Answers.of([[1], [2], [3]], [1, 1, 1], [0, 3, 4], 5)
        parts = list(answers.parts(2))
        assert [(run.start, run.stop) for run, _ in parts] == [(0, 2), (2, 4), (4, 5)]
        assert [part.people for _, part in parts] == [2, 2, 1]
        assert [part.participant.tolist() for _, part in parts] == [[0], [1], [0]]


class TestWorkResults:
    def test_columns_become_arrays_with_nothing_for_nothing(self) -> None:
        work = WorkResults.of([None, 2, None], [None, None, 11_050], [False, False, True])
        assert work.code.tolist() == [0, 2, 0]
        assert work.skp.tolist() == [-1, -1, 11_050]
        assert work.part(slice(2, 3)).innovation.tolist() == [True]

    def test_nothing_entered_is_neither_rating_nor_figure_nor_innovation(self) -> None:
        none = WorkResults.none(2)
        assert (none.code.tolist(), none.skp.tolist(), none.innovation.tolist()) == ([0, 0], [-1, -1], [False, False])

    @pytest.mark.parametrize(
        ("code", "skp", "match"),
        [(4, None, "rating"), (None, 12_001, "SKP"), (None, -2, "SKP"), (1, 9_000, "not both")],
    )
    def test_what_cannot_be_is_refused(self, code: int | None, skp: int | None, match: str) -> None:
        with pytest.raises(ValueError, match=match):
            WorkResults.of([code], [skp], [False])

    def test_columns_of_different_length_are_refused(self) -> None:
        with pytest.raises(ValueError, match=r"\(N,\)"):
            WorkResults.of([1, 2], [None], [False])


def test_who_needs_an_officials_decision_is_said_for_each() -> None:
    scores = score(
        default_policy(),
        answers_of([[(Source.SUPERIOR, flat(answer))] for answer in (2, 4)]),
        WorkResults.of([1, 1], [None] * 2, [False] * 2),
    )
    assert scores.needs_official_decision.tolist() == [True, False]
