"""The contract: generated from the routes, committed as `openapi.json`, served with an ETag."""

import hashlib
import json
import re
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.requests import Request
from starlette.responses import Response

from api.kit.problems import ProblemRead

VERSION = "0.1.0"
DESCRIPTION = """\
The performance evaluation of civil servants (ASN) of a sub-district office: employees, evaluation rounds, weighted
scoring, results and training recommendations.

**Signing in.** People sign in with `sign_in`; the answer sets an opaque session cookie. Requests from a browser that change
something must come from the same origin.

**Language.** Texts are Indonesian, or English with `Accept-Language: en`. The cookie `language` (`id` or `en`), which the
dashboard sets, comes before that header.

**Errors** are RFC 9457 problem documents. What you may not see answers 404, exactly like what does not exist.

**Lists** take `page`, `size` and `sort`; unknown parameters are refused. **Changes** of what people edit need `If-Match` with the last
ETag. **Creating** takes `Idempotency-Key`. Times are ISO 8601 with offset; scores are exact and rounded once (half up).
"""


def document(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            separate_input_output_schemas=False,
        )
        components = schema.setdefault("components", {})
        problem = ProblemRead.model_json_schema(ref_template="#/components/schemas/{model}")
        components.setdefault("schemas", {}).update({**problem.pop("$defs", {}), "Problem": problem})
        components["securitySchemes"] = {
            "session": {
                "type": "apiKey",
                "in": "cookie",
                "name": "__Host-session",
                "description": "Set by `sign_in`; Secure, HttpOnly, SameSite=Strict.",
            }
        }
        for operations in schema["paths"].values():
            for operation in operations.values():
                _finish(operation)
        components["schemas"].pop("HTTPValidationError", None)
        components["schemas"].pop("ValidationError", None)
        _say_it_in_json_schema(schema)
        # the documentation groups by tag: in the order of the routes, which is that of the evaluation
        tags = dict.fromkeys(str(tag) for _, route in api_routes(app) for tag in route.tags or ())
        schema["tags"] = [{"name": tag} for tag in tags]
        app.openapi_schema = schema
    return app.openapi_schema


_LIMITS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}


def _say_it_in_json_schema(node: Any) -> None:
    """Pydantic writes the limits of a number behind a validator of ours in its own words; and maps whose keys have a pattern
    take no other keys."""
    if isinstance(node, list):
        for inner in node:
            _say_it_in_json_schema(inner)
    elif isinstance(node, dict):
        for ours, standard in _LIMITS.items() if isinstance(node.get("type"), str) else ():
            limit = node.pop(ours, None)
            if limit is not None and node["type"] in (
                "integer",
                "number",
            ):  # JSON Schema has none for days and instants
                node[standard] = limit
        if "patternProperties" in node:
            node.setdefault("additionalProperties", False)
        for inner in node.values():
            _say_it_in_json_schema(inner)


def _finish(operation: dict[str, Any]) -> None:
    for answer in operation["responses"].values():  # FastAPI lists JSON of no shape beside a download's own type
        content = answer.get("content", {})
        if content.get("application/json", {}).get("schema") == {}:
            del content["application/json"]
    if operation.get("x-permission") != "public":
        operation["security"] = [{"session": []}]


def as_file(app: FastAPI) -> bytes:
    """The bytes of `openapi.json`."""
    return (json.dumps(document(app), indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def install(app: FastAPI) -> None:
    app.openapi = lambda: document(app)  # type: ignore[method-assign]  # FastAPI's documented way

    @app.get("/openapi.json", include_in_schema=False)
    async def get_openapi_document(request: Request) -> Response:
        content = as_file(app)
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type="application/json")


def api_routes(app: FastAPI) -> list[tuple[str, APIRoute]]:
    """Every route of the API with its full path."""
    found = []
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute) and context.path_format is not None:
            found.append((context.path_format, context.original_route))
    return found


def methods_by_path(app: FastAPI) -> list[tuple[re.Pattern[str], set[str]]]:
    """For the `Allow` of a 405, which names all methods of a path."""
    methods: dict[str, set[str]] = {}
    for path, route in api_routes(app):
        methods.setdefault(path, set()).update(route.methods or ())
    for names in methods.values():
        names |= {"HEAD"} if "GET" in names else set()
    return [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), names) for path, names in methods.items()]
