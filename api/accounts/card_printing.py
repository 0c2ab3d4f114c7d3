"""Cards for many at once: chosen and drawn first, written then, so that nobody waits for the printer."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts import credential_queries, queries
from api.accounts.card_sheet import CardText, SheetText, draw_sheet
from api.accounts.cards import CARD_LASTS, NewCard, new_code, record_issue, refuse_card_for, write_cards
from api.accounts.models import Account
from api.accounts.schemas import MOST_CARDS
from api.audit.service import record
from api.kit.errors import Conflict, NotFound
from api.kit.texts import Text

DEFAULT_ZONE = "Asia/Jakarta"


class NobodyWaits(Conflict):
    text = Text(
        "Di unit ini tidak ada akun yang belum memiliki kata sandi.", "In this unit every account has its passphrase."
    )


class TooManyCards(Conflict):
    text = Text(
        "Sekali cetak paling banyak {most} kartu. Pilih unit kerja yang lebih kecil.",
        "At most {most} cards at once. Choose a smaller unit.",
    )


class Printed(NamedTuple):
    sheet: bytes
    cards: list[NewCard]


def choose_accounts(
    db: Session, *, account_ids: list[UUID] | None, unit_id: UUID | None, actor: Actor, now: datetime
) -> Sequence[Account]:
    """The accounts named, or everybody of a unit who has no passphrase yet; one that is not visible is not there."""
    if account_ids is not None:
        accounts = queries.visible_accounts_among(db, actor, account_ids, now)
        if len(accounts) != len(set(account_ids)):
            raise NotFound()
        for account in accounts:
            refuse_card_for(account, actor)
        return accounts
    if unit_id is None or queries.find_unit(db, unit_id) is None:
        raise NotFound()
    accounts = queries.invited_below(db, actor, unit_id, now, most=MOST_CARDS + 1)
    if not accounts:
        raise NobodyWaits()
    if len(accounts) > MOST_CARDS:
        raise TooManyCards(most=MOST_CARDS)
    return accounts


def draw_cards(db: Session, *, accounts: Sequence[Account], address: str, now: datetime) -> Printed:
    holders = credential_queries.holders_of_roles(db, [account.id for account in accounts])
    office = queries.find_office(db)
    sheet = SheetText(
        office=office.name if office else "",
        address=address,
        expires_at=now + CARD_LASTS,
        zone=office.zone if office else DEFAULT_ZONE,
    )
    cards = [NewCard(account.id, new_code()) for account in accounts]
    texts = [
        CardText(account.name, account.login_name or account.email or "", card.code, account.id in holders)
        for account, card in zip(accounts, cards, strict=True)
    ]
    return Printed(draw_sheet(sheet, texts), cards)


def print_activation_cards(db: Session, *, cards: Sequence[NewCard], actor: Actor, now: datetime, trace: str) -> None:
    """From here on the codes drawn are good, and older cards of the same accounts are void."""
    credential_queries.lock_accounts(db, [card.account_id for card in cards])
    write_cards(db, cards, issued_by=actor.account_id, now=now)
    for card in cards:
        record_issue(db, card.account_id, actor=actor, trace=trace)
    record(
        db,
        actor=actor,
        action="print_activation_cards",
        object_type="accounts",
        object_id="cards",
        after={"cards": len(cards)},
        trace=trace,
    )
