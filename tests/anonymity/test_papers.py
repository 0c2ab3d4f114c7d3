"""T1, T11: neither the register of papers nor the log tells who rated whom, though a rater is shown less on paper."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.audit.models import AuditDetail, AuditEntry
from api.documents.models import Document
from api.kit.database import Database
from tests.factories.people import make_account, make_grant
from tests.factories.results import (
    REASON,
    Rated,
    account_id,
    calculate,
    make_rated_round,
    result_of,
    work_all,
)
from tests.results.conftest import As, as_

__all__ = ["as_"]  # a fixture of the results' tests


@pytest.fixture
def rated(db: Session, as_: As, database: Database) -> Rated:
    """Three peers each. The first of the staff is a personnel officer and rated the second; everything is shared."""
    rated = make_rated_round(db, peers=3)
    make_grant(db, account_id(rated.staff[0]), Role.HR_OFFICER)
    db.commit()
    calculate(database, as_(rated.hr), rated)
    for person in rated.staff[1:3]:
        result = result_of(db, rated, person)
        body = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
        as_(rated.kasi).put(f"/results/{result.id}/decision", body, if_match=result.row_version)
    as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})
    work_all(database)
    return rated


def what_is_kept(db: Session) -> list[Any]:
    """The register, and of the log what was done, without by whom and when."""
    db.rollback()
    papers = db.execute(select(Document.kind, Document.variant, Document.number, Document.content_hash)).all()
    log = db.execute(
        select(AuditEntry.action, AuditEntry.object_id, AuditEntry.outcome, AuditDetail.after)
        .outerjoin(AuditDetail, AuditDetail.seq == AuditEntry.seq)
        .where(AuditEntry.action.startswith("get_result_sheet"))
        .order_by(AuditEntry.seq)
    ).all()
    return [*papers, *log]


def test_a_rater_reads_less_and_leaves_what_everybody_leaves(rated: Rated, as_: As, db: Session) -> None:
    path = f"/results/{result_of(db, rated, rated.staff[1]).id}/sheet"
    paper = as_(rated.staff[0]).get(path)
    left_by_rater = what_is_kept(db)
    assert (paper["variant"], paper["number"], paper["document_id"]) == ("without_parts", None, None)
    assert "ikut menilai" not in str(paper)
    as_(rated.staff[0]).get(f"{path}.pdf")
    other = as_(rated.hr).get(path)
    assert other["number"] is not None
    *papers, first, second, third = what_is_kept(db)
    assert [*papers, first] == left_by_rater
    assert (second[1:], third) == (first[1:], first)


def test_the_other_way_round_the_same_is_kept(rated: Rated, as_: As, db: Session) -> None:
    """The register begun by somebody else looks the same as the one begun by the rater."""
    path = f"/results/{result_of(db, rated, rated.staff[1]).id}/sheet"
    as_(rated.hr).get(path)
    begun_by_other = what_is_kept(db)
    as_(rated.staff[0]).get(path)
    *papers, first, second = what_is_kept(db)
    assert [*papers, first] == begun_by_other
    assert second == first


def test_the_signed_scan_is_not_given_to_who_rated_the_person(rated: Rated, as_: As, db: Session) -> None:
    """It shows the means; with three peers he would compute that of the other two."""
    hr, colleague = as_(rated.hr), make_account(db)
    make_grant(db, colleague, Role.HR_OFFICER)
    db.commit()
    document = hr.get(f"/results/{result_of(db, rated, rated.staff[1]).id}/sheet")["document_id"]
    file = {"file": ("pindaian.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")}
    hr.post(f"/api/v1/documents/{document}/scan", files=file)
    as_(colleague).get(f"/api/v1/documents/{document}/scan")
    as_(rated.staff[0]).get(f"/api/v1/documents/{document}/scan", expect=404)
