"""Requests for the correction of one's data."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction_request",
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("wrong", sa.String(length=1000), nullable=False),
        sa.Column("should_be", sa.String(length=1000), nullable=False),
        sa.Column("filed_at", Instant(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('done', 'refused')", name=op.f("ck_correction_request_outcome_known")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_correction_request_answered_with_an_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_correction_request_employee_id_employee")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["account.id"], name=op.f("fk_correction_request_answered_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_request")),
    )
    op.create_index("ix_correction_request_employee_id", "correction_request", ["employee_id"], unique=False)
    op.create_index(
        "uq_correction_request_open",
        "correction_request",
        ["employee_id", "field"],
        unique=True,
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("uq_correction_request_open", table_name="correction_request")
    op.drop_index("ix_correction_request_employee_id", table_name="correction_request")
    op.drop_table("correction_request")
