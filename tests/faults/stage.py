"""A small office that can be put back to its beginning, and its people as callers over the wire."""

import json
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.accounts.sessions import SESSION_COOKIE
from api.assignments.models import Assignment, Evaluation, SealedToken
from api.audit.models import AuditEntry
from api.kit.database import Database
from api.results.models import Result, ResultSeal
from api.results.queries import select_results
from api.results.seals import content_hash
from api.rounds.models import Participant
from tests.clients import new_session
from tests.contract.wire import Answer, Wire
from tests.emptying import empty
from tests.factories.assignments import make_seksi
from tests.factories.people import make_account, make_grant
from tests.factories.results import make_work_result, work_all

SUPERIOR = "superior"
HR = "hr"
AUDITOR = "auditor"


class Stage:
    """`staff` and `SUPERIOR` rate, `HR` runs the round, `AUDITOR` reads."""

    def __init__(self, database: Database, wire: Wire, file: Path | None) -> None:
        self.database, self.wire, self.file = database, wire, file
        self.kept = None if file is None else file.with_suffix(".beginning")

    def begin(self) -> None:
        """The beginning again: a round in preparation. A file is copied; a server's tables are emptied and filled."""
        if self.kept is not None and self.file is not None and self.kept.exists():
            self.database.engine.dispose()
            for rest in ("-wal", "-shm"):
                Path(f"{self.file}{rest}").unlink(missing_ok=True)
            shutil.copy(self.kept, self.file)
            return
        if self.file is None:
            empty(self.database.engine)
        self._fill()
        if self.kept is not None and self.file is not None:
            with self.database.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
            self.database.engine.dispose()
            shutil.copy(self.file, self.kept)

    def _fill(self) -> None:
        with self.database.writing() as db:
            seksi = make_seksi(db, people=5, peers=3, status="draft")
            officer, auditor = make_account(db, "Petugas"), make_account(db, "Pemeriksa")
            make_grant(db, officer, Role.HR_OFFICER)
            make_grant(db, auditor, Role.AUDITOR)
            for participant in seksi.participants:
                make_work_result(db, participant, officer, code=2)
            people: dict[str, Any] = {HR: officer, AUDITOR: auditor, SUPERIOR: seksi.superior.account_id}
            people |= {f"staff {number}": one.account_id for number, one in enumerate(seksi.staff)}
            self.round_id = str(seksi.round.id)
            self.employees = {f"staff {number}": one.id for number, one in enumerate(seksi.staff)}
            self.employees[SUPERIOR] = seksi.superior.id
            self.cookies = {name: _cookie(db, who) for name, who in people.items()}

    def ask(self, who: str, method: str, path: str, body: Any = None, version: int | None = None) -> Answer:
        self.wire.cookie = self.cookies[who]
        headers = [] if body is None else [("content-type", "application/json")]
        if version is not None:
            headers.append(("if-match", f'"{version}"'))
        sent = b"" if body is None else json.dumps(body).encode()
        return self.wire.send_once(method, f"/api/v1{path}", sent, headers)

    def round_version(self) -> int:
        return int(self.ask(HR, "GET", f"/evaluation-rounds/{self.round_id}").json()["row_version"])

    def work(self) -> None:
        work_all(self.database)

    def tasks(self) -> list[tuple[UUID, str, str]]:
        """Task, its rater's name here, and its source; in the same order each time, whatever their ids."""
        names = {key: name for name, key in self.employees.items()}
        wanted = select(Assignment.id, Assignment.evaluator_id, Assignment.source, Participant.employee_id)
        with self.database.reading() as db:
            rows = db.execute(wanted.join(Participant, Participant.id == Assignment.participant_id)).all()
        rows = sorted(rows, key=lambda row: (names[row.evaluator_id], row.source, names[row.employee_id]))
        return [(row.id, names[row.evaluator_id], row.source) for row in rows]

    def result_of(self, who: str) -> tuple[str, int] | None:
        """The id of a person's newest result and its version, straight from the table."""
        with self.database.reading() as db:
            newest = select(Result).where(Result.employee_id == self.employees[who]).order_by(Result.id)
            found = [one for one in db.scalars(select_results().where(Result.employee_id == self.employees[who]))]
            found = found or list(db.scalars(newest))
            return (str(found[-1].id), found[-1].row_version) if found else None


def _cookie(db: Session, who: Account | UUID) -> str:
    account = who if isinstance(who, Account) else db.get_one(Account, who)
    return f"{SESSION_COOKIE}={new_session(db, account, privileged=True)}"


def count(db: Session, model: Any, *conditions: Any) -> int:
    return db.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def check_forms(db: Session, handed_in: int, deeds: int) -> None:
    """A form for each task that was ever handed in, no more; and each hand-in is in the log."""
    assert count(db, Evaluation) == count(db, SealedToken) == handed_in
    assert count(db, AuditEntry, AuditEntry.action == "submit_evaluation", AuditEntry.outcome == "done") == deeds


def check_sequence(db: Session) -> None:
    sequence = list(db.scalars(select(AuditEntry.seq).order_by(AuditEntry.seq)))
    assert sequence == list(range(1, len(sequence) + 1))


def check_released(db: Session) -> int:
    """Whatever is released is decided and says what its seal says."""
    released = db.scalars(select_results().where(Result.status == "released")).all()
    seals = {seal.result_id: seal.content_hash for seal in db.scalars(select(ResultSeal))}
    assert {one.id: content_hash(one) for one in released} == seals
    assert all(one.decision is not None for one in released)
    return len(released)
