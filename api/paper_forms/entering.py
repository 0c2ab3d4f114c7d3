"""What comes back on paper: two people type it without seeing each other's, and it is handed in like any other form.

The row of a sheet goes in the very transaction that stores its form. The log says that somebody typed, to the hour; neither
sheet nor task nor rater, for who types may read the log.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts.throttles import address_limits, count_failure, own_limits, refuse_if_exhausted
from api.assignments.held import HeldTask, hold_paper_task
from api.assignments.models import PaperSheet
from api.assignments.refusals import check_comments, expect, expect_valid
from api.assignments.rules import can_hand_in, check_answers
from api.assignments.submission import submit_evaluation
from api.audit.service import record_participation
from api.employees.queries import office_day
from api.kit.errors import Invalid
from api.kit.faults import Fault
from api.kit.texts import Text
from api.paper_forms import queries
from api.paper_forms.codes import hash_of, read_code
from api.paper_forms.people import people_in
from api.paper_forms.refusals import SheetForAnother, SheetVoid, UnknownSheet
from api.paper_forms.rules import Difference, Typing, TypingOutcome, difference, may_type, outcome_of

NONE = Difference((), ())

_SLIP = Text(
    "Kode ini salah ketik. Kode terdiri dari sembilan huruf dan angka, misalnya K7M3-Q9TX-Y.",
    "This code is mistyped. It has nine letters and digits, such as K7M3-Q9TX-Y.",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who types, from where, and when."""

    actor: Actor
    address: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A sheet that the caller may type now, with its task, both locked."""

    sheet: PaperSheet
    held: HeldTask


def take_sheet(db: Session, desk: Desk, code: str) -> Taken:
    """404 for every code he has nothing to do with, 403 where somebody else must type it, 409 where nobody can."""
    code_hash = hash_of(_read(code))
    limits = [*own_limits("paper-sheet", desk.actor.account_id), *address_limits("paper-sheet", desk.address)]
    refuse_if_exhausted(db, limits, now=desk.now)
    found = queries.find_sheet(db, desk.actor, code_hash)
    if found is None:
        raise UnknownSheet(afterwards=partial(count_failure, limits=limits, now=desk.now))
    held = hold_paper_task(db, _task_of(found))
    sheet = queries.find_sheet(db, desk.actor, code_hash, lock=True)
    if sheet is None:  # somebody has sent it in just now
        raise UnknownSheet()
    _task_of(sheet)
    if not _may_type(db, desk, sheet, held):
        raise SheetForAnother()
    expect(can_hand_in(held.task, held.now))
    return Taken(sheet, held)


def _read(code: str) -> str:
    read = read_code(code)
    if read is None:
        raise Invalid(faults=[Fault("/code", "mistyped_code", _SLIP)])
    return read


def _task_of(sheet: PaperSheet) -> UUID:
    if sheet.assignment_id is None:
        raise SheetVoid()
    return sheet.assignment_id


def _may_type(db: Session, desk: Desk, sheet: PaperSheet, held: HeldTask) -> bool:
    rater, rated, typist = held.assignment.evaluator_id, held.rated_id, desk.actor.employee_id
    wanted = {rater, rated} | ({typist} if typist else set())
    people = people_in(db, held.round.id, wanted, office_day(db, desk.now))
    return may_type(
        typist=people[typist] if typist else None,
        account=str(desk.actor.account_id),
        sees_progress=queries.sees_progress(db, desk.actor.account_id, queries.path_of(db, held.round)),
        concerned=[people[rater], people[rated]],
        handled_by=[str(one) for one in (sheet.printed_by, sheet.typed_by) if one is not None],
    )


@dataclass(frozen=True, slots=True)
class Typed:
    outcome: TypingOutcome
    found: Difference


def type_sheet(db: Session, desk: Desk, taken: Taken, typing: Typing) -> Typed:
    """The first typing waits. The second that says the same hands the form in; one that does not is looked at once more."""
    _expect_complete(taken.held, typing)
    sheet = taken.sheet
    if sheet.typing is None:
        return _keep(db, desk, sheet, taken.held, typing)
    found = difference(Typing(**sheet.typing), typing)
    outcome = outcome_of(found, differed=sheet.differed)
    if outcome is TypingOutcome.ENTERED:
        _enter(db, desk, taken, typing)
        return Typed(outcome, found)
    record_participation(db, actor=desk.actor, action="type_paper_form", round_id=taken.held.round.id)
    if outcome is TypingOutcome.DIFFERS:
        sheet.differed = True
        return Typed(outcome, found)
    sheet.typing, sheet.typed_by, sheet.differed = None, None, False
    return Typed(outcome, NONE)


def _expect_complete(held: HeldTask, typing: Typing) -> None:
    codes = {value.code for value in held.form.values} | {""}
    expect_valid([*check_answers(typing.answers, held.form.item_count), *check_comments(typing.comments, codes)])


def _keep(db: Session, desk: Desk, sheet: PaperSheet, held: HeldTask, typing: Typing) -> Typed:
    sheet.typing, sheet.typed_by = typing._asdict(), desk.actor.account_id
    record_participation(db, actor=desk.actor, action="type_paper_form", round_id=held.round.id)
    return Typed(TypingOutcome.WAITING, NONE)


def _enter(db: Session, desk: Desk, taken: Taken, typing: Typing) -> None:
    """The same use case as online; before it the sheet's row goes, and with it whatever joined code, typists and task."""
    held = taken.held
    db.execute(delete(PaperSheet).where(PaperSheet.id == taken.sheet.id))
    queries.count_entered(db, held.round.id, held.assignment.evaluator_id)
    submit_evaluation(
        db,
        actor=desk.actor,
        held=held,
        answers=typing.answers,
        comments=typing.comments,
        way="enter_paper_form",
    )
