"""Turns every exception that can reach the edge into a problem document."""

from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.kit.errors import (
    AlreadyExists,
    Busy,
    Conflict,
    Forbidden,
    Invalid,
    MethodNotAllowed,
    NotFound,
    Problem,
    Stale,
    TooLarge,
    Unauthenticated,
    Unparsable,
    UnsupportedMediaType,
)
from api.kit.problems import problem_response, request_id_of
from api.kit.validation_texts import fault_from

log = structlog.get_logger("database")

_BY_STATUS: dict[int, type[Problem]] = {
    400: Unparsable,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    413: TooLarge,
    415: UnsupportedMediaType,
}


def problem_of(error: RequestValidationError) -> Problem:
    """A malformed id is a thing that is not there; a body that is no JSON is unparsable; the rest is invalid."""
    found = list(error.errors())
    if any(one["loc"][:1] == ("path",) for one in found):
        return NotFound()
    if any(one["type"] == "json_invalid" for one in found):
        return Unparsable()
    return Invalid(faults=[fault_from(one) for one in found[:100]])


def install_error_handlers(app: FastAPI) -> None:
    app.exception_handler(Problem)(_on_problem)
    app.exception_handler(RequestValidationError)(_on_validation_error)
    app.exception_handler(HTTPException)(_on_http_exception)
    app.exception_handler(StaleDataError)(_on_stale)
    app.exception_handler(IntegrityError)(_on_integrity_error)
    app.exception_handler(DBAPIError)(_on_database_error)
    app.exception_handler(PoolTimeout)(_on_pool_timeout)


async def _on_problem(request: Request, error: Any) -> Response:
    return problem_response(request, error)


async def _on_validation_error(request: Request, error: Any) -> Response:
    return problem_response(request, problem_of(error))


async def _on_http_exception(request: Request, error: Any) -> Response:
    if error.status_code == 405:
        return problem_response(request, MethodNotAllowed(headers={"Allow": _methods_of(request)}))
    kind = _BY_STATUS.get(error.status_code, Unparsable)
    return problem_response(request, kind(expected="application/json") if kind is UnsupportedMediaType else kind())


def _methods_of(request: Request) -> str:
    """All methods of the path; Starlette would name only those of the first route."""
    allowed: set[str] = set()
    for path, methods in request.app.state.methods_by_path:
        if path.fullmatch(request.url.path):
            allowed |= methods
    return ", ".join(sorted(allowed))


async def _on_stale(request: Request, _error: Any) -> Response:
    return problem_response(request, Stale())


async def _on_integrity_error(request: Request, error: Any) -> Response:
    """A constraint had the last word. What the rules should have explained first is worth a line in the log."""
    log.warning("constraint", request_id=request_id_of(request), kind=type(error.orig).__name__)
    unique = "unique" in type(error.orig).__name__.lower() or "UNIQUE" in str(error.orig)
    return problem_response(request, AlreadyExists() if unique else Conflict())


async def _on_database_error(request: Request, error: Any) -> Response:
    log.error("database", request_id=request_id_of(request), kind=type(error.orig).__name__)
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return problem_response(request, Busy())
    raise error


async def _on_pool_timeout(request: Request, _error: Any) -> Response:
    return problem_response(request, Busy())
