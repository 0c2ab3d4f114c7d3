"""`Authorization: Bearer …`: how API clients say who they are."""

from starlette.requests import Request

from api.access.tokens import InvalidToken, Tokens
from api.kit import clock


def bearer_token(request: Request) -> str | None:
    """What is sent as a bearer token, however the word is written; None where nothing of the kind is."""
    sent = request.headers.getlist("authorization")
    scheme, _, token = sent[0].partition(" ") if sent else ("", "", "")
    if scheme.lower() != "bearer":
        return None
    if len(sent) > 1:
        raise InvalidToken()
    return token.strip(" ")


def refuse_bearer(request: Request) -> None:
    """No API client has been registered, so even a token that is signed well names nobody."""
    token = bearer_token(request)
    if token is None:
        return
    tokens: Tokens = request.app.state.tokens
    tokens.verify(token, now=clock.now())
    raise InvalidToken()
