"""How a rule answers: yes, or no with everything that stands in the way."""

from dataclasses import dataclass

from api.kit.faults import Fault
from api.kit.texts import Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """True where nothing stands in the way; otherwise `faults` says what does, the first first."""

    faults: tuple[Fault, ...] = ()

    def __bool__(self) -> bool:
        return not self.faults


ALLOWED = Verdict()


def refused(code: str, indonesian: str, english: str, pointer: str = "") -> Verdict:
    return Verdict((Fault(pointer, code, Text(indonesian, english)),))


def check_reason(reason: str | None, pointer: str = "/reason", least: int = 10) -> tuple[Fault, ...]:
    """A reason is a sentence somebody can read next year: at least `least` characters besides blanks."""
    if reason is not None and len("".join(reason.split())) >= least:
        return ()
    message = Text(
        f"Tuliskan alasan yang dapat dipahami orang lain, sedikitnya {least} huruf.",
        f"Give a reason others can understand, at least {least} letters.",
    )
    return (Fault(pointer, "reason_required", message),)
