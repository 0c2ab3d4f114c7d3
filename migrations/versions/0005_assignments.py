"""Who rates whom, the forms, and the sealed table between them."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pending_leaf",
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=False),
        sa.Column("leaf", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_pending_leaf_round_id_evaluation_round")
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_pending_leaf")),
    )
    op.create_table(
        "rater_conflict",
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("first_id <> second_id", name=op.f("ck_rater_conflict_two_people")),
        sa.ForeignKeyConstraint(["first_id"], ["employee.id"], name=op.f("fk_rater_conflict_first_id_employee")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_rater_conflict_recorded_by_account")),
        sa.ForeignKeyConstraint(["second_id"], ["employee.id"], name=op.f("fk_rater_conflict_second_id_employee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rater_conflict")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_rater_conflict_first_id_second_id")),
    )
    op.create_table(
        "rater_plan",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("drawn_at", Instant(), nullable=False),
        sa.Column("drawn_by", sa.Uuid(), nullable=False),
        sa.Column("seed_hash", sa.String(length=64), nullable=False),
        sa.Column("basis_hash", sa.String(length=64), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["drawn_by"], ["account.id"], name=op.f("fk_rater_plan_drawn_by_account")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_rater_plan_round_id_evaluation_round")
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_rater_plan")),
    )
    op.create_table(
        "sealed_seed",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("seed", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_sealed_seed_round_id_evaluation_round")
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_sealed_seed")),
    )
    op.create_table(
        "assignment",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("evaluator_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("receipt", sa.String(length=20), nullable=True),
        sa.Column("decline_category", sa.String(length=20), nullable=True),
        sa.Column("decline_reason", sa.String(length=2000), nullable=False),
        sa.Column("self_form_seen", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "source IN ('self', 'superior', 'peer', 'subordinate')", name=op.f("ck_assignment_source_known")
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'open', 'submitted', 'declined', 'withdrawn')",
            name=op.f("ck_assignment_status_known"),
        ),
        sa.ForeignKeyConstraint(["evaluator_id"], ["employee.id"], name=op.f("fk_assignment_evaluator_id_employee")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_assignment_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_assignment_round_id_evaluation_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("participant_id", "evaluator_id", name=op.f("uq_assignment_participant_id_evaluator_id")),
    )
    op.create_index("ix_assignment_evaluator_id", "assignment", ["evaluator_id", "round_id"], unique=False)
    op.create_index("ix_assignment_round_id", "assignment", ["round_id"], unique=False)
    op.create_table(
        "evaluation",
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "source IN ('self', 'superior', 'peer', 'subordinate')", name=op.f("ck_evaluation_source_known")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_evaluation_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_evaluation_round_id_evaluation_round")
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_evaluation")),
    )
    op.create_index("ix_evaluation_round_id_participant_id", "evaluation", ["round_id", "participant_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_draft_assignment_id_assignment")),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "evaluation_comment",
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("value_code", sa.String(length=10), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["token"], ["evaluation.token"], name=op.f("fk_evaluation_comment_token_evaluation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_comment")),
    )
    op.create_index("ix_evaluation_comment_token", "evaluation_comment", ["token"], unique=False)
    op.create_table(
        "sealed_token",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_sealed_token_assignment_id_assignment")
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_sealed_token")),
        sa.UniqueConstraint("token", name=op.f("uq_sealed_token_token")),
    )


def downgrade() -> None:
    op.drop_table("sealed_token")
    op.drop_index("ix_evaluation_comment_token", table_name="evaluation_comment")
    op.drop_table("evaluation_comment")
    op.drop_table("draft")
    op.drop_index("ix_evaluation_round_id_participant_id", table_name="evaluation")
    op.drop_table("evaluation")
    op.drop_index("ix_assignment_round_id", table_name="assignment")
    op.drop_index("ix_assignment_evaluator_id", table_name="assignment")
    op.drop_table("assignment")
    op.drop_table("sealed_seed")
    op.drop_table("rater_plan")
    op.drop_table("rater_conflict")
    op.drop_table("pending_leaf")
