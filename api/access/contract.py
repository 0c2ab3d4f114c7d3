"""What the contract says of a route: its permission in words, and every refusal it can answer, with an example."""

import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from api.access.permissions import PUBLIC, SIGNED_IN, roles_for
from api.access.tokens import InvalidToken
from api.kit.errors import (
    Busy,
    Conflict,
    Forbidden,
    IdempotencyKeyReused,
    Invalid,
    NotFound,
    Problem,
    Stale,
    TooLarge,
    Unauthenticated,
    UnknownHost,
    Unparsable,
    UnsupportedMediaType,
    status_of,
)
from api.kit.problems import MEDIA_TYPE, ProblemRead

if TYPE_CHECKING:
    from api.access.routing import Rule

_WORDS = {400: "Unparsable", 401: "Not signed in", 403: "Not allowed", 404: "Not found, or not visible to you",
          409: "The state does not allow it", 412: "Stale", 413: "Too large", 415: "Wrong media type",
          422: "Malformed", 428: "If-Match missing", 429: "Too many attempts", 503: "Busy; try again"}  # fmt: skip


def describe(rule: "Rule", endpoint: Callable[..., Any]) -> tuple[str, str]:
    text = inspect.getdoc(endpoint) or ""
    summary, _, rest = text.partition("\n")
    return summary.rstrip("."), f"{rest.strip()}\n\n{_permission_in_words(rule)}".strip()


def _permission_in_words(rule: "Rule") -> str:
    if rule.permission == PUBLIC:
        return "Permission: none needed."
    if rule.permission == SIGNED_IN:
        return "Permission: any signed-in account."
    roles = ", ".join(sorted(roles_for(rule.permission)))
    step_up = " The passphrase must have been entered again within ten minutes." if rule.step_up else ""
    return f"Permission: `{rule.permission}` ({roles}).{step_up}"


def documented_errors(
    rule: "Rule", errors: Sequence[type[Problem]], produces: Sequence[str]
) -> dict[int | str, dict[str, Any]]:
    kinds: list[type[Problem]] = [UnknownHost, Unparsable, NotFound, Invalid, Busy, *errors, InvalidToken]
    if rule.permission != PUBLIC:
        kinds += [Unauthenticated, Forbidden]
    if rule.writes:
        kinds += [Forbidden, TooLarge, UnsupportedMediaType, Conflict]
    if rule.idempotent:
        kinds.append(IdempotencyKeyReused)
    by_status: dict[int, list[type[Problem]]] = {}
    for kind in dict.fromkeys(kinds):
        by_status.setdefault(status_of(kind), []).append(kind)
    if 428 in by_status:
        by_status.setdefault(412, []).append(Stale)
    answers: dict[int | str, dict[str, Any]] = {
        status: _error(status, by_status[status]) for status in sorted(by_status)
    }
    if produces:
        schema = {"schema": {"type": "string", "format": "binary"}}
        answers[rule.status] = {"description": "The file.", "content": dict.fromkeys(produces, schema)}
    return answers


def _error(status: int, kinds: Sequence[type[Problem]]) -> dict[str, Any]:
    examples = {kind.code: {"value": _example(status, kind)} for kind in kinds}
    return {
        "description": _WORDS.get(status, "Refused"),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}},
    }


def _example(status: int, kind: type[Problem]) -> dict[str, Any]:
    return ProblemRead(
        type=f"/problems/{kind.code}",
        title=kind.text.id,
        status=status,
        detail=kind.text.id,
        code=kind.code,
        request_id="4f2c9d1e7a604b5b",
        errors=[],
    ).model_dump()


def idempotency_parameter(rule: "Rule") -> dict[str, Any]:
    extra: dict[str, Any] = {"x-permission": rule.permission}
    if rule.idempotent:
        extra["parameters"] = [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "description": "Sent twice with the same body, it happens once and gives the same answer.",
                "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
                "example": "b2f1c3a0-impor-pegawai",
            }
        ]
    return extra
