"""Forms as scoring reads them, the same on both engines."""

import random

import numpy as np
import pytest
from sqlalchemy.orm import Session

from api.assignments.forms import answers_in_chunks, comments_of, read_answers
from api.kit.database import Database
from api.rounds.models import EvaluationRound, Participant
from api.scoring.terms import Source
from tests.factories.assignments import ITEMS, make_form
from tests.factories.instruments import make_published_version
from tests.factories.people import make_employee, make_position, make_unit
from tests.factories.rounds import make_participants, make_round
from tests.statements import counted


@pytest.fixture
def round_with_people(db: Session) -> tuple[EvaluationRound, list[Participant]]:
    unit = make_unit(db)
    post = make_position(db, unit)
    version = make_published_version(db)
    round = make_round(db, unit, version=version)
    people = make_participants(db, round, [make_employee(db, post) for _ in range(5)])
    for participant in people:
        participant.version_id = version.id
    db.flush()
    return round, people


def test_every_form_arrives_with_its_participant_source_and_answers(
    db: Session, round_with_people: tuple[EvaluationRound, list[Participant]]
) -> None:
    round, people = round_with_people
    dice = random.Random(7)
    sent = []
    for participant in people[:4]:
        for source in ["self", "superior", "peer", "peer", "peer"]:
            answers = [dice.randint(0, 5) for _ in range(ITEMS)]
            make_form(db, participant, source, answers=answers)
            sent.append((participant.id, source, tuple(answers)))
    read = read_answers(db, round.id, people[0].version_id, items=ITEMS)
    assert list(read.participant_ids) == sorted(person.id for person in people)
    assert read.answers.people == 5
    found = [
        (read.participant_ids[place], Source(source).word, tuple(int(answer) for answer in form))
        for place, source, form in zip(
            read.answers.participant, read.answers.source, read.answers.forms.tolist(), strict=True
        )
    ]
    assert sorted(found) == sorted(sent)


def test_who_left_and_who_is_rated_with_another_version_is_not_read(
    db: Session, round_with_people: tuple[EvaluationRound, list[Participant]]
) -> None:
    round, people = round_with_people
    version_id = people[0].version_id
    people[1].status = "left"
    people[2].version_id = make_published_version(db).id
    for participant in people:
        make_form(db, participant)
    read = read_answers(db, round.id, version_id, items=ITEMS)
    assert set(read.participant_ids) == {people[0].id, people[3].id, people[4].id}
    assert len(read.answers.forms) == 3


def test_a_round_without_forms_has_people_and_no_answers(
    db: Session, round_with_people: tuple[EvaluationRound, list[Participant]]
) -> None:
    round, people = round_with_people
    read = read_answers(db, round.id, people[0].version_id, items=ITEMS)
    assert (read.answers.people, read.answers.forms.shape) == (5, (0, ITEMS))


def test_chunks_are_the_whole_in_a_constant_number_of_statements_each(
    db: Session, database: Database, round_with_people: tuple[EvaluationRound, list[Participant]]
) -> None:
    round, people = round_with_people
    for participant in people:
        for _ in range(3):
            make_form(db, participant)
    db.commit()
    with counted(database.engine) as sent:
        chunks = list(answers_in_chunks(db, round.id, people[0].version_id, items=ITEMS, people=2))
    each = 2 if database.engine.dialect.name == "sqlite" else 1
    assert len(sent) == each * 3
    assert [chunk.answers.people for chunk in chunks] == [2, 2, 1]
    ids = [participant_id for chunk in chunks for participant_id in chunk.participant_ids]
    assert ids == sorted(person.id for person in people)
    assert all(np.array_equal(np.bincount(chunk.answers.participant), [3] * chunk.answers.people) for chunk in chunks)


def test_a_form_of_another_length_is_an_error_and_never_read_askew(
    db: Session, round_with_people: tuple[EvaluationRound, list[Participant]]
) -> None:
    round, people = round_with_people
    make_form(db, people[0], answers=[4] * (ITEMS - 1))
    with pytest.raises(ValueError, match="1 forms have another number of items"):
        read_answers(db, round.id, people[0].version_id, items=ITEMS)


def test_comments_tell_which_came_from_one_form_and_nothing_of_the_form(
    db: Session, round_with_people: tuple[EvaluationRound, list[Participant]]
) -> None:
    _, people = round_with_people
    make_form(db, people[0], comments={"": "Ramah.", "KB": "Rapi."})
    make_form(db, people[0], comments={"KB": "Tepat waktu."})
    make_form(db, people[1], comments={"": "Untuk orang lain."})
    found = comments_of(db, [people[0].id])
    assert sorted(comment.text for comment in found) == ["Ramah.", "Rapi.", "Tepat waktu."]
    by_text = {comment.text: comment for comment in found}
    assert by_text["Ramah."].writer == by_text["Rapi."].writer != by_text["Tepat waktu."].writer
    assert {comment.writer for comment in found} == {0, 1}
