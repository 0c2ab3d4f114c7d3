"""The posts of a staff list: one for each title in a unit and superior, with everybody who holds it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from api.employees.planned_units import UnitPlan
from api.employees.position_titles import CLASS_RULES, ClassRule, PositionClass, classify
from api.employees.reporting_lines import ReportingLines
from api.employees.roster_row import RosterRow
from api.employees.structure_types import Holder, PlannedPost, PostKey, Question, UnitKey


class _Title(NamedTuple):
    unit: UnitKey
    title: str


@dataclass(slots=True)
class _Post:
    title: _Title
    superior: "_Post | None"
    outside: str | None
    rows: list[RosterRow] = field(default_factory=list)
    number: int = 0

    @property
    def key(self) -> PostKey:
        return PostKey(*self.title, self.number)


@dataclass(frozen=True, slots=True)
class PostPlan:
    posts: tuple[PlannedPost, ...]
    """Superiors before those who report to them."""
    questions: tuple[Question, ...]


def plan_posts(
    rows: Sequence[RosterRow], units: UnitPlan, lines: ReportingLines, rules: Sequence[ClassRule] = CLASS_RULES
) -> PostPlan:
    return _PostPlanner(rows, units, lines, rules).plan()


class _PostPlanner:
    def __init__(self, rows: Sequence[RosterRow], units: UnitPlan, lines: ReportingLines, rules: Sequence[ClassRule]):
        self._rows = {row.number: row for row in rows}
        self._units = units
        self._lines = lines
        self._rules = rules
        self._superiors = set(lines.above.values())
        self._definite = Counter(self._title(row) for row in rows if row.placement_kind == "definitif")
        self._questions: list[Question] = []

    def plan(self) -> PostPlan:
        posts = self._posts()
        self._number(posts)
        planned = tuple(self._planned(post) for post in posts)
        self._ask_about_superiors(planned)
        return PostPlan(planned, tuple(self._questions))

    def _posts(self) -> list[_Post]:
        posts: dict[tuple[object, ...], _Post] = {}
        of_row: dict[int, _Post] = {}
        for row in self._superiors_first():
            superior = of_row.get(self._lines.above.get(row.number, 0))
            outside = self._lines.outside.get(row.number)
            title = self._title(row)
            key = (title, id(superior) if superior else None, outside, self._needs_own_post(row) and row.number)
            post = posts.setdefault(key, _Post(title, superior, outside))
            post.rows.append(row)
            of_row[row.number] = post
        return list(posts.values())

    def _superiors_first(self) -> Iterator[RosterRow]:
        below: dict[int, list[int]] = defaultdict(list)
        for number, superior in self._lines.above.items():
            below[superior].append(number)
        level = [number for number in self._rows if number not in self._lines.above]
        while level:
            yield from (self._rows[number] for number in level)
            level = [number for superior in level for number in sorted(below[superior])]

    def _needs_own_post(self, row: RosterRow) -> bool:
        """A superior shares his post with nobody but those who act for him: else it would not say who is superior."""
        return row.number in self._superiors and self._definite[self._title(row)] > 1

    def _number(self, posts: Sequence[_Post]) -> None:
        groups: dict[_Title, list[_Post]] = defaultdict(list)
        for post in posts:
            groups[post.title].append(post)
        for title, group in groups.items():
            group.sort(key=lambda post: min(row.nip.digits for row in post.rows))
            for number, post in enumerate(group, start=1):
                post.number = number
            if len({(id(post.superior), post.outside) for post in group}) > 1:
                rows = sorted(row.number for post in group for row in post.rows)
                self._ask("post_split", rows, title.unit, None, title=group[0].rows[0].position)

    def _planned(self, post: _Post) -> PlannedPost:
        head = self._lines.heads.get(post.title.unit)
        return PlannedPost(
            key=post.key,
            title=post.rows[0].position,
            position_class=self._class(post),
            is_head=head is not None and any(row.number == head.number for row in post.rows),
            reports_to=post.superior.key if post.superior else None,
            reports_to_nip=post.outside,
            holders=tuple(_holder(row) for row in sorted(post.rows, key=lambda row: row.number)),
        )

    def _class(self, post: _Post) -> PositionClass:
        row = post.rows[0]
        found = classify(row.position, position_kind=row.position_kind, echelon=row.echelon, rules=self._rules)
        if found is None:
            rows = [row.number for row in post.rows]
            self._ask("class_uncertain", rows, post.title.unit, post.key, title=row.position)
        return found or "pengawas"

    def _ask_about_superiors(self, planned: Sequence[PlannedPost]) -> None:
        by_key = {post.key: post for post in planned}
        for key in dict.fromkeys(post.reports_to for post in planned if post.reports_to):
            superior = by_key[key]
            if superior.position_class in ("fungsional", "pelaksana"):
                rows = [holder.row for holder in superior.holders]
                self._ask("superior_of_low_class", rows, key.unit, key, superior=superior.title)

    def _title(self, row: RosterRow) -> _Title:
        return _Title(self._units.of_row[row.number], row.position.casefold())

    def _ask(self, code: str, rows: Sequence[int], unit: UnitKey, post: PostKey | None, **params: str) -> None:
        name = self._units.units[unit].name
        self._questions.append(Question(code, tuple(rows), unit, post, {"unit": name, **params}))


def _holder(row: RosterRow) -> Holder:
    return Holder(row.nip.digits, row.number, row.placement_kind, row.position_since)
