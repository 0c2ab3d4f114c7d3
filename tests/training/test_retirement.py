from datetime import date

import pytest

from api.training.retirement import months_to_retirement, retirement_age, retirement_date, whole_months


class TestRetirement:
    @pytest.mark.parametrize(
        ("group", "age"),
        [
            ("pelaksana", 58),
            ("pengawas", 58),
            ("administrator", 58),
            ("jpt_pratama", 60),
            ("jf_ahli_muda", 58),
            ("jf_ahli_madya", 60),
            ("jf_ahli_utama", 65),
        ],
    )
    def test_age_follows_the_position_group(self, group: str, age: int) -> None:
        assert retirement_age(group) == age

    def test_it_begins_on_the_first_of_the_month_after_the_birthday(self) -> None:
        assert retirement_date(date(1968, 12, 3), "pelaksana") == date(2027, 1, 1)
        assert retirement_date(date(1968, 2, 29), "pelaksana") == date(2026, 3, 1)

    def test_only_whole_months_count(self) -> None:
        assert months_to_retirement(date(1969, 11, 20), "pelaksana", date(2026, 12, 1)) == 12
        assert months_to_retirement(date(1969, 11, 20), "pelaksana", date(2026, 12, 2)) == 11
        assert months_to_retirement(date(1966, 1, 1), "pelaksana", date(2026, 12, 2)) < 0
        assert whole_months(date(2026, 1, 15), date(2026, 3, 14)) == 1

    def test_an_unknown_group_is_refused(self) -> None:
        with pytest.raises(ValueError, match="fungsional"):
            retirement_age("fungsional")
