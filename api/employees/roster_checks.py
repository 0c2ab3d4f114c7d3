"""What only shows when the rows of a staff list are seen together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from api.employees.circles import circles
from api.employees.nip import mask_nip
from api.employees.roster_findings import Finding, finding
from api.employees.roster_row import RosterRow, RowReading


def find_across(
    readings: Sequence[RowReading], headings: Mapping[str, str], known_nips: Collection[str]
) -> Iterator[Finding]:
    """`known_nips` are people the system has already: a list of newcomers may name them as superiors."""
    yield from _nips_twice(readings, headings)
    yield from _superiors(readings, headings, known_nips)
    yield from _circles(readings, headings)


def own_emails(rows: Sequence[RosterRow], heading: str) -> tuple[tuple[RosterRow, ...], list[Finding]]:
    """An address belongs to the first who has it; with others it is left out, since accounts are told apart by it."""
    owners: dict[str, int] = {}
    kept, findings = [], []
    for row in rows:
        first = owners.setdefault(row.email, row.number) if row.email else row.number
        if first != row.number:
            findings.append(finding(row.number, heading, "email_twice_in_file", first_row=first))
            row = replace(row, email=None)
        kept.append(row)
    return tuple(kept), findings


def _nips_twice(readings: Sequence[RowReading], headings: Mapping[str, str]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for reading in readings:
        if reading.nip is None:
            continue
        row = first.setdefault(reading.nip.digits, reading.number)
        if row != reading.number:
            yield finding(reading.number, headings["nip"], "nip_twice_in_file", first_row=row)


def _superiors(
    readings: Sequence[RowReading], headings: Mapping[str, str], known_nips: Collection[str]
) -> Iterator[Finding]:
    listed = {reading.nip.digits for reading in readings if reading.nip}
    heading = headings.get("superior_nip", "")
    for reading in readings:
        superior = reading.superior_nip
        if superior is None:
            continue
        if reading.nip and superior == reading.nip.digits:
            yield finding(reading.number, heading, "superior_is_self")
        elif superior not in listed and superior not in known_nips:
            yield finding(reading.number, heading, "superior_not_in_list", superior=mask_nip(superior))


def _circles(readings: Sequence[RowReading], headings: Mapping[str, str]) -> Iterator[Finding]:
    """Every row of a circle is named: nobody can tell which of them is the wrong one."""
    rows: dict[str, int] = {}
    above: dict[str, str] = {}
    for reading in readings:
        if reading.nip and reading.superior_nip and reading.nip.digits not in rows:
            rows[reading.nip.digits] = reading.number
            above[reading.nip.digits] = reading.superior_nip
    for circle in circles(above):
        numbers = sorted(rows[nip] for nip in circle)
        for number in numbers:
            yield finding(number, headings["superior_nip"], "superiors_in_a_circle", rows=", ".join(map(str, numbers)))
