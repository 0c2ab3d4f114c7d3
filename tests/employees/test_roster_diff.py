import csv
import io
from dataclasses import fields, replace
from datetime import date

import pytest

from api.employees.roster import Roster, read_roster
from api.employees.roster_columns import ROSTER_COLUMNS
from api.employees.roster_diff import (
    FROM_CELLS,
    FROM_THE_STRUCTURE,
    CurrentEmployee,
    EmployeeFacts,
    PlannedEmployee,
    RosterDiff,
    diff_roster,
    planned_employees,
)
from api.employees.roster_report import findings_csv
from api.employees.structure_plan import plan_structure
from tests.employees.rosters import TODAY, nip, roster_of, sample

EVERY_FIELD = frozenset(ROSTER_COLUMNS)


def planned(row: int = 2, **facts: object) -> PlannedEmployee:
    return PlannedEmployee(
        **{"row": row, "nip": nip(1), "name": "BUDI", "unit": "Seksi A", "position": "Klerek", **facts}
    )


def current(**facts: object) -> CurrentEmployee:
    return CurrentEmployee(**{"nip": nip(1), "name": "BUDI", "unit": "Seksi A", "position": "Klerek", **facts})


def changes(before: CurrentEmployee, after: PlannedEmployee, listed: frozenset[str] = EVERY_FIELD) -> dict[str, tuple]:
    diff = diff_roster([before], [after], fields=listed)
    return {change.name: (change.old, change.new) for entry in diff.changed for change in entry.changes}


def imported(people: tuple[PlannedEmployee, ...]) -> list[CurrentEmployee]:
    """What the system holds after these were taken over."""
    return [
        CurrentEmployee(**{field.name: getattr(person, field.name) for field in fields(EmployeeFacts)})
        for person in people
    ]


def diff_of(roster: Roster, before: list[CurrentEmployee]) -> RosterDiff:
    people = planned_employees(roster, plan_structure(roster))
    return diff_roster(before, people, fields=roster.fields, listed_nips=roster.listed_nips)


class TestSample:
    @pytest.mark.parametrize("name", ["clean.csv", "clean.xlsx"])
    def test_an_empty_office_gets_everybody_and_a_second_run_changes_nothing(self, name: str) -> None:
        roster = read_roster(sample(name), today=TODAY)
        first = diff_of(roster, [])
        assert (len(first.created), first.changed, first.absent) == (84, (), ())
        second = diff_of(roster, imported(first.created))
        assert (second.created, second.changed, len(second.unchanged), second.absent) == ((), (), 84, ())

    def test_the_faulty_list_calls_nobody_absent_whose_number_it_names(self) -> None:
        clean = read_roster(sample("clean.csv"), today=TODAY)
        messy = read_roster(sample("messy.csv"), today=TODAY)
        diff = diff_of(messy, imported(diff_of(clean, []).created))
        unreadable = {row.nip.digits for row in clean.rows if row.number in messy.unreadable}
        assert {employee.nip for employee in diff.absent} == unreadable
        assert diff.created == ()
        assert {(e.planned.row, c.name) for e in diff.changed for c in e.changes} == {(39, "name"), (40, "position")}

    def test_planned_people_carry_what_the_list_says(self) -> None:
        roster = read_roster(sample("clean.csv"), today=TODAY)
        secretary = planned_employees(roster, plan_structure(roster))[1]
        assert (secretary.row, secretary.unit_parent, secretary.superior_nip, secretary.rank) == (
            3,
            "Kecamatan Medan Marelan",
            "197109041999011001",
            "III/d",
        )


class TestChanged:
    def test_old_and_new_are_named_by_field(self) -> None:
        before = current(rank="III/a", rank_since=date(2020, 4, 1), position="Klerek")
        after = planned(rank="III/b", rank_since=date(2024, 4, 1), position="Operator")
        assert changes(before, after) == {
            "rank": ("III/a", "III/b"),
            "rank_since": (date(2020, 4, 1), date(2024, 4, 1)),
            "position": ("Klerek", "Operator"),
        }

    @pytest.mark.parametrize("name", [*FROM_CELLS, *FROM_THE_STRUCTURE])
    def test_every_field_is_compared(self, name: str) -> None:
        value = date(2024, 1, 1) if name in ("rank_since", "appointed_on", "position_since") else "plt"
        assert set(changes(current(), planned(**{name: value}))) == {name}

    def test_every_fact_is_compared_or_is_the_number_itself(self) -> None:
        assert {field.name for field in fields(EmployeeFacts)} == {"nip", *FROM_CELLS, *FROM_THE_STRUCTURE}

    @pytest.mark.parametrize("name", FROM_CELLS)
    def test_a_column_the_list_lacks_changes_nothing(self, name: str) -> None:
        value = date(2024, 1, 1) if name in ("rank_since", "appointed_on", "position_since") else "lain"
        assert changes(current(), planned(**{name: value}), EVERY_FIELD - {name}) == {}

    def test_an_empty_cell_changes_nothing(self) -> None:
        before = current(
            rank="III/a", email="budi@marelan.example", education="S-1", superior_nip=nip(2), unit_parent="X"
        )
        assert changes(before, planned()) == {}

    def test_capitals_of_units_posts_and_addresses_make_no_difference(self) -> None:
        before = current(unit="SEKSI A", position="KLEREK", email="Budi@Marelan.example")
        assert changes(before, planned(email="budi@marelan.example")) == {}

    def test_capitals_of_a_name_do(self) -> None:
        assert changes(current(name="Budi"), planned()) == {"name": ("Budi", "BUDI")}

    def test_who_had_left_and_is_listed_again_comes_back(self) -> None:
        assert changes(current(is_active=False), planned()) == {"is_active": (False, True)}


class TestAbsent:
    def test_active_people_in_no_row_are_absent(self) -> None:
        before = [current(), current(nip=nip(2)), current(nip=nip(3), is_active=False)]
        diff = diff_roster(before, [planned()], fields=EVERY_FIELD)
        assert [employee.nip for employee in diff.absent] == [nip(2)]

    def test_who_stands_in_a_refused_row_is_not_absent(self) -> None:
        roster = roster_of({}, {"name": ""})
        assert diff_of(roster, [current(nip=nip(2))]).absent == ()

    def test_one_person_with_a_new_number_is_pointed_out(self) -> None:
        new = nip(1, appointed="202621")
        diff = diff_roster([current(name="Budi")], [planned(nip=new)], fields=EVERY_FIELD)
        assert [(old.nip, person.nip) for old, person in diff.renumbered] == [(nip(1), new)]

    def test_another_person_of_the_same_name_is_not(self) -> None:
        other = nip(1, birth="19910101")
        assert diff_roster([current()], [planned(nip=other)], fields=EVERY_FIELD).renumbered == ()


class TestPrivacy:
    def test_neither_people_nor_changes_print_what_they_hold(self) -> None:
        diff = diff_roster([current(name="SITI")], [planned()], fields=EVERY_FIELD)
        for text in (repr(diff.changed), repr(planned()), repr(replace(current(), name="SITI"))):
            assert "SITI" not in text
            assert "BUDI" not in text
            assert nip(1) not in text


class TestFindingsCsv:
    def rows(self, roster: Roster, language: str = "id") -> list[list[str]]:
        text = findings_csv(roster.findings, language).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))

    def test_each_finding_is_a_line_with_row_column_code_message_and_remedy(self) -> None:
        rows = self.rows(roster_of({"rank": "V/z"}))
        assert rows == [
            ["Baris", "Kolom", "Tingkat", "Kode", "Pesan", "Perbaikan"],
            [
                "2",
                "GOL AKHIR NAMA",
                "kesalahan",
                "unknown_rank",
                "Golongan ini tidak ada untuk jenis pegawai tersebut.",
                "PNS: I/a sampai IV/e. PPPK: I sampai XVII.",
            ],
        ]

    def test_it_is_told_in_english_as_well(self) -> None:
        rows = self.rows(roster_of({"rank": "V/z"}), "en")
        assert rows[0][2] == "Severity"
        assert rows[1][2:4] == ["error", "unknown_rank"]

    def test_the_faulty_sample_gives_a_line_for_every_finding(self) -> None:
        roster = read_roster(sample("messy.xlsx"), today=TODAY)
        assert len(self.rows(roster)) == 1 + len(roster.findings)
