"""The rules' no about results as answers; a kind for each code, besides those of rounds."""

from api.kit.errors import Conflict, Forbidden
from api.kit.texts import Text
from api.rounds.refusals import AlreadyReleased, Refused, RoundState
from api.rounds.verdicts import Verdict


class PracticeRound(Refused):
    text = Text("Periode latihan tidak ditetapkan.", "Nothing is decided in a practice round.")


class WorkResultMissing(Refused):
    text = Text("Hasil kerja belum diisi.", "The work result is missing.")


class ResponsesOpen(Refused):
    text = Text("Pegawai masih dapat memberi tanggapan.", "The person may still respond to the proposal.")


class NotReleased(Refused):
    text = Text("Hasil belum dibagikan.", "The result is not released yet.")


class NoResponses(Refused):
    text = Text("Periode ini tidak meminta tanggapan.", "This round does not ask for responses.")


class DeadlinePassed(Refused):
    text = Text("Masa tanggapan sudah lewat.", "The time for responses is over.")


class NotYourResult(Forbidden):
    text = Text("Ini bukan hasil Anda.", "This is not your result.")


class NotYoursToDecide(Forbidden):
    text = Text(
        "Hasil ini ditetapkan oleh pejabat penilainya, bukan oleh Anda.",
        "This result is decided by the person's assessor, not by you.",
    )


class NotAllConfirmed(Conflict):
    text = Text(
        "Tidak satu pun ditetapkan: sebagian hasil ini perlu diputus satu per satu.",
        "Nothing was decided: some of these results have to be decided one by one.",
    )


KINDS: dict[str, type[Refused]] = {
    kind.code: kind
    for kind in (
        AlreadyReleased,
        DeadlinePassed,
        NoResponses,
        NotReleased,
        PracticeRound,
        ResponsesOpen,
        RoundState,
        WorkResultMissing,
    )
}


def expect(verdict: Verdict) -> None:
    """Refuse with the kind that the verdict's first fault names: 403 where it is somebody else's, else 409."""
    if verdict:
        return
    if verdict.faults[0].code == "not_your_result":
        raise NotYourResult()
    raise KINDS[verdict.faults[0].code](verdict)
