"""The office's letterhead, the register of numbered papers, and their signed scans."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letterhead",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("address_line", sa.String(length=300), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("number_pattern", sa.String(length=100), nullable=False),
        sa.Column("signatory_position_id", sa.Uuid(), nullable=True),
        sa.Column("signatory_title", sa.String(length=200), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=200), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_letterhead_one_letterhead")),
        sa.ForeignKeyConstraint(
            ["signatory_position_id"], ["position.id"], name=op.f("fk_letterhead_signatory_position_id_position")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterhead")),
    )
    op.create_table(
        "document",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("variant", sa.String(length=15), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("result_id", sa.Uuid(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=150), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=False),
        sa.Column("superseded_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('result_sheet', 'round_recap', 'round_minutes')", name=op.f("ck_document_kind_known")
        ),
        sa.CheckConstraint("variant IN ('full', 'without_parts')", name=op.f("ck_document_variant_known")),
        sa.CheckConstraint(
            "(kind = 'result_sheet') = (result_id IS NOT NULL)", name=op.f("ck_document_sheet_of_a_result")
        ),
        sa.ForeignKeyConstraint(["issued_by"], ["account.id"], name=op.f("fk_document_issued_by_account")),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name=op.f("fk_document_result_id_result")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name=op.f("fk_document_round_id_evaluation_round")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by_id"], ["document.id"], name=op.f("fk_document_superseded_by_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("year", "sequence", name=op.f("uq_document_year_sequence")),
    )
    op.create_index("ix_document_result_id", "document", ["result_id"], unique=False)
    op.create_index("ix_document_round_id", "document", ["round_id"], unique=False)
    op.create_table(
        "document_scan",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("attached_at", Instant(), nullable=False),
        sa.Column("attached_by", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "media_type IN ('application/pdf', 'image/jpeg', 'image/png')",
            name=op.f("ck_document_scan_media_type_known"),
        ),
        sa.ForeignKeyConstraint(["attached_by"], ["account.id"], name=op.f("fk_document_scan_attached_by_account")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_scan_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_scan")),
        sa.UniqueConstraint("document_id", "version", name=op.f("uq_document_scan_document_id_version")),
    )


def downgrade() -> None:
    op.drop_table("document_scan")
    op.drop_index("ix_document_round_id", table_name="document")
    op.drop_index("ix_document_result_id", table_name="document")
    op.drop_table("document")
    op.drop_table("letterhead")
