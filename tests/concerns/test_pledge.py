"""The duty of silence: once a round, which wording, and nothing that leads to a form."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.audit.models import AuditEntry, Family
from api.concerns import pledge
from api.concerns.models import SilencePledge
from tests.concerns.conftest import As
from tests.factories.results import Rated


def test_a_rater_accepts_once_and_a_new_wording_anew(
    db: Session, rated: Rated, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/evaluation-rounds/{rated.round.id}/silence-pledge"
    rater = as_(rated.staff[0])
    assert rater.get(address)["accepted_on"] is None
    day = rater.post(address)["accepted_on"]
    assert rater.post(address)["accepted_on"] == day is not None
    entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "accept_silence_pledge")).one()
    assert (entry.family, entry.trace, entry.time.minute) == (Family.PARTICIPATION, None, 0)
    monkeypatch.setattr(pledge, "VERSION", 2)
    assert rater.get(address)["accepted_on"] is None
    rater.post(address)
    db.commit()
    assert [row.version for row in db.scalars(select(SilencePledge))] == [2]


def test_who_rates_nobody_in_the_round_has_nothing_to_accept(rated: Rated, as_: As) -> None:
    address = f"/evaluation-rounds/{rated.round.id}/silence-pledge"
    stranger = as_(rated.hr)
    stranger.get(address, expect=403)
    as_(rated.staff[0]).get(address.replace(str(rated.round.id), "00000000-0000-4000-8000-000000000000"), expect=404)
