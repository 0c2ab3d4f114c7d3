"""Signed checkpoints of the audit log, frozen like the log itself."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MESSAGE = "checkpoints of the audit log are never changed"


def upgrade() -> None:
    op.create_table(
        "audit_checkpoint",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_audit_checkpoint")),
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    for event in ("UPDATE", "DELETE"):
        does = (
            f"EXECUTE FUNCTION refuse_change('{MESSAGE}')"
            if postgresql
            else f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
        op.execute(
            f"CREATE TRIGGER frozen_audit_checkpoint_{event.lower()} BEFORE {event} ON audit_checkpoint FOR EACH ROW {does}"
        )


def downgrade() -> None:
    op.drop_table("audit_checkpoint")
