"""What holds for official papers: their numbers, and how their fingerprints read (pure)."""

import re
from datetime import date
from enum import StrEnum

from api.kit.faults import Fault
from api.kit.texts import Text

DEFAULT_PATTERN = "800/{number}/{year}"
NUMBER_FIELDS = frozenset({"number", "year", "month_roman"})
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class DocumentKind(StrEnum):
    RESULT_SHEET = "result_sheet"
    ROUND_RECAP = "round_recap"
    ROUND_MINUTES = "round_minutes"


class PaperVariant(StrEnum):
    """Where its reader may not see the parts of the figures (disclosure), a result sheet is a draft without them."""

    FULL = "full"
    WITHOUT_PARTS = "without_parts"


def check_pattern(pattern: str) -> tuple[Fault, ...]:
    """Numbers count from 1 each year, so a pattern without year or number would give two papers the same one."""
    fields = re.findall(r"\{([^{}]*)\}", pattern)
    loose = re.sub(r"\{[^{}]*\}", "", pattern)
    if {"number", "year"} <= set(fields) <= NUMBER_FIELDS and not set(loose) & set("{}"):
        return ()
    message = Text(
        "Gunakan {number} dan {year}; boleh juga {month_roman}. Contoh: 800/{number}/KMM/{year}.",
        "Use {number} and {year}, and {month_roman} if you like. Example: 800/{number}/KMM/{year}.",
    )
    return (Fault("/number_pattern", "number_pattern", message),)


def document_number(pattern: str, sequence: int, day: date) -> str:
    """The number as it is printed: `800/{number}/KMM/{year}` → `800/17/KMM/2026`."""
    return pattern.format(number=sequence, year=day.year, month_roman=_ROMAN[day.month - 1])


def short_fingerprint(content_hash: str) -> str:
    """The first 16 of 64 digits in groups of four: short enough to compare by eye."""
    return " ".join(content_hash[start : start + 4] for start in range(0, 16, 4)).upper()
