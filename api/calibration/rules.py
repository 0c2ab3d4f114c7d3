"""Which results a calibration meeting talks about one by one, and when it can be closed."""

from enum import StrEnum

from api.kit.texts import Text
from api.rounds.rules import RoundKind, RoundStatus
from api.rounds.verdicts import ALLOWED, Verdict, refused


class CaseReason(StrEnum):
    """Why somebody is talked about by himself; everybody else is confirmed together."""

    NEAR_CUT = "near_cut"
    DEPARTS = "departs"
    OFFICIAL = "official"
    OUTLIER = "outlier"
    STRAIGHT = "straight"


REASON_TEXTS: dict[CaseReason, Text] = {
    CaseReason.NEAR_CUT: Text(
        "Dekat batas: selisihnya dengan batas peringkat lebih kecil daripada galat bakunya.",
        "Near a cut: closer to it than one standard error.",
    ),
    CaseReason.DEPARTS: Text("Penetapan berbeda dari usulan.", "The decision departs from the proposal."),
    CaseReason.OFFICIAL: Text(
        "Sistem tidak mengusulkan predikat; perlu keputusan pejabat.",
        "The system proposes no predicate; an official decides.",
    ),
    CaseReason.OUTLIER: Text(
        "Mohon dilihat: ada lembar rekan yang jauh dari lembar lainnya.",
        "Please look: one peer's form lies far from the others.",
    ),
    CaseReason.STRAIGHT: Text(
        "Mohon dilihat: ada lembar rekan dengan jawaban yang sama di semua butir.",
        "Please look: one peer's form has the same answer on every item.",
    ),
}

_HELD_IN = frozenset({RoundStatus.CALCULATED, RoundStatus.RELEASED})


def can_hold(status: RoundStatus, kind: RoundKind) -> Verdict:
    """A meeting is about calculated results that count."""
    if kind is RoundKind.PRACTICE:
        return refused("practice_round", "Periode latihan tidak diselaraskan.", "A practice round is not calibrated.")
    if status not in _HELD_IN:
        return refused(
            "round_state",
            "Penyelarasan berlangsung setelah hasil dihitung dan sebelum periode diarsipkan.",
            "Calibration takes place once results are calculated, before the round is archived.",
        )
    return ALLOWED


def can_confirm(cases: int, discussed: int) -> Verdict:
    """The rest is confirmed together once every case has been talked about."""
    if discussed < cases:
        return refused(
            "cases_open",
            f"Masih ada {cases - discussed} kasus yang belum dibahas; tandai dahulu sebagai sudah dibahas.",
            f"{cases - discussed} cases are not discussed yet; mark them first.",
        )
    return ALLOWED
