"""The export an auditor can check without this system: leaves, checkpoints, public keys, published results, verifier."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.audit.checkpoints import keys_of, origin_of
from api.audit.models import AuditCheckpoint
from api.audit.verification import read_lines
from api.evidence.published import Observer, published_results

VERIFIER = Path(__file__).with_name("verify.py")
GUIDE = Path(__file__).with_name("guide.md")


def write_export(db: Session, observer: Observer, round_id: UUID | None = None) -> bytes:
    """The whole log – part of a tree proves nothing – with the results of one round, or of all."""
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as export:
        with export.open("leaves.ndjson", "w", force_zip64=True) as leaves:
            for part in read_lines(db):
                leaves.write(b"".join(leaf + b"\n" for leaf in part.leaves))
        export.writestr("checkpoints.json", _json(list(_checkpoints(db))))
        export.writestr("keys.txt", "".join(f"{key}\n" for key in _keys(db)))
        export.writestr("results.json", _json(published_results(db, observer, round_id)))
        export.write(VERIFIER, "verify.py")
        export.write(GUIDE, "BACA.md")
    return sink.getvalue()


def _checkpoints(db: Session) -> Iterator[dict[str, Any]]:
    for row in db.scalars(select(AuditCheckpoint).order_by(AuditCheckpoint.size)):
        yield {"note": row.note, "occasion": row.occasion, "made_at": row.made_at.isoformat()}


def _keys(db: Session) -> list[str]:
    origin = origin_of(db)
    return [] if origin is None else keys_of(db).verifier_keys(origin)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
