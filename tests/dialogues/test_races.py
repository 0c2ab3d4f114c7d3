"""Several first questions at once: one dialogue, one question, and the others are told."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.dialogues.models import Dialogue, DialogueQuestion
from tests.assignments.test_races import at_once
from tests.clients import Client
from tests.factories.assignments import account_of, look_anew
from tests.factories.results import make_office_with_round

TABS = 8


def test_of_many_first_questions_at_once_one_is_asked(db: Session, new_client: Callable[[], Client]) -> None:
    rated = make_office_with_round(db, staff=1)
    person = rated.staff[0]
    path = f"/evaluation-rounds/{rated.round.id}/participants/{rated.of(person).id}/dialogue/question"
    account = account_of(db, person)
    clients = [new_client().signed_in_as(db, account) for _ in range(TABS)]
    answers = at_once([partial(client.request, "POST", path, json={"text": "Mengapa?"}) for client in clients])
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: TABS - 1}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"question_waiting"}
    look_anew(db)
    assert (len(db.scalars(select(Dialogue)).all()), len(db.scalars(select(DialogueQuestion)).all())) == (1, 1)
