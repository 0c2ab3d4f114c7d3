"""Is a draft round ready to open? Each finding says what is wrong, what follows, who repairs it and where.

The findings about people stand in `launch_people.py`, those about the plan of evaluators in `launch_plan.py`.
"""

from collections.abc import Iterable, Iterator, Mapping

from api.kit.texts import Text
from api.rounds.deadlines import holiday_warnings
from api.rounds.launch_facts import Check, Fixer, LaunchFacts, Link, Severity
from api.rounds.launch_people import check_accounts, check_superiors
from api.rounds.launch_plan import check_peers, check_plan
from api.rounds.rules import RoundKind, check_dates

WEIGHT_TOTAL_BP = 10_000

_ROUND = Link("update_round", "evaluation-round")
_PARTICIPANTS = Link("add_participant", "evaluation-round")
_VERSION = Link("publish_instrument_version", "instrument")

_EMPTY = Text("Belum ada peserta.", "There are no participants.")
_NO_VERSION = Text(
    "Belum ada versi instrumen yang diterbitkan untuk jabatan-jabatan ini.",
    "These classes of posts have no published version of an instrument.",
)
_WEIGHTS = Text(
    "Bobot sumber penilaian harus berjumlah tepat 100% dan bobot atasan tidak boleh nol.",
    "The weights of the sources must total exactly 100% and the superior's must not be zero.",
)


def launch_check(facts: LaunchFacts) -> list[Check]:
    """Everything that keeps a round from opening or that one should know before: blockers first.

    A round opens when no blocker is left (`can_move` with their number). Peers and the plan are asked about only
    where peers rate: a light round has none.
    """
    checks = [*check_round(facts), *check_instruments(facts), *check_superiors(facts), *check_accounts(facts)]
    if facts.kind is not RoundKind.LIGHT:
        checks += [*check_peers(facts), *check_plan(facts)]
    return sorted(checks, key=lambda check: check.severity is not Severity.BLOCKER)


def blockers(checks: Iterable[Check]) -> int:
    """How many blockers are left: what `RoundFacts.blockers` wants to know."""
    return sum(check.severity is Severity.BLOCKER for check in checks)


def check_round(facts: LaunchFacts) -> Iterator[Check]:
    """The round itself: somebody takes part, the dates lie ahead, the deadline is a day on which people work."""
    if not facts.participants:
        yield Check("no_participants", Severity.BLOCKER, Fixer.HR_OFFICER, _PARTICIPANTS, _EMPTY, 0)
    faults = check_dates(
        period_start=facts.period_start,
        period_end=facts.period_end,
        closes_at=facts.closes_at,
        now=facts.now,
        opens_at=facts.opens_at,
    )
    for fault in faults:
        yield Check(fault.code, Severity.BLOCKER, Fixer.HR_OFFICER, _ROUND, fault.message, 1)
    for text in holiday_warnings(facts.closes_at, facts.holidays, facts.zone):
        yield Check("deadline_on_holiday", Severity.WARNING, Fixer.HR_OFFICER, _ROUND, text, 1)


def check_instruments(facts: LaunchFacts) -> Iterator[Check]:
    """Every class of posts has a published version, and every version's weights hold."""
    wrong = tuple(name for name, weights in facts.weights_bp.items() if not weights_hold(weights))
    for code, text, names in (
        ("no_published_version", _NO_VERSION, facts.classes_without_version),
        ("weights", _WEIGHTS, wrong),
    ):
        if names:
            yield Check(code, Severity.BLOCKER, Fixer.HR_OFFICER, _VERSION, text, len(names), tuple(sorted(names)))


def weights_hold(weights: Mapping[str, int]) -> bool:
    """Source weights are basis points that total exactly 10,000, none negative, the superior's at least 1."""
    whole = sum(weights.values()) == WEIGHT_TOTAL_BP
    return whole and weights.get("superior", 0) >= 1 and min(weights.values()) >= 0
