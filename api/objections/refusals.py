"""Why a step of an objection is refused."""

from datetime import datetime
from zoneinfo import ZoneInfo

from api.kit.errors import Conflict, Forbidden
from api.kit.texts import Text
from api.objections.rules import ObjectionAction, ObjectionFacts, Side, can_do, may_do
from api.rounds.moments import deadline_text
from api.rounds.refusals import Refused


class NotYourStep(Forbidden):
    text = Text("Langkah ini dilakukan oleh pihak lain.", "This step belongs to somebody else.")


class AlreadyObjected(Conflict):
    text = Text(
        "Untuk versi hasil ini sudah pernah diajukan keberatan; satu keberatan untuk satu versi.",
        "This version of the result was objected to already; there is one objection for each version.",
    )


class RulingIsFinal(Conflict):
    text = Text(
        "Hasil ini ditetapkan dengan putusan atas keberatan, dan putusan itu final.",
        "This result was set by a ruling on an objection, and that ruling is final.",
    )


class NothingToObjectTo(Conflict):
    text = Text(
        "Keberatan diajukan terhadap hasil yang sudah dibagikan dan masih berlaku.",
        "An objection is made against a result that is shared and still holds.",
    )


class ObjectionLate(Conflict):
    text = Text("Masa keberatan sudah lewat.", "The time for objecting is over.")

    def __init__(self, deadline: datetime, zone: ZoneInfo) -> None:
        super().__init__()
        self.until = deadline_text(deadline, zone)

    @property
    def message(self) -> Text:
        return Text(
            f"Masa keberatan berakhir {self.until.id}. Anda tetap dapat meminta keberatan ini dicatat sebagai terlambat.",
            f"The time for objecting ended {self.until.en}. You may still have it recorded as too late.",
        )


class SameEvidence(Conflict):
    text = Text("Berkas yang sama sudah terlampir.", "This very file is attached already.")


class NothingChanged(Conflict):
    text = Text(
        "Putusan ini tidak mengubah apa pun. Pilih “hasil tetap”, atau ubah sesuatu.",
        "This ruling changes nothing. Choose that the decision stands, or change something.",
    )


class ObjectionState(Refused):
    text = Text("Langkah ini tidak tersedia sekarang.", "This step is not possible now.")


class AlreadyAnswered(Refused):
    text = Text("Penjelasan sudah dikirim.", "The statement was sent already.")


class NoAnswerYet(Refused):
    text = Text("Penjelasan pejabat penilai belum ada.", "The assessor has made no statement yet.")


class EnoughEvidence(Refused):
    text = Text("Jumlah berkas bukti sudah paling banyak.", "There is no room for further evidence.")


_KINDS: dict[str, type[Refused]] = {
    kind.code: kind for kind in (ObjectionState, AlreadyAnswered, NoAnswerYet, EnoughEvidence)
}


def expect_step(action: ObjectionAction, side: Side, facts: ObjectionFacts, now: datetime) -> None:
    """403 where the step is never this side's, 409 where it is not possible now."""
    if not may_do(action, side):
        raise NotYourStep()
    verdict = can_do(action, side, facts, now)
    if not verdict:
        raise _KINDS[verdict.faults[0].code](verdict)
