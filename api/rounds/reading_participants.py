"""How a reader sees the participants of a round."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.kit.pages import read_page
from api.rounds import queries
from api.rounds.models import EvaluationRound, Participant
from api.rounds.participant_schemas import ParticipantFilters
from api.rounds.reach import oversees, reaches
from api.rounds.reasons import ParticipantStatus
from api.rounds.refreshing import Named, named
from api.rounds.rules import PERMISSIONS, Action, RoundStatus


@dataclass(frozen=True)
class ParticipantView:
    """Whatever is not named here is the row's own."""

    row: Participant
    employee: Named
    superior: Named | None
    unit: Named
    reason: str
    actions: list[str]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


def list_participants(
    db: Session, *, actor: Actor, round: EvaluationRound, filters: ParticipantFilters
) -> dict[str, Any]:
    page = read_page(db, queries.select_listed(actor, round, filters), filters)
    page["items"] = [read_participant(actor, round, participant) for participant in page["items"]]
    return page


def read_participant(actor: Actor, round: EvaluationRound, participant: Participant) -> ParticipantView:
    """The reason in words is for officers and the person himself: it may tell of an illness."""
    himself = participant.employee_id == actor.employee_id
    return ParticipantView(
        row=participant,
        employee=named(participant.employee),
        superior=named(participant.superior) if participant.superior else None,
        unit=Named(participant.unit_id, participant.unit_name),
        reason=participant.reason if himself or oversees(actor, round.unit.path) else "",
        actions=[] if himself else _actions(actor, round, participant),
    )


def _actions(actor: Actor, round: EvaluationRound, participant: Participant) -> list[str]:
    """While the round is a draft; in an open one assignments/ says what may be done."""
    if round.status != RoundStatus.DRAFT or not reaches(actor, PERMISSIONS[Action.UPDATE], round.unit.path):
        return []
    if participant.status == ParticipantStatus.EXCLUDED:
        return ["include_participant"]
    return ["exclude_participant", "update_participant"]
