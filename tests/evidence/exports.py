"""An export in the hands of a test: read, changed, written again, and checked by the verifier as an auditor runs it."""

import hashlib
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.audit.leaf import canonical


@dataclass
class Export:
    leaves: list[dict[str, Any]]
    checkpoints: list[dict[str, Any]]
    results: dict[str, Any]
    other: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Export":
        with zipfile.ZipFile(path) as export:
            files = {name: export.read(name) for name in export.namelist()}
        leaves = [json.loads(line) for line in files.pop("leaves.ndjson").splitlines()]
        return cls(leaves, json.loads(files.pop("checkpoints.json")), json.loads(files.pop("results.json")), files)

    def write(self, path: Path) -> Path:
        with zipfile.ZipFile(path, "w") as export:
            export.writestr("leaves.ndjson", b"".join(canonical(leaf) + b"\n" for leaf in self.leaves))
            export.writestr("checkpoints.json", json.dumps(self.checkpoints))
            export.writestr("results.json", json.dumps(self.results))
            for name, content in self.other.items():
                export.writestr(name, content)
        return path

    def number_anew(self) -> None:
        for seq, leaf in enumerate(self.leaves, start=1):
            leaf["seq"] = seq

    def first_leaf(self) -> str:
        return hashlib.sha256(b"\x00" + canonical(self.leaves[0])).hexdigest()


def verified(path: Path, *options: str) -> tuple[int, str]:
    """The verifier that the export itself carries, in a folder of its own, without anything of the service."""
    script = path.with_name("verify.py")
    with zipfile.ZipFile(path) as export:
        script.write_bytes(export.read("verify.py"))
    done = subprocess.run(
        [sys.executable, "-I", str(script), str(path), *options], capture_output=True, text=True, cwd=path.parent
    )
    return done.returncode, done.stdout + done.stderr
