"""Choosing a passphrase: with a card for the first time or after forgetting it, or in place of the old one."""

from datetime import datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts import credential_queries as queries
from api.accounts.cards import code_key, is_open, void_open_cards
from api.accounts.devices import Visit, forget_devices
from api.accounts.models import Account, AccountStatus, ActivationCard
from api.accounts.passphrase_rules import Weakness, find_weakness, shortest
from api.accounts.passphrases import hash_passphrase
from api.accounts.pending import Waiting, wait_for_code
from api.accounts.second_step_queries import has_second_step
from api.accounts.sessions import end_sessions, hash_of, rotate_session
from api.accounts.signing_in import Proof, Started, WrongPassphrase, open_session, prove_own_passphrase
from api.accounts.throttles import address_limits, count_failure, refuse_if_exhausted
from api.audit.service import record
from api.kit.errors import Conflict, Fault, Invalid, Unauthenticated
from api.kit.settings import Settings
from api.kit.texts import Text


class ActivationFailed(Unauthenticated):
    text = Text(
        "Kode kartu ini tidak berlaku: tidak dikenal, sudah dipakai, sudah lewat masanya, atau sudah diganti kartu yang lebih baru. "
        "Periksa penulisannya, atau mintalah kartu baru kepada petugas kepegawaian.",
        "This code is not valid: unknown, used, expired or replaced by a newer card. Check the spelling or ask for a new card.",
    )


class CardNotConfirmed(Conflict):
    text = Text(
        "Kartu untuk pemegang peran berlaku setelah dikonfirmasi petugas kedua. Mintalah petugas lain mengonfirmasinya.",
        "A card for the holder of a role counts once a second officer has confirmed it. Ask another officer to do so.",
    )


class Choice(NamedTuple):
    """A card that was good and a passphrase that may be used, when both were checked."""

    account_id: UUID
    card_id: UUID
    hashed: str


SAME_AS_BEFORE = Weakness(
    "passphrase_unchanged",
    Text("Pilih kata sandi yang berbeda dari yang lama.", "Choose one that differs from the old one."),
)


def check_card(db: Session, *, code: str, passphrase: str, visit: Visit, now: datetime) -> Choice:
    limits = address_limits("activate", visit.address)
    refuse_if_exhausted(db, limits, now=now)
    card = queries.find_card(db, hash_of(code_key(code)))
    account = None if card is None else queries.get_own_account(db, card.account_id)
    if card is None or account is None or not _counts(card, account, now):
        raise ActivationFailed(afterwards=partial(count_failure, limits=limits, now=now))
    _refuse_unconfirmed(card)
    _refuse_weak(db, account, passphrase, "/passphrase", now)
    return Choice(account.id, card.id, hash_passphrase(passphrase))


def activate_account(
    db: Session, *, choice: Choice, visit: Visit, settings: Settings, now: datetime, trace: str
) -> Started | Waiting:
    """The card is used up, the passphrase holds, and whoever was signed in before is so no longer.

    A card stands in for the passphrase, never for the second step.
    """
    account = queries.lock_account(db, choice.account_id)
    card = queries.lock_card(db, account.id, choice.card_id)
    if not _counts(card, account, now):
        raise ActivationFailed()
    _refuse_unconfirmed(card)
    card.used_at = now
    db.flush()
    void_open_cards(db, [account.id], now=now)
    end_sessions(db, account.id, now=now)
    forget_devices(db, account.id)
    before = account.status
    set_passphrase(account, choice.hashed, now=now)
    record(
        db,
        actor=None,
        action="activate_account",
        object_type="account",
        object_id=account.id,
        before={"status": before},
        after={"status": account.status, "card": card.id},
        trace=trace,
    )
    if has_second_step(db, account.id):
        return wait_for_code(db, account, shared_idle=None, now=now)
    return open_session(db, account=account, visit=visit, settings=settings, now=now)


def check_change(db: Session, *, actor: Actor, old: str, new: str, now: datetime) -> tuple[Proof, str]:
    proof = prove_own_passphrase(db, actor=actor, passphrase=old, now=now)
    if new == old:
        raise Invalid(faults=[Fault("/new_passphrase", *SAME_AS_BEFORE)])
    account = queries.get_own_account(db, actor.account_id)
    _refuse_weak(db, account, new, "/new_passphrase", now)
    return proof, hash_passphrase(new)


def check_length_alone(db: Session, *, actor: Actor, passphrase: str, now: datetime) -> None:
    """Chosen short beside one-time codes, it would not do without them: it must be changed first."""
    about = queries.describe_account(db, queries.get_own_account(db, actor.account_id), now)
    weakness = find_weakness(passphrase, about)
    if weakness is not None:
        raise Invalid(faults=[Fault("/passphrase", *weakness)])


def change_passphrase(db: Session, *, actor: Actor, proof: Proof, hashed: str, now: datetime, trace: str) -> str:
    """The new one holds, all other sessions end, and this one goes on under the token returned."""
    account = queries.lock_account(db, proof.account_id)
    if account.passphrase_hash != proof.stored:
        raise WrongPassphrase()
    set_passphrase(account, hashed, now=now)
    end_sessions(db, account.id, now=now, keep=actor.session_id)
    record(db, actor=actor, action="change_passphrase", object_type="account", object_id=account.id, trace=trace)
    return rotate_session(db, actor.session_id, now=now)


def set_passphrase(account: Account, hashed: str, *, now: datetime) -> None:
    account.passphrase_hash = hashed
    account.passphrase_changed_at = now
    account.passphrase_change_due = False
    account.status = AccountStatus.ACTIVE


def _counts(card: ActivationCard, account: Account, now: datetime) -> bool:
    return is_open(card, now) and account.status != AccountStatus.DISABLED


def _refuse_unconfirmed(card: ActivationCard) -> None:
    if card.needs_confirmation and card.confirmed_at is None:
        raise CardNotConfirmed()


def _refuse_weak(db: Session, account: Account, passphrase: str, pointer: str, now: datetime) -> None:
    about, length = queries.describe_account(db, account, now), shortest(second_step=has_second_step(db, account.id))
    weakness = find_weakness(passphrase, about, length)
    if weakness is not None:
        raise Invalid(faults=[Fault(pointer, *weakness)])
