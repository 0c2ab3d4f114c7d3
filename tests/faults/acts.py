"""Six raters with a task each, and what is looked at when the database lets them down."""

from typing import Any

from httpx import Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.assignments.models import Evaluation
from api.audit.models import AuditEntry
from api.scoring.defaults import BERAKHLAK
from tests.assignments.forms_sent import form
from tests.clients import Client
from tests.factories.assignments import look_anew

RETRY = {"content-type": "application/problem+json", "retry-after": "5"}
Raters = list[tuple[Client, Any]]


def send(client: Client, task: Any, words: str = "Baik.") -> Response:
    comments = {code: words for code in ("", *(value for value, _ in BERAKHLAK))}
    return client.request("POST", f"/assignments/{task}/submission", json=form(comments=comments))


def expect_busy(response: Response) -> None:
    assert response.status_code == 503, response.text
    assert {name: response.headers[name] for name in RETRY} == RETRY


def stored(db: Session) -> tuple[int, int]:
    look_anew(db)
    counts = [db.scalar(select(func.count()).select_from(model)) or 0 for model in (Evaluation, AuditEntry)]
    db.rollback()  # whoever looks must not keep others from changing the tables
    return counts[0], counts[1]
