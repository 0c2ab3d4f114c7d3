"""What is done stays as it was: the database refuses, whoever asks – also who holds its password."""

import importlib.util
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.audit.models import AuditDetail, AuditEntry
from api.audit.service import record, write_waiting
from api.health import ROOT
from api.instruments.models import Anchor, InstrumentVersion, Item, Value
from api.kit import clock
from api.kit.database import Database, is_sqlite
from api.results.models import Result, ResultDecision, ResultReceipt, ResultResponse, ResultSeal
from tests.factories.instruments import make_version
from tests.factories.results import Rated, make_rated_round
from tests.migrations.filled import make_released_result

MAY_STILL_CHANGE = {"id", "superseded", "objection", "row_version"}


@pytest.fixture
def writing(database: Database) -> Iterator[Session]:
    with database.writing() as db:
        yield db
        db.rollback()


OTHER_VALUES = {
    "status": "'proposal'",
    "numeric": "7",
    "needs_official_decision": "true",
    "supersedes_id": f"'{uuid4()}'",
}


def another(column: Any) -> str:
    """A value in SQL that the row does not have."""
    if column.nullable:
        return "NULL"
    if column.name.endswith("_id"):
        return f"'{uuid4()}'"
    return {"JSON": "'{\"x\": 1}'", "BLOB": "'\\x09'"}.get(str(column.type), "9")


def refused(db: Session, statement: Any, saying: str) -> bool:
    """Tried in a savepoint, so that the next can be tried too."""
    try:
        with db.begin_nested():
            db.execute(statement)
    except DBAPIError as error:
        return saying in str(error.orig)
    return False


class TestTheLog:
    @pytest.fixture
    def entry(self, writing: Session) -> Session:
        row = {"seq": 1, "time": clock.now(), "family": "event", "action": "a", "object_type": "o", "object_id": "1",
               "outcome": "done", "leaf_hash": b"x" * 32}  # fmt: skip
        writing.execute(insert(AuditEntry), [row])
        writing.execute(insert(AuditDetail), [{"seq": 1, "salt": b"s" * 32, "reason": "karena"}])
        return writing

    @pytest.mark.parametrize("column", [c.name for c in AuditEntry.__table__.columns])
    def test_no_field_of_an_entry_is_ever_changed(self, entry: Session, column: str) -> None:
        assert refused(entry, text(f"UPDATE audit_entry SET {column} = {column}"), "never changed")

    def test_no_entry_is_ever_removed(self, entry: Session) -> None:
        assert refused(entry, delete(AuditEntry), "never removed")

    def test_a_detail_is_never_changed_but_may_be_erased(self, entry: Session) -> None:
        assert refused(entry, update(AuditDetail).values(reason="lain"), "never changed")
        entry.execute(delete(AuditDetail))
        assert entry.scalar(select(AuditEntry.seq)) == 1


class TestAPublishedVersion:
    @pytest.fixture
    def version(self, writing: Session) -> InstrumentVersion:
        version = make_version(writing)
        version.status, version.content_hash, version.published_at = "published", "0" * 64, clock.now()
        writing.flush()
        return version

    @pytest.mark.parametrize(
        ("column", "value"),
        [("number", 9), ("effective_from", "2030-01-01"), ("legal_basis", "lain"), ("policy", "{}"), ("content_hash", "1" * 64),
         ("content_hash", None), ("published_at", None), ("status", "draft")],
    )  # fmt: skip
    def test_nothing_that_counts_is_changed(
        self, version: InstrumentVersion, writing: Session, column: str, value: object
    ) -> None:
        cast = {"effective_from": "DATE", "policy": "JSON"}.get(column)
        shown = f"CAST(:v AS {cast})" if cast and writing.get_bind().dialect.name == "postgresql" else ":v"
        assert refused(writing, text(f"UPDATE instrument_version SET {column} = {shown}").bindparams(v=value), "frozen")

    def test_it_may_be_retired(self, version: InstrumentVersion, writing: Session) -> None:
        version.status = "retired"
        writing.flush()

    def test_it_is_not_removed(self, version: InstrumentVersion, writing: Session) -> None:
        assert refused(writing, delete(InstrumentVersion), "frozen")

    @pytest.mark.parametrize("table", [Value, Item, Anchor])
    def test_its_parts_are_neither_changed_nor_removed(
        self, version: InstrumentVersion, writing: Session, table: Any
    ) -> None:
        words = {Value: "name", Item: "text", Anchor: "text"}[table]
        assert refused(writing, update(table).values({words: "lain"}), "frozen")
        assert refused(writing, delete(table), "frozen")

    def test_it_gets_no_further_parts(self, version: InstrumentVersion, writing: Session) -> None:
        new = {"id": uuid4(), "version_id": version.id, "place": 8, "code": "x", "name": "x", "definition": "", "share": 1,
               "competencies": []}  # fmt: skip
        assert refused(writing, insert(Value).values(new), "frozen")

    def test_nothing_is_moved_into_it_from_a_draft(self, version: InstrumentVersion, writing: Session) -> None:
        draft = make_version(writing)
        moved = (
            update(Value).where(Value.version_id == draft.id, Value.place == 1).values(version_id=version.id, place=9)
        )
        assert refused(writing, moved, "frozen")

    def test_a_draft_is_free(self, writing: Session) -> None:
        draft = make_version(writing)
        draft.legal_basis = "Keputusan Camat Contoh Nomor 2 Tahun 2026"
        writing.flush()
        writing.execute(delete(Anchor))
        writing.execute(delete(Item))
        writing.execute(delete(Value))
        writing.execute(delete(InstrumentVersion))


class TestAReleasedResult:
    @pytest.fixture
    def rated(self, database: Database) -> Rated:
        with database.writing() as db:
            return make_rated_round(db, staff=4, peers=3)

    @pytest.fixture
    def result(self, rated: Rated, writing: Session) -> Result:
        return make_released_result(writing, rated)

    @pytest.mark.parametrize("column", [c.name for c in Result.__table__.columns if c.name not in MAY_STILL_CHANGE])
    def test_no_field_of_it_is_changed(self, result: Result, writing: Session, column: str) -> None:
        value = OTHER_VALUES.get(column) or another(Result.__table__.c[column])
        assert refused(writing, text(f'UPDATE result SET "{column}" = {value}'), "frozen")

    def test_that_it_was_superseded_may_be_noted(self, result: Result, writing: Session) -> None:
        result.superseded = True
        writing.flush()

    def test_it_is_not_removed(self, result: Result, writing: Session) -> None:
        assert refused(writing, delete(Result), "frozen")

    @pytest.mark.parametrize("table", [ResultDecision, ResultReceipt, ResultSeal])
    def test_what_belongs_to_it_is_neither_changed_nor_removed(
        self, result: Result, writing: Session, table: Any
    ) -> None:
        assert refused(writing, update(table).values(result_id=result.id), "frozen")
        assert refused(writing, delete(table), "frozen")

    @pytest.mark.parametrize(
        ("table", "row"),
        [
            (ResultDecision, {"work_rating": 1, "behaviour_rating": 1, "predicate": 1, "departs": False, "instructed_by": "",
                              "document": "", "reason": "", "message": "", "taken_over": False, "external": False,
                              "together": False, "decided_at": clock.now()}),
            (ResultResponse, {"text": "x", "written_at": clock.now()}),
        ],
    )  # fmt: skip
    def test_nothing_is_added_to_it(
        self, result: Result, rated: Rated, writing: Session, table: Any, row: dict[str, Any]
    ) -> None:
        by = {"decided_by": rated.hr.id} if table is ResultDecision else {}
        assert refused(writing, insert(table).values(result_id=result.id, **row, **by), "frozen")

    def test_a_proposal_is_free(self, rated: Rated, writing: Session) -> None:
        result = make_released_result(writing, rated)
        proposal = {c.name: getattr(result, c.key) for c in Result.__table__.columns} | {
            "id": uuid4(), "version": 2, "status": "proposal", "released_at": None, "released_by": None}  # fmt: skip
        writing.execute(insert(Result).values(proposal))
        writing.execute(update(Result).where(Result.id == proposal["id"]).values(composite=1))
        writing.execute(delete(Result).where(Result.id == proposal["id"]))


class TestTheWaysAround:
    """What the triggers on update and delete do not see: REPLACE, TRUNCATE, and another run put in a result's place."""

    @pytest.fixture
    def result(self, database: Database, writing: Session) -> Result:
        rated = make_rated_round(writing, staff=4, peers=3)
        result = make_released_result(writing, rated)
        rated.round.status, rated.round.released_at = "released", clock.now()
        rated.round.published_run_id = result.run_id
        record(
            writing, actor=None, action="release_round", object_type="round", object_id=rated.round.id, after={"n": 1}
        )
        write_waiting(writing)
        writing.flush()
        return result

    @pytest.mark.parametrize("table", ["result", "result_receipt", "result_seal", "audit_entry", "audit_detail"])
    def test_no_row_is_replaced_or_swept_away(self, result: Result, writing: Session, table: str) -> None:
        if is_sqlite(writing):
            statement = text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
            assert refused(writing, statement, "frozen" if table.startswith("result") else "never changed")
        else:
            assert refused(writing, text(f"TRUNCATE {table} CASCADE"), "never emptied")

    @pytest.mark.parametrize(
        "change", ["status = 'closed'", "status = 'calculated'", "published_run_id = NULL", "released_at = NULL",
                   "calculated_at = '2026-01-01'", "period_end = '2030-01-01'", "kind = 'light'"]
    )  # fmt: skip
    def test_the_round_of_a_released_result_stays_where_it_is(
        self, result: Result, writing: Session, change: str
    ) -> None:
        assert refused(writing, text(f"UPDATE evaluation_round SET {change}"), "a released round is frozen")

    def test_it_is_archived_and_only_that(self, result: Result, writing: Session) -> None:
        writing.execute(text("UPDATE evaluation_round SET status = 'archived', name = 'Nama'"))
        assert refused(writing, text("UPDATE evaluation_round SET status = 'released'"), "a released round is frozen")

    def test_it_is_not_removed(self, result: Result, writing: Session) -> None:
        assert refused(writing, text("DELETE FROM evaluation_round"), "a released round is frozen")


def test_every_column_of_a_result_is_frozen_or_named_as_free() -> None:
    """A column added later must not be forgotten."""
    path = ROOT / "migrations" / "versions" / "0008_frozen.py"
    spec = importlib.util.spec_from_file_location("frozen", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert set(module.FROZEN_RESULT) == {c.name for c in Result.__table__.columns} - MAY_STILL_CHANGE
    free = {"id", "status", "row_version"}
    assert set(module.FROZEN_VERSION) == {c.name for c in InstrumentVersion.__table__.columns} - free
