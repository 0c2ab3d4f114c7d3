"""Whoever sends a bearer token gets 401 `invalid_token`: there are no API clients yet, and a session beside it does not help."""

from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from api.access.tokens import Tokens
from api.kit import clock
from api.kit.settings import Settings
from tests.access.token_forge import write_key
from tests.clients import Client
from tests.factories.accounts import make_signable


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    write_key(tmp_path / "key.pem")
    return settings.model_copy(update={"token_private_key": tmp_path / "key.pem"})


SENT = [
    "Bearer xyz",
    "bearer xyz",
    "BEARER ..",
    "Bearer",
    "Bearer ",
    "Bearer  a.b.c",
    f"Bearer {'x' * 8000}",
    "Bearer \xff\xfe",
]


@pytest.mark.parametrize("path", ["/me", "/employees", "/auth/passphrase-offers"])
def test_no_token_is_good_for_anything(client: Client, path: str) -> None:
    for sent in SENT:
        response = client.request("GET", path, headers={"Authorization": sent.encode("latin-1")})
        assert (sent, response.status_code, response.json()["code"]) == (sent, 401, "invalid_token")
        assert response.headers["www-authenticate"] == 'Bearer error="invalid_token"'
        assert "xyz" not in response.text


def test_not_even_one_that_is_signed_well(app: FastAPI, client: Client) -> None:
    tokens: Tokens = app.state.tokens
    token = tokens.sign(client_id=uuid4(), scopes={"results:read"}, now=clock.now())
    tokens.verify(token, now=clock.now())
    client.get("/me", expect=401, headers={"Authorization": f"Bearer {token}"})


def test_two_of_them_are_no_better_than_one(client: Client) -> None:
    response = client.http.get("/api/v1/me", headers=[("Authorization", "Bearer a.b.c"), ("Authorization", "Basic x")])
    assert response.json()["code"] == "invalid_token"


def test_a_malformed_body_is_not_told_before_the_token_is_refused(client: Client) -> None:
    client.post("/auth/sign-in", {"x": 1}, expect=401, headers={"Authorization": "Bearer a.b.c"})


def test_a_session_beside_it_does_not_make_it_good(client: Client, db: Session) -> None:
    client.signed_in_as(db, make_signable(db))
    client.get("/me")
    client.get("/me", expect=401, headers={"Authorization": "Bearer a.b.c"})
    client.get("/me", headers={"Authorization": "Basic abc"})
