import re

import pytest

from api.accounts.common_phrases import common_phrases
from api.accounts.passphrase_rules import LONGEST, SHORTEST, About, find_weakness

SITI = About(
    "Siti Rahmawati Lubis",
    "198503172010012003",
    "siti.rahmawati@kantor.example",
    ("Seksi Pelayanan Umum", "Kecamatan Medan Marelan", "Kota Medan"),
)


def code_of(passphrase: str, about: About = SITI) -> str | None:
    weakness = find_weakness(passphrase, about)
    return None if weakness is None else weakness.code


@pytest.mark.parametrize(
    "passphrase",
    [
        "perahu jingga rempah embun",
        "kuda meja lampu hujan",
        "kepiting menari di atas genteng",
        "839201758493021",
        "xK9#mQ2$vL7!pR4",
        "ガラスの靴を履いた三毛猫の郵便配達",
        "🦜🌶️🪁🥥🛶🪘🧵🐚🪔🎏🥁🦎🍄🪶🎐",
        "a" * 5 + "perahu jingga rempah embun",
        "perahu jingga rempah embun 1985",
    ],
)
def test_what_nobody_would_try_first_is_accepted_whatever_its_characters(passphrase: str) -> None:
    assert code_of(passphrase) is None


def test_fifteen_characters_are_enough_and_fourteen_are_not() -> None:
    assert code_of("perahujinggarem") is None
    assert code_of("perahujinggare") == "passphrase_too_short"


def test_up_to_128_characters_are_accepted() -> None:
    words = (
        "perahu jingga rempah embun lentera bambu purnama sungai cemara kelinci gamelan tiram pelita dusun rotan kapas"
    )
    longest = f"{words} wortel melati jerami"[:LONGEST].ljust(LONGEST, "x")
    assert (len(longest), code_of(longest), code_of(longest + "y")) == (128, None, "passphrase_too_long")


def test_letters_put_together_from_parts_count_as_one() -> None:
    assert code_of("é" * 7 + "x" * 7) == "passphrase_too_short"
    assert code_of("e\u0301" * 7 + "x" * 7) == "passphrase_too_short"


@pytest.mark.parametrize(
    "passphrase",
    [
        "password1234567",
        "P4ssw0rd P4ssw0rd!",
        "qwertyuiopasdfghjkl",
        "1q2w3e4r5t6y7u8i",
        "qazwsxedcrfvtgb",
        "aaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "123456789012345",
        "0987654321098765",
        "１２３４５６７８９０１２３４５",
        "Aku Cinta Indonesia 99",
        "sayang12345678910",
        "Bhinneka Tunggal Ika",
        "correct horse battery staple",
        "i love you forever",
        "Indonesia Merdeka 1945",
        "rahasia kantor rahasia",
        "17 Agustus 1945 1945",
    ],
)
def test_what_many_would_try_first_is_refused(passphrase: str) -> None:
    assert code_of(passphrase, About("Orang Lain")) == "passphrase_too_common"


@pytest.mark.parametrize(
    "passphrase",
    [
        "198503172010012003",
        "19850317 201001 2 003",
        "Siti Rahmawati Lubis",
        "sitirahmawati1985",
        "17-03-1985 rahmawati",
        "17 Maret 1985 lubis siti",
        "siti.rahmawati@1985",
        "Seksi Pelayanan Umum 1",
        "medan marelan 2026!!",
        "Kecamatan Medan Marelan BKPSDM",
        "lubis850317lubis",
    ],
)
def test_what_a_colleague_knows_is_refused_when_too_little_else_is_there(passphrase: str) -> None:
    assert code_of(passphrase) == "passphrase_too_personal"


def test_a_known_word_among_others_does_no_harm() -> None:
    assert code_of("siti perahu jingga rempah") is None


def test_another_person_may_use_what_is_personal_to_the_first() -> None:
    assert code_of("Rahmawati Lubis Siti", About("Budi", "199001012015011001")) is None


def test_somebody_without_nip_and_address_can_be_asked_too() -> None:
    assert code_of("perahu jingga rempah", About("Pemeriksa", None, None)) is None


def test_every_refusal_says_what_to_do_in_both_languages() -> None:
    for passphrase in ("short", "x" * 200, "passwordpassword", "Siti Rahmawati Lubis"):
        weakness = find_weakness(passphrase, SITI)
        assert weakness is not None
        assert all(passphrase not in text and len(text) > 40 for text in weakness.message)
        assert re.search(r"karakter|Pilih|Pendekkan", weakness.message.id)


def test_three_thousand_common_passphrases_of_allowed_length_are_known_and_refused() -> None:
    phrases = common_phrases()
    assert len(phrases) >= 3000
    assert all(len(phrase) >= SHORTEST for phrase in phrases)
    accepted = [phrase for phrase in sorted(phrases) if find_weakness(phrase, About("Orang Lain")) is None]
    assert accepted == []


def test_a_year_or_numbers_behind_a_common_sentence_do_not_help() -> None:
    for suffix in ("", "1", "123", "2026", "!"):
        assert code_of(f"akusayangkeluarga{suffix}") == "passphrase_too_common"


def test_the_longest_input_is_judged_at_once() -> None:
    for hostile in ("ab" * 64, "a" * 128, "abcdefg" * 18, "1q2w" * 32):
        assert code_of(hostile) == "passphrase_too_common"
