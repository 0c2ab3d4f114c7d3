"""The personnel officer says who fills in on paper and who types, while the round is open."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts import queries as accounts
from api.accounts.models import AccountStatus
from api.assignments.refusals import RoundNotOpen
from api.assignments.unsent import void_sheets
from api.audit.service import record
from api.kit.errors import Invalid
from api.kit.faults import Fault
from api.kit.texts import Text
from api.paper_forms import queries
from api.paper_forms.models import PaperRater, PaperTypist
from api.paper_forms.refusals import AlreadyOnPaper, AlreadyTypist
from api.paper_forms.rules import may_be_typist
from api.rounds.models import EvaluationRound
from api.rounds.moves import settle_round
from api.rounds.reach import expect_other_person, expect_reach
from api.rounds.rules import RoundStatus

MANAGE = "paper_forms:manage"

_NO_RATER = Text(
    "Pegawai ini tidak mempunyai tugas menilai dalam periode ini.", "This person has no task in this round."
)
_NO_ACCOUNT = Text("Akun ini tidak ada atau belum aktif.", "There is no such active account.")
_WATCHER = Text(
    "Petugas kepegawaian dan pimpinan tidak dapat menjadi pengetik: mereka melihat siapa yang sudah mengirim.",
    "Personnel officers and the head cannot type: they see who has handed in.",
)


class Officer(NamedTuple):
    """Who acts on a locked round, when, and the request behind it."""

    actor: Actor
    round: EvaluationRound
    now: datetime
    trace: str


def write_down(db: Session, officer: Officer, action: str, after: dict[str, Any], reason: str | None = None) -> None:
    record(
        db,
        actor=officer.actor,
        action=action,
        object_type="round",
        object_id=officer.round.id,
        after=after,
        reason=reason,
        trace=officer.trace,
    )


def expect_open(db: Session, officer: Officer, permission: str = MANAGE) -> None:
    expect_reach(officer.actor, permission, officer.round.unit.path)
    if settle_round(db, round=officer.round, now=officer.now) is not RoundStatus.OPEN:
        raise RoundNotOpen()


def name_paper_rater(db: Session, officer: Officer, *, employee_id: UUID, reason: str) -> PaperRater:
    expect_open(db, officer)
    expect_other_person(officer.actor, employee_id)
    if not queries.has_tasks(db, officer.round.id, employee_id):
        raise Invalid(faults=[Fault("/employee_id", "not_a_rater", _NO_RATER)])
    if queries.find_rater(db, officer.round.id, employee_id) is not None:
        raise AlreadyOnPaper()
    rater = PaperRater(
        round_id=officer.round.id,
        employee_id=employee_id,
        reason=reason,
        named_by=officer.actor.account_id,
        named_at=officer.now,
        entered=0,
    )
    db.add(rater)
    db.flush()
    write_down(db, officer, "name_paper_rater", {"employee_id": employee_id}, reason=reason)
    return rater


def remove_paper_rater(db: Session, officer: Officer, rater: PaperRater) -> None:
    """His sheets are void; what has come in stays."""
    expect_open(db, officer)
    void_sheets(db, queries.tasks_of(rater.round_id, rater.employee_id))
    db.delete(rater)
    write_down(db, officer, "remove_paper_rater", {"employee_id": rater.employee_id})


def name_paper_typist(db: Session, officer: Officer, *, account_id: UUID) -> PaperTypist:
    expect_open(db, officer)
    _expect_typist(db, officer, account_id)
    if queries.find_typist(db, officer.round.id, account_id) is not None:
        raise AlreadyTypist()
    typist = PaperTypist(
        round_id=officer.round.id,
        account_id=account_id,
        named_by=officer.actor.account_id,
        named_at=officer.now,
    )
    db.add(typist)
    db.flush()
    write_down(db, officer, "name_paper_typist", {"account_id": account_id})
    return typist


def _expect_typist(db: Session, officer: Officer, account_id: UUID) -> None:
    found = accounts.visible_accounts_among(db, officer.actor, [account_id], officer.now)
    if not found or found[0].status != AccountStatus.ACTIVE:
        raise Invalid(faults=[Fault("/account_id", "no_active_account", _NO_ACCOUNT)])
    if not may_be_typist(sees_progress=queries.sees_progress(db, account_id, officer.round.unit.path)):
        raise Invalid(faults=[Fault("/account_id", "sees_progress", _WATCHER)])


def remove_paper_typist(db: Session, officer: Officer, typist: PaperTypist) -> None:
    """What he typed and nobody has confirmed goes with him."""
    expect_open(db, officer)
    for sheet in queries.sheets_typed_by(db, typist.round_id, typist.account_id):
        sheet.typing, sheet.typed_by, sheet.differed = None, None, False
    db.delete(typist)
    write_down(db, officer, "remove_paper_typist", {"account_id": typist.account_id})
