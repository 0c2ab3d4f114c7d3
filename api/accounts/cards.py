"""Activation cards: a code on paper with which a person chooses the passphrase. Nobody else ever knows or sets it."""

import secrets
import unicodedata
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts import credential_queries as queries
from api.accounts.models import Account, AccountStatus, ActivationCard
from api.accounts.sessions import hash_of
from api.audit.service import record
from api.kit.errors import Conflict, Forbidden
from api.kit.texts import Text

CARD_LASTS = timedelta(days=30)
# 32 signs, so each carries 5 bits: 80 in all. I, L, O and U are left out; who writes them means 1, 1, 0 and V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILOU", "110V")
_SIGNS, _GROUP = 16, 4


class NotOnOwnAccount(Forbidden):
    text = Text(
        "Tindakan atas akun Anda sendiri harus dilakukan petugas lain.",
        "Another officer must do this to your own account.",
    )


class AccountDisabled(Conflict):
    text = Text("Akun ini dinonaktifkan. Aktifkan dahulu.", "This account is disabled. Enable it first.")


class CardNotOpen(Conflict):
    text = Text("Kartu ini sudah dipakai, diganti, atau lewat masanya.", "This card is used, replaced or expired.")


class ConfirmationNotNeeded(Conflict):
    text = Text("Kartu ini tidak menunggu konfirmasi.", "This card is not waiting for confirmation.")


class SameOfficer(Forbidden):
    text = Text(
        "Kartu ini harus dikonfirmasi petugas lain, bukan yang menerbitkan atau pemiliknya.",
        "Another officer must confirm this card: neither who issued it nor whose it is.",
    )


class NewCard(NamedTuple):
    account_id: UUID
    code: str


def new_code() -> str:
    signs = [secrets.choice(ALPHABET) for _ in range(_SIGNS)]
    return "-".join("".join(signs[at : at + _GROUP]) for at in range(0, _SIGNS, _GROUP))


def code_key(written: str) -> str:
    """The code as it is hashed, however it was typed; a scanned address carries it behind its `#`."""
    text = unicodedata.normalize("NFKC", written).rsplit("#", 1)[-1].upper().translate(_READ_AS)
    return "".join(sign for sign in text if sign in ALPHABET)


def is_open(card: ActivationCard, now: datetime) -> bool:
    return card.used_at is None and card.voided_at is None and now < card.expires_at


def void_open_cards(db: Session, account_ids: Collection[UUID], *, now: datetime) -> None:
    statement = update(ActivationCard).where(
        ActivationCard.account_id.in_(account_ids), ActivationCard.used_at.is_(None), ActivationCard.voided_at.is_(None)
    )
    db.execute(statement.values(voided_at=now))


def ask_for_confirmation(db: Session, account: Account) -> None:
    """A role was granted: a card that is still about must not open more than it was issued for."""
    statement = update(ActivationCard).where(ActivationCard.account_id == account.id, ActivationCard.used_at.is_(None))
    db.execute(statement.values(needs_confirmation=True))


def refuse_card_for(account: Account, actor: Actor) -> None:
    if account.id == actor.account_id:
        raise NotOnOwnAccount()
    if account.status == AccountStatus.DISABLED:
        raise AccountDisabled()


def write_cards(
    db: Session, cards: Sequence[NewCard], *, issued_by: UUID | None, now: datetime, alone: bool = False
) -> None:
    """Stores new cards and makes older ones void. `alone`: the first administrator has no second officer yet."""
    account_ids = [card.account_id for card in cards]
    holders = frozenset() if alone else queries.holders_of_roles(db, account_ids)
    void_open_cards(db, account_ids, now=now)
    rows = [
        {
            "account_id": card.account_id,
            "code_hash": hash_of(code_key(card.code)),
            "issued_at": now,
            "issued_by": issued_by,
            "expires_at": now + CARD_LASTS,
            "needs_confirmation": card.account_id in holders,
        }
        for card in cards
    ]
    db.execute(insert(ActivationCard), rows)


def issue_activation_card(
    db: Session, *, account: Account, actor: Actor, now: datetime, trace: str
) -> tuple[str, ActivationCard]:
    """The code is returned this once and kept only as a hash. Sessions go on until the card is used."""
    refuse_card_for(account, actor)
    code = new_code()
    write_cards(db, [NewCard(account.id, code)], issued_by=actor.account_id, now=now)
    card = queries.open_cards_of(db, [account.id], now)[account.id]
    record_issue(db, account.id, actor=actor, trace=trace)
    return code, card


def record_issue(db: Session, account_id: UUID, *, actor: Actor, trace: str) -> None:
    record(db, actor=actor, action="issue_activation_card", object_type="account", object_id=account_id, trace=trace)


def confirm_activation_card(
    db: Session, *, account: Account, card: ActivationCard, actor: Actor, now: datetime, trace: str
) -> None:
    if actor.account_id in (card.issued_by, account.id):
        raise SameOfficer()
    if not is_open(card, now):
        raise CardNotOpen()
    if not card.needs_confirmation or card.confirmed_at is not None:
        raise ConfirmationNotNeeded()
    card.confirmed_at = now
    card.confirmed_by = actor.account_id
    record(
        db,
        actor=actor,
        action="confirm_activation_card",
        object_type="account",
        object_id=account.id,
        after={"card": card.id, "issued_by": card.issued_by},
        trace=trace,
    )
