"""Two units of one office with a round in every state each, and one caller of every role in the first of them.

What belongs to the caller is `own`, to somebody beside him in his unit `colleague`, to the other unit `foreign`; `absent`
is an id that nothing has.
"""

import itertools
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account, AccountSession, ActivationCard
from api.accounts.sessions import SESSION_COOKIE, hash_of
from api.assignments.models import RaterConflict
from api.documents.models import Document, DocumentScan
from api.employees.models import Employee, ImportRun, OrgUnit, Placement, Position
from api.instruments.models import InstrumentVersion
from api.kit import clock
from api.kit.database import Database
from api.results.calculation import calculate
from api.results.models import CalculationRun, Result, ResultDecision, ResultSeal
from api.rounds.models import EvaluationRound, Participant
from api.rounds.rules import RoundStatus
from api.scoring.defaults import BERAKHLAK
from api.training.models import Course, Recommendation
from api.training.needs import Reason, ReasonKind
from api.training.seed import seed_courses
from api.training.stored import reasons_to_json
from tests.clients import new_session
from tests.factories.assignments import find_row, make_assignment, make_form
from tests.factories.instruments import make_published_version
from tests.factories.people import make_account, make_employee, make_grant, make_office, make_position, make_unit
from tests.factories.results import make_work_result
from tests.factories.rounds import make_round

Ids = dict[str, str]
NOBODY, ROLELESS = "nobody", "roleless"
_numbers = itertools.count(1)
OWNERSHIPS = ("own", "colleague", "foreign", "absent")
REASON = Reason(ReasonKind.VALUE, Fraction(3), Fraction(4), value=BERAKHLAK[0][0])
ROUND_NAME = "Periode Matriks"
WITH_RESULTS = (RoundStatus.CALCULATED, RoundStatus.RELEASED, RoundStatus.ARCHIVED)


class RolledBack(Database):
    """Whatever a request writes is undone once its answer is made, so that each cell meets the same world."""

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self.sessions() as session:
            yield session
            session.flush()
            session.rollback()


@dataclass
class Side:
    """A unit with a head and three people."""

    unit: OrgUnit
    post: Position
    head: Employee
    staff: list[Employee]


@dataclass
class Round:
    round_id: UUID
    run_id: str
    participants: dict[UUID, UUID]
    """Employee → his row."""
    tasks: dict[UUID, UUID]
    """Evaluator → one of his tasks."""
    things: dict[UUID, Ids]
    """Employee → what hangs on his result."""

    def ids(self, about: Employee, rater: Employee) -> Ids:
        return {
            "round_id": str(self.round_id),
            "participant_id": str(self.participants[about.id]),
            "assignment_id": str(self.tasks[rater.id]),
            "recommendation_id": str(uuid4()),
            "document_id": str(uuid4()),
            **self.things[about.id],
        }


@dataclass
class Matrix:
    cookies: dict[str, str | None]
    ids: dict[tuple[str, str, str], Ids]
    """(caller, ownership, state) → the ids to put into an address."""


def make_matrix(database: Database) -> Matrix:
    with database.writing() as db:
        sides, version = _make_office(db)
        rounds = [{state: _make_round(db, side, version, state) for state in RoundStatus} for side in sides]
    for round in (by_state[state] for by_state in rounds for state in WITH_RESULTS):
        calculate(database, {"run_id": round.run_id, "round_id": str(round.round_id)})
    with database.writing() as db:
        for by_state, state in itertools.product(rounds, RoundStatus):
            _finish_round(db, by_state[state], state)
        matrix = _describe(db, sides, version, rounds)
        for table in (EvaluationRound, Participant, Result, Course, InstrumentVersion):  # so that one If-Match fits all
            db.execute(update(table).values(row_version=1))
    return matrix


def _make_office(db: Session) -> tuple[list[Side], InstrumentVersion]:
    make_office(db)
    root = make_unit(db, "Kecamatan Contoh", kind="kecamatan")
    top = make_position(db, root, "Camat", position_class="administrator", is_head=True)
    make_employee(db, top)
    sides = [_make_side(db, root, top, name) for name in ("Seksi Sini", "Seksi Sana")]
    return sides, make_published_version(db)


def _describe(
    db: Session, sides: list[Side], version: InstrumentVersion, rounds: list[dict[RoundStatus, Round]]
) -> Matrix:
    common, callers = _make_common(db, version), _make_callers(db, sides[0])
    near, far = sides
    mine = common | _things_of(db, near, near.staff[0], near.staff[2], callers)
    beside = mine | _person_ids(db, near.staff[1])
    beyond = common | _things_of(db, far, far.staff[0], far.staff[2], {})
    _, others_session = _session(db, make_account(db))
    sessions = {name: _session(db, account) for name, account in callers.items() if account is not None}
    found: dict[tuple[str, str, str], Ids] = {}
    for state, caller in itertools.product(RoundStatus, callers):
        here, there = (round[state] for round in rounds)
        rater = near.head if caller == Role.ASSESSOR else near.staff[0]
        own_session = sessions[caller][1] if caller in sessions else others_session
        own = mine | own_session | here.ids(near.staff[0], rater)
        found[caller, "own", state] = own
        found[caller, "colleague", state] = beside | others_session | here.ids(near.staff[1], near.staff[1])
        found[caller, "foreign", state] = beyond | others_session | there.ids(far.staff[0], far.head)
        found[caller, "absent", state] = {name: str(uuid4()) for name in own} | {"day": "2031-01-01"}
    return Matrix({name: sessions[name][0] if name in sessions else None for name in callers}, found)


def _make_side(db: Session, root: OrgUnit, top: Position, name: str) -> Side:
    unit = make_unit(db, name, parent=root)
    head = make_position(db, unit, f"Kepala {name}", reports_to=top, position_class="pengawas", is_head=True)
    post = make_position(db, unit, reports_to=head)
    return Side(unit, post, make_employee(db, head), [make_employee(db, post) for _ in range(3)])


def _make_common(db: Session, version: InstrumentVersion) -> Ids:
    """What belongs to the whole office."""
    seed_courses(db)
    db.flush()
    course = db.scalars(select(Course.id).order_by(Course.code).limit(1)).one()
    return {
        "instrument_id": str(version.instrument_id),
        "version_id": str(version.id),
        "course_id": str(course),
        "day": "2026-08-17",
    }


def _make_callers(db: Session, side: Side) -> dict[str, Account | None]:
    callers: dict[str, Account | None] = {NOBODY: None, ROLELESS: make_account(db)}
    for role in (Role.HR_OFFICER, Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR):
        account = make_account(db, f"Petugas {role}")
        make_grant(db, account, role, side.unit)
        callers[role] = account
    callers[Role.EMPLOYEE] = db.get_one(Account, side.staff[0].account_id)
    callers[Role.ASSESSOR] = db.get_one(Account, side.head.account_id)
    return callers


def _make_round(db: Session, side: Side, version: InstrumentVersion, state: RoundStatus) -> Round:
    """With tasks and forms; where the state asks for results, closed and about to be calculated."""
    now = clock.now()
    at_first = RoundStatus.CLOSED if state in WITH_RESULTS else state
    opened = None if state == RoundStatus.DRAFT else now - timedelta(days=9)
    round = make_round(
        db, side.unit, status=at_first, people=side.staff, version=version, opened_at=opened, name=ROUND_NAME
    )
    people = {one.id: find_row(db, round, one) for one in side.staff}
    officer = make_account(db)
    for participant in people.values():
        participant.version_id = version.id
        make_form(db, participant, "self")
        make_form(db, participant, "superior")
        make_work_result(db, participant, officer, code=2)
    status = "planned" if state == RoundStatus.DRAFT else "open"
    pairs = [(side.staff[0], side.staff[1], "peer"), (side.staff[1], side.staff[2], "peer"),
             (side.head, side.staff[0], "superior")]  # fmt: skip
    tasks = {
        rater.id: make_assignment(db, people[rated.id], rater, source, status=status).id
        for rater, rated, source in pairs
    }
    run = CalculationRun(
        round_id=round.id, number=1, requested_by=officer.id, requested_at=now, policies=[], counts={}, failures=[],
        differences=[],
    )  # fmt: skip
    db.add(run)
    db.flush()
    return Round(round.id, str(run.id), {key: one.id for key, one in people.items()}, tasks, {})


def _finish_round(db: Session, made: Round, state: RoundStatus) -> None:
    round = db.get_one(EvaluationRound, made.round_id)
    for employee_id, participant_id in made.participants.items():
        result = db.scalar(select(Result).where(Result.participant_id == participant_id))
        result = result or _unseen_result(db, made, employee_id)
        if state in (RoundStatus.RELEASED, RoundStatus.ARCHIVED):
            _release(db, result, round.created_by)
        made.things[employee_id] = {"run_id": made.run_id, "result_id": str(result.id)}
        if state in (RoundStatus.RELEASED, RoundStatus.ARCHIVED):
            made.things[employee_id] |= _hang_on(db, made, result, round.created_by)
    if state not in WITH_RESULTS:
        db.get_one(CalculationRun, UUID(made.run_id)).status = "failed"
    round.status = state
    if state in (RoundStatus.RELEASED, RoundStatus.ARCHIVED):
        round.released_at = clock.now()
    db.flush()


def _unseen_result(db: Session, made: Round, employee_id: UUID) -> Result:
    """Of a run that is not published."""
    result = Result(
        run_id=UUID(made.run_id), round_id=made.round_id, participant_id=made.participants[employee_id],
        employee_id=employee_id, values={}, left_out=[], sums=b"", item_sums=b"", work=None, precision={},
    )  # fmt: skip
    db.add(result)
    db.flush()
    return result


def _release(db: Session, result: Result, by: UUID) -> None:
    now = clock.now()
    db.add(ResultDecision(result_id=result.id, work_rating=2, behaviour_rating=2, predicate=2, departs=False,
                          decided_by=by, decided_at=now))  # fmt: skip
    db.flush()
    result.status, result.released_at, result.released_by = "released", now + timedelta(seconds=1), by
    db.flush()
    db.add(ResultSeal(result_id=result.id, content_hash="0" * 64, sequence=1))


def _hang_on(db: Session, made: Round, result: Result, by: UUID) -> Ids:
    """What follows a release: a recommendation, a numbered sheet and its scan."""
    now = clock.now()
    advice = Recommendation(result_id=result.id, employee_id=result.employee_id, rank=1, kind="gap", competency=1, priority=1,
                            reasons=reasons_to_json([REASON]), value_code=None)  # fmt: skip
    paper = Document(kind="result_sheet", round_id=made.round_id, result_id=result.id, year=2026,
                     sequence=next(_numbers), number="1", content_hash="0" * 64, issued_at=now, issued_by=by)  # fmt: skip
    db.add_all([advice, paper])
    db.flush()
    scan = {"media_type": "application/pdf", "size": 4, "content_hash": "0" * 64, "content": b"%PDF", "attached_by": by}
    db.add(DocumentScan(document_id=paper.id, version=1, attached_at=now, **scan))
    db.flush()
    return {"recommendation_id": str(advice.id), "document_id": str(paper.id)}


def _things_of(db: Session, side: Side, person: Employee, holder: Employee, callers: dict[str, Account | None]) -> Ids:
    """The person with his placement, a colleague's account with card and role; an import, a conflict, the unit's posts."""
    account = db.get_one(Account, holder.account_id)
    card = ActivationCard(account_id=account.id, code_hash=secrets.token_bytes(32), issued_at=clock.now(),
                          expires_at=clock.now() + timedelta(days=30), needs_confirmation=True)  # fmt: skip
    between = RaterConflict(first_id=person.id, second_id=side.head.id, kind="other", recorded_by=account.id,
                            recorded_at=clock.now())  # fmt: skip
    officer = callers.get(Role.HR_OFFICER) or account
    tried = ImportRun(created_by=officer.id, created_at=clock.now(), file_hash="0" * 64, dry_run=True, applied=False,
                      report={})  # fmt: skip
    db.add_all([card, between, tried])
    grant = make_grant(db, account, Role.HEAD, side.unit)
    return {
        "account_id": str(account.id),
        "card_id": str(card.id),
        "grant_id": str(grant.id),
        **_person_ids(db, person),
        "unit_id": str(side.unit.id),
        "position_id": str(side.post.id),
        "import_id": str(tried.id),
        "conflict_id": str(between.id),
    }


def _person_ids(db: Session, person: Employee) -> Ids:
    placement = db.scalars(select(Placement.id).where(Placement.employee_id == person.id)).one()
    return {"employee_id": str(person.id), "placement_id": str(placement)}


def _session(db: Session, account: Account) -> tuple[str, Ids]:
    """A cookie of its own, and the id of that session."""
    token = new_session(db, account, privileged=True)
    db.flush()
    found = db.scalars(select(AccountSession.id).where(AccountSession.token_hash == hash_of(token))).one()
    return f"{SESSION_COOKIE}={token}", {"session_id": str(found)}
