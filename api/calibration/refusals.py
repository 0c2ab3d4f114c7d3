"""Why a step of the calibration meeting is refused."""

from api.kit.texts import Text
from api.rounds.refusals import Refused, RoundState
from api.rounds.verdicts import Verdict


class CasesOpen(Refused):
    text = Text("Belum semua kasus dibahas.", "Not all cases are discussed yet.")


class NotCalibrated(Refused):
    code = "practice_round"
    text = Text("Periode latihan tidak diselaraskan.", "A practice round is not calibrated.")


_KINDS: dict[str, type[Refused]] = {"round_state": RoundState, "cases_open": CasesOpen, "practice_round": NotCalibrated}


def expect(verdict: Verdict) -> None:
    if not verdict:
        raise _KINDS[verdict.faults[0].code](verdict)
