"""Evaluation rounds, participants, extensions, holidays."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "evaluation_round",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("period_type", sa.String(length=10), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("opens_at", Instant(), nullable=True),
        sa.Column("closes_at", Instant(), nullable=False),
        sa.Column("peers_per_person", sa.Integer(), nullable=False),
        sa.Column("response_stage", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("cloned_from_id", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("calculated_at", Instant(), nullable=True),
        sa.Column("released_at", Instant(), nullable=True),
        sa.Column("archived_at", Instant(), nullable=True),
        sa.Column("cancelled_at", Instant(), nullable=True),
        sa.Column("published_run_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_predicate", sa.String(length=20), nullable=True),
        sa.Column("organisation_document", sa.String(length=300), nullable=False),
        sa.Column("distribution_acknowledged_by", sa.Uuid(), nullable=True),
        sa.Column("distribution_acknowledged_at", Instant(), nullable=True),
        sa.Column("distribution_reason", sa.String(length=2000), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('full', 'light', 'practice')", name=op.f("ck_evaluation_round_kind_known")),
        sa.CheckConstraint(
            "status IN ('draft', 'open', 'closed', 'calculated', 'released', 'archived', 'cancelled')",
            name=op.f("ck_evaluation_round_status_known"),
        ),
        sa.CheckConstraint("period_end >= period_start", name=op.f("ck_evaluation_round_period_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["cloned_from_id"],
            ["evaluation_round.id"],
            name=op.f("fk_evaluation_round_cloned_from_id_evaluation_round"),
        ),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_evaluation_round_created_by_account")),
        sa.ForeignKeyConstraint(
            ["distribution_acknowledged_by"],
            ["account.id"],
            name=op.f("fk_evaluation_round_distribution_acknowledged_by_account"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["org_unit.id"], name=op.f("fk_evaluation_round_unit_id_org_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_round")),
    )
    op.create_index("ix_evaluation_round_status", "evaluation_round", ["status"], unique=False)
    op.create_table(
        "extension",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("closes_at", Instant(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(employee_id IS NULL) <> (unit_id IS NULL)", name=op.f("ck_extension_person_or_unit")),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_extension_created_by_account")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_extension_employee_id_employee")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_extension_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["org_unit.id"], name=op.f("fk_extension_unit_id_org_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    op.create_index("ix_extension_round_id", "extension", ["round_id"], unique=False)
    op.create_table(
        "participant",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=15), nullable=False),
        sa.Column("reason_code", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("unit_path", sa.String(length=800), nullable=False),
        sa.Column("position_title", sa.String(length=200), nullable=False),
        sa.Column("position_class", sa.String(length=20), nullable=False),
        sa.Column("superior_id", sa.Uuid(), nullable=True),
        sa.Column("superior_outside", sa.Boolean(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("joined_late", sa.Boolean(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('active', 'excluded', 'left', 'incapacitated')", name=op.f("ck_participant_status_known")
        ),
        sa.CheckConstraint(
            "superior_id IS NULL OR superior_id <> employee_id", name=op.f("ck_participant_not_his_own_superior")
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_participant_employee_id_employee")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_participant_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["superior_id"], ["employee.id"], name=op.f("fk_participant_superior_id_employee")),
        sa.ForeignKeyConstraint(["unit_id"], ["org_unit.id"], name=op.f("fk_participant_unit_id_org_unit")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["instrument_version.id"], name=op.f("fk_participant_version_id_instrument_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("round_id", "employee_id", name=op.f("uq_participant_round_id_employee_id")),
    )
    op.create_index("ix_participant_employee_id", "participant", ["employee_id"], unique=False)
    op.create_index("ix_participant_superior_id", "participant", ["superior_id"], unique=False)
    op.create_table(
        "round_fact",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_round_fact_round_id_evaluation_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "name", name=op.f("pk_round_fact")),
    )
    op.create_table(
        "round_instrument",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("position_class", sa.String(length=20), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_round_instrument_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["instrument_version.id"], name=op.f("fk_round_instrument_version_id_instrument_version")
        ),
        sa.PrimaryKeyConstraint("round_id", "position_class", name=op.f("pk_round_instrument")),
    )


def downgrade() -> None:
    op.drop_table("round_instrument")
    op.drop_table("round_fact")
    op.drop_index("ix_participant_superior_id", table_name="participant")
    op.drop_index("ix_participant_employee_id", table_name="participant")
    op.drop_table("participant")
    op.drop_index("ix_extension_round_id", table_name="extension")
    op.drop_table("extension")
    op.drop_index("ix_evaluation_round_status", table_name="evaluation_round")
    op.drop_table("evaluation_round")
    op.drop_table("holiday")
