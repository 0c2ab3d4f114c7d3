"""Everything about oneself in one file: JSON for machines, a page for people, and what is left out and why."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.employees.queries import office_zone
from api.kit.texts import Text
from api.privacy import export_parts as parts
from api.privacy.export_page import page_of
from api.privacy.export_parts import Person
from api.rounds.moments import deadline_text

ZIP = "application/zip"
SCHEMA = "my-data/1"


class Chapter(NamedTuple):
    key: str
    title: Text
    make: Callable[[Person], Any]


CHAPTERS = (
    Chapter(
        "profile", Text("Identitas, jabatan, dan penempatan", "Identity, posts and placements"), parts.profile_part
    ),
    Chapter("account", Text("Akun, peran, sesi", "Account, roles, sessions"), parts.account_part),
    Chapter("participations", Text("Periode yang Anda ikuti", "Rounds you took part in"), parts.participations_part),
    Chapter("results", Text("Hasil dan perhitungannya", "Results and how they came about"), parts.results_part),
    Chapter("work_results", Text("Hasil kerja", "Work results"), parts.work_results_part),
    Chapter("objections", Text("Keberatan", "Objections"), parts.objections_part),
    Chapter(
        "comment_reports", Text("Komentar yang Anda laporkan", "Comments you reported"), parts.comment_reports_part
    ),
    Chapter("dialogues", Text("Dialog dengan atasan", "Dialogues with your superior"), parts.dialogues_part),
    Chapter("development", Text("Pengembangan", "Development"), parts.development_part),
    Chapter("papers", Text("Dokumen tentang hasil Anda", "Papers about your results"), parts.papers_part),
    Chapter("tasks", Text("Tugas menilai, sebagai jumlah", "Rating tasks, as counts"), parts.tasks_part),
    Chapter("paper_forms", Text("Penilaian di kertas", "Forms on paper"), parts.paper_part),
    Chapter("requests", Text("Permintaan perbaikan data", "Requests for correction"), parts.requests_part),
    Chapter("readers", Text("Siapa membaca hasil Anda", "Who read your results"), parts.readers_part),
    Chapter("changes", Text("Perubahan data Anda oleh orang lain", "Changes of your record"), parts.changes_part),
    Chapter("acts", Text("Yang Anda lakukan di sistem", "What you did in the system"), parts.acts_part),
)

LEFT_OUT = Text(
    "Tidak termasuk: siapa yang menilai Anda dan lembar penilaian satu per satu; isi lembar yang Anda tulis tentang orang "
    "lain; benturan kepentingan dan catatan rapat kalibrasi, karena memuat orang lain (UU 27/2022 Pasal 33 huruf b); "
    "laporan bahwa Anda ditekan, agar tidak ada yang dapat menyuruh Anda menunjukkannya; kata sandi, yang tidak disimpan.",
    "Not included: who rated you and single forms; what you wrote about others; recorded conflicts of interest and "
    "notes of the calibration meeting, since they hold others (Law 27/2022 article 33 b); reports of pressure, so that "
    "nobody can make you show them; the passphrase, which is not stored.",
)


def export_my_data(db: Session, *, actor: Actor, now: datetime, language: str, trace: str) -> bytes:
    """A ZIP file. That it was made stands in the log, without what was in it."""
    person = Person(db, actor, now, language)
    chapters = {chapter.key: _plain(chapter.make(person)) for chapter in CHAPTERS}
    record(db, actor=actor, action="export_my_data", object_type="account", object_id=actor.account_id, trace=trace)
    zone = office_zone(db)
    document = {
        "schema": SCHEMA,
        "made_at": now.astimezone(zone).isoformat(timespec="seconds"),
        "left_out": LEFT_OUT.in_language(language),
        **chapters,
    }
    titles = {chapter.key: chapter.title.in_language(language) for chapter in CHAPTERS}
    when = deadline_text(now, zone).in_language(language)
    page = page_of(chapters, titles, left_out=LEFT_OUT.in_language(language), when=when, language=language)
    return _zipped({"data-saya.json": json.dumps(document, ensure_ascii=False, indent=2), "data-saya.html": page})


def _plain(value: Any) -> Any:
    """As JSON has it."""
    return json.loads(json.dumps(value, default=str))


def _zipped(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
