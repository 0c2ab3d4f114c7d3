"""Who decides about whom today: the holder of the post above, by the post the person had at the launch (DESIGN.md §2, §3).

Whoever moved to another post of the office while the round was open belongs to the superior of his new post, as his
open tasks do. Everything for all participants at once, in a constant number of statements.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, and_, func, or_, select
from sqlalchemy.orm import Session

from api.employees.models import Placement
from api.employees.placements import main_first, placement_on
from api.employees.rules import NOBODY_ABOVE, Superior
from api.employees.superiors import Lines, posts_below, read_lines
from api.kit.database import AnySelect
from api.rounds.models import EvaluationRound, Participant
from api.rounds.reasons import MOVED


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who holds the superior post today, who the post above that, and who those further up."""

    assessor: UUID | None
    next_assessor: UUID | None
    further: tuple[UUID, ...] = ()

    @property
    def line(self) -> tuple[UUID, ...]:
        """Everybody above, the nearest first; nobody twice."""
        known = (one for one in (self.assessor, self.next_assessor, *self.further) if one is not None)
        return tuple(dict.fromkeys(known))


NOBODY = Deciders(None, None)


def deciders_of(db: Session, participant_ids: Collection[UUID], day: date) -> dict[UUID, Deciders]:
    """By participant; who had no post has nobody. Two statements."""
    statement = _select_posts(day).where(Participant.id.in_(participant_ids))
    return _deciders(db, _main_posts(db.execute(statement)), day)


def decides_about(db: Session, employee_id: UUID, day: date, *, among: AnySelect | None = None) -> dict[UUID, Deciders]:
    """The participants of calculated rounds above whom this person stands today: as assessor, his superior, or further up;
    `among`: asked for these participants only."""
    below = posts_below(employee_id, day, day)
    statement = _select_posts(day).where(
        Placement.position_id.in_(select(below.c.id)), EvaluationRound.published_run_id.is_not(None)
    )
    if among is not None:
        statement = statement.where(Participant.id.in_(among))
    found = _deciders(db, _main_posts(db.execute(statement)), day)
    return {participant: deciders for participant, deciders in found.items() if employee_id in deciders.line}


def people_assessed(db: Session, employee_id: UUID, round_id: UUID, day: date) -> set[UUID]:
    """The participants of a round whose assessor this person is today, calculated or not."""
    below = posts_below(employee_id, day, day)
    statement = _select_posts(day).where(
        Placement.position_id.in_(select(below.c.id)), Participant.round_id == round_id
    )
    found = _deciders(db, _main_posts(db.execute(statement)), day)
    return {participant for participant, deciders in found.items() if deciders.assessor == employee_id}


def _select_posts(day: date) -> AnySelect:
    """The posts each participant held at the launch, the main one first; movers: today's."""
    launch = func.date(func.coalesce(EvaluationRound.opened_at, EvaluationRound.created_at), type_=Date)
    then = and_(Placement.starts_on <= launch, or_(Placement.ends_on.is_(None), Placement.ends_on >= launch))
    moved = Participant.reason_code == MOVED
    return (
        select(Participant.id, Participant.employee_id, Placement.position_id)
        .join(EvaluationRound, EvaluationRound.id == Participant.round_id)
        .join(Placement, Placement.employee_id == Participant.employee_id)
        .where(or_(and_(moved, placement_on(day)), and_(~moved, then)))
        .order_by(Participant.id, *main_first())
    )


def _main_posts(rows: Iterable[Any]) -> dict[UUID, tuple[UUID, UUID]]:
    """Employee and post by participant."""
    posts: dict[UUID, tuple[UUID, UUID]] = {}
    for row in rows:
        posts.setdefault(row.id, (row.employee_id, row.position_id))
    return posts


def _deciders(db: Session, posts: dict[UUID, tuple[UUID, UUID]], day: date) -> dict[UUID, Deciders]:
    lines = read_lines(db, {position for _, position in posts.values()}, day)
    return {participant: _above(lines, *post) for participant, post in posts.items()}


def _above(lines: Lines, employee_id: UUID, position_id: UUID) -> Deciders:
    first = lines.superior_of(employee_id, position_id)
    second = _next(lines, first)
    return Deciders(first.employee_id, second.employee_id, tuple(_further(lines, second)))


def _next(lines: Lines, first: Superior) -> Superior:
    if first.employee_id is None or first.position_id is None:
        return NOBODY_ABOVE
    return lines.superior_of(first.employee_id, first.position_id)


def _further(lines: Lines, last: Superior) -> Iterator[UUID]:
    """Whoever stands above this one, up to the top; a circle of posts ends where it began."""
    seen = {last.position_id}
    while (last := _next(lines, last)).employee_id is not None and last.position_id not in seen:
        seen.add(last.position_id)
        yield last.employee_id
