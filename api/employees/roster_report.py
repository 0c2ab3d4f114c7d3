"""What was found in a staff list, as a list people can open beside it."""

from collections.abc import Sequence

from api.employees.roster_findings import Finding
from api.kit.spreadsheets.writing import write_csv
from api.kit.texts import Text

_HEADER = (
    Text("Baris", "Row"),
    Text("Kolom", "Column"),
    Text("Tingkat", "Severity"),
    Text("Kode", "Code"),
    Text("Pesan", "Message"),
    Text("Perbaikan", "Remedy"),
)
_SEVERITIES = {
    "error": Text("kesalahan", "error"),
    "warning": Text("peringatan", "warning"),
    "info": Text("catatan", "note"),
}


def findings_csv(findings: Sequence[Finding], language: str = "id") -> bytes:
    """One line for each finding, with its row, its message and what to do."""
    rows = [
        (
            found.row,
            found.column,
            _SEVERITIES[found.severity].in_language(language),
            found.code,
            found.message.in_language(language),
            found.remedy.in_language(language),
        )
        for found in findings
    ]
    return write_csv([heading.in_language(language) for heading in _HEADER], rows)
