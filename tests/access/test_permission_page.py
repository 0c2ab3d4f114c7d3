"""The page of permissions as auditors read it: a right that comes or goes must be seen in the document as well."""

from pathlib import Path

from api.access.permissions import GRANTABLE, PERMISSIONS, Role

PAGE = Path(__file__).parents[2] / "docs/security/permissions.md"


def row(permission: str) -> str:
    held = ("×" if role in PERMISSIONS[permission] else "" for role in Role)
    return "| " + " | ".join((f"`{permission}`", *held)) + " |"


def test_the_document_says_who_may_do_what() -> None:
    told = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert told == [row(permission) for permission in sorted(PERMISSIONS)], (
        "api/access/permissions.py and docs/security/permissions.md differ: who may do what is changed in both, on purpose"
    )


def test_only_what_follows_from_a_post_is_never_granted() -> None:
    assert set(Role) - GRANTABLE == {Role.EMPLOYEE, Role.ASSESSOR}
