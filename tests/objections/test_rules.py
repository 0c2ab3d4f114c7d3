"""An objection's life as pure rules: every state with every step, the deadline to the second, who is a party."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from api.objections.rules import (
    MOVES,
    OPEN,
    ObjectionAction,
    ObjectionFacts,
    ObjectionStatus,
    RulingOutcome,
    Side,
    actions_for,
    can_do,
    check_grounds,
    check_not_worse,
    check_ruling,
    effective_status,
    may_do,
    status_at_filing,
    waits_for,
)
from api.results.hearing import parties_of
from api.rounds.deadlines import holiday_warnings, last_day, objection_deadline

NOON = datetime(2027, 3, 1, 5, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
A, S, O = ObjectionAction, ObjectionStatus, Side  # noqa: E741
REASON = "Kedua pihak sudah didengar."

# what each side may do in each state, with the hearing running and the assessor's answer there
EXPECTED = {
    (S.FILED, O.PERSON): {A.ATTACH_EVIDENCE, A.WITHDRAW},
    (S.FILED, O.RULER): {A.START_REVIEW},
    (S.FILED, O.RECORDER): {A.START_REVIEW, A.RECORD_RULING},
    (S.UNDER_REVIEW, O.PERSON): {A.ATTACH_EVIDENCE, A.REPLY, A.WITHDRAW},
    (S.UNDER_REVIEW, O.RECORDER): {A.RECORD_RULING},
    (S.HEARD, O.PERSON): {A.WITHDRAW},
    (S.HEARD, O.RULER): {A.RULE},
    (S.HEARD, O.RECORDER): {A.RECORD_RULING},
}


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("status", ObjectionStatus)
def test_every_side_has_exactly_its_steps_in_every_state(status: ObjectionStatus, side: Side) -> None:
    facts = ObjectionFacts(status, hearing_until=NOON + SECOND, answered=True)
    assert set(actions_for(side, facts, NOON)) == EXPECTED.get((status, side), set())


def test_the_assessor_answers_once_and_the_person_replies_to_an_answer() -> None:
    waiting = ObjectionFacts(S.UNDER_REVIEW, NOON + SECOND)
    assert actions_for(O.ASSESSOR, waiting, NOON) == [A.ANSWER]
    assert can_do(A.REPLY, O.PERSON, waiting, NOON).faults[0].code == "no_answer_yet"
    answered = ObjectionFacts(S.UNDER_REVIEW, NOON + SECOND, answered=True)
    assert can_do(A.ANSWER, O.ASSESSOR, answered, NOON).faults[0].code == "already_answered"


@pytest.mark.parametrize("answered", [True, False])
def test_who_lets_the_hearing_pass_was_heard_all_the_same(answered: bool) -> None:
    facts = ObjectionFacts(S.UNDER_REVIEW, NOON, answered)
    assert effective_status(facts, NOON - SECOND) is S.UNDER_REVIEW
    assert effective_status(facts, NOON) is S.HEARD
    assert actions_for(O.RULER, facts, NOON) == [A.RULE]
    assert actions_for(O.ASSESSOR, facts, NOON) == []


def test_neither_the_assessor_nor_the_person_ever_rules() -> None:
    for side in (O.ASSESSOR, O.PERSON, O.OBSERVER):
        assert not may_do(A.RULE, side)
        assert not may_do(A.RECORD_RULING, side)


def test_nothing_leads_out_of_an_end() -> None:
    assert {move.source for move in MOVES} == set(OPEN)


def test_it_waits_for_whose_step_is_missing() -> None:
    def waits(status: ObjectionStatus, *, answered: bool = False, external: bool = False) -> set[Side]:
        return set(waits_for(ObjectionFacts(status, NOON + SECOND, answered), NOON, external=external))

    assert waits(S.FILED) == {O.RULER}
    assert waits(S.FILED, external=True) == {O.RECORDER}
    assert waits(S.UNDER_REVIEW) == {O.ASSESSOR}
    assert waits(S.UNDER_REVIEW, answered=True) == {O.PERSON}
    assert waits(S.HEARD) == {O.RULER}
    assert waits(S.RULED_UPHELD) == waits(S.WITHDRAWN) == waits(S.LATE_REJECTED) == set()


@pytest.mark.parametrize(
    ("zone", "last_second"),
    [
        ("Asia/Jakarta", datetime(2027, 3, 15, 16, 59, 59, tzinfo=UTC)),
        ("Asia/Makassar", datetime(2027, 3, 15, 15, 59, 59, tzinfo=UTC)),
        ("Asia/Jayapura", datetime(2027, 3, 15, 14, 59, 59, tzinfo=UTC)),
    ],
)
def test_one_may_object_until_the_last_second_of_the_last_day_in_the_offices_zone(
    zone: str, last_second: datetime
) -> None:
    deadline = objection_deadline(NOON, 14, ZoneInfo(zone))
    assert status_at_filing(deadline, last_second - SECOND) is S.FILED
    assert status_at_filing(deadline, last_second) is S.FILED
    assert status_at_filing(deadline, last_second + SECOND) is S.LATE_REJECTED
    assert last_day(deadline, ZoneInfo(zone)) == date(2027, 3, 15)
    assert len(holiday_warnings(deadline, {date(2027, 3, 15): "Hari Raya"}, ZoneInfo(zone))) == 1


def test_without_a_receipt_no_time_has_begun() -> None:
    assert status_at_filing(None, NOON) is S.FILED


def test_grounds_name_what_there_is_and_nothing_twice() -> None:
    assert check_grounds(["KB", "work", "whole"], ["KB"]) == ()
    faults = check_grounds(["KB", "XX", "KB"], ["KB"])
    assert [(fault.pointer, fault.code) for fault in faults] == [
        ("/grounds/1/about", "unknown_value"),
        ("/grounds/2/about", "named_twice"),
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": "pendek"}, "reason_required"),
        ({"outcome": RulingOutcome.CHANGED, "rated": False}, "ratings_required"),
        ({"changes": True}, "changes_with_upheld"),
        ({"rated": True}, "changes_with_upheld"),
        ({"external": True}, "document_required"),
    ],
)
def test_a_ruling_says_all_it_has_to(given: dict[str, object], code: str) -> None:
    fine = {
        "outcome": RulingOutcome.UPHELD,
        "reason": REASON,
        "changes": False,
        "rated": False,
        "document": "",
        "external": False,
    }
    outcome = fine | given
    assert check_ruling(fine.pop("outcome"), **fine) == ()  # type: ignore[arg-type]
    assert [fault.code for fault in check_ruling(outcome.pop("outcome"), **outcome)] == [code]  # type: ignore[arg-type]


def test_nobody_ends_worse_for_having_objected() -> None:
    assert check_not_worse((2, 2), (2, 1)) == ()
    assert [fault.pointer for fault in check_not_worse((2, 2), (1, 3))] == ["/behaviour_rating"]


class TestParties:
    kasi, camat, sekda, person = uuid4(), uuid4(), uuid4(), uuid4()

    def parties(self, *line, decider=None, outside=False):
        return parties_of(line, person=self.person, decider=decider, outside=outside)

    def test_the_superior_of_the_assessor_rules(self) -> None:
        assert self.parties(self.kasi, self.camat, decider=self.kasi) == (self.kasi, self.camat)

    def test_where_the_superior_decided_in_his_place_the_next_one_rules(self) -> None:
        assert self.parties(self.kasi, self.camat, self.sekda, decider=self.camat) == (self.camat, self.sekda)
        assert self.parties(self.kasi, self.camat, decider=self.camat) == (self.camat, None)

    def test_who_decided_and_was_promoted_above_does_not_rule_on_himself(self) -> None:
        new_kasi = uuid4()
        assert self.parties(new_kasi, self.kasi, self.sekda, decider=self.kasi).ruler == self.sekda

    def test_a_new_holder_of_the_post_answers_for_it(self) -> None:
        new_kasi = uuid4()
        assert self.parties(new_kasi, self.camat, decider=self.kasi) == (new_kasi, self.camat)

    def test_nobody_is_a_party_to_his_own(self) -> None:
        assert self.parties(self.kasi, self.person, self.camat, decider=self.kasi) == (self.kasi, self.camat)

    def test_above_the_office_nobody_here_is_a_party(self) -> None:
        assert self.parties(self.camat, decider=self.camat) == (self.camat, None)
        assert self.parties(self.kasi, self.camat, outside=True) == (None, None)
        assert self.parties() == (None, None)
