"""Signals of a calculation run."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "run_signals",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["calculation_run.id"], name=op.f("fk_run_signals_run_id_calculation_run")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run_signals")),
    )


def downgrade() -> None:
    op.drop_table("run_signals")
