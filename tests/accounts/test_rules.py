from uuid import UUID

import pytest

from api.accounts.rules import AccountAction, allowed_actions, is_chosen_name, login_key, masked_login, may_empower

ONE, ANOTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("198503172010012003", "198503172010012003"),
        ("19850317 201001 2 003", "198503172010012003"),
        (" 19850317.201001.2.003 ", "198503172010012003"),
        ("１９８５０３１７２０１００１２００３", "198503172010012003"),
        ("Budi@Kantor.Example ", "budi@kantor.example"),
        ("Inspektorat", "inspektorat"),
        ("kasi.pelayanan", "kasi.pelayanan"),
    ],
)
def test_a_login_has_one_spelling(written: str, kept: str) -> None:
    assert login_key(written) == kept


@pytest.mark.parametrize(("name", "good"), [("inspektorat", True), ("a.b-c_9", True), ("ab", False), ("123456", False),
                                            ("Abc", False), ("a b c", False), ("a@b.c", False), ("x" * 51, False)])  # fmt: skip
def test_a_chosen_name_cannot_be_mistaken_for_a_nip_or_an_address(name: str, good: bool) -> None:
    assert is_chosen_name(name) is good


def test_paper_shows_the_last_four_digits_of_a_nip_only() -> None:
    assert masked_login("198503172010012003") == "**************2003"
    assert masked_login("inspektorat") == "inspektorat"


def actions(**given: object) -> list[AccountAction]:
    facts: dict[str, object] = {
        "status": "active",
        "own": False,
        "manages": True,
        "issues_cards": True,
        "grants_roles": True,
        "empowers": True,
        "card_waits": False,
        "has_roles": True,
        "second_step_on": False,
        "reset_waits": False,
    }
    return allowed_actions(**{**facts, **given})  # type: ignore[arg-type]  # facts given by name


def test_nobody_acts_on_his_own_account() -> None:
    assert actions(own=True, card_waits=True) == []


def test_a_disabled_account_can_be_enabled_and_lose_roles_but_get_nothing() -> None:
    assert actions(status="disabled", card_waits=True) == [AccountAction.ENABLE, AccountAction.REVOKE_ROLE]


def test_the_personnel_officer_issues_cards_and_no_more() -> None:
    assert actions(manages=False, grants_roles=False) == [AccountAction.ISSUE_CARD]


def test_a_waiting_card_can_be_confirmed() -> None:
    assert AccountAction.CONFIRM_CARD in actions(card_waits=True)
    assert AccountAction.CONFIRM_CARD not in actions(card_waits=False)


def test_whoever_let_somebody_in_takes_roles_back_and_gives_none() -> None:
    assert {AccountAction.GRANT_ROLE, AccountAction.REVOKE_ROLE} <= set(actions())
    assert AccountAction.GRANT_ROLE not in actions(empowers=False)
    assert AccountAction.REVOKE_ROLE in actions(empowers=False)
    assert not may_empower(actor=ONE, let_in_by=ONE)
    assert may_empower(actor=ONE, let_in_by=ANOTHER)
    assert may_empower(actor=ONE, let_in_by=None)


def test_lost_codes_are_reset_by_two_officers_in_turn() -> None:
    assert AccountAction.REQUEST_RESET in actions(second_step_on=True)
    assert AccountAction.REQUEST_RESET not in actions(second_step_on=True, manages=False)
    assert AccountAction.CONFIRM_RESET in actions(reset_waits=True, manages=False)
    assert actions(own=True, second_step_on=True, reset_waits=True) == []
