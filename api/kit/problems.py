"""How an error is told: RFC 9457 `application/problem+json`, in the caller's language, without input values."""

from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from api.kit.errors import Fault, Problem, status_of

MEDIA_TYPE = "application/problem+json"
LANGUAGE_COOKIE = "language"
LANGUAGES = ("id", "en")


class FaultRead(BaseModel):
    pointer: str = Field(description="JSON pointer into the body, or the parameter's name.", examples=["/name"])
    code: str = Field(examples=["string_too_short"])
    message: str = Field(examples=["Isian ini wajib diisi."])


class ProblemRead(BaseModel):
    """What went wrong and what to do about it."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(examples=["/problems/conflict"])
    title: str = Field(examples=["Periode ini tidak sedang dibuka."])
    status: int = Field(examples=[409])
    detail: str = Field(examples=["Periode ini tidak sedang dibuka."])
    code: str = Field(description="A stable word for programs.", examples=["conflict"])
    request_id: str = Field(description="Quote it when you ask for help.", examples=["4f2c9d1e7a604b5b"])
    errors: list[FaultRead]


def language_of(request: Request) -> str:
    """What was chosen in the dashboard; without a choice, Indonesian unless English is asked for first."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    wanted = request.headers.get("accept-language", "").strip().lower()
    return "en" if wanted.startswith("en") else "id"


def request_id_of(request: Request) -> str:
    return str(request.scope.get("state", {}).get("request_id", ""))


def problem_response(request: Request, problem: Problem) -> Response:
    language = language_of(request)
    status = status_of(type(problem))
    body: dict[str, Any] = {
        "type": f"/problems/{problem.code}",
        "title": problem.message.in_language(language),
        "status": status,
        "detail": problem.message.in_language(language),
        "code": problem.code,
        "request_id": request_id_of(request),
        "errors": [_fault(fault, language) for fault in problem.faults],
    }
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": language,
        "Vary": "Accept-Language, Cookie",
        **problem.sent_headers,
    }
    return Response(orjson.dumps(body), status, headers, media_type=MEDIA_TYPE)


def _fault(fault: Fault, language: str) -> dict[str, str]:
    return {"pointer": fault.pointer, "code": fault.code, "message": fault.message.in_language(language)}
