"""Passphrases at rest and on offer: argon2id, few at once, and the same work whoever asks (security.md M16, M17)."""

import os
import secrets
import threading
import unicodedata
from functools import cache
from importlib.resources import files
from random import Random

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from api.accounts.passphrase_rules import About, find_weakness

# OWASP's minimum, about 20 ms; the library's own defaults would let 40 callers at once take 2.5 GiB
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_slots = threading.BoundedSemaphore(os.cpu_count() or 1)
_nobodys_hash = _hasher.hash(secrets.token_urlsafe(32))

WORDS_ON_OFFER = 4


def hash_passphrase(passphrase: str) -> str:
    with _slots:
        return _hasher.hash(_composed(passphrase))


def verify(stored: str, passphrase: str) -> bool:
    with _slots:
        try:
            return _hasher.verify(stored, _composed(passphrase))
        except VerifyMismatchError:
            return False


def verify_nothing(passphrase: str) -> bool:
    """No, after as much work as a wrong passphrase takes: for who is unknown, disabled or has none yet."""
    verify(_nobodys_hash, passphrase)
    return False


def needs_rehash(stored: str) -> bool:
    """Whether it was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def offer_passphrase(random: Random | None = None) -> str:
    """Four short Indonesian words, never a set that would then be refused."""
    random = random or secrets.SystemRandom()
    while find_weakness(offer := " ".join(random.sample(words(), WORDS_ON_OFFER)), About(name="")):
        continue
    return offer


@cache
def words() -> tuple[str, ...]:
    return tuple(files(__package__).joinpath("words.txt").read_text("ascii").split())


def _composed(passphrase: str) -> str:
    """One spelling of each letter, whichever keyboard it came from."""
    return unicodedata.normalize("NFC", passphrase)
