"""The demo office of a run: filled once by its command, for every test that looks at it or copies it."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def demo_office(folder: Path) -> Path:
    """The database file that `python -m api demo` fills; the workers of a run share one. What it said lies beside it."""
    path = folder / "demo.db"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            draft = folder / "draft.db"
            said = subprocess.run(
                [sys.executable, "-m", "api", "demo"],
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": f"sqlite:///{draft}", "COLUMNS": "120"},
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            said_by(path).write_text(said)
            draft.rename(path)
    return path


def said_by(path: Path) -> Path:
    return path.with_suffix(".txt")
