"""Hostile tokens and mutated ones: each is `InvalidToken`, and nothing else ever comes out (security.md T37, §6)."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from hypothesis import given, settings
from hypothesis import strategies as st
from jose import backends

from api.access.token_keys import BadKeyError
from api.access.tokens import InvalidToken, Tokens, assert_backend
from tests.access.hostile_tokens import CLIENT, HOSTILE, ISSUER, NOW, SIGNS, World, claims
from tests.access.token_forge import es256, forge, keys_in, write_key, write_public


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("keys")
    key = write_key(folder / "key.pem")
    keys = keys_in(folder)
    assert keys.signing_kid is not None
    good = forge({"alg": "ES256", "typ": "at+jwt", "kid": keys.signing_kid}, claims(), partial(es256, key))
    return World(Tokens(keys, issuer=ISSUER), key, keys.signing_kid, keys.public[keys.signing_kid], good)


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 120


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_token_is_invalid_and_nothing_else(world: World, make: Callable[[World], Any]) -> None:
    with time_machine.travel(NOW, tick=False), pytest.raises(InvalidToken):
        world.tokens.verify(make(world), now=NOW)


class TestGoodOnes:
    def test_what_we_sign_we_believe(self, world: World) -> None:
        with time_machine.travel(NOW, tick=False):
            token = world.tokens.sign(client_id=CLIENT, scopes={"results:read", "people:read"}, now=NOW)
            read = world.tokens.verify(token, now=NOW)
        assert (read.client_id, read.scopes) == (CLIENT, {"results:read", "people:read"})
        assert len(read.token_id) >= 22

    def test_one_that_was_made_by_hand_after_the_same_rules_is_believed(self, world: World) -> None:
        with time_machine.travel(NOW, tick=False):
            assert world.tokens.verify(world.signed(world.header(), claims()), now=NOW).client_id == CLIENT

    def test_no_two_have_the_same_number(self, world: World) -> None:
        made = {world.tokens.sign(client_id=CLIENT, scopes={"results:read"}, now=NOW) for _ in range(20)}
        assert len(made) == 20

    @pytest.mark.parametrize(("seconds", "holds"), [(0, True), (899, True), (900, False), (-1, False)])
    def test_it_holds_for_fifteen_minutes_and_not_a_second_longer(
        self, world: World, seconds: int, holds: bool
    ) -> None:
        token = world.tokens.sign(client_id=CLIENT, scopes={"results:read"}, now=NOW)
        then = NOW + timedelta(seconds=seconds)
        with time_machine.travel(then, tick=False):
            if holds:
                world.tokens.verify(token, now=then)
            else:
                with pytest.raises(InvalidToken):
                    world.tokens.verify(token, now=then)

    def test_scopes_that_are_none_are_not_signed(self, world: World) -> None:
        with pytest.raises(ValueError, match="scope"):
            world.tokens.sign(client_id=CLIENT, scopes=["everything"], now=NOW)


class TestMutations:
    @settings(max_examples=200, deadline=None)
    @given(data=st.data())
    def test_any_other_sign_at_any_place_makes_it_invalid(self, world: World, data: st.DataObject) -> None:
        token = world.good
        at = data.draw(st.integers(0, len(token) - 1))
        sign = data.draw(st.sampled_from(SIGNS) | st.characters(exclude_characters=SIGNS))
        if sign == token[at]:
            return
        with time_machine.travel(NOW, tick=False), pytest.raises(InvalidToken):
            world.tokens.verify(token[:at] + sign + token[at + 1 :], now=NOW)

    @settings(max_examples=120, deadline=None)
    @given(name=st.sampled_from(sorted(claims())), value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30), lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=6))  # fmt: skip
    def test_any_other_value_signed_by_our_own_key_is_either_the_same_or_invalid(
        self, world: World, name: str, value: Any
    ) -> None:
        changed = claims(**{name: value})
        token = world.signed(world.header(), json.dumps(changed).encode())
        with time_machine.travel(NOW, tick=False):
            try:
                world.tokens.verify(token, now=NOW)
            except InvalidToken:
                return
        assert changed["exp"] - changed["iat"] <= 900
        assert {k: v for k, v in changed.items() if k not in ("iat", "nbf", "exp")} == {
            k: v for k, v in claims().items() if k not in ("iat", "nbf", "exp")
        }

    @settings(max_examples=120, deadline=None)
    @given(
        token=st.text(max_size=300) | st.binary(max_size=300) | st.from_regex(r"[\w-]{0,40}\.[\w-]{0,40}\.[\w-]{0,40}")
    )
    def test_anything_at_all_is_invalid(self, world: World, token: Any) -> None:
        with pytest.raises(InvalidToken):
            world.tokens.verify(token, now=NOW)


class TestKeys:
    def test_a_new_key_comes_while_tokens_of_the_old_one_live(self, tmp_path: Path) -> None:
        old, new = (write_key(tmp_path / f"{name}.pem") for name in ("old", "new"))
        write_public(tmp_path / "old.pub", old)
        write_public(tmp_path / "new.pub", new)
        before = Tokens(keys_in(tmp_path, private="old.pem", public=("new.pub",)), issuer=ISSUER)
        after = Tokens(keys_in(tmp_path, private="new.pem", public=("old.pub",)), issuer=ISSUER)
        alone = Tokens(keys_in(tmp_path, private="new.pem"), issuer=ISSUER)
        with time_machine.travel(NOW, tick=False):
            of_old, of_new = (t.sign(client_id=CLIENT, scopes={"results:read"}, now=NOW) for t in (before, after))
            for server in (before, after):
                assert server.verify(of_old, now=NOW).client_id == server.verify(of_new, now=NOW).client_id == CLIENT
            with pytest.raises(InvalidToken):
                alone.verify(of_old, now=NOW)

    def test_without_a_key_no_token_is_made_and_none_believed(self, tmp_path: Path, world: World) -> None:
        nobody = Tokens(keys_in(tmp_path, private=None), issuer=ISSUER)
        with pytest.raises(InvalidToken):
            nobody.verify(world.signed(world.header(), claims()), now=NOW)
        with pytest.raises(RuntimeError, match="TOKEN_PRIVATE_KEY"):
            nobody.sign(client_id=CLIENT, scopes={"results:read"}, now=NOW)

    @pytest.mark.parametrize(
        "key",
        [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 2048), ed25519.Ed25519PrivateKey.generate()],
        ids=["P-384", "RSA", "Ed25519"],
    )  # fmt: skip
    def test_another_kind_of_key_is_refused_with_the_remedy(self, tmp_path: Path, key: Any) -> None:
        write_key(tmp_path / "key.pem", key)
        with pytest.raises(BadKeyError, match="openssl genpkey"):
            keys_in(tmp_path)
        write_public(tmp_path / "key.pub", key)
        with pytest.raises(BadKeyError, match="openssl genpkey"):
            keys_in(tmp_path, private=None, public=("key.pub",))

    @pytest.mark.parametrize("content", [b"", b"rahasia", b"\x30\x59\x30\x13"])
    def test_a_file_that_is_no_pem_is_refused_by_name(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "key.pem").write_bytes(content)
        for name in ("key.pem", "tiada.pem"):
            with pytest.raises(BadKeyError, match=name):
                keys_in(tmp_path, private=name)
            with pytest.raises(BadKeyError, match=name):
                keys_in(tmp_path, private=None, public=(name,))

    def test_the_private_key_is_not_in_what_is_printed_of_it(self, tmp_path: Path) -> None:
        write_key(tmp_path / "key.pem")
        assert "PRIVATE" not in repr(keys_in(tmp_path))

    def test_a_backend_that_is_not_cryptography_stops_the_start(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert_backend()
        monkeypatch.setattr(backends, "ECKey", type("ECKey", (), {"__module__": "jose.backends.ecdsa_backend"}))
        with pytest.raises(RuntimeError, match="ecdsa_backend"):
            assert_backend()
