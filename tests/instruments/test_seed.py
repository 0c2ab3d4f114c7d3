from sqlalchemy.orm import Session

from api.instruments.queries import form_content, get_version, newest_published
from api.instruments.seed import IN_FORCE_FROM, seed_instruments


class TestSeedInstruments:
    def test_an_office_starts_with_a_published_berakhlak_version(self, db: Session) -> None:
        version = seed_instruments(db)
        db.commit()
        db.expunge_all()
        form = form_content(db, version.id)
        assert [value.code for value in form.values] == ["BP", "AK", "KP", "HM", "LY", "AD", "KB"]
        assert [item.number for item in form.items] == list(range(1, 22))
        assert sum(len(value.anchors) for value in form.values) == 35
        assert len(form.policy.values) == 7
        assert get_version(db, version.id).content_hash is not None

    def test_a_second_call_changes_nothing(self, db: Session) -> None:
        assert seed_instruments(db).id == seed_instruments(db).id

    def test_it_is_in_force_for_everybody_from_its_day_on(self, db: Session) -> None:
        version = seed_instruments(db)
        found = newest_published(db, None, IN_FORCE_FROM)
        assert found is not None
        assert found.id == version.id
        assert newest_published(db, None, IN_FORCE_FROM.replace(year=2025)) is None
        assert newest_published(db, "pengawas", IN_FORCE_FROM) is None
