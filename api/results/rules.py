"""From proposal to release: who decides about a result, what a decision must say, what is released, what a receipt is.

PermenPANRB 6/2022: the legal judgement is the official's; self and peers are opinions he considers. So the system
proposes two ratings, a person decides them, and the predicate follows the matrix – always, nobody types it (D32).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from api.kit.faults import Fault
from api.kit.texts import Text
from api.rounds.deadlines import has_passed
from api.rounds.rules import RoundKind, RoundStatus
from api.rounds.verdicts import ALLOWED, Verdict, check_reason, refused
from api.scoring.terms import Expectation, Incomplete, Predicate

Matrix = Sequence[Sequence[Predicate]]
"""`matrix[work rating − 1][behaviour rating − 1]`, as the policy has it."""

ACKNOWLEDGEMENT = Text(
    "Saya sudah membaca hasil ini. Ini tanda terima, bukan persetujuan.",
    "I have read this result. This is a receipt, not consent.",
)


class ResultStatus(StrEnum):
    PROPOSAL = "proposal"
    DECIDED = "decided"
    RELEASED = "released"


class DepartureCategory(StrEnum):
    """Why an official decides otherwise than proposed."""

    EVIDENCE = "evidence"
    CIRCUMSTANCES = "circumstances"
    CALIBRATION = "calibration"
    RATING_QUALITY = "rating_quality"
    DISCIPLINE = "discipline"
    INSTRUCTED = "instructed"
    OTHER = "other"


DEPARTURE_LABELS: dict[DepartureCategory, Text] = {
    DepartureCategory.EVIDENCE: Text("Bukti kerja yang belum tercermin", "Evidence the figures do not reflect"),
    DepartureCategory.CIRCUMSTANCES: Text(
        "Keadaan di luar kendali pegawai", "Circumstances beyond the person's control"
    ),
    DepartureCategory.CALIBRATION: Text("Hasil rapat penyelarasan", "Outcome of a calibration meeting"),
    DepartureCategory.RATING_QUALITY: Text("Mutu lembar penilaian diragukan", "Doubt about the quality of the ratings"),
    DepartureCategory.DISCIPLINE: Text("Pelanggaran disiplin yang diputus", "A disciplinary decision"),
    DepartureCategory.INSTRUCTED: Text("Arahan pimpinan", "Instruction of a leader"),
    DepartureCategory.OTHER: Text("Alasan lain", "Another reason"),
}


class DecidesAs(StrEnum):
    ASSESSOR = "assessor"
    """The holder of the superior post today."""
    TAKEOVER = "takeover"
    """His superior, because he did not decide in time or the post has no holder."""
    EXTERNAL = "external"
    """An official outside the system; the personnel officer records his decision with its document."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the engine proposes. None where it proposes nothing: *belum lengkap*, or no work result."""

    work_rating: Expectation | None
    behaviour_rating: Expectation | None
    incomplete: Incomplete = Incomplete.COMPLETE


@dataclass(frozen=True, slots=True)
class Decision:
    work_rating: Expectation
    behaviour_rating: Expectation
    reason: str = ""
    category: DepartureCategory | None = None
    instructed_by: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """A result as the rules see it; people are employees' ids.

    `assessor` is who holds the superior post today, `next_assessor` who holds the post above it; `takeover_from` is
    when that one may decide. `responses_until`: the end of the stage of tanggapan, where the round has one.
    """

    participant: str
    round_status: RoundStatus
    kind: RoundKind
    status: ResultStatus
    work_result_known: bool
    assessor: str | None
    next_assessor: str | None = None
    outside: bool = False
    takeover_from: datetime | None = None
    responses_until: datetime | None = None


def predicate_of(decision: Decision, matrix: Matrix) -> Predicate:
    """The predicate of two ratings: PermenPANRB 6/2022, the 3×3 matrix of the policy, without exception."""
    return matrix[decision.work_rating - 1][decision.behaviour_rating - 1]


def departs(proposal: Proposal, decision: Decision) -> bool:
    """Whether a decision differs from what was proposed; where nothing was proposed there is nothing to depart from."""
    pairs = (
        (proposal.work_rating, decision.work_rating),
        (proposal.behaviour_rating, decision.behaviour_rating),
    )
    return any(proposed is not None and proposed != decided for proposed, decided in pairs)


def can_confirm(proposal: Proposal, matrix: Matrix) -> bool:
    """Whether a proposal can be confirmed as it is, together with others: it is complete and not adverse.

    An adverse predicate is never proposed: an official decides it, one person at a time, and says why.
    """
    if proposal.work_rating is None or proposal.behaviour_rating is None or proposal.incomplete:
        return False
    return not predicate_of(Decision(proposal.work_rating, proposal.behaviour_rating), matrix).adverse


def check_decision(
    proposal: Proposal, decision: Decision, *, matrix: Matrix, external: bool = False
) -> tuple[Fault, ...]:
    """What a decision must say beside its two ratings.

    A reason where it departs from the proposal, where there was no complete proposal (*belum lengkap*), and where the
    predicate is Kurang or Sangat Kurang. A departure also names its category, and who instructed it if somebody did.
    An external official's decision names its document.
    """
    departing = departs(proposal, decision)
    adverse = predicate_of(decision, matrix).adverse
    faults: list[Fault] = []
    if departing or adverse or proposal.incomplete or proposal.behaviour_rating is None:
        faults += check_reason(decision.reason)
    if departing and decision.category is None:
        message = Text(
            "Pilih jenis alasan Anda menetapkan lain dari usulan.", "Choose why you depart from the proposal."
        )
        faults.append(Fault("/category", "category_required", message))
    if decision.category is DepartureCategory.INSTRUCTED and not decision.instructed_by.strip():
        message = Text("Sebutkan siapa yang memberi arahan.", "Name who gave the instruction.")
        faults.append(Fault("/instructed_by", "instructor_required", message))
    if external and not decision.document.strip():
        message = Text(
            "Sebutkan nomor dokumen keputusan pejabat di luar sistem.",
            "Give the document of the decision made outside the system.",
        )
        faults.append(Fault("/document", "document_required", message))
    return tuple(faults)


def can_decide(facts: ResultFacts, now: datetime) -> Verdict:
    """Whether this result can be decided now, whoever asks. Until its release a decision can be made anew."""
    if facts.kind is RoundKind.PRACTICE:
        return refused("practice_round", "Periode latihan tidak ditetapkan.", "Nothing is decided in a practice round.")
    if facts.round_status not in (RoundStatus.CALCULATED, RoundStatus.RELEASED):
        return refused("round_state", "Hasil belum dihitung.", "Results are not calculated yet.")
    if facts.status is ResultStatus.RELEASED:
        return refused(
            "already_released",
            "Hasil sudah dibagikan dan dibekukan; perubahan hanya melalui keberatan atau koreksi.",
            "The result is released and frozen; only an objection or correction changes it.",
        )
    if not facts.work_result_known:
        return refused("work_result_missing", "Hasil kerja belum diisi.", "The work result is missing.")
    if facts.responses_until is not None and not has_passed(facts.responses_until, now):
        return refused(
            "responses_open", "Pegawai masih dapat memberi tanggapan.", "The person may still respond to the proposal."
        )
    return ALLOWED


def decides_as(facts: ResultFacts, actor: str | None, now: datetime, *, records_external: bool) -> DecidesAs | None:
    """In which quality somebody may decide, or None: not his to do.

    Nobody decides his own result. The assessor is the holder of the superior post on the day of the decision; if he
    has not decided by `takeover_from`, or the post is vacant, the next superior may. For a person rated outside the
    system whoever may record external decisions (`records_external`) writes down the outside official's.
    """
    if actor is not None and actor == facts.participant:
        return None
    if facts.outside:
        return DecidesAs.EXTERNAL if records_external else None
    if actor is not None and actor == facts.assessor:
        return DecidesAs.ASSESSOR
    late = facts.takeover_from is not None and has_passed(facts.takeover_from, now)
    if actor is not None and actor == facts.next_assessor and (facts.assessor is None or late):
        return DecidesAs.TAKEOVER
    return None


def may_release(actor: str | None, participant: str) -> bool:
    """Nobody releases his own result: another officer does (security.md T26)."""
    return actor is None or actor != participant


def can_release(facts: ResultFacts) -> Verdict:
    """A result is released once it is decided; in a practice round, where nothing is decided, once it is calculated."""
    if facts.round_status not in (RoundStatus.CALCULATED, RoundStatus.RELEASED):
        return refused("round_state", "Hasil belum dihitung.", "Results are not calculated yet.")
    if facts.status is ResultStatus.RELEASED:
        return refused("already_released", "Hasil sudah dibagikan.", "The result is released already.")
    if facts.status is ResultStatus.PROPOSAL and facts.kind is not RoundKind.PRACTICE:
        return refused("not_decided", "Hasil belum ditetapkan.", "The result is not decided yet.")
    return ALLOWED


@dataclass(frozen=True, slots=True)
class ReleasePart:
    """One release of several results: those that go out now, the releaser's own, those that follow (*menyusul*)."""

    ready: tuple[ResultFacts, ...]
    own: tuple[ResultFacts, ...]
    following: tuple[ResultFacts, ...]


def split_release(results: Iterable[ResultFacts], actor: str | None) -> ReleasePart:
    """What a release can take: decided results may go out while the rest follow; released ones are left out."""
    waiting = [result for result in results if result.status is not ResultStatus.RELEASED]
    decided = [result for result in waiting if can_release(result)]
    return ReleasePart(
        ready=tuple(result for result in decided if may_release(actor, result.participant)),
        own=tuple(result for result in decided if not may_release(actor, result.participant)),
        following=tuple(result for result in waiting if not can_release(result)),
    )


def can_acknowledge(facts: ResultFacts, actor: str | None) -> Verdict:
    """ "Saya sudah membaca": by the person himself, of a released result. Receipt, not consent; once more is harmless."""
    if actor != facts.participant:
        return refused("not_your_result", "Ini bukan hasil Anda.", "This is not your result.")
    if facts.status is not ResultStatus.RELEASED:
        return refused("not_released", "Hasil belum dibagikan.", "The result is not released yet.")
    return ALLOWED


def can_respond(facts: ResultFacts, actor: str | None, now: datetime) -> Verdict:
    """Tanggapan: the person himself answers his proposal before anyone decides, where the round asks for it."""
    if actor != facts.participant:
        return refused("not_your_result", "Ini bukan hasil Anda.", "This is not your result.")
    if facts.round_status is not RoundStatus.CALCULATED or facts.responses_until is None:
        return refused("no_responses", "Periode ini tidak meminta tanggapan.", "This round does not ask for responses.")
    if has_passed(facts.responses_until, now):
        return refused("deadline_passed", "Masa tanggapan sudah lewat.", "The time for responses is over.")
    return ALLOWED
