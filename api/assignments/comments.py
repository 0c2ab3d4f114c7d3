"""Comments: made alike so that typing habits tell less, and warned about where they give somebody away."""

import re
import unicodedata
from collections.abc import Iterable

from api.kit.faults import Fault
from api.kit.texts import Text

LONGEST_COMMENT = 2_000

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
_INVISIBLE = {"Cc", "Cf", "Co", "Cs"}
_DIGITS = re.compile(r"\+?\d(?:[\s.()/-]{0,2}\d){8,}")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME = 3

_TOO_LONG = Text(
    "Komentar paling panjang {most} huruf; komentar ini {length} huruf.",
    "A comment has at most {most} characters; this one has {length}.",
)
_NAMES_SOMEBODY = Text(
    "Komentar ini tampaknya menyebut nama orang. Sebaiknya tuliskan perilakunya tanpa nama.",
    "This comment seems to name somebody. Better describe the behaviour without names.",
)
_LONG_NUMBER = Text(
    "Komentar ini memuat deretan angka seperti nomor telepon atau NIP. Sebaiknya hapus nomor itu.",
    "This comment holds a row of digits like a telephone number or NIP. Better leave it out.",
)


def normalise_comment(text: str) -> str:
    """A comment as it is stored: NFC, any blank or line break one space, straight quotes and hyphens, nothing invisible.

    What remains of a personal way of typing would help to guess the writer (security.md T13). "" means no comment.
    """
    spaced = (" " if char.isspace() else char for char in text)
    seen = "".join(char for char in spaced if unicodedata.category(char) not in _INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", seen).translate(_ALIKE).split())


def check_comment(text: str, pointer: str) -> tuple[Fault, ...]:
    """At most 2,000 characters, counted after `normalise_comment`."""
    length = len(normalise_comment(text))
    if length <= LONGEST_COMMENT:
        return ()
    return (Fault(pointer, "comment_too_long", _TOO_LONG.format(most=LONGEST_COMMENT, length=length)),)


def comment_warnings(text: str, names: Iterable[str]) -> list[Text]:
    """What the writer might not want to have written: a person's name, a long number. It warns and never blocks.

    `names` are people's names without titles; a single part of three letters or more is enough to be warned.
    """
    words = {word.casefold() for word in _WORD.findall(normalise_comment(text))}
    parts = {part.casefold() for name in names for part in _WORD.findall(name) if len(part) >= _SHORTEST_NAME}
    warnings = [_NAMES_SOMEBODY] if words & parts else []
    return [*warnings, _LONG_NUMBER] if _DIGITS.search(text) else warnings
