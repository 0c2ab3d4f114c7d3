from typing import Any
from uuid import UUID

from api.access.context import Context
from api.access.routing import Router
from api.accounts import queries, second_step_queries, second_step_resets, service
from api.accounts.cards import NotOnOwnAccount, SameOfficer
from api.accounts.enrolment import SecondStepOff
from api.accounts.schemas import AccountRead
from api.accounts.schemas_second_step import ResetRequest
from api.accounts.second_step_resets import ResetNotOpen

router = Router(prefix="/accounts", tag="accounts")


@router.acts(
    "/{account_id}/totp-resets",
    permission="accounts:manage",
    response=AccountRead,
    status=201,
    step_up=True,
    errors=[NotOnOwnAccount, SecondStepOff],
)
def request_totp_reset(context: Context, account_id: UUID, body: ResetRequest) -> dict[str, Any]:
    """Ask that somebody's one-time codes be reset, because phone and recovery codes are lost.

    Another officer must confirm it within seven days; the owner is told.
    """
    account = queries.get_account(context.db, context.actor, account_id, context.now, lock=True)
    second_step_resets.request_reset(
        context.db, account=account, reason=body.reason, actor=context.actor, now=context.now, trace=context.request_id
    )
    return service.show_account(context.db, account, actor=context.actor, now=context.now)


@router.acts(
    "/{account_id}/totp-resets/{reset_id}/confirm",
    permission="accounts:issue_card",
    response=AccountRead,
    step_up=True,
    errors=[SameOfficer, ResetNotOpen],
)
def confirm_totp_reset(context: Context, account_id: UUID, reset_id: UUID) -> dict[str, Any]:
    """Confirm, as the second officer, that somebody's one-time codes are reset.

    Neither who asked nor whose account it is may confirm. All sessions of the account end; the passphrase stays.
    """
    account = queries.get_account(context.db, context.actor, account_id, context.now, lock=True)
    reset = second_step_queries.lock_reset(context.db, account.id, reset_id)
    second_step_resets.confirm_reset(
        context.db, account=account, reset=reset, actor=context.actor, now=context.now, trace=context.request_id
    )
    return service.show_account(context.db, account, actor=context.actor, now=context.now)
