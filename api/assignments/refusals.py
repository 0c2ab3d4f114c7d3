"""A task rule's no as an answer: one kind for each code of the rules."""

from collections.abc import Mapping

from api.assignments.comments import check_comment
from api.kit.errors import Conflict, Invalid
from api.kit.faults import Fault
from api.kit.texts import Text
from api.rounds.verdicts import Verdict


class AlreadyHandedIn(Conflict):
    text = Text(
        "Lembar ini sudah dikirim. Selama periode dibuka, Anda dapat membukanya kembali untuk memperbaiki.",
        "This form was handed in already. While the round is open, you can reopen it to correct it.",
    )


class NotHandedIn(Conflict):
    text = Text("Lembar ini belum dikirim.", "This form was not handed in.")


class DeadlinePassed(Conflict):
    text = Text("Tenggat tugas ini sudah lewat.", "The deadline of this task has passed.")


class RoundNotOpen(Conflict):
    text = Text("Periode ini tidak sedang dibuka.", "This round is not open.")


class Declined(Conflict):
    text = Text("Anda sudah menolak tugas ini.", "You declined this task.")


class Withdrawn(Conflict):
    text = Text("Tugas ini sudah ditarik.", "This task was withdrawn.")


class PledgeMissing(Conflict):
    text = Text(
        "Lembar belum terkirim: setujui dahulu pernyataan menjaga kerahasiaan untuk periode ini, lalu kirim lagi.",
        "The form was not handed in: first accept the duty of silence of this round, then send it again.",
    )


class PledgeChanged(Conflict):
    text = Text(
        "Bunyi pernyataan menjaga kerahasiaan sudah berubah. Baca bunyi yang baru, lalu setujui.",
        "The wording of the duty of silence has changed. Read the new one, then accept it.",
    )


class SelfFormSeen(Conflict):
    text = Text(
        "Anda sudah membuka penilaian diri pegawai ini, sehingga lembar Anda tidak dapat dibuka lagi.",
        "You have opened this person's self-evaluation, so your form cannot be reopened.",
    )


class NotReplaceable(Conflict):
    text = Text(
        "Tugas ini tidak dapat ditolak. Bila ada halangan, hubungi bagian kepegawaian.",
        "This task cannot be declined. If something prevents you, ask the personnel officer.",
    )


class OwnFormFirst(Conflict):
    text = Text(
        "Penilaian diri dapat dibaca setelah Anda mengirim lembar Anda sendiri.",
        "The self-evaluation can be read after you have handed in your own form.",
    )


class NoSelfForm(Conflict):
    text = Text("Pegawai ini belum mengirim penilaian diri.", "This person has not handed in a self-evaluation.")


KINDS: dict[str, type[Conflict]] = {
    kind.code: kind
    for kind in (
        AlreadyHandedIn,
        NotHandedIn,
        DeadlinePassed,
        RoundNotOpen,
        Declined,
        Withdrawn,
        SelfFormSeen,
        NotReplaceable,
        OwnFormFirst,
    )
}

HAND_IN_ERRORS = (AlreadyHandedIn, DeadlinePassed, RoundNotOpen, Declined, Withdrawn)


def expect(verdict: Verdict) -> None:
    """Refuse with the kind that the verdict's first fault names."""
    if not verdict:
        raise KINDS[verdict.faults[0].code]()


_UNKNOWN_VALUE = Text("Nilai ini tidak ada dalam instrumen.", "There is no such value in the instrument.")


def check_comments(comments: Mapping[str, str], codes: set[str]) -> list[Fault]:
    """Every fault of the comments: unknown values, too long texts."""
    faults = [Fault(f"/comments/{code}", "unknown_value", _UNKNOWN_VALUE) for code in sorted(comments.keys() - codes)]
    return faults + [fault for code, text in comments.items() for fault in check_comment(text, f"/comments/{code}")]


def expect_valid(faults: list[Fault]) -> None:
    if faults:
        raise Invalid(faults=faults)
