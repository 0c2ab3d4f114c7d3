"""T1, T11, T15: unmistakable strings are planted in raters, forms and comments; no answer, file, log line or entry has them.

As the person rated, every GET with its documented parameters and thirty invented ones; as the officers, every GET and every
file, unpacked.
"""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from api.accounts.models import Account
from api.assignments.models import Assignment, Evaluation, EvaluationComment, PendingLeaf
from api.employees.models import Employee
from api.results.models import Result
from api.rounds.models import EvaluationRound
from tests.anonymity.conftest import Stage
from tests.anonymity.reading_all import CONTRACT, Ids, addresses
from tests.clients import Client
from tests.factories.results import REASON, Rated, account_of, make_rated_round, work_all

INVENTED = (
    "evaluatee", "evaluator", "evaluator_id", "rater", "rater_id", "raters", "include", "expand", "fields", "embed",
    "select", "with", "assignment_id", "token", "form_id", "ballot", "source", "receipt", "comments", "answers",
    "order_by", "group_by", "filter", "where", "q", "debug", "raw", "as", "format_version", "callback",
)  # fmt: skip

NAMES_COLLEAGUES = ("/me/assignments", "/positions")
"""His own tasks name those he rates himself, and the list of posts everybody who holds one: raters or not."""


@dataclass
class Planted:
    rated: Rated
    person: Employee
    secrets: dict[str, str] = field(default_factory=dict)
    """What nobody may be told: by text, what it is."""
    raters: dict[str, str] = field(default_factory=dict)
    """What the person rated may not be told of those who rated him."""


def plant(stage: Stage, db: Session) -> Planted:
    """Five peers rate the first of the staff, two of them with comments: too few to be shown."""
    stage.clear()
    rated = make_rated_round(db, peers=5)
    planted = Planted(rated, rated.staff[0])
    about = rated.of(planted.person).id
    forms = db.scalars(select(Evaluation)).all()
    planted.secrets |= {form.token.hex: "token" for form in forms}
    for number, form in enumerate([one for one in forms if one.participant_id == about and one.source == "peer"][:2]):
        planted.secrets[f"KANARIKOMENTAR{number}"] = "comment of two"
        db.add(EvaluationComment(token=form.token, value_code="BP", text=f"KANARIKOMENTAR{number} tentang dia."))
    for number, task in enumerate(db.scalars(select(Assignment)).all()):
        task.receipt = f"KANR-{number:04d}-X"
        if task.evaluator_id != planted.person.id:
            planted.secrets |= {task.receipt: "receipt", task.id.hex: "task"}
        if task.participant_id == about and task.source == "peer":
            planted.raters |= _mark(db, db.get_one(Employee, task.evaluator_id), number)
    db.execute(update(PendingLeaf).values(salt=bytes.fromhex("feedc0de" * 8)))
    planted.secrets["feedc0de" * 8] = "salt"
    db.commit()
    return planted


def _mark(db: Session, rater: Employee, number: int) -> dict[str, str]:
    account = account_of(db, rater)
    rater.name = account.name = f"Kanarinama{number}"
    rater.nip = account.login_name = f"77777777777777{number:04d}"
    rater.email = account.email = f"kanarisurel{number}@marelan.example"
    return {
        rater.name: "name",
        rater.nip: "number",
        rater.email: "address",
        rater.id.hex: "id",
        account.id.hex: "account",
    }


def finish(stage: Stage, db: Session, planted: Planted) -> Ids:
    """Calculated, decided and released; and every id there is to ask for."""
    rated, round_id = planted.rated, planted.rated.round.id
    stage.signed_in(db, rated.hr).post(f"/evaluation-rounds/{round_id}/calculation", expect=202)
    work_all(stage.database)
    db.rollback()
    run = db.get_one(EvaluationRound, round_id, populate_existing=True).published_run_id
    results = {one.employee_id: one for one in db.scalars(select(Result).where(Result.run_id == run))}
    kasi = stage.signed_in(db, account_of(db, rated.kasi))
    for person in rated.staff:
        body = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
        kasi.put(f"/results/{results[person.id].id}/decision", body, if_match=1)
    stage.signed_in(db, rated.hr).post(f"/evaluation-rounds/{round_id}/release", {})
    work_all(stage.database)
    db.rollback()
    tasks = db.scalars(select(Assignment.id).where(Assignment.participant_id == rated.of(planted.person).id)).all()
    return {
        "round_id": [round_id],
        "result_id": [results[planted.person.id].id, results[rated.staff[1].id].id],
        "employee_id": [planted.person.id, rated.staff[1].id],
        "participant_id": [rated.of(planted.person).id],
        "assignment_id": tasks[:3],
        "run_id": [run],
        "account_id": [rated.staff[1].account_id],
    }


def found_in(content: bytes, wanted: Iterable[str]) -> list[str]:
    """Ids are looked for with and without hyphens; files are unpacked, papers read with their metadata."""
    parts = [content]
    if content.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = [archive.read(name) for name in archive.namelist()]
    elif content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        parts = [str(reader.metadata).encode(), *(page.extract_text().encode() for page in reader.pages)]
    whole = b"\0".join(parts)
    plain = whole.replace(b"-", b"")
    return [one for one in wanted if one.encode() in whole or one.encode() in plain]


def documented(operation_id: str) -> list[dict[str, Any]]:
    operations = [ops["get"] for ops in CONTRACT["paths"].values() if "get" in ops]
    one = next(op for op in operations if op["operationId"] == operation_id)
    return [parameter for parameter in one.get("parameters", []) if parameter["in"] == "query"]


def ask_everything(client: Client, ids: Ids, value: str, *, invented: int) -> list[tuple[str, int, bytes]]:
    """Each address plain, with each documented parameter, and with so many invented ones in turn."""
    answers = []
    for number, (operation, address) in enumerate(addresses(ids)):
        mark = "&" if "?" in address else "?"
        turn = [INVENTED[(number * invented + place) % len(INVENTED)] for place in range(invented)]
        names = [*(parameter["name"] for parameter in documented(operation)), *turn]
        for query in ("", *(f"{mark}{name}={value}" for name in names)):
            answer = client.request("GET", address + query)
            answers.append((address + query, answer.status_code, answer.content + str(answer.headers).encode()))
    return answers


def test_the_person_rated_finds_no_rater_whatever_he_asks(stage: Stage) -> None:
    with stage.database.sessions() as db, capture_logs() as lines:
        planted = plant(stage, db)
        ids = finish(stage, db, planted)
        client = stage.signed_in(db, account_of(db, planted.person))
        value = next(iter(planted.raters))
        answers = ask_everything(client, ids, "nilai", invented=6)
        wanted = {**planted.secrets, **planted.raters}
        hits = [(address, one) for address, _, content in answers for one in found_in(content, wanted)]
        assert {one for address, one in hits if not any(name in address for name in NAMES_COLLEAGUES)} == set()
        assert {wanted[one] for _, one in hits} <= {"name", "id"}
        assert not {status for _, status, _ in answers} & {500, 502, 503}
        assert client.request("GET", f"/results?rater={value}").status_code == 422
        assert found_in(repr(lines).encode(), wanted) == []
        assert len(lines) > len(answers)
        print(f"\n{len(answers)} answers, {len(wanted)} planted strings, no hit beside the directory")  # noqa: T201


def test_no_officer_finds_a_token_a_task_or_a_small_groups_comment(stage: Stage) -> None:
    """Lists, papers, files and the log; names of employees are no secret to an officer, pairs are."""
    with stage.database.sessions() as db:
        planted = plant(stage, db)
        ids = finish(stage, db, planted)
        round_id, asked = ids["round_id"][0], 0
        for account in (planted.rated.hr, account_of(db, planted.rated.camat), planted.rated.auditor):
            client = stage.signed_in(db, account)
            files = [f"/evaluation-rounds/{round_id}/results/export?format={form}&reason=Bukti+kerahasiaan." for form in ("csv", "xlsx")]  # fmt: skip
            for address in (*(one for _, one in addresses(ids)), *files):
                if "/me/assignments" in address:  # his own tasks and receipts
                    continue
                content = client.request("GET", address).content
                assert found_in(content, planted.secrets) == [], address
                asked += 1
        db.rollback()
        for table in ("audit_entry", "audit_detail"):
            assert found_in(repr(db.execute(text(f"SELECT * FROM {table}")).all()).encode(), planted.secrets) == []
        print(f"\n{asked} answers and the log, {len(planted.secrets)} planted strings, 0 hits")  # noqa: T201


def test_files_name_no_author_and_no_program_of_a_person(stage: Stage) -> None:
    with stage.database.sessions() as db:
        planted = plant(stage, db)
        ids = finish(stage, db, planted)
        client = stage.signed_in(db, planted.rated.hr)
        address = f"/evaluation-rounds/{ids['round_id'][0]}/results/export?format=xlsx&reason=Bukti+kerahasiaan."
        archive = zipfile.ZipFile(io.BytesIO(client.get(address)))
        core = archive.read("docProps/core.xml").decode()
        names = db.scalars(select(Account.name)).all()
        assert [name for name in names if name in core] == []
        paper = PdfReader(io.BytesIO(client.get(f"/results/{ids['result_id'][0]}/sheet.pdf")))
        assert [name for name in names if name in str(paper.metadata)] == []
