"""A result as the rules see it, with who decides about it today and until when the person may respond."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from api.employees.queries import office_zone
from api.results.assessors import NOBODY, Deciders, deciders_of
from api.results.models import Result
from api.results.queries import TAKEOVER_AFTER
from api.results.rules import Proposal, ResultFacts, ResultStatus
from api.rounds.deadlines import RESPONSE_WORKING_DAYS, working_days_after
from api.rounds.models import EvaluationRound
from api.rounds.queries import holidays_between
from api.rounds.rules import RoundKind, RoundStatus
from api.scoring.terms import Expectation, Incomplete, Source

_HOLIDAYS_AHEAD = timedelta(days=60)


def facts_of(
    db: Session, results: Iterable[Result], now: datetime, *, with_deciders: bool = True
) -> dict[UUID, ResultFacts]:
    """By result; all of one round. Three statements, one more where the round asks for tanggapan."""
    results = list(results)
    if not results:
        return {}
    zone = office_zone(db)
    deciders: dict[UUID, Deciders] = {}
    if with_deciders:
        deciders = deciders_of(db, [result.participant_id for result in results], now.astimezone(zone).date())
    until = responses_until(db, results[0].round)
    return {result.id: fact_of(result, deciders.get(result.participant_id, NOBODY), until) for result in results}


def fact_of(result: Result, deciders: Deciders, until: datetime | None) -> ResultFacts:
    return ResultFacts(
        participant=str(result.employee_id),
        round_status=RoundStatus(result.round.status),
        kind=RoundKind(result.round.kind),
        status=ResultStatus(result.status),
        work_result_known=result.work is not None,
        assessor=None if deciders.assessor is None else str(deciders.assessor),
        next_assessor=None if deciders.next_assessor is None else str(deciders.next_assessor),
        outside=result.participant.superior_outside,
        takeover_from=takeover_from(result.round, until),
        responses_until=until,
    )


def takeover_from(round: EvaluationRound, until: datetime | None) -> datetime | None:
    """When the assessor's superior may decide in his place: two weeks after he could begin."""
    if round.calculated_at is None:
        return None
    return (until or round.calculated_at) + TAKEOVER_AFTER


def responses_until(db: Session, round: EvaluationRound) -> datetime | None:
    """The end of the stage of tanggapan: five working days after the calculation; None where the round has none."""
    if not round.response_stage or round.calculated_at is None or round.kind == RoundKind.PRACTICE:
        return None
    zone = office_zone(db)
    start = round.calculated_at.astimezone(zone).date()
    holidays = holidays_between(db, start, start + _HOLIDAYS_AHEAD)
    return working_days_after(round.calculated_at, RESPONSE_WORKING_DAYS, holidays, zone)


def proposal_of(result: Result) -> Proposal:
    """What the engine proposed; incomplete where it has no behaviour rating."""
    return Proposal(
        work_rating=None if result.proposed_work is None else Expectation(result.proposed_work),
        behaviour_rating=None if result.proposed_behaviour is None else Expectation(result.proposed_behaviour),
        incomplete=Incomplete.COMPLETE if result.composite is not None else _incomplete(result),
    )


def _incomplete(result: Result) -> Incomplete:
    reasons = {entry["reason"] for entry in result.left_out if entry["source"] == Source.SUPERIOR.word}
    return Incomplete.NO_SUPERIOR_FORM if reasons == {"no_form"} else Incomplete.TOO_FEW_VALUES
