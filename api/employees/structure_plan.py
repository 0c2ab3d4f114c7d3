"""From the valid rows of a staff list to the office's structure, with an answer to everything the list leaves open.

Units come from names; posts from titles, units and superiors; superiors from NIP ATASAN where the list has it, else
from the heads of the units. The questions are shown on one screen and confirmed there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.employees.planned_posts import plan_posts
from api.employees.planned_units import plan_units
from api.employees.position_titles import CLASS_RULES, ClassRule
from api.employees.reporting_lines import find_lines
from api.employees.roster import Roster
from api.employees.structure_types import PlannedPost, PlannedUnit, PostKey, Question, UnitKey


@dataclass(frozen=True, slots=True)
class StructurePlan:
    units: Mapping[UnitKey, PlannedUnit]
    """Parents before children."""
    posts: Mapping[PostKey, PlannedPost]
    """Superiors before those who report to them."""
    questions: tuple[Question, ...]

    @property
    def roots(self) -> tuple[PlannedPost, ...]:
        """Posts without a superior: the head of the office, if the list is whole."""
        return tuple(post for post in self.posts.values() if not post.reports_to and not post.reports_to_nip)

    def post_of(self) -> dict[str, PlannedPost]:
        """NIP → the post the person holds."""
        return {holder.nip: post for post in self.posts.values() for holder in post.holders}

    def superior_of(self, post: PlannedPost) -> str | None:
        """NIP of whoever is superior of this post's holders: who acts in the post above before who holds it."""
        if post.reports_to is None:
            return post.reports_to_nip
        holders = self.posts[post.reports_to].holders
        return min(holders, key=lambda holder: (holder.kind == "definitif", holder.row)).nip


def plan_structure(roster: Roster, *, class_rules: Sequence[ClassRule] = CLASS_RULES) -> StructurePlan:
    """The same list gives the same plan. To have a title classed otherwise, put a rule before the usual ones:
    `class_rules=(ClassRule("sekretaris", "pengawas"), *CLASS_RULES)`."""
    units = plan_units(roster.rows)
    lines = find_lines(roster, units)
    posts = plan_posts(roster.rows, units, lines, class_rules)
    return StructurePlan(
        units=units.units,
        posts={post.key: post for post in posts.posts},
        questions=(*units.questions, *lines.questions, *posts.questions),
    )
