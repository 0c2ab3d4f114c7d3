"""What a passphrase must be (NIST SP 800-63B-4 §3.1.1; ASVS 5.0 6.2.1–6.2.12): long, and not what others would try first.

Nothing is asked about kinds of characters. Common sentences are refused outright; common words, dates, rows of keys and what
is known about the person count for nothing, and what is left must still be something.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from api.accounts.common_phrases import SHORTEST, common_phrases
from api.accounts.common_short import common_short
from api.accounts.weak_words import KEY_ROWS, WORDS
from api.kit.texts import Text

LONGEST = 128
ENOUGH = 10  # characters that must be left when everything easy to guess is taken away
SHORTEST_WITH_CODES = 8  # where a one-time code is asked for besides
ENOUGH_WITH_CODES = 6
SHORTEST_WALK = 4

_LEET = str.maketrans("013457@$", "oieastas")
_BETWEEN_WORDS = frozenset("-_.,/'")
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REPEATED = re.compile(r"(.{1,40}?)\1+")
_MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
_ROWS = tuple(row for key_row in KEY_ROWS for row in (key_row, key_row[::-1]))


class About(NamedTuple):
    """What a colleague knows of the person."""

    name: str
    login_name: str | None = None
    email: str | None = None
    places: tuple[str, ...] = ()
    """Names of the office, its town, the person's unit."""


class Weakness(NamedTuple):
    code: str
    message: Text


TOO_SHORT = Weakness(
    "passphrase_too_short",
    Text(
        "Kata sandi minimal 15 karakter. Cara termudah: empat kata yang tidak berhubungan, seperti yang ditawarkan.",
        "At least 15 characters. The easiest way: four unrelated words, like those on offer.",
    ),
)
TOO_SHORT_WITH_CODES = Weakness(
    "passphrase_too_short",
    Text(
        "Kata sandi minimal 8 karakter, karena kode sekali pakai Anda aktif.",
        "At least 8 characters, since your one-time codes are on.",
    ),
)
TOO_LONG = Weakness(
    "passphrase_too_long",
    Text("Kata sandi maksimal 128 karakter. Pendekkan sedikit.", "At most 128 characters. Make it a little shorter."),
)
TOO_COMMON = Weakness(
    "passphrase_too_common",
    Text(
        "Kata sandi ini mudah ditebak: ungkapan, kata, atau deret yang dipakai banyak orang. Pilih empat kata yang tidak berhubungan.",
        "Easy to guess: a saying, words or a row many people use. Choose four unrelated words.",
    ),
)
TOO_PERSONAL = Weakness(
    "passphrase_too_personal",
    Text(
        "Kata sandi ini terdiri atas nama, NIP, tanggal lahir, atau unit kerja Anda. Pilih kata yang tidak berhubungan dengan Anda.",
        "Made of your name, NIP, birth date or unit. Choose words that have nothing to do with you.",
    ),
)


def shortest(*, second_step: bool) -> int:
    """NIST SP 800-63B-4 §3.1.1.2: 15 characters alone, 8 beside a second factor."""
    return SHORTEST_WITH_CODES if second_step else SHORTEST


def find_weakness(passphrase: str, about: About, least: int = SHORTEST) -> Weakness | None:
    """The first thing wrong with a passphrase, with its remedy; None = it may be used."""
    passphrase = unicodedata.normalize("NFC", passphrase)
    if len(passphrase) < least:
        return TOO_SHORT if least == SHORTEST else TOO_SHORT_WITH_CODES
    if len(passphrase) > LONGEST:
        return TOO_LONG
    squeezed = _squeeze(passphrase)
    if _AROUND.sub("", squeezed).translate(_LEET) in common_phrases():
        return TOO_COMMON
    if squeezed in common_short() or passphrase.casefold() in common_short():
        return TOO_COMMON
    personal = _personal_words(about)
    if _left_of(squeezed, WORDS | personal) >= (ENOUGH if len(passphrase) >= SHORTEST else ENOUGH_WITH_CODES):
        return None
    return TOO_PERSONAL if any(word in squeezed for word in personal) else TOO_COMMON


def _squeeze(text: str) -> str:
    """Small letters without what usually stands between words; accents and widths do not hide one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and not c.isspace() and c not in _BETWEEN_WORDS)


def _left_of(squeezed: str, words: Iterable[str]) -> int:
    """How many characters nobody would have expected. A blank marks what was taken away, so that no new words arise."""
    numbers = {word for word in words if word[0].isdigit()}
    left = _without(squeezed, numbers)
    left = _without_walks(_YEAR.sub(" ", left))
    left = _without(left.translate(_LEET), set(words) - numbers)
    return len(_REPEATED.sub(r"\1", left).replace(" ", ""))


def _without(text: str, words: Iterable[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " ")
    return text


def _without_walks(text: str) -> str:
    """Without pieces of four or more neighbouring keys, letters of the alphabet or ciphers in order."""
    kept, at = [], 0
    while at < len(text):
        length = _walk_at(text, at)
        kept.append(text[at] if length < SHORTEST_WALK else " ")
        at += 1 if length < SHORTEST_WALK else length
    return "".join(kept)


def _walk_at(text: str, at: int) -> int:
    length = 1
    while at + length < len(text) and any(text[at : at + length + 1] in row for row in _ROWS):
        length += 1
    return length


def _personal_words(about: About) -> frozenset[str]:
    names = [about.name, about.email.split("@")[0] if about.email else "", *about.places]
    words = {_squeeze(part) for name in names for part in re.split(r"[\W\d_]+", name)}
    words |= {_squeeze(name) for name in names}
    if about.login_name:
        words |= {about.login_name, *_birth_dates(about.login_name)}
    return frozenset(word for word in words if len(word) >= 3)


def _birth_dates(nip: str) -> set[str]:
    """The birth date in a NIP (its first eight digits, BKN's numbering) as people write dates."""
    if not re.fullmatch(r"[0-9]{18}", nip):
        return set()
    year, month, day = nip[:4], nip[4:6], nip[6:8]
    written = {
        year + month + day,
        day + month + year,
        day + month + year[2:],
        year[2:] + month + day,
        month + day + year,
    }
    written |= {f"{int(day)}{int(month)}{year}", nip[:6], nip[8:14]}
    if 1 <= int(month) <= 12:
        name = _MONTHS[int(month) - 1]
        written |= {f"{d}{m}{y}" for d in (day, str(int(day))) for m in (name, name[:3]) for y in (year, year[2:])}
    return written
