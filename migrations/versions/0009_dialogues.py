"""The small dialogue; introductions that were read; sessions on a PC that several people use."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dialogue",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("agreed_action", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=True),
        sa.Column("confirmed_at", Instant(), nullable=True),
        sa.Column("finished_by", sa.Uuid(), nullable=True),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(agreed_action = '') = (due_on IS NULL)", name=op.f("ck_dialogue_action_has_a_day")),
        sa.CheckConstraint(
            "held_on IS NOT NULL OR (agreed_action = '' AND confirmed_at IS NULL)",
            name=op.f("ck_dialogue_noted_first"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_dialogue_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_dialogue_recorded_by_account")),
        sa.ForeignKeyConstraint(["finished_by"], ["account.id"], name=op.f("fk_dialogue_finished_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_dialogue_participant_id")),
    )
    op.create_table(
        "dialogue_question",
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_dialogue_question_dialogue_id_dialogue")
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_dialogue_question_answered_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_question")),
    )
    op.create_index("ix_dialogue_question_dialogue_id", "dialogue_question", ["dialogue_id"], unique=False)
    op.create_index(
        "uq_dialogue_question_open",
        "dialogue_question",
        ["dialogue_id"],
        unique=True,
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.create_table(
        "introduction_read",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("read_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_introduction_read_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_introduction_read")),
    )
    op.add_column("account_session", sa.Column("shared_idle_seconds", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("account_session", "shared_idle_seconds")
    op.drop_table("introduction_read")
    op.drop_index("uq_dialogue_question_open", table_name="dialogue_question")
    op.drop_index("ix_dialogue_question_dialogue_id", table_name="dialogue_question")
    op.drop_table("dialogue_question")
    op.drop_table("dialogue")
