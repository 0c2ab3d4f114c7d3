"""Requests to break a seal: two officers, a reason, a time limit."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seal_breaking",
        sa.Column("seal", sa.String(length=10), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("requested_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decision_reason", sa.String(length=2000), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("seal IN ('forms', 'raters')", name=op.f("ck_seal_breaking_seal_known")),
        sa.CheckConstraint(
            "status IN ('requested', 'approved', 'refused')", name=op.f("ck_seal_breaking_status_known")
        ),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> requested_by", name=op.f("ck_seal_breaking_two_officers")
        ),
        sa.CheckConstraint(
            "seal <> 'raters' OR participant_id IS NOT NULL", name=op.f("ck_seal_breaking_raters_of_one_person")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_seal_breaking_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_seal_breaking_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["requested_by"], ["account.id"], name=op.f("fk_seal_breaking_requested_by_account")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_seal_breaking_decided_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_breaking")),
    )
    op.create_index("ix_seal_breaking_round_id", "seal_breaking", ["round_id"], unique=False)


def downgrade() -> None:
    op.drop_table("seal_breaking")
