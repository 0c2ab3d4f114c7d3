"""What somebody may do follows from his roles, where they hold, and how long ago he proved himself once more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from api.access.actor import Actor, Grant
from api.access.permissions import PUBLIC, SIGNED_IN, Role, roles_for

NOW = datetime(2027, 1, 10, 3, 0, tzinfo=UTC)
NOBODY = Actor(UUID(int=1), UUID(int=2), "Siti", None, ())
OFFICER = replace(
    NOBODY,
    grants=(
        Grant(Role.HR_OFFICER, "/"),
        Grant(Role.EMPLOYEE, "/2/"),
        Grant(Role.HR_OFFICER, "/1/"),
        Grant(Role.HEAD, "/3/"),
    ),
)


def test_somebody_of_whom_nothing_is_known_is_neither_privileged_nor_asked_for_a_second_step() -> None:
    assert not NOBODY.privileged
    assert not NOBODY.touch_due
    assert not NOBODY.second_step_on
    assert not NOBODY.second_step_demanded
    assert not NOBODY.second_step_due


@pytest.mark.parametrize(
    ("demanded", "on", "due"), [(True, False, True), (True, True, False), (False, False, False), (False, True, False)]
)
def test_a_second_step_is_due_where_it_is_demanded_and_not_on(demanded: bool, on: bool, due: bool) -> None:
    assert replace(NOBODY, second_step_demanded=demanded, second_step_on=on).second_step_due is due


def test_without_a_role_one_may_do_what_everybody_may_and_nothing_else() -> None:
    assert NOBODY.may(PUBLIC)
    assert NOBODY.may(SIGNED_IN)
    assert not NOBODY.may("employees:manage")


def test_one_of_the_roles_that_hold_a_right_is_enough() -> None:
    assert OFFICER.may("employees:manage")
    assert not OFFICER.may("audit:read")
    assert roles_for("audit:read") == {Role.AUDITOR}


def test_a_role_is_had_if_one_of_those_asked_for_was_given() -> None:
    assert OFFICER.has_role(Role.AUDITOR, Role.HEAD)
    assert not OFFICER.has_role(Role.AUDITOR)
    assert OFFICER.roles == {Role.HR_OFFICER, Role.EMPLOYEE, Role.HEAD}


def test_the_places_are_those_of_the_roles_asked_for() -> None:
    assert OFFICER.paths(Role.HR_OFFICER) == ("/", "/1/")
    assert OFFICER.paths(Role.EMPLOYEE, Role.HEAD) == ("/2/", "/3/")


@pytest.mark.parametrize(("ago", "holds"), [(0, True), (599, True), (600, False), (601, False)])
def test_having_proved_oneself_lasts_ten_minutes(ago: int, holds: bool) -> None:
    assert replace(NOBODY, stepped_up_at=NOW - timedelta(seconds=ago)).has_stepped_up(NOW) is holds


def test_who_never_proved_himself_has_not() -> None:
    assert not NOBODY.has_stepped_up(NOW)
