"""Runs the migrations on either database. A migration that cannot get its lock soon gives up instead of stopping the office."""

from alembic import context
from sqlalchemy import Connection, text

from api.kit.database import WRITES, make_engine
from api.kit.settings import get_settings
from api.tables import metadata

LOCK_SECONDS = 10


def run(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET lock_timeout = '{LOCK_SECONDS}s'"))
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = make_engine(context.config.attributes.get("database_url") or get_settings().database_url)
    try:
        with engine.connect().execution_options(**{WRITES: True}) as own:
            run(own)
    finally:
        engine.dispose()
