"""The tables in the code are the tables the migrations make (on SQLite; the tests look at PostgreSQL too)."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

with tempfile.TemporaryDirectory() as folder:
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["database_url"] = f"sqlite:///{folder}/check.db"
    command.upgrade(config, "head")
    try:
        command.check(config)
    except CommandError as error:
        sys.exit(f"migrations/ is behind the models: {error}")
