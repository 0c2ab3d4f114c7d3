"""Objections as the rules see them, and their parties of today: for one or for a page in as many statements."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from api.employees.rules import full_name
from api.objections import queries
from api.objections.models import Objection
from api.objections.queries import Case, Standing
from api.objections.rules import ObjectionFacts, ObjectionStatus
from api.results.assessors import deciders_of


@dataclass(frozen=True, slots=True)
class Hearing:
    """An objection with what the rules need to know of it, and the names of its two officials."""

    case: Case
    facts: ObjectionFacts
    assessor_name: str | None
    ruler_name: str | None


def hearings_of(db: Session, standing: Standing, cases: Collection[Case]) -> list[Hearing]:
    """Five statements, whatever the number."""
    ids = [case.objection.id for case in cases]
    evidence = queries.count_evidence(db, ids)
    deciders = deciders_of(db, [case.participant.id for case in cases], standing.today)
    parties = queries.parties(db, ids, {key: who.line for key, who in deciders.items()})
    names = names_of(db, {person for pair in parties.values() for person in pair if person is not None})
    return [_hearing(case, evidence.get(case.objection.id, 0), parties[case.objection.id], names) for case in cases]


def _hearing(
    case: Case, evidence: int, parties: tuple[UUID | None, UUID | None], names: Mapping[UUID | None, str]
) -> Hearing:
    assessor, ruler = parties
    return Hearing(case, facts_of(case.objection, evidence), names.get(assessor), names.get(ruler))


def facts_of(objection: Objection, evidence: int) -> ObjectionFacts:
    return ObjectionFacts(
        ObjectionStatus(objection.status), objection.hearing_until, objection.answered_at is not None, evidence
    )


def names_of(db: Session, employee_ids: Collection[UUID]) -> dict[UUID | None, str]:
    found = queries.names_of(db, employee_ids)
    return {key: full_name(one.title_before, one.name, one.title_after) for key, one in found.items()}
