"""A router whose routes cannot forget their permission.

An endpoint gates, calls and returns: it takes a `Context` and returns a table row or a plain value. The route opens
one transaction in the endpoint's own thread, knows the caller (401), asks the role (403), lets the endpoint work, shapes
the answer, commits, and only then sends it. A malformed request is told only to callers who may ask at all.
"""

import inspect
import re
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, NamedTuple

import structlog
from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.access.actor import Actor
from api.access.bearer import refuse_bearer
from api.access.context import Context, Gate
from api.access.contract import describe, documented_errors, idempotency_parameter
from api.access.permissions import PUBLIC, SIGNED_IN, roles_for
from api.access.same_origin import SAFE_METHODS, refuse_cross_site
from api.kit import clock
from api.kit.conditional import etag
from api.kit.errors import Fault, Forbidden, Invalid, Problem, Unauthenticated, UnsupportedMediaType
from api.kit.idempotency import Key, find_reply, fingerprint, keep_reply
from api.kit.json_body import parse_json
from api.kit.texts import Text
from api.kit.validation_texts import TEXTS

log = structlog.get_logger("session")

MAX_JSON_BYTES = 1_000_000


class StepUpRequired(Forbidden):
    text = Text(
        "Untuk langkah ini, masukkan kata sandi Anda sekali lagi.", "For this step, enter your passphrase once more."
    )


class Rule(NamedTuple):
    """What a route demands before and promises after; `writes` decides which kind of transaction it gets."""

    operation: str
    permission: str
    response: TypeAdapter[Any] | None
    status: int
    writes: bool
    step_up: bool
    idempotent: bool


class _StrictRequest(Request):
    async def json(self) -> Any:
        return parse_json(await self.body())


class GuardedRoute(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        rule: Rule = self.endpoint.rule  # type: ignore[attr-defined]  # put there by _as_route_function
        known = {field.alias for field in self.dependant.query_params} | _names_in_models(self.dependant.query_params)
        media_type = _media_type(self)

        async def guarded(request: Request) -> Response:
            request = _StrictRequest(request.scope, request.receive)
            refuse_bearer(request)
            try:
                refuse_cross_site(request)
                _expect_media_type(request, media_type)
                _refuse_unknown_parameters(request, known)
                if media_type == "application/json":
                    await request.body()
                return await handle(request)
            except (RequestValidationError, HTTPException, Problem) as error:
                if isinstance(error, Problem) and error.from_endpoint:
                    raise
                await run_in_threadpool(_admit, request, rule)  # 401 and 403 come before 400, 415 and 422
                raise

        return guarded


def _names_in_models(fields: Sequence[Any]) -> set[str]:
    names: set[str] = set()
    for field in fields:
        model = field.field_info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            names |= {info.alias or name for name, info in model.model_fields.items()}
    return names


def _media_type(route: APIRoute) -> str | None:
    if route.body_field is None:
        return None
    return getattr(route.body_field.field_info, "media_type", "application/json")


def _expect_media_type(request: Request, media_type: str | None) -> None:
    if media_type is None:
        return
    sent = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if sent != media_type:
        raise UnsupportedMediaType(expected=media_type)


def _refuse_unknown_parameters(request: Request, known: set[str]) -> None:
    sent = [name for name, _ in request.query_params.multi_items()]
    faults = [Fault(name[:50], "extra_forbidden", TEXTS["extra_forbidden"]) for name in set(sent) - known]
    faults += [Fault(name, "repeated", TEXTS["repeated"]) for name in known if sent.count(name) > 1]
    if faults:
        raise Invalid(faults=faults)


def _admit(request: Request, rule: Rule) -> None:
    gate: Gate = request.app.state.gate
    with gate.database.reading() as db:
        caller = gate.load_actor(db, request, clock.now())
    _check(caller, rule)


def _check(caller: Actor | None, rule: Rule) -> None:
    if rule.permission == PUBLIC:
        return
    if caller is None:
        raise Unauthenticated()
    if not caller.may(rule.permission):
        raise Forbidden()
    if rule.step_up and not caller.has_stepped_up(clock.now()):
        raise StepUpRequired()


def _serve(rule: Rule, endpoint: Callable[..., Any], request: Request, arguments: dict[str, Any]) -> Response:
    """One request, one transaction."""
    gate: Gate = request.app.state.gate
    caller: Actor | None = None
    transaction = gate.database.writing if rule.writes else gate.database.reading
    try:
        with transaction() as db:
            now = clock.now()
            caller = gate.load_actor(db, request, now)
            _check(caller, rule)
            context = Context(db, request, now, caller)
            response = _answer(rule, endpoint, context, arguments)
    except Problem as problem:
        problem.from_endpoint = True
        _keep_traces(gate, rule, caller, request, problem)
        raise
    if context.notes:
        with gate.database.writing() as db:
            for write in context.notes:
                write(db)
    if caller is not None and caller.touch_due:
        _touch(gate, caller)
    return response


def _touch(gate: Gate, caller: Actor) -> None:
    """That he was here. What was asked is done and answered, also where this cannot be noted (a full or a busy disk)."""
    try:
        with gate.database.writing_at_once() as db:
            gate.touch_session(db, caller, clock.now())
    except (DBAPIError, PoolTimeout) as error:
        log.warning("session_not_touched", kind=type(error).__name__)


def _answer(rule: Rule, endpoint: Callable[..., Any], context: Context, arguments: dict[str, Any]) -> Response:
    key = _idempotency_key(rule, context)
    if key is not None and (reply := find_reply(context.db, key)) is not None:
        return _response(reply.body, reply.status, reply.etag)
    result = endpoint(context, **arguments)
    if isinstance(result, Response):
        response = result
    else:
        context.db.flush()
        body = b"" if rule.response is None else _shape(rule.response, result)
        version = getattr(result, "row_version", None)
        response = _response(body, rule.status, None if version is None else etag(version))
        if key is not None:
            keep_reply(
                context.db, key, status=rule.status, body=body, etag=response.headers.get("etag"), now=context.now
            )
    for name, value in context.headers:
        response.headers.append(name, value)
    return response


def _shape(adapter: TypeAdapter[Any], result: Any) -> bytes:
    return adapter.dump_json(adapter.validate_python(result, from_attributes=True))


def _response(body: bytes, status: int, tag: str | None) -> Response:
    headers = {} if tag is None else {"ETag": tag}
    return Response(body, status, headers, media_type="application/json" if body else None)


def _idempotency_key(rule: Rule, context: Context) -> Key | None:
    sent = context.request.headers.get("idempotency-key")
    if not rule.idempotent or sent is None or context.caller is None:
        return None
    if not re.fullmatch(r"[\x21-\x7e]{1,200}", sent):
        raise Invalid(faults=[Fault("Idempotency-Key", "string_pattern_mismatch", TEXTS["string_pattern_mismatch"])])
    body = getattr(context.request, "_body", b"")
    return Key(context.caller.account_id, rule.operation, sent, fingerprint(context.request.url.path, body))


def _keep_traces(gate: Gate, rule: Rule, caller: Actor | None, request: Request, problem: Problem) -> None:
    """A refusal leaves its count and its event, though the request's own work was undone."""
    denied = caller is not None and isinstance(problem, Forbidden) and not isinstance(problem, StepUpRequired)
    if not denied and problem.afterwards is None:
        return
    with gate.database.writing() as db:
        if caller is not None and denied:
            gate.record_denial(db, caller, rule.operation, request.scope["state"]["request_id"])
        if problem.afterwards is not None:
            problem.afterwards(db)


class Router(APIRouter):
    def __init__(self, *, prefix: str = "", tag: str) -> None:
        super().__init__(prefix=prefix, tags=[tag], route_class=GuardedRoute, redirect_slashes=False)

    def operation(
        self,
        method: str,
        path: str,
        *,
        permission: str,
        response: Any = None,
        status: int = 200,
        errors: Sequence[type[Problem]] = (),
        writes: bool | None = None,
        step_up: bool = False,
        idempotent: bool = False,
        produces: Sequence[str] = (),
        max_body_size: int = MAX_JSON_BYTES,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare one address. `errors` are the refusals beyond the usual ones; `produces` media types of a download."""
        if permission not in (PUBLIC, SIGNED_IN):
            roles_for(permission)

        def declare(endpoint: Callable[..., Any]) -> Callable[..., Any]:
            rule = Rule(
                operation=endpoint.__name__,
                permission=permission,
                response=None if response is None else TypeAdapter(response),
                status=status,
                writes=method not in SAFE_METHODS if writes is None else writes,
                step_up=step_up,
                idempotent=idempotent,
            )
            summary, description = describe(rule, endpoint)
            self.add_api_route(
                path,
                _as_route_function(rule, endpoint),
                methods=[method],
                response_model=response,
                status_code=status,
                operation_id=rule.operation,
                name=rule.operation,
                responses=documented_errors(rule, errors, produces),
                openapi_extra=idempotency_parameter(rule),
                max_body_size=max_body_size,
                summary=summary,
                description=description,
            )
            return endpoint

        return declare

    def reads(self, path: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self.operation("GET", path, **options)

    def creates(self, path: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self.operation("POST", path, **{"status": 201, "idempotent": True, **options})

    def acts(self, path: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self.operation("POST", path, **options)

    def replaces(self, path: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self.operation("PUT", path, **options)

    def changes(self, path: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self.operation("PATCH", path, **options)

    def removes(self, path: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self.operation("DELETE", path, **{"status": 204, **options})


def _as_route_function(rule: Rule, endpoint: Callable[..., Any]) -> Callable[..., Response]:
    """The endpoint as FastAPI sees it: its parameters without the context, which only the route can make."""
    parameters = list(inspect.signature(endpoint).parameters.values())[1:]

    def route_function(request: Request, **arguments: Any) -> Response:
        return _serve(rule, endpoint, request, arguments)

    own = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    keyword_only = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
    route_function.__signature__ = inspect.Signature([own, *keyword_only])  # type: ignore[attr-defined]  # read by FastAPI
    route_function.__name__ = rule.operation
    route_function.__doc__ = endpoint.__doc__
    route_function.rule = rule  # type: ignore[attr-defined]  # read by GuardedRoute and by the tests that walk all routes
    return route_function
