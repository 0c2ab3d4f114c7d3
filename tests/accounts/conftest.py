import pytest
from argon2 import PasswordHasher

from api.accounts import passphrases


@pytest.fixture
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that enter many passphrases; that hashes take long has tests of its own."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passphrases, "_hasher", cheap)
    monkeypatch.setattr(passphrases, "_nobodys_hash", cheap.hash("nobody"))
