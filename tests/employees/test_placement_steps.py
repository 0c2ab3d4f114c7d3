from datetime import date
from uuid import UUID, uuid4

import pytest

from api.employees.placement_steps import Action, Held, PlacementStep, placement_step

A, B, C = uuid4(), uuid4(), uuid4()
TODAY = date(2026, 6, 1)


def held(position: UUID, starts: str, ends: str | None = None, kind: str = "definitif") -> Held:
    return Held(uuid4(), position, kind, date.fromisoformat(starts), date.fromisoformat(ends) if ends else None)


def step(
    own: list[Held], position: UUID | None = A, since: str | None = None, kind: str = "definitif"
) -> PlacementStep:
    day = date.fromisoformat(since) if since else None
    return placement_step(own, position_id=position, kind=kind, since=day, today=TODAY)


class TestDefinitive:
    def test_the_first_placement_begins_with_the_listed_day_or_today(self) -> None:
        assert step([], since="2024-03-01") == PlacementStep(Action.OPEN, None, date(2024, 3, 1))
        assert step([], position=None).starts_on == TODAY

    @pytest.mark.parametrize("since", [None, "2024-01-01"])
    def test_what_is_recorded_already_is_kept(self, since: str | None) -> None:
        own = [held(A, "2024-01-01")]
        assert step(own, since=since) == PlacementStep(Action.KEEP, own[0], date(2024, 1, 1))

    def test_another_post_ends_the_former_the_day_before(self) -> None:
        own = [held(B, "2020-01-01")]
        found = step(own, since="2026-05-01")
        assert found == PlacementStep(Action.OPEN, own[0], date(2026, 5, 1), None, ((own[0].id, date(2026, 4, 30)),))

    def test_one_that_has_ended_before_needs_no_cut(self) -> None:
        own = [held(B, "2020-01-01", "2023-12-31")]
        assert step(own, since="2024-01-01") == PlacementStep(Action.OPEN, own[0], date(2024, 1, 1))

    def test_another_day_in_the_same_post_corrects_the_day(self) -> None:
        own = [held(B, "2020-01-01", "2023-12-31"), held(A, "2024-01-01")]
        earlier = step(own, since="2023-07-01")
        assert earlier == PlacementStep(
            Action.CORRECT, own[1], date(2023, 7, 1), None, ((own[0].id, date(2023, 6, 30)),)
        )
        assert step(own, since="2024-02-01") == PlacementStep(Action.CORRECT, own[1], date(2024, 2, 1))

    def test_another_post_since_the_same_day_corrects_the_post(self) -> None:
        own = [held(B, "2024-01-01")]
        assert step(own, since="2024-01-01") == PlacementStep(Action.CORRECT, own[0], date(2024, 1, 1))

    def test_a_day_before_earlier_history_is_left_out(self) -> None:
        own = [held(B, "2020-01-01", "2023-12-31"), held(A, "2024-01-01")]
        same = step(own, since="2019-01-01")
        assert (same.action, same.starts_on, same.warning) == (Action.KEEP, date(2024, 1, 1), "history_disagrees")
        other = step(own, position=C, since="2019-01-01")
        assert (other.action, other.starts_on, other.warning) == (Action.CORRECT, date(2024, 1, 1), "history_disagrees")
        assert not same.changes
        assert other.changes

    def test_who_comes_back_to_his_post_goes_on_or_begins_anew(self) -> None:
        own = [held(A, "2020-01-01", "2025-12-31")]
        assert step(own, since="2020-01-01") == PlacementStep(Action.CORRECT, own[0], date(2020, 1, 1))
        assert step(own, since="2026-02-01") == PlacementStep(Action.OPEN, own[0], date(2026, 2, 1))
        assert step(own) == PlacementStep(Action.OPEN, own[0], TODAY)

    def test_who_gets_the_post_he_acted_for_acts_no_longer(self) -> None:
        own = [held(B, "2020-01-01"), held(A, "2026-01-01", kind="plt"), held(C, "2026-01-01", kind="plt")]
        found = step(own, since="2026-05-01")
        assert dict(found.cuts) == {own[0].id: date(2026, 4, 30), own[1].id: date(2026, 4, 30)}

    def test_a_future_post_that_is_recorded_is_kept(self) -> None:
        own = [held(B, "2020-01-01", "2026-06-30"), held(A, "2026-07-01")]
        assert step(own, since="2026-07-01").action is Action.KEEP

    def test_a_transfer_that_is_recorded_for_later_stays(self) -> None:
        own = [held(B, "2020-01-01", "2026-06-30"), held(A, "2026-07-01")]
        present = step(own, position=B, since="2020-01-01")
        assert (present.action, present.ends_on) == (Action.KEEP, date(2026, 6, 30))
        corrected = step(own, position=B, since="2020-02-01")
        assert (corrected.action, corrected.base, corrected.ends_on) == (Action.CORRECT, own[0], date(2026, 6, 30))
        between = step(own, position=C, since="2026-05-01")
        assert (between.action, between.ends_on) == (Action.OPEN, date(2026, 6, 30))
        assert dict(between.cuts) == {own[0].id: date(2026, 4, 30)}


class TestActing:
    def test_a_term_runs_beside_the_post(self) -> None:
        own = [held(B, "2020-01-01")]
        assert step(own, kind="plt", since="2026-05-01") == PlacementStep(Action.OPEN, None, date(2026, 5, 1))

    def test_a_term_that_is_recorded_is_kept_or_its_day_corrected(self) -> None:
        own = [held(A, "2026-05-01", kind="plt")]
        assert step(own, kind="plt").action is Action.KEEP
        assert step(own, kind="plt", since="2026-05-01").action is Action.KEEP
        assert step(own, kind="plt", since="2026-04-01") == PlacementStep(Action.CORRECT, own[0], date(2026, 4, 1))

    def test_a_term_that_was_ended_here_is_not_revived_by_an_old_list(self) -> None:
        own = [held(A, "2026-01-01", "2026-04-30", kind="plt")]
        for since in (None, "2026-01-01"):
            found = step(own, kind="plt", since=since)
            assert (found.action, found.warning) == (Action.KEEP, "acting_over")
        assert step(own, kind="plt", since="2026-05-15") == PlacementStep(Action.OPEN, own[0], date(2026, 5, 15))

    def test_plt_and_plh_are_two_terms(self) -> None:
        own = [held(A, "2026-05-01", kind="plt")]
        assert step(own, kind="plh").action is Action.OPEN
