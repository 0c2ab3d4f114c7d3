from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.employees.roster_cells import clean, read_date
from api.kit.spreadsheets.writing import neutralise


class TestCells:
    def test_dates_are_read_in_their_usual_forms(self) -> None:
        for text in ("01-10-2024", "1/10/2024", "01.10.2024", "01 10 2024", "2024-10-01", "2024-10-01 00:00:00"):
            assert read_date(text) == date(2024, 10, 1)

    @pytest.mark.parametrize("text", ["45566", "1 Oktober 2024", "10-2024", "", "٠١-١٠-٢٠٢٤"])
    def test_other_forms_are_no_dates(self, text: str) -> None:
        assert read_date(text) is None

    @pytest.mark.parametrize("text", ["31-02-2021", "29-02-2023", "00-01-2020", "2020-13-01", "01-01-0000"])
    def test_dates_that_do_not_exist_are_told_apart(self, text: str) -> None:
        with pytest.raises(ValueError):
            read_date(text)

    def test_cleaning_removes_what_nobody_sees(self) -> None:
        assert clean("\ufeff Siti\u00a0 \t Zu\u200bbai\u202edah\n") == "Siti Zubaidah"

    def test_cleaning_joins_letters_and_their_marks(self) -> None:
        assert clean("Zubai\u0308dah") == "Zubaïdah"

    def test_cleaning_takes_off_the_apostrophe_of_our_own_exports_only(self) -> None:
        assert clean(neutralise("=1+1")) == "=1+1"
        assert clean("'Aisyah") == "'Aisyah"

    @given(st.text())
    def test_cleaning_twice_changes_nothing_more(self, text: str) -> None:
        assert clean(clean(text)) == clean(text)
