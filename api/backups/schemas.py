from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.kit.schemas import ReadSchema


class BackupRead(ReadSchema):
    created_at: Annotated[datetime, Field(examples=["2026-11-24T01:15:00Z"])]
    age_hours: Annotated[float, Field(description="Whole tenths of an hour.", examples=[7.5])]
    size_bytes: Annotated[int, Field(examples=[1_482_752])]
    verified: Annotated[bool, Field(description="Checked when it was written, and still complete.", examples=[True])]


class BackupStatusRead(ReadSchema):
    status: Annotated[
        Literal["fresh", "overdue", "damaged", "missing"],
        Field(description="`overdue`: older than 24 hours. `missing`: there is none.", examples=["fresh"]),
    ]
    message: Annotated[
        str, Field(description="For the administrator.", examples=["Cadangan terakhir berumur 7,5 jam."])
    ]
    newest: BackupRead | None
