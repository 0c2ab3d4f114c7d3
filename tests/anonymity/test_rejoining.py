"""T16, D4: without the sealed table nobody can tell whose form is whose – not from rows, their places, or raw bytes.

Forms are handed in over HTTP, in an order drawn by chance, with drafts before and idempotency keys beside them; those of
two raters come on paper and are typed by two people. After the
calculation the sealed table is thrown away; what is left of the database is ordered in every way it offers, and forms are
matched to raters by their places. The best of all attacks must be no better than guessing.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.kit.database import Database
from api.kit.traces import forget_deleted
from api.paper_forms.codes import hash_of
from api.rounds.models import EvaluationRound
from tests.anonymity.on_paper import print_for, type_form
from tests.clients import Client
from tests.factories.assignments import Seksi, make_seksi
from tests.factories.people import make_account, make_grant
from tests.factories.results import work_all

PEOPLE, RATERS, ON_PAPER = 30, 5, 2
CHANCE = 1 / RATERS
LUCK = 0.2
"""What the best of eighty guesses may lie above chance: five and a half standard deviations of 30 × 5 pairs."""

DRAFT = "KONSEPYANGDIHAPUS"
Order = Sequence[str]
"""Ids in some order the database offers, as 32 hex digits."""


@dataclass
class Handed:
    """What really happened, for counting hits: task → token, in the order of the hand-ins."""

    seksi: Seksi
    token_of: dict[str, str]
    participant_of: dict[str, str]
    raters: dict[str, str]
    """Account → employee."""
    evaluator_of: dict[str, str]
    on_paper: set[str]
    """Employees whose forms came on paper."""
    sheets: set[bytes]
    """Hashes of the codes of these."""


@pytest.fixture
def handed(db: Session, new_client: Callable[[], Client], database: Database) -> Handed:
    """Thirty people, five peers each: 150 forms in an order drawn by chance, each with a draft before."""
    seksi = make_seksi(db, people=PEOPLE, peers=RATERS)
    client = new_client()
    tasks = [task for task in seksi.tasks.values() if task.source == "peer"]
    chance = random.Random(16)
    chance.shuffle(tasks)
    accounts = {one.id: db.get_one(Account, one.account_id) for one in seksi.staff}
    typists, printed = print_for(db, client, seksi, seksi.staff[:ON_PAPER])
    for number, task in enumerate(tasks):
        if code := printed.get((task.evaluator_id, task.participant_id)):
            type_form(db, client, typists, code, number, chance)
            continue
        client.signed_in_as(db, accounts[task.evaluator_id])
        _rate(client, task.id, number, chance)
    db.rollback()
    rows = db.execute(text("SELECT assignment_id, token FROM sealed_token")).all()
    tokens = {_hex(row.assignment_id): _hex(row.token) for row in rows}
    return Handed(
        seksi,
        {task.id.hex: tokens[task.id.hex] for task in tasks},
        {task.id.hex: task.participant_id.hex for task in tasks},
        {str(account.id): key.hex for key, account in accounts.items()},
        {task.id.hex: task.evaluator_id.hex for task in tasks},
        {rater.hex for rater, _ in printed},
        {hash_of(code) for code in printed.values()},
    )


def _rate(client: Client, task_id: UUID, number: int, chance: random.Random) -> None:
    answers = {str(item): chance.randint(1, 5) for item in range(1, 22)}
    draft = {"version": 0, "answers": answers, "comments": {"": f"{DRAFT} {number}"}}
    if number % 5 == 0:
        client.put(f"/assignments/{task_id}/draft", draft)
    body = {"answers": answers, "comments": {"": f"Komentar yang dikirim {number}."}}
    client.post(f"/assignments/{task_id}/submission", body, key=f"kunci-{number}")


def calculate(handed: Handed, db: Session, client: Client, database: Database) -> None:
    """Close and calculate through the API; then throw the sealed table away."""
    hr = make_account(db)
    make_grant(db, hr, Role.HR_OFFICER)
    db.get_one(EvaluationRound, handed.seksi.round.id).status = "closed"
    db.commit()
    client.signed_in_as(db, hr, privileged=True)
    db.rollback()
    client.post(f"/evaluation-rounds/{handed.seksi.round.id}/calculation", expect=202)
    work_all(database)
    db.execute(text("DELETE FROM sealed_token"))
    db.commit()
    forget_deleted(database, ["sealed_token"])


def _hex(value: Any) -> str:
    return value.hex if isinstance(value, UUID) else str(value).replace("-", "")


def orders(db: Session, query: str) -> Order:
    return [_hex(row[0]) for row in db.execute(text(query))]


def places(db: Session) -> tuple[str, ...]:
    """What a row's place can be ordered by."""
    return ("rowid",) if db.get_bind().dialect.name == "sqlite" else ("ctid", "xmin::text::bigint, ctid")


def orders_of_forms(db: Session) -> dict[str, Order]:
    """Every order in which the database gives forms, or what hangs on them."""
    found = {}
    for place, (table, column) in product(
        places(db), (("evaluation", "token"), ("pending_leaf", "token"), ("evaluation_comment", "token"))
    ):
        found[f"{table} by {place}"] = orders(db, f"SELECT {column} FROM {table} ORDER BY {place}")
    found["comments by id"] = orders(db, "SELECT token FROM evaluation_comment ORDER BY id")
    found["leaves in the log"] = orders(
        db,
        "SELECT token FROM pending_leaf JOIN audit_entry ON after_hash = leaf AND family = 'leaf' ORDER BY seq",
    )
    found["answers"] = orders(db, "SELECT token FROM evaluation ORDER BY answers")
    found["tokens"] = orders(db, "SELECT token FROM evaluation ORDER BY token")
    return found


def orders_of_tasks(db: Session, handed: Handed) -> dict[str, Order]:
    """Every order in which the database tells who took part."""
    found = {f"assignment by {place}": orders(db, f"SELECT id FROM assignment WHERE receipt IS NOT NULL ORDER BY {place}") for place in places(db)}  # fmt: skip
    for name, column in (("id", "id"), ("receipt", "receipt")):
        query = f"SELECT id FROM assignment WHERE receipt IS NOT NULL ORDER BY {column}"
        found[f"assignment by {name}"] = orders(db, query)
    query = (
        "SELECT actor_ref FROM audit_entry WHERE family = 'participation' AND action <> 'type_paper_form' ORDER BY seq"
    )
    by_rater = _with_paper([str(row[0]) for row in db.execute(text(query))], handed)
    found |= {
        f"paper by {place}": orders(db, _BY_PAPER.format(place=_of("paper_rater", place))) for place in places(db)
    }
    found["participation in the log"] = _tasks_of(by_rater, handed)
    return found


def _with_paper(accounts: Sequence[str], handed: Handed) -> list[str]:
    """Of what came on paper the log names the typist. Whoever attacks has watched the counters: he knows the rater."""
    on_paper = iter([one for task in handed.token_of if (one := handed.evaluator_of[task]) in handed.on_paper])
    return [handed.raters[one] if one in handed.raters else next(on_paper) for one in accounts]


_BY_PAPER = """
    SELECT assignment.id FROM assignment JOIN paper_rater ON paper_rater.employee_id = assignment.evaluator_id
    WHERE receipt IS NOT NULL ORDER BY {place}
"""
"""Who fills in on paper, and whose counter moved last."""


def _of(table: str, place: str) -> str:
    return ", ".join(f"{table}.{column.strip()}" for column in place.split(","))


def _tasks_of(raters: Sequence[str], handed: Handed) -> Order:
    """The log names the rater only. Whoever attacks takes his n-th entry for his n-th task – here he even knows which."""
    left: dict[str, Iterator[str]] = {}
    for task in handed.token_of:
        left.setdefault(handed.evaluator_of[task], iter([one for one in handed.token_of if handed.evaluator_of[one] == handed.evaluator_of[task]]))  # fmt: skip
    return [next(left[rater]) for rater in raters]


def hits(forms: Order, tasks: Order, handed: Handed) -> float:
    """For each person rated: his n-th form is taken for that of his n-th rater. The share of right matches."""
    owner = {token: handed.participant_of[task] for task, token in handed.token_of.items()}
    right = 0
    for participant in set(owner.values()):
        mine = list(dict.fromkeys(token for token in forms if owner.get(token) == participant))
        theirs = [task for task in tasks if handed.participant_of.get(task) == participant]
        right += sum(handed.token_of[task] == token for task, token in zip(theirs, mine, strict=False))
    return right / len(owner)


def best_attack(forms: Mapping[str, Order], tasks: Mapping[str, Order], handed: Handed) -> tuple[float, str]:
    """Forwards and backwards; both directions of every pair of orders."""
    found = []
    for (one, by), (two, whose) in product(forms.items(), tasks.items()):
        found += [
            (hits(by, whose, handed), f"{one} × {two}"),
            (hits(by[::-1], whose, handed), f"{one} × {two}, turned"),
        ]
    return max(found)


def test_after_the_calculation_nothing_matches_forms_to_raters(
    handed: Handed, db: Session, new_client: Callable[[], Client], database: Database, engine_name: str
) -> None:
    """While the round is open the design allows less: whoever reads the database itself can follow the order of the
    hand-ins, as he could read the sealed table. So the same attacks work before – which proves them – and not after."""
    assert best_attack(orders_of_forms(db), orders_of_tasks(db, handed), handed)[0] > 0.9
    db.rollback()
    before = b"".join(raw_files(database, engine_name))
    assert DRAFT.encode() in before
    calculate(handed, db, new_client(), database)
    share, attack = best_attack(orders_of_forms(db), orders_of_tasks(db, handed), handed)
    print(f"\n{engine_name}: best attack {share:.1%} ({attack}); chance {CHANCE:.0%}")  # noqa: T201
    assert share <= CHANCE + LUCK
    expect_nothing_kept_together(handed, db)
    share, attack = attack_on_bytes(handed, db, database, engine_name)
    print(f"{engine_name}: raw files, best attack {share:.1%} ({attack})")  # noqa: T201
    assert share <= CHANCE + LUCK


def expect_nothing_kept_together(handed: Handed, db: Session) -> None:
    """No idempotency record, no draft, no message about a form; the log names neither task nor person rated."""
    assert db.scalar(text("SELECT sum(entered) FROM paper_rater")) == ON_PAPER * RATERS
    for table in ("idempotency_record", "draft", "paper_sheet"):
        assert db.scalar(text(f"SELECT count(*) FROM {table}")) == 0
    tokens = set(handed.token_of.values())
    secrets = {*handed.token_of, *tokens, *handed.participant_of.values()}
    for table, forbidden in (("audit_entry", secrets), ("audit_detail", secrets), ("outbox_message", tokens)):
        everything = repr(db.execute(text(f"SELECT * FROM {table}")).all()).replace("-", "")
        assert not [one for one in forbidden if one in everything], table
    times = db.execute(text("SELECT DISTINCT time FROM audit_entry WHERE family <> 'event'")).all()
    assert len(times) <= 3  # the hour of the hand-ins, or two; and the one instant of all leaves


def attack_on_bytes(handed: Handed, db: Session, database: Database, engine_name: str) -> tuple[float, str]:
    """No draft is left in the files, no token beside its task; and the order of the forms' bytes, as one more attack."""
    db.rollback()
    raw = b"\0".join(raw_files(database, engine_name))
    assert DRAFT.encode() not in raw
    assert not [one for one in handed.sheets if one in raw]
    assert b"Komentar yang dikirim" in raw  # what was handed in is still there: the search can find
    encode = _as_in_file(engine_name)
    for task, token in handed.token_of.items():
        for place in _found_at(raw, encode(token)):
            assert encode(task) not in raw[max(0, place - 60) : place + 100]
    forms = [token for _, token in sorted((raw.find(encode(token)), token) for token in handed.token_of.values())]
    return best_attack({"bytes": forms}, orders_of_tasks(db, handed), handed)


def raw_files(database: Database, engine_name: str) -> list[bytes]:
    """All bytes of the database: SQLite's file with its log; of PostgreSQL the files of the tables concerned."""
    if engine_name == "sqlite":
        path = str(database.engine.url.database)
        return [one.read_bytes() for ending in ("", "-wal") if (one := Path(path + ending)).exists()]
    tables = ("evaluation", "evaluation_comment", "pending_leaf", "draft", "sealed_token", "paper_sheet")
    with database.engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        paths = [connection.scalar(text(f"SELECT pg_relation_filepath('{table}')")) for table in tables]
        return [bytes(connection.scalar(text("SELECT pg_read_binary_file(:path)"), {"path": path})) for path in paths]


def _as_in_file(engine_name: str) -> Callable[[str], bytes]:
    return str.encode if engine_name == "sqlite" else bytes.fromhex


def _found_at(raw: bytes, wanted: bytes) -> Iterator[int]:
    place = raw.find(wanted)
    while place >= 0:
        yield place
        place = raw.find(wanted, place + 1)
