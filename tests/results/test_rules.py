"""From proposal to release: what a decision must say, who may take it, and that nobody takes it for himself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from api.results.rules import (
    ACKNOWLEDGEMENT,
    DEPARTURE_LABELS,
    DecidesAs,
    Decision,
    DepartureCategory,
    Proposal,
    ResultFacts,
    ResultStatus,
    can_acknowledge,
    can_confirm,
    can_decide,
    can_release,
    can_respond,
    check_decision,
    decides_as,
    departs,
    may_release,
    predicate_of,
    split_release,
)
from api.rounds.rules import RoundKind, RoundStatus
from api.scoring.terms import Expectation, Incomplete, Predicate

P = Predicate
MATRIX = (
    (P.VERY_GOOD, P.GOOD, P.POOR),
    (P.GOOD, P.GOOD, P.POOR),
    (P.NEEDS_IMPROVEMENT, P.NEEDS_IMPROVEMENT, P.VERY_POOR),
)
ABOVE, MEETS, BELOW = Expectation
NOW = datetime(2027, 1, 10, 3, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
REASON = "Bukti layanan jemput bola belum tercermin"
FACTS = ResultFacts(
    participant="staf",
    round_status=RoundStatus.CALCULATED,
    kind=RoundKind.FULL,
    status=ResultStatus.PROPOSAL,
    work_result_known=True,
    assessor="lurah",
    next_assessor="camat",
    takeover_from=NOW,
)


def code(verdict):
    return verdict.faults[0].code if verdict.faults else None


def faults(proposal, decision, **more):
    return [(fault.pointer, fault.code) for fault in check_decision(proposal, decision, matrix=MATRIX, **more)]


class TestPredicate:
    def test_the_nine_cells_follow_the_matrix(self):
        cells = [
            predicate_of(Decision(work, behaviour), MATRIX) for work, behaviour in product(Expectation, Expectation)
        ]
        assert [int(cell) for cell in cells] == [1, 2, 4, 2, 2, 4, 3, 3, 5]


class TestDecision:
    @pytest.mark.parametrize(("work", "behaviour"), [(ABOVE, ABOVE), (ABOVE, MEETS), (MEETS, MEETS), (BELOW, ABOVE)])
    def test_a_proposal_decided_as_proposed_needs_no_reason(self, work, behaviour):
        assert faults(Proposal(work, behaviour), Decision(work, behaviour)) == []
        assert can_confirm(Proposal(work, behaviour), MATRIX)

    def test_a_departure_needs_a_reason_and_its_category(self):
        proposal = Proposal(MEETS, MEETS)
        assert departs(proposal, Decision(ABOVE, MEETS))
        assert faults(proposal, Decision(ABOVE, MEETS)) == [
            ("/reason", "reason_required"),
            ("/category", "category_required"),
        ]
        decided = Decision(ABOVE, MEETS, REASON, DepartureCategory.EVIDENCE)
        assert faults(proposal, decided) == []

    def test_a_departure_in_behaviour_alone_is_one_too(self):
        assert departs(Proposal(MEETS, MEETS), Decision(MEETS, ABOVE))

    def test_an_instructed_departure_names_who_instructed(self):
        decided = Decision(ABOVE, MEETS, REASON, DepartureCategory.INSTRUCTED)
        assert faults(Proposal(MEETS, MEETS), decided) == [("/instructed_by", "instructor_required")]
        assert faults(Proposal(MEETS, MEETS), replace(decided, instructed_by="Camat")) == []

    @pytest.mark.parametrize(("work", "behaviour"), [(ABOVE, BELOW), (MEETS, BELOW), (BELOW, BELOW)])
    def test_an_adverse_predicate_is_never_confirmed_unread_and_needs_a_reason(self, work, behaviour):
        proposal = Proposal(work, behaviour)
        assert not can_confirm(proposal, MATRIX)
        assert faults(proposal, Decision(work, behaviour)) == [("/reason", "reason_required")]
        assert faults(proposal, Decision(work, behaviour, REASON)) == []

    @pytest.mark.parametrize("why", [reason for reason in Incomplete if reason])
    def test_an_incomplete_result_is_decided_with_a_reason_and_has_nothing_to_depart_from(self, why):
        proposal = Proposal(MEETS, None, why)
        assert not departs(proposal, Decision(MEETS, ABOVE))
        assert not can_confirm(proposal, MATRIX)
        assert faults(proposal, Decision(MEETS, MEETS)) == [("/reason", "reason_required")]
        assert faults(proposal, Decision(MEETS, MEETS, REASON)) == []

    def test_an_outside_officials_decision_names_its_document(self):
        assert faults(Proposal(MEETS, MEETS), Decision(MEETS, MEETS), external=True) == [
            ("/document", "document_required")
        ]
        decided = Decision(MEETS, MEETS, document="800/123/BKPSDM/2027")
        assert faults(Proposal(MEETS, MEETS), decided, external=True) == []

    def test_without_a_work_result_nothing_is_confirmed(self):
        assert not can_confirm(Proposal(None, MEETS), MATRIX)

    def test_every_category_has_its_words(self):
        assert set(DEPARTURE_LABELS) == set(DepartureCategory)


class TestCanDecide:
    @pytest.mark.parametrize("status", [*RoundStatus])
    def test_results_are_decided_between_calculation_and_archive(self, status):
        verdict = can_decide(replace(FACTS, round_status=status), NOW)
        assert bool(verdict) == (status in (RoundStatus.CALCULATED, RoundStatus.RELEASED))

    def test_a_decision_can_be_made_anew_until_its_release(self):
        assert can_decide(replace(FACTS, status=ResultStatus.DECIDED), NOW)
        assert code(can_decide(replace(FACTS, status=ResultStatus.RELEASED), NOW)) == "already_released"

    def test_the_work_result_comes_first(self):
        assert code(can_decide(replace(FACTS, work_result_known=False), NOW)) == "work_result_missing"

    def test_nobody_decides_while_the_person_may_still_respond(self):
        assert code(can_decide(replace(FACTS, responses_until=NOW + SECOND), NOW)) == "responses_open"
        assert can_decide(replace(FACTS, responses_until=NOW), NOW)

    def test_a_practice_round_decides_nothing(self):
        assert code(can_decide(replace(FACTS, kind=RoundKind.PRACTICE), NOW)) == "practice_round"


class TestWhoDecides:
    def who(self, actor, now=NOW - SECOND, records_external=False, **changes):
        return decides_as(replace(FACTS, **changes), actor, now, records_external=records_external)

    def test_the_holder_of_the_superior_post_decides(self):
        assert self.who("lurah") is DecidesAs.ASSESSOR

    @pytest.mark.parametrize("actor", ["seklur", "staf", None])
    def test_nobody_else_does(self, actor):
        assert self.who(actor) is None

    def test_his_superior_takes_over_at_the_instant_it_is_due_and_not_before(self):
        assert self.who("camat") is None
        assert self.who("camat", now=NOW) is DecidesAs.TAKEOVER

    def test_a_vacant_post_is_taken_over_at_once(self):
        assert self.who("camat", assessor=None) is DecidesAs.TAKEOVER

    def test_without_a_date_nobody_takes_over(self):
        assert self.who("camat", now=NOW, takeover_from=None) is None

    def test_nobody_decides_his_own_result_in_any_quality(self):
        for changes in ({"assessor": "staf"}, {"next_assessor": "staf", "assessor": None}, {"outside": True}):
            assert self.who("staf", now=NOW, records_external=True, **changes) is None

    def test_an_outside_decision_is_recorded_by_the_personnel_officer_alone(self):
        assert self.who("kepegawaian", records_external=True, outside=True) is DecidesAs.EXTERNAL
        assert self.who("lurah", outside=True) is None
        assert self.who("kepegawaian", records_external=True) is None

    def test_an_absent_post_is_nobodys(self):
        assert self.who(None, assessor=None) is None


class TestRelease:
    def test_only_decided_results_are_released(self):
        assert code(can_release(FACTS)) == "not_decided"
        assert can_release(replace(FACTS, status=ResultStatus.DECIDED))
        assert code(can_release(replace(FACTS, status=ResultStatus.RELEASED))) == "already_released"

    def test_nothing_is_released_before_the_calculation(self):
        for status in set(RoundStatus) - {RoundStatus.CALCULATED, RoundStatus.RELEASED}:
            assert code(can_release(replace(FACTS, status=ResultStatus.DECIDED, round_status=status))) == "round_state"

    def test_a_practice_round_is_released_without_decisions(self):
        assert can_release(replace(FACTS, kind=RoundKind.PRACTICE))

    def test_nobody_releases_his_own_result(self):
        assert not may_release("staf", "staf")
        assert may_release("camat", "staf")

    def test_decided_results_go_out_and_the_rest_follow(self):
        decided = replace(FACTS, status=ResultStatus.DECIDED)
        mine = replace(decided, participant="kepegawaian")
        gone = replace(FACTS, participant="c", status=ResultStatus.RELEASED)
        part = split_release([decided, mine, FACTS, gone], "kepegawaian")
        assert (part.ready, part.own, part.following) == ((decided,), (mine,), (FACTS,))


class TestReceiptAndResponse:
    def test_reading_is_acknowledged_by_the_person_and_of_a_released_result(self):
        released = replace(FACTS, status=ResultStatus.RELEASED)
        assert can_acknowledge(released, "staf")
        assert code(can_acknowledge(released, "lurah")) == "not_your_result"
        assert code(can_acknowledge(FACTS, "staf")) == "not_released"

    def test_the_words_say_receipt_and_not_consent(self):
        assert "bukan persetujuan" in ACKNOWLEDGEMENT.id
        assert "not consent" in ACKNOWLEDGEMENT.en

    def test_the_person_responds_before_the_stage_ends(self):
        open_stage = replace(FACTS, responses_until=NOW)
        assert can_respond(open_stage, "staf", NOW - SECOND)
        assert code(can_respond(open_stage, "staf", NOW)) == "deadline_passed"
        assert code(can_respond(open_stage, "lurah", NOW - SECOND)) == "not_your_result"
        assert code(can_respond(FACTS, "staf", NOW)) == "no_responses"
