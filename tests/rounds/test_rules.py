"""The life of a round: every transition tried, every deadline at its boundary second."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from api.rounds.deadlines import end_of_day, last_day
from api.rounds.rules import (
    MOVES,
    Action,
    RoundFacts,
    RoundStatus,
    actions_for,
    can_move,
    check_cancel,
    check_close,
    check_dates,
    check_extension,
    check_reopen,
    effective_deadline,
    effective_status,
    move_between,
    moves_from,
    round_closes_at,
)

WIB = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 12, 15, 5, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
READY = RoundFacts(releasable=1)
EVERY_PERMISSION = {
    "rounds:manage",
    "rounds:open",
    "rounds:close",
    "rounds:extend",
    "rounds:calculate",
    "rounds:release",
    "rounds:archive",
    "rounds:cancel",
}
DOCUMENTED = {
    ("draft", "open"),
    ("open", "closed"),
    ("closed", "open"),
    ("closed", "calculated"),
    ("calculated", "released"),
    ("released", "archived"),
    ("draft", "cancelled"),
    ("open", "cancelled"),
}


def codes(faults):
    return [fault.code for fault in faults]


class TestMoves:
    @pytest.mark.parametrize(("source", "target"), [*product(RoundStatus, RoundStatus)])
    def test_exactly_the_documented_transitions_of_the_seven_by_seven_exist(self, source, target):
        move = move_between(source, target)
        assert (move is not None) == ((source.value, target.value) in DOCUMENTED)
        assert move is None or can_move(source, move.action, READY)

    @pytest.mark.parametrize(("status", "action"), [*product(RoundStatus, [*Action][:7])])
    def test_a_move_is_refused_in_every_state_the_table_does_not_name(self, status, action):
        named = any(move.action is action for move in moves_from(status))
        repeated = (status.value, action.value) in {("calculated", "calculate"), ("released", "release")}
        assert bool(can_move(status, action, READY)) == (named or repeated)

    def test_nothing_leads_out_of_archived_or_cancelled(self):
        assert moves_from(RoundStatus.ARCHIVED) == moves_from(RoundStatus.CANCELLED) == ()

    def test_every_pair_of_states_is_joined_by_at_most_one_move(self):
        assert len({(move.source, move.target) for move in MOVES}) == len(MOVES)

    def test_a_refusal_names_the_state_in_both_languages(self):
        fault = can_move(RoundStatus.CLOSED, Action.CANCEL, READY).faults[0]
        assert fault.code == "round_state"
        assert "ditutup" in fault.message.id
        assert "closed" in fault.message.en


class TestGuards:
    def test_a_round_with_a_blocker_does_not_open(self):
        verdict = can_move(RoundStatus.DRAFT, Action.OPEN, RoundFacts(blockers=2))
        assert codes(verdict.faults) == ["launch_blocked"]

    @pytest.mark.parametrize("action", [Action.CALCULATE, Action.REOPEN])
    def test_a_running_calculation_stops_a_second_one_and_a_reopening(self, action):
        verdict = can_move(RoundStatus.CLOSED, action, RoundFacts(run_in_progress=True))
        assert codes(verdict.faults) == ["run_in_progress"]

    def test_a_rerun_is_possible_until_something_is_released(self):
        assert can_move(RoundStatus.CALCULATED, Action.CALCULATE, RoundFacts())
        verdict = can_move(RoundStatus.CALCULATED, Action.CALCULATE, RoundFacts(released=1))
        assert codes(verdict.faults) == ["already_released"]

    def test_a_release_needs_something_ready(self):
        assert codes(can_move(RoundStatus.CALCULATED, Action.RELEASE, RoundFacts()).faults) == ["nothing_to_release"]

    def test_nothing_is_released_while_a_run_is_at_work(self):
        verdict = can_move(RoundStatus.CALCULATED, Action.RELEASE, RoundFacts(run_in_progress=True, releasable=3))
        assert codes(verdict.faults) == ["run_in_progress"]

    def test_those_who_follow_are_released_in_a_released_round(self):
        assert can_move(RoundStatus.RELEASED, Action.RELEASE, RoundFacts(releasable=1, released=60))

    @pytest.mark.parametrize(
        "waiting", [RoundFacts(unreleased=1), RoundFacts(open_windows=1), RoundFacts(open_objections=1)]
    )
    def test_archiving_waits_for_the_last_result_window_and_objection(self, waiting):
        assert codes(can_move(RoundStatus.RELEASED, Action.ARCHIVE, waiting).faults) == ["not_all_final"]
        assert can_move(RoundStatus.RELEASED, Action.ARCHIVE, RoundFacts())
        for one in ("unreleased", "open_windows", "open_objections"):  # each holds it back, also beside another
            for other in ("unreleased", "open_windows", "open_objections"):
                facts = RoundFacts(**{one: 1, other: 1})
                assert not can_move(RoundStatus.RELEASED, Action.ARCHIVE, facts)


class TestActions:
    def test_a_draft_that_is_ready_can_be_opened_and_worked_on(self):
        assert actions_for(RoundStatus.DRAFT, EVERY_PERMISSION, RoundFacts()) == [
            "open",
            "cancel",
            "update",
            "add_participant",
            "exclude_participant",
            "propose_assignments",
            "clone",
        ]

    def test_a_blocked_draft_does_not_offer_to_open(self):
        assert "open" not in actions_for(RoundStatus.DRAFT, EVERY_PERMISSION, RoundFacts(blockers=1))

    def test_an_open_round_takes_late_joiners_and_extensions_but_no_new_plan(self):
        assert actions_for(RoundStatus.OPEN, EVERY_PERMISSION, RoundFacts()) == [
            "close",
            "cancel",
            "add_participant",
            "exclude_participant",
            "extend",
            "clone",
        ]

    def test_only_what_the_caller_is_permitted_is_offered(self):
        assert actions_for(RoundStatus.CALCULATED, {"rounds:release"}, READY) == ["release"]
        assert actions_for(RoundStatus.CALCULATED, {"rounds:read"}, READY) == []


class TestDeadlines:
    def test_an_open_round_is_closed_at_its_deadline_and_not_a_second_earlier(self):
        assert effective_status(RoundStatus.OPEN, NOON, NOON - SECOND) is RoundStatus.OPEN
        assert effective_status(RoundStatus.OPEN, NOON, NOON) is RoundStatus.CLOSED

    @pytest.mark.parametrize("status", [status for status in RoundStatus if status is not RoundStatus.OPEN])
    def test_a_deadline_changes_no_other_state(self, status):
        assert effective_status(status, NOON, NOON + DAY) is status

    def test_an_assignment_has_the_latest_of_the_rounds_the_units_and_the_persons_deadline(self):
        assert effective_deadline(NOON) == NOON
        assert effective_deadline(NOON, [NOON + DAY], NOON + 2 * DAY) == NOON + 2 * DAY
        assert effective_deadline(NOON, [NOON + 3 * DAY, NOON + DAY], NOON + 2 * DAY) == NOON + 3 * DAY

    def test_an_extension_never_shortens(self):
        assert effective_deadline(NOON, [NOON - DAY], NOON - DAY) == NOON

    def test_the_round_closes_at_the_latest_of_all(self):
        assert round_closes_at(NOON) == NOON
        assert round_closes_at(NOON, [NOON + DAY, NOON - DAY]) == NOON + DAY

    def test_a_day_ends_at_the_offices_midnight(self):
        assert end_of_day(date(2026, 12, 31), WIB) == datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
        assert last_day(end_of_day(date(2026, 12, 31), WIB), WIB) == date(2026, 12, 31)


class TestChecks:
    def test_sensible_dates_are_accepted(self):
        faults = check_dates(
            period_start=date(2026, 1, 1), period_end=date(2026, 12, 31), closes_at=NOON, now=NOON - SECOND
        )
        assert faults == ()

    def test_each_senseless_date_is_pointed_at(self):
        faults = check_dates(period_start=date(2026, 4, 1), period_end=date(2026, 3, 31), closes_at=NOON, now=NOON)
        assert [(fault.pointer, fault.code) for fault in faults] == [
            ("/period_end", "period_backwards"),
            ("/closes_at", "deadline_passed"),
        ]

    def test_a_round_opens_before_it_closes(self):
        year = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31), "closes_at": NOON}
        assert check_dates(**year, opens_at=NOON - SECOND, now=NOON - DAY) == ()
        assert codes(check_dates(**year, opens_at=NOON, now=NOON - DAY)) == ["opens_too_late"]

    def test_a_period_lasts_at_most_a_year(self):
        year = {"period_start": date(2027, 1, 1), "closes_at": NOON, "now": NOON - DAY}
        assert check_dates(period_end=date(2027, 12, 31), **year) == ()
        assert codes(check_dates(period_end=date(2028, 1, 2), **year)) == ["period_too_long"]

    def test_closing_early_needs_a_reason_and_closing_late_does_not(self):
        assert codes(check_close(reason="", latest_deadline=NOON, now=NOON - SECOND)) == ["reason_required"]
        assert check_close(reason=None, latest_deadline=NOON, now=NOON) == ()

    def test_reopening_needs_a_reason_and_a_deadline_ahead(self):
        faults = check_reopen(reason="  a b c  ", new_closes_at=NOON, now=NOON, calculated=False)
        assert codes(faults) == ["reason_required", "deadline_passed"]
        assert not check_reopen(
            reason="Jaringan kelurahan putus", new_closes_at=NOON + SECOND, now=NOON, calculated=False
        )

    def test_nothing_is_reopened_after_the_calculation(self):
        faults = check_reopen(reason="Ada yang terlewat", new_closes_at=NOON + DAY, now=NOON, calculated=True)
        assert codes(faults) == ["already_calculated"]

    def test_an_extension_gives_time(self):
        assert check_extension(new_deadline=NOON + DAY, current=NOON, now=NOON - DAY) == ()
        assert codes(check_extension(new_deadline=NOON, current=NOON, now=NOON - DAY)) == ["not_an_extension"]
        assert codes(check_extension(new_deadline=NOON + DAY, current=NOON, now=NOON + DAY)) == ["deadline_passed"]

    def test_a_cancellation_needs_a_reason(self):
        assert codes(check_cancel(reason=None)) == ["reason_required"]
        assert check_cancel(reason="Instrumen diganti") == ()
