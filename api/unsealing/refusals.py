from api.kit.errors import Conflict
from api.kit.texts import Text
from api.unsealing.rules import Hindrance


class TooEarly(Conflict):
    text = Text(
        "Segel baru dapat dibuka setelah periode dihitung. Tunggu perhitungannya.",
        "A seal can be broken once the round is calculated. Wait for the calculation.",
    )


class LinkDestroyed(Conflict):
    text = Text(
        "Periode ini sudah diarsipkan: hubungan antara penilai dan lembarnya sudah dihancurkan dan tidak dapat dibuka "
        "siapa pun.",
        "This round is archived: the link between raters and forms is destroyed and cannot be opened by anybody.",
    )


class OnePersonOnly(Conflict):
    text = Text(
        "Nama penilai hanya dapat dibuka untuk satu pegawai. Pilih pesertanya.",
        "Raters can be opened for one person only. Choose the participant.",
    )


class OfficerConcerned(Conflict):
    """Deliberately no denial in the log: it would tell the auditor that this officer rated somebody in the bundle."""

    text = Text(
        "Anda dinilai atau ikut menilai di dalam lembar ini. Petugas lain yang harus melakukannya.",
        "You are rated in these forms or rated somebody in them. Another officer must do this.",
    )


class SamePerson(Conflict):
    text = Text(
        "Anda sendiri yang mengajukan. Persetujuan harus dari orang lain.",
        "You asked for this yourself. Somebody else must decide.",
    )


class AlreadyDecided(Conflict):
    text = Text("Pengajuan ini sudah diputuskan.", "This request is already decided.")


class NotApproved(Conflict):
    text = Text(
        "Pengajuan ini belum disetujui, atau sudah ditolak.", "This request is not approved yet, or was refused."
    )


class WindowClosed(Conflict):
    text = Text(
        "Waktu untuk melihatnya sudah habis. Ajukan lagi bila masih perlu.",
        "The time to look is over. Ask again if it is still needed.",
    )


class NotRequester(Conflict):
    text = Text("Hanya pengaju yang dapat mengunduhnya.", "Only whoever asked can download it.")


REFUSALS: dict[Hindrance, type[Conflict]] = {
    Hindrance.TOO_EARLY: TooEarly,
    Hindrance.LINK_DESTROYED: LinkDestroyed,
    Hindrance.ONE_PERSON_ONLY: OnePersonOnly,
    Hindrance.CONCERNED: OfficerConcerned,
    Hindrance.SAME_PERSON: SamePerson,
    Hindrance.DECIDED: AlreadyDecided,
    Hindrance.NOT_APPROVED: NotApproved,
    Hindrance.WINDOW_CLOSED: WindowClosed,
    Hindrance.NOT_REQUESTER: NotRequester,
}


def expect_nothing(hindrance: Hindrance | None) -> None:
    if hindrance is not None:
        raise REFUSALS[hindrance]()
