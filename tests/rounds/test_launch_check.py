"""What keeps a round from opening, who repairs it, and what is only warned of."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from api.rounds.launch_check import blockers, launch_check
from api.rounds.launch_facts import (
    AccountState,
    Fixer,
    LaunchFacts,
    ParticipantFacts,
    PlanFacts,
    Severity,
    SuperiorFacts,
)
from api.rounds.launch_people import reporting_circle
from api.rounds.rules import RoundKind

WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=WIB)
TODAY = NOW.date()
LURAH = SuperiorFacts("lurah", "Lurah Contoh")
STAFF = tuple(ParticipantFacts(f"staf-{n}", f"Staf {n}", LURAH) for n in range(6))
HEAD = ParticipantFacts("lurah", "Lurah Contoh", None, outside=True)
DEFAULT_WEIGHTS = {"superior": 6_000, "peer": 3_000, "self": 1_000}


def make_facts(**changes):
    facts = LaunchFacts(
        kind=RoundKind.FULL,
        period_start=date(2026, 10, 1),
        period_end=date(2026, 12, 31),
        closes_at=datetime(2026, 12, 19, 0, 0, tzinfo=WIB),  # the end of Friday the 18th
        now=NOW,
        zone=WIB,
        participants=STAFF,
        plan=PlanFacts(),
        weights_bp={"BerAKHLAK v1": DEFAULT_WEIGHTS},
    )
    return replace(facts, **changes)


def under(**superior):
    """The office with one superior who is different."""
    changed = replace(LURAH, **superior)
    return make_facts(participants=tuple(replace(person, superior=changed) for person in STAFF))


def the_only(facts):
    (check,) = launch_check(facts)
    return check


def test_a_round_in_order_has_no_findings():
    assert launch_check(make_facts()) == []


def test_a_round_without_participants_does_not_open():
    check = the_only(make_facts(participants=()))
    assert (check.code, check.severity, check.count) == ("no_participants", Severity.BLOCKER, 0)


def test_whoever_has_no_superior_is_named_and_hr_is_sent_to_the_placement():
    check = the_only(make_facts(participants=(*STAFF, ParticipantFacts("yatim", "Tanpa Atasan", None))))
    assert (check.code, check.severity, check.fixed_by) == ("superior_missing", "blocker", Fixer.HR_OFFICER)
    assert (check.names, check.keys) == (("Tanpa Atasan",), ("yatim",))
    assert check.link == ("transfer_employee", "employee")


def test_the_head_of_the_office_is_rated_outside_and_only_noted():
    check = the_only(make_facts(participants=(*STAFF, HEAD)))
    assert (check.code, check.severity, check.names) == ("rated_outside", "warning", ("Lurah Contoh",))
    assert "di luar sistem" in check.text.id


def test_a_circle_in_the_reporting_line_names_those_in_it_and_not_those_below_it():
    first = ParticipantFacts("a", "Ani", SuperiorFacts("b", "Budi"))
    second = ParticipantFacts("b", "Budi", SuperiorFacts("a", "Ani"))
    below = ParticipantFacts("c", "Citra", SuperiorFacts("a", "Ani"))
    check = the_only(make_facts(participants=(first, second, below)))
    assert (check.code, check.severity, check.names) == ("reporting_circle", "blocker", ("Ani", "Budi"))


@pytest.mark.parametrize(
    ("line", "circle"),
    [
        ({"a": "a"}, {"a"}),
        ({"a": "b", "b": "c", "c": "a", "d": "a", "e": "d"}, {"a", "b", "c"}),
        ({"a": "b", "b": "c"}, set()),
        ({"d": "a", "a": "b", "b": "a", "x": "y", "y": "x"}, {"a", "b", "x", "y"}),
    ],
)
def test_exactly_those_who_come_back_to_themselves_are_in_the_circle(line, circle):
    assert reporting_circle(line) == circle


def test_an_acting_superior_whose_term_is_over_blocks_and_is_named_once():
    check = the_only(under(acting_until=TODAY - timedelta(days=1)))
    assert (check.code, check.severity, check.names) == ("acting_expired", "blocker", ("Lurah Contoh",))


@pytest.mark.parametrize(("until", "code"), [(TODAY, "acting_ends_early"), (date(2026, 12, 17), "acting_ends_early")])
def test_an_acting_term_that_ends_before_the_deadline_is_a_warning(until, code):
    check = the_only(under(acting_until=until))
    assert (check.code, check.severity) == (code, "warning")


def test_an_acting_term_that_lasts_to_the_last_day_is_in_order():
    assert launch_check(under(acting_until=date(2026, 12, 18))) == []


def test_an_inactive_superior_blocks():
    assert the_only(under(active=False)).code == "superior_inactive"


@pytest.mark.parametrize("account", [AccountState.NONE, AccountState.DISABLED])
def test_a_superior_without_a_usable_account_is_the_administrators_task(account):
    check = the_only(under(account=account))
    assert (check.code, check.severity) == ("superior_without_account", "blocker")
    assert (check.fixed_by, check.link.operation) == (Fixer.ADMINISTRATOR, "create_account")


def test_a_superior_who_has_not_activated_his_account_is_asked_to_do_it_himself():
    check = the_only(under(account=AccountState.NOT_ACTIVATED))
    assert (check.code, check.severity, check.fixed_by) == ("superior_not_activated", "warning", Fixer.SUPERIOR)


def test_participants_who_cannot_sign_in_yet_are_counted():
    waiting = [replace(person, account=AccountState.NOT_ACTIVATED) for person in STAFF[:2]]
    check = the_only(make_facts(participants=(*waiting, *STAFF[2:])))
    assert (check.code, check.severity, check.count) == ("accounts_not_activated", "warning", 2)
    assert check.text.id.startswith("2 peserta")
    assert check.text.en.startswith("2 participants")


def test_too_few_possible_peers_is_a_warning_that_states_its_consequence():
    few = replace(STAFF[0], possible_peers=2)
    check = the_only(make_facts(participants=(few, *STAFF[1:])))
    assert (check.code, check.severity, check.names) == ("few_peers", "warning", ("Staf 0",))
    assert "nilai rekan tidak dihitung" in check.text.id


@pytest.mark.parametrize(
    ("weights", "holds"),
    [
        (DEFAULT_WEIGHTS, True),
        ({"superior": 10_000}, True),
        ({"superior": 6_000, "peer": 3_000, "self": 999}, False),
        ({"superior": 0, "peer": 9_000, "self": 1_000}, False),
        ({"superior": 9_000, "peer": 2_000, "self": -1_000}, False),
        ({"peer": 9_000, "self": 1_000}, False),
        ({}, False),
    ],
)
def test_weights_total_exactly_a_hundred_percent_with_the_superior_in_it(weights, holds):
    found = [check.code for check in launch_check(make_facts(weights_bp={"v1": weights}))]
    assert found == ([] if holds else ["weights"])


def test_a_class_of_posts_without_a_published_version_blocks():
    check = the_only(make_facts(classes_without_version=("pengawas", "fungsional")))
    assert (check.code, check.severity, check.names) == ("no_published_version", "blocker", ("fungsional", "pengawas"))


def test_dates_in_the_past_block():
    check = the_only(make_facts(closes_at=NOW))
    assert (check.code, check.severity, check.link.operation) == ("deadline_passed", "blocker", "update_round")


def test_a_deadline_on_a_holiday_is_a_warning():
    check = the_only(make_facts(holidays={date(2026, 12, 18): "Cuti bersama"}))
    assert (check.code, check.severity) == ("deadline_on_holiday", "warning")
    assert "Cuti bersama" in check.text.id


class TestPlan:
    def test_without_a_plan_a_full_round_does_not_open(self):
        assert the_only(make_facts(plan=None)).code == "plan_missing"

    @pytest.mark.parametrize("kind", [RoundKind.FULL, RoundKind.PRACTICE])
    def test_a_plan_older_than_the_facts_blocks(self, kind):
        check = the_only(make_facts(kind=kind, plan=PlanFacts(fresh=False)))
        assert (check.code, check.severity) == ("plan_stale", "blocker")

    def test_a_superior_who_is_also_a_peer_is_counted_and_not_named(self):
        check = the_only(make_facts(plan=PlanFacts(superior_clashes=2)))
        assert (check.code, check.severity, check.count) == ("superior_is_peer", "blocker", 2)
        assert check.names == check.keys == ()

    def test_more_than_seven_forms_for_one_rater_is_a_warning(self):
        check = the_only(make_facts(plan=PlanFacts(loads={"Ani": 8, "Budi": 7})))
        assert (check.code, check.severity, check.names) == ("heavy_load", "warning", ("Ani",))

    def test_a_light_round_needs_neither_peers_nor_plan(self):
        alone = (replace(STAFF[0], possible_peers=0),)
        assert launch_check(make_facts(kind=RoundKind.LIGHT, plan=None, participants=alone)) == []


def test_blockers_come_first_and_are_counted():
    few = replace(STAFF[0], possible_peers=0)
    checks = launch_check(make_facts(plan=None, participants=(few, HEAD)))
    assert [check.severity for check in checks] == ["blocker", "warning", "warning"]
    assert blockers(checks) == 1


def test_every_finding_says_something_in_both_languages_without_open_places():
    worst = make_facts(
        participants=(
            ParticipantFacts("a", "Ani", SuperiorFacts("b", "Budi", False, AccountState.NONE, TODAY), possible_peers=0),
            ParticipantFacts("b", "Budi", SuperiorFacts("a", "Ani", True, AccountState.NONE)),
            ParticipantFacts("c", "Citra", None, account=AccountState.NONE),
            HEAD,
        ),
        plan=PlanFacts(fresh=False, superior_clashes=1, loads={"Ani": 9}),
        weights_bp={"v1": {}},
        classes_without_version=("pelaksana",),
        closes_at=NOW,
    )
    checks = launch_check(worst)
    assert len(checks) >= 12
    for check in checks:
        assert check.text.id != check.text.en
        assert "{" not in check.text.id + check.text.en
