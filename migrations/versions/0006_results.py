"""Work results, calculation runs, results, decisions, receipts."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calculation_run",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("requested_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("policies", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("failures", sa.JSON(), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'published', 'failed')", name=op.f("ck_calculation_run_status_known")
        ),
        sa.ForeignKeyConstraint(["requested_by"], ["account.id"], name=op.f("fk_calculation_run_requested_by_account")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_calculation_run_round_id_evaluation_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calculation_run")),
    )
    op.create_index("ix_calculation_run_round_id", "calculation_run", ["round_id"], unique=False)
    op.create_table(
        "result",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("composite", sa.Integer(), nullable=True),
        sa.Column("scaled", sa.Integer(), nullable=True),
        sa.Column("numeric", sa.Integer(), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("sums", sa.LargeBinary(), nullable=False),
        sa.Column("item_sums", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_work", sa.Integer(), nullable=True),
        sa.Column("proposed_behaviour", sa.Integer(), nullable=True),
        sa.Column("proposed_predicate", sa.Integer(), nullable=True),
        sa.Column("needs_official_decision", sa.Boolean(), nullable=False),
        sa.Column("work", sa.JSON(), nullable=False),
        sa.Column("precision", sa.JSON(), nullable=False),
        sa.Column("released_at", Instant(), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('proposal', 'decided', 'released')", name=op.f("ck_result_status_known")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_result_employee_id_employee")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_result_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["released_by"], ["account.id"], name=op.f("fk_result_released_by_account")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_result_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["calculation_run.id"], name=op.f("fk_result_run_id_calculation_run")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["result.id"], name=op.f("fk_result_supersedes_id_result")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint(
            "run_id", "participant_id", "version", name=op.f("uq_result_run_id_participant_id_version")
        ),
    )
    op.create_index("ix_result_employee_id", "result", ["employee_id"], unique=False)
    op.create_index("ix_result_participant_id", "result", ["participant_id"], unique=False)
    op.create_index("ix_result_round_id", "result", ["round_id"], unique=False)
    op.create_table(
        "work_result",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("skp_hundredths", sa.Integer(), nullable=True),
        sa.Column("innovation", sa.Boolean(), nullable=False),
        sa.Column("evidence", sa.String(length=2000), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(code IS NULL) <> (skp_hundredths IS NULL)", name=op.f("ck_work_result_code_or_figure")),
        sa.CheckConstraint("code IS NULL OR code BETWEEN 1 AND 3", name=op.f("ck_work_result_code_range")),
        sa.CheckConstraint(
            "skp_hundredths IS NULL OR skp_hundredths BETWEEN 0 AND 12000", name=op.f("ck_work_result_skp_range")
        ),
        sa.ForeignKeyConstraint(["entered_by"], ["account.id"], name=op.f("fk_work_result_entered_by_account")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_work_result_participant_id_participant")
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_work_result")),
    )
    op.create_table(
        "result_decision",
        sa.Column("result_id", sa.Uuid(), nullable=False),
        sa.Column("work_rating", sa.Integer(), nullable=False),
        sa.Column("behaviour_rating", sa.Integer(), nullable=False),
        sa.Column("predicate", sa.Integer(), nullable=False),
        sa.Column("departs", sa.Boolean(), nullable=False),
        sa.Column("category", sa.String(length=30), nullable=True),
        sa.Column("instructed_by", sa.String(length=200), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("message", sa.String(length=2000), nullable=False),
        sa.Column("taken_over", sa.Boolean(), nullable=False),
        sa.Column("external", sa.Boolean(), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.CheckConstraint("behaviour_rating BETWEEN 1 AND 3", name=op.f("ck_result_decision_behaviour_range")),
        sa.CheckConstraint("predicate BETWEEN 1 AND 5", name=op.f("ck_result_decision_predicate_range")),
        sa.CheckConstraint("work_rating BETWEEN 1 AND 3", name=op.f("ck_result_decision_work_range")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_result_decision_decided_by_account")),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name=op.f("fk_result_decision_result_id_result")),
        sa.PrimaryKeyConstraint("result_id", name=op.f("pk_result_decision")),
    )
    op.create_table(
        "result_receipt",
        sa.Column("result_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name=op.f("fk_result_receipt_result_id_result")),
        sa.PrimaryKeyConstraint("result_id", name=op.f("pk_result_receipt")),
    )
    op.create_table(
        "result_response",
        sa.Column("result_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name=op.f("fk_result_response_result_id_result")),
        sa.PrimaryKeyConstraint("result_id", name=op.f("pk_result_response")),
    )
    op.create_table(
        "result_seal",
        sa.Column("result_id", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name=op.f("fk_result_seal_result_id_result")),
        sa.PrimaryKeyConstraint("result_id", name=op.f("pk_result_seal")),
    )


def downgrade() -> None:
    op.drop_table("result_seal")
    op.drop_table("result_response")
    op.drop_table("result_receipt")
    op.drop_table("result_decision")
    op.drop_table("work_result")
    op.drop_index("ix_result_round_id", table_name="result")
    op.drop_index("ix_result_participant_id", table_name="result")
    op.drop_index("ix_result_employee_id", table_name="result")
    op.drop_table("result")
    op.drop_index("ix_calculation_run_round_id", table_name="calculation_run")
    op.drop_table("calculation_run")
