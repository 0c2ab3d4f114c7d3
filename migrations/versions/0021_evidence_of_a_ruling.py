"""The evidence of an innovation that a ruling records stays with the ruling."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # not in a batch: on SQLite a table that is made anew loses its triggers
    op.add_column("objection", sa.Column("work_evidence", sa.String(length=2000), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("objection", "work_evidence")
