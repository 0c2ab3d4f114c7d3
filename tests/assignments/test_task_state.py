"""How a task stands on the rater's list."""

import itertools

import pytest

from api.assignments.rules import TaskStatus
from api.assignments.task_state import ROLE_TEXTS, TaskState, task_state

OPEN = TaskStatus.OPEN


@pytest.mark.parametrize(
    ("status", "running", "cancelled", "has_draft", "form_sent", "expected"),
    [
        (OPEN, True, False, False, False, TaskState.TO_DO),
        (OPEN, True, False, True, False, TaskState.DRAFT),
        (OPEN, True, False, False, True, TaskState.DRAFT),
        (OPEN, False, False, False, False, TaskState.MISSED),
        (OPEN, False, False, False, True, TaskState.DONE),
        (OPEN, False, True, False, False, TaskState.WITHDRAWN),
        (OPEN, False, True, False, True, TaskState.DONE),
        (TaskStatus.SUBMITTED, True, False, False, True, TaskState.DONE),
        (TaskStatus.SUBMITTED, False, True, False, True, TaskState.DONE),
    ],
)
def test_a_task_is_to_be_done_begun_done_missed_or_taken_back(
    status: TaskStatus, running: bool, cancelled: bool, has_draft: bool, form_sent: bool, expected: TaskState
) -> None:
    found = task_state(status, running=running, cancelled=cancelled, has_draft=has_draft, form_sent=form_sent)
    assert found is expected


@pytest.mark.parametrize(
    ("running", "cancelled", "has_draft", "form_sent"), [*itertools.product([False, True], repeat=4)]
)
def test_what_was_declined_or_withdrawn_stays_so(
    running: bool, cancelled: bool, has_draft: bool, form_sent: bool
) -> None:
    facts = {"running": running, "cancelled": cancelled, "has_draft": has_draft, "form_sent": form_sent}
    assert task_state(TaskStatus.DECLINED, **facts) is TaskState.DECLINED
    assert task_state(TaskStatus.WITHDRAWN, **facts) is TaskState.WITHDRAWN


def test_every_role_has_its_words() -> None:
    assert set(ROLE_TEXTS) == {"self", "superior", "peer", "subordinate"}
