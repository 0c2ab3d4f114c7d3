"""The units of a staff list: a tree from what each row says about its unit and that unit's parent."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from api.employees.circles import circles
from api.employees.position_titles import UnitKind, unit_kind
from api.employees.roster_row import RosterRow
from api.employees.structure_types import PlannedUnit, Question, UnitKey

MAX_DEPTH = 12

_USUAL_PARENTS: Mapping[UnitKind, tuple[UnitKind, ...]] = {
    "subbagian": ("sekretariat", "kecamatan"),
    "sekretariat": ("kecamatan",),
    "seksi": ("kecamatan",),
    "kelurahan": ("kecamatan",),
    "other": ("kecamatan",),
}


class _Said(NamedTuple):
    """A unit as rows name it, with the parent they state, in small letters."""

    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class UnitPlan:
    units: Mapping[UnitKey, PlannedUnit]
    """Parents before children."""
    of_row: Mapping[int, UnitKey]
    questions: tuple[Question, ...]

    def line(self, key: UnitKey) -> Iterator[UnitKey]:
        """The unit, its parent, and so on to the top."""
        at: UnitKey | None = key
        while at is not None:
            yield at
            at = self.units[at].parent


def plan_units(rows: Sequence[RosterRow]) -> UnitPlan:
    return _UnitPlanner(rows).plan()


class _UnitPlanner:
    def __init__(self, rows: Sequence[RosterRow]):
        self._rows = rows
        self._names: dict[str, str] = {}
        self._codes: dict[_Said, str] = {}
        self._parents: dict[_Said, _Said | None] = {}
        self._named_only: set[_Said] = set()
        self._asked: list[tuple[str, _Said, dict[str, str]]] = []

    def plan(self) -> UnitPlan:
        said = self._read_rows()
        self._find_parents()
        self._leave_out_what_is_above_the_office()
        self._guess_parents()
        self._open_circles()
        ordered = self._parents_first()
        keys = {unit: self._key(unit) for unit in ordered}
        units = {keys[unit]: self._planned(unit, keys) for unit in ordered}
        of_row = {number: keys[unit] for number, unit in said.items()}
        return UnitPlan(units, of_row, tuple(self._questions(keys, of_row)))

    def _read_rows(self) -> dict[int, _Said]:
        stated: dict[str, set[str]] = defaultdict(set)
        for row in self._rows:
            stated[row.unit.casefold()].add(row.unit_parent.casefold())
            for name in filter(None, (row.unit, row.unit_parent)):
                self._names.setdefault(name.casefold(), name)
        said = {}
        for row in self._rows:
            name, parents = row.unit.casefold(), stated[row.unit.casefold()] - {""}
            only = next(iter(parents)) if len(parents) == 1 else ""
            unit = said[row.number] = _Said(name, row.unit_parent.casefold() or only)
            self._parents.setdefault(unit, None)
            self._codes[unit] = self._codes.get(unit) or row.unit_code
        return said

    def _find_parents(self) -> None:
        by_name: dict[str, list[_Said]] = defaultdict(list)
        for unit in self._parents:
            by_name[unit.name].append(unit)
        for unit in [unit for unit in self._parents if unit.parent]:
            if not by_name[unit.parent]:
                by_name[unit.parent].append(self._add_named_only(unit.parent))
            parent, *others = by_name[unit.parent]
            self._parents[unit] = parent
            if others:
                self._ask("unit_parent_ambiguous", unit, parent=self._names[parent.name])

    def _add_named_only(self, name: str) -> _Said:
        unit = _Said(name, "")
        self._named_only.add(unit)
        self._parents[unit] = None
        return unit

    def _leave_out_what_is_above_the_office(self) -> None:
        """`Pemerintah Kota Medan` as the parent of the one kecamatan is not part of the office."""
        children = Counter(parent for parent in self._parents.values() if parent)
        for unit in list(self._named_only):
            if self._kind(unit) == "other" and children[unit] == 1 and len(self._parents) > 1:
                child = next(child for child, parent in self._parents.items() if parent == unit)
                self._parents[child] = None
                self._named_only.remove(unit)
                del self._parents[unit]

    def _guess_parents(self) -> None:
        tops = [unit for unit, parent in self._parents.items() if parent is None]
        by_kind: dict[UnitKind, list[_Said]] = defaultdict(list)
        for unit in self._parents:
            by_kind[self._kind(unit)].append(unit)
        kelurahan = {unit.name: unit for unit in by_kind["kelurahan"]}
        for unit in tops if len(tops) > 1 else ():
            parent = kelurahan.get(_kelurahan_in(unit.name)) or self._usual_parent(unit, by_kind)
            if parent is not None and parent != unit:
                self._parents[unit] = parent
                self._ask("unit_parent_guessed", unit, parent=self._names[parent.name])

    def _usual_parent(self, unit: _Said, by_kind: Mapping[UnitKind, list[_Said]]) -> _Said | None:
        for kind in _USUAL_PARENTS.get(self._kind(unit), ()):
            if len(by_kind[kind]) == 1:
                return by_kind[kind][0]
        return None

    def _open_circles(self) -> None:
        for circle in circles({unit: parent for unit, parent in self._parents.items() if parent}):
            first = min(circle)
            self._parents[first] = None
            self._ask("unit_parents_in_a_circle", first)

    def _parents_first(self) -> list[_Said]:
        children: dict[_Said | None, list[_Said]] = defaultdict(list)
        for unit, parent in self._parents.items():
            children[parent].append(unit)
        ordered: list[_Said] = []
        level, depth = children[None], 1
        while level:
            ordered += level
            level = [child for unit in level for child in children[unit]]
            depth += 1
            if depth > MAX_DEPTH and level:
                level, depth = self._lift(level), 1
        return ordered

    def _lift(self, units: list[_Said]) -> list[_Said]:
        for unit in units:
            self._parents[unit] = None
            self._ask("units_too_deep", unit)
        return units

    def _kind(self, unit: _Said) -> UnitKind:
        return unit_kind(unit.name)

    def _key(self, unit: _Said) -> UnitKey:
        parent = self._parents[unit]
        return UnitKey(unit.name, parent.name if parent else "")

    def _planned(self, unit: _Said, keys: Mapping[_Said, UnitKey]) -> PlannedUnit:
        parent = self._parents[unit]
        return PlannedUnit(
            key=keys[unit],
            name=self._names[unit.name],
            kind=self._kind(unit),
            parent=keys[parent] if parent else None,
            code=self._codes.get(unit, ""),
            is_named_only=unit in self._named_only,
        )

    def _ask(self, code: str, unit: _Said, **params: str) -> None:
        self._asked.append((code, unit, {"unit": self._names[unit.name], **params}))

    def _questions(self, keys: Mapping[_Said, UnitKey], of_row: Mapping[int, UnitKey]) -> Iterator[Question]:
        rows: dict[UnitKey, list[int]] = defaultdict(list)
        for number, key in of_row.items():
            rows[key].append(number)
        for code, unit, params in self._asked:
            yield Question(code, tuple(rows[keys[unit]]), keys[unit], None, params)


def _kelurahan_in(name: str) -> str:
    """`seksi pemerintahan kelurahan terjun` belongs to `kelurahan terjun`."""
    return name[name.find(" kelurahan ") + 1 :] if " kelurahan " in name else ""
