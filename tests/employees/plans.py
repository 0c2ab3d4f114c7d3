"""Small offices for tests, and questions to ask of their plan."""

from api.employees.roster import Roster, read_roster
from api.employees.roster_columns import ROSTER_COLUMNS, ROSTER_REQUIRED
from api.employees.structure_plan import StructurePlan, plan_structure
from api.employees.structure_types import PlannedPost, Question
from api.kit.spreadsheets.reading import read_table
from tests.employees.rosters import SAMPLES, TODAY, nip, roster_of

KECAMATAN, SEKRETARIAT, SEKSI = "Kecamatan Medan Marelan", "Sekretariat Kecamatan", "Seksi Pelayanan Umum"
CAMAT = {"position": "Camat Medan Marelan", "unit": KECAMATAN}
SEKCAM = {"position": "Sekretaris Camat", "unit": SEKRETARIAT, "unit_parent": KECAMATAN}
KASI = {"position": "Kepala Seksi Pelayanan Umum", "unit": SEKSI, "unit_parent": KECAMATAN}
STAFF = {"position": "Pengelola Umum Operasional", "unit": SEKSI, "unit_parent": KECAMATAN}


def plan_of(*people: dict[str, str], known_nips: frozenset[str] = frozenset()) -> StructurePlan:
    return plan_structure(roster_of(*people, known_nips=known_nips))


def reports(plan: StructurePlan) -> dict[str, str | None]:
    """Serial of a person → serial of the superior."""
    lines = {holder: plan.superior_of(post) for holder, post in plan.post_of().items()}
    return {holder[-1]: superior and superior[-1] for holder, superior in lines.items()}


def asked(plan: StructurePlan) -> list[str]:
    return [question.code for question in plan.questions]


def question(plan: StructurePlan, code: str) -> Question:
    return next(question for question in plan.questions if question.code == code)


def post_of(plan: StructurePlan, serial: int) -> PlannedPost:
    return plan.post_of()[nip(serial)]


def clean_roster(*without: str) -> Roster:
    """The clean sample, as if it lacked these columns."""
    columns = {name: aliases for name, aliases in ROSTER_COLUMNS.items() if name not in without}
    data = (SAMPLES / "pegawai-siasn-clean.csv").read_bytes()
    return read_roster(read_table(data, "a.csv", columns=columns, required=ROSTER_REQUIRED), today=TODAY)
