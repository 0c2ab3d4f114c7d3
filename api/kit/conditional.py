"""Changes of what people edit name the version they saw: no version, no change (RFC 9110 §13, RFC 6585 §3)."""

from typing import Annotated

from fastapi import Header

from api.kit.errors import PreconditionRequired, Stale

IfMatch = Annotated[
    str | None,
    Header(description="The ETag last read. Missing: 428; somebody was faster: 412.", examples=['"3"'], max_length=100),
]


def etag(row_version: int) -> str:
    return f'"{row_version}"'


def expect_version(if_match: str | None, row_version: int) -> None:
    """Refuse a change that was made without seeing the present state."""
    if if_match is None:
        raise PreconditionRequired()
    if if_match.strip() != etag(row_version):
        raise Stale()
