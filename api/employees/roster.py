"""A staff list: the rows that can be taken over, and everything that was found in it.

Any error refuses its row; whether it also refuses the file is the caller's choice. Warnings and notes never refuse.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from api.employees.roster_checks import find_across, own_emails
from api.employees.roster_findings import Finding
from api.employees.roster_row import RosterRow, read_row
from api.kit.spreadsheets.table import Table


@dataclass(frozen=True, slots=True)
class Roster:
    rows: tuple[RosterRow, ...]
    """Without the rows that have an error."""
    findings: tuple[Finding, ...]
    """In the order of the file."""
    total: int
    """Rows in the list, blank ones not counted."""
    fields: frozenset[str]
    """Our names of the columns the list has: about others it says nothing."""
    has_superiors: bool
    """Superiors come from the list; otherwise from the heads of the units."""
    listed_nips: frozenset[str]
    """Everybody whose NIP could be read, in refused rows too: these are not absent."""
    unreadable: tuple[int, ...]
    """Rows whose NIP could not be read. While there are any, nobody can be called absent with certainty."""

    @property
    def refused(self) -> tuple[int, ...]:
        return tuple(sorted({found.row for found in self.findings if found.severity == "error"}))


def read_roster(table: Table, *, today: date, known_nips: Collection[str] = frozenset()) -> Roster:
    """Check every row, and all rows together. `known_nips`: employees the system has, who may be named as superiors."""
    readings = [read_row(row, table.headings, today=today) for row in table.rows]
    findings = [found for reading in readings for found in reading.findings]
    findings += find_across(readings, table.headings, known_nips)
    refused = {found.row for found in findings if found.severity == "error"}
    valid = [reading.row for reading in readings if reading.row and reading.number not in refused]
    rows, about_emails = own_emails(valid, table.headings.get("email", ""))
    return Roster(
        rows=rows,
        findings=tuple(sorted([*findings, *about_emails], key=lambda found: found.row)),
        total=len(table.rows),
        fields=frozenset(table.headings),
        has_superiors=any(reading.superior_nip for reading in readings),
        listed_nips=frozenset(reading.nip.digits for reading in readings if reading.nip),
        unreadable=tuple(reading.number for reading in readings if reading.nip is None),
    )
