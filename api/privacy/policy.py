"""How long things are kept: the defaults, or the office's policy file (TOML) with its decision and its day.

The file is the office's own paper made readable for the service: who decided it, from when it holds, how long each kind
is kept, and what must not be touched for now (a letter of the auditor, a lawsuit).
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Keep(_Strict):
    """How long, by kind. What has no line here – results, decisions, the log itself – is never removed."""

    answers_months: Annotated[int, Field(ge=6, le=120)] = 24
    cancelled_months: Annotated[int, Field(ge=1, le=120)] = 6
    sessions_days: Annotated[int, Field(ge=7, le=365)] = 90
    idempotency_days: Annotated[int, Field(ge=1, le=30)] = 1
    messages_days: Annotated[int, Field(ge=7, le=365)] = 30
    requests_years: Annotated[int, Field(ge=1, le=30)] = 2
    audit_details_years: Annotated[int, Field(ge=2, le=30)] = 5


class Hold(_Strict):
    """Nothing of a round – without `round`, nothing at all of rounds and log – is removed while this holds."""

    document: Annotated[str, Field(min_length=5, max_length=300)]
    since: date
    until: date | None = None
    round: UUID | None = None

    def covers(self, round_id: UUID, day: date) -> bool:
        return self.holds_on(day) and self.round in (None, round_id)

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class RetentionPolicy(_Strict):
    decision: Annotated[str, Field(max_length=300)] = ""
    valid_from: date = date.min
    keep: Keep = Keep()
    holds: tuple[Hold, ...] = ()


class BadPolicyError(ValueError):
    """The file cannot be followed; the message says what to mend."""


def load_policy(path: Path | None) -> RetentionPolicy:
    if path is None:
        return RetentionPolicy()
    try:
        return RetentionPolicy.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadPolicyError(f"Berkas kebijakan retensi tidak dapat dibaca: {path} ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPolicyError(f"Berkas kebijakan retensi bukan TOML yang benar: {path} ({error}).") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise BadPolicyError(f"Isi kebijakan retensi belum benar: {faults}.") from error
