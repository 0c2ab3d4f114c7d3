"""Which files may be attached: papers and photos of papers, known by their first bytes, small enough to keep (pure)."""

MOST_SCAN_BYTES = 5 * 1024 * 1024
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)


def scan_type(content: bytes) -> str | None:
    """What a file is by its first bytes, whatever its name or sender says; None for anything that is no scan."""
    return next((kind for magic, kind in _MAGIC if content.startswith(magic)), None)
