"""A published version of the common instrument: the seven values with three items and five anchors each."""

import itertools
from datetime import date

from sqlalchemy.orm import Session

from api.instruments.models import Anchor, Instrument, InstrumentVersion, Item, Value
from api.kit import clock
from api.scoring.defaults import BERAKHLAK, default_policy

_numbers = itertools.count(1)


def make_instrument(db: Session, name: str = "BerAKHLAK", *, position_class: str | None = None) -> Instrument:
    instrument = Instrument(code=f"instrumen-{next(_numbers)}", name=name, position_class=position_class)
    db.add(instrument)
    db.flush()
    return instrument


def make_version(db: Session, instrument: Instrument | None = None, **given: object) -> InstrumentVersion:
    """A draft with everything in it."""
    instrument = instrument or make_instrument(db)
    version = InstrumentVersion(
        **{
            "instrument_id": instrument.id,
            "number": 1,
            "effective_from": date(2026, 1, 1),
            "legal_basis": "Keputusan Camat Contoh Nomor 1 Tahun 2026",
            "policy": default_policy().to_json(),
            "values": [make_value(place, code, name) for place, (code, name) in enumerate(BERAKHLAK, start=1)],
            **given,
        }
    )
    db.add(version)
    db.flush()
    return version


def make_value(place: int, code: str, name: str) -> Value:
    first = (place - 1) * 3 + 1
    return Value(
        place=place,
        code=code,
        name=name,
        definition=f"Makna {name}.",
        competencies=[1],
        items=[Item(number=number, text=f"Butir {number}.", competencies=[1]) for number in range(first, first + 3)],
        anchors=[Anchor(level=level, label=f"Tingkat {level}", text=f"Contoh {level}.") for level in range(1, 6)],
    )


def make_published_version(
    db: Session, instrument: Instrument | None = None, *, position_class: str | None = None, **given: object
) -> InstrumentVersion:
    """A version with which a round can rate."""
    instrument = instrument or make_instrument(db, position_class=position_class)
    version = make_version(db, instrument, **given)
    version.status, version.content_hash, version.published_at = "published", "0" * 64, clock.now()
    db.flush()
    return version
