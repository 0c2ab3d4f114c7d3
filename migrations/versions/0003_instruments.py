"""Instruments, their versions, values, items and anchors."""

import sqlalchemy as sa
from alembic import op

from api.kit.base import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "instrument",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position_class", sa.String(length=20), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
        sa.UniqueConstraint("code", name=op.f("uq_instrument_code")),
    )
    op.create_table(
        "instrument_version",
        sa.Column("instrument_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("legal_basis", sa.String(length=500), nullable=False),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("published_at", Instant(), nullable=True),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'retired')", name=op.f("ck_instrument_version_status_known")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instrument.id"], name=op.f("fk_instrument_version_instrument_id_instrument")
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["account.id"], name=op.f("fk_instrument_version_published_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_version")),
        sa.UniqueConstraint("instrument_id", "number", name=op.f("uq_instrument_version_instrument_id_number")),
    )
    op.create_table(
        "value",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("definition", sa.String(length=500), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("competencies", sa.JSON(), nullable=False),
        sa.Column("strength_text", sa.String(length=500), nullable=False),
        sa.Column("learning_text", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("share BETWEEN 1 AND 9", name=op.f("ck_value_share_range")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["instrument_version.id"], name=op.f("fk_value_version_id_instrument_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_value_version_id_code")),
        sa.UniqueConstraint("version_id", "place", name=op.f("uq_value_version_id_place")),
    )
    op.create_table(
        "anchor",
        sa.Column("value_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_anchor_level_range")),
        sa.ForeignKeyConstraint(["value_id"], ["value.id"], name=op.f("fk_anchor_value_id_value")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor")),
        sa.UniqueConstraint("value_id", "level", name=op.f("uq_anchor_value_id_level")),
    )
    op.create_table(
        "item",
        sa.Column("value_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("help", sa.String(length=500), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("optional_for_peers", sa.Boolean(), nullable=False),
        sa.Column("competencies", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("share BETWEEN 1 AND 9", name=op.f("ck_item_share_range")),
        sa.ForeignKeyConstraint(["value_id"], ["value.id"], name=op.f("fk_item_value_id_value")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("value_id", "number", name=op.f("uq_item_value_id_number")),
    )
    op.create_index("ix_item_value_id", "item", ["value_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_item_value_id", table_name="item")
    op.drop_table("item")
    op.drop_table("anchor")
    op.drop_table("value")
    op.drop_table("instrument_version")
    op.drop_table("instrument")
