import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from api.kit.schemas import Schema
from api.kit.texts import Text

_NUMBER = Text("Tanpa nomor panjang: bisa saja NIP.", "No long numbers: it might be a person's.")


class ClientErrorKind(StrEnum):
    ERROR = "error"
    UNHANDLED_REJECTION = "unhandled_rejection"
    CSP = "csp"
    CHUNK_LOAD = "chunk_load"


def _no_long_number(value: str) -> str:
    if re.search(r"[0-9]{7}", value):
        raise PydanticCustomError("long_number", "no long numbers", {"text": _NUMBER})
    return value


_Word = AfterValidator(_no_long_number)


class ClientError(Schema):
    """Words of the program, never of a person: no message, no address, no trace."""

    page: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z0-9-]{1,60}$"),
        _Word,
        Field(description="The route's name.", examples=["my-tasks"]),
    ]
    kind: ClientErrorKind
    code: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z0-9_.-]{1,60}$"),
        _Word,
        Field(description="The error's name or the directive.", examples=["type_error"]),
    ]
    build: Annotated[
        str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,20}$"), Field(description="Which build.", examples=["0.3.0"])
    ]
