"""One thing wrong with what was sent. Pure, so that rules may name faults without knowing how they are answered."""

from typing import NamedTuple

from api.kit.texts import Text


class Fault(NamedTuple):
    """Where ("" where no field is meant), a word for programs, and what to do. Never the value itself."""

    pointer: str
    code: str
    message: Text
