"""What the head, the personnel officer and the auditor see of a round at a glance, and of what has to be learnt."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.kit.database import Database
from api.results.unit_suppression import shows_count
from api.training.seed import seed_courses
from tests.factories.instruments import make_published_version
from tests.factories.results import Rated
from tests.factories.story import MEETS, Story
from tests.results.conftest import As
from tests.statements import counted


def overview(rated: Rated) -> str:
    return f"/dashboard/rounds/{rated.round.id}"


@pytest.fixture
def story(db: Session, as_: As, database: Database) -> Story:
    seed_courses(db)
    return Story(db, as_, database, staff=6)


def test_the_office_and_its_units_stand_beside_the_round_before(story: Story, as_: As, db: Session) -> None:
    story.finish(story.first, answer=4)
    second = story.round(1)
    story.finish(second, answer=3)
    for who in (story.first.camat, story.first.hr, story.first.auditor):
        read = as_(who).get(overview(second))
        assert [point["composite"]["text"] for point in read["trend"]] == ["4,00", "3,00"]
        assert [point["comparable"] for point in read["trend"]] == [True, True]
        assert read["units"] != []
        assert {(unit["composite"]["text"], unit["previous"]["text"]) for unit in read["units"]} == {("3,00", "4,00")}
    first = as_(story.first.camat).get(overview(story.first))
    assert [point["name"] for point in first["trend"]] == [story.first.round.name]
    assert {unit["previous"] for unit in first["units"]} == {None}


def test_a_round_with_another_instrument_is_no_previous_one(story: Story, as_: As, db: Session) -> None:
    story.finish(story.first, answer=4)
    second = story.round(1, version=make_published_version(db))
    story.finish(second, answer=3)
    read = as_(story.first.camat).get(overview(second))
    assert [point["comparable"] for point in read["trend"]] == [False, True]
    assert {unit["previous"] for unit in read["units"]} == {None}


def test_a_small_round_has_no_figure_on_the_line(db: Session, as_: As, database: Database) -> None:
    story = Story(db, as_, database, staff=4)
    story.finish(story.first, answer=4)
    read = as_(story.first.camat).get(overview(story.first))
    assert [point["composite"] for point in read["trend"]] == [None]


def test_the_overview_costs_the_same_for_one_round_and_for_two(story: Story, as_: As, database: Database) -> None:
    story.finish(story.first, answer=4)
    second = story.round(1)
    story.finish(second, answer=3)
    client = as_(story.first.camat)
    client.get(overview(second))
    costs = []
    for rated in (story.first, second):
        with counted(database.engine) as sent:
            client.get(overview(rated))
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 12


def test_what_has_to_be_learnt_is_counted_and_nobody_is_named(story: Story, as_: As) -> None:
    rated = story.round(0)
    story.finish(rated, answer=2)
    for who in (story.first.camat, story.first.hr, story.first.auditor):
        read = as_(who).get(f"{overview(rated)}/needs")
        assert (read["people"], read["hidden"]) == (6, None)
        assert read["needs"] != []
        assert {line["people"] for line in read["needs"]} == {6}
        assert any(line["courses"] for line in read["needs"])
        assert all(len(line["courses"]) <= 3 for line in read["needs"])
        assert "Dewi" not in str(read)
    as_(story.first.kasi).get(f"{overview(rated)}/needs", expect=403)


def test_where_nobody_falls_short_nothing_has_to_be_learnt(story: Story, as_: As) -> None:
    """Mistake D29: by threshold, so the list may be empty."""
    story.finish(story.first, answer=5)
    assert as_(story.first.camat).get(f"{overview(story.first)}/needs")["needs"] == []


def test_a_few_who_fall_short_and_a_few_who_do_not_are_not_told(story: Story, as_: As) -> None:
    """One of six: a small group; five of six: the sixth would show."""
    story.finish(story.first, answer=5, others={story.first.staff[5].id: 2})
    read = as_(story.first.camat).get(f"{overview(story.first)}/needs")
    assert {(line["people"], line["people_text"]) for line in read["needs"]} == {(None, "kurang dari 5")}
    assert all(line["courses"] == [] for line in read["needs"])
    second = story.round(1)
    story.finish(second, answer=2, others={story.first.staff[5].id: 5})
    read = as_(story.first.camat).get(f"{overview(second)}/needs")
    assert {(line["people"], line["people_text"]) for line in read["needs"]} == {(None, "hampir semua")}


def test_needs_wait_for_the_release_and_the_auditor_for_the_last_one(story: Story, as_: As) -> None:
    path = f"{overview(story.first)}/needs"
    assert as_(story.first.camat).get(path)["hidden"] == "not_released"
    story.finish(story.first, answer=2, release=False)
    kasi, hr = as_(story.first.kasi), as_(story.first.hr)
    decide(story, kasi, 0)
    hr.post(f"/evaluation-rounds/{story.first.round.id}/release", {})
    assert hr.get(path)["hidden"] == "small_group"
    for number in range(1, 5):
        decide(story, kasi, number)
    hr.post(f"/evaluation-rounds/{story.first.round.id}/release", {})
    assert as_(story.first.auditor).get(path)["hidden"] == "release_incomplete"
    assert as_(story.first.camat).get(path)["hidden"] is None


def decide(story: Story, kasi: Any, number: int) -> None:
    kasi.put(f"{story.address(story.first, story.first.staff[number])}/decision", MEETS, if_match=1)


@pytest.mark.parametrize(
    ("people", "everybody", "told"),
    [(4, 20, False), (5, 20, True), (15, 20, True), (16, 20, False), (20, 20, True), (0, 20, False)],
)
def test_a_number_is_told_only_where_neither_it_nor_the_rest_is_small(people: int, everybody: int, told: bool) -> None:
    assert shows_count(people, everybody) is told
