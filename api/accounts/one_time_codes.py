"""One-time codes (RFC 6238: six digits, thirty seconds, SHA-1 as every authenticator app knows it) and the codes on paper."""

import hmac
import secrets
import unicodedata
from datetime import datetime

import pyotp
import segno

from api.accounts.cards import ALPHABET
from api.accounts.cards import code_key as paper_key

SECONDS = 30
DRIFT = (0, -1, 1)  # a phone's clock may be half a minute off
RECOVERY_CODES = 8
_SIGNS, _GROUP = 24, 4  # 120 bits: ASVS 6.5.2 lets codes of 112 and more be hashed plainly


def new_secret() -> str:
    return pyotp.random_base32()


def setup_address(secret: str, *, login: str, office: str) -> str:
    """What an authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=office or "Penilaian Kinerja")


def qr_image(address: str) -> str:
    """The address as a picture, ready for `<img src>`."""
    return segno.make(address, error="m").svg_data_uri(scale=4, border=4, dark="#000", light="#fff")


def digits_of(written: str) -> str | None:
    """The six digits of a code, however they were spaced; None for anything else."""
    text = "".join(c for c in unicodedata.normalize("NFKC", written) if not c.isspace() and c != "-")
    return text if len(text) == 6 and text.isascii() and text.isdigit() else None


def matching_step(secret: str, digits: str, now: datetime) -> int | None:
    """Which thirty seconds the code belongs to, if it is now or next to now. All three are computed, whichever fits."""
    current, totp = int(now.timestamp()) // SECONDS, pyotp.TOTP(secret)
    matches = [
        step for step in (current + offset for offset in DRIFT) if hmac.compare_digest(totp.generate_otp(step), digits)
    ]
    return matches[0] if matches else None


def new_recovery_codes() -> list[str]:
    return [_recovery_code() for _ in range(RECOVERY_CODES)]


def _recovery_code() -> str:
    signs = [secrets.choice(ALPHABET) for _ in range(_SIGNS)]
    return "-".join("".join(signs[at : at + _GROUP]) for at in range(0, _SIGNS, _GROUP))


def recovery_key(written: str) -> str:
    """The code as it is hashed, however it was typed."""
    return paper_key(written)
