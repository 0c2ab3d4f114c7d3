"""The first administrator and the second officer of an office, and the way back in for one that has lost them: from the console."""

from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts import queries
from api.accounts.cards import NewCard, new_code, write_cards
from api.accounts.models import Account, AccountStatus, RoleGrant
from api.accounts.rules import login_key
from api.audit.service import record
from api.kit import clock


def create_administrator(db: Session, *, name: str, email: str) -> str:
    """An administrator of the whole office and the code of his activation card."""
    return _appoint(db, Role.ADMINISTRATOR, name, email, "create_administrator")


def appoint_officer(db: Session, *, role: Role, name: str, email: str) -> str:
    """The second officer, who is not of the first one's making: each step that takes two needs him."""
    return _appoint(db, role, name, email, "appoint_officer")


def _appoint(db: Session, role: Role, name: str, email: str, action: str) -> str:
    """Run again for the same address it gives a new card; who can run it can read the database anyway."""
    email = login_key(email)
    account = queries.accounts_by(db, Account.email, {email}).get(email)
    if account is None:
        account = Account(name=name, email=email, status=AccountStatus.INVITED, created_at=clock.now())
        db.add(account)
        db.flush()
    if account.status == AccountStatus.DISABLED:
        account.status = AccountStatus.ACTIVE if account.passphrase_hash else AccountStatus.INVITED
    if queries.find_grant(db, account, role, None) is None:
        db.add(RoleGrant(account_id=account.id, role=role, granted_at=clock.now()))
    code = new_code()
    write_cards(db, [NewCard(account.id, code)], issued_by=None, now=clock.now(), alone=True)
    record(db, actor=None, action=action, object_type="account", object_id=account.id, after={"role": role})
    return code
