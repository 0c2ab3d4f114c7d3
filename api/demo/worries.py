"""What people of the demo ask for: a correction of their own data, and help against pressure about a rating."""

from datetime import timedelta

from api.concerns.pressure import report_pressure
from api.demo.history import TRACE, Cast
from api.kit import clock
from api.kit.database import Database
from api.privacy.rules import DataField
from api.privacy.schemas import DataRequestCreate
from api.privacy.service import file_correction_request

WRONG = DataRequestCreate(
    field=DataField.EDUCATION,
    wrong="Pendidikan terakhir tertulis SLTA.",
    should_be="S-1 Administrasi Negara; salinan ijazah ada pada Sub Bagian Umum dan Kepegawaian.",
)
PRESSURE = (
    "Seorang rekan meminta saya memberi nilai 5 kepadanya sebelum lembar saya kirim. Apa yang sebaiknya saya lakukan?"
)


def ask_for_help(database: Database, cast: Cast) -> None:
    """By the staff the demo is looked at with, in the order of their addresses: both still wait for an answer."""
    first, second = sorted(cast.looked_at, key=lambda one: cast.people[one].email or "")
    asked = clock.now() - timedelta(days=2)
    with clock.standing_at(asked), database.writing() as db:
        file_correction_request(db, actor=cast.actor(first), employee_id=first, asked=WRONG, now=asked, trace=TRACE)
        report_pressure(db, actor=cast.actor(second), text=PRESSURE, named=False)
