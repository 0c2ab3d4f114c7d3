"""How a task stands on the rater's list: to be done, begun, done, or not to be done any more (pure)."""

from enum import StrEnum

from api.assignments.rules import TaskStatus
from api.kit.texts import Text


class TaskState(StrEnum):
    TO_DO = "to_do"
    DRAFT = "draft"
    """Begun, or reopened: a form handed in before still counts."""
    DONE = "done"
    MISSED = "missed"
    """The deadline passed without a form."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


UNFINISHED = (TaskState.TO_DO, TaskState.DRAFT)

ROLE_TEXTS: dict[str, Text] = {
    "self": Text("Penilaian diri", "Self-evaluation"),
    "superior": Text("Anda menilai sebagai atasan", "You rate as the superior"),
    "peer": Text("Anda menilai sebagai rekan kerja", "You rate as a peer"),
    "subordinate": Text("Anda menilai sebagai bawahan", "You rate as a subordinate"),
}


def task_state(status: TaskStatus, *, running: bool, cancelled: bool, has_draft: bool, form_sent: bool) -> TaskState:
    """`running`: the task's own deadline lies ahead in an open round; `form_sent`: a form was handed in and counts.

    A cancelled round takes back what was not handed in; nobody has missed anything.
    """
    if status is TaskStatus.DECLINED:
        return TaskState.DECLINED
    if status is TaskStatus.WITHDRAWN:
        return TaskState.WITHDRAWN
    if running and status is TaskStatus.OPEN:
        return TaskState.DRAFT if has_draft or form_sent else TaskState.TO_DO
    if form_sent:
        return TaskState.DONE
    return TaskState.WITHDRAWN if cancelled else TaskState.MISSED
