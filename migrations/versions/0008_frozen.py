"""What is done stays as it was: the database itself refuses to touch audit entries, published versions, released results."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# table, event, condition (SQLite and PostgreSQL agree on these expressions), what is said
RULES = [
    ("audit_entry", "UPDATE", "1 = 1", "audit entries are never changed"),
    ("audit_entry", "DELETE", "1 = 1", "audit entries are never removed"),
    ("audit_detail", "UPDATE", "1 = 1", "audit details are never changed"),
    (
        "instrument_version",
        "UPDATE",
        "OLD.status <> 'draft' AND (NEW.status = 'draft' OR NEW.number <> OLD.number "
        "OR NEW.effective_from <> OLD.effective_from OR NEW.legal_basis <> OLD.legal_basis "
        "OR NEW.content_hash <> OLD.content_hash OR CAST(NEW.policy AS TEXT) <> CAST(OLD.policy AS TEXT))",
        "a published version is frozen",
    ),
    ("instrument_version", "DELETE", "OLD.status <> 'draft'", "a published version is frozen"),
    *[
        (table, event, f"{subject.format(row=row)} <> 'draft'", "a published version is frozen")
        for table, subject in (
            ("value", "(SELECT status FROM instrument_version WHERE id = {row}.version_id)"),
            (
                "item",
                "(SELECT v.status FROM instrument_version v JOIN value ON value.version_id = v.id "
                "WHERE value.id = {row}.value_id)",
            ),
            (
                "anchor",
                "(SELECT v.status FROM instrument_version v JOIN value ON value.version_id = v.id "
                "WHERE value.id = {row}.value_id)",
            ),
        )
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ],
    (
        "result",
        "UPDATE",
        # that a later version supersedes it is the only thing that may still be noted on a released result
        "OLD.status = 'released' AND (NEW.status <> 'released' OR NEW.version <> OLD.version "
        "OR NEW.released_at <> OLD.released_at OR NEW.sums <> OLD.sums OR NEW.item_sums <> OLD.item_sums "
        "OR COALESCE(NEW.composite, -1) <> COALESCE(OLD.composite, -1) OR NEW.participant_id <> OLD.participant_id "
        "OR COALESCE(NEW.scaled, -1) <> COALESCE(OLD.scaled, -1) OR COALESCE(NEW.numeric, -1) <> COALESCE(OLD.numeric, -1) "
        "OR COALESCE(NEW.proposed_work, -1) <> COALESCE(OLD.proposed_work, -1) "
        "OR COALESCE(NEW.proposed_behaviour, -1) <> COALESCE(OLD.proposed_behaviour, -1) "
        "OR COALESCE(NEW.proposed_predicate, -1) <> COALESCE(OLD.proposed_predicate, -1) "
        'OR CAST(NEW."values" AS TEXT) <> CAST(OLD."values" AS TEXT) '
        "OR CAST(NEW.left_out AS TEXT) <> CAST(OLD.left_out AS TEXT) OR CAST(NEW.work AS TEXT) <> CAST(OLD.work AS TEXT) "
        "OR CAST(NEW.precision AS TEXT) <> CAST(OLD.precision AS TEXT))",
        "a released result is frozen",
    ),
    ("result", "DELETE", "OLD.status = 'released'", "a released result is frozen"),
    *[
        (
            table,
            event,
            f"(SELECT status FROM result WHERE id = {row}.result_id) = 'released'",
            "a released result is frozen",
        )
        for table, events in (
            ("result_decision", (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))),
            ("result_receipt", (("UPDATE", "OLD"), ("DELETE", "OLD"))),
            ("result_response", (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))),
            ("result_seal", (("UPDATE", "OLD"), ("DELETE", "OLD"))),
        )
        for event, row in events
    ],
]


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END $$ LANGUAGE plpgsql"
        )
    for table, event, condition, message in RULES:
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
