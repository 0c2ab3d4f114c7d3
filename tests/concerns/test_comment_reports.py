"""A reported comment: who may report, two officers, a neutral note, and numbers that do not move."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.audit.models import AuditDetail
from tests.concerns.conftest import As
from tests.factories.results import Rated, result_of

REASON = {"reason": "Menyebut urusan keluarga, bukan perilaku kerja."}


def address(db: Session, rated: Rated) -> str:
    return f"/results/{result_of(db, rated, rated.staff[0]).id}"


def peers_comments(read: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in read["comments"] if one["source"] == "peer")
    return found


def report(db: Session, rated: Rated, as_: As) -> tuple[str, dict[str, Any]]:
    """The person reports the first comment he reads."""
    person = as_(rated.staff[0])
    before = peers_comments(person.get(address(db, rated)))
    text = before["pooled"][0]
    person.post(f"{address(db, rated)}/comment-reports", {"source": "peer", "text": text, **REASON})
    return text, before


def decide(client: Any, row: dict[str, Any], take_down: bool = True, **expected: int) -> Any:
    path = f"/comment-reports/{row['id']}/decision"
    return client.post(path, {"take_down": take_down, **REASON}, if_match=row["row_version"], **expected)


def test_two_officers_take_a_comment_down_and_the_numbers_stay(db: Session, rated: Rated, as_: As) -> None:
    text, before = report(db, rated, as_)
    hr, head = as_(rated.hr), as_(rated.camat)
    row = hr.get("/comment-reports?open=true")["items"][0]
    assert (row["comment"], row["status"]) == (text, "open")
    row = decide(hr, row)
    assert row["status"] == "proposed"
    assert peers_comments(as_(rated.staff[0]).get(address(db, rated))) == before
    assert decide(hr, row, expect=409)["code"] == "second_officer"
    assert decide(head, row)["status"] == "taken_down"
    after = peers_comments(as_(rated.staff[0]).get(address(db, rated)))
    assert text not in after["pooled"]
    assert after["shown"] == before["shown"]
    assert len(after["pooled"]) == len(before["pooled"])
    assert set(after["pooled"]) - set(before["pooled"]) == {
        "(Satu komentar ditarik oleh dua petugas karena tidak sesuai pedoman.)"
    }
    assert text not in json.dumps([[row.after, row.reason] for row in db.scalars(select(AuditDetail))])


def test_one_officer_may_leave_it_standing(db: Session, rated: Rated, as_: As) -> None:
    _, before = report(db, rated, as_)
    hr = as_(rated.hr)
    assert decide(hr, hr.get("/comment-reports")["items"][0], take_down=False)["status"] == "kept"
    assert peers_comments(as_(rated.staff[0]).get(address(db, rated))) == before
    assert hr.get("/comment-reports?open=true")["total"] == 0


def test_only_what_one_reads_can_be_reported(db: Session, rated: Rated, as_: As) -> None:
    """Guessing words, the comments of others, a result one does not see: all the same 404."""
    person = as_(rated.staff[0])
    body = {"source": "peer", "text": "Tebakan", **REASON}
    person.post(f"{address(db, rated)}/comment-reports", body, expect=404)
    text = peers_comments(person.get(address(db, rated)))["pooled"][0]
    as_(rated.staff[1]).post(f"{address(db, rated)}/comment-reports", {**body, "text": text}, expect=404)
    as_(rated.hr).post(f"{address(db, rated)}/comment-reports", {**body, "text": text}, expect=404)


def test_who_reported_does_not_decide_and_nobody_reviews_comments_about_himself(
    db: Session, rated: Rated, as_: As
) -> None:
    head = as_(rated.camat)
    result = result_of(db, rated, rated.kasi)
    text = peers_comments(head.get(f"/results/{result.id}"))["pooled"][0]
    head.post(f"/results/{result.id}/comment-reports", {"source": "peer", "text": text, **REASON})
    row = head.get("/comment-reports")["items"][0]
    assert row["actions"] == []
    assert decide(head, row, expect=409)["code"] == "own_report"
    as_(rated.kasi).get("/comment-reports", expect=403)
