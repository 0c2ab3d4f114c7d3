"""The calibration meeting: notes on cases, and its end."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calibration_note",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("discussed", sa.Boolean(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_calibration_note_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_calibration_note_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["written_by"], ["account.id"], name=op.f("fk_calibration_note_written_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_note")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_calibration_note_participant_id")),
    )
    op.create_index("ix_calibration_note_round_id", "calibration_note", ["round_id"], unique=False)
    op.create_table(
        "calibration_confirmation",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=False),
        sa.Column("confirmed_at", Instant(), nullable=False),
        sa.Column("attendees", sa.String(length=500), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("rest", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_calibration_confirmation_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["account.id"], name=op.f("fk_calibration_confirmation_confirmed_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_confirmation")),
    )
    op.create_index("ix_calibration_confirmation_round_id", "calibration_confirmation", ["round_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_calibration_confirmation_round_id", table_name="calibration_confirmation")
    op.drop_table("calibration_confirmation")
    op.drop_index("ix_calibration_note_round_id", table_name="calibration_note")
    op.drop_table("calibration_note")
