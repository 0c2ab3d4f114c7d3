"""What a verification found, in words an auditor can put into his report."""

from api.audit.models import AuditCheckpoint
from api.audit.rules import short_code
from api.audit.verification import Damage, Finding, Report
from api.kit.texts import Text

_INTACT = Text(
    "Catatan audit utuh: {entries} catatan dihitung ulang satu per satu, {checkpoints} bukti bertanda tangan cocok.",
    "The log is intact: {entries} entries were recomputed one by one, {checkpoints} signed checkpoints agree.",
)
_EARLIER = Text(
    "Yang Anda simpan cocok: {size} catatan pertama masih persis seperti waktu itu.",
    "What you kept agrees: the first {size} entries are exactly as they were then.",
)
_FINDINGS = {
    Damage.MISSING: Text("Catatan nomor {where} hilang.", "Entry {where} is missing."),
    Damage.CHANGED: Text(
        "Catatan nomor {where} diubah setelah ditulis.", "Entry {where} was changed after it was written."
    ),
    Damage.DETAIL_CHANGED: Text(
        "Rincian catatan nomor {where} diubah setelah ditulis.", "The detail of entry {where} was changed afterwards."
    ),
    Damage.REWRITTEN: Text(
        "Di antara catatan nomor {where} ada yang ditulis ulang: sidiknya berbeda dari yang dahulu ditandatangani.",
        "Something among the entries {where} was written anew: their root differs from the one that was signed.",
    ),
    Damage.CUT_OFF: Text(
        "Catatan nomor {where} sudah tidak ada, padahal pernah ditandatangani. Catatan dipotong, atau cadangan lama "
        "dipulihkan.",
        "The entries {where} are gone, although they were signed. The log was cut, or an old backup was restored.",
    ),
    Damage.CHECKPOINT: Text(
        "Bukti bertanda tangan atas {where} catatan tidak ditandatangani kunci kantor ini.",
        "The checkpoint over {where} entries is not signed by this office's key.",
    ),
}


def verdict(report: Report) -> Text:
    if report.finding is None:
        return _INTACT.format(entries=report.entries, checkpoints=report.checkpoints)
    return finding_text(report.finding)


def finding_text(finding: Finding) -> Text:
    several = finding.until > finding.seq
    return _FINDINGS[finding.damage].format(where=f"{finding.seq}–{finding.until}" if several else finding.seq)


def earlier_text(report: Report) -> Text | None:
    """Only where everything agrees: after a finding, that is what counts."""
    if report.earlier is None or report.finding is not None:
        return None
    return _EARLIER.format(size=report.earlier.size)


def printed_code(checkpoint: AuditCheckpoint) -> str:
    """As it stands on official papers."""
    return short_code(checkpoint.size, checkpoint.root)
