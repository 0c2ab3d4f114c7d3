"""After the calculation the tables tell only what stands in their rows; after the archiving nobody knows the link."""

import random
import re
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from api.assignments import seal
from api.assignments.finishing import archive, seal_round
from api.assignments.models import Assignment, Draft, Evaluation, EvaluationComment, PendingLeaf
from api.audit.models import AuditEntry
from api.kit import clock
from api.kit.database import Database, is_sqlite
from api.rounds.models import EvaluationRound, Participant
from api.tables import metadata
from tests.factories.assignments import make_assignment, make_form
from tests.factories.people import make_employee, make_position, make_unit
from tests.factories.rounds import make_participants, make_round

API = Path(__file__).parents[2] / "api"


@pytest.fixture
def rated(db: Session) -> tuple[EvaluationRound, list[Participant], list[Assignment]]:
    """Six people; five of them handed in a form about each other, in a known order."""
    _begin_on_new_pages(db)
    unit = make_unit(db)
    employees = [make_employee(db, make_position(db, unit)) for _ in range(6)]
    round = make_round(db, unit, status="closed")
    people = make_participants(db, round, employees)
    tasks = [
        make_assignment(db, person, other) for person in people for other in employees if other.id != person.employee_id
    ]
    random.Random(1).shuffle(tasks)
    by_id = {person.id: person for person in people}
    for task in tasks:
        make_form(db, by_id[task.participant_id], assignment=task, comments={"": "Baik.", "KB": "Rapi."})
    db.commit()
    return round, people, tasks


def _begin_on_new_pages(db: Session) -> None:
    """Else PostgreSQL fills the gaps that the rows of earlier tests have left, in an order of its own."""
    if not is_sqlite(db):
        db.execute(text("SET LOCAL session_replication_role = replica"))
        db.execute(text("TRUNCATE evaluation, evaluation_comment, pending_leaf CASCADE"))
        db.commit()


def _stored_order(db: Session, table: str) -> list[str]:
    order = "rowid" if is_sqlite(db) else "ctid"
    return [str(token) for token in db.scalars(text(f"SELECT token FROM {table} ORDER BY {order}"))]


def test_sealing_keeps_every_row_and_leaves_only_the_order_of_the_rows_own_values(
    db: Session, rated: tuple[EvaluationRound, list[Participant], list[Assignment]]
) -> None:
    round, _, _ = rated
    before = {form.token: (form.participant_id, form.source, form.answers) for form in db.scalars(select(Evaluation))}
    comments = sorted((c.id, c.token, c.value_code, c.text) for c in db.scalars(select(EvaluationComment)))
    salts = {leaf.token: (leaf.salt, leaf.leaf) for leaf in db.scalars(select(PendingLeaf))}
    seal_round(db, round.id)
    db.commit()
    db.expire_all()
    after = list(db.scalars(select(Evaluation)))
    assert {form.token: (form.participant_id, form.source, form.answers) for form in after} == before
    assert sorted((c.id, c.token, c.value_code, c.text) for c in db.scalars(select(EvaluationComment))) == comments
    assert {leaf.token: (leaf.salt, leaf.leaf) for leaf in db.scalars(select(PendingLeaf))} == salts
    in_order = [form.token for form in sorted(after, key=lambda form: (form.participant_id, form.token))]
    plain = (lambda token: token.hex) if is_sqlite(db) else str
    assert _stored_order(db, "evaluation") == [plain(token) for token in in_order]
    assert _stored_order(db, "pending_leaf") == [plain(token) for token in sorted(salts)]
    assert _stored_order(db, "evaluation_comment") == sorted(_stored_order(db, "evaluation_comment"))


def test_all_leaves_enter_the_log_once_shuffled_without_actor_and_at_one_instant(
    db: Session, rated: tuple[EvaluationRound, list[Participant], list[Assignment]]
) -> None:
    round, people, _ = rated
    handed_in = list(db.scalars(select(PendingLeaf.leaf)))
    assert seal_round(db, round.id) == 30
    db.commit()
    assert seal_round(db, round.id) == 0
    make_form(db, people[0])
    assert seal_round(db, round.id) == 1  # one more after the round was opened once more, before any calculation
    db.commit()
    entries = db.scalars(select(AuditEntry).where(AuditEntry.family == "leaf").order_by(AuditEntry.seq)).all()
    logged = [entry.after_hash for entry in entries]
    assert set(handed_in) <= set(logged)
    assert len(logged) == 31
    assert logged[:30] != handed_in
    assert {(entry.actor_ref, entry.trace, entry.object_id) for entry in entries} == {(None, None, str(round.id))}
    assert len({entry.time for entry in entries[:30]}) == 1


def test_sealing_destroys_drafts(
    db: Session, rated: tuple[EvaluationRound, list[Participant], list[Assignment]]
) -> None:
    round, _, tasks = rated
    db.add(Draft(assignment_id=tasks[0].id, version=1, answers={"1": 4}, comments={}, saved_at=clock.now()))
    db.flush()
    seal_round(db, round.id)
    assert db.scalars(select(Draft)).all() == []


def test_sealing_one_round_leaves_the_others_alone(
    db: Session, rated: tuple[EvaluationRound, list[Participant], list[Assignment]]
) -> None:
    round, people, _ = rated
    other = make_round(db, make_unit(db), status="open")
    stranger = make_participants(db, other, [make_employee(db, make_position(db, make_unit(db)))])[0]
    make_form(db, stranger, comments={"": "Baik."})
    assert seal_round(db, round.id) == len(people) * 5
    assert len(db.scalars(select(PendingLeaf).where(PendingLeaf.round_id == other.id)).all()) == 1


def test_what_stands_in_postgresql_about_when_a_form_came_is_gone_after_sealing(
    db: Session, database: Database, rated: tuple[EvaluationRound, list[Participant], list[Assignment]]
) -> None:
    round, _, _ = rated
    with database.writing() as sealing:
        seal_round(sealing, round.id)
    if is_sqlite(db):
        rows = db.execute(text("SELECT rowid FROM evaluation ORDER BY participant_id, token")).scalars().all()
        assert rows == sorted(rows)
    else:
        assert len(db.scalars(text("SELECT DISTINCT xmin::text FROM evaluation")).all()) == 1
        assert len(db.scalars(text("SELECT DISTINCT xmin::text FROM evaluation_comment")).all()) == 1
        assert len(db.scalars(text("SELECT DISTINCT xmin::text FROM pending_leaf")).all()) == 1


def test_archiving_destroys_the_link_and_the_seed_and_nothing_else(
    db: Session, rated: tuple[EvaluationRound, list[Participant], list[Assignment]]
) -> None:
    round, _, tasks = rated
    seal.keep_seed(db, round.id, bytes(32))
    assert seal.token_of(db, tasks[0].id) is not None
    archive(db, round.id)
    assert [seal.token_of(db, task.id) for task in tasks] == [None] * len(tasks)
    assert seal.seed_of(db, round.id) is None
    assert len(db.scalars(select(Evaluation)).all()) == len(tasks)
    assert len(db.scalars(select(Assignment)).all()) == len(tasks)


def test_only_the_seal_touches_the_sealed_tables() -> None:
    words = re.compile(r"SealedToken|SealedSeed|sealed_token|sealed_seed")
    users = {str(path.relative_to(API)) for path in API.rglob("*.py") if words.search(path.read_text("utf-8"))}
    assert users - {"assignments/models.py", "assignments/seal.py"} == set()


def test_without_the_sealed_table_no_column_leads_from_a_rater_to_a_form() -> None:
    """Walk all foreign keys and all columns that hold a token or a task: their worlds do not touch (D4)."""
    of_forms = {"evaluation", "evaluation_comment", "pending_leaf"}
    allowed = {"token", "round_id", "participant_id", "source", "answers", "id", "value_code", "text", "salt", "leaf"}
    allowed |= {"taken_down"}  # yes or no, decided by two officers over the words alone
    for name in of_forms:
        assert set(metadata.tables[name].columns.keys()) <= allowed, name
        targets = {key.column.table.name for key in metadata.tables[name].foreign_keys}
        assert targets <= {"evaluation", "evaluation_round", "participant"}, name
    holders = {table.name for table in metadata.sorted_tables if "token" in table.columns}
    assert holders == of_forms | {"sealed_token"}
    referring = {
        table.name
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in ("assignment", "evaluation") and table.name not in of_forms
    }
    assert referring == {"sealed_token", "draft", "paper_sheet"}
    while_out = {"id", "round_id", "code_hash", "assignment_id", "printed_by", "typed_by", "typing", "differed"}
    assert set(metadata.tables["paper_sheet"].columns.keys()) == while_out  # no time, and gone with the hand-in
