"""Why a step of a dialogue is refused."""

from api.dialogues.rules import DialogueAction, DialogueFacts, Side, can_do, may_do
from api.kit.errors import Forbidden
from api.kit.texts import Text
from api.rounds.refusals import Refused, RoundState


class NotYourPart(Forbidden):
    text = Text(
        "Langkah ini dilakukan oleh pihak lain dalam dialog ini.",
        "This step belongs to the other side of the dialogue.",
    )


class NoSuperior(Refused):
    text = Text("Atasan Anda tidak ada di dalam sistem.", "Your superior does not use this system.")


class QuestionWaiting(Refused):
    text = Text(
        "Pertanyaan Anda sebelumnya masih menunggu jawaban.", "Your question before still waits for its answer."
    )


class NoOpenQuestion(Refused):
    text = Text("Tidak ada pertanyaan yang menunggu jawaban.", "No question waits for an answer.")


class ActionFinished(Refused):
    text = Text("Tindak lanjut sudah selesai.", "The agreed action is done.")


class NothingToConfirm(Refused):
    text = Text("Tidak ada catatan yang menunggu konfirmasi.", "No note waits for confirmation.")


class NoOpenAction(Refused):
    text = Text("Tidak ada tindak lanjut yang berjalan.", "No agreed action is open.")


_KINDS: dict[str, type[Refused]] = {
    kind.code: kind
    for kind in (
        RoundState,
        NoSuperior,
        QuestionWaiting,
        NoOpenQuestion,
        ActionFinished,
        NothingToConfirm,
        NoOpenAction,
    )
}


def expect_part(action: DialogueAction, side: Side) -> None:
    if not may_do(action, side):
        raise NotYourPart()


def expect_possible(action: DialogueAction, facts: DialogueFacts) -> None:
    verdict = can_do(action, facts)
    if not verdict:
        raise _KINDS[verdict.faults[0].code](verdict)
