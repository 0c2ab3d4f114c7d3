"""What only shows when the rows of a staff list are seen together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

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
        if reading.nip and reading.nip.digits not in rows:
            rows[reading.nip.digits] = reading.number
            above[reading.nip.digits] = reading.superior_nip or ""
    for circle in circles(above):
        numbers = sorted(rows[nip] for nip in circle)
        for number in numbers:
            yield finding(number, headings["superior_nip"], "superiors_in_a_circle", rows=", ".join(map(str, numbers)))


def circles(above: Mapping[str, str]) -> list[list[str]]:
    """The circles of at least two in a graph where each has at most one above."""
    visited_from: dict[str, str] = {}
    found = []
    for start in above:
        at = start
        while at in above and at not in visited_from:
            visited_from[at] = start
            at = above[at]
        if visited_from.get(at) == start:
            circle = _circle_through(at, above)
            if len(circle) > 1:
                found.append(circle)
    return found


def _circle_through(start: str, above: Mapping[str, str]) -> list[str]:
    circle = [start]
    while (following := above[circle[-1]]) != start:
        circle.append(following)
    return circle
