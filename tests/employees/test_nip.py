from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.employees.nip import NipRefused, appointed_late, format_nip, mask_nip, parse_nip

TODAY = date(2026, 11, 24)
PNS = "199001012015031001"
PPPK = "199709162023212001"


def code(text: str) -> str:
    with pytest.raises(NipRefused) as caught:
        parse_nip(text, today=TODAY)
    return caught.value.code


class TestParseNip:
    def test_the_number_of_a_pns_tells_birth_appointment_and_sex(self) -> None:
        nip = parse_nip(PNS, today=TODAY)
        assert (nip.birth_date, nip.appointed_year, nip.appointed_month) == (date(1990, 1, 1), 2015, 3)
        assert (nip.employment, nip.sex, nip.serial, nip.contract_code) == ("pns", "m", 1, None)

    def test_the_number_of_a_pppk_has_a_contract_code_instead_of_a_month(self) -> None:
        nip = parse_nip(PPPK, today=TODAY)
        assert (nip.employment, nip.contract_code, nip.appointed_month, nip.sex) == ("pppk", 21, None, "f")

    def test_nothing_is_added_to_the_day_of_birth_of_women(self) -> None:
        assert parse_nip("198412312010012003", today=TODAY).birth_date == date(1984, 12, 31)
        assert code("198412712010012003") == "nip_birth_date"

    @pytest.mark.parametrize(
        "text",
        [
            "19900101 201503 1 001",
            "'199001012015031001",
            "’199001012015031001",
            "19900101.201503.1.001",
            " 19900101\xa0201503\xa01\xa0001 ",
        ],
    )
    def test_spaces_dots_and_the_apostrophe_of_excel_are_removed(self, text: str) -> None:
        assert parse_nip(text, today=TODAY).digits == PNS

    @pytest.mark.parametrize("text", ["1,98603E+17", "1.98603E+17", "1.98603252007032e+17", "'1,98603E+17", "2E17"])
    def test_scientific_notation_is_refused_as_such(self, text: str) -> None:
        assert code(text) == "nip_scientific_notation"

    @pytest.mark.parametrize(
        "text",
        [
            "19900101201503100A",
            "199001012015-31001",
            "١٩٩٠٠١٠١٢٠١٥٠٣١٠٠١",
            "１９９００１０１２０１５０３１００１",
            "19900101²015031001",
        ],
    )
    def test_only_ascii_digits_are_digits(self, text: str) -> None:
        assert code(text) == "nip_not_digits"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", "nip_empty"),
            (" ' ", "nip_empty"),
            (PNS[:-1], "nip_17_digits"),
            ("132123456", "nip_old_9_digits"),
            (PNS + "0", "nip_length"),
            (PNS[:-2], "nip_length"),
        ],
    )
    def test_the_length_is_checked(self, text: str, expected: str) -> None:
        assert code(text) == expected

    @pytest.mark.parametrize("birth", ["19900230", "19901301", "19900100", "00000101", "19010229"])
    def test_a_birth_date_must_exist(self, birth: str) -> None:
        assert code(birth + "2015031001") == "nip_birth_date"

    def test_leap_days_exist_in_leap_years_only(self) -> None:
        assert parse_nip("198802292015031001", today=TODAY).birth_date == date(1988, 2, 29)
        assert code("198902292015031001") == "nip_birth_date"

    def test_a_birth_year_lies_between_1940_and_eighteen_years_ago(self) -> None:
        assert parse_nip("194001011960031001", today=TODAY).birth_date.year == 1940
        assert code("193912311960031001") == "nip_birth_year"
        assert parse_nip("200812312026031001", today=TODAY).birth_date.year == 2008
        assert code("200901012027031001") == "nip_birth_year"

    def test_nobody_is_appointed_before_seventeen_or_after_next_year(self) -> None:
        assert parse_nip("199001012007031001", today=TODAY).appointed_year == 2007
        assert code("199001012006031001") == "nip_appointment_year"
        assert parse_nip("199001012027031001", today=TODAY).appointed_year == 2027
        assert code("199001012028031001") == "nip_appointment_year"

    def test_the_age_at_appointment_is_at_most_sixty(self) -> None:
        assert parse_nip("196001012020212001", today=TODAY).appointed_year == 2020
        assert code("195901012020212001") == "nip_appointment_age"

    @pytest.mark.parametrize(("month", "employment"), [("01", "pns"), ("12", "pns"), ("21", "pppk"), ("99", "pppk")])
    def test_months_are_of_pns_and_codes_from_21_of_pppk(self, month: str, employment: str) -> None:
        assert parse_nip(f"199001012015{month}1001", today=TODAY).employment == employment

    @pytest.mark.parametrize("month", ["00", "13", "20"])
    def test_neither_month_nor_code_is_refused(self, month: str) -> None:
        assert code(f"199001012015{month}1001") == "nip_month"

    @pytest.mark.parametrize("sex", "03456789")
    def test_the_sex_is_1_or_2(self, sex: str) -> None:
        assert code(f"19900101201503{sex}001") == "nip_sex_digit"

    def test_serials_begin_at_001(self) -> None:
        assert code("199001012015031000") == "nip_serial"

    @given(st.text())
    def test_any_text_is_a_nip_or_refused(self, text: str) -> None:
        _parsed_or_refused(text)

    @given(st.text("0123456789 .,'eE+-\u00a0", max_size=24))
    def test_any_text_like_a_nip_is_a_nip_or_refused(self, text: str) -> None:
        _parsed_or_refused(text)

    @given(
        st.dates(date(1940, 1, 1), date(2008, 12, 31)),
        st.integers(17, 60),
        st.integers(1, 12) | st.integers(21, 99),
        st.sampled_from("12"),
        st.integers(1, 999),
    )
    def test_every_well_formed_number_is_read_back(
        self, birth: date, age: int, month: int, sex: str, serial: int
    ) -> None:
        year = min(birth.year + age, TODAY.year + 1)
        digits = f"{birth:%Y%m%d}{year}{month:02}{sex}{serial:03}"
        nip = parse_nip(format_nip(digits), today=TODAY)
        assert (nip.digits, nip.birth_date, nip.serial) == (digits, birth, serial)
        assert (nip.appointed_month or nip.contract_code) == month


def _parsed_or_refused(text: str) -> None:
    try:
        digits = parse_nip(text, today=TODAY).digits
    except NipRefused:
        return
    assert len(digits) == 18
    assert digits.isascii()


class TestAppointedLate:
    def test_after_46_it_is_worth_a_second_look(self) -> None:
        assert not appointed_late(parse_nip("196901012015031001", today=TODAY))
        assert appointed_late(parse_nip("196801012015031001", today=TODAY))


class TestDisplay:
    def test_a_nip_is_shown_in_its_four_groups(self) -> None:
        assert format_nip(PNS) == "19900101 201503 1 001"

    def test_what_is_no_nip_is_shown_as_it_is(self) -> None:
        assert format_nip("123") == "123"

    def test_a_mask_leaves_the_last_four_digits(self) -> None:
        assert mask_nip(PNS) == "*" * 14 + "1001"

    def test_a_mask_shows_nothing_of_a_shorter_number(self) -> None:
        assert mask_nip("132123456") == "*********"

    def test_neither_a_nip_nor_its_refusal_prints_the_digits(self) -> None:
        assert PNS[:14] not in repr(parse_nip(PNS, today=TODAY))
        with pytest.raises(NipRefused) as caught:
            parse_nip(PNS[:-1], today=TODAY)
        assert PNS[:8] not in repr(caught.value)
