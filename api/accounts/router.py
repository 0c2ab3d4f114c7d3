from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from api.access.context import Context
from api.access.routing import Router
from api.accounts import card_printing, cards, credential_queries, queries, roles, service
from api.accounts.card_sheet import activation_address
from api.accounts.models import RoleGrant
from api.accounts.schemas import (
    AccountCreate,
    AccountDisable,
    AccountFilters,
    AccountRead,
    CardPrint,
    CardRead,
    IssuedCardRead,
    RoleGrantCreate,
    RoleGrantRead,
)
from api.accounts.two_steps import REFUSALS, writing_apart
from api.kit.pages import Page, read_page

router = Router(prefix="/accounts", tag="accounts")


@router.reads("", permission="accounts:read", response=Page[AccountRead])
def list_accounts(context: Context, filters: Annotated[AccountFilters, Query()]) -> dict[str, Any]:
    """List accounts with their roles, last sign-in and the activation card that is about.

    Who looks after the whole office sees all; others the accounts of the people in their units.
    """
    page = read_page(context.db, queries.select_accounts(context.actor, filters, context.now), filters)
    shown = service.show_accounts(context.db, page["items"], actor=context.actor, now=context.now)
    return {**page, "items": shown}


@router.creates(
    "", permission="accounts:manage", response=AccountRead, errors=[service.EmailTaken, service.LoginNameTaken]
)
def create_account(context: Context, body: AccountCreate) -> dict[str, Any]:
    """Create an account for somebody who is no employee, such as an auditor.

    Employees get theirs with the staff list. The person comes in with an activation card.
    """
    account = service.create_account(
        context.db, **body.model_dump(), actor=context.actor, now=context.now, trace=context.request_id
    )
    return service.show_account(context.db, account, actor=context.actor, now=context.now)


@router.reads("/{account_id}", permission="accounts:read", response=AccountRead)
def get_account(context: Context, account_id: UUID) -> dict[str, Any]:
    """Get one account."""
    account = queries.get_account(context.db, context.actor, account_id, context.now)
    return service.show_account(context.db, account, actor=context.actor, now=context.now)


@router.acts(
    "/{account_id}/disable",
    permission="accounts:manage",
    response=AccountRead,
    errors=[cards.NotOnOwnAccount, cards.AccountDisabled, roles.LastAdministrator],
)
def disable_account(context: Context, account_id: UUID, body: AccountDisable) -> dict[str, Any]:
    """Disable an account.

    Its sessions end at once and open cards are void. Nobody disables himself, and the last administrator stays.
    """
    account = queries.get_account(context.db, context.actor, account_id, context.now, lock=True)
    service.disable_account(
        context.db, account=account, reason=body.reason, actor=context.actor, now=context.now, trace=context.request_id
    )
    return service.show_account(context.db, account, actor=context.actor, now=context.now)


@router.acts("/{account_id}/enable", permission="accounts:manage", response=AccountRead, errors=[service.NotDisabled])
def enable_account(context: Context, account_id: UUID) -> dict[str, Any]:
    """Enable a disabled account; its passphrase is the one it had."""
    account = queries.get_account(context.db, context.actor, account_id, context.now, lock=True)
    service.enable_account(context.db, account=account, actor=context.actor, trace=context.request_id)
    return service.show_account(context.db, account, actor=context.actor, now=context.now)


@router.acts(
    "/{account_id}/activation-cards",
    permission="accounts:issue_card",
    response=IssuedCardRead,
    status=201,
    step_up=True,
    errors=[cards.NotOnOwnAccount, cards.AccountDisabled],
)
def issue_activation_card(context: Context, account_id: UUID) -> dict[str, Any]:
    """Issue an activation card: the first, or one in place of a forgotten passphrase.

    The code is shown this once. Older cards are void; sessions go on until the new one is used. The card of somebody who
    holds a role counts once another officer has confirmed it, and its owner is told of it.
    """
    account = queries.get_account(context.db, context.actor, account_id, context.now, lock=True)
    code, card = cards.issue_activation_card(
        context.db, account=account, actor=context.actor, now=context.now, trace=context.request_id
    )
    return {"code": code, "address": activation_address(_activation_page(context), code), "card": card}


@router.acts(
    "/{account_id}/activation-cards/{card_id}/confirm",
    permission="accounts:issue_card",
    response=CardRead,
    step_up=True,
    errors=[cards.SameOfficer, cards.CardNotOpen, cards.ConfirmationNotNeeded],
)
def confirm_activation_card(context: Context, account_id: UUID, card_id: UUID) -> Any:
    """Confirm, as the second officer, a card for the holder of a role.

    Neither who issued it nor whose account it is may confirm it.
    """
    account = queries.get_account(context.db, context.actor, account_id, context.now, lock=True)
    card = credential_queries.lock_card(context.db, account.id, card_id)
    cards.confirm_activation_card(
        context.db, account=account, card=card, actor=context.actor, now=context.now, trace=context.request_id
    )
    return card


@router.acts(
    "/activation-cards",
    permission="accounts:issue_card",
    produces=["application/pdf"],
    step_up=True,
    writes=False,
    errors=[
        cards.NotOnOwnAccount,
        cards.AccountDisabled,
        card_printing.NobodyWaits,
        card_printing.TooManyCards,
        *REFUSALS,
    ],
)
def print_activation_cards(context: Context, body: CardPrint) -> Response:
    """Issue and print activation cards, eight to an A4 page.

    For the accounts named, or for everybody of a unit and below who has no passphrase yet; at most 500 at once. The codes
    exist on this sheet only.
    """
    accounts = card_printing.choose_accounts(
        context.db, account_ids=body.account_ids, unit_id=body.unit_id, actor=context.actor, now=context.now
    )
    printed = card_printing.draw_cards(
        context.db, accounts=accounts, address=_activation_page(context), now=context.now
    )
    with writing_apart(context) as db:
        card_printing.print_activation_cards(
            db, cards=printed.cards, actor=context.actor, now=context.now, trace=context.request_id
        )
    headers = {"Content-Disposition": 'attachment; filename="kartu-aktivasi.pdf"'}
    return Response(printed.sheet, media_type="application/pdf", headers=headers)


@router.creates(
    "/{account_id}/roles",
    permission="roles:grant",
    response=RoleGrantRead,
    step_up=True,
    errors=[
        cards.NotOnOwnAccount,
        cards.AccountDisabled,
        roles.BeyondYourUnits,
        roles.CardFromYou,
        roles.RoleHeldAlready,
    ],
)
def grant_role(context: Context, account_id: UUID, body: RoleGrantCreate) -> Any:
    """Grant a role for a unit and everything below it, or for the whole office.

    It holds from the person's next request on. Nobody grants himself a role, nor somebody who came in with a card that he
    alone has issued: it takes two officers to make a third.
    """
    account = queries.get_account(context.db, context.actor, account_id, context.now, lock=True)
    grant: RoleGrant = roles.grant_role(
        context.db, account=account, **body.model_dump(), actor=context.actor, now=context.now, trace=context.request_id
    )
    return next(row for row in queries.grants_of(context.db, [account.id])[account.id] if row.id == grant.id)


@router.removes(
    "/{account_id}/roles/{grant_id}",
    permission="roles:grant",
    step_up=True,
    errors=[cards.NotOnOwnAccount, roles.BeyondYourUnits, roles.LastAdministrator],
)
def revoke_role(context: Context, account_id: UUID, grant_id: UUID) -> None:
    """Take a role back; it is gone from the person's next request on. The last administrator stays."""
    account = queries.get_account(context.db, context.actor, account_id, context.now, lock=True)
    grant = queries.get_grant(context.db, account, grant_id)
    roles.revoke_role(context.db, account=account, grant=grant, actor=context.actor, trace=context.request_id)


def _activation_page(context: Context) -> str:
    return f"{context.request.app.state.settings.base_url}/aktivasi"
