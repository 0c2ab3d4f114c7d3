"""The catalogue and the recommendations."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "course",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("competencies", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("hours_jp", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('experience', 'others', 'formal')", name=op.f("ck_course_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("code", name=op.f("uq_course_code")),
    )
    op.create_table(
        "competency_level",
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("competency", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("competency BETWEEN 1 AND 9", name=op.f("ck_competency_level_competency_range")),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_competency_level_level_range")),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_competency_level_employee_id_employee")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_competency_level_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competency_level")),
        sa.UniqueConstraint(
            "employee_id",
            "competency",
            "assessed_on",
            name=op.f("uq_competency_level_employee_id_competency_assessed_on"),
        ),
    )
    op.create_table(
        "completed_course",
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("hours_jp", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_completed_course_course_id_course")),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_completed_course_employee_id_employee")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_completed_course_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completed_course")),
    )
    op.create_index("ix_completed_course_employee_id", "completed_course", ["employee_id"], unique=False)
    op.create_table(
        "recommendation",
        sa.Column("result_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("value_code", sa.String(length=10), nullable=True),
        sa.Column("competency", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("answer_reason", sa.String(length=2000), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('proposed', 'accepted', 'dismissed')", name=op.f("ck_recommendation_status_known")
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_recommendation_employee_id_employee")),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name=op.f("fk_recommendation_result_id_result")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("result_id", "rank", name=op.f("uq_recommendation_result_id_rank")),
    )
    op.create_index("ix_recommendation_employee_id", "recommendation", ["employee_id"], unique=False)
    op.create_table(
        "recommended_course",
        sa.Column("recommendation_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_recommended_course_course_id_course")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_recommended_course_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("recommendation_id", "course_id", name=op.f("pk_recommended_course")),
    )


def downgrade() -> None:
    op.drop_table("recommended_course")
    op.drop_index("ix_recommendation_employee_id", table_name="recommendation")
    op.drop_table("recommendation")
    op.drop_index("ix_completed_course_employee_id", table_name="completed_course")
    op.drop_table("completed_course")
    op.drop_table("competency_level")
    op.drop_table("course")
