"""What a rater may do with his task, what a form must hold, and what he is told before he sends it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from api.assignments.rules import (
    DECLINE_LABELS,
    DeclineCategory,
    Task,
    TaskStatus,
    can_decline,
    can_hand_in,
    can_open_self_form,
    can_reopen,
    check_decline,
    may_rate,
    task_actions,
)
from api.rounds.rules import RoundStatus

DEADLINE = datetime(2026, 12, 18, 17, 0, tzinfo=UTC)
BEFORE = DEADLINE - timedelta(seconds=1)


def make_task(**changes):
    return replace(Task("peer", TaskStatus.OPEN, RoundStatus.OPEN, DEADLINE), **changes)


def code(verdict):
    return verdict.faults[0].code if verdict.faults else None


class TestWhoMayRate:
    def test_only_the_assigned_evaluator_may_rate(self):
        assert may_rate(actor="ani", evaluator="ani", ratee="budi", source="peer")
        assert not may_rate(actor="citra", evaluator="ani", ratee="budi", source="peer")
        assert not may_rate(actor=None, evaluator="ani", ratee="budi", source="peer")

    @pytest.mark.parametrize("source", ["superior", "peer", "subordinate"])
    def test_nobody_rates_himself_as_anything_but_himself(self, source):
        assert not may_rate(actor="ani", evaluator="ani", ratee="ani", source=source)
        assert may_rate(actor="ani", evaluator="ani", ratee="ani", source="self")
        assert not may_rate(actor="ani", evaluator="ani", ratee="budi", source="self")


class TestHandIn:
    def test_a_second_before_the_deadline_it_is_accepted_and_at_the_deadline_not(self):
        assert can_hand_in(make_task(), BEFORE)
        assert code(can_hand_in(make_task(), DEADLINE)) == "deadline_passed"

    @pytest.mark.parametrize("status", [status for status in RoundStatus if status is not RoundStatus.OPEN])
    def test_no_other_state_of_the_round_takes_a_form(self, status):
        assert code(can_hand_in(make_task(round_status=status), BEFORE)) == "round_not_open"

    @pytest.mark.parametrize(
        ("status", "why"),
        [
            (TaskStatus.PLANNED, "round_not_open"),
            (TaskStatus.SUBMITTED, "already_handed_in"),
            (TaskStatus.DECLINED, "declined"),
            (TaskStatus.WITHDRAWN, "withdrawn"),
        ],
    )
    def test_a_form_is_handed_in_once_and_only_for_an_open_task(self, status, why):
        assert code(can_hand_in(make_task(status=status), BEFORE)) == why


class TestReopen:
    @pytest.mark.parametrize("source", ["self", "superior", "peer"])
    def test_a_rater_may_reopen_his_own_form_while_the_round_is_open(self, source):
        task = make_task(source=source, status=TaskStatus.SUBMITTED)
        assert can_reopen(task, BEFORE)
        assert code(can_reopen(task, DEADLINE)) == "deadline_passed"
        assert code(can_reopen(replace(task, round_status=RoundStatus.CALCULATED), BEFORE)) == "round_not_open"

    def test_a_superior_who_has_opened_the_self_evaluation_cannot_correct_himself(self):
        task = make_task(source="superior", status=TaskStatus.SUBMITTED, self_form_seen=True)
        assert code(can_reopen(task, BEFORE)) == "self_form_seen"

    def test_what_was_never_handed_in_is_not_reopened(self):
        assert code(can_reopen(make_task(), BEFORE)) == "not_handed_in"

    @pytest.mark.parametrize(("source", "status"), [*product(["self", "superior", "peer"], TaskStatus)])
    def test_only_a_superior_who_has_sent_his_own_form_reads_the_self_evaluation(self, source, status):
        expected = source == "superior" and status is TaskStatus.SUBMITTED
        assert bool(can_open_self_form(make_task(source=source, status=status))) == expected


class TestDecline:
    def test_a_peer_or_subordinate_may_decline_and_the_person_and_his_superior_may_not(self):
        assert can_decline(make_task(), BEFORE)
        assert can_decline(make_task(source="subordinate"), BEFORE)
        for source in ("self", "superior"):
            assert code(can_decline(make_task(source=source), BEFORE)) == "not_replaceable"

    def test_a_form_that_was_sent_is_not_declined_even_while_it_is_reopened(self):
        assert code(can_decline(make_task(status=TaskStatus.SUBMITTED), BEFORE)) == "already_handed_in"
        assert code(can_decline(make_task(form_sent=True), BEFORE)) == "already_handed_in"

    def test_only_another_reason_must_be_explained(self):
        assert check_decline(DeclineCategory.FAMILY, "") == ()
        assert [fault.code for fault in check_decline(DeclineCategory.OTHER, "tidak")] == ["reason_required"]
        assert check_decline(DeclineCategory.OTHER, "Saya baru pindah ke unit ini") == ()

    def test_every_category_has_its_words(self):
        assert set(DECLINE_LABELS) == set(DeclineCategory)


def test_the_buttons_follow_the_state_of_the_task():
    assert task_actions(make_task(), BEFORE) == ["submit", "decline"]
    assert task_actions(make_task(source="superior"), BEFORE) == ["submit"]
    assert task_actions(make_task(status=TaskStatus.SUBMITTED, form_sent=True), BEFORE) == ["reopen"]
    assert task_actions(make_task(), DEADLINE) == []
