"""The life of an objection: its states, the one table of moves, who makes them and what each asks for (pure).

PP 30/2019 Pasal 59: with reasons, to the superior of the assessor, at the latest 14 days after the receipt; he hears both
and upholds or changes; his ruling is final. Objecting has no disadvantage for the person.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from api.kit.faults import Fault
from api.kit.texts import Text
from api.rounds.deadlines import has_passed
from api.rounds.verdicts import ALLOWED, Verdict, check_reason, refused

HEARING_WORKING_DAYS = 5
"""So long the assessor may answer from the begin of the examination, and the person may reply from the answer."""
RULING_DAYS = 14
"""By when it should be ruled on, from its filing; no regulation names a figure. It is shown, nothing lapses by it."""
MOST_EVIDENCE = 5

WORK, WHOLE = "work", "whole"
"""What one may object to beside the values: the work result, the result as a whole."""


class ObjectionStatus(StrEnum):
    FILED = "filed"
    UNDER_REVIEW = "under_review"
    HEARD = "heard"
    RULED_UPHELD = "ruled_upheld"
    RULED_CHANGED = "ruled_changed"
    WITHDRAWN = "withdrawn"
    LATE_REJECTED = "late_rejected"


OPEN = (ObjectionStatus.FILED, ObjectionStatus.UNDER_REVIEW, ObjectionStatus.HEARD)
"""While it is in one of these its result is not final."""


class Side(StrEnum):
    """How somebody stands to an objection."""

    PERSON = "person"
    ASSESSOR = "assessor"
    RULER = "ruler"
    RECORDER = "recorder"
    """The personnel officer, where it is ruled above this office: he records the ruling with its document."""
    OBSERVER = "observer"
    """Head and auditor; the personnel officer of the unit, who sees how far it is, not what was written."""


class ObjectionAction(StrEnum):
    """What may be done with it, in the order of its life; the names are those of the operations."""

    ATTACH_EVIDENCE = "attach_objection_evidence"
    START_REVIEW = "start_objection_review"
    ANSWER = "answer_objection"
    REPLY = "reply_to_answer"
    RULE = "rule_on_objection"
    RECORD_RULING = "record_external_ruling"
    WITHDRAW = "withdraw_objection"


class RulingOutcome(StrEnum):
    UPHELD = "upheld"
    """The decision stands."""
    CHANGED = "changed"


class Move(NamedTuple):
    """Who brings it from where to where."""

    action: ObjectionAction
    side: Side
    source: ObjectionStatus
    target: ObjectionStatus


_FILED, _REVIEW, _HEARD = OPEN
_UPHELD, _CHANGED = ObjectionStatus.RULED_UPHELD, ObjectionStatus.RULED_CHANGED
_A, _S = ObjectionAction, Side

MOVES: tuple[Move, ...] = (
    Move(_A.ATTACH_EVIDENCE, _S.PERSON, _FILED, _FILED),
    Move(_A.ATTACH_EVIDENCE, _S.PERSON, _REVIEW, _REVIEW),
    Move(_A.START_REVIEW, _S.RULER, _FILED, _REVIEW),
    Move(_A.START_REVIEW, _S.RECORDER, _FILED, _REVIEW),
    Move(_A.ANSWER, _S.ASSESSOR, _REVIEW, _REVIEW),
    Move(_A.REPLY, _S.PERSON, _REVIEW, _HEARD),
    Move(_A.RULE, _S.RULER, _HEARD, _UPHELD),
    Move(_A.RULE, _S.RULER, _HEARD, _CHANGED),
    # above this office it is heard as they do it there; only what they ruled arrives here
    Move(_A.RECORD_RULING, _S.RECORDER, _FILED, _UPHELD),
    Move(_A.RECORD_RULING, _S.RECORDER, _FILED, _CHANGED),
    Move(_A.RECORD_RULING, _S.RECORDER, _REVIEW, _UPHELD),
    Move(_A.RECORD_RULING, _S.RECORDER, _REVIEW, _CHANGED),
    Move(_A.RECORD_RULING, _S.RECORDER, _HEARD, _UPHELD),
    Move(_A.RECORD_RULING, _S.RECORDER, _HEARD, _CHANGED),
    Move(_A.WITHDRAW, _S.PERSON, _FILED, ObjectionStatus.WITHDRAWN),
    Move(_A.WITHDRAW, _S.PERSON, _REVIEW, ObjectionStatus.WITHDRAWN),
    Move(_A.WITHDRAW, _S.PERSON, _HEARD, ObjectionStatus.WITHDRAWN),
)
"""What this table does not name does not exist. Filing makes the row: `filed`, or `late_rejected` (see `status_at_filing`)."""


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """An objection as the rules see it; `status` as it is stored."""

    status: ObjectionStatus
    hearing_until: datetime | None = None
    answered: bool = False
    evidence: int = 0


def status_at_filing(deadline: datetime | None, now: datetime) -> ObjectionStatus:
    """In time until the very last second of the last day. Without a receipt no time has begun to run."""
    late = deadline is not None and has_passed(deadline, now)
    return ObjectionStatus.LATE_REJECTED if late else ObjectionStatus.FILED


def effective_status(facts: ObjectionFacts, now: datetime) -> ObjectionStatus:
    """The state that counts: who let the time for his words pass was heard all the same; nobody has to record it."""
    over = facts.hearing_until is not None and has_passed(facts.hearing_until, now)
    return _HEARD if facts.status is _REVIEW and over else facts.status


def may_do(action: ObjectionAction, side: Side) -> bool:
    """Whether this step ever belongs to this side."""
    return any(move.action is action and move.side is side for move in MOVES)


def can_do(action: ObjectionAction, side: Side, facts: ObjectionFacts, now: datetime) -> Verdict:
    """Whether this side's step is possible now."""
    status = effective_status(facts, now)
    if not any(move[:3] == (action, side, status) for move in MOVES):
        return _not_now(status)
    if action is ObjectionAction.ANSWER and facts.answered:
        return refused("already_answered", "Penjelasan sudah dikirim.", "The statement was sent already.")
    if action is ObjectionAction.REPLY and not facts.answered:
        return refused(
            "no_answer_yet", "Penjelasan pejabat penilai belum ada.", "The assessor has made no statement yet."
        )
    if action is ObjectionAction.ATTACH_EVIDENCE and facts.evidence >= MOST_EVIDENCE:
        return refused(
            "enough_evidence",
            f"Paling banyak {MOST_EVIDENCE} berkas bukti untuk satu keberatan.",
            f"At most {MOST_EVIDENCE} files of evidence for one objection.",
        )
    return ALLOWED


def actions_for(side: Side, facts: ObjectionFacts, now: datetime) -> list[str]:
    return [action.value for action in ObjectionAction if can_do(action, side, facts, now)]


WAITED_FOR = frozenset(ObjectionAction) - {ObjectionAction.ATTACH_EVIDENCE, ObjectionAction.WITHDRAW}
"""The steps without which it does not go on."""


def waits_for(facts: ObjectionFacts, now: datetime, *, external: bool) -> frozenset[Side]:
    """Whose step is missing. Above this office it waits for the one who records, whatever else is still said."""
    sides = {side for side in Side if any(can_do(action, side, facts, now) for action in WAITED_FOR)}
    return frozenset(sides - {Side.RULER if external else Side.RECORDER})


def target_of(outcome: RulingOutcome) -> ObjectionStatus:
    return _CHANGED if outcome is RulingOutcome.CHANGED else _UPHELD


def check_grounds(about: Sequence[str], values: Collection[str]) -> tuple[Fault, ...]:
    """Each ground names a value of the instrument, the work result or the whole; none twice."""
    known = {*values, WORK, WHOLE}
    faults = []
    for place, name in enumerate(about):
        if name not in known:
            text = Text("Nilai ini tidak ada pada instrumen Anda.", "Your instrument has no such value.")
            faults.append(Fault(f"/grounds/{place}/about", "unknown_value", text))
        elif name in about[:place]:
            text = Text("Bagian ini disebut dua kali; gabungkan alasannya.", "This is named twice; join the reasons.")
            faults.append(Fault(f"/grounds/{place}/about", "named_twice", text))
    return tuple(faults)


def check_not_worse(before: Sequence[int], after: Sequence[int]) -> tuple[Fault, ...]:
    """Nobody ends worse for having objected: neither rating falls (SIASN codes: a higher one is the lower rating)."""
    text = Text(
        "Putusan atas keberatan tidak boleh menurunkan penilaian.", "A ruling on an objection does not lower a rating."
    )
    names = ("work_rating", "behaviour_rating")
    return tuple(
        Fault(f"/{name}", "worse_than_before", text)
        for name, old, new in zip(names, before, after, strict=True)
        if new > old
    )


def check_ruling(
    outcome: RulingOutcome, *, reason: str, changes: bool, rated: bool, document: str, external: bool
) -> tuple[Fault, ...]:
    """A ruling has its reason; one that changes says what, with both ratings; one made elsewhere has its document."""
    faults = list(check_reason(reason))
    if outcome is RulingOutcome.CHANGED and not rated:
        text = Text("Tetapkan kedua penilaian untuk hasil yang baru.", "Decide both ratings of the new result.")
        faults.append(Fault("/work_rating", "ratings_required", text))
    if outcome is RulingOutcome.UPHELD and (changes or rated):
        text = Text(
            "Keputusan tetap berlaku: kosongkan isian perubahan, atau pilih “diubah”.",
            "The decision stands: leave the changes empty, or choose “changed”.",
        )
        faults.append(Fault("/outcome", "changes_with_upheld", text))
    if external and not document.strip():
        text = Text("Sebutkan nomor dokumen putusannya.", "Give the document of the ruling.")
        faults.append(Fault("/document", "document_required", text))
    return tuple(faults)


def _not_now(status: ObjectionStatus) -> Verdict:
    name = STATUS_NAMES[status]
    return refused(
        "objection_state",
        f"Langkah ini tidak tersedia: keberatan ini {name.id}.",
        f"This step is not possible: the objection is {name.en}.",
    )


STATUS_NAMES: dict[ObjectionStatus, Text] = {
    ObjectionStatus.FILED: Text("sudah diterima, menunggu diperiksa", "filed and waits to be examined"),
    ObjectionStatus.UNDER_REVIEW: Text("sedang diperiksa", "being examined"),
    ObjectionStatus.HEARD: Text("menunggu putusan", "waiting for the ruling"),
    ObjectionStatus.RULED_UPHELD: Text("sudah diputus: hasil tetap", "ruled on: the result stands"),
    ObjectionStatus.RULED_CHANGED: Text("sudah diputus: hasil diubah", "ruled on: the result was changed"),
    ObjectionStatus.WITHDRAWN: Text("ditarik kembali", "withdrawn"),
    ObjectionStatus.LATE_REJECTED: Text("tercatat, tetapi diajukan lewat batas waktu", "recorded, but filed too late"),
}
