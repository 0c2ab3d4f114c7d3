"""What a form may hold and what is said of it: answers, what will not count, comments, receipts, who will see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.assignments.answers import NotCounted, ValueItems, pack_answers, unpack_answers
from api.assignments.receipts import ALPHABET
from api.assignments.rules import (
    Thresholds,
    check_answers,
    check_comment,
    comment_warnings,
    missing_answers,
    normalise_comment,
    not_counted,
    questions_before_sending,
    read_receipt,
    receipt_code,
    who_will_see,
)
from api.assignments.who_sees import READERS, Part, Reader, is_anonymous

FORM = {str(number): 4 for number in range(1, 22)}


def code(verdict):
    return verdict.faults[0].code if verdict.faults else None


def codes(faults):
    return [(fault.pointer, fault.code) for fault in faults]


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
