"""Objections with their evidence, corrections, and what a result keeps of them."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# On SQLite a table that is made anew loses its triggers, so columns with a constraint are added in the engines' own words.
COLUMNS = [
    ("office", "objection_days", "INTEGER DEFAULT 14 NOT NULL CONSTRAINT ck_office_objection_days_range "
     "CHECK (objection_days BETWEEN 14 AND 60)"),
    ("evaluation_round", "objection_days", "INTEGER"),
    ("result", "objection", "VARCHAR(10) DEFAULT 'none' NOT NULL CONSTRAINT ck_result_objection_known "
     "CHECK (objection IN ('none', 'open', 'withdrawn', 'ruled'))"),
]  # fmt: skip

ENDED = "OLD.status IN ('ruled_upheld', 'ruled_changed', 'withdrawn', 'late_rejected')"
# table, event, condition, what is said
FROZEN = [
    ("objection", "UPDATE", ENDED, "an objection that has ended is frozen"),
    ("objection", "DELETE", "1 = 1", "an objection is never removed"),
    ("objection_evidence", "UPDATE", "1 = 1", "evidence is never changed"),
    ("objection_evidence", "DELETE", "1 = 1", "evidence is never removed"),
    ("correction_form", "UPDATE", "1 = 1", "a correction form is never changed"),
    ("correction_form", "DELETE", "1 = 1", "a correction form is never removed"),
    ("result_correction", "UPDATE", "OLD.status <> 'proposed'", "a correction that was answered is frozen"),
    ("result_correction", "DELETE", "1 = 1", "a correction is never removed"),
]


def reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    for table, column, words in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {words}")
    op.create_index("uq_result_supersedes_id", "result", ["supersedes_id"], unique=True)
    create_objection()
    create_evidence()
    create_corrections()
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, event, condition, message in FROZEN:
        then = (
            f"WHEN ({condition}) EXECUTE FUNCTION refuse_change('{message}')"
            if postgresql
            else f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        op.execute(f"CREATE TRIGGER frozen_{table}_{event.lower()} BEFORE {event} ON {table} FOR EACH ROW {then}")


def create_objection() -> None:
    op.create_table(
        "objection",
        sa.Column("result_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=15), nullable=False),
        sa.Column("external", sa.Boolean(), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("filed_at", Instant(), nullable=False),
        sa.Column("deadline_at", Instant(), nullable=False),
        sa.Column("ruling_due_at", Instant(), nullable=False),
        sa.Column("review_started_at", Instant(), nullable=True),
        sa.Column("review_started_by", sa.Uuid(), nullable=True),
        sa.Column("hearing_until", Instant(), nullable=True),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("reply", sa.String(length=2000), nullable=False),
        sa.Column("replied_at", Instant(), nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.Column("ruled_at", Instant(), nullable=True),
        sa.Column("ruled_by", sa.Uuid(), nullable=True),
        sa.Column("ruling_reason", sa.String(length=2000), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("new_result_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('filed', 'under_review', 'heard', 'ruled_upheld', 'ruled_changed', 'withdrawn', 'late_rejected')",
            name=op.f("ck_objection_status_known"),
        ),
        sa.CheckConstraint(
            "(status = 'ruled_changed') = (new_result_id IS NOT NULL)", name=op.f("ck_objection_change_has_a_version")
        ),
        reference("objection", "result_id", "result"),
        reference("objection", "round_id", "evaluation_round"),
        reference("objection", "participant_id", "participant"),
        reference("objection", "employee_id", "employee"),
        reference("objection", "review_started_by", "account"),
        reference("objection", "answered_by", "account"),
        reference("objection", "ruled_by", "account"),
        reference("objection", "new_result_id", "result"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sa.UniqueConstraint("result_id", name=op.f("uq_objection_result_id")),
    )
    op.create_index("ix_objection_participant_id", "objection", ["participant_id"], unique=False)
    op.create_index("ix_objection_employee_id", "objection", ["employee_id"], unique=False)
    op.create_index("ix_objection_round_id", "objection", ["round_id"], unique=False)


def create_evidence() -> None:
    op.create_table(
        "objection_evidence",
        sa.Column("objection_id", sa.Uuid(), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("attached_at", Instant(), nullable=False),
        sa.Column("attached_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "media_type IN ('application/pdf', 'image/jpeg', 'image/png')",
            name=op.f("ck_objection_evidence_media_type_known"),
        ),
        reference("objection_evidence", "objection_id", "objection"),
        reference("objection_evidence", "attached_by", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_evidence")),
        sa.UniqueConstraint(
            "objection_id", "content_hash", name=op.f("uq_objection_evidence_objection_id_content_hash")
        ),
    )


def create_corrections() -> None:
    op.create_table(
        "correction_form",
        sa.Column("result_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        reference("correction_form", "result_id", "result"),
        reference("correction_form", "written_by", "account"),
        sa.PrimaryKeyConstraint("result_id", name=op.f("pk_correction_form")),
    )
    op.create_table(
        "result_correction",
        sa.Column("result_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("work_rating", sa.Integer(), nullable=False),
        sa.Column("behaviour_rating", sa.Integer(), nullable=False),
        sa.Column("work", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.Column("new_result_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('proposed', 'approved', 'rejected')", name=op.f("ck_result_correction_status_known")
        ),
        reference("result_correction", "result_id", "result"),
        reference("result_correction", "proposed_by", "account"),
        reference("result_correction", "answered_by", "account"),
        reference("result_correction", "new_result_id", "result"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_correction")),
    )
    op.create_index(
        "uq_result_correction_open",
        "result_correction",
        ["result_id"],
        unique=True,
        sqlite_where=sa.text("status = 'proposed'"),
        postgresql_where=sa.text("status = 'proposed'"),
    )


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, event, _, _ in FROZEN:
        name = f"frozen_{table}_{event.lower()}"
        op.execute(f"DROP TRIGGER {name} ON {table}" if postgresql else f"DROP TRIGGER {name}")
    op.drop_index("uq_result_correction_open", table_name="result_correction")
    op.drop_table("result_correction")
    op.drop_table("correction_form")
    op.drop_table("objection_evidence")
    op.drop_index("ix_objection_round_id", table_name="objection")
    op.drop_index("ix_objection_employee_id", table_name="objection")
    op.drop_index("ix_objection_participant_id", table_name="objection")
    op.drop_table("objection")
    op.drop_index("uq_result_supersedes_id", table_name="result")
    for table, column, _ in reversed(COLUMNS):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
