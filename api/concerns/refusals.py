"""Why a step is refused."""

from api.kit.errors import Conflict
from api.kit.texts import Text
from api.rounds.refusals import Refused
from api.rounds.verdicts import Verdict


class AlreadyDecided(Refused):
    text = Text("Laporan ini sudah diputuskan.", "This report is decided already.")


class OwnReport(Refused):
    text = Text("Laporan Anda sendiri diputuskan petugas lain.", "Another officer decides your own report.")


class SecondOfficer(Refused):
    text = Text("Penarikan dikukuhkan petugas kedua.", "A second officer confirms.")


class NoContact(Conflict):
    text = Text(
        "Kantor belum menunjuk penerima laporan tekanan; mintalah administrator mengisinya pada halaman Kantor.",
        "The office has not named who receives reports of pressure; ask the administrator to enter it.",
    )


class ReportClosed(Conflict):
    text = Text("Percakapan ini sudah ditutup.", "This conversation is closed.")


_KINDS: dict[str, type[Refused]] = {
    "already_decided": AlreadyDecided,
    "own_report": OwnReport,
    "second_officer": SecondOfficer,
}


def expect(verdict: Verdict) -> None:
    if not verdict:
        raise _KINDS[verdict.faults[0].code](verdict)
