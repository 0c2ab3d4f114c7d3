"""What a rater sends."""

from typing import Any

from tests.factories.assignments import ITEMS


def answers(given: int = 4, **changed: int) -> dict[str, int]:
    """All items answered alike; `i7=0` changes item 7."""
    sent = {str(number): given for number in range(1, ITEMS + 1)}
    return sent | {name[1:]: answer for name, answer in changed.items()}


def form(given: int = 4, comments: dict[str, str] | None = None, **changed: int) -> dict[str, Any]:
    return {"answers": answers(given, **changed), "comments": comments or {}}


def draft(version: int, given: dict[str, int], comments: dict[str, str] | None = None) -> dict[str, Any]:
    return {"version": version, "answers": given, "comments": comments or {}}
