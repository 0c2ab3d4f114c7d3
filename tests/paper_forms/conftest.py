"""A seksi with an open round, its personnel officer, and two typists from outside; one of the staff fills in on paper."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.employees.models import Employee
from tests.clients import Client
from tests.factories.assignments import Seksi, account_of, make_seksi
from tests.factories.people import make_account, make_grant

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")
WHY = "Tidak mempunyai gawai dan tidak memakai komputer."


def all_answered(answer: int = 4, **others: int) -> dict[str, int]:
    return {**{str(number): answer for number in range(1, 22)}, **others}


def codes_in(pdf: bytes) -> list[str]:
    """In the order of the sheets; the code of each stands on every leaf of it."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return list(dict.fromkeys(CODE.findall(text)))


@dataclass
class Paper:
    db: Session
    new_client: Callable[[], Client]
    seksi: Seksi
    rater: Employee
    hr: Account
    typists: list[Account]
    clients: dict[Any, Client] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"/evaluation-rounds/{self.seksi.round.id}/paper-forms"

    def as_(self, account: Account) -> Client:
        self.db.rollback()
        if account.id not in self.clients:
            self.clients[account.id] = self.new_client().signed_in_as(self.db, account)
        self.db.rollback()
        return self.clients[account.id]

    @property
    def officer(self) -> Client:
        return self.as_(self.hr)

    def as_rater(self) -> Client:
        return self.as_(account_of(self.db, self.rater))

    def raters(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.officer.get(f"{self.address}/raters")["items"]
        return listed

    def packet(self) -> bytes:
        """Printed for the one rater there is."""
        pdf: bytes = self.officer.post(f"{self.address}/raters/{self.raters()[0]['id']}/packet")
        return pdf

    def print(self) -> list[str]:
        return codes_in(self.packet())

    def name(self, account: Account, **options: Any) -> Any:
        return self.officer.post(f"{self.address}/typists", {"account_id": str(account.id)}, **options)

    def open(self, account: Account, code: str, *, expect: int = 200) -> Any:
        return self.as_(account).post("/paper-sheets/form", {"code": code}, expect=expect)

    def type(self, account: Account, code: str, *, expect: int = 200, comments: Any = None, **answers: int) -> Any:
        body = {"code": code, "answers": all_answered(**answers), "comments": comments or {}}
        return self.as_(account).post("/paper-sheets/typing", body, expect=expect)

    def enter(self, code: str, **given: Any) -> Any:
        """Typed by both."""
        assert self.type(self.typists[0], code, **given)["outcome"] == "waiting"
        return self.type(self.typists[1], code, **given)

    def progress(self) -> int:
        handed: int = self.officer.get(f"/evaluation-rounds/{self.seksi.round.id}/progress")["handed_in"]
        return handed


@pytest.fixture
def paper(db: Session, new_client: Callable[[], Client]) -> Paper:
    seksi = make_seksi(db)
    hr = make_account(db, "Petugas Kepegawaian")
    make_grant(db, hr, Role.HR_OFFICER)
    typists = [make_account(db, "Pengetik Satu"), make_account(db, "Pengetik Dua")]
    db.commit()
    made = Paper(db, new_client, seksi, seksi.staff[0], hr, typists)
    made.officer.post(f"{made.address}/raters", {"employee_id": str(made.rater.id), "reason": WHY})
    for typist in typists:
        made.name(typist)
    return made
