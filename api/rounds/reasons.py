"""Why somebody is not, or no longer, evaluated in a round: neutral words, none of which judges (pure)."""

from enum import StrEnum


class ParticipantStatus(StrEnum):
    ACTIVE = "active"
    EXCLUDED = "excluded"
    """Not evaluated in this round from the start."""
    LEFT = "left"
    """Left the office while the round was open."""
    INCAPACITATED = "incapacitated"
    """Berhalangan tetap: cannot be evaluated any more, through no fault of his own."""


class ExclusionReason(StrEnum):
    NEW = "new"
    """Not long enough in the post to be judged."""
    LONG_LEAVE = "long_leave"
    """Cuti besar, cuti melahirkan, cuti sakit through most of the period."""
    STUDY = "study"
    """Tugas belajar."""
    SECONDED = "seconded"
    """Works at another agency, which evaluates him."""
    LEFT_SERVICE = "left_service"
    """Holds no post of this office any longer."""
    INCAPACITATED = "incapacitated"
    EVALUATED_ELSEWHERE = "evaluated_elsewhere"
    OTHER = "other"


class LeavingReason(StrEnum):
    RETIRED = "retired"
    TRANSFERRED = "transferred"
    STUDY = "study"
    LONG_LEAVE = "long_leave"
    ENDED = "ended"
    """The employment or the contract ended."""
    DECEASED = "deceased"
    OTHER = "other"


MOVED = "moved"
"""The reason code of a participant who changed posts inside the office while the round was open."""
