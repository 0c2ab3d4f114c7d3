"""Staff lists for tests: the sample files, and small ones written in the test."""

from datetime import date
from pathlib import Path

from api.employees.roster import Roster, read_roster
from api.employees.roster_columns import ROSTER_COLUMNS, ROSTER_REQUIRED
from api.kit.spreadsheets.reading import read_table
from api.kit.spreadsheets.table import Table
from api.kit.spreadsheets.writing import write_csv

TODAY = date(2026, 11, 24)
SAMPLES = Path(__file__).parents[1] / "data"
HEADINGS = {
    "nip": "NIP BARU",
    "name": "NAMA",
    "title_after": "GELAR BELAKANG",
    "birth_date": "TANGGAL LAHIR",
    "sex": "JENIS KELAMIN",
    "employment": "JENIS PEGAWAI NAMA",
    "legal_status": "KEDUDUKAN HUKUM NAMA",
    "rank": "GOL AKHIR NAMA",
    "rank_since": "TMT GOLONGAN",
    "position_kind": "JENIS JABATAN NAMA",
    "echelon": "ESELON",
    "position": "JABATAN NAMA",
    "position_since": "TMT JABATAN",
    "unit": "UNOR NAMA",
    "unit_parent": "UNOR ATASAN NAMA",
    "appointed_on": "TMT CPNS",
    "email": "EMAIL GOV",
    "superior_nip": "NIP ATASAN",
}
PERSON = {"name": "BUDI", "rank": "III/a", "position": "Penelaah Teknis Kebijakan", "unit": "Seksi Pelayanan Umum"}


def nip(serial: int, *, birth: str = "19900101", appointed: str = "201503", sex: str = "1") -> str:
    return f"{birth}{appointed}{sex}{serial:03}"


def sample(name: str) -> Table:
    filename = f"pegawai-siasn-{name}"
    data = (SAMPLES / filename).read_bytes()
    return read_table(data, filename, columns=ROSTER_COLUMNS, required=ROSTER_REQUIRED)


def table_of(*people: dict[str, str]) -> Table:
    """A list with the columns these people have; the first of them stands in row 2. Defaults fill the rest."""
    numbered = [{"nip": nip(number), **PERSON, **person} for number, person in enumerate(people, start=1)]
    columns = [column for column in HEADINGS if any(column in person for person in numbered)]
    rows = [[person.get(column, "") for column in columns] for person in numbered]
    data = write_csv([HEADINGS[column] for column in columns], rows)
    return read_table(data, "pegawai.csv", columns=ROSTER_COLUMNS, required=ROSTER_REQUIRED)


def roster_of(*people: dict[str, str], known_nips: frozenset[str] = frozenset()) -> Roster:
    return read_roster(table_of(*people), today=TODAY, known_nips=known_nips)
