"""The receipt of a hand-in: short enough to be written down, and it says nothing about what was handed in."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTWXYZ"
"""31 characters without I, L, O, U, V, which are misread; a prime number of them, so that the check finds slips."""

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
_LENGTH = 8
_BYTES = 8


def receipt_code(chance: bytes) -> str:
    """`K7M3-Q9TX-4` from at least 8 random bytes: eight characters and one that checks them.

    It is drawn, not derived from the form: it proves that something was handed in, to nobody what (security.md T17).
    """
    if len(chance) < _BYTES:
        raise ValueError(f"a receipt needs {_BYTES} random bytes")
    number = int.from_bytes(chance, "big")
    digits = [number // len(ALPHABET) ** place % len(ALPHABET) for place in range(_LENGTH)]
    code = "".join(ALPHABET[digit] for digit in digits)
    return f"{code[:4]}-{code[4:]}-{_check(code)}"


def read_receipt(text: str) -> str | None:
    """The receipt as it is stored, from what somebody typed: any case, with or without hyphens, O for 0, I or L for 1.

    None where it is none: one wrong character or two neighbours changed about are always noticed.
    """
    code = text.strip().upper().translate(_READ_AS)
    if len(code) != _LENGTH + 1 or any(char not in ALPHABET for char in code) or _check(code[:-1]) != code[-1]:
        return None
    return f"{code[:4]}-{code[4:8]}-{code[8]}"


def _check(code: str) -> str:
    return ALPHABET[sum(place * ALPHABET.index(char) for place, char in enumerate(code, start=1)) % len(ALPHABET)]
