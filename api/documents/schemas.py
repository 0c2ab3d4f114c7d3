"""Letterhead, papers and the register: what goes in and what comes out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.documents.rules import DEFAULT_PATTERN, DocumentKind, PaperVariant
from api.employees.schemas import PRINTABLE_LINE
from api.kit.pages import PageParams
from api.kit.schemas import Line, ReadSchema, Schema

Pattern = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    PRINTABLE_LINE,
    Field(
        description="Must have `{number}` and `{year}`, may have `{month_roman}`.", examples=["800/{number}/KMM/{year}"]
    ),
]
Number = Annotated[str, Field(examples=["800/17/KMM/2026"])]
Fingerprint = Annotated[str, Field(description="SHA-256 of what the paper says.", examples=["9f2c" * 16])]


class LetterheadWrite(Schema):
    """The whole letterhead; what is left out is empty."""

    lines: Annotated[
        list[Line],
        Field(min_length=1, max_length=3, examples=[["PEMERINTAH KOTA MEDAN", "KECAMATAN MEDAN MARELAN"]]),
    ]
    address_line: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=300),
        PRINTABLE_LINE,
        Field(examples=["Jalan Contoh 1"]),
    ] = ""
    place: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=100),
        PRINTABLE_LINE,
        Field(description="Stands before the date.", examples=["Medan"]),
    ] = ""
    number_pattern: Pattern = DEFAULT_PATTERN
    signatory_position_id: Annotated[
        UUID | None, Field(description="The post whose holder signs; null: the head of the unit.")
    ] = None
    signatory_title: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=200),
        PRINTABLE_LINE,
        Field(description="Instead of the post's own title.", examples=["Camat Medan Marelan"]),
    ] = ""
    on_behalf_of: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=200),
        PRINTABLE_LINE,
        Field(description="Printed after `a.n.` above the title.", examples=["Camat Medan Marelan"]),
    ] = ""


class SignatoryRead(ReadSchema):
    above: Annotated[str, Field(examples=["a.n. Camat Medan Marelan"])]
    title: Annotated[str, Field(description="With `Plt.` or `Plh.` for who acts.", examples=["Plt. Sekretaris Camat"])]
    name: Annotated[str, Field(description="Empty: the post is vacant, or a line to be filled in by hand.")]
    rank: Annotated[str, Field(examples=["Penata (III/c)"])]
    nip: str


class LetterheadRead(ReadSchema):
    lines: list[str]
    address_line: str
    place: str
    number_pattern: Pattern
    signatory_position_id: UUID | None
    signatory_title: str
    on_behalf_of: str
    signatory: Annotated[SignatoryRead, Field(description="Who would sign for the whole office today.")]
    row_version: Annotated[int, Field(ge=0, description="The ETag; 0 as long as nobody entered anything.")]


class PaperHeadRead(ReadSchema):
    lines: list[str]
    address: str


class PaperPairRead(ReadSchema):
    label: Annotated[str, Field(examples=["Jabatan"])]
    value: str


class PaperColumnRead(ReadSchema):
    text: str
    share: Annotated[int, Field(description="Of the width, relative to the other columns.")]
    centred: bool


class PaperSectionRead(ReadSchema):
    """In this order, as far as there is any: heading, paragraphs, pairs, table."""

    heading: str
    paragraphs: list[str]
    pairs: list[PaperPairRead]
    columns: list[PaperColumnRead]
    rows: list[list[str]]


class PaperRead(ReadSchema):
    """An official paper, ready to be printed; the PDF is drawn from the same content."""

    document_id: Annotated[UUID | None, Field(description="Null: a draft without number.")]
    kind: DocumentKind
    variant: PaperVariant
    letterhead: PaperHeadRead
    number: Annotated[str | None, Field(examples=["800/17/KMM/2026"])]
    title: str
    subtitle: str
    place_and_date: Annotated[str, Field(examples=["Medan, 24 November 2026"])]
    sections: list[PaperSectionRead]
    signatories: list[SignatoryRead]
    notes: Annotated[list[str], Field(description="The state today, e.g. that results are not final yet.")]
    is_final: bool
    content_hash: Fingerprint
    fingerprint: Annotated[str, Field(description="Its beginning, as it is printed.", examples=["9F2C 9F2C 9F2C 9F2C"])]
    audit_code: Annotated[
        str | None,
        Field(
            description="The newest checkpoint of the log: whoever keeps the paper can verify the log with it.",
            examples=["1284 a1b2-c3d4-e5f6-0718"],
        ),
    ]


class ScanRead(ReadSchema):
    version: int
    media_type: Annotated[str, Field(examples=["application/pdf"])]
    size: Annotated[int, Field(description="Bytes.")]
    content_hash: Annotated[str, Field(description="SHA-256 of the file.")]
    attached_at: datetime
    reason: Annotated[str, Field(description="Why it took the place of the scan before.")]


class DocumentRead(ReadSchema):
    id: UUID
    kind: DocumentKind
    variant: PaperVariant
    round_id: UUID
    round_name: str
    result_id: UUID | None
    number: Number
    content_hash: Fingerprint
    fingerprint: str
    issued_at: datetime
    superseded_by_id: Annotated[UUID | None, Field(description="A later edition took its place.")]
    scan: Annotated[ScanRead | None, Field(description="The signed paper, if one is attached.")]
    actions: Annotated[list[str], Field(description="What you may do next.", examples=[["attach_signed_scan"]])]


class DocumentFilters(PageParams):
    round_id: UUID | None = None
