"""Who read my result: officers by name, role and day; never a rater, never myself, nothing before it is shared."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.audit.models import AuditEntry
from api.kit import clock
from api.kit.database import Database
from api.results import foreign_reading
from tests.factories.results import Rated, calculate, make_rated_round, result_of
from tests.privacy.conftest import Share
from tests.results.conftest import As

READERS = "/me/result-readers"


def reading_entries(db: Session, result_id: UUID) -> int:
    statement = select(func.count()).where(AuditEntry.action == "get_result", AuditEntry.object_id == str(result_id))
    return db.scalar(statement) or 0


def told(lines: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(line["name"], line["role_text"], line["text"]) for line in lines}


def test_officers_stand_there_once_a_day_and_neither_the_person_nor_who_decides(
    share: Share, as_: As, db: Session
) -> None:
    rated = share()
    person, result = as_(rated.staff[0]), result_of(db, rated, rated.staff[0])
    for who in (rated.hr, rated.auditor, rated.camat, rated.kasi):
        reader = as_(who)
        reader.get(f"/results/{result.id}")
        reader.get(f"/results/{result.id}")
    person.get(f"/results/{result.id}")
    person.get(f"/results/{result.id}/sheet")
    lines = person.get(READERS)
    read = "Membaca hasil seorang pegawai"
    assert told(lines) == {
        ("Petugas Kepegawaian", "Bagian kepegawaian", read),
        ("Pengawas", "Pemeriksa (Inspektorat)", read),
        ("Adi Camat", "Pimpinan kantor", read),
    }
    assert {line["round_name"] for line in lines} == {rated.round.name}
    assert reading_entries(db, result.id) == 6
    assert as_(rated.staff[1]).get(READERS) == []


def test_the_next_day_is_another_line(share: Share, as_: As, db: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    rated = share()
    result = result_of(db, rated, rated.staff[0])
    as_(rated.auditor).get(f"/results/{result.id}")
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=1))
    as_(rated.auditor).get(f"/results/{result.id}")
    assert len({line["day"] for line in as_(rated.staff[0]).get(READERS)}) == 2


def test_lists_that_held_the_result_stand_there_and_earlier_ones_do_not(share: Share, as_: As, db: Session) -> None:
    rated = share()
    reason = {"format": "csv", "reason": "Laporan kepada BKPSDM."}
    hr = as_(rated.hr)
    hr.get(f"/evaluation-rounds/{rated.round.id}/results/export", params=reason)
    hr.get(f"/evaluation-rounds/{rated.round.id}/recap")
    elsewhere = {**reason, "unit_id": str(rated.other_unit_id(db))}
    as_(rated.auditor).get(f"/evaluation-rounds/{rated.round.id}/results/export", params=elsewhere)
    assert told(as_(rated.staff[0]).get(READERS)) == {
        ("Petugas Kepegawaian", "Bagian kepegawaian", "Mengunduh hasil"),
        ("Petugas Kepegawaian", "Bagian kepegawaian", "Membaca isi rekapitulasi periode"),
    }
    assert as_(rated.staff[1]).get(READERS) == []  # not shared yet: the lists did not hold it


def test_before_the_release_nothing_is_told(db: Session, as_: As, database: Database) -> None:
    rated: Rated = make_rated_round(db)
    calculate(database, as_(rated.hr), rated)
    as_(rated.camat).get(f"/results/{result_of(db, rated, rated.staff[0]).id}")
    assert as_(rated.staff[0]).get(READERS) == []


def test_a_reading_that_cannot_be_written_down_is_not_answered(
    share: Share, as_: As, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    rated = share()
    result = result_of(db, rated, rated.staff[0])

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError("the log cannot be written")

    monkeypatch.setattr(foreign_reading, "record", refuse)
    assert as_(rated.auditor).get(f"/results/{result.id}", expect=500)["code"] == "unexpected"
    as_(rated.staff[0]).get(f"/results/{result.id}")  # one's own reading writes nothing
