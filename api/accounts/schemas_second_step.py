from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.accounts.schemas import EnteredCode, EnteredPassphrase
from api.kit.schemas import ReadSchema, Reason, Schema


class CodeEntry(Schema):
    code: EnteredCode


class TurnOff(Schema):
    passphrase: EnteredPassphrase
    code: EnteredCode


class ResetRequest(Schema):
    reason: Reason


class TotpRead(ReadSchema):
    on: Annotated[bool, Field(description="One-time codes are asked for besides the passphrase.")]
    demanded: Annotated[bool, Field(description="One's role demands them; they cannot be switched off.")]
    confirmed_at: datetime | None
    recovery_codes_left: Annotated[int, Field(description="Codes on paper not used yet.", examples=[8])]


class TotpOfferRead(ReadSchema):
    secret: Annotated[
        str, Field(description="Shown this once, to type into the app.", examples=["JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"])
    ]
    address: Annotated[
        str,
        Field(
            description="For an app on the same phone.",
            examples=["otpauth://totp/Kecamatan%20Contoh:pegawai@kantor.example?secret=JBSWY3DPEHPK3PXP"],
        ),
    ]
    qr: Annotated[
        str, Field(description="The address as a QR code, an SVG for `<img src>`.", examples=["data:image/svg+xml,…"])
    ]


class RecoveryCodesRead(ReadSchema):
    recovery_codes: Annotated[
        list[str],
        Field(
            description="Shown this once; only their hashes are kept. Each opens once, in place of the phone.",
            examples=[["7K3M-Q9XA-R2TD-5WHE-8NCB-4FGJ"]],
        ),
    ]
