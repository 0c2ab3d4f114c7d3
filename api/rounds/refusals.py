"""A rule's no as an answer: faults in what was sent are 422, a state or condition that forbids is 409."""

from collections.abc import Iterable

from api.kit.errors import Conflict, Invalid
from api.kit.faults import Fault
from api.kit.texts import Text
from api.rounds.verdicts import Verdict


class Refused(Conflict):
    """The rule's own words are the answer; a kind below stands for each code of the rules."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(faults=list(verdict.faults))
        self.reason = verdict.faults[0].message

    @property
    def message(self) -> Text:
        return self.reason


class RoundState(Refused):
    text = Text(
        "Tindakan ini tidak tersedia untuk periode berstatus ini.", "This cannot be done to a round in this state."
    )


class LaunchBlocked(Refused):
    text = Text("Pemeriksaan peluncuran masih menemukan penghalang.", "The launch check still finds blockers.")


class RunInProgress(Refused):
    text = Text("Perhitungan sedang berjalan.", "A calculation is at work.")


class AlreadyReleased(Refused):
    text = Text(
        "Hasil sudah dibagikan dan dibekukan; perhitungan tidak dapat diulang.",
        "Results were released and are frozen; they cannot be calculated again.",
    )


class NothingToRelease(Refused):
    text = Text("Belum ada hasil yang siap dibagikan.", "There is no result ready to be released.")


class NotAllFinal(Refused):
    text = Text("Belum semua hasil final.", "Not every result is final.")


class AlreadyCalculated(Refused):
    text = Text(
        "Hasil sudah dihitung; periode tidak dapat dibuka lagi.",
        "Results were calculated; the round cannot be opened again.",
    )


class RoundNotDraft(Conflict):
    text = Text(
        "Ini hanya dapat diubah selama periode masih disiapkan.", "This can be changed only while the round is a draft."
    )


KINDS: dict[str, type[Refused]] = {
    kind.code: kind
    for kind in (
        RoundState,
        LaunchBlocked,
        RunInProgress,
        AlreadyReleased,
        NothingToRelease,
        NotAllFinal,
        AlreadyCalculated,
    )
}


def expect(verdict: Verdict) -> None:
    """Refuse with the kind that the verdict's first fault names."""
    if not verdict:
        raise KINDS[verdict.faults[0].code](verdict)


def expect_valid(faults: Iterable[Fault]) -> None:
    """Refuse what was sent: every fault with the field it points at."""
    found = list(faults)
    if found:
        raise Invalid(faults=found)
