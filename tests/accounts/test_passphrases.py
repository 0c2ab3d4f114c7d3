import random
import re
import threading

import pytest
from argon2 import PasswordHasher, extract_parameters

from api.accounts import passphrases
from api.accounts.passphrase_rules import SHORTEST, About, find_weakness
from api.accounts.weak_words import WORDS


def test_hashes_are_argon2id_with_nineteen_mebibytes_and_two_passes() -> None:
    parameters = extract_parameters(passphrases.hash_passphrase("perahu jingga"))
    assert (parameters.type.name, parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (
        "ID",
        19456,
        2,
        1,
    )


def test_the_right_passphrase_matches_and_another_does_not() -> None:
    stored = passphrases.hash_passphrase("perahu jingga")
    assert passphrases.verify(stored, "perahu jingga")
    assert not passphrases.verify(stored, "perahu jingg")


def test_the_keyboard_that_puts_letters_together_differently_types_the_same_passphrase() -> None:
    assert passphrases.verify(passphrases.hash_passphrase("kafe\u0301 susu"), "kaf\u00e9 susu")


def test_nothing_never_matches() -> None:
    assert passphrases.verify_nothing("perahu jingga") is False


def test_hashes_of_other_parameters_are_due_for_renewal() -> None:
    assert passphrases.needs_rehash(PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash("x"))
    assert not passphrases.needs_rehash(passphrases.hash_passphrase("x"))


@pytest.fixture
def most_at_once(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many hashes were at work at the same time."""
    running, most, guard = 0, [0], threading.Lock()
    real = passphrases._hasher

    class Watched:
        def hash(self, passphrase: str) -> str:
            nonlocal running
            with guard:
                running += 1
                most[0] = max(most[0], running)
            try:
                return real.hash(passphrase)
            finally:
                with guard:
                    running -= 1

    monkeypatch.setattr(passphrases, "_hasher", Watched())
    monkeypatch.setattr(passphrases, "_slots", threading.BoundedSemaphore(2))
    return most


def test_no_more_hashes_at_once_than_there_are_slots(most_at_once: list[int]) -> None:
    threads = [threading.Thread(target=passphrases.hash_passphrase, args=("x",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most_at_once == [2]


def test_there_are_enough_short_words_all_different_and_plain() -> None:
    words = passphrases.words()
    assert len(words) >= 1024
    assert len(set(words)) == len(words)
    assert list(words) == sorted(words)
    assert [word for word in words if not re.fullmatch(r"[a-z]{4,8}", word)] == []


def test_no_word_on_offer_is_one_that_counts_for_nothing() -> None:
    assert set(passphrases.words()) & WORDS == set()


def test_every_offer_has_four_different_words_and_would_be_accepted() -> None:
    dice = random.Random(7)
    for _ in range(300):
        offer = passphrases.offer_passphrase(dice)
        assert len(set(offer.split())) == 4
        assert len(offer) >= SHORTEST
        assert find_weakness(offer, About("Pegawai Contoh")) is None


def test_the_shortest_words_together_are_long_enough() -> None:
    shortest = sorted(map(len, passphrases.words()))[:4]
    assert sum(shortest) >= SHORTEST


def test_offers_differ() -> None:
    assert len({passphrases.offer_passphrase() for _ in range(50)}) == 50
