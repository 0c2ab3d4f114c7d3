"""Which version rates whom, frozen at launch; and deadlines as an office writes them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from api.rounds import queries
from api.rounds.models import RoundInstrument
from api.rounds.moments import deadline_text
from api.rounds.versions import freeze_versions
from tests.factories.instruments import make_published_version
from tests.factories.rounds import make_participants, make_round
from tests.rounds.scene import Scene


def test_at_launch_everybody_gets_the_version_of_his_class_unless_one_was_chosen(db: Session, scene: Scene) -> None:
    heads, chosen = make_published_version(db), make_published_version(db)
    round = make_round(db, scene.root, version=scene.version)
    db.add(RoundInstrument(round_id=round.id, position_class="pengawas", version_id=heads.id))
    head, staff, special = make_participants(db, round, [scene.heads[0], scene.staff[0], scene.heads[1]])
    elsewhere = make_participants(db, make_round(db, scene.root), [scene.heads[0]])[0]
    special.version_id = chosen.id
    db.flush()
    assert queries.version_for(db, round, "pengawas") == heads.id
    assert queries.version_for(db, round, "fungsional") == scene.version.id

    freeze_versions(db, round=round)
    db.expire_all()
    assert [one.version_id for one in (head, staff, special)] == [heads.id, scene.version.id, chosen.id]
    assert elsewhere.version_id is None


def test_a_class_without_any_version_stays_without_one(db: Session, scene: Scene) -> None:
    round = make_round(db, scene.root, people=scene.staff)
    freeze_versions(db, round=round)
    assert queries.version_for(db, round, "pelaksana") is None
    assert {one.version_id for one in queries.participants_of(db, round)} == {None}


@pytest.mark.parametrize(
    ("instant", "zone", "indonesian", "english"),
    [
        ((2026, 12, 31, 9, 0), "Asia/Jakarta", "31 Desember 2026, 16.00 WIB", "31 December 2026, 16.00 WIB"),
        ((2026, 12, 31, 8, 0), "Asia/Makassar", "31 Desember 2026, 16.00 WITA", "31 December 2026, 16.00 WITA"),
        ((2026, 12, 31, 7, 0), "Asia/Jayapura", "31 Desember 2026, 16.00 WIT", "31 December 2026, 16.00 WIT"),
        ((2026, 12, 31, 17, 0), "Asia/Jakarta", "31 Desember 2026, 24.00 WIB", "31 December 2026, 24.00 WIB"),
        ((2026, 5, 1, 17, 0, 1), "Asia/Jakarta", "2 Mei 2026, 00.00.01 WIB", "2 May 2026, 00.00.01 WIB"),
    ],
)
def test_a_deadline_reads_as_an_office_writes_it(
    instant: tuple[int, int, int, int, int], zone: str, indonesian: str, english: str
) -> None:
    assert deadline_text(datetime(*instant, tzinfo=UTC), ZoneInfo(zone)) == (indonesian, english)
