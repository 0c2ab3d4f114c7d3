"""Every deed that the code records has a sentence an auditor can read, in both languages."""

from api.audit.models import Outcome
from api.audit.texts import ACTION_TEXTS, entry_text
from api.dialogues.rules import DialogueAction
from api.objections.rules import ObjectionAction
from api.rounds.rules import MOVES as ROUND_MOVES
from api.training.rules import MOVES as ANSWERS
from tests.audit.recorded import recorded

COMPUTED = {
    "f'{action}_round'": {f"{move.action}_round" for move in ROUND_MOVES},
    "f'{move}_recommendation'": {f"{move}_recommendation" for moves in ANSWERS.values() for move in moves},
    "self.action.value": {action.value for actions in (DialogueAction, ObjectionAction) for action in actions},
}
"""Actions that the code puts together: as it writes them, and what they can be."""
OF_THE_LOG = {"form_sealed"}


def test_every_recorded_action_has_a_sentence_and_every_sentence_an_action() -> None:
    literals, others = recorded()
    assert others == set(COMPUTED)
    assert len(literals) > 70
    assert set(ACTION_TEXTS) == literals.union(OF_THE_LOG, *COMPUTED.values())


def test_the_sentences_are_different_in_each_language() -> None:
    for language in ("id", "en"):
        sentences = [text.in_language(language) for text in ACTION_TEXTS.values()]
        assert len(set(sentences)) == len(sentences)
        assert all(sentence[0].isupper() and not sentence.endswith(".") for sentence in sentences)


def test_a_refusal_says_so_whatever_was_asked() -> None:
    assert entry_text("close_round", Outcome.DENIED).id == "Ditolak: Menutup periode penilaian"
    assert entry_text("list_results", Outcome.DENIED).en == "A request was refused: not permitted"
