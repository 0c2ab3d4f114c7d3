"""How old the newest backup is, as the administrator and `doctor` are told it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from api.backups.service import OVERDUE_AFTER, find_newest
from api.kit.texts import Text

_MESSAGES = {
    "fresh": Text("Cadangan terakhir berumur {age} jam.", "The last backup is {age} hours old."),
    "overdue": Text(
        "Cadangan terakhir sudah berumur {age} jam. Buat yang baru: python -m api backup",
        "The last backup is {age} hours old. Make a new one: python -m api backup",
    ),
    "damaged": Text(
        "Cadangan terakhir rusak. Buat yang baru: python -m api backup",
        "The last backup is damaged. Make a new one: python -m api backup",
    ),
    "missing": Text(
        "Belum ada cadangan. Buat sekarang: python -m api backup",
        "There is no backup yet. Make one now: python -m api backup",
    ),
}


def backup_status(folder: Path, *, now: datetime, language: str = "id") -> dict[str, Any]:
    newest = find_newest(folder)
    if newest is None:
        return {"status": "missing", "message": _MESSAGES["missing"].in_language(language), "newest": None}
    made = newest.manifest.created_at if newest.manifest else newest.modified_at
    hours = round((now - made).total_seconds() / 3600, 1)
    status = "damaged" if newest.manifest is None else "overdue" if now - made > OVERDUE_AFTER else "fresh"
    shown = str(hours) if language == "en" else str(hours).replace(".", ",")
    return {
        "status": status,
        "message": _MESSAGES[status].format(age=shown).in_language(language),
        "newest": {
            "created_at": made,
            "age_hours": hours,
            "size_bytes": newest.size,
            "verified": newest.manifest is not None,
        },
    }
