"""Who does the next step about a reported comment, and what a message about pressure may become."""

from enum import StrEnum

from api.rounds.verdicts import ALLOWED, Verdict, refused


class ReportStatus(StrEnum):
    OPEN = "open"
    PROPOSED = "proposed"
    KEPT = "kept"
    TAKEN_DOWN = "taken_down"


class PressureStatus(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


KEEP_DAYS = 365
"""So long after it was closed a message about pressure is kept; then it is deleted."""


def can_review(status: ReportStatus, *, officer: str, reporter: str, proposer: str | None) -> Verdict:
    """Two different officers, neither of them the one who reported."""
    if status in (ReportStatus.KEPT, ReportStatus.TAKEN_DOWN):
        return refused("already_decided", "Laporan ini sudah diputuskan.", "This report is decided already.")
    if officer == reporter:
        return refused(
            "own_report", "Laporan Anda sendiri diputuskan petugas lain.", "Another officer decides your own report."
        )
    if officer == proposer:
        return refused(
            "second_officer",
            "Penarikan dikukuhkan petugas kedua; Anda sudah mengusulkannya.",
            "A second officer confirms; you have proposed it.",
        )
    return ALLOWED


def after_review(status: ReportStatus, *, take_down: bool) -> ReportStatus:
    """One officer may leave a comment standing; taking it down needs a second one."""
    if not take_down:
        return ReportStatus.KEPT
    return ReportStatus.TAKEN_DOWN if status is ReportStatus.PROPOSED else ReportStatus.PROPOSED
