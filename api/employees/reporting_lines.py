"""Who reports to whom in a staff list: by its NIP ATASAN column, else by the heads of the units."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.employees.planned_units import UnitPlan
from api.employees.position_titles import heads
from api.employees.roster import Roster
from api.employees.roster_row import RosterRow
from api.employees.structure_types import Question, UnitKey


@dataclass(frozen=True, slots=True)
class ReportingLines:
    above: Mapping[int, int]
    """Row of a person → row of the superior."""
    outside: Mapping[int, str]
    """Row of a person → NIP of a superior who is not in the list but known to the system."""
    heads: Mapping[UnitKey, RosterRow]
    questions: tuple[Question, ...]


def find_lines(roster: Roster, units: UnitPlan) -> ReportingLines:
    return _LineFinder(roster, units).find()


class _LineFinder:
    def __init__(self, roster: Roster, units: UnitPlan):
        self._roster = roster
        self._units = units
        self._rows = {row.number: row for row in roster.rows}
        self._by_nip = {row.nip.digits: row.number for row in roster.rows}
        self._forest = _Forest()
        self._outside: dict[int, str] = {}
        self._heads: dict[UnitKey, RosterRow] = {}
        self._questions: list[Question] = []

    def find(self) -> ReportingLines:
        self._find_heads()
        open_rows = [row for row in self._roster.rows if not self._follow_the_list(row)]
        self._ask_about_the_list()
        answered: dict[tuple[str, UnitKey, int], list[int]] = defaultdict(list)
        for row in open_rows:
            superior = self._head_above(row)
            if superior is not None:
                self._forest.put(row.number, superior)
            if superior is not None and self._roster.has_superiors:
                code = "superior_refused" if row.superior_nip else "superior_missing"
                answered[code, self._unit(row), superior].append(row.number)
        for (code, unit, superior), rows in answered.items():
            self._ask(code, unit, rows, superior=self._rows[superior].position)
        self._ask_about_roots()
        return ReportingLines(self._forest.above, self._outside, self._heads, tuple(self._questions))

    def _find_heads(self) -> None:
        candidates: dict[UnitKey, list[RosterRow]] = defaultdict(list)
        for row in self._roster.rows:
            if self._may_head(row):
                candidates[self._unit(row)].append(row)
        for key, unit in self._units.units.items():
            # A definite holder before an acting one; among several the first of the list.
            found = sorted(candidates[key], key=lambda row: (row.placement_kind != "definitif", row.number))
            if found:
                self._heads[key] = found[0]
                self._ask_about_two_heads(key, found)
            elif not unit.is_named_only or unit.parent:
                self._ask("unit_without_head", key, [])

    def _ask_about_two_heads(self, unit: UnitKey, found: Sequence[RosterRow]) -> None:
        alike = [row for row in found if row.placement_kind == found[0].placement_kind]
        if len(alike) > 1:
            rows = sorted(row.number for row in alike)
            self._ask("two_heads", unit, rows, title=found[0].position, row=str(found[0].number))

    def _follow_the_list(self, row: RosterRow) -> bool:
        """Take the superior the list names; False if it names none whom we have."""
        if row.superior_nip is None:
            return False
        superior = self._by_nip.get(row.superior_nip)
        if superior is not None:
            self._forest.put(row.number, superior)
        elif row.superior_nip not in self._roster.listed_nips:
            self._outside[row.number] = row.superior_nip
        return superior is not None or row.number in self._outside

    def _head_above(self, row: RosterRow) -> int | None:
        """The head of the unit; for a head the one of the unit above; where there is none, further up."""
        line = self._units.line(self._unit(row))
        if self._may_head(row):
            next(line)
        for key in line:
            head = self._heads.get(key)
            if head and self._forest.top(head.number) != row.number:  # nobody reports to those below himself
                return head.number
        return None

    def _ask_about_the_list(self) -> None:
        elsewhere: dict[tuple[UnitKey, int], list[int]] = defaultdict(list)
        for number, superior in self._forest.above.items():
            unit = self._unit(self._rows[number])
            if self._unit(self._rows[superior]) not in self._units.line(unit):
                elsewhere[unit, superior].append(number)
        for (unit, superior), rows in elsewhere.items():
            row = self._rows[superior]
            other = self._units.units[self._unit(row)].name
            self._ask("superior_elsewhere", unit, rows, superior=row.position, other=other)

    def _ask_about_roots(self) -> None:
        roots = [number for number in self._rows if number not in self._forest.above and number not in self._outside]
        if len(roots) > 1:
            self._questions.append(Question("several_roots", tuple(roots)))

    def _may_head(self, row: RosterRow) -> bool:
        return heads(row.position, self._units.units[self._unit(row)].kind)

    def _unit(self, row: RosterRow) -> UnitKey:
        return self._units.of_row[row.number]

    def _ask(self, code: str, unit: UnitKey, rows: Sequence[int], **params: str) -> None:
        name = self._units.units[unit].name
        self._questions.append(Question(code, tuple(rows), unit, None, {"unit": name, **params}))


class _Forest:
    """Who is above whom, and quickly who stands on top (path compression)."""

    def __init__(self) -> None:
        self.above: dict[int, int] = {}
        self._jump: dict[int, int] = {}

    def put(self, below: int, above: int) -> None:
        self.above[below] = self._jump[below] = above

    def top(self, number: int) -> int:
        passed = list(self._way(number))
        for each in passed[:-1]:
            self._jump[each] = passed[-1]
        return passed[-1]

    def _way(self, number: int) -> Iterator[int]:
        yield number
        while number in self._jump:
            number = self._jump[number]
            yield number
