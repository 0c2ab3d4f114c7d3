"""Why a paper is not issued, or a scan not taken."""

from api.kit.errors import Conflict
from api.kit.texts import Text


class PracticePaper(Conflict):
    text = Text("Periode latihan tidak menghasilkan dokumen resmi.", "A practice round gives no official document.")


class NotCalculated(Conflict):
    text = Text(
        "Dokumen dapat dicetak setelah hasil periode ini dihitung.",
        "The document can be printed once the results of this round are calculated.",
    )


class NotDecided(Conflict):
    text = Text(
        "Hasil ini belum ditetapkan; lembar hasil dapat dicetak sesudahnya.",
        "This result is not decided yet; its sheet can be printed afterwards.",
    )


class ResultSuperseded(Conflict):
    text = Text(
        "Hasil ini sudah digantikan versi yang lebih baru. Cetak versi yang berlaku.",
        "A newer version took the place of this result. Print the one that holds.",
    )


class DocumentSuperseded(Conflict):
    text = Text(
        "Dokumen ini sudah digantikan edisi baru; lampirkan pindaian pada edisi yang berlaku.",
        "A newer edition took the place of this document; attach the scan there.",
    )


class ScanNeedsReason(Conflict):
    text = Text(
        "Dokumen ini sudah memiliki pindaian. Tuliskan alasan penggantiannya.",
        "This document has a scan already. Say why it is replaced.",
    )


class SameScan(Conflict):
    text = Text("Pindaian yang sama sudah terlampir.", "This very scan is attached already.")
