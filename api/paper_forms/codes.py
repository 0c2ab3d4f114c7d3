"""The code on a sheet: 31⁸ of them, drawn by chance, with a character that finds slips – the alphabet of receipts."""

import hashlib
import secrets

from api.assignments.rules import read_receipt, receipt_code


def new_code() -> str:
    return receipt_code(secrets.token_bytes(16))


def read_code(typed: str) -> str | None:
    """As it is printed, from what somebody typed; None where a slip shows."""
    return read_receipt(typed)


def hash_of(code: str) -> bytes:
    return hashlib.sha256(f"paper sheet {code}".encode()).digest()
