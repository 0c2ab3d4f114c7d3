"""The moment of a draft, as the form shows it: `Tersimpan 10.42 WIB` (pure)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from api.kit.texts import Text
from api.rounds.moments import deadline_text


def saved_text(saved_at: datetime, zone: ZoneInfo) -> Text:
    minute = deadline_text(saved_at.replace(second=0, microsecond=0), zone)
    clock = minute.id.partition(", ")[2]  # the day goes without saying
    return Text(f"Tersimpan {clock}", f"Saved {clock}")
