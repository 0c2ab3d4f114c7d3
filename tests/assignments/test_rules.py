"""What a rater may do with his task, what a form must hold, and what he is told before he sends it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.assignments.answers import NotCounted, ValueItems, pack_answers, unpack_answers
from api.assignments.receipts import ALPHABET
from api.assignments.rules import (
    DECLINE_LABELS,
    DeclineCategory,
    Task,
    TaskStatus,
    Thresholds,
    can_decline,
    can_hand_in,
    can_open_self_form,
    can_reopen,
    check_answers,
    check_comment,
    check_decline,
    comment_warnings,
    may_rate,
    missing_answers,
    normalise_comment,
    not_counted,
    questions_before_sending,
    read_receipt,
    receipt_code,
    task_actions,
    who_will_see,
)
from api.assignments.who_sees import READERS, Part, Reader, is_anonymous
from api.rounds.rules import RoundStatus

DEADLINE = datetime(2026, 12, 18, 17, 0, tzinfo=UTC)
BEFORE = DEADLINE - timedelta(seconds=1)
FORM = {str(number): 4 for number in range(1, 22)}


def make_task(**changes):
    return replace(Task("peer", TaskStatus.OPEN, RoundStatus.OPEN, DEADLINE), **changes)


def code(verdict):
    return verdict.faults[0].code if verdict.faults else None


def codes(faults):
    return [(fault.pointer, fault.code) for fault in faults]


class TestWhoMayRate:
    def test_only_the_assigned_evaluator_may_rate(self):
        assert may_rate(actor="ani", evaluator="ani", ratee="budi", source="peer")
        assert not may_rate(actor="citra", evaluator="ani", ratee="budi", source="peer")
        assert not may_rate(actor=None, evaluator="ani", ratee="budi", source="peer")

    @pytest.mark.parametrize("source", ["superior", "peer", "subordinate"])
    def test_nobody_rates_himself_as_anything_but_himself(self, source):
        assert not may_rate(actor="ani", evaluator="ani", ratee="ani", source=source)
        assert may_rate(actor="ani", evaluator="ani", ratee="ani", source="self")
        assert not may_rate(actor="ani", evaluator="ani", ratee="budi", source="self")


class TestHandIn:
    def test_a_second_before_the_deadline_it_is_accepted_and_at_the_deadline_not(self):
        assert can_hand_in(make_task(), BEFORE)
        assert code(can_hand_in(make_task(), DEADLINE)) == "deadline_passed"

    @pytest.mark.parametrize("status", [status for status in RoundStatus if status is not RoundStatus.OPEN])
    def test_no_other_state_of_the_round_takes_a_form(self, status):
        assert code(can_hand_in(make_task(round_status=status), BEFORE)) == "round_not_open"

    @pytest.mark.parametrize(
        ("status", "why"),
        [
            (TaskStatus.PLANNED, "round_not_open"),
            (TaskStatus.SUBMITTED, "already_handed_in"),
            (TaskStatus.DECLINED, "declined"),
            (TaskStatus.WITHDRAWN, "withdrawn"),
        ],
    )
    def test_a_form_is_handed_in_once_and_only_for_an_open_task(self, status, why):
        assert code(can_hand_in(make_task(status=status), BEFORE)) == why


class TestReopen:
    @pytest.mark.parametrize("source", ["self", "superior", "peer"])
    def test_a_rater_may_reopen_his_own_form_while_the_round_is_open(self, source):
        task = make_task(source=source, status=TaskStatus.SUBMITTED)
        assert can_reopen(task, BEFORE)
        assert code(can_reopen(task, DEADLINE)) == "deadline_passed"
        assert code(can_reopen(replace(task, round_status=RoundStatus.CALCULATED), BEFORE)) == "round_not_open"

    def test_a_superior_who_has_opened_the_self_evaluation_cannot_correct_himself(self):
        task = make_task(source="superior", status=TaskStatus.SUBMITTED, self_form_seen=True)
        assert code(can_reopen(task, BEFORE)) == "self_form_seen"

    def test_what_was_never_handed_in_is_not_reopened(self):
        assert code(can_reopen(make_task(), BEFORE)) == "not_handed_in"

    @pytest.mark.parametrize(("source", "status"), [*product(["self", "superior", "peer"], TaskStatus)])
    def test_only_a_superior_who_has_sent_his_own_form_reads_the_self_evaluation(self, source, status):
        expected = source == "superior" and status is TaskStatus.SUBMITTED
        assert bool(can_open_self_form(make_task(source=source, status=status))) == expected


class TestDecline:
    def test_a_peer_or_subordinate_may_decline_and_the_person_and_his_superior_may_not(self):
        assert can_decline(make_task(), BEFORE)
        assert can_decline(make_task(source="subordinate"), BEFORE)
        for source in ("self", "superior"):
            assert code(can_decline(make_task(source=source), BEFORE)) == "not_replaceable"

    def test_a_form_that_was_sent_is_not_declined_even_while_it_is_reopened(self):
        assert code(can_decline(make_task(status=TaskStatus.SUBMITTED), BEFORE)) == "already_handed_in"
        assert code(can_decline(make_task(form_sent=True), BEFORE)) == "already_handed_in"

    def test_only_another_reason_must_be_explained(self):
        assert check_decline(DeclineCategory.FAMILY, "") == ()
        assert [fault.code for fault in check_decline(DeclineCategory.OTHER, "tidak")] == ["reason_required"]
        assert check_decline(DeclineCategory.OTHER, "Saya baru pindah ke unit ini") == ()

    def test_every_category_has_its_words(self):
        assert set(DECLINE_LABELS) == set(DeclineCategory)


def test_the_buttons_follow_the_state_of_the_task():
    assert task_actions(make_task(), BEFORE) == ["submit", "decline"]
    assert task_actions(make_task(source="superior"), BEFORE) == ["submit"]
    assert task_actions(make_task(status=TaskStatus.SUBMITTED, form_sent=True), BEFORE) == ["reopen"]
    assert task_actions(make_task(), DEADLINE) == []


class TestAnswers:
    def test_a_complete_form_has_no_faults(self):
        assert check_answers(FORM | {"7": 0, "8": 1, "9": 5}, 21) == ()

    @pytest.mark.parametrize("answer", [-1, 6, 5.5, 4.0, 5.9, True, "4", "NaN", float("nan"), [4], {}, 10**30])
    def test_anything_but_a_whole_number_from_0_to_5_is_a_fault_of_its_item(self, answer):
        assert codes(check_answers(FORM | {"7": answer}, 21)) == [("/answers/7", "answer_range")]

    @pytest.mark.parametrize("item", ["0", "22", "01", "-1", "x", ""])
    def test_an_unknown_item_is_a_fault(self, item):
        assert codes(check_answers(FORM | {item: 4}, 21)) == [(f"/answers/{item}", "unknown_item")]

    def test_a_pointer_escapes_what_a_pointer_must_escape(self):
        assert codes(check_answers(FORM | {"a/b~c": 4}, 21)) == [("/answers/a~1b~0c", "unknown_item")]

    def test_an_unanswered_item_is_a_fault_and_cannot_judge_is_an_answer(self):
        form = {item: answer for item, answer in FORM.items() if item != "3"} | {"5": None, "6": 0}
        assert codes(check_answers(form, 21)) == [("/answers/3", "missing_answer"), ("/answers/5", "missing_answer")]
        assert missing_answers(form, 21) == [3, 5]

    def test_faults_come_in_the_order_of_the_items(self):
        form = {**FORM, "10": 9, "2": 9, "z": 1}
        assert [fault.pointer for fault in check_answers(form, 21)] == ["/answers/2", "/answers/10", "/answers/z"]

    def test_a_draft_may_leave_items_out_but_not_hold_nonsense(self):
        assert check_answers({"1": 3, "2": None}, 21, draft=True) == ()
        faults = codes(check_answers({"1": 6, "99": 3}, 21, draft=True))
        assert faults == [("/answers/1", "answer_range"), ("/answers/99", "unknown_item")]

    @given(st.lists(st.integers(0, 5), min_size=1, max_size=40))
    def test_a_stored_form_is_one_byte_per_item_and_comes_back_as_it_was_sent(self, given_answers):
        form = {str(number): answer for number, answer in enumerate(given_answers, start=1)}
        shuffled = dict(sorted(form.items(), key=lambda entry: entry[0], reverse=True))
        stored = pack_answers(shuffled, len(form))
        assert stored == bytes(given_answers)
        assert unpack_answers(stored) == form


class TestWhatWillNotCount:
    values = tuple(ValueItems(f"V{n}", (3 * n + 1, 3 * n + 2, 3 * n + 3), 2) for n in range(7))

    def test_a_value_with_two_of_three_judged_items_counts(self):
        assert not_counted(FORM | {"1": 0}, self.values, 5) == NotCounted((), False)
        result = not_counted(FORM | {"1": 0, "4": 0, "5": 0}, self.values, 5)
        assert (result.values, result.whole_form) == (("V1",), False)

    def test_a_form_with_four_of_seven_values_does_not_count(self):
        five = FORM | {item: 0 for item in ("1", "2", "4", "5")}
        assert not_counted(five, self.values, 5).whole_form is False
        four = five | {"7": 0, "8": 0}
        assert not_counted(four, self.values, 5).whole_form is True

    def test_items_without_an_answer_yet_are_not_judged(self):
        assert not_counted({}, self.values, 5).values == tuple(value.code for value in self.values)


class TestQuestions:
    def test_a_form_with_one_answer_throughout_is_asked_about(self):
        (question,) = questions_before_sending(FORM)
        assert "nilai yang sama" in question.id

    def test_a_form_that_judges_nothing_is_shown_the_way_to_decline(self):
        (question,) = questions_before_sending({item: 0 for item in FORM})
        assert "menolak" in question.id

    def test_a_form_with_any_difference_is_not_asked_about(self):
        assert questions_before_sending(FORM | {"21": 5}) == []
        assert questions_before_sending({}) == []


class TestComments:
    def test_typing_habits_are_evened_out(self):
        assert (
            normalise_comment("  “Cepat”\u00a0 dan\r\n\r\nramah…  –  ‘sip’\u200b ") == "\"Cepat\" dan ramah... - 'sip'"
        )

    def test_composed_and_decomposed_letters_are_the_same(self):
        assert normalise_comment("cafe\u0301") == normalise_comment("café") == "café"

    def test_an_invisible_character_does_not_keep_letters_apart(self):
        assert normalise_comment("caf\u0065\u200b\u0301") == "caf\u00e9"

    def test_direction_marks_and_controls_disappear(self):
        assert normalise_comment("ba\u202eik\x00\x07\ufeff") == "baik"

    @given(st.text())
    def test_normalising_twice_changes_nothing(self, text):
        assert normalise_comment(normalise_comment(text)) == normalise_comment(text)

    def test_length_is_counted_after_normalising(self):
        assert check_comment("a" * 2_000 + "   ", "/comments/KP") == ()
        assert codes(check_comment("a" * 2_001, "/comments/KP")) == [("/comments/KP", "comment_too_long")]

    @pytest.mark.parametrize("text", ["Pak BUDI sering membantu", "terima kasih, Santoso!", "budi."])
    def test_a_persons_name_is_warned_of(self, text):
        assert [warning.en for warning in comment_warnings(text, ["Budi Santoso"])] != []

    def test_a_word_that_only_contains_a_name_is_not_warned_of(self):
        assert comment_warnings("Berbudi luhur dan santosoan", ["Budi Santoso"]) == []
        assert comment_warnings("di kantor", ["Di Ar"]) == []

    @pytest.mark.parametrize(
        "text", ["hubungi 0812-3456-7890", "+62 812 3456 789", "199001012015031001", "(061) 685 1234"]
    )
    def test_a_telephone_number_or_nip_is_warned_of(self, text):
        assert len(comment_warnings(text, [])) == 1

    @pytest.mark.parametrize("text", ["pada 12-12-2026", "melayani 1.250 warga", "tahun 2025 dan 2026"])
    def test_dates_and_counts_are_not_warned_of(self, text):
        assert comment_warnings(text, []) == []


class TestReceipts:
    @given(st.binary(min_size=8, max_size=16))
    def test_a_receipt_is_read_back_however_it_is_typed(self, chance):
        receipt = receipt_code(chance)
        assert len(receipt) == 11
        assert read_receipt(receipt) == receipt
        assert read_receipt(" " + receipt.lower().replace("-", "").replace("0", "o").replace("1", "l")) == receipt

    @given(st.binary(min_size=8, max_size=8), st.integers(0, 8), st.sampled_from(ALPHABET))
    def test_one_wrong_character_is_always_noticed(self, chance, place, char):
        code = list(receipt_code(chance).replace("-", ""))
        if code[place] != char:
            code[place] = char
            assert read_receipt("".join(code)) is None

    @given(st.binary(min_size=8, max_size=8), st.integers(0, 7))
    def test_two_neighbours_changed_about_are_always_noticed(self, chance, place):
        code = list(receipt_code(chance).replace("-", ""))
        if code[place] != code[place + 1]:
            code[place], code[place + 1] = code[place + 1], code[place]
            assert read_receipt("".join(code)) is None

    @pytest.mark.parametrize("text", ["", "ABCD-EFGH", "not a receipt", "UUUU-VVVV-0", "0000-0000-00", "０" * 9])
    def test_other_texts_are_no_receipts(self, text):
        assert read_receipt(text) is None

    def test_a_receipt_needs_enough_chance(self):
        with pytest.raises(ValueError, match="random"):
            receipt_code(b"1234567")


class TestWhoWillSee:
    def test_a_peer_is_told_the_thresholds_in_force(self):
        seen = who_will_see("peer", Thresholds(means=4, details=6, comments=7))
        answers = " ".join(text.id for text in seen.answers)
        assert "sedikitnya 4 lembar" in answers
        assert "sedikitnya 6 jawaban" in answers
        assert "sedikitnya 7 orang" in " ".join(text.id for text in seen.comments)

    def test_a_peer_is_told_that_nobody_sees_his_form_and_that_unanimity_tells(self):
        answers = " ".join(text.id for text in who_will_see("peer", Thresholds()).answers)
        assert "tidak dilihat siapa pun" in answers
        assert "jawaban yang sama" in answers
        assert "dua pejabat" in answers

    def test_the_person_rated_and_his_assessor_are_never_told_signals(self):
        assert not READERS[Part.SIGNALS] & {Reader.SELF, Reader.ASSESSOR}

    def test_a_self_evaluation_says_when_the_superior_reads_it(self):
        seen = who_will_see("self", Thresholds())
        assert "setelah ia mengirim lembarnya sendiri" in seen.answers[0].id
        assert "pejabat penilainya" in seen.answers[1].id
        assert "pegawai yang dinilai" not in seen.answers[1].id

    def test_a_superior_is_told_that_his_answers_carry_his_name(self):
        seen = who_will_see("superior", Thresholds())
        assert "sebagai jawaban Anda" in seen.answers[1].id
        assert "pegawai yang dinilai" in seen.answers[1].id

    def test_a_source_one_does_not_know_is_anonymous(self):
        assert [is_anonymous(source) for source in ("self", "superior", "peer", "subordinate", "new")] == [
            False,
            False,
            True,
            True,
            True,
        ]
        assert who_will_see("subordinate", Thresholds()) == who_will_see("peer", Thresholds())

    @pytest.mark.parametrize("source", ["self", "superior", "peer", "subordinate"])
    def test_every_sentence_is_complete_in_both_languages(self, source):
        seen = who_will_see(source, Thresholds())
        for text in (*seen.answers, *seen.comments):
            assert text.id != text.en
            assert "{" not in text.id + text.en

    @pytest.mark.parametrize("name", ["means", "details", "comments", "units"])
    def test_no_policy_lowers_a_threshold_below_three(self, name):
        assert getattr(Thresholds(**{name: 3}), name) == 3
        with pytest.raises(ValueError, match="3"):
            Thresholds(**{name: 2})
