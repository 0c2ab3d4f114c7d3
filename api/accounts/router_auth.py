from datetime import timedelta
from typing import Any
from uuid import UUID

from api.access.actor import STEP_UP_LASTS
from api.access.context import Context
from api.access.permissions import PUBLIC, SIGNED_IN
from api.access.routing import Router
from api.accounts import credential_queries as queries
from api.accounts import signing_in
from api.accounts.cookies import signed_in
from api.accounts.devices import visit_of
from api.accounts.passphrase_change import (
    ActivationFailed,
    CardNotConfirmed,
    check_card,
    check_change,
)
from api.accounts.passphrase_change import (
    activate_account as use_card,
)
from api.accounts.passphrase_change import (
    change_passphrase as replace_passphrase,
)
from api.accounts.passphrases import offer_passphrase
from api.accounts.pending import SecondStepRequired
from api.accounts.schemas import (
    Activation,
    OffersRead,
    PassphraseChange,
    SessionRead,
    SignedInRead,
    SignIn,
    SteppedUpRead,
    StepUp,
)
from api.accounts.second_step import WrongCode
from api.accounts.sessions import (
    SESSION_COOKIE,
    cookie,
    lengths_for,
)
from api.accounts.signing_in import SignInFailed, Started, WrongPassphrase
from api.accounts.two_steps import REFUSALS, writing_apart
from api.kit.errors import TooManyRequests

router = Router(prefix="/auth", tag="auth")

OFFERS = 5


@router.acts(
    "/sign-in",
    permission=PUBLIC,
    response=SignedInRead,
    writes=False,
    errors=[SignInFailed, SecondStepRequired, TooManyRequests, *REFUSALS],
)
def sign_in(context: Context, body: SignIn) -> Started:
    """Sign in with NIP, e-mail or login name.

    Sets the session cookie, and a device cookie by which this browser is known again. On a shared PC (`shared_device`) the
    session ends soon and the browser is not remembered. The refusal is the same for an unknown login, a wrong passphrase,
    a disabled account and one that was never activated. Where one-time codes are on, the answer to the right passphrase is
    401 `second_step_required` with a cookie for `pass_second_step`.
    """
    settings = context.request.app.state.settings
    visit = visit_of(context.request, settings)
    proof = signing_in.prove_identity(
        context.db, login=body.login, passphrase=body.passphrase, visit=visit, now=context.now, trace=context.request_id
    )
    instead_of = context.caller.session_id if context.caller else None
    with writing_apart(context) as db:
        started = signing_in.begin_session(
            db,
            proof=proof,
            visit=visit,
            instead_of=instead_of,
            settings=settings,
            shared_idle=timedelta(minutes=settings.shared_idle_minutes) if body.shared_device else None,
            now=context.now,
            trace=context.request_id,
        )
    return signed_in(context, started)


@router.acts("/sign-out", permission=PUBLIC, status=204)
def sign_out(context: Context) -> None:
    """Sign out.

    The session ends and the browser is asked to forget what it stored. Harmless when nobody is signed in.
    """
    if context.caller is not None:
        signing_in.sign_out(context.db, actor=context.caller, now=context.now, trace=context.request_id)
    context.send_header("Set-Cookie", cookie(SESSION_COOKIE, "", max_age=0))
    # not "cookies": that would also take the device cookie, and a colleague could then lock this person out
    context.send_header("Clear-Site-Data", '"cache", "storage"')


@router.acts(
    "/activate",
    permission=PUBLIC,
    response=SignedInRead,
    writes=False,
    errors=[ActivationFailed, CardNotConfirmed, SecondStepRequired, TooManyRequests, *REFUSALS],
)
def activate_account(context: Context, body: Activation) -> Started:
    """Choose a passphrase with the code of an activation card.

    The card is used up, all sessions of the account end, and this browser is signed in – after the code, where one-time
    codes are on.
    """
    settings = context.request.app.state.settings
    visit = visit_of(context.request, settings)
    choice = check_card(context.db, code=body.code, passphrase=body.passphrase, visit=visit, now=context.now)
    with writing_apart(context) as db:
        started = use_card(db, choice=choice, visit=visit, settings=settings, now=context.now, trace=context.request_id)
    return signed_in(context, started)


@router.reads("/passphrase-offers", permission=PUBLIC, response=OffersRead)
def offer_passphrases(context: Context) -> dict[str, list[str]]:
    """Get passphrases on offer: four short Indonesian words each, new ones each time."""
    return {"offers": [offer_passphrase() for _ in range(OFFERS)]}


@router.acts(
    "/passphrase",
    permission=SIGNED_IN,
    response=SteppedUpRead,
    writes=False,
    errors=[WrongPassphrase, TooManyRequests, *REFUSALS],
)
def change_passphrase(context: Context, body: PassphraseChange) -> dict[str, Any]:
    """Replace one's passphrase.

    All other sessions of the account end; this one goes on under a new cookie.
    """
    actor, now = context.actor, context.now
    proof, hashed = check_change(context.db, actor=actor, old=body.old_passphrase, new=body.new_passphrase, now=now)
    with writing_apart(context) as db:
        token = replace_passphrase(db, actor=actor, proof=proof, hashed=hashed, now=now, trace=context.request_id)
    context.send_header("Set-Cookie", cookie(SESSION_COOKIE, token))
    return {"stepped_up_until": now + STEP_UP_LASTS}


@router.acts(
    "/step-up",
    permission=SIGNED_IN,
    response=SteppedUpRead,
    writes=False,
    errors=[WrongPassphrase, WrongCode, TooManyRequests, *REFUSALS],
)
def step_up(context: Context, body: StepUp) -> dict[str, Any]:
    """Enter the passphrase again, and a one-time code where those are on, for steps that ask for it.

    They are open for ten minutes. The session goes on under a new cookie.
    """
    actor, now = context.actor, context.now
    signing_in.prove_own_passphrase(context.db, actor=actor, passphrase=body.passphrase, now=now)
    with writing_apart(context) as db:
        token = signing_in.step_up(
            db,
            actor=actor,
            code=body.code,
            box=context.request.app.state.secret_box,
            now=now,
            trace=context.request_id,
        )
    context.send_header("Set-Cookie", cookie(SESSION_COOKIE, token))
    return {"stepped_up_until": now + STEP_UP_LASTS}


@router.reads("/sessions", permission=SIGNED_IN, response=list[SessionRead])
def list_sessions(context: Context) -> list[dict[str, Any]]:
    """List one's own sessions, the one used last first."""
    lengths = lengths_for(context.request.app.state.settings, privileged=context.actor.privileged)
    return signing_in.list_sessions(context.db, actor=context.actor, lengths=lengths, now=context.now)


@router.removes("/sessions/{session_id}", permission=SIGNED_IN)
def revoke_session(context: Context, session_id: UUID) -> None:
    """End one of one's own sessions, on whatever device; the next request there must sign in."""
    session = queries.get_session(context.db, context.actor.account_id, session_id)
    signing_in.revoke_session(
        context.db, actor=context.actor, session=session, now=context.now, trace=context.request_id
    )
