"""Reported comments: who reads a comment reports it, two officers take it down. The log has no text."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.concerns import queries
from api.concerns.models import CommentReport
from api.concerns.refusals import expect
from api.concerns.rules import ReportStatus, after_review, can_review
from api.concerns.schemas import CommentReportFilters
from api.employees.rules import full_name
from api.kit import clock
from api.kit.conditional import expect_version
from api.kit.errors import NotFound
from api.kit.pages import read_page
from api.kit.texts import Text
from api.results import queries as results
from api.results.reading_result import look_at, shown_comments

THANKS = Text(
    "Laporan Anda diterima. Dua petugas menilainya; komentar yang ditarik diganti dengan keterangan netral.",
    "Your report has arrived. Two officers look at it; a comment that is taken down leaves a neutral note.",
)


def report_comment(
    db: Session, *, actor: Actor, result_id: UUID, source: str, text: str, reason: str, trace: str
) -> None:
    """Of a comment the caller reads on this result; anything else is not there. Reporting it again changes nothing."""
    now = clock.now()
    standing = results.standing_of(db, actor, now)
    result = results.get_result(db, standing, result_id, now)
    if text not in shown_comments(look_at(db, standing, result), source):
        raise NotFound()
    for comment in queries.comments_like(db, result.participant_id, source, text):
        if queries.has_open_report(db, comment.id):
            continue
        row = CommentReport(
            participant_id=result.participant_id,
            comment_id=comment.id,
            reason=reason,
            reported_by=actor.account_id,
            reported_at=now,
        )
        db.add(row)
        db.flush()
        _log(db, actor, "report_comment", row, trace)


def decide_comment_report(
    db: Session, *, actor: Actor, report_id: UUID, take_down: bool, reason: str, if_match: str | None, trace: str
) -> CommentReport:
    queries.get_report(db, actor, report_id)
    queries.lock_report(db, report_id)
    row = queries.get_report(db, actor, report_id)
    expect_version(if_match, row.row_version)
    expect(_verdict(actor, row))
    row.status = after_review(ReportStatus(row.status), take_down=take_down)
    if row.status == ReportStatus.PROPOSED:
        row.proposed_by, row.proposed_reason = actor.account_id, reason
    else:
        row.decided_by, row.decided_at, row.decided_reason = actor.account_id, clock.now(), reason
        row.comment.taken_down = row.status == ReportStatus.TAKEN_DOWN
    db.flush()
    _log(db, actor, "decide_comment_report", row, trace)
    return row


def list_comment_reports(db: Session, *, actor: Actor, filters: CommentReportFilters) -> dict[str, Any]:
    page = read_page(db, queries.select_reports(actor, filters), filters)
    page["items"] = read_reports(db, actor, page["items"])
    return page


def read_reports(db: Session, actor: Actor, rows: list[CommentReport]) -> list[dict[str, Any]]:
    names = queries.round_names(db, [row.participant.round_id for row in rows])
    return [_read(actor, row, names[row.participant.round_id]) for row in rows]


def _read(actor: Actor, row: CommentReport, round_name: str) -> dict[str, Any]:
    plain = (
        "id",
        "status",
        "reason",
        "reported_at",
        "proposed_reason",
        "decided_at",
        "decided_reason",
        "row_version",
    )
    employee = row.participant.employee
    return {
        **{name: getattr(row, name) for name in plain},
        "round_name": round_name,
        "person_name": full_name(employee.title_before, employee.name, employee.title_after),
        "unit_name": row.participant.unit_name,
        "comment": row.comment.text,
        "actions": ["decide_comment_report"] if _verdict(actor, row) else [],
    }


def _verdict(actor: Actor, row: CommentReport) -> Any:
    return can_review(
        ReportStatus(row.status),
        officer=str(actor.account_id),
        reporter=str(row.reported_by),
        proposer=None if row.proposed_by is None else str(row.proposed_by),
    )


def _log(db: Session, actor: Actor, action: str, row: CommentReport, trace: str) -> None:
    """About the report, without the comment and without what was written about it."""
    record(
        db,
        actor=actor,
        action=action,
        object_type="comment_report",
        object_id=row.id,
        after={"status": row.status},
        trace=trace,
    )
