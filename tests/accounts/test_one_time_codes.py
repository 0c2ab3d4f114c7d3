"""The codes themselves: read however they are typed, good for the thirty seconds they are for and the two beside, sealed at rest."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pyotp
import pytest

from api.accounts.one_time_codes import (
    digits_of,
    matching_step,
    new_recovery_codes,
    new_secret,
    qr_image,
    recovery_key,
    setup_address,
)
from api.accounts.passphrase_rules import About, find_weakness, shortest
from api.accounts.secret_box import SecretBox, SecretLostError

NOW = datetime(2026, 12, 1, 2, 0, 10, tzinfo=UTC)
# RFC 6238, appendix B: the SHA-1 secret "12345678901234567890", last six digits
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_they_are_those_of_rfc_6238(second: int, code: str) -> None:
    assert matching_step(RFC_SECRET, code, datetime.fromtimestamp(second, UTC)) == second // 30


@pytest.mark.parametrize(("seconds", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_phone_may_be_half_a_minute_off_and_no_more(seconds: int, fits: bool) -> None:
    secret = new_secret()
    code = pyotp.TOTP(secret).at(NOW + timedelta(seconds=seconds))
    step = matching_step(secret, code, NOW)
    assert (step is not None) == fits
    assert not fits or step == (int(NOW.timestamp()) + seconds) // 30


@pytest.mark.parametrize("written", ["492039", "492 039", " 492-039 ", "４９２０３９", "4 9 2 0 3 9"])
def test_six_digits_are_read_however_they_are_spaced(written: str) -> None:
    assert digits_of(written) == "492039"


@pytest.mark.parametrize("written", ["", "49203", "4920390", "49203a", "٤٩٢٠٣٩", "²²²²²²a", "-492039.", "0x1234"])
def test_anything_else_is_no_code(written: str) -> None:
    assert digits_of(written) is None


def test_a_secret_has_160_random_bits_and_no_two_are_alike() -> None:
    made = {new_secret() for _ in range(50)}
    assert len(made) == 50
    assert {len(secret) for secret in made} == {32}


def test_recovery_codes_have_120_bits_and_are_read_however_they_are_typed() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 8
    assert {len(recovery_key(code)) for code in codes} == {24}
    assert recovery_key(codes[0].lower().replace("-", " ")) == recovery_key(codes[0])
    assert all(digits_of(code) is None for code in codes)


def test_the_address_names_office_and_login_and_the_picture_is_a_harmless_svg() -> None:
    address = setup_address(RFC_SECRET, login="ada@kantor.example", office="Kecamatan Contoh")
    assert pyotp.parse_uri(address).secret == RFC_SECRET
    assert "issuer=Kecamatan%20Contoh" in address
    picture = qr_image(address)
    assert picture.startswith("data:image/svg+xml")
    assert "script" not in picture


class TestSecretBox:
    def test_what_is_sealed_for_one_opens_for_no_other(self, tmp_path: Path) -> None:
        box, owner = SecretBox(tmp_path / "totp.key"), uuid4()
        sealed = box.seal(RFC_SECRET, owner=owner)
        assert RFC_SECRET.encode() not in sealed
        assert SecretBox(tmp_path / "totp.key").open(sealed, owner=owner) == RFC_SECRET
        with pytest.raises(SecretLostError):
            box.open(sealed, owner=uuid4())

    def test_the_key_is_for_the_service_alone_and_made_once(self, tmp_path: Path) -> None:
        path = tmp_path / "deep" / "totp.key"
        first = SecretBox(path).seal("a", owner=uuid4())
        content = path.read_bytes()
        assert SecretBox(path).seal("a", owner=uuid4()) != first
        assert path.read_bytes() == content
        assert path.stat().st_mode & 0o077 == 0

    @pytest.mark.parametrize("content", [None, b"", b"not base64!", b"AAAA"])
    def test_a_key_that_is_gone_or_another_is_told_as_such(self, tmp_path: Path, content: bytes | None) -> None:
        owner = uuid4()
        sealed = SecretBox(tmp_path / "totp.key").seal("a", owner=owner)
        (tmp_path / "totp.key").unlink()
        if content is not None:
            (tmp_path / "totp.key").write_bytes(content)
        with pytest.raises(SecretLostError):
            SecretBox(tmp_path / "totp.key").open(sealed, owner=owner)

    def test_another_good_key_does_not_fit(self, tmp_path: Path) -> None:
        owner = uuid4()
        sealed = SecretBox(tmp_path / "one.key").seal("a", owner=owner)
        other = SecretBox(tmp_path / "two.key")
        other.seal("b", owner=owner)
        assert not other.fits(sealed)


class TestShortPassphrases:
    """Eight characters do beside a code; what many people use does not."""

    LEAST = shortest(second_step=True)

    @pytest.mark.parametrize("passphrase", ["embunsuryakala", "k7#pw9!q", "tugu-lampu-9"])
    def test_eight_unusual_ones_are_enough(self, passphrase: str) -> None:
        assert find_weakness(passphrase, About("Ada"), self.LEAST) is None

    @pytest.mark.parametrize(
        "passphrase",
        ["k7#pw9!", "password", "Password1", "iloveyou", "sunshine", "princess1", "trustno1", "12345678", "qwerty123",
         "indonesia", "sayang123", "bismillah", "medan2026", "football", "aaaaaaaa", "1q2w3e4r"],
    )  # fmt: skip
    def test_short_or_common_ones_are_not(self, passphrase: str) -> None:
        assert find_weakness(passphrase, About("Ada"), self.LEAST) is not None

    def test_alone_it_must_be_fifteen_as_ever(self) -> None:
        assert find_weakness("k7#pw9!q", About("Ada")) is not None
