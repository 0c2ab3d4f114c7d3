"""The work result (hasil kerja): a SIASN code or an SKP figure, who enters it, and until when.

PermenPANRB 6/2022 rates it 1 di atas, 2 sesuai, 3 di bawah ekspektasi (`hasilKinerjaNilai`, domain.md §4.5); PP 30/2019
measures it as an SKP figure, capped at 120. A result has one of the two, never both.
"""

from dataclasses import dataclass
from decimal import Decimal

from api.kit.faults import Fault
from api.kit.texts import Text
from api.rounds.rules import RoundStatus
from api.rounds.verdicts import ALLOWED, Verdict, refused

CODES = (1, 2, 3)
HIGHEST_SKP = Decimal(120)
LONGEST_EVIDENCE = 2_000

ENTERED_IN = frozenset({RoundStatus.OPEN, RoundStatus.CLOSED, RoundStatus.CALCULATED, RoundStatus.RELEASED})
"""From the opening until the result is decided; in a released round some results still follow."""

_ONE_OF_TWO = Text(
    "Isi salah satu: kode hasil kerja (1–3) atau angka SKP (0–120).",
    "Give one of the two: the code (1–3) or the SKP figure (0–120).",
)
_CODE = Text(
    "Kode hasil kerja: 1 di atas, 2 sesuai, 3 di bawah ekspektasi.",
    "The code is 1 above, 2 meets, 3 below expectation.",
)
_SKP = Text(
    "Angka SKP antara 0 dan 120, paling banyak dua desimal.",
    "The SKP figure lies between 0 and 120, with at most two decimals.",
)
_EVIDENCE = Text(
    "Inovasi perlu buktinya: apa gagasan atau cara barunya, dan apa manfaatnya.",
    "An innovation needs its evidence: which new idea or way, and what it brought.",
)
_TOO_LONG = Text("Bukti paling panjang {most} huruf.", "Evidence has at most {most} characters.")


@dataclass(frozen=True, slots=True)
class WorkEntry:
    """A work result as it is stored: `skp_hundredths` 10550 is 105.50."""

    code: int | None
    skp_hundredths: int | None
    innovation: bool = False
    evidence: str = ""


def check_work_result(
    *, code: int | None, skp: Decimal | None, innovation: bool = False, evidence: str = ""
) -> tuple[Fault, ...]:
    """Exactly one of code and SKP figure, each in its range; an innovation with evidence.

    PP 30/2019 Pasal 41: Sangat Baik also needs a new idea or way that benefits the organisation – a claim that is
    worth nothing without what it was.
    """
    faults = []
    if (code is None) == (skp is None):
        faults.append(Fault("", "code_or_figure", _ONE_OF_TWO))
    if code is not None and code not in CODES:
        faults.append(Fault("/code", "code_range", _CODE))
    if skp is not None and not is_skp(skp):
        faults.append(Fault("/skp", "skp_range", _SKP))
    if innovation and not evidence.strip():
        faults.append(Fault("/evidence", "evidence_required", _EVIDENCE))
    if len(evidence) > LONGEST_EVIDENCE:
        faults.append(Fault("/evidence", "evidence_too_long", _TOO_LONG.format(most=LONGEST_EVIDENCE)))
    return tuple(faults)


def is_skp(figure: Decimal) -> bool:
    """0 to 120 with at most two decimals. A third decimal is refused, not rounded: the office decides its figure."""
    return figure.is_finite() and 0 <= figure <= HIGHEST_SKP and figure * 100 == int(figure * 100)


def skp_hundredths(figure: Decimal) -> int:
    """The figure as it is stored; ValueError for what is no SKP figure."""
    if not is_skp(figure):
        raise ValueError("an SKP figure lies between 0 and 120 and has at most two decimals")
    return int(figure * 100)


def may_enter(
    actor: str | None, *, participant: str, assessor: str | None, outside: bool = False, records_external: bool = False
) -> bool:
    """The holder of the superior post enters a work result, by employees' ids; nobody his own.

    For a person rated outside the system, and by import, whoever may record external results does (`records_external`).
    """
    if actor is not None and actor == participant:
        return False
    return records_external if outside else actor is not None and actor == assessor


def can_enter(round_status: RoundStatus, *, decided: bool) -> Verdict:
    """A work result can be entered and changed until the result is decided: the decision rests on it."""
    if round_status not in ENTERED_IN:
        return refused(
            "round_state",
            "Pada tahap ini hasil kerja tidak dapat diisi.",
            "At this stage of the round no work result can be entered.",
        )
    if decided:
        return refused(
            "already_decided",
            "Hasil sudah ditetapkan berdasarkan hasil kerja ini.",
            "The result was decided on the basis of this work result.",
        )
    return ALLOWED
