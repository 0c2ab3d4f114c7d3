"""Who hears an objection: the assessor is a party, his superior rules – never whoever decided, never the person himself."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from api.employees.models import Employee
from api.results.assessors import Deciders
from api.results.models import ObjectionState, Result, ResultDecision
from api.rounds.models import Participant


class Parties(NamedTuple):
    """Employees' ids. Without a ruling officer it is ruled above this office."""

    assessor: UUID | None
    ruler: UUID | None


def parties_of(line: Sequence[UUID], *, person: UUID, decider: UUID | None, outside: bool) -> Parties:
    """The two of an objection (PP 30/2019 Pasal 59): who decided – if he still stands in the line above the person, else
    the assessor of today – and the next one up who is neither.

    `outside`: rated outside the system, so that nobody here is a party.
    """
    above = [one for one in line if one != person]
    if outside or not above:
        return Parties(None, None)
    assessor = decider if decider is not None and decider in above else above[0]
    higher = above[above.index(assessor) + 1 :]
    return Parties(assessor, higher[0] if higher else None)


def heard_by(db: Session, employee_id: UUID, deciders: Mapping[UUID, Deciders]) -> frozenset[UUID]:
    """The participants with an objection that is this person's to rule on; only who stands above assessors is asked for."""
    higher = [key for key, who in deciders.items() if who.assessor != employee_id]
    if not higher:
        return frozenset()
    statement = (
        select(Result.participant_id, Result.employee_id, Employee.id.label("decider"))
        .join(Participant, and_(Participant.id == Result.participant_id, ~Participant.superior_outside))
        .outerjoin(ResultDecision, ResultDecision.result_id == Result.id)
        .outerjoin(Employee, Employee.account_id == ResultDecision.decided_by)
        .where(Result.participant_id.in_(higher), Result.objection.in_((ObjectionState.OPEN, ObjectionState.RULED)))
        .order_by(Result.version.desc())
    )
    # of several versions the objected one is the earliest: its successor was decided by the ruling officer
    rows = {row.participant_id: row for row in db.execute(statement)}
    return frozenset(
        key
        for key, row in rows.items()
        if parties_of(deciders[key].line, person=row.employee_id, decider=row.decider, outside=False).ruler
        == employee_id
    )
