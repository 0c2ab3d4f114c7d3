"""What may come back for something hostile: a refusal in the agreed form that repeats nothing of it."""

from api.kit.problems import MEDIA_TYPE
from tests.contract.wire import Answer
from tests.hostile.corpus import MARK, NUMBER_MARK

EXPECTED = {400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 503}
MEMBERS = {"type", "title", "status", "detail", "code", "request_id", "errors"}


def complaint(answer: Answer) -> str | None:
    """What is wrong with an answer; nothing if it is as it must be."""
    if answer.status < 400:
        return None
    if answer.status not in EXPECTED:
        return f"status {answer.status}"
    if answer.headers.get("content-type") != MEDIA_TYPE:
        return f"content type {answer.headers.get('content-type')}"
    problem = answer.json()
    if set(problem) != MEMBERS or problem["status"] != answer.status or not problem["title"]:
        return f"no problem document: {problem}"
    if "no-store" not in answer.headers.get("cache-control", ""):
        return "may be stored"
    return "repeats what was sent" if _repeats(answer) else None


def _repeats(answer: Answer) -> bool:
    """Pointers name fields, and an unknown field is named as it was sent; everywhere else nothing is repeated."""
    problem = answer.json()
    told = [
        problem["title"],
        problem["detail"],
        *(fault["message"] for fault in problem["errors"]),
        *answer.headers.values(),
    ]
    return any(mark in text for text in told for mark in (MARK, str(NUMBER_MARK)))
