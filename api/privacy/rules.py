"""Requests for the correction of one's data: what can be asked, until when it is answered, how it stands.

UU 27/2022 Pasal 30: within 3 × 24 hours. Hours run on at night and on holidays; nothing here waits for a working day.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from api.rounds.verdicts import ALLOWED, Verdict, refused

ANSWER_WITHIN = timedelta(hours=3 * 24)
LONGEST_TEXT = 1000


class DataField(StrEnum):
    """Which of one's data is wrong. A rating is not among them: against a result one objects."""

    NAME = "name"
    NIP = "nip"
    BIRTH_DATE = "birth_date"
    RANK = "rank"
    POSITION = "position"
    UNIT = "unit"
    SUPERIOR = "superior"
    EDUCATION = "education"
    EMAIL = "email"
    WORK_RESULT = "work_result"
    TRAINING = "training"
    OTHER = "other"


class RequestState(StrEnum):
    WAITING = "waiting"
    OVERDUE = "overdue"
    DONE = "done"
    REFUSED = "refused"


class RequestOutcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RequestFacts:
    filed_at: datetime
    outcome: RequestOutcome | None
    own: bool
    """Of the one who looks at it."""


def due_at(filed_at: datetime) -> datetime:
    """Exclusive: from this instant on the answer is late."""
    return filed_at + ANSWER_WITHIN


def state_of(facts: RequestFacts, now: datetime) -> RequestState:
    if facts.outcome is not None:
        return RequestState(facts.outcome.value)
    return RequestState.OVERDUE if now >= due_at(facts.filed_at) else RequestState.WAITING


def can_answer(facts: RequestFacts) -> Verdict:
    """A late answer is still owed. Whose it is, another officer answers (403 before this is asked)."""
    if facts.outcome is not None:
        return refused("already_answered", "Permintaan ini sudah dijawab.", "This request has been answered already.")
    return ALLOWED


def officer_actions(facts: RequestFacts) -> list[str]:
    return ["answer_correction_request"] if not facts.own and can_answer(facts) else []
