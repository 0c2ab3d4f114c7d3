"""How login names are written, and what may be done with an account in its state."""

import re
import unicodedata
from enum import StrEnum
from uuid import UUID

_CHOSEN = re.compile(r"[a-z0-9][a-z0-9._-]{2,49}")


class AccountAction(StrEnum):
    DISABLE = "disable"
    ENABLE = "enable"
    ISSUE_CARD = "issue_card"
    CONFIRM_CARD = "confirm_card"
    GRANT_ROLE = "grant_role"
    REVOKE_ROLE = "revoke_role"
    REQUEST_RESET = "request_totp_reset"
    CONFIRM_RESET = "confirm_totp_reset"


def login_key(written: str) -> str:
    """The one spelling under which a login is kept and looked for.

    A NIP may come as "19850101 201001 1 003" and is its digits; e-mail addresses and chosen names are in small letters.
    """
    text = unicodedata.normalize("NFKC", written).strip().lower()
    digits = re.sub(r"[\s.\-]", "", text)
    return digits if re.fullmatch(r"[0-9]+", digits) else text


def is_chosen_name(text: str) -> bool:
    """A login name for an account without an employee: 3–50 small letters, digits, dots; digits alone would look like a NIP."""
    return _CHOSEN.fullmatch(text) is not None and not text.isdigit()


def masked_login(login: str) -> str:
    """A NIP tells the birth date, so paper shows its last four digits only."""
    return "*" * (len(login) - 4) + login[-4:] if re.fullmatch(r"[0-9]{18}", login) else login


def may_empower(*, actor: UUID, let_in_by: UUID | None) -> bool:
    """Whoever alone handed out the card somebody came in with may have used it himself; the roles come from another officer."""
    return actor != let_in_by


def allowed_actions(
    *,
    status: str,
    own: bool,
    manages: bool,
    issues_cards: bool,
    grants_roles: bool,
    empowers: bool,
    card_waits: bool,
    has_roles: bool,
    second_step_on: bool,
    reset_waits: bool,
) -> list[AccountAction]:
    """What this caller may do with the account. Nobody acts on his own: another officer must (DESIGN.md §6)."""
    if own:
        return []
    disabled = status == "disabled"
    allowed = {
        AccountAction.DISABLE: manages and not disabled,
        AccountAction.ENABLE: manages and disabled,
        AccountAction.ISSUE_CARD: issues_cards and not disabled,
        AccountAction.CONFIRM_CARD: issues_cards and not disabled and card_waits,
        AccountAction.GRANT_ROLE: grants_roles and empowers and not disabled,
        AccountAction.REVOKE_ROLE: grants_roles and has_roles,
        AccountAction.REQUEST_RESET: manages and second_step_on,
        AccountAction.CONFIRM_RESET: issues_cards and reset_waits,
    }
    return [action for action, may in allowed.items() if may]
