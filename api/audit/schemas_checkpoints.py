from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.audit.rules import Occasion
from api.audit.verification import Damage
from api.kit.schemas import ReadSchema, Schema

CODE = "1284 a1b2-c3d4-e5f6-0718"
NOTE = (
    "penilaian-kinerja/6e340b9cffb37a98\n1284\nobLD1OX2BxghdoHJ3rqbYKQRkKgLjqpVMt1BwTw1Kt4=\n\n"
    "— penilaian-kinerja/6e340b9cffb37a98 MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3"
    "ODkwMTIzNDU2Nzg=\n"
)
Size = Annotated[int, Field(ge=1, description="How many entries the log had.", examples=[1284])]
Nodes = Annotated[list[str], Field(description="SHA-256 hashes in hex, as RFC 9162 §2.1 orders them.")]


class CheckpointRead(ReadSchema):
    size: Size
    code: Annotated[str, Field(description="As official papers show it.", examples=[CODE])]
    note: Annotated[
        str, Field(description="The C2SP signed note: origin, size, root, Ed25519 signature.", examples=[NOTE])
    ]
    occasion: Annotated[Occasion, Field(description="`round`: a round moved on.", examples=["round"])]
    made_at: datetime


class AuditKeyRead(ReadSchema):
    """With what signatures are verified; keep a copy where this office cannot change it."""

    origin: Annotated[str, Field(examples=["penilaian-kinerja/6e340b9cffb37a98"])]
    keys: Annotated[list[str], Field(description="The present public key, then retired ones, in the form of C2SP.")]


class VerificationRequest(Schema):
    earlier: Annotated[
        str | None,
        Field(
            max_length=2000,
            description="A checkpoint you kept, the whole file, or the code from a paper: proves that what you saw is "
            "the beginning of today's log.",
            examples=[CODE],
        ),
    ] = None


class AuditFindingRead(ReadSchema):
    damage: Annotated[Damage, Field(examples=["changed"])]
    seq: Annotated[int, Field(description="The first bad entry; the first of a range that holds it.", examples=[17])]
    until: Annotated[int, Field(examples=[17])]
    text: str


class VerificationRead(ReadSchema):
    intact: Annotated[bool, Field(examples=[True])]
    text: str
    entries: Annotated[int, Field(description="How many were found good one by one.", examples=[1284])]
    root: Annotated[str, Field(description="Over those, in hex.")]
    checkpoints: Annotated[int, Field(examples=[42])]
    finding: AuditFindingRead | None
    earlier_text: Annotated[str | None, Field(description="What your older checkpoint proves; null without one.")]


class InclusionProofRead(ReadSchema):
    """That an entry is in the log as it was signed; whoever has the entry's leaf can check it alone."""

    seq: Annotated[int, Field(examples=[17])]
    leaf: Annotated[str, Field(description="The canonical JSON whose SHA-256(0x00 ‖ leaf) is proved.")]
    note: Annotated[str, Field(description="The newest checkpoint.", examples=[NOTE])]
    proof: Nodes


class ConsistencyProofRead(ReadSchema):
    """That the log of an earlier checkpoint is the beginning of that of the newest one."""

    earlier: Annotated[str, Field(examples=[NOTE])]
    note: Annotated[str, Field(description="The newest checkpoint.", examples=[NOTE])]
    proof: Nodes
