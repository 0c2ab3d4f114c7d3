"""Structured logs without personal data: event words and an allow-list of fields, one line each."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

FIELDS = {
    "event", "level", "timestamp", "logger", "request_id", "method", "route", "status", "ms", "kind", "count", "exception",
    "outbox_kind", "attempts", "page", "code", "build",
}  # fmt: skip


def configure_logs(form: str) -> None:
    renderer: Any = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _trace_without_values,
            _only_known_fields,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _only_known_fields(_logger: Any, _name: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: value for key, value in entry.items() if key in FIELDS}


def _trace_without_values(_logger: Any, _name: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Where it happened and the exception's kind; its message may quote a value, so it stays out."""
    if entry.pop("exc_info", None):
        kind, _error, trace = sys.exc_info()
        lines = []
        while trace is not None:
            code = trace.tb_frame.f_code
            lines.append(f"{code.co_filename.rsplit('site-packages/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        entry["exception"] = " < ".join([kind.__name__ if kind else "?", *reversed(lines)])
    return entry
