"""How much of a foreign file is read at all. A small upload can unpack to anything; these figures are counted while reading."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    upload_bytes: int = 5 * MEGABYTE
    parts: int = 50  # members of the zip an XLSX is
    unpacked_bytes: int = 50 * MEGABYTE
    rows: int = 20_000  # below the header
    columns: int = 60
    cell_characters: int = 4_000
    text_characters: int = 16 * MEGABYTE  # in the wanted columns together: one shared string may stand in every cell
    header_within: int = 30  # title rows above the header
    memory_bytes: int = 512 * MEGABYTE
    seconds: int = 20

    @property
    def last_row(self) -> int:
        """The row number in the file beyond which nothing may stand."""
        return self.rows + self.header_within


DEFAULT_LIMITS = Limits()
