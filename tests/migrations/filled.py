"""An office with something in every corner: a released result, forms, recommendations' catalogue, the log."""

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from api.accounts.models import IntroductionRead
from api.audit.service import record
from api.dialogues.models import Dialogue, DialogueQuestion
from api.kit import clock
from api.kit.database import Database
from api.results.models import CalculationRun, Result, ResultDecision, ResultReceipt, ResultSeal
from api.tables import metadata
from api.training.seed import seed_courses
from tests.factories.results import Rated, make_rated_round

# an id, a time and a salt differ from one making to the next; that they stay as they are is what is compared


def fill(database: Database) -> Rated:
    with database.writing() as db:
        rated = make_rated_round(db, staff=4, peers=3, comments=True)
        make_released_result(db, rated)
        make_dialogue(db, rated)
        seed_courses(db)
        record(db, actor=None, action="release_round", object_type="round", object_id=rated.round.id, after={"n": 1})
    return rated


def make_dialogue(db: Session, rated: Rated) -> None:
    """A question that waits, a talk that was noted, and somebody who has read what his role asks of him."""
    now = clock.now()
    dialogue = Dialogue(participant_id=rated.of(rated.staff[0]).id, held_on=now.date(), agreed_action="Memimpin rapat.",
                        due_on=now.date(), recorded_by=rated.hr.id, recorded_at=now)  # fmt: skip
    db.add(dialogue)
    db.flush()
    db.add(DialogueQuestion(dialogue_id=dialogue.id, text="Apa yang perlu saya perbaiki?", asked_at=now))
    db.add(IntroductionRead(account_id=rated.hr.id, role="hr_officer", read_at=now))
    db.flush()


def make_released_result(db: Session, rated: Rated, **given: Any) -> Result:
    """Decided, released and read, straight in the tables, in the order in which the triggers allow it."""
    now = clock.now()
    participant = rated.of(rated.staff[0])
    run = CalculationRun(
        round_id=rated.round.id, number=1, requested_by=rated.hr.id, requested_at=now, policies=[], counts={}, failures=[],
        differences=[],
    )  # fmt: skip
    db.add(run)
    db.flush()
    result = Result(
        run_id=run.id, round_id=rated.round.id, participant_id=participant.id, employee_id=participant.employee_id,
        composite=41_234, scaled=1_000_000, values={"a": 40_000}, left_out=[], sums=b"\x00\x01", item_sums=b"\x02", work={"code": 2},
        precision={"se": 12}, proposed_work=2, proposed_behaviour=2, proposed_predicate=2, **given,
    )  # fmt: skip
    db.add(result)
    db.flush()
    db.add(ResultDecision(result_id=result.id, work_rating=2, behaviour_rating=2, predicate=2, departs=False,
                          decided_by=rated.hr.id, decided_at=now))  # fmt: skip
    db.flush()
    result.status, result.released_at, result.released_by = "released", now + timedelta(seconds=1), rated.hr.id
    db.flush()
    db.add(ResultReceipt(result_id=result.id, received_at=now))
    db.add(ResultSeal(result_id=result.id, content_hash="0" * 64, sequence=1))
    db.flush()
    return result


Content = dict[str, list[dict[str, Any]]]


def content(engine: Engine) -> Content:
    """Every row of every table of ours that is there, with the columns that are there, sorted."""
    with engine.connect() as connection:
        catalogue = inspect(connection)
        there = set(catalogue.get_table_names())
        found: Content = {}
        for table in metadata.sorted_tables:
            if table.name in there:
                columns = [table.c[one["name"]] for one in catalogue.get_columns(table.name)]
                rows = connection.execute(select(*columns)).mappings()
                found[table.name] = sorted((dict(row) for row in rows), key=_in_order)
        return found


def as_far_as(before: Content, after: Content) -> Content:
    """What was there before, of the tables and columns that are there after; a table without rows names no columns."""
    return {
        name: sorted(({key: row[key] for key in rows[0]} for row in before[name]), key=_in_order)
        if rows
        else before[name]
        for name, rows in after.items()
    }


def _in_order(row: dict[str, Any]) -> str:
    return repr(sorted(row.items()))


def schema(engine: Engine) -> dict[str, str]:
    """The database's own words for all that stands in it: tables, indexes, constraints, triggers, functions."""
    if engine.dialect.name == "sqlite":
        statement = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    else:
        statement = """
            SELECT 'column ' || table_name || '.' || column_name, concat_ws(' ', data_type, character_maximum_length,
                   is_nullable, column_default) FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT 'constraint ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
                   WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT 'function ' || proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"""
    with engine.connect() as connection:
        return {name: re.sub(r"\s+", " ", words) for name, words in connection.execute(text(statement)).all()}
