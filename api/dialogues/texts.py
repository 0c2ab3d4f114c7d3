"""Where a dialogue stands, in one sentence for the one who reads it (pure)."""

from api.dialogues.rules import DialogueFacts, Side, waits_for
from api.kit.texts import Text
from api.rounds.rules import RoundStatus

_WAITS: dict[tuple[Side, Side], Text] = {
    # (whose word is missing, who reads)
    (Side.SUPERIOR, Side.SUPERIOR): Text(
        "Sebuah pertanyaan menunggu jawaban Anda.", "A question waits for your answer."
    ),
    (Side.SUPERIOR, Side.PERSON): Text(
        "Pertanyaan Anda menunggu jawaban atasan.", "Your question waits for an answer."
    ),
    (Side.PERSON, Side.PERSON): Text(
        "Atasan Anda mencatat hasil dialog; konfirmasi Anda ditunggu.",
        "Your superior noted the talk; your confirmation is awaited.",
    ),
    (Side.PERSON, Side.SUPERIOR): Text("Menunggu konfirmasi pegawai.", "Waits for the person's confirmation."),
}
_NOT_YET = Text("Dialog dibuka setelah masa pengisian ditutup.", "The dialogue opens once the round is closed.")
_NOTHING = Text("Belum ada dialog.", "No dialogue yet.")
_ANSWERED = Text("Pertanyaan sudah dijawab.", "The question is answered.")
_TALKED = Text("Sudah dibicarakan.", "Talked about.")
_RUNNING = Text("Tindak lanjut berjalan sampai {due}.", "The agreed action runs until {due}.")
_DONE = Text("Tindak lanjut selesai.", "The agreed action is done.")


def state_text(facts: DialogueFacts, reader: Side, due: Text | None) -> Text:
    """What waits for the reader comes first, then what waits for the other; then how far it got."""
    missing = waits_for(facts)
    for side in (reader, *(side for side in Side if side is not reader)):
        if side in missing:
            return _WAITS[side, reader]
    if facts.has_action and not facts.finished and due is not None:
        return Text(_RUNNING.id.format(due=due.id), _RUNNING.en.format(due=due.en))
    return _how_far(facts)


def _how_far(facts: DialogueFacts) -> Text:
    if facts.finished:
        return _DONE
    if facts.recorded:
        return _TALKED
    if facts.asked:
        return _ANSWERED
    return _NOT_YET if facts.round_status in (RoundStatus.DRAFT, RoundStatus.OPEN) else _NOTHING
