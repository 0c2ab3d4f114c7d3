"""What must not be in the tree: secrets, machine paths, registry addresses, files nobody reads in one sitting; and every
direct dependency stands in its lock."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FORBIDDEN = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a home folder": re.compile(r"/(?:home|Users)/[a-z]+/|/roo[t]/"),
    "a package registry's address": re.compile(r"https?://(?:registry|files|deb|pypi)\."),
}
LONGEST = 450  # lines of one source file


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def findings() -> list[str]:
    found: list[str] = []
    for name in tracked():
        if name.endswith((".xlsx", ".png", ".pdf")) or name.startswith(".ci/"):
            continue
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        found += [f"{name}: {what}" for what, pattern in FORBIDDEN.items() if pattern.search(text)]
        if name.startswith("api/") and name.endswith(".py") and text.count("\n") > LONGEST:
            found.append(f"{name}: more than {LONGEST} lines")
    return found + missing_from_locks()


def missing_from_locks() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {
        "requirements.lock": project["dependencies"],
        "requirements-dev.lock": project["dependencies"] + project["optional-dependencies"]["dev"],
    }
    return [
        f"{lock}: {name} is missing; run uv pip compile"
        for lock, requirements in wanted.items()
        for name in (re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower() for requirement in requirements)  # type: ignore[index]
        if not re.search(rf"^{re.escape(name)}==", (ROOT / lock).read_text(), re.MULTILINE)
    ]


if problems := findings():
    sys.exit("\n".join(problems))
