"""Who may do what in a dialogue, when, and for whom it waits."""

from datetime import date, timedelta
from typing import Any

import pytest

from api.dialogues.rules import (
    DialogueAction,
    DialogueFacts,
    Side,
    actions_for,
    can_do,
    check_record,
    may_do,
    waits_for,
)
from api.dialogues.texts import state_text
from api.kit.texts import Text
from api.rounds.rules import RoundStatus

TODAY = date(2026, 12, 1)
DUE = Text("31 Januari 2027", "31 January 2027")


def facts(status: RoundStatus = RoundStatus.CLOSED, **given: Any) -> DialogueFacts:
    return DialogueFacts(status, **{"has_superior": True, **given})


class TestMayDo:
    def test_the_person_asks_and_confirms_the_superior_answers_and_notes_and_either_finishes(self) -> None:
        own = {action for action in DialogueAction if may_do(action, Side.PERSON)}
        his = {action for action in DialogueAction if may_do(action, Side.SUPERIOR)}
        assert own - his == {DialogueAction.ASK_SUPERIOR, DialogueAction.CONFIRM_DIALOGUE}
        assert his - own == {DialogueAction.ANSWER_QUESTION, DialogueAction.RECORD_DIALOGUE}
        assert own & his == {DialogueAction.FINISH_ACTION}


class TestCanDo:
    @pytest.mark.parametrize("status", [RoundStatus.DRAFT, RoundStatus.OPEN, RoundStatus.CANCELLED])
    def test_nothing_before_the_close_or_in_a_cancelled_round(self, status: RoundStatus) -> None:
        begun = facts(status, question_open=True, recorded=True, has_action=True)
        assert [action for action in DialogueAction if can_do(action, begun)] == []

    def test_a_closed_round_can_be_asked_about_and_a_talk_noted(self) -> None:
        assert actions_for(Side.PERSON, facts()) == ["ask_superior"]
        assert actions_for(Side.SUPERIOR, facts()) == ["record_dialogue"]

    def test_without_a_superior_in_the_system_nobody_can_be_asked(self) -> None:
        assert can_do(DialogueAction.ASK_SUPERIOR, facts(has_superior=False)).faults[0].code == "no_superior"

    def test_one_question_at_a_time(self) -> None:
        waiting = facts(asked=True, question_open=True)
        assert actions_for(Side.PERSON, waiting) == []
        assert actions_for(Side.SUPERIOR, waiting) == ["answer_question", "record_dialogue"]

    def test_a_note_is_confirmed_once_and_its_action_finished_once(self) -> None:
        noted = facts(recorded=True, has_action=True)
        assert actions_for(Side.PERSON, noted) == ["ask_superior", "confirm_dialogue", "finish_action"]
        confirmed = facts(recorded=True, has_action=True, confirmed=True, finished=True)
        assert actions_for(Side.PERSON, confirmed) == ["ask_superior"]
        assert actions_for(Side.SUPERIOR, confirmed) == []


class TestWaitsFor:
    def test_an_open_question_waits_for_the_superior_a_note_for_the_person(self) -> None:
        assert waits_for(facts()) == frozenset()
        assert waits_for(facts(question_open=True)) == {Side.SUPERIOR}
        assert waits_for(facts(recorded=True)) == {Side.PERSON}
        assert waits_for(facts(question_open=True, recorded=True)) == frozenset(Side)

    def test_it_waits_for_nobody_while_the_round_is_open_again(self) -> None:
        assert waits_for(facts(RoundStatus.OPEN, question_open=True, recorded=True)) == frozenset()


class TestCheckRecord:
    @staticmethod
    def codes(**given: Any) -> list[str]:
        sent = {"held_on": TODAY, "agreed_action": "", "due_on": None, **given}
        return [fault.code for fault in check_record(**sent, today=TODAY)]

    def test_a_talk_of_today_without_an_agreement_is_a_talk(self) -> None:
        assert self.codes() == []

    def test_a_talk_of_tomorrow_has_not_been_held(self) -> None:
        assert self.codes(held_on=TODAY + timedelta(days=1)) == ["in_the_future"]

    def test_what_was_agreed_has_a_day_and_a_day_something_agreed(self) -> None:
        assert self.codes(agreed_action="Memimpin rapat.") == ["due_required"]
        assert self.codes(due_on=TODAY) == ["action_required"]
        assert self.codes(agreed_action="Memimpin rapat.", due_on=TODAY) == []

    def test_nothing_is_due_before_it_was_agreed(self) -> None:
        assert self.codes(agreed_action="Rapat.", due_on=TODAY - timedelta(days=1)) == ["before_the_talk"]


class TestStateText:
    @pytest.mark.parametrize(
        ("given", "for_person", "for_superior"),
        [
            ({}, "Belum ada dialog.", "Belum ada dialog."),
            (
                {"asked": True, "question_open": True},
                "Pertanyaan Anda menunggu jawaban atasan.",
                "Sebuah pertanyaan menunggu jawaban Anda.",
            ),
            ({"asked": True}, "Pertanyaan sudah dijawab.", "Pertanyaan sudah dijawab."),
            (
                {"recorded": True},
                "Atasan Anda mencatat hasil dialog; konfirmasi Anda ditunggu.",
                "Menunggu konfirmasi pegawai.",
            ),
            ({"recorded": True, "confirmed": True}, "Sudah dibicarakan.", "Sudah dibicarakan."),
            (
                {"recorded": True, "confirmed": True, "has_action": True},
                "Tindak lanjut berjalan sampai 31 Januari 2027.",
                "Tindak lanjut berjalan sampai 31 Januari 2027.",
            ),
            (
                {"recorded": True, "confirmed": True, "has_action": True, "finished": True},
                "Tindak lanjut selesai.",
                "Tindak lanjut selesai.",
            ),
        ],
    )
    def test_it_says_where_the_dialogue_stands(self, given: dict[str, Any], for_person: str, for_superior: str) -> None:
        assert state_text(facts(**given), Side.PERSON, DUE).id == for_person
        assert state_text(facts(**given), Side.SUPERIOR, DUE).id == for_superior

    def test_before_the_close_it_says_when_it_opens(self) -> None:
        text = state_text(facts(RoundStatus.OPEN), Side.PERSON, None)
        assert text.id == "Dialog dibuka setelah masa pengisian ditutup."

    def test_what_waits_for_the_reader_comes_first(self) -> None:
        both = facts(question_open=True, recorded=True)
        assert "konfirmasi Anda" in state_text(both, Side.PERSON, None).id
        assert "jawaban Anda" in state_text(both, Side.SUPERIOR, None).id
