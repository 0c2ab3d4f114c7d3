"""What is done stays as it was: the database itself refuses to touch audit entries, published versions, released results."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# That a version is retired, and that a later result supersedes this one, is all that may still be noted.
FROZEN_VERSION = (
    "instrument_id", "number", "effective_from", "legal_basis", "policy", "content_hash", "published_at", "published_by",
)  # fmt: skip
FROZEN_RESULT = (
    "run_id", "round_id", "participant_id", "employee_id", "version", "supersedes_id", "status", "composite", "scaled", "numeric",
    "values", "left_out", "sums", "item_sums", "proposed_work", "proposed_behaviour", "proposed_predicate",
    "needs_official_decision", "work", "precision", "released_at", "released_by",
)  # fmt: skip


def changed(columns: tuple[str, ...]) -> str:
    """As text, since JSON has no equality on PostgreSQL; null is a value like any other (DIFFERS: see `condition_for`)."""
    return " OR ".join(f'CAST(NEW."{name}" AS TEXT) DIFFERS CAST(OLD."{name}" AS TEXT)' for name in columns)


OF_VALUE = "(SELECT status FROM instrument_version WHERE id = {row}.version_id)"
OF_PART = (
    "(SELECT v.status FROM instrument_version v JOIN value ON value.version_id = v.id WHERE value.id = {row}.value_id)"
)
OF_RESULT = "(SELECT status FROM result WHERE id = {row}.result_id)"
VERSION_FROZEN, RESULT_FROZEN = "a published version is frozen", "a released result is frozen"

# table, event, condition, what is said
RULES = [
    ("audit_entry", "UPDATE", "1 = 1", "audit entries are never changed"),
    ("audit_entry", "DELETE", "1 = 1", "audit entries are never removed"),
    ("audit_detail", "UPDATE", "1 = 1", "audit details are never changed"),
    (
        "instrument_version",
        "UPDATE",
        f"OLD.status <> 'draft' AND (NEW.status = 'draft' OR {changed(FROZEN_VERSION)})",
        VERSION_FROZEN,
    ),
    ("instrument_version", "DELETE", "OLD.status <> 'draft'", VERSION_FROZEN),
    *[
        (table, event, " OR ".join(f"{of.format(row=row)} <> 'draft'" for row in rows), VERSION_FROZEN)
        for table, of in (("value", OF_VALUE), ("item", OF_PART), ("anchor", OF_PART))
        for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",)))
    ],
    ("result", "UPDATE", f"OLD.status = 'released' AND ({changed(FROZEN_RESULT)})", RESULT_FROZEN),
    ("result", "DELETE", "OLD.status = 'released'", RESULT_FROZEN),
    *[
        (table, event, f"{OF_RESULT.format(row=row)} = 'released'", RESULT_FROZEN)
        for table, events in (
            ("result_decision", (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))),
            ("result_receipt", (("UPDATE", "OLD"), ("DELETE", "OLD"))),
            ("result_response", (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))),
            ("result_seal", (("UPDATE", "OLD"), ("DELETE", "OLD"))),
        )
        for event, row in events
    ],
]


def condition_for(dialect: str, condition: str) -> str:
    return condition.replace("DIFFERS", "IS DISTINCT FROM" if dialect == "postgresql" else "IS NOT")


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END $$ LANGUAGE plpgsql"
        )
    for table, event, rule, message in RULES:
        condition = condition_for(op.get_bind().dialect.name, rule)
        name = f"frozen_{table}_{event.lower()}"
        if not postgresql:
            op.execute(
                f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH ROW WHEN {condition} '
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        elif "SELECT" in condition:  # PostgreSQL allows no subquery in WHEN
            op.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {condition} THEN "
                f"RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END IF; "
                f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$ LANGUAGE plpgsql"
            )
            op.execute(f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()')
        else:
            op.execute(
                f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH ROW WHEN ({condition}) '
                f"EXECUTE FUNCTION refuse_change('{message}')"
            )


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, event, condition, _ in RULES:
        name = f"frozen_{table}_{event.lower()}"
        op.execute(f'DROP TRIGGER {name} ON "{table}"' if postgresql else f"DROP TRIGGER {name}")
        if postgresql and "SELECT" in condition:
            op.execute(f"DROP FUNCTION {name}()")
    if postgresql:
        op.execute("DROP FUNCTION refuse_change()")
