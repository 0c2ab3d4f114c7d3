"""The ways around the triggers of 0008: REPLACE and TRUNCATE, and the round that says which results hold.

SQLite's `INSERT OR REPLACE` removes the old row without asking the delete triggers, PostgreSQL's TRUNCATE asks no row at
all. And a released result could be taken out of sight by letting its round point to another run, or stand elsewhere.
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# table, condition that the row already there is frozen, what is said
KEPT = [
    ("audit_entry", "EXISTS (SELECT 1 FROM audit_entry WHERE seq = NEW.seq)", "audit entries are never changed"),
    ("audit_detail", "EXISTS (SELECT 1 FROM audit_detail WHERE seq = NEW.seq)", "audit details are never changed"),
    (
        "instrument_version",
        "EXISTS (SELECT 1 FROM instrument_version WHERE id = NEW.id AND status <> 'draft')",
        "a published version is frozen",
    ),
    (
        "result",
        "EXISTS (SELECT 1 FROM result WHERE id = NEW.id AND status = 'released')",
        "a released result is frozen",
    ),
    (
        "result_receipt",
        "EXISTS (SELECT 1 FROM result_receipt WHERE result_id = NEW.result_id)",
        "a released result is frozen",
    ),
    (
        "result_seal",
        "EXISTS (SELECT 1 FROM result_seal WHERE result_id = NEW.result_id)",
        "a released result is frozen",
    ),
]
NEVER_EMPTIED = (
    "audit_entry",
    "audit_detail",
    "instrument_version",
    "result",
    "result_decision",
    "result_receipt",
    "result_seal",
)

FROZEN_ROUND = (
    "kind",
    "period_type",
    "period_start",
    "period_end",
    "unit_id",
    "calculated_at",
    "released_at",
    "published_run_id",
)
ROUND_FROZEN = "a released round is frozen"
ROUND_RULES = [
    (
        "UPDATE",
        "OLD.released_at IS NOT NULL AND (NEW.status NOT IN ('released', 'archived') "
        "OR (OLD.status = 'archived' AND NEW.status <> 'archived') OR ({changed}))",
    ),
    ("DELETE", "OLD.released_at IS NOT NULL"),
]


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    differs = "IS DISTINCT FROM" if postgresql else "IS NOT"
    changed = " OR ".join(f'NEW."{name}" {differs} OLD."{name}"' for name in FROZEN_ROUND)
    for event, rule in ROUND_RULES:
        condition = rule.format(changed=changed)
        name = f"frozen_evaluation_round_{event.lower()}"
        does = f"EXECUTE FUNCTION refuse_change('{ROUND_FROZEN}')" if postgresql else _abort(ROUND_FROZEN)
        when = f"({condition})" if postgresql else condition
        op.execute(f'CREATE TRIGGER {name} BEFORE {event} ON "evaluation_round" FOR EACH ROW WHEN {when} {does}')
    if postgresql:
        for table in NEVER_EMPTIED:
            op.execute(
                f'CREATE TRIGGER frozen_{table}_truncate BEFORE TRUNCATE ON "{table}" '
                f"EXECUTE FUNCTION refuse_change('what is done is never emptied')"
            )
        return
    for table, condition, message in KEPT:
        op.execute(
            f'CREATE TRIGGER frozen_{table}_replace BEFORE INSERT ON "{table}" WHEN {condition} {_abort(message)}'
        )


def _abort(message: str) -> str:
    return f"BEGIN SELECT RAISE(ABORT, '{message}'); END"


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for event, _ in ROUND_RULES:
        name = f"frozen_evaluation_round_{event.lower()}"
        op.execute(f'DROP TRIGGER {name} ON "evaluation_round"' if postgresql else f"DROP TRIGGER {name}")
    if postgresql:
        for table in NEVER_EMPTIED:
            op.execute(f'DROP TRIGGER frozen_{table}_truncate ON "{table}"')
        return
    for table, _, _ in KEPT:
        op.execute(f"DROP TRIGGER frozen_{table}_replace")
