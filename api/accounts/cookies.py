"""What the browser gets when somebody has proved himself: a session, or the way to the second step."""

from api.access.context import Context
from api.accounts.pending import PENDING_COOKIE, SecondStepRequired, Waiting
from api.accounts.second_step_queries import PENDING_LASTS
from api.accounts.sessions import DEVICE_COOKIE, DEVICE_COOKIE_SECONDS, SESSION_COOKIE, cookie
from api.accounts.signing_in import Started


def signed_in(context: Context, started: Started | Waiting) -> Started:
    if isinstance(started, Waiting):
        kept = cookie(PENDING_COOKIE, started.token, max_age=int(PENDING_LASTS.total_seconds()))
        raise SecondStepRequired(headers={"Set-Cookie": kept})
    context.send_header("Set-Cookie", cookie(SESSION_COOKIE, started.session_token))
    if started.device_token is not None:
        context.send_header("Set-Cookie", cookie(DEVICE_COOKIE, started.device_token, max_age=DEVICE_COOKIE_SECONDS))
    return started
