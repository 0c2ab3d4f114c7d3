"""A person beside himself over the rounds, and his result in a few sentences."""

import pytest
from sqlalchemy.orm import Session

from api.kit.database import Database
from tests.factories.assignments import make_assignment, make_form
from tests.factories.instruments import make_published_version
from tests.factories.story import Story
from tests.results.conftest import As
from tests.statements import counted


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
