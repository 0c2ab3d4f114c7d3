"""Batas usia pensiun (BUP): when a post ends by age, and how many whole months are left."""

from collections.abc import Mapping
from datetime import date

from api.instruments.competencies import PositionGroup

# UU 20/2023 Pasal 55; for functional posts the regulations on their grades.
RETIREMENT_AGES: Mapping[PositionGroup, int] = {
    PositionGroup.JPT_PRATAMA: 60,
    PositionGroup.ADMINISTRATOR: 58,
    PositionGroup.PENGAWAS: 58,
    PositionGroup.PELAKSANA: 58,
    PositionGroup.JF_AHLI_UTAMA: 65,
    PositionGroup.JF_AHLI_MADYA: 60,
    PositionGroup.JF_AHLI_MUDA: 58,
    PositionGroup.JF_AHLI_PERTAMA: 58,
    PositionGroup.JF_PENYELIA: 58,
    PositionGroup.JF_MAHIR: 58,
    PositionGroup.JF_TERAMPIL: 58,
    PositionGroup.JF_PEMULA: 58,
}


def retirement_age(position_group: str) -> int:
    """The age in years at which a holder of such a post retires; ValueError if the group is unknown."""
    return RETIREMENT_AGES[PositionGroup(position_group)]


def retirement_date(born: date, position_group: str) -> date:
    """The first day of the month after the birthday on which the age is reached (TMT pensiun)."""
    year, month = born.year + retirement_age(position_group), born.month
    return date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)


def months_to_retirement(born: date, position_group: str, on: date) -> int:
    """Whole months from a day to retirement; below 0 once it is past."""
    return whole_months(on, retirement_date(born, position_group))


def whole_months(start: date, end: date) -> int:
    """Months that are over between two days: 15 January to 14 March is one."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
