from datetime import UTC, datetime, timedelta

import pytest

from api.unsealing.rules import (
    WINDOW,
    Breaking,
    BreakingAction,
    BreakingStatus,
    Hindrance,
    Officer,
    Seal,
    hinders,
    hinders_request,
    status_at,
)

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
AUDITOR, ADMINISTRATOR = Officer("a", "1"), Officer("b", "2")


def breaking(**given: object) -> Breaking:
    facts = {"seal": Seal.FORMS, "status": BreakingStatus.REQUESTED, "requester": AUDITOR, "concerned": frozenset("78")}
    return Breaking(**{**facts, "link_destroyed": False, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "officer", "hindrance"),
    [
        ({}, ADMINISTRATOR, None),
        ({}, AUDITOR, Hindrance.SAME_PERSON),
        ({}, Officer("c", "1"), Hindrance.SAME_PERSON),  # his second account
        ({}, Officer("c", "7"), Hindrance.CONCERNED),
        ({}, Officer("c"), None),  # an account without a person of the office
        ({"requester": Officer("a")}, Officer("c"), None),
        ({"status": BreakingStatus.REFUSED}, ADMINISTRATOR, Hindrance.DECIDED),
        ({"status": BreakingStatus.APPROVED}, ADMINISTRATOR, Hindrance.DECIDED),
        ({"seal": Seal.RATERS, "link_destroyed": True}, ADMINISTRATOR, Hindrance.LINK_DESTROYED),
        ({"seal": Seal.FORMS, "link_destroyed": True}, ADMINISTRATOR, None),
    ],
)
def test_another_officer_whom_it_does_not_concern_decides(
    given: dict[str, object], officer: Officer, hindrance: Hindrance | None
) -> None:
    assert hinders(BreakingAction.APPROVE, breaking(**given), officer, NOW) is hindrance


@pytest.mark.parametrize(
    ("given", "officer", "hindrance"),
    [
        ({}, AUDITOR, Hindrance.NOT_APPROVED),
        ({"status": BreakingStatus.APPROVED, "expires_at": NOW + WINDOW}, AUDITOR, None),
        ({"status": BreakingStatus.APPROVED, "expires_at": NOW + WINDOW}, ADMINISTRATOR, Hindrance.NOT_REQUESTER),
        ({"status": BreakingStatus.APPROVED, "expires_at": NOW}, AUDITOR, Hindrance.WINDOW_CLOSED),
        ({"status": BreakingStatus.REFUSED}, AUDITOR, Hindrance.NOT_APPROVED),
        (
            {
                "status": BreakingStatus.APPROVED,
                "expires_at": NOW + WINDOW,
                "seal": Seal.RATERS,
                "link_destroyed": True,
            },
            AUDITOR,
            Hindrance.LINK_DESTROYED,
        ),
    ],
)
def test_whoever_asked_looks_within_a_day(
    given: dict[str, object], officer: Officer, hindrance: Hindrance | None
) -> None:
    assert hinders(BreakingAction.DOWNLOAD, breaking(**given), officer, NOW) is hindrance


@pytest.mark.parametrize(
    ("seal", "status", "one_person", "officer", "hindrance"),
    [
        (Seal.FORMS, "open", False, AUDITOR, Hindrance.TOO_EARLY),
        (Seal.FORMS, "closed", False, AUDITOR, Hindrance.TOO_EARLY),
        (Seal.FORMS, "calculated", False, AUDITOR, None),
        (Seal.FORMS, "archived", False, AUDITOR, None),
        (Seal.RATERS, "archived", True, AUDITOR, Hindrance.LINK_DESTROYED),
        (Seal.RATERS, "released", False, AUDITOR, Hindrance.ONE_PERSON_ONLY),
        (Seal.RATERS, "released", True, AUDITOR, None),
        (Seal.RATERS, "released", True, Officer("x", "7"), Hindrance.CONCERNED),
    ],
)
def test_what_may_be_asked_for(
    seal: Seal, status: str, one_person: bool, officer: Officer, hindrance: Hindrance | None
) -> None:
    found = hinders_request(seal, status, one_person=one_person, officer=officer, concerned=frozenset("78"))
    assert found is hindrance


def test_an_approval_lapses_by_the_clock_alone() -> None:
    until = NOW + timedelta(hours=1)
    assert status_at(BreakingStatus.APPROVED, until, NOW) is BreakingStatus.APPROVED
    assert status_at(BreakingStatus.APPROVED, until, until) is BreakingStatus.EXPIRED
    assert status_at(BreakingStatus.REFUSED, None, NOW) is BreakingStatus.REFUSED
