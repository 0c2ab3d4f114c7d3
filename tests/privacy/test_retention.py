"""Retention: said before it is done, done once, held where it must be, and results go on being shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from api.assignments.models import Evaluation, EvaluationComment, PendingLeaf
from api.audit.leaf import leaf_hash, leaf_of
from api.audit.models import AuditDetail, AuditEntry
from api.kit import clock
from api.kit.database import Database
from api.privacy import retention
from api.privacy.policy import BadPolicyError, Hold, RetentionPolicy, load_policy
from api.privacy.retention_queries import months_before
from api.rounds.models import EvaluationRound
from tests.factories.results import Rated, make_rated_round, result_of
from tests.migrations.filled import content
from tests.privacy.conftest import Share
from tests.results.conftest import As

POLICY = RetentionPolicy()
FORMS = (Evaluation, EvaluationComment, PendingLeaf)


@dataclass
class Archived:
    rated: Rated
    at: datetime

    def later(self, months: int) -> datetime:
        return self.at + timedelta(days=31 * months)


@pytest.fixture
def archived(share: Share, db: Session) -> Archived:
    rated = share()
    now = clock.now()
    set_round(db, rated, status="archived", archived_at=now)
    return Archived(rated, now)


def set_round(db: Session, rated: Rated, **given: Any) -> None:
    db.execute(update(EvaluationRound).where(EvaluationRound.id == rated.round.id).values(**given))
    db.commit()


def rows(db: Session, *tables: Any) -> list[int]:
    db.rollback()
    return [db.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def kinds(lines: list[retention.Line], *, held: bool = False) -> set[str]:
    return {line.kind for line in lines if line.held == held}


def tree_is_whole(db: Session) -> bool:
    entries = db.execute(select(AuditEntry.__table__).order_by(AuditEntry.seq)).mappings().all()
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    return all(leaf_hash(leaf_of(dict(entry))) == entry["leaf_hash"] for entry in entries)


def planned(database: Database, now: datetime, policy: RetentionPolicy = POLICY) -> list[retention.Line]:
    with database.reading() as db:
        return retention.plan(db, policy, now)


def test_saying_it_changes_nothing(archived: Archived, database: Database) -> None:
    before = content(database.engine)
    assert "answers" in kinds(planned(database, archived.later(25)))
    assert content(database.engine) == before


def test_forms_go_once_and_results_go_on_being_shown(
    archived: Archived, database: Database, db: Session, as_: As
) -> None:
    person, address = (
        as_(archived.rated.staff[0]),
        f"/results/{result_of(db, archived.rated, archived.rated.staff[0]).id}",
    )
    read, explained = person.get(address), person.get(f"{address}/explanation")
    assert min(rows(db, Evaluation, EvaluationComment)) > 0
    results = content(database.engine)["result"]

    assert "answers" in kinds(retention.apply(database, POLICY, archived.later(25)))
    assert rows(db, *FORMS) == [0, 0, 0]
    assert content(database.engine)["result"] == results
    after = content(database.engine)
    assert retention.apply(database, POLICY, archived.later(25)) == []
    assert content(database.engine) == after
    assert tree_is_whole(db)
    [entry] = db.scalars(select(AuditEntry).where(AuditEntry.object_id == str(archived.rated.round.id),
                                                  AuditEntry.action == "apply_retention")).all()  # fmt: skip
    assert db.get_one(AuditDetail, entry.seq).after["policy"] == retention.fingerprint(POLICY)

    person = as_(archived.rated.staff[0])  # the session before was kept long enough, too
    again = person.get(address)
    assert {key: value for key, value in again.items() if key != "comments"} == {
        key: value for key, value in read.items() if key != "comments"
    }
    assert person.get(f"{address}/explanation") == explained
    assert {group["shown"]["because"] for group in again["comments"]} == {"sudah dihapus menurut masa simpan"}
    assert not any(group["pooled"] or group["by_value"] for group in again["comments"])


@pytest.mark.parametrize(
    ("months", "change"),
    [
        (23, lambda policy, _: policy),
        (25, lambda policy, round_id: policy.model_copy(update={"holds": (hold(round=round_id),)})),
        (25, lambda policy, _: policy.model_copy(update={"holds": (hold(),)})),
        (
            25,
            lambda policy, _: policy.model_copy(update={"keep": policy.keep.model_copy(update={"answers_months": 60})}),
        ),
    ],
    ids=["too early", "this round is held", "everything is held", "the office keeps longer"],
)
def test_forms_stay(
    archived: Archived, database: Database, db: Session, months: int, change: Callable[..., RetentionPolicy]
) -> None:
    before = rows(db, *FORMS)
    policy = change(POLICY, archived.rated.round.id)
    assert "answers" not in kinds(retention.apply(database, policy, archived.later(months)))
    assert rows(db, *FORMS) == before


def hold(**given: Any) -> Hold:
    return Hold(document="Surat Inspektorat Nomor 7", since=clock.now().date(), **given)


def test_forms_stay_while_an_objection_is_possible(archived: Archived, database: Database, db: Session) -> None:
    """Whatever the archiving overlooked: an open window holds, and says so."""
    set_round(db, archived.rated, archived_at=archived.at - timedelta(days=800))
    [line] = [line for line in planned(database, archived.at) if line.kind == "answers"]
    assert (line.held, "keberatan" in line.why.id) == (True, True)


def test_the_forms_of_a_cancelled_round_go_with_their_raters(database: Database, db: Session) -> None:
    round = Archived(make_rated_round(db, comments=True), clock.now())
    set_round(db, round.rated, status="cancelled", cancelled_at=round.at)
    assert "answers" not in kinds(planned(database, round.later(5)))
    assert content(database.engine)["sealed_token"]
    retention.apply(database, POLICY, round.later(7))
    assert rows(db, *FORMS) == [0, 0, 0]
    assert content(database.engine)["sealed_token"] == []


def test_details_of_the_log_go_after_five_years_and_the_log_stays_whole(
    archived: Archived, database: Database, db: Session
) -> None:
    entries, details = rows(db, AuditEntry, AuditDetail)
    assert details > 0
    held = POLICY.model_copy(update={"holds": (hold(),)})
    assert "audit_details" in kinds(planned(database, archived.later(62), held), held=True)
    retention.apply(database, POLICY, archived.later(58))
    assert rows(db, AuditDetail)[0] >= details
    retention.apply(database, POLICY, archived.later(62))
    db.rollback()  # to see what was done meanwhile
    left = db.scalars(select(AuditEntry.action).join(AuditDetail, AuditDetail.seq == AuditEntry.seq)).all()
    assert set(left) == {"apply_retention"}
    assert rows(db, AuditEntry)[0] > entries
    assert tree_is_whole(db)


def test_a_policy_that_begins_later_removes_nothing(archived: Archived, database: Database) -> None:
    later = POLICY.model_copy(update={"valid_from": archived.later(30).date()})
    with pytest.raises(retention.NotInForceError):
        retention.apply(database, later, archived.later(25))


@pytest.mark.parametrize(
    "text",
    [
        "keep = 3",
        "[keep]\nanswers_months = 1",
        "[keep]\nresults_years = 1",
        "not toml",
        "[[holds]]\nsince = 2026-01-01",
    ],
)
def test_a_policy_that_cannot_be_followed_says_so(tmp_path: Path, text: str) -> None:
    file = tmp_path / "retensi.toml"
    file.write_text(text)
    with pytest.raises(BadPolicyError, match="kebijakan retensi"):
        load_policy(file)


def test_the_example_of_the_manual_is_a_policy(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[2] / "docs/operating.md").read_text()
    file = tmp_path / "retensi.toml"
    file.write_text(manual.split("```toml\n")[1].split("```")[0])
    policy = load_policy(file)
    assert (policy.keep.answers_months, policy.holds[0].document) == (36, "Surat Inspektorat Nomor 7/ITKO/2027")


@pytest.mark.parametrize(
    ("instant", "months", "expected"),
    [
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-11-24", 24, "2024-11-24"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2024-02-29", 12, "2023-02-28"),
    ],
)
def test_months_are_those_of_the_calendar(instant: str, months: int, expected: str) -> None:
    assert months_before(datetime.fromisoformat(instant), months) == datetime.fromisoformat(expected)
