"""The rules' no about results as answers; a kind for each code, besides those of rounds."""

from api.kit.errors import Conflict, Forbidden, Problem
from api.kit.texts import Text
from api.rounds.reach import OwnRecord
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


class AlreadySuperseded(Conflict):
    text = Text(
        "Hasil ini sudah digantikan versi yang lebih baru; buka versi yang berlaku.",
        "A newer version took the place of this result; open the one that holds.",
    )


class ObjectionOpen(Conflict):
    text = Text(
        "Keberatan atas hasil ini sedang diperiksa; koreksi menunggu putusannya.",
        "An objection to this result is open; a correction waits for its ruling.",
    )


class CorrectionOpen(Conflict):
    text = Text("Untuk hasil ini sudah ada usulan koreksi.", "A correction of this result is proposed already.")


class CorrectionAnswered(Conflict):
    text = Text("Usulan koreksi ini sudah dijawab.", "This correction was answered already.")


class NothingCorrected(Conflict):
    text = Text("Usulan ini tidak mengubah apa pun.", "This correction changes nothing.")


class SameOfficer(Forbidden):
    text = Text(
        "Koreksi disahkan oleh petugas lain, bukan oleh yang mengusulkannya.",
        "A correction is approved by another officer than who proposed it.",
    )


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


PLAIN: dict[str, type[Problem]] = {
    kind.code: kind for kind in (AlreadySuperseded, Forbidden, NotYourResult, ObjectionOpen, OwnRecord)
}
"""These say it in their own words."""


def expect(verdict: Verdict) -> None:
    """Refuse with the kind that the verdict's first fault names: 403 where it is somebody else's, else 409."""
    if verdict:
        return
    code = verdict.faults[0].code
    if code in PLAIN:
        raise PLAIN[code]()
    raise KINDS[code](verdict)
