"""Days that count: the window for objecting, holidays, and the period a round is about."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from api.rounds.deadlines import end_of_day, last_day, receipt_at, working_days_after
from api.rounds.rules import (
    PeriodType,
    automatic_receipt_at,
    holiday_warnings,
    is_final,
    objection_deadline,
    period,
    suggest_period,
)

WIB = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 12, 15, 5, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


class TestObjectionWindow:
    def test_the_fourteenth_day_after_receipt_is_included_whole(self):
        received = datetime(2027, 3, 1, 16, 59, 59, tzinfo=UTC)  # 23.59.59 WIB on 1 March
        assert objection_deadline(received, 14, WIB) == datetime(2027, 3, 15, 17, 0, tzinfo=UTC)

    def test_a_second_after_midnight_the_window_lasts_a_day_longer(self):
        received = datetime(2027, 3, 1, 17, 0, 0, tzinfo=UTC)  # 0.00 WIB on 2 March
        assert objection_deadline(received, 14, WIB) == datetime(2027, 3, 16, 17, 0, tzinfo=UTC)

    def test_the_zone_of_the_office_decides(self):
        received = datetime(2027, 3, 1, 15, 30, tzinfo=UTC)  # 22.30 WIB on the 1st, 0.30 WIT on the 2nd
        assert last_day(objection_deadline(received, 14, WIB), WIB) == date(2027, 3, 15)
        jayapura = ZoneInfo("Asia/Jayapura")
        assert last_day(objection_deadline(received, 14, jayapura), jayapura) == date(2027, 3, 16)

    def test_a_result_nobody_opened_is_received_automatically(self):
        assert receipt_at(None, NOON, 3, NOON + 3 * DAY - SECOND) is None
        assert receipt_at(None, NOON, 3, NOON + 3 * DAY) == automatic_receipt_at(NOON, 3) == NOON + 3 * DAY

    def test_reading_later_than_the_automatic_receipt_does_not_move_the_clock(self):
        assert receipt_at(NOON + DAY, NOON, 3, NOON + 9 * DAY) == NOON + DAY
        assert receipt_at(NOON + 8 * DAY, NOON, 3, NOON + 9 * DAY) == NOON + 3 * DAY

    def test_a_result_is_final_when_its_window_is_over_and_no_objection_is_open(self):
        over = objection_deadline(NOON, 14, WIB)

        def final(*, now=over, received_at=NOON, open_objections=0, ruled=False):
            return is_final(
                received_at=received_at,
                objection_days=14,
                zone=WIB,
                open_objections=open_objections,
                ruled=ruled,
                now=now,
            )

        assert final()
        assert not final(now=over - SECOND)
        assert not final(open_objections=1)
        assert not final(received_at=None)
        assert final(now=NOON, ruled=True)
        assert not final(ruled=True, open_objections=1)


class TestHolidays:
    holidays = {date(2026, 12, 25): "Hari Raya Natal"}  # noqa: RUF012 - read only

    def test_a_deadline_on_a_working_day_raises_no_warning(self):
        assert holiday_warnings(end_of_day(date(2026, 12, 24), WIB), self.holidays, WIB) == ()

    def test_a_holiday_is_named(self):
        warnings = holiday_warnings(end_of_day(date(2026, 12, 25), WIB), self.holidays, WIB)
        assert ["Hari Raya Natal" in warning.id for warning in warnings] == [True]

    def test_midnight_after_a_sunday_belongs_to_the_sunday(self):
        (warning,) = holiday_warnings(end_of_day(date(2026, 12, 27), WIB), self.holidays, WIB)
        assert "Minggu" in warning.id
        assert "Sunday" in warning.en

    def test_five_working_days_step_over_the_weekend_and_the_holiday(self):
        start = datetime(2026, 12, 22, 3, 0, tzinfo=UTC)  # Tuesday
        assert last_day(working_days_after(start, 5, self.holidays, WIB), WIB) == date(2026, 12, 30)


class TestPeriods:
    def test_the_last_quarter_of_2026_is_called_triwulan_iv_2026(self):
        assert period(PeriodType.TRIWULAN, 2026, 4) == (date(2026, 10, 1), date(2026, 12, 31), "Triwulan IV 2026")

    def test_half_years_and_years_have_their_names_too(self):
        assert period(PeriodType.SEMESTER, 2026, 2) == (date(2026, 7, 1), date(2026, 12, 31), "Semester II 2026")
        assert period(PeriodType.TAHUNAN, 2026) == (date(2026, 1, 1), date(2026, 12, 31), "Tahunan 2026")

    @pytest.mark.parametrize(("kind", "number"), [("triwulan", 5), ("semester", 3), ("tahunan", 2), ("triwulan", 0)])
    def test_a_year_has_no_fifth_quarter(self, kind, number):
        with pytest.raises(ValueError, match="no"):
            period(PeriodType(kind), 2026, number)

    @pytest.mark.parametrize(
        ("today", "name"),
        [
            (date(2026, 11, 29), "Triwulan III 2026"),
            (date(2026, 11, 30), "Triwulan IV 2026"),
            (date(2027, 1, 20), "Triwulan IV 2026"),
            (date(2027, 3, 1), "Triwulan I 2027"),
            (date(2027, 2, 27), "Triwulan IV 2026"),
        ],
    )
    def test_the_suggested_period_is_over_or_ends_within_a_month(self, today, name):
        assert suggest_period(PeriodType.TRIWULAN, today).name == name

    def test_in_january_the_year_before_is_suggested_for_the_annual_round(self):
        assert suggest_period(PeriodType.TAHUNAN, date(2027, 1, 10)).name == "Tahunan 2026"
