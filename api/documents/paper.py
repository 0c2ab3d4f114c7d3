"""An official paper as plain text in parts: the one content from which both the PDF and the browser's page are made (pure)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from uuid import UUID

from api.documents.rules import DocumentKind, PaperVariant


@dataclass(frozen=True, slots=True)
class Head:
    """The kop."""

    lines: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Pair:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Column:
    """`share`: its part of the width, relative to the others."""

    text: str
    share: int
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, then what is said, listed, tabulated below it – whatever of these there is."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Signatory:
    """Where somebody signs by hand. Without a name a dotted line stands there."""

    above: str
    title: str
    name: str = ""
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """`notes` tell the state at the time of reading (not final yet …); they are no part of what was issued."""

    kind: DocumentKind
    variant: PaperVariant
    letterhead: Head
    title: str
    subtitle: str
    place_and_date: str
    sections: tuple[Section, ...]
    signatories: tuple[Signatory, ...]
    is_final: bool
    number: str | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def content_hash(self) -> str:
        """SHA-256 over everything issued: the number is given for it, the notes change with time."""
        issued = replace(self, number=None, notes=(), is_final=False)
        text = json.dumps(asdict(issued), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper as it leaves: with its number and the day it was issued, or as a draft that has neither number nor id.

    `audit_code` takes a checkpoint of the log out of the machine with it; it changes from printing to printing.
    """

    paper: Paper
    document_id: UUID | None
    day: date
    audit_code: str | None = None


def numbered(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """With a first cell that counts from 1."""
    return tuple((str(place), *row) for place, row in enumerate(rows, start=1))


NOT_FINAL = "BELUM FINAL: hasil ini masih dapat berubah sampai masa keberatan berakhir dan semua keberatan diputus."
SUPERSEDES = "Dokumen ini menggantikan dokumen nomor {number}."
