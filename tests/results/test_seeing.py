"""Who sees what of a result, through the API: roles, numbers of peers, co-raters, proposals, other people's ids."""

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.employees.models import Employee
from api.kit.database import Database
from tests.factories.assignments import make_form
from tests.factories.people import make_account, make_employee, make_grant, make_position
from tests.factories.results import (
    REASON,
    Rated,
    account_id,
    calculate,
    forms_about,
    make_office_with_round,
    make_rated_round,
    result_of,
)
from tests.results.conftest import As
from tests.statements import counted

MEETS = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}


@pytest.fixture
def prepared(db: Session, as_: As, database: Database) -> Callable[..., Rated]:
    """A calculated round in which so many peers rated everybody; the first of the staff is decided and released."""

    def prepare(peers: int, *, release: bool = True, comments: bool = False) -> Rated:
        rated = make_rated_round(db, peers=peers, comments=comments)
        calculate(database, as_(rated.hr), rated)
        if release:
            result = result_of(db, rated, rated.staff[0])
            as_(rated.kasi).put(f"/results/{result.id}/decision", MEETS, if_match=1)
            as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})
        return rated

    return prepare


def outsider(db: Session, rated: Rated) -> Employee:
    """Of the same office, never a rater of anybody."""
    person = make_employee(db, make_position(db, rated.root, "Arsiparis"), name="Fajar Arsip")
    db.commit()
    return person


def means_of(read: dict[str, Any], source: str) -> list[Any]:
    return [one["mean"] for value in read["values"] for one in value["sources"] if one["source"] == source]


def items_of(read: dict[str, Any], source: str) -> list[Any]:
    return [
        one["mean"]
        for value in read["values"]
        for item in value["items"]
        for one in item["means"]
        if one["source"] == source
    ]


@pytest.mark.parametrize("peers", [2, 3, 5])
def test_the_number_of_peers_decides_what_is_shown_to_every_reader(
    prepared: Callable[..., Rated], as_: As, db: Session, peers: int
) -> None:
    """Mistake D2: below three peers nothing of them exists, in no reading and no explanation; items from five on."""
    rated = prepared(peers, comments=True)
    result = result_of(db, rated, rated.staff[0])
    readers: dict[str, Any] = {"self": rated.staff[0], "assessor": rated.kasi, "auditor": rated.auditor, "hr": rated.hr, "head": rated.camat}  # fmt: skip
    for name, who in readers.items():
        client = as_(who)
        read = client.get(f"/results/{result.id}")
        assert read["reader"] == name
        if name == "head":
            continue  # the Camat of this office rated the head of section only
        shown = means_of(read, "peer")
        assert all(mean is None for mean in shown) is (peers < 3), (name, peers)
        explained = json.dumps(client.get(f"/results/{result.id}/explanation")["steps"])
        assert ("source.peer" in explained) is (peers >= 3)
        commented = next(one for one in read["comments"] if one["source"] == "peer")
        allowed = peers >= 3 and name != "hr"
        assert (len(commented["pooled"]) == peers) is allowed
        assert bool(commented["pooled"]) is allowed
        if name == "hr":
            assert all(mean is None for mean in items_of(read, "peer"))


def test_item_means_of_peers_need_five_answers_each(prepared: Callable[..., Rated], as_: As, db: Session) -> None:
    rated = prepared(3)
    result = result_of(db, rated, rated.staff[0])
    read = as_(rated.staff[0]).get(f"/results/{result.id}")
    assert all(mean is None for mean in items_of(read, "peer"))
    assert any(mean is not None for mean in items_of(read, "superior"))


def test_whoever_rated_this_person_sees_the_whole_without_its_parts(db: Session, as_: As, database: Database) -> None:
    """A head of the office who was one of three peers of somebody reads no parts of his result."""
    rated = make_rated_round(db, peers=3)
    make_grant(db, account_id(rated.staff[0]), Role.HEAD)
    db.commit()
    calculate(database, as_(rated.hr), rated)
    other = result_of(db, rated, rated.staff[1])
    assert any(form.source == "peer" for form in forms_about(db, rated.of(rated.staff[1])))
    client = as_(rated.staff[0])
    read = client.get(f"/results/{other.id}")
    assert read["composite"] is not None
    assert read["parts_shown"]["shown"] is False
    assert read["values"] == []
    steps = client.get(f"/results/{other.id}/explanation")["steps"]
    assert {step["key"] for step in steps} == {"composite", "behaviour", "work", "predicate", "scaled"}
    assert all(step["parts"] == [] for step in steps if step["key"] == "composite")
    assert all(len(step["conditions"]) <= 2 for step in steps)


def test_somebody_elses_result_is_not_found_whatever_the_address(
    prepared: Callable[..., Rated], as_: As, db: Session
) -> None:
    """Mistake D5: every result of somebody else is the same 404 as one that does not exist."""
    rated = prepared(5)
    stranger, colleague = as_(outsider(db, rated)), as_(rated.staff[1])
    administrator = as_(make_account(db, "Tanpa Peran"))
    result = result_of(db, rated, rated.staff[0])
    nothing = "00000000-0000-4000-8000-000000000000"
    for client in (stranger, colleague):
        for path in ("/results/{}", "/results/{}/explanation", "/employees/{}/annual-result?year=2026"):
            there = client.get(path.format(rated.staff[0].id if "employees" in path else result.id), expect=404)
            absent = client.get(path.format(nothing), expect=404)
            assert {**there, "request_id": ""} == {**absent, "request_id": ""}
        client.put(f"/results/{result.id}/response", {"text": "Bukan milik saya."}, expect=404)
        client.post(f"/results/{result.id}/acknowledgement", expect=404)
        assert client.get("/results")["total"] == 0
    administrator.get(f"/results/{result.id}", expect=403)


def test_no_answer_names_a_rater_or_groups_by_form(prepared: Callable[..., Rated], as_: As, db: Session) -> None:
    """Mistake D3: no id, order, time or block of a rater in anything that is said about a result."""
    rated = prepared(5, comments=True)
    result = result_of(db, rated, rated.staff[0])
    tokens = {str(form.token) for form in forms_about(db, rated.of(rated.staff[0]))}
    raters = {str(person.id) for person in (*rated.staff[1:], rated.other_kasi)}
    for who in (rated.staff[0], rated.kasi, rated.hr, rated.auditor, rated.camat):
        client = as_(who)
        for path in (f"/results/{result.id}", f"/results/{result.id}/explanation"):
            text = json.dumps(client.get(path))
            assert not [one for one in tokens | raters if one in text], (who.name, path)


def test_before_the_release_the_person_sees_nothing_and_the_officer_only_that_it_is_open(
    prepared: Callable[..., Rated], as_: As, db: Session
) -> None:
    rated = prepared(5, release=False)
    result = result_of(db, rated, rated.staff[0])
    own = as_(rated.staff[0])
    own.get(f"/results/{result.id}", expect=404)
    assert own.get("/me/results")["total"] == 0
    row = as_(rated.hr).get("/results?search=Staf 0")["items"][0]
    assert (row["status"], row["composite"], row["proposal"], row["predicate"]) == ("proposal", None, None, None)
    read = as_(rated.hr).get(f"/results/{result.id}")
    assert (read["composite"], read["values"], read["work_result"]) == (None, [], None)


def test_the_numeric_layer_is_not_for_the_person(prepared: Callable[..., Rated], as_: As, db: Session) -> None:
    rated = prepared(5)
    result = result_of(db, rated, rated.staff[0])
    assert as_(rated.staff[0]).get(f"/results/{result.id}")["scaled"] is None
    keys = {step["key"] for step in as_(rated.staff[0]).get(f"/results/{result.id}/explanation")["steps"]}
    assert not keys & {"scaled", "numeric"}
    assert as_(rated.kasi).get(f"/results/{result.id}")["scaled"] is not None


def test_every_step_of_an_explanation_adds_up_exactly(prepared: Callable[..., Rated], as_: As, db: Session) -> None:
    def fraction(one: dict[str, str]) -> Fraction:
        return Fraction(int(one["num"]), int(one["den"]))

    rated = prepared(5)
    result = result_of(db, rated, rated.staff[0])
    steps = as_(rated.kasi).get(f"/results/{result.id}/explanation")["steps"]
    with_parts = [step for step in steps if step["parts"]]
    assert len(with_parts) > 7
    for step in with_parts:
        parts = sum((fraction(part["contribution"]) for part in step["parts"]), Fraction(0))
        assert parts == fraction(step["value"]), step["key"]


def test_what_to_learn_is_named_by_a_threshold_and_may_be_nothing(db: Session, as_: As, database: Database) -> None:
    """Mistake D29: with fives everywhere nobody is told to learn something only because something has to be last."""
    rated = make_office_with_round(db, staff=2)
    for person, answer in zip(rated.staff, (5, 2), strict=True):
        for source in ("self", "superior"):
            make_form(db, rated.of(person), source, answers=answer)
    db.commit()
    calculate(database, as_(rated.hr), rated)
    kasi = as_(rated.kasi)
    best, weak = (kasi.get(f"/results/{result_of(db, rated, person).id}") for person in rated.staff)
    assert (len(best["strengths"]), best["to_learn"]) == (2, None)
    assert (weak["strengths"], weak["to_learn"]["value"]["text"]) == ([], "2,00")


@pytest.mark.parametrize(("reader", "most"), [("hr", 5), ("auditor", 5), ("kasi", 8)])
def test_a_list_costs_the_same_for_few_results_and_for_many(
    prepared: Callable[..., Rated], as_: As, db: Session, database: Database, reader: str, most: int
) -> None:
    """Mistake D33: no query per row; more for an assessor: his people of today, and whom of them he rated himself."""
    rated = prepared(5)
    client = as_(getattr(rated, reader))
    client.get("/results")  # what is read once per process
    costs = []
    for size in (1, 100):
        with counted(database.engine) as sent:
            client.get(f"/results?size={size}")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= most


def test_one_result_costs_a_constant_number_of_statements(
    prepared: Callable[..., Rated], as_: As, db: Session, database: Database
) -> None:
    rated = prepared(5, comments=True)
    result = result_of(db, rated, rated.staff[0])
    client = as_(rated.staff[0])
    client.get(f"/results/{result.id}")
    with counted(database.engine) as sent:
        client.get(f"/results/{result.id}")
    assert len(sent) <= 10
