from api.kit.errors import Busy, Conflict, Invalid
from api.kit.texts import Text


class AuditNotWritable(Busy):
    """No entry, no deed: whatever was asked has not happened."""

    text = Text(
        "Catatan audit tidak dapat ditulis, maka tidak ada yang diubah. Sampaikan kepada administrator.",
        "The audit log cannot be written, so nothing was changed. Tell the administrator.",
    )


class NothingSigned(Conflict):
    text = Text(
        "Catatan audit belum pernah ditandatangani. Minta administrator menjalankan: python -m api audit checkpoint",
        "The log was never signed yet. Ask the administrator to run: python -m api audit checkpoint",
    )


class NotYetSigned(Conflict):
    text = Text(
        "Catatan ini lebih baru daripada tanda tangan terakhir. Tanda tangan berikutnya dibuat dalam satu jam.",
        "This entry is newer than the last signature. The next one is made within an hour.",
    )


class UnreadableCheckpoint(Invalid):
    text = Text(
        "Isian ini bukan bukti catatan yang utuh. Tempelkan seluruh isi berkasnya, atau kode dari kertas, misalnya "
        "1284 a1b2-c3d4-e5f6-0718.",
        "This is no complete checkpoint. Paste the whole file, or the code from the paper, e.g. 1284 a1b2-c3d4-e5f6-0718.",
    )
