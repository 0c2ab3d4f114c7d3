"""A round that is closed and rated, in a small office: forms, tasks and work results straight in the tables."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from api.access.permissions import Role
from api.accounts.models import Account
from api.assignments.models import Evaluation
from api.employees.models import Employee, OrgUnit, Placement
from api.instruments.models import InstrumentVersion
from api.kit import clock, outbox
from api.kit.database import Database
from api.results.models import Result
from api.rounds.models import EvaluationRound, Participant
from api.routes import outbox_handlers
from api.work_results.models import WorkResult
from tests.clients import Client
from tests.factories.assignments import ITEMS, make_assignment, make_form
from tests.factories.instruments import make_published_version
from tests.factories.kept import kept
from tests.factories.people import make_account, make_employee, make_grant, make_office, make_position, make_unit
from tests.factories.rounds import make_round

REASON = "Catatan kerja triwulan ini menunjukkannya."


@dataclass
class Rated:
    """`staff` report to `kasi`, he and `other_kasi` to `camat`; `camat` is rated outside the system."""

    root: OrgUnit
    unit: OrgUnit
    camat: Employee
    kasi: Employee
    other_kasi: Employee
    staff: list[Employee]
    hr: Account
    auditor: Account
    version: InstrumentVersion
    round: EvaluationRound
    participants: dict[UUID, Participant] = field(default_factory=dict)

    def of(self, employee: Employee) -> Participant:
        return self.participants[employee.id]

    def other_unit_id(self, db: Session) -> UUID:
        """The unit of `other_kasi`: none of the staff belongs to it."""
        return db.scalars(select(Participant.unit_id).where(Participant.id == self.of(self.other_kasi).id)).one()

    def kasi_placement(self, db: Session) -> Placement:
        return db.scalars(
            select(Placement).where(Placement.employee_id == self.kasi.id).options(joinedload(Placement.position))
        ).one()


def make_rated_round(
    db: Session, *, staff: int = 6, peers: int = 5, seed: int = 1, comments: bool = False, **given: Any
) -> Rated:
    """Closed yesterday; everybody has a self form, a superior's form, `peers` forms of peers, and a work result."""
    name = f"{staff} staff, {peers} peers, {seed}, {comments}, {given}"
    return kept(db, name, lambda: _rated_round(db, staff, peers, seed, comments, **given))


def make_calculated_round(db: Session, database: Database, as_: Callable[..., Client], **given: Any) -> Rated:
    """As `make_rated_round`, then calculated through the API."""

    def make() -> Rated:
        rated = make_rated_round(db, **given)
        calculate(database, as_(rated.hr), rated)
        return rated

    return kept(db, f"calculated: {given}", make)


def _rated_round(db: Session, staff: int, peers: int, seed: int, comments: bool, **given: Any) -> Rated:
    rated = make_office_with_round(db, staff=staff, **given)
    chance = random.Random(seed)
    for person in (*rated.staff, rated.kasi, rated.other_kasi):
        rate(db, rated, person, chance, peers=peers, comments=comments)
    for person in (*rated.staff, rated.kasi, rated.other_kasi):
        make_work_result(db, rated.of(person), rated.hr, code=chance.choice((1, 2)))
    make_work_result(db, rated.of(rated.camat), rated.hr, code=2)
    db.commit()
    return rated


def make_office_with_round(db: Session, *, staff: int, **given: Any) -> Rated:
    make_office(db)
    root = make_unit(db, "Kecamatan Contoh", kind="kecamatan")
    unit = make_unit(db, "Seksi Pelayanan", parent=root)
    other = make_unit(db, "Seksi Ketertiban", parent=root)
    top = make_position(db, root, "Camat", position_class="administrator", is_head=True)
    heads = [
        make_position(db, one, f"Kepala {one.name}", reports_to=top, position_class="pengawas", is_head=True)
        for one in (unit, other)
    ]
    desk = make_position(db, unit, reports_to=heads[0])
    camat, kasi = make_employee(db, top, name="Adi Camat"), make_employee(db, heads[0], name="Budi Kepala")
    other_kasi = make_employee(db, heads[1], name="Citra Kepala")
    people = [make_employee(db, desk, name=f"Dewi Staf {n}") for n in range(staff)]
    hr, auditor = make_account(db, "Petugas Kepegawaian"), make_account(db, "Pengawas")
    make_grant(db, hr, Role.HR_OFFICER)
    make_grant(db, auditor, Role.AUDITOR)
    make_grant(db, account_id(camat), Role.HEAD)
    version = make_published_version(db)
    now = clock.now()
    defaults = {"status": "closed", "closes_at": now - timedelta(days=1), "opened_at": now - timedelta(days=15)}
    round = make_round(db, root, people=[camat, kasi, other_kasi, *people], version=version, **{**defaults, **given})
    rated = Rated(root, unit, camat, kasi, other_kasi, people, hr, auditor, version, round)
    for participant in db.scalars(select(Participant).where(Participant.round_id == round.id)):
        participant.version_id = version.id
        participant.superior_outside = participant.employee_id == camat.id
        rated.participants[participant.employee_id] = participant
    db.commit()
    return rated


def account_id(employee: Employee) -> UUID:
    assert employee.account_id is not None
    return employee.account_id


def account_of(db: Session, employee: Employee) -> Account:
    return db.get_one(Account, employee.account_id)


def rate(
    db: Session, rated: Rated, person: Employee, chance: random.Random, *, peers: int = 5, comments: bool = False
) -> None:
    """A form of each source about this person, with its task and its sealed token."""
    participant = rated.of(person)
    superior = rated.kasi if person in rated.staff else rated.camat
    others = [one for one in (*rated.staff, rated.kasi, rated.other_kasi) if one not in (person, superior)]
    raters = [(person, "self"), (superior, "superior"), *((one, "peer") for one in others[:peers])]
    for number, (rater, source) in enumerate(raters):
        task = make_assignment(db, participant, rater, source)
        words = {"": f"Komentar {source} {number} tentang {person.name}."} if comments else {}
        make_form(db, participant, source, answers=some_answers(chance), comments=words, assignment=task)


def some_answers(chance: random.Random, low: int = 2, high: int = 5) -> list[int]:
    return [
        chance.choice((0, *range(low, high + 1))) if chance.random() < 0.1 else chance.randint(low, high)
        for _ in range(ITEMS)
    ]


def make_work_result(db: Session, participant: Participant, by: Account, **given: Any) -> WorkResult:
    row = WorkResult(participant_id=participant.id, entered_by=by.id, entered_at=clock.now(), **given)
    db.add(row)
    db.flush()
    return row


def calculate(database: Database, client: Client, rated: Rated) -> Any:
    """Through the API and the worker; the run as it is read afterwards."""
    run = client.post(f"/evaluation-rounds/{rated.round.id}/calculation", expect=202)
    work_all(database)
    return client.get(f"/evaluation-rounds/{rated.round.id}/calculation-runs/{run['id']}")


def work_all(database: Database) -> None:
    while outbox.work_once(database, outbox_handlers()):
        pass


def result_of(db: Session, rated: Rated, employee: Employee) -> Result:
    """The published, newest one."""
    db.rollback()
    round = db.get_one(EvaluationRound, rated.round.id, populate_existing=True)
    statement = select(Result).where(
        Result.run_id == round.published_run_id, Result.employee_id == employee.id, ~Result.superseded
    )
    return db.scalars(statement.execution_options(populate_existing=True)).one()


def forms_about(db: Session, participant: Participant) -> Sequence[Evaluation]:
    return db.scalars(select(Evaluation).where(Evaluation.participant_id == participant.id)).all()
