"""The part of the launch check about people: everybody has a superior who can rate, and a way to sign in."""

from collections.abc import Iterator, Mapping
from datetime import date

from api.kit.texts import Text
from api.rounds.deadlines import last_day
from api.rounds.launch_facts import (
    AccountState,
    Check,
    Fixer,
    LaunchFacts,
    Link,
    ParticipantFacts,
    Severity,
    SuperiorFacts,
    about,
)

_PLACEMENT = Link("transfer_employee", "employee")
_ACCOUNT = Link("create_account", "account")
_CARD = Link("issue_activation_card", "account")
_ACTIVATE = Link("activate_account", "account")
_DECISION = Link("decide_result", "result")

_NO_SUPERIOR = Text(
    "{count} peserta tidak mempunyai atasan. Isi jabatan di atasnya, atau tandai dinilai di luar sistem.",
    "{count} participants have no superior. Fill the post above, or mark them as rated outside the system.",
)
_CIRCLE = Text(
    "Garis atasan berputar: dari atasan ke atasan, {count} orang ini kembali kepada dirinya sendiri.",
    "The reporting line is a circle: from superior to superior these {count} people come back to themselves.",
)
_EXPIRED = Text(
    "Masa tugas Plt/Plh {count} atasan ini sudah berakhir. Perpanjang penugasannya atau isi jabatannya.",
    "The acting term of these {count} superiors is over. Extend it or fill the post.",
)
_ENDING = Text(
    "Masa tugas Plt/Plh {count} atasan ini berakhir sebelum tenggat; pemegang jabatan berikutnya yang menetapkan.",
    "The acting term of these {count} superiors ends before the deadline; the next holder of the post decides.",
)
_INACTIVE = Text(
    "{count} atasan ini sudah tidak aktif, tetapi masih tercatat memegang jabatan.",
    "These {count} superiors are no longer active but still recorded as holders of a post.",
)
_NO_ACCOUNT = Text(
    "{count} atasan ini tidak mempunyai akun yang dapat dipakai, sehingga tidak dapat menilai.",
    "These {count} superiors have no usable account, so they cannot rate.",
)
_SUPERIOR_WAITS = Text(
    "{count} atasan ini belum mengaktifkan akun; tanpa lembar atasan, hasil bawahannya belum lengkap.",
    "These {count} superiors have not activated their account; without their form results stay incomplete.",
)
_WAITING = Text(
    "{count} peserta belum mengaktifkan akun; mereka belum dapat menilai. Bagikan kartu aktivasinya.",
    "{count} participants have not activated their account and cannot rate yet. Hand out their cards.",
)
_OUTSIDE = Text(
    "{count} peserta dinilai di luar sistem; keputusan pejabatnya dicatat kemudian bersama dokumennya.",
    "{count} participants are rated outside the system; the decision is recorded later with its document.",
)


def check_superiors(facts: LaunchFacts) -> Iterator[Check]:
    """Everybody who is rated inside the system has a superior who is active, in office and able to sign in."""
    inside = [person for person in facts.participants if not person.outside]
    outside = [person for person in facts.participants if person.outside]
    orphans = [person for person in inside if person.superior is None]
    circle = reporting_circle({person.key: person.superior.key for person in inside if person.superior})
    turning = [person for person in inside if person.key in circle]
    yield from about(orphans, "superior_missing", Severity.BLOCKER, Fixer.HR_OFFICER, _PLACEMENT, _NO_SUPERIOR)
    yield from about(turning, "reporting_circle", Severity.BLOCKER, Fixer.HR_OFFICER, _PLACEMENT, _CIRCLE)
    yield from _check_holders(facts, superiors_of(inside))
    yield from about(outside, "rated_outside", Severity.WARNING, Fixer.HR_OFFICER, _DECISION, _OUTSIDE)


def _check_holders(facts: LaunchFacts, superiors: list[SuperiorFacts]) -> Iterator[Check]:
    today = facts.now.astimezone(facts.zone).date()
    closing = last_day(facts.closes_at, facts.zone)
    inactive = [superior for superior in superiors if not superior.active]
    expired = [superior for superior in superiors if _ends(superior) < today]
    ending = [superior for superior in superiors if today <= _ends(superior) < closing]
    locked = [s for s in superiors if s.active and s.account in (AccountState.NONE, AccountState.DISABLED)]
    waiting = [s for s in superiors if s.active and s.account is AccountState.NOT_ACTIVATED]
    yield from about(inactive, "superior_inactive", Severity.BLOCKER, Fixer.HR_OFFICER, _PLACEMENT, _INACTIVE)
    yield from about(expired, "acting_expired", Severity.BLOCKER, Fixer.HR_OFFICER, _PLACEMENT, _EXPIRED)
    yield from about(locked, "superior_without_account", Severity.BLOCKER, Fixer.ADMINISTRATOR, _ACCOUNT, _NO_ACCOUNT)
    yield from about(ending, "acting_ends_early", Severity.WARNING, Fixer.HR_OFFICER, _PLACEMENT, _ENDING)
    yield from about(waiting, "superior_not_activated", Severity.WARNING, Fixer.SUPERIOR, _ACTIVATE, _SUPERIOR_WAITS)


def _ends(superior: SuperiorFacts) -> date:
    return superior.acting_until or date.max


def superiors_of(people: list[ParticipantFacts]) -> list[SuperiorFacts]:
    """Each superior once, whether he takes part himself or not."""
    return list({person.superior.key: person.superior for person in people if person.superior}.values())


def check_accounts(facts: LaunchFacts) -> Iterator[Check]:
    """How many participants cannot sign in yet; it warns, because cards are often handed out after the launch."""
    waiting = [person for person in facts.participants if person.account is not AccountState.ACTIVE]
    yield from about(waiting, "accounts_not_activated", Severity.WARNING, Fixer.HR_OFFICER, _CARD, _WAITING)


def reporting_circle(superior_of: Mapping[str, str]) -> frozenset[str]:
    """Everybody who, going up from superior to superior, comes back to himself: their line has no top."""
    settled: set[str] = set()
    circle: set[str] = set()
    for start in superior_of:
        line: list[str] = []
        at: str | None = start
        while at is not None and at not in settled:
            settled.add(at)
            line.append(at)
            at = superior_of.get(at)
        if at in line:
            circle.update(line[line.index(at) :])
    return frozenset(circle)
