"""Tasks and handed-in forms, made straight in the tables; a test names only what it is about."""

import hashlib
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.assignments import silence
from api.assignments.models import Assignment, Evaluation, EvaluationComment, PendingLeaf, SealedToken, SilencePledge
from api.employees.models import Employee, OrgUnit
from api.kit import clock
from api.rounds.models import EvaluationRound, Participant
from tests.factories.instruments import make_published_version
from tests.factories.people import make_employee, make_office, make_position, make_unit
from tests.factories.rounds import make_round

ITEMS = 21
NUMBERS = (
    "Satu",
    "Dua",
    "Tiga",
    "Empat",
    "Lima",
    "Enam",
    "Tujuh",
    "Delapan",
    "Sembilan",
    "Sepuluh",
    "Sebelas",
    "Dua Belas",
)


def make_assignment(
    db: Session,
    participant: Participant,
    evaluator: Employee,
    source: str = "peer",
    *,
    status: str = "open",
    **given: object,
) -> Assignment:
    """Its rater has accepted the duty of silence, as everybody has who may hand in."""
    assignment = Assignment(
        **{
            "round_id": participant.round_id,
            "participant_id": participant.id,
            "evaluator_id": evaluator.id,
            "source": source,
            "status": status,
            **given,
        }
    )
    db.add(assignment)
    if silence.owes_silence(source):
        make_pledge(db, participant.round_id, evaluator.id)
    db.flush()
    return assignment


def make_pledge(db: Session, round_id: UUID, employee_id: UUID, *, version: int = silence.VERSION) -> None:
    if db.get(SilencePledge, (round_id, employee_id)) is None:
        day = clock.now().date()
        db.add(SilencePledge(round_id=round_id, employee_id=employee_id, version=version, accepted_on=day))
        db.flush()


def make_pledges(db: Session, round_id: UUID | str) -> None:
    """Of the whole office, where the round was opened through the API."""
    for employee_id in db.scalars(select(Employee.id)).all():
        make_pledge(db, UUID(str(round_id)), employee_id)
    db.commit()


def make_form(
    db: Session,
    participant: Participant,
    source: str = "peer",
    *,
    answers: list[int] | int = 4,
    comments: dict[str, str] | None = None,
    assignment: Assignment | None = None,
) -> Evaluation:
    """A form as it was handed in, with its pending leaf; with its assignment, also sealed and receipted."""
    given = [answers] * ITEMS if isinstance(answers, int) else answers
    form = Evaluation(
        token=uuid4(),
        round_id=participant.round_id,
        participant_id=participant.id,
        source=source,
        answers=bytes(given),
    )
    db.add(form)
    db.flush()
    db.add_all(
        EvaluationComment(token=form.token, value_code=code, text=text) for code, text in (comments or {}).items()
    )
    leaf = hashlib.sha256(form.token.bytes).hexdigest()
    db.add(PendingLeaf(token=form.token, round_id=form.round_id, salt=bytes(32), leaf=leaf))
    if assignment is not None:
        assignment.status, assignment.receipt = "submitted", "K7M3-Q9TX-4"
        db.add(SealedToken(assignment_id=assignment.id, token=form.token))
    db.flush()
    return form


@dataclass
class Seksi:
    """A unit in which everybody rates: the superior rates his people, each rates himself and the next three."""

    unit: OrgUnit
    superior: Employee
    staff: list[Employee]
    round: EvaluationRound
    participants: list[Participant]
    tasks: dict[tuple[UUID, UUID], Assignment]
    """(evaluator, rated) → task."""

    def task(self, evaluator: Employee, rated: Employee) -> Assignment:
        return self.tasks[evaluator.id, rated.id]

    def participant(self, employee: Employee) -> Participant:
        return next(one for one in self.participants if one.employee_id == employee.id)


def make_seksi(db: Session, *, people: int = 5, peers: int = 3, status: str = "open", **given: object) -> Seksi:
    """An office with one seksi below it and a round with its tasks."""
    make_office(db)
    unit = make_unit(db, kind="seksi", parent=make_unit(db, "Kecamatan Contoh", kind="kecamatan"))
    head = make_position(db, unit, "Kepala Seksi", position_class="pengawas", is_head=True)
    superior = make_employee(db, head, name="Atasan Contoh")
    post = make_position(db, unit, reports_to=head)
    staff = [make_employee(db, post, name=f"Staf {_word(number)}") for number in range(people)]
    version = make_published_version(db)
    round = make_round(db, unit, status=status, people=staff, version=version, **given)
    participants = [find_row(db, round, one) for one in staff]
    for participant in participants:
        participant.version_id = version.id
    seksi = Seksi(unit, superior, staff, round, participants, {})
    task_status = "planned" if status == "draft" else "open"
    for place, (rated, participant) in enumerate(zip(staff, participants, strict=True)):
        raters = [(rated, "self"), (superior, "superior")]
        raters += [(staff[(place + ahead) % people], "peer") for ahead in range(1, peers + 1)]
        for evaluator, source in raters:
            task = make_assignment(db, participant, evaluator, source, status=task_status)
            seksi.tasks[evaluator.id, rated.id] = task
    db.commit()
    return seksi


def _word(number: int) -> str:
    round, place = divmod(number, len(NUMBERS))
    return NUMBERS[place] if not round else f"{NUMBERS[place]} {round}"


def find_row(db: Session, round: EvaluationRound, employee: Employee) -> Participant:
    statement = select(Participant).where(Participant.round_id == round.id, Participant.employee_id == employee.id)
    return db.scalars(statement).one()


def account_of(db: Session, employee: Employee) -> Account:
    return db.get_one(Account, employee.account_id)


def look_anew(db: Session) -> None:
    """Forget what was read before, so that what the app did is seen."""
    db.rollback()
    db.expire_all()
