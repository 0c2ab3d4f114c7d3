"""What a rater may do with his task, and until when (DESIGN.md §3, §5). Who may see a form: `who_sees.py`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from api.assignments.answers import check_answers, missing_answers, not_counted, questions_before_sending
from api.assignments.comments import check_comment, comment_warnings, normalise_comment
from api.assignments.receipts import read_receipt, receipt_code
from api.assignments.who_sees import Thresholds, who_will_see
from api.kit.faults import Fault
from api.kit.texts import Text
from api.rounds.rules import RoundStatus, effective_status
from api.rounds.verdicts import ALLOWED, Verdict, check_reason, refused

__all__ = [
    "DECLINE_LABELS",
    "DeclineCategory",
    "Task",
    "TaskStatus",
    "Thresholds",
    "can_decline",
    "can_hand_in",
    "can_open_self_form",
    "can_reopen",
    "check_answers",
    "check_comment",
    "check_decline",
    "comment_warnings",
    "may_rate",
    "missing_answers",
    "normalise_comment",
    "not_counted",
    "questions_before_sending",
    "read_receipt",
    "receipt_code",
    "task_actions",
    "who_will_see",
]


class TaskStatus(StrEnum):
    PLANNED = "planned"
    """Drawn; the round is not open yet."""
    OPEN = "open"
    SUBMITTED = "submitted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """Taken back because somebody left, moved or is unable (berhalangan tetap)."""


class DeclineCategory(StrEnum):
    FAMILY = "family"
    DISPUTE = "dispute"
    NO_CONTACT = "no_contact"
    OTHER = "other"


DECLINE_LABELS: dict[DeclineCategory, Text] = {
    DeclineCategory.FAMILY: Text("Hubungan keluarga", "Family"),
    DeclineCategory.DISPUTE: Text("Sedang berselisih atau berperkara", "A dispute or a case between us"),
    DeclineCategory.NO_CONTACT: Text("Tidak cukup bekerja bersama", "Too little work together"),
    DeclineCategory.OTHER: Text("Alasan lain", "Another reason"),
}

REPLACEABLE = frozenset({"peer", "subordinate"})
"""The sources a substitute can be drawn for; the person himself and his superior cannot be replaced by chance."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task as the rules see it. `deadline` is `effective_deadline(...)`; `round_status` the recorded one.

    `self_form_seen`: in a superior's task, that he has opened the person's self-evaluation. `form_sent`: a form was
    handed in and counts, also while it is reopened.
    """

    source: str
    status: TaskStatus
    round_status: RoundStatus
    deadline: datetime
    self_form_seen: bool = False
    form_sent: bool = False


def may_rate(*, actor: str | None, evaluator: str, ratee: str, source: str) -> bool:
    """Only the assigned evaluator himself, and himself exactly where he is to rate himself.

    All three are employees' ids; source and evaluator come from the assignment, never from a request (D7–D9).
    """
    return actor is not None and actor == evaluator and (evaluator == ratee) == (source == "self")


def can_hand_in(task: Task, now: datetime) -> Verdict:
    """A form is handed in once, while the task is open and its own deadline has not passed, by the server's clock.

    Whoever reopened his form hands in once more; until then the form sent before counts.
    """
    if task.status is TaskStatus.SUBMITTED:
        return refused("already_handed_in", "Lembar ini sudah dikirim.", "This form was handed in already.")
    if task.status is not TaskStatus.OPEN:
        return _closed_task(task)
    return _round_open(task, now)


def can_reopen(task: Task, now: datetime) -> Verdict:
    """The rater may take his own form up again while the round is open for him; the sent form counts until replaced.

    Not a superior who has opened the self-evaluation: he would be correcting himself after reading it.
    """
    if task.status is not TaskStatus.SUBMITTED:
        return refused("not_handed_in", "Lembar ini belum dikirim.", "This form was not handed in.")
    if task.source == "superior" and task.self_form_seen:
        return refused(
            "self_form_seen",
            "Anda sudah membuka penilaian diri pegawai ini, sehingga lembar Anda tidak dapat dibuka lagi.",
            "You have opened this person's self-evaluation, so your form cannot be reopened.",
        )
    return _round_open(task, now)


def can_decline(task: Task, now: datetime) -> Verdict:
    """A peer may decline a task he has not handed in; a substitute is drawn. A superior asks the personnel officer."""
    if task.source not in REPLACEABLE:
        return refused(
            "not_replaceable",
            "Tugas ini tidak dapat ditolak. Bila ada halangan, hubungi bagian kepegawaian.",
            "This task cannot be declined. If something prevents you, ask the personnel officer.",
        )
    if task.form_sent:
        return refused("already_handed_in", "Lembar ini sudah dikirim.", "This form was handed in already.")
    return can_hand_in(task, now)


def check_decline(category: DeclineCategory, reason: str) -> tuple[Fault, ...]:
    """A decline names its category; only "alasan lain" must be explained."""
    return check_reason(reason) if category is DeclineCategory.OTHER else ()


def can_open_self_form(superior_task: Task) -> Verdict:
    """A superior sees a self-evaluation only after sending his own form, so that it does not lead his hand."""
    if superior_task.source == "superior" and superior_task.status is TaskStatus.SUBMITTED:
        return ALLOWED
    return refused(
        "own_form_first",
        "Penilaian diri dapat dibaca setelah Anda mengirim lembar Anda sendiri.",
        "The self-evaluation can be read after you have handed in your own form.",
    )


def task_actions(task: Task, now: datetime) -> list[str]:
    """What the rater may do with his task, for the buttons of the form."""
    moves = {"submit": can_hand_in, "reopen": can_reopen, "decline": can_decline}
    return [action for action, allowed in moves.items() if allowed(task, now)]


def _round_open(task: Task, now: datetime) -> Verdict:
    if effective_status(task.round_status, task.deadline, now) is RoundStatus.OPEN:
        return ALLOWED
    if task.round_status is RoundStatus.OPEN:
        return refused("deadline_passed", "Tenggat tugas ini sudah lewat.", "The deadline of this task has passed.")
    return refused("round_not_open", "Periode ini tidak sedang dibuka.", "This round is not open.")


def _closed_task(task: Task) -> Verdict:
    if task.status is TaskStatus.DECLINED:
        return refused("declined", "Anda sudah menolak tugas ini.", "You declined this task.")
    if task.status is TaskStatus.WITHDRAWN:
        return refused("withdrawn", "Tugas ini sudah ditarik.", "This task was withdrawn.")
    return refused("round_not_open", "Periode ini belum dibuka.", "This round is not open yet.")
