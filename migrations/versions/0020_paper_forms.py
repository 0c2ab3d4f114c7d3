"""Paper forms: who fills in on paper, who types, and the printed sheets while they are out."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_rater",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("named_by", sa.Uuid(), nullable=False),
        sa.Column("named_at", Instant(), nullable=False),
        sa.Column("printed_at", Instant(), nullable=True),
        sa.Column("entered", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("entered >= 0", name=op.f("ck_paper_rater_entered_counts")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_paper_rater_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_paper_rater_employee_id_employee")),
        sa.ForeignKeyConstraint(["named_by"], ["account.id"], name=op.f("fk_paper_rater_named_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_rater")),
        sa.UniqueConstraint("round_id", "employee_id", name=op.f("uq_paper_rater_round_id_employee_id")),
    )
    op.create_index("ix_paper_rater_employee_id", "paper_rater", ["employee_id"], unique=False)
    op.create_table(
        "paper_typist",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("named_by", sa.Uuid(), nullable=False),
        sa.Column("named_at", Instant(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_paper_typist_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_paper_typist_account_id_account")),
        sa.ForeignKeyConstraint(["named_by"], ["account.id"], name=op.f("fk_paper_typist_named_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_typist")),
        sa.UniqueConstraint("round_id", "account_id", name=op.f("uq_paper_typist_round_id_account_id")),
    )
    op.create_index("ix_paper_typist_account_id", "paper_typist", ["account_id"], unique=False)
    op.create_table(
        "paper_sheet",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=True),
        sa.Column("printed_by", sa.Uuid(), nullable=True),
        sa.Column("typed_by", sa.Uuid(), nullable=True),
        sa.Column("typing", sa.JSON(), nullable=True),
        sa.Column("differed", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(typing IS NULL) = (typed_by IS NULL)", name=op.f("ck_paper_sheet_typed_by_somebody")),
        sa.CheckConstraint(
            "assignment_id IS NOT NULL OR (printed_by IS NULL AND typed_by IS NULL)",
            name=op.f("ck_paper_sheet_void_keeps_its_code_alone"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_paper_sheet_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_paper_sheet_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["printed_by"], ["account.id"], name=op.f("fk_paper_sheet_printed_by_account")),
        sa.ForeignKeyConstraint(["typed_by"], ["account.id"], name=op.f("fk_paper_sheet_typed_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_sheet")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_paper_sheet_code_hash")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_paper_sheet_assignment_id")),
    )
    op.create_index("ix_paper_sheet_round_id", "paper_sheet", ["round_id"], unique=False)


def downgrade() -> None:
    for table in ("paper_sheet", "paper_typist", "paper_rater"):
        op.drop_table(table)
