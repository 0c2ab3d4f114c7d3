from typing import Any

from api.access.context import Context
from api.access.permissions import PUBLIC, SIGNED_IN
from api.access.routing import Router
from api.accounts import enrolment, pending, second_step_queries, signing_in
from api.accounts.cookies import signed_in
from api.accounts.devices import visit_of
from api.accounts.enrolment import NothingOffered, Offer, SecondStepDemanded, SecondStepOff
from api.accounts.passphrase_change import check_length_alone
from api.accounts.pending import PENDING_COOKIE, SecondStepFailed
from api.accounts.schemas import SignedInRead
from api.accounts.schemas_second_step import CodeEntry, RecoveryCodesRead, TotpOfferRead, TotpRead, TurnOff
from api.accounts.second_step import Attempt, WrongCode, demand_code
from api.accounts.sessions import SESSION_COOKIE, cookie, token_in
from api.accounts.signing_in import Started, WrongPassphrase, passphrase_limits
from api.accounts.two_steps import REFUSALS, writing_apart
from api.kit.errors import TooManyRequests

router = Router(prefix="/auth", tag="auth")


@router.acts("/second-step", permission=PUBLIC, response=SignedInRead, errors=[SecondStepFailed, TooManyRequests])
def pass_second_step(context: Context, body: CodeEntry) -> Started:
    """Enter the one-time code after the passphrase, within five minutes.

    A recovery code does as well, once. A wrong, a used and a late code are answered alike.
    """
    state, visit = context.request.app.state, visit_of(context.request, context.request.app.state.settings)
    passed = pending.pass_second_step(
        context.db,
        token=token_in(context.request, PENDING_COOKIE),
        code=body.code,
        visit=visit,
        box=state.secret_box,
        now=context.now,
        trace=context.request_id,
    )
    started = signing_in.enter(
        context.db,
        passed=passed,
        visit=visit,
        instead_of=context.caller.session_id if context.caller else None,
        settings=state.settings,
        now=context.now,
        trace=context.request_id,
    )
    context.send_header("Set-Cookie", cookie(PENDING_COOKIE, "", max_age=0))
    return signed_in(context, started)


@router.reads("/totp", permission=SIGNED_IN, response=TotpRead)
def get_totp(context: Context) -> dict[str, Any]:
    """Get whether one's one-time codes are on, whether a role demands them, and how many recovery codes are left."""
    kept = second_step_queries.find_second_step(context.db, context.actor.account_id)
    return {
        "on": context.actor.second_step_on,
        "demanded": context.actor.second_step_demanded,
        "confirmed_at": kept.confirmed_at if kept else None,
        "recovery_codes_left": second_step_queries.count_recovery_codes(context.db, context.actor.account_id),
    }


@router.acts("/totp", permission=SIGNED_IN, response=TotpOfferRead, status=201, step_up=True)
def begin_totp(context: Context) -> Offer:
    """Begin to switch on one-time codes: a secret for the authenticator app, shown this once.

    It counts once `confirm_totp` has seen a code made from it. Done again, e.g. for a new phone, the old one counts until then.
    """
    box = context.request.app.state.secret_box
    return enrolment.begin(context.db, actor=context.actor, box=box, now=context.now, trace=context.request_id)


@router.acts(
    "/totp/confirm",
    permission=SIGNED_IN,
    response=RecoveryCodesRead,
    step_up=True,
    errors=[NothingOffered, WrongCode, TooManyRequests],
)
def confirm_totp(context: Context, body: CodeEntry) -> dict[str, Any]:
    """Confirm with a first code that the app works; from now on signing in asks for one.

    All other sessions end; this one goes on under a new cookie. The recovery codes are shown this once.
    """
    confirmed = enrolment.confirm(
        context.db,
        actor=context.actor,
        code=body.code,
        box=context.request.app.state.secret_box,
        now=context.now,
        trace=context.request_id,
    )
    context.send_header("Set-Cookie", cookie(SESSION_COOKIE, confirmed.session_token))
    return {"recovery_codes": confirmed.recovery_codes}


@router.acts(
    "/totp/recovery-codes", permission=SIGNED_IN, response=RecoveryCodesRead, step_up=True, errors=[SecondStepOff]
)
def renew_recovery_codes(context: Context) -> dict[str, Any]:
    """Get new recovery codes, shown this once; the old ones are void."""
    codes = enrolment.renew_codes(context.db, actor=context.actor, now=context.now, trace=context.request_id)
    return {"recovery_codes": codes}


@router.acts(
    "/totp/turn-off",
    permission=SIGNED_IN,
    status=204,
    writes=False,
    errors=[SecondStepOff, SecondStepDemanded, WrongPassphrase, WrongCode, TooManyRequests, *REFUSALS],
)
def turn_off_totp(context: Context, body: TurnOff) -> None:
    """Switch one-time codes off, with passphrase and code.

    The passphrase must be long enough to stand alone; recovery codes are void, other sessions end.
    """
    actor, now = context.actor, context.now
    signing_in.prove_own_passphrase(context.db, actor=actor, passphrase=body.passphrase, now=now)
    check_length_alone(context.db, actor=actor, passphrase=body.passphrase, now=now)
    attempt = Attempt(actor.account_id, body.code, True, context.request.app.state.secret_box)
    with writing_apart(context) as db:
        enrolment.refuse_turning_off(db, actor=actor)
        demand_code(db, attempt, limits=passphrase_limits(actor), now=now)
        enrolment.turn_off(db, actor=actor, now=now, trace=context.request_id)
