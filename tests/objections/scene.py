"""A shared result and what people do about it, through the API."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.employees.models import Employee
from tests.clients import Client
from tests.factories.results import REASON, Rated, result_of
from tests.results.conftest import As

RATINGS = {"work_rating": 2, "behaviour_rating": 2}
GROUNDS = [{"about": "whole", "reason": "Laporan saya serahkan tepat waktu setiap bulan."}]
STATEMENT = {"text": "Penilaian ini saya buat dari catatan bulanan."}
UPHELD = {"outcome": "upheld", "reason": "Kedua pihak sudah didengar; keputusan tepat."}
PDF = b"%PDF-1.7 contoh bukti"


@dataclass
class Scene:
    """One staff member's result is decided by kasi and shared; camat stands above kasi."""

    db: Session
    rated: Rated
    as_: As
    person: Employee

    @property
    def result_id(self) -> str:
        return str(result_of(self.db, self.rated, self.person).id)

    def share(self, *people: Employee, **ratings: int) -> None:
        for person in people or (self.person,):
            result = result_of(self.db, self.rated, person)
            assessor = self.as_(self.rated.kasi if person in self.rated.staff else self.rated.camat)
            body = {**RATINGS, "reason": REASON, "category": "evidence", **ratings}
            assessor.put(f"/results/{result.id}/decision", body, if_match=result.row_version)
        self.as_(self.rated.hr).post(f"/evaluation-rounds/{self.rated.round.id}/release", {})

    def file(self, person: Employee | None = None, **given: Any) -> dict[str, Any]:
        who = person or self.person
        result = result_of(self.db, self.rated, who)
        body = {"grounds": GROUNDS, **given}
        filed: dict[str, Any] = self.as_(who).post(f"/results/{result.id}/objection", body, expect=201)
        return filed

    def step(self, who: Employee | Account, name: str, body: Any = None, *, of: dict[str, Any], **options: Any) -> Any:
        return self.as_(who).post(f"/objections/{of['id']}/{name}", body, **options)

    def hear(self, filed: dict[str, Any]) -> dict[str, Any]:
        """Both sides, in time."""
        self.step(self.rated.camat, "review", of=filed)
        self.step(self.rated.kasi, "answer", STATEMENT, of=filed)
        heard: dict[str, Any] = self.step(self.person, "reply", STATEMENT, of=filed)
        return heard

    def rule(self, heard: dict[str, Any], **body: Any) -> Any:
        return self.step(self.rated.camat, "ruling", {**UPHELD, **body}, of=heard, if_match=heard["row_version"])


def attach(client: Client, objection_id: str, content: bytes = PDF, *, expect: int = 200) -> Any:
    answer = client.request(
        "POST",
        f"/objections/{objection_id}/evidence",
        files={"file": ("bukti.pdf", content, "application/pdf")},
        data={"caption": "Tanda terima laporan"},
    )
    assert answer.status_code == expect, answer.text
    return answer.json()
