"""The office's letterhead: what was entered, or what the office itself gives as long as nobody entered anything."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.documents import queries
from api.documents.models import Letterhead
from api.documents.paper import Head
from api.documents.rules import DEFAULT_PATTERN
from api.documents.signatories import leader_of
from api.documents.words import day_text
from api.employees.models import Office
from api.employees.queries import get_office
from api.kit.base import columns_of

FIELDS = (
    "lines", "address_line", "place", "number_pattern", "signatory_position_id", "signatory_title", "on_behalf_of",
)  # fmt: skip
_EVERY_UNIT = "/"


def letterhead_of(db: Session) -> Letterhead:
    """The one entered; else one made of the office's name and address, which belongs to no session."""
    return queries.find_letterhead(db) or _default(get_office(db))


def _default(office: Office) -> Letterhead:
    city = office.city.removeprefix("Kota ").removeprefix("Kabupaten ")
    return Letterhead(
        lines=[
            line for line in (f"PEMERINTAH {office.city.upper()}" if office.city else "", office.name.upper()) if line
        ],
        address_line=office.address,
        place=city[:100],
        number_pattern=DEFAULT_PATTERN,
        signatory_position_id=None,
        signatory_title="",
        on_behalf_of="",
        row_version=0,
    )


def read_letterhead(db: Session, day: date) -> dict[str, Any]:
    letterhead = letterhead_of(db)
    return {
        **columns_of(letterhead, *FIELDS, "row_version"),
        "signatory": leader_of(db, letterhead, top_path(db), day),
    }


def top_path(db: Session) -> str:
    """The place of the unit at the top, whose head signs unless a post was chosen."""
    return queries.find_top_path(db) or _EVERY_UNIT


def set_letterhead(db: Session, *, actor: Actor, changes: Mapping[str, Any], trace: str) -> None:
    """Enter or replace it. Papers issued before keep number and content until they are printed anew."""
    present = queries.find_letterhead(db)
    before = None if present is None else columns_of(present, *FIELDS)
    if before == dict(changes):
        return
    if present is None:
        db.add(Letterhead(**changes))
    else:
        for name, value in changes.items():
            setattr(present, name, value)
    db.flush()
    record(
        db,
        actor=actor,
        action="set_letterhead",
        object_type="letterhead",
        object_id="1",
        before=before,
        after=dict(changes),
        trace=trace,
    )


def head_of(letterhead: Letterhead) -> Head:
    return Head(tuple(letterhead.lines), letterhead.address_line)


def place_and_date(letterhead: Letterhead, day: date) -> str:
    return f"{letterhead.place}, {day_text(day)}" if letterhead.place else day_text(day)
