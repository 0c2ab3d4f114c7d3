"""Reported comments, pressure on raters, and who alone reads of it."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

OPEN = sa.text("status IN ('open', 'proposed')")


def _account(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["account.id"], name=op.f(f"fk_{table}_{column}_account"))


def upgrade() -> None:
    op.add_column(
        "evaluation_comment", sa.Column("taken_down", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    with op.batch_alter_table("evaluation_comment") as batch:
        batch.alter_column("taken_down", server_default=None)
    with op.batch_alter_table("office") as batch:
        batch.add_column(sa.Column("pressure_contact_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_office_pressure_contact_id_account"), "account", ["pressure_contact_id"], ["id"]
        )
    op.create_table(
        "silence_pledge",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_silence_pledge_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_silence_pledge_employee_id_employee")),
        sa.PrimaryKeyConstraint("round_id", "employee_id", name=op.f("pk_silence_pledge")),
    )
    op.create_table(
        "comment_report",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("reported_by", sa.Uuid(), nullable=False),
        sa.Column("reported_at", Instant(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposed_reason", sa.String(length=1000), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_reason", sa.String(length=1000), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'proposed', 'kept', 'taken_down')", name=op.f("ck_comment_report_status_known")
        ),
        sa.CheckConstraint(
            "proposed_by IS NULL OR decided_by IS NULL OR proposed_by <> decided_by",
            name=op.f("ck_comment_report_two_officers"),
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_comment_report_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["evaluation_comment.id"], name=op.f("fk_comment_report_comment_id_evaluation_comment")
        ),
        *(_account("comment_report", column) for column in ("reported_by", "proposed_by", "decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_report")),
    )
    op.create_index("ix_comment_report_participant_id", "comment_report", ["participant_id"], unique=False)
    op.create_index(
        "uq_comment_report_open",
        "comment_report",
        ["comment_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "pressure_report",
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('open', 'answered', 'closed')", name=op.f("ck_pressure_report_status_known")),
        sa.CheckConstraint("sender_id <> contact_id", name=op.f("ck_pressure_report_two_people")),
        *(_account("pressure_report", column) for column in ("sender_id", "contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pressure_report")),
    )
    for column in ("sender_id", "contact_id"):
        op.create_index(f"ix_pressure_report_{column}", "pressure_report", [column], unique=False)
    op.create_table(
        "pressure_message",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("from_contact", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["pressure_report.id"], name=op.f("fk_pressure_message_report_id_pressure_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pressure_message")),
    )
    op.create_index("ix_pressure_message_report_id", "pressure_message", ["report_id"], unique=False)


def downgrade() -> None:
    for table in ("pressure_message", "pressure_report", "comment_report", "silence_pledge"):
        op.drop_table(table)
    with op.batch_alter_table("office") as batch:
        batch.drop_constraint(op.f("fk_office_pressure_contact_id_account"), type_="foreignkey")
        batch.drop_column("pressure_contact_id")
    op.drop_column("evaluation_comment", "taken_down")
