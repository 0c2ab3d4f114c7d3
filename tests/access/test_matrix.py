"""Every operation × every role × own, a colleague's, foreign and absent things × every state of a round: one answer each."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi import FastAPI

from api.access.permissions import Role
from api.kit.database import Database, make_engine
from api.kit.logs import configure_logs
from api.kit.settings import Settings
from api.main import create_app
from api.openapi import api_routes
from api.rounds.rules import RoundStatus
from tests.access.matrix_rules import BY_ROUND, NOT_YOURS, PASSED, POSSIBLE_IN, allowed, holds
from tests.access.matrix_world import NOBODY, OWNERSHIPS, ROLELESS, ROUND_NAME, Matrix, RolledBack, make_matrix
from tests.contract.operations import JSON, Operation, operations
from tests.contract.samples import sample
from tests.contract.wire import Answer, Wire, wire

LATER = "2031-01-01T09:00:00+07:00"
WHY = "Sesuai berita acara rapat kantor."
BODIES: dict[str, Any] = {
    "create_round": {"closes_at": LATER},
    "update_round": {"note": "Catatan."},
    "extend_round": {"deadline": LATER, "reason": WHY},
    "cancel_round": {"reason": WHY, "confirmation": ROUND_NAME},
    "reopen_round": {"closes_at": LATER, "reason": WHY},
    "update_participant": {"superior_outside": True},
    "set_work_result": {"code": 2},
    "save_draft": {"version": 0, "answers": {"1": 4}, "comments": {}},
    "submit_evaluation": {"answers": {str(number): 4 for number in range(1, 22)}, "comments": {}},
    "decide_result": {"work_rating": 2, "behaviour_rating": 2, "category": "evidence", "reason": WHY},
}
FILE = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.%b"\r\n\r\n%b\r\n--x--\r\n'
PDF = FILE % (b"pdf", b"%PDF-1.4\n%%EOF")
LIST = FILE % (b"csv", b"NIP;hasilKinerjaNilai\n198501012010011001;2")
QUERIES = {"get_annual_result": "?year=2026", "export_results": "?reason=Pemeriksaan"}
PRINTED = {"get_result_sheet", "get_round_recap", "get_round_minutes"}  # as their `_content`, drawn in a second


class Cell(NamedTuple):
    operation: str
    caller: str
    ownership: str
    state: RoundStatus


@pytest.fixture(scope="module")
def database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("matrix") / "office.db"
    shutil.copy(sqlite_template, path)
    made = Database(make_engine(f"sqlite:///{path}"))
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def matrix(database: Database) -> Matrix:
    return make_matrix(database)


@pytest.fixture(scope="module")
def app(database: Database, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    configure_logs("json")
    settings = Settings(
        _env_file=None, worker="outside", backup_dir=tmp_path_factory.mktemp("backups"), second_step_required=False
    )
    return create_app(settings, RolledBack(database.engine))


@pytest.fixture(scope="module")
def answers(app: FastAPI, matrix: Matrix) -> dict[Cell, Answer]:
    """Every cell, asked once."""
    with wire(app) as caller:
        return {cell: _ask(caller, op, matrix, cell) for op in operations(app) for cell in _cells(op)}


def _cells(op: Operation) -> Iterator[Cell]:
    """Who is kept out by his role meets nothing that a state could change: one state is enough, two where things hide."""
    asked = {parameter["name"] for parameter in op.parameters("path")}
    for caller in (NOBODY, ROLELESS, *Role):
        outside = caller == NOBODY or not holds(op.permission, caller)
        for ownership in _ownerships(asked, outside=outside):
            for state in _states(op, asked, outside=outside, hidden=ownership in ("foreign", "absent")):
                yield Cell(op.name, caller, ownership, state)


def _ownerships(asked: set[str], *, outside: bool) -> Sequence[str]:
    if not asked:
        return ("own",)
    return ("own", "foreign") if outside else OWNERSHIPS


def _states(op: Operation, asked: set[str], *, outside: bool, hidden: bool) -> Sequence[RoundStatus]:
    if outside or not asked & BY_ROUND:
        return (RoundStatus.OPEN,)
    if hidden or op.name in PRINTED:
        return (RoundStatus.OPEN, RoundStatus.RELEASED)
    return tuple(RoundStatus)


def _ask(caller: Wire, op: Operation, matrix: Matrix, cell: Cell) -> Answer:
    ids = matrix.ids[cell[1:]]
    address = re.sub(r"\{([^}]+)\}", lambda found: ids.get(found[1], "x"), op.path) + QUERIES.get(op.name, "")
    headers = [("content-type", "multipart/form-data; boundary=x" if op.media_type != JSON else JSON)] * bool(
        op.media_type
    )
    if any(parameter["name"] == "if-match" for parameter in op.parameters("header")):
        headers.append(("if-match", '"1"'))
    caller.cookie = matrix.cookies[cell.caller]
    return caller.send_once(op.method, address, _body(op), headers)


def _body(op: Operation) -> bytes:
    if op.media_type != JSON:
        sent = LIST if op.name == "import_work_results" else PDF
        return sent if op.media_type else b""
    return json.dumps(BODIES.get(op.name) or sample(op.document, op.body_schema)).encode()


def test_every_cell_answers_as_the_rules_say(app: FastAPI, answers: dict[Cell, Answer]) -> None:
    by_name = {op.name: op for op in operations(app)}
    success = {route.endpoint.rule.operation: route.endpoint.rule.status for _, route in api_routes(app)
               if hasattr(route.endpoint, "rule")}  # fmt: skip
    wrong = []
    for cell, answer in answers.items():
        wanted = allowed(
            by_name[cell.operation], cell.caller, cell.ownership, cell.state, success.get(cell.operation, 200)
        )
        if answer.status not in wanted:
            wrong.append(f"{' '.join(cell)}: {answer.status}, not {wanted}")
    print(f"\n{len(answers)} cells: {dict(sorted(Counter(a.status for a in answers.values()).items()))}")  # noqa: T201 - a gate that cannot print its count has not run
    assert wrong == []
    assert len(answers) > 4_000


def test_what_is_hidden_is_not_told_from_what_is_not_there(answers: dict[Cell, Answer]) -> None:
    """Body and headers, byte for byte, but for the number of the request."""
    compared = 0
    for cell, answer in answers.items():
        absent = answers.get(cell._replace(ownership="absent"))
        if answer.status == 404 and absent is not None and absent.status == 404:
            assert _bare(answer) == _bare(absent), cell
            compared += 1
    assert compared > 800


def _bare(answer: Answer) -> tuple[bytes, dict[str, str]]:
    number = answer.json()["request_id"].encode()
    headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    return answer.body.replace(number, b""), headers


def test_the_rules_name_only_operations_that_are_there(app: FastAPI) -> None:
    assert {*NOT_YOURS, *POSSIBLE_IN, *PASSED} <= {op.name for op in operations(app)}


def test_nothing_in_the_matrix_changed_the_world(database: Database, answers: dict[Cell, Answer]) -> None:
    """Else a later cell would have met another world than an earlier one."""
    with database.reading() as db:
        from sqlalchemy import func, select

        from api.audit.models import AuditEntry

        assert answers
        assert db.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.outcome == "denied")) == 0
