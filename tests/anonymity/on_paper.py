"""Forms that come on paper: printed by the personnel officer, typed by two accounts outside every unit."""

import io
import random
import re
from collections.abc import Sequence
from uuid import UUID

from pypdf import PdfReader
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.employees.models import Employee
from tests.clients import Client
from tests.factories.assignments import Seksi
from tests.factories.people import make_account, make_grant
from tests.paper_forms.conftest import CODE


def print_for(
    db: Session, client: Client, seksi: Seksi, raters: Sequence[Employee]
) -> tuple[list[Account], dict[tuple[UUID, UUID], str]]:
    """Two typists, and the code of each sheet by who fills it in and whom it is about."""
    hr, typists = make_account(db), [make_account(db), make_account(db)]
    make_grant(db, hr, Role.HR_OFFICER)
    db.commit()
    client.signed_in_as(db, hr, privileged=True)
    db.rollback()
    address = f"/evaluation-rounds/{seksi.round.id}/paper-forms"
    for typist in typists:
        client.post(f"{address}/typists", {"account_id": str(typist.id)})
    participants = {one.name: seksi.participant(one).id for one in seksi.staff}
    codes = {}
    for rater in raters:
        reason = "Tidak mempunyai gawai sendiri."
        named = client.post(f"{address}/raters", {"employee_id": str(rater.id), "reason": reason})
        for page in PdfReader(io.BytesIO(client.post(f"{address}/raters/{named['id']}/packet"))).pages:
            if found := re.search(r"Yang dinilai: (.+)", text_of := page.extract_text()):
                codes[rater.id, participants[found[1].strip()]] = CODE.findall(text_of)[0]
    db.rollback()
    return typists, {key: code for key, code in codes.items() if key[1] != participants[_name(raters, key[0])]}


def _name(people: Sequence[Employee], wanted: UUID) -> str:
    return next(one.name for one in people if one.id == wanted)


def type_form(
    db: Session, client: Client, typists: Sequence[Account], code: str, number: int, chance: random.Random
) -> None:
    answers = {str(item): chance.randint(1, 5) for item in range(1, 22)}
    body = {"code": code, "answers": answers, "comments": {"": f"Komentar yang dikirim {number}."}}
    for typist in typists:
        client.signed_in_as(db, typist)
        db.rollback()
        typed = client.post("/paper-sheets/typing", body)
    assert typed["outcome"] == "entered"
