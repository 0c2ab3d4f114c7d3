"""A small office that can be put back to its beginning, and its people as callers over the wire."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from api.accounts.models import Account, AccountSession
from api.accounts.sessions import SESSION_COOKIE
from api.assignments.models import Assignment
from api.kit import clock
from api.kit.database import Database
from api.objections.models import Objection
from api.results.models import Result
from api.rounds.models import EvaluationRound, Participant
from tests.clients import new_session
from tests.contract.wire import Answer, Wire
from tests.emptying import empty
from tests.factories.results import work_all
from tests.faults.ledger import Task
from tests.faults.office import fill

START = datetime(2026, 11, 24, 3, tzinfo=UTC)
"""A Tuesday morning in Medan; the game has its own clock, which stands still but for `pass_time`."""
WEEK = timedelta(days=7)
PEERS = 3


class BrokenError(Exception):
    """The server failed. No finding: a planted fault must be found by what came of it, not by its own breaking."""


class Stage:
    def __init__(self, database: Database, wire: Wire, file: Path | None) -> None:
        self.database, self.wire, self.file = database, wire, file
        self.kept = None if file is None else file.with_suffix(".beginning")
        self.now = START

    def begin(self) -> None:
        """The beginning again: a round in preparation. A file is copied; a server's tables are emptied and filled."""
        self.now = START
        if self.kept is not None and self.file is not None and self.kept.exists():
            self.database.engine.dispose()
            for rest in ("-wal", "-shm"):
                Path(f"{self.file}{rest}").unlink(missing_ok=True)
            shutil.copy(self.kept, self.file)
            return
        if self.file is None:
            empty(self.database.engine)
        with clock.standing_at(START), self.database.writing() as db:
            self._take_office(db)
        if self.kept is not None and self.file is not None:
            with self.database.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
            self.database.engine.dispose()
            shutil.copy(self.file, self.kept)

    def _take_office(self, db: Session) -> None:
        office = fill(db, peers=PEERS, closes_at=START + WEEK)
        self.round_id, self.unit_id = str(office.round_id), str(office.unit_id)
        self.other_desk = str(office.other_desk_id)
        self.employees = office.employees
        self.cookies = {name: _cookie(db, account) for name, account in office.accounts.items()}

    def pass_time(self, days: int) -> None:
        """Everybody has signed in again by then."""
        self.now += timedelta(days=days)
        fresh = {name: self.now for name in ("created_at", "last_seen_at", "stepped_up_at")}
        with self.database.writing() as db:
            db.execute(update(AccountSession).values(expires_at=self.now + WEEK, **fresh))

    def ask(self, who: str, method: str, path: str, body: Any = None, version: int | None = None) -> Answer:
        self.wire.cookie = self.cookies[who]
        headers = [] if body is None else [("content-type", "application/json")]
        if version is not None:
            headers.append(("if-match", f'"{version}"'))
        sent = b"" if body is None else json.dumps(body).encode()
        with clock.standing_at(self.now):
            answer = self.wire.send_once(method, f"/api/v1{path}", sent, headers)
        if answer.status >= 500:
            raise BrokenError(method, path, answer)
        return answer

    def work(self) -> None:
        with clock.standing_at(self.now):
            work_all(self.database)

    def round_version(self) -> int:
        with self.database.reading() as db:
            return db.get_one(EvaluationRound, UUID(self.round_id)).row_version

    def objection_version(self, key: UUID) -> int:
        with self.database.reading() as db:
            return db.get_one(Objection, key).row_version

    def tasks(self) -> list[Task]:
        """In the same order each time, whatever their ids."""
        names = {key: name for name, key in self.employees.items()}
        wanted = select(Assignment.id, Assignment.evaluator_id, Assignment.source, Participant.employee_id)
        with self.database.reading() as db:
            rows = db.execute(wanted.join(Participant, Participant.id == Assignment.participant_id)).all()
        tasks = [Task(row.id, names[row.evaluator_id], names[row.employee_id], row.source) for row in rows]
        return sorted(tasks, key=lambda task: task[1:])

    def participant_of(self, who: str) -> UUID:
        with self.database.reading() as db:
            return db.scalars(select(Participant.id).where(Participant.employee_id == self.employees[who])).one()

    def result_of(self, who: str) -> tuple[str, int]:
        """The id of a person's newest published result and its version, straight from the tables."""
        newest = (
            select(Result.id, Result.row_version)
            .join(EvaluationRound, EvaluationRound.published_run_id == Result.run_id)
            .where(Result.employee_id == self.employees[who])
            .order_by(Result.version.desc())
        )
        with self.database.reading() as db:
            found = db.execute(newest).first()
        assert found is not None
        return str(found.id), found.row_version


def _cookie(db: Session, account: Account | UUID) -> str:
    row = account if isinstance(account, Account) else db.get_one(Account, account)
    return f"{SESSION_COOKIE}={new_session(db, row, privileged=True)}"
