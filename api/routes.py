"""The table of contents: every router, in the order of the evaluation; and how the app knows its callers."""

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI

from api import health
from api.access.context import Gate
from api.accounts import router as accounts
from api.accounts import router_auth as auth
from api.accounts import router_resets as resets
from api.accounts import router_second_step as second_step
from api.accounts.housekeeping import end_roles, forget_what_lapsed
from api.accounts.sessions import touch_session
from api.assignments import router as assignments
from api.assignments import router_conflicts as conflicts
from api.assignments import router_people as people_in_rounds
from api.assignments import router_planning as planning
from api.assignments import router_pledge as pledge
from api.assignments.finishing import TRACES_LEFT, forget_traces
from api.assignments.opening import open_due_rounds
from api.audit import router as audit
from api.audit import router_checkpoints as audit_checkpoints
from api.audit.checkpoints import checkpoint_when_due
from api.audit.service import record_denial
from api.backups import router as backups
from api.calibration import router as calibration
from api.concerns import router as concerns
from api.concerns.pressure import forget_old_pressure
from api.dashboard import router as dashboard
from api.dashboard import router_client_errors as client_errors
from api.dashboard import router_me as my_overview
from api.dialogues import router as dialogues
from api.documents import router as documents
from api.documents import router_papers as papers
from api.employees import import_router as employee_imports
from api.employees import me
from api.employees import router as employees
from api.employees import structure_router as structure
from api.employees.identity import load_actor
from api.evidence import router as evidence
from api.instruments import router as instruments
from api.kit.database import Database
from api.kit.outbox import Handler
from api.objections import router as objections
from api.paper_forms import router as paper_forms
from api.paper_forms import router_sheets as paper_sheets
from api.paper_forms.clearing import clear_paper
from api.privacy import router as privacy
from api.results import router as results
from api.results import router_corrections as corrections
from api.results import router_rounds as results_of_rounds
from api.results import router_work_results as work_results
from api.results.calculation import calculate
from api.results.queries_runs import MESSAGE as CALCULATE
from api.results.receipts import record_receipts
from api.results.release import RESULTS_RELEASED
from api.rounds import router as rounds
from api.rounds import router_holidays as holidays
from api.rounds import router_participants as participants
from api.rounds.ticks import record_deadline_moves
from api.training import router as training
from api.training.generate import on_results_released
from api.unsealing import router as unsealing
from api.worker import Tick

PREFIX = "/api/v1"

ROUTERS: list[APIRouter] = [
    auth.router,
    second_step.router,
    me.router,
    accounts.router,
    resets.router,
    audit.router,
    audit_checkpoints.router,
    evidence.router,
    unsealing.router,
    structure.router,
    employee_imports.router,
    employees.router,
    instruments.router,
    rounds.router,
    participants.router,
    holidays.router,
    conflicts.router,
    planning.router,
    people_in_rounds.router,
    assignments.router,
    pledge.router,
    paper_forms.router,
    paper_sheets.router,
    work_results.router,
    dialogues.router,
    results_of_rounds.router,
    results.router,
    calibration.router,
    concerns.router,
    corrections.router,
    objections.router,
    training.router,
    privacy.router,
    my_overview.router,
    dashboard.router,
    client_errors.router,
    papers.router,
    documents.router,
    backups.router,
]


def include(app: FastAPI) -> None:
    app.include_router(health.router)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)


def gate(database: Database) -> Gate:
    return Gate(database, load_actor=load_actor, touch_session=touch_session, record_denial=record_denial)


def outbox_handlers() -> dict[str, Handler]:
    """What is done after a change, by kind."""
    return {CALCULATE: calculate, RESULTS_RELEASED: on_results_released, TRACES_LEFT: forget_traces}


def ticks() -> Sequence[Tick]:
    """What time alone sets going."""
    return (
        forget_what_lapsed,
        end_roles,
        open_due_rounds,
        record_deadline_moves,
        record_receipts,
        forget_old_pressure,
        clear_paper,
        checkpoint_when_due,
    )
