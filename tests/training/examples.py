"""Evidence and activities for the tests: every value at 4.0 unless a test says otherwise."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from api.training.catalogue import Activity, ActivityKind, Audience
from api.training.evidence import Evidence, ItemEvidence, LevelEvidence, ValueEvidence
from api.training.rules import Learner

AS_OF = date(2026, 11, 24)
COMPETENCIES = {"BP": (5,), "AK": (1,), "KP": (6,), "HM": (9, 2), "LY": (1, 9), "AD": (7, 8), "KB": (2, 3)}
STAFF = Learner("pelaksana", "Pengadministrasi Perkantoran, Seksi Kesejahteraan Sosial")


def F(figure: str) -> Fraction:
    return Fraction(figure)


def value(
    code: str, mean: str, *, peers: int = 5, superior: str | None = None, items: tuple[ItemEvidence, ...] = ()
) -> ValueEvidence:
    return ValueEvidence(code, COMPETENCIES[code], F(mean), F(superior or mean), peers, items)


def item(number: int, mean: str, *competencies: int, answers: int = 5) -> ItemEvidence:
    return ItemEvidence(number, competencies, F(mean), answers)


def evidence(*values: ValueEvidence, levels: tuple[LevelEvidence, ...] = ()) -> Evidence:
    given = {one.code: one for one in values}
    return Evidence(tuple(given.get(code, value(code, "4")) for code in COMPETENCIES), levels)


def activity(code: str, kind: ActivityKind = ActivityKind.FORMAL, **fields: object) -> Activity:
    made = Activity(code, code, kind, "technical", "", ("KB",), {3: 1}, Audience(), "", None)
    return replace(made, **fields)  # type: ignore[arg-type]  # the fields a test is about


KB_20 = value("KB", "2.8", items=(item(19, "3.1", 2, 3), item(20, "2.7", 3, 2), item(21, "2.75", 2, 8)))
