"""Which tasks follow from a round's people: from the snapshot those of the persons themselves and of their superiors."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from api.assignments.models import Assignment
from api.assignments.rules import TaskStatus
from api.instruments.queries import form_content
from api.rounds.models import EvaluationRound, Participant
from api.rounds.queries import versions_of
from api.rounds.rules import RoundKind
from api.scoring.policy import Policy
from api.scoring.terms import Source

Row = dict[str, Any]


def policies_of(db: Session, round: EvaluationRound, people: Iterable[Participant]) -> dict[UUID, Policy]:
    """Participant → the policy he is rated by; who has no version yet is left out."""
    versions = versions_of(db, round.id)
    common = versions.get("")
    chosen = {one.id: one.version_id or versions.get(one.position_class, common) for one in people}
    forms = {version: form_content(db, version) for version in set(chosen.values()) if version is not None}
    policies = {version: in_kind(round, form.policy) for version, form in forms.items()}
    return {one: policies[version] for one, version in chosen.items() if version is not None}


def in_kind(round: EvaluationRound, policy: Policy) -> Policy:
    """In a light round the superior rates alone."""
    return policy.light() if round.kind == RoundKind.LIGHT else policy


def asks(policy: Policy | None, source: Source) -> bool:
    """Without a version yet, everything is asked: the launch check says what is missing."""
    return policy is None or policy.rule_of(source) is not None


def named_tasks(
    round: EvaluationRound, people: Iterable[Participant], policies: Mapping[UUID, Policy], status: TaskStatus
) -> list[Row]:
    """The person himself and his superior, as far as his policy asks them and the superior is in the system."""
    rows = []
    for one in people:
        if round.kind != RoundKind.LIGHT and asks(policies.get(one.id), Source.SELF):
            rows.append(task_row(one, one.employee_id, Source.SELF, status))
        if one.superior_id is not None and not one.superior_outside and asks(policies.get(one.id), Source.SUPERIOR):
            rows.append(task_row(one, one.superior_id, Source.SUPERIOR, status))
    return rows


def task_row(participant: Participant, evaluator_id: UUID, source: Source, status: TaskStatus) -> Row:
    return {
        "round_id": participant.round_id,
        "participant_id": participant.id,
        "evaluator_id": evaluator_id,
        "source": source.word,
        "status": status.value,
    }


def add_tasks(db: Session, rows: list[Row]) -> None:
    if rows:
        db.execute(insert(Assignment), rows)
