"""The small dialogue between a person and his superior: who may do what, when, and for whom it waits.

PermenPANRB 6/2022: performance is talked about, and what follows is agreed. Nothing said here changes a result.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.kit.faults import Fault
from api.kit.texts import Text
from api.rounds.rules import RoundStatus
from api.rounds.verdicts import ALLOWED, Verdict, refused

LONGEST_TEXT = 1000
LONGEST_ACTION = 300

HELD_FROM = (RoundStatus.CLOSED, RoundStatus.CALCULATED, RoundStatus.RELEASED, RoundStatus.ARCHIVED)
"""From the close on: before, a question could bear upon a form that is still being filled in."""


class Side(StrEnum):
    PERSON = "person"
    SUPERIOR = "superior"


class DialogueAction(StrEnum):
    ASK_SUPERIOR = "ask_superior"
    ANSWER_QUESTION = "answer_question"
    RECORD_DIALOGUE = "record_dialogue"
    CONFIRM_DIALOGUE = "confirm_dialogue"
    FINISH_ACTION = "finish_action"


DOERS: dict[DialogueAction, frozenset[Side]] = {
    DialogueAction.ASK_SUPERIOR: frozenset({Side.PERSON}),
    DialogueAction.ANSWER_QUESTION: frozenset({Side.SUPERIOR}),
    DialogueAction.RECORD_DIALOGUE: frozenset({Side.SUPERIOR}),
    DialogueAction.CONFIRM_DIALOGUE: frozenset({Side.PERSON}),
    DialogueAction.FINISH_ACTION: frozenset(Side),
}


@dataclass(frozen=True, slots=True)
class DialogueFacts:
    """A dialogue as the rules see it; everything False where none has begun."""

    round_status: RoundStatus
    has_superior: bool
    asked: bool = False
    question_open: bool = False
    recorded: bool = False
    confirmed: bool = False
    has_action: bool = False
    finished: bool = False


def may_do(action: DialogueAction, side: Side) -> bool:
    """Whether this step belongs to this side of the talk."""
    return side in DOERS[action]


def can_do(action: DialogueAction, facts: DialogueFacts) -> Verdict:
    """Whether this step is possible now, whoever takes it."""
    if facts.round_status not in HELD_FROM:
        return refused(
            "round_state",
            "Dialog dibuka setelah masa pengisian ditutup.",
            "The dialogue opens once the round is closed.",
        )
    return _GUARDS[action](facts)


def _can_ask(facts: DialogueFacts) -> Verdict:
    if not facts.has_superior:
        return refused(
            "no_superior", "Atasan Anda tidak ada di dalam sistem.", "Your superior does not use this system."
        )
    if facts.question_open:
        return refused(
            "question_waiting",
            "Pertanyaan Anda sebelumnya masih menunggu jawaban.",
            "Your question before still waits for its answer.",
        )
    return ALLOWED


def _can_answer(facts: DialogueFacts) -> Verdict:
    if not facts.question_open:
        return refused(
            "no_open_question", "Tidak ada pertanyaan yang menunggu jawaban.", "No question waits for an answer."
        )
    return ALLOWED


def _can_record(facts: DialogueFacts) -> Verdict:
    if facts.finished:
        return refused(
            "action_finished",
            "Tindak lanjut sudah selesai; catatannya tidak diubah lagi.",
            "The agreed action is done; its note is not changed any more.",
        )
    return ALLOWED


def _can_confirm(facts: DialogueFacts) -> Verdict:
    if not facts.recorded or facts.confirmed:
        return refused(
            "nothing_to_confirm", "Tidak ada catatan yang menunggu konfirmasi.", "No note waits for confirmation."
        )
    return ALLOWED


def _can_finish(facts: DialogueFacts) -> Verdict:
    if not facts.has_action or facts.finished:
        return refused("no_open_action", "Tidak ada tindak lanjut yang berjalan.", "No agreed action is open.")
    return ALLOWED


_GUARDS = {
    DialogueAction.ASK_SUPERIOR: _can_ask,
    DialogueAction.ANSWER_QUESTION: _can_answer,
    DialogueAction.RECORD_DIALOGUE: _can_record,
    DialogueAction.CONFIRM_DIALOGUE: _can_confirm,
    DialogueAction.FINISH_ACTION: _can_finish,
}


def actions_for(side: Side, facts: DialogueFacts) -> list[str]:
    return [action.value for action in DialogueAction if may_do(action, side) and can_do(action, facts)]


def waits_for(facts: DialogueFacts) -> frozenset[Side]:
    """Whose word is missing: the superior's answer, the person's confirmation."""
    missing = {
        Side.SUPERIOR: can_do(DialogueAction.ANSWER_QUESTION, facts),
        Side.PERSON: can_do(DialogueAction.CONFIRM_DIALOGUE, facts),
    }
    return frozenset(side for side, open_ in missing.items() if open_)


def check_record(*, held_on: date, agreed_action: str, due_on: date | None, today: date) -> tuple[Fault, ...]:
    """A talk has been held before it is noted; what was agreed has a day, and a day belongs to something agreed."""
    faults = []
    if held_on > today:
        text = Text("Tanggal dialog tidak boleh di masa depan.", "The talk cannot lie in the future.")
        faults.append(Fault("/held_on", "in_the_future", text))
    if agreed_action and due_on is None:
        text = Text("Isi sampai kapan tindak lanjut itu selesai.", "Say by when the agreed action is done.")
        faults.append(Fault("/due_on", "due_required", text))
    if due_on is not None and not agreed_action:
        text = Text("Tuliskan tindak lanjut yang disepakati.", "Write down the agreed action.")
        faults.append(Fault("/agreed_action", "action_required", text))
    if due_on is not None and due_on < held_on:
        text = Text("Batas waktu tidak boleh sebelum tanggal dialog.", "The day cannot lie before the talk.")
        faults.append(Fault("/due_on", "before_the_talk", text))
    return tuple(faults)
