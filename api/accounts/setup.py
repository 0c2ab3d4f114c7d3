"""The first administrator of an office, and the way back in for an office that has lost its last one: from the console."""

from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts import queries
from api.accounts.cards import NewCard, new_code, write_cards
from api.accounts.models import Account, AccountStatus, RoleGrant
from api.accounts.rules import login_key
from api.audit.service import record
from api.kit import clock


def create_administrator(db: Session, *, name: str, email: str) -> str:
    """An administrator of the whole office and the code of his activation card.

    Run again for the same address it gives a new card; who can run it can read the database anyway.
    """
    email = login_key(email)
    account = queries.accounts_by(db, Account.email, {email}).get(email)
    if account is None:
        account = Account(name=name, email=email, status=AccountStatus.INVITED, created_at=clock.now())
        db.add(account)
        db.flush()
    if account.status == AccountStatus.DISABLED:
        account.status = AccountStatus.ACTIVE if account.passphrase_hash else AccountStatus.INVITED
    if not queries.is_administrator(db, account):
        db.add(RoleGrant(account_id=account.id, role=Role.ADMINISTRATOR, granted_at=clock.now()))
    code = new_code()
    write_cards(db, [NewCard(account.id, code)], issued_by=None, now=clock.now(), alone=True)
    record(db, actor=None, action="create_administrator", object_type="account", object_id=account.id)
    return code
