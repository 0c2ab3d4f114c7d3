"""Lists of results, each row as far as this caller may see it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.permissions import Role
from api.assignments.who_sees import Reader, is_anonymous
from api.employees.queries import office_zone
from api.employees.rules import within
from api.kit.pages import PageParams, read_page
from api.results import queries
from api.results.assessors import NOBODY
from api.results.correctable import ACTION, correctable
from api.results.decisions import deciding_quality
from api.results.exact import Exact, exact_results
from api.results.facts import fact_of, responses_until
from api.results.finality import Window, may_be_objected, window_of
from api.results.models import Result
from api.results.pieces import figure, person_of, precision_of, predicate, proposal_of, round_of, shown
from api.results.queries import Standing
from api.results.queries_listed import select_listed
from api.results.queries_to_decide import Stages, responding_rounds
from api.results.rules import ResultFacts, ResultStatus, can_acknowledge, can_decide, can_respond
from api.results.schemas_filters import MyResultFilters, ResultFilters
from api.results.viewing import reader_of, shows_ratings
from api.rounds.rules import RoundStatus


def list_results(db: Session, *, actor: Actor, filters: ResultFilters, now: datetime, language: str) -> dict[str, Any]:
    """A page of what the caller may see; the number of statements does not depend on how many rows."""
    standing = queries.standing_of(db, actor, now)
    stages = {} if filters.to_decide is None else stages_of_responses(db, now)
    return _page(db, standing, select_listed(standing, filters, stages, now), filters, now, language)


def list_my_results(
    db: Session, *, actor: Actor, params: MyResultFilters, now: datetime, language: str
) -> dict[str, Any]:
    """The caller's own results, the latest period first: released ones, and proposals he may respond to."""
    waits = None
    if params.to_respond is not None:
        condition = queries.may_respond(stages_of_responses(db, now), now)
        waits = condition if params.to_respond else ~condition
    statement = queries.select_own(actor, unread=params.unread, to_respond=waits)
    return _page(db, Standing(actor, now, {}), statement, params, now, language)


def stages_of_responses(db: Session, now: datetime) -> Stages:
    """Until when people may respond, for every round where that still matters."""
    found = {round.id: responses_until(db, round) for round in responding_rounds(db, now)}
    return {key: until for key, until in found.items() if until is not None}


def _page(
    db: Session, standing: Standing, statement: Any, params: PageParams, now: datetime, language: str
) -> dict[str, Any]:
    page = read_page(db, statement, params)
    page["items"] = read_rows(db, standing, page["items"], now=now, language=language)
    return page


def read_rows(
    db: Session, standing: Standing, results: Sequence[Result], *, now: datetime, language: str
) -> list[dict[str, Any]]:
    """Rows of a list; how many there are does not change the number of statements."""
    exact, zone, until = exact_results(db, results), office_zone(db), open_responses(db, results)
    rated = queries.rated_by(db, standing.actor.employee_id, [result.participant_id for result in results])
    to_correct = correctable(db, standing.actor, results)
    rows = []
    for result in results:
        row = read_row(standing, result, exact.get(result.id), zone, until.get(result.round_id), now, language)
        row["precision"] = _precision(standing, result, rated.get(result.participant_id), language)
        row["actions"] += [ACTION] if result.id in to_correct else []
        rows.append(row)
    return rows


def _precision(standing: Standing, result: Result, rated_as: str | None, language: str) -> dict[str, Any] | None:
    """The same rows as the filter `near_cut`."""
    hidden = rated_as is not None and is_anonymous(rated_as)
    return None if hidden or not shows_ratings(standing, result).ratings.shown else precision_of(result, language)


def open_responses(db: Session, results: Iterable[Result]) -> Mapping[UUID, datetime | None]:
    """Until when people may respond, by round; only rounds that ask for it and still decide cost a statement."""
    asking = {
        result.round_id: result.round
        for result in results
        if result.round.response_stage and result.round.status in (RoundStatus.CALCULATED, RoundStatus.RELEASED)
    }
    return {key: responses_until(db, round) for key, round in asking.items()}


def read_row(
    standing: Standing,
    result: Result,
    exact: Exact | None,
    zone: ZoneInfo,
    until: datetime | None,
    now: datetime,
    language: str,
) -> dict[str, Any]:
    """One row of a list; `until`: the end of the stage of tanggapan of its round."""
    disclosure = shows_ratings(standing, result)
    open_to_him = disclosure.ratings.shown
    decided = open_to_him and shows_decision(standing, result)
    window = window_of(result, zone, now)
    return {
        "id": result.id,
        "round": round_of(result.round),
        "person": person_of(result),
        "status": status_for(standing, result),
        "version": result.version,
        "supersedes": result.supersedes_id,
        "is_final": window.is_final,
        "objection": result.objection,
        "row_version": result.row_version,
        "shown": shown(disclosure.ratings, language),
        "composite": figure(exact.composite) if exact is not None and open_to_him else None,
        "proposal": proposal_of(result, exact, language) if open_to_him else None,
        "predicate": predicate(result.decision.predicate, language) if decided and result.decision else None,
        "departs": result.decision.departs if decided and result.decision else None,
        "work_result_known": result.work is not None,
        "released_at": result.released_at,
        "received_at": window.received_at,
        "actions": actions_for(standing, result, window, until, now),
    }


def shows_decision(standing: Standing, result: Result) -> bool:
    """The person learns what was decided with the release, not before."""
    return result.status == ResultStatus.RELEASED or standing.actor.employee_id != result.employee_id


def status_for(standing: Standing, result: Result) -> str:
    return result.status if shows_decision(standing, result) else ResultStatus.PROPOSAL


def actions_for(standing: Standing, result: Result, window: Window, until: datetime | None, now: datetime) -> list[str]:
    """What this caller may do next with this result."""
    facts = fact_of(result, standing.deciders.get(result.participant_id, NOBODY), until)
    actor = standing.actor
    if reader_of(standing, result) is Reader.SELF:
        return _own_actions(actor, result, facts, window, now)
    records_external = within(result.participant.unit_path, actor.paths(Role.HR_OFFICER))
    quality = deciding_quality(actor, facts, now, records_external=records_external)
    if quality is None or not can_decide(facts, now):
        return []
    return ["record_external_decision" if facts.outside else "decide_result"]


def _own_actions(actor: Actor, result: Result, facts: ResultFacts, window: Window, now: datetime) -> list[str]:
    person = str(actor.employee_id)
    possible = {
        "acknowledge_result": result.receipt is None and bool(can_acknowledge(facts, person)),
        "respond_to_proposal": bool(can_respond(facts, person, now)),
        "file_objection": may_be_objected(result, window, now),
    }
    return [action for action, open_to_him in possible.items() if open_to_him]
