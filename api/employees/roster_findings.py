"""One thing found in a staff list. It tells where and what, never what the cell holds: findings travel in answers,
reports and logs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.employees.roster_messages import ROSTER_MESSAGES, Severity
from api.kit.texts import Text


@dataclass(frozen=True, slots=True)
class Finding:
    row: int
    """As in the margin of the spreadsheet."""
    column: str
    """The heading as the file writes it."""
    code: str
    severity: Severity
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def message(self) -> Text:
        return ROSTER_MESSAGES[self.code].message.format(**self.params)

    @property
    def remedy(self) -> Text:
        return ROSTER_MESSAGES[self.code].remedy


def finding(row: int, column: str, code: str, **params: str | int) -> Finding:
    return Finding(row, column, code, ROSTER_MESSAGES[code].severity, params)
