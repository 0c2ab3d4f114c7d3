"""A person beside himself over the rounds, and his result in a few sentences."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.employees.models import Employee
from api.instruments.models import InstrumentVersion
from api.kit.database import Database
from api.rounds.models import Participant
from tests.factories.assignments import make_assignment, make_form
from tests.factories.instruments import make_published_version
from tests.factories.results import (
    REASON,
    Rated,
    calculate,
    make_office_with_round,
    make_work_result,
    result_of,
)
from tests.factories.rounds import make_round
from tests.results.conftest import As
from tests.statements import counted

MEETS = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
QUARTERS = [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 9, 30))]  # fmt: skip


class Story:
    """Rounds of one office, one after the other."""

    def __init__(self, db: Session, as_: As, database: Database, *, staff: int = 1) -> None:
        start, end = QUARTERS[0]
        self.first = make_office_with_round(db, staff=staff, period_start=start, period_end=end)
        self.db, self.as_, self.database = db, as_, database

    def round(self, number: int, *, version: InstrumentVersion | None = None, **given: Any) -> Rated:
        start, end = QUARTERS[number]
        version = version or self.first.version
        people = self.first.staff
        periods = {"period_start": start, "period_end": end, **given}
        round = make_round(self.db, self.first.root, people=people, version=version, status="closed", **periods)
        rated = Rated(**{**self.first.__dict__, "round": round, "participants": {}})
        for participant in self.db.scalars(select(Participant).where(Participant.round_id == round.id)):
            participant.version_id = version.id
            rated.participants[participant.employee_id] = participant
        return rated

    def finish(self, rated: Rated, *, answer: int, own: int | None = None, release: bool = True) -> str:
        """Rated by the person himself and the superior; the address of the first person's result."""
        for person in rated.staff:
            make_form(self.db, rated.of(person), "self", answers=own or answer)
            make_form(self.db, rated.of(person), "superior", answers=answer)
            make_work_result(self.db, rated.of(person), rated.hr, code=2)
        self.db.commit()
        calculate(self.database, self.as_(rated.hr), rated)
        for person in rated.staff if release else ():
            self.as_(rated.kasi).put(self.address(rated, person) + "/decision", MEETS, if_match=1)
        if release:
            self.as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})
        return self.address(rated, rated.staff[0])

    def address(self, rated: Rated, person: Employee) -> str:
        return f"/results/{result_of(self.db, rated, person).id}"


@pytest.fixture
def story(db: Session, as_: As, database: Database) -> Story:
    return Story(db, as_, database)


def test_a_persons_rounds_stand_in_a_line_with_the_change_since_the_last(story: Story, as_: As) -> None:
    story.finish(story.first, answer=3)
    address = story.finish(story.round(1), answer=4)
    story.finish(story.round(2), answer=5)
    for who in (story.first.staff[0], story.first.kasi, story.first.auditor, story.first.hr):
        trend = as_(who).get(f"{address}/trend")
        assert [point["composite"]["text"] for point in trend["points"]] == ["3,00", "4,00"]
        assert [point["comparable"] for point in trend["points"]] == [True, True]
        assert trend["points"][0]["values"]["BP"]["text"] == "3,00"
        assert (trend["change"]["text"], trend["value_changes"]["BP"]["value"]) == ("1,00", 1.0)
        assert trend["since"]["name"] == story.first.round.name


def test_a_round_measured_otherwise_is_marked_and_nothing_is_computed_from_it(
    story: Story, as_: As, db: Session
) -> None:
    """A light round asks the superior alone; another instrument asks other things."""
    story.finish(story.first, answer=3)
    story.finish(story.round(1, kind="light"), answer=4)
    address = story.finish(story.round(2, version=make_published_version(db)), answer=5)
    trend = as_(story.first.staff[0]).get(f"{address}/trend")
    assert [point["because"] for point in trend["points"]] == ["instrumen lain", "instrumen lain", None]
    assert (trend["change"], trend["since"], trend["value_changes"]) == (None, None, {})


def test_a_light_round_is_no_part_of_the_line_of_full_ones(story: Story, as_: As) -> None:
    story.finish(story.first, answer=3)
    story.finish(story.round(1, kind="light"), answer=5)
    address = story.finish(story.round(2), answer=4)
    trend = as_(story.first.staff[0]).get(f"{address}/trend", headers={"Accept-Language": "en"})
    assert [point["because"] for point in trend["points"]] == [None, "other weights, values or raters", None]
    assert trend["change"]["text"] == "1,00"


def test_what_is_not_released_or_not_his_is_in_no_line(story: Story, as_: As, db: Session) -> None:
    address = story.finish(story.first, answer=3)
    open_one = story.finish(story.round(1), answer=4, release=False)
    person, kasi = as_(story.first.staff[0]), as_(story.first.kasi)
    person.get(f"{open_one}/trend", expect=404)
    assert [point["composite"]["text"] for point in kasi.get(f"{open_one}/trend")["points"]] == ["3,00", "4,00"]
    hidden = as_(story.first.hr).get(f"{open_one}/trend")["points"][-1]
    assert (hidden["composite"], hidden["values"], hidden["shown"]["shown"]) == (None, {}, False)
    assert len(person.get(f"{address}/trend")["points"]) == 1
    as_(story.first.other_kasi).get(f"{address}/trend", expect=404)


def test_whoever_rated_the_person_sees_no_values_in_the_line(db: Session, as_: As, database: Database) -> None:
    story = Story(db, as_, database, staff=4)
    person, *colleagues = story.first.staff
    for colleague in (*colleagues[:2], story.first.camat):
        task = make_assignment(db, story.first.of(person), colleague, "peer")
        make_form(db, story.first.of(person), "peer", answers=4, assignment=task)
    address = story.finish(story.first, answer=3)
    assert as_(story.first.camat).get(f"{address}/trend")["points"][0]["values"] == {}
    assert as_(person).get(f"{address}/trend")["points"][0]["values"] != {}


def test_a_line_costs_the_same_for_one_round_and_for_three(story: Story, as_: As, database: Database) -> None:
    addresses = [story.finish(story.first, answer=3)]
    addresses += [story.finish(story.round(number), answer=4) for number in (1, 2)]
    client = as_(story.first.kasi)
    client.get(f"{addresses[-1]}/trend")
    costs = []
    for address in (addresses[0], addresses[-1]):
        with counted(database.engine) as sent:
            client.get(f"{address}/trend")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 8


def test_a_result_is_told_in_sentences_to_the_person_and_about_him(story: Story, as_: As) -> None:
    address = story.finish(story.first, answer=2, own=4)
    person = as_(story.first.staff[0])
    assert person.get(address)["summary"] == [
        "Predikat kinerja Anda: Baik.",
        "Nilai perilaku Anda 2,20 dari 5.",
        "Anda menilai diri lebih tinggi daripada penilai lain pada 7 dari 7 nilai.",
        "Yang paling perlu Anda kembangkan: Berorientasi Pelayanan.",
    ]
    about = as_(story.first.kasi).get(address, headers={"Accept-Language": "en"})["summary"]
    assert about[:3] == [
        "Performance predicate: Good.",
        "The behaviour figure is 2.20 of 5.",
        "Rates himself or herself higher than the others do in 7 of 7 values.",
    ]


def test_the_personnel_officer_reads_no_sentence_before_the_decision(story: Story, as_: As) -> None:
    address = story.finish(story.first, answer=3, release=False)
    assert as_(story.first.hr).get(address)["summary"] == []
    assert as_(story.first.kasi).get(address)["summary"][:2] == [
        "Predikat belum ditetapkan.",
        "Nilai perilaku 3,00 dari 5.",
    ]
