"""Numbers of papers, days in words, and what counts as a scan."""

from datetime import date

import pytest

from api.documents.rules import check_pattern, document_number, short_fingerprint
from api.documents.words import NOT_SCORED_WORDS, day_in_words, day_text, number_words
from api.kit.scans import scan_type
from api.rounds.reasons import MOVED, ExclusionReason, LeavingReason


class TestNumbers:
    @pytest.mark.parametrize(
        ("pattern", "number"),
        [
            ("800/{number}/KMM/{year}", "800/17/KMM/2026"),
            ("{number}/BA/{month_roman}/{year}", "17/BA/IX/2026"),
            ("{year}.{number}", "2026.17"),
        ],
    )
    def test_a_number_follows_its_pattern(self, pattern: str, number: str) -> None:
        assert check_pattern(pattern) == ()
        assert document_number(pattern, 17, date(2026, 9, 5)) == number

    @pytest.mark.parametrize(
        "pattern",
        ["800/KMM/{year}", "800/{number}", "{number}/{year}/{unit}", "{number}/{year}/{", "{number!r}/{year}", "{number}{}{year}"],
    )  # fmt: skip
    def test_a_pattern_that_would_repeat_numbers_or_cannot_be_filled_is_refused(self, pattern: str) -> None:
        assert [fault.code for fault in check_pattern(pattern)] == ["number_pattern"]


class TestWords:
    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (0, "nol"),
            (10, "sepuluh"),
            (11, "sebelas"),
            (15, "lima belas"),
            (20, "dua puluh"),
            (24, "dua puluh empat"),
            (100, "seratus"),
            (111, "seratus sebelas"),
            (1000, "seribu"),
            (1999, "seribu sembilan ratus sembilan puluh sembilan"),
            (2026, "dua ribu dua puluh enam"),
            (100_000, "seratus ribu"),
        ],
    )
    def test_numbers_in_words(self, number: int, words: str) -> None:
        assert number_words(number) == words

    def test_a_number_beyond_the_words_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="range"):
            number_words(1_000_000)

    def test_a_day_in_words_and_in_short(self) -> None:
        day = date(2026, 11, 24)
        assert (
            day_in_words(day)
            == "Selasa, tanggal dua puluh empat, bulan November, tahun dua ribu dua puluh enam"
        )  # fmt: skip
        assert day_text(day) == "24 November 2026"

    def test_every_reason_for_not_being_scored_has_its_word(self) -> None:
        codes = {*(one.value for one in ExclusionReason), *(one.value for one in LeavingReason), MOVED}
        assert codes - set(NOT_SCORED_WORDS) == set()


class TestScans:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (b"%PDF-1.7\n...", "application/pdf"),
            (b"\xff\xd8\xff\xe0JFIF", "image/jpeg"),
            (b"\x89PNG\r\n\x1a\n....", "image/png"),
            (b"<html>%PDF-1.7", None),
            (b" %PDF-1.7", None),
            (b"GIF89a", None),
            (b"", None),
        ],
    )
    def test_the_first_bytes_say_what_a_file_is(self, content: bytes, kind: str | None) -> None:
        assert scan_type(content) == kind

    def test_a_fingerprint_is_short_enough_to_compare_by_eye(self) -> None:
        assert short_fingerprint("0123456789abcdef" * 4) == "0123 4567 89AB CDEF"
