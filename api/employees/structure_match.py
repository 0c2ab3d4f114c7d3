"""Which planned unit or post is one that is on record already. Names decide for units; for posts their holders as well."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from uuid import UUID

from api.employees.models import OrgUnit, Position
from api.employees.office_state import OfficeState
from api.employees.structure_plan import StructurePlan
from api.employees.structure_types import PlannedPost, PlannedUnit, PostKey, UnitKey


def match_units(plan: StructurePlan, state: OfficeState) -> dict[UnitKey, OrgUnit]:
    """By name and parent's name; a name that stands only once in the list and on record is one unit, wherever it lies."""
    by_key: dict[UnitKey, list[OrgUnit]] = defaultdict(list)
    by_name: dict[str, list[OrgUnit]] = defaultdict(list)
    for unit in state.units.values():
        by_key[_key_of(unit, state)].append(unit)
        by_name[unit.name.casefold()].append(unit)
    matched: dict[UnitKey, OrgUnit] = {}
    for planned in plan.units.values():
        if same := by_key[planned.key]:
            matched[planned.key] = _below(same, matched, planned)
    taken = {unit.id for unit in matched.values()}
    listed = Counter(key.name for key in plan.units)
    for key in plan.units:
        alike = by_name[key.name]
        if key not in matched and listed[key.name] == len(alike) == 1 and alike[0].id not in taken:
            matched[key] = alike[0]
    return matched


def _key_of(unit: OrgUnit, state: OfficeState) -> UnitKey:
    parent = state.units[unit.parent_id] if unit.parent_id else None
    return UnitKey(unit.name.casefold(), parent.name.casefold() if parent else "")


def _below(units: Iterable[OrgUnit], matched: Mapping[UnitKey, OrgUnit], planned: PlannedUnit) -> OrgUnit:
    """Of several with the same name and parent's name, the one below the same parent."""
    parent = matched.get(planned.parent) if planned.parent else None
    return min(units, key=lambda unit: (parent is not None and unit.parent_id != parent.id, unit.id))


class PostMatcher:
    """Finds for each planned post the one on record. People who are not in the list keep their post and superior."""

    def __init__(
        self, plan: StructurePlan, state: OfficeState, units: Mapping[UnitKey, OrgUnit], stated: Collection[PostKey]
    ):
        """`stated`: posts whose superior the list itself names; of the others it says nothing."""
        self._plan = plan
        self._stated = stated
        self._state = state
        self._units = units
        self._listed = frozenset(plan.post_of())
        self._on_record: dict[tuple[UUID, str], list[Position]] = defaultdict(list)
        for position in (one for one in state.positions.values() if one.active):
            self._on_record[position.unit_id, position.title.casefold()].append(position)
        self._groups: dict[tuple[UnitKey, str], list[PlannedPost]] = defaultdict(list)
        for post in plan.posts.values():
            self._groups[post.unit, post.key.title].append(post)
        self.matched: dict[PostKey, Position] = {}

    def match(self) -> dict[PostKey, Position]:
        """Superiors come first in the plan, so the post above is matched before those that report to it."""
        taken: set[UUID] = set()
        for post in self._plan.posts.values():
            free = [one for one in self._alike(post) if one.id not in taken and self._fits(post, one)]
            if free:
                best = max(free, key=partial(self._likeness, post))
                self.matched[post.key] = best
                taken.add(best.id)
        return self.matched

    def _alike(self, post: PlannedPost) -> list[Position]:
        unit = self._units.get(post.unit)
        return self._on_record[unit.id, post.key.title] if unit else []

    def _fits(self, post: PlannedPost, position: Position) -> bool:
        """Its superior is the same, or nobody outside the list would get another one with it; and no other planned
        post of this title shares its holders while this one does not."""
        stay = self._state.holders_of(position.id) - self._listed
        if stay and not self._same_superior(post, position):
            return False
        if self._shared(post, position):
            return True
        group = self._groups[post.unit, post.key.title]
        return not any(self._shared(other, position) for other in group if other.key not in self.matched)

    def _likeness(self, post: PlannedPost, position: Position) -> tuple[int, bool]:
        return self._shared(post, position), self._same_superior(post, position)

    def _shared(self, post: PlannedPost, position: Position) -> int:
        return len(self._state.holders_of(position.id) & {holder.nip for holder in post.holders})

    def _same_superior(self, post: PlannedPost, position: Position) -> bool:
        if post.key not in self._stated:
            return True
        if post.reports_to is None:
            return self._state.post_of(post.reports_to_nip or "") == position.reports_to_id
        above = self.matched.get(post.reports_to)
        return above is not None and above.id == position.reports_to_id
