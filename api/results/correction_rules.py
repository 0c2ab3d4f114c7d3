"""Which result an officer may correct outside an objection (pure): asked before it is offered, and again when it is done."""

from dataclasses import dataclass

from api.results.rules import ResultStatus
from api.rounds.verdicts import ALLOWED, Verdict, refused


@dataclass(frozen=True, slots=True)
class Case:
    """A result and the officer before it. `within_reach`: he holds the right for the unit of the person rated."""

    own: bool
    within_reach: bool
    status: str
    practice: bool
    superseded: bool
    under_objection: bool


def can_correct(case: Case) -> Verdict:
    """Another person's, within reach, released for good, the version that holds, and no objection is being examined."""
    if case.own:
        return refused("own_record", "Ini menyangkut diri Anda sendiri.", "This concerns yourself.")
    if not case.within_reach:
        return refused("forbidden", "Anda tidak berwenang melakukan ini.", "You are not allowed to do this.")
    if case.status != ResultStatus.RELEASED or case.practice:
        return refused("not_released", "Hasil belum dibagikan.", "The result is not released yet.")
    if case.superseded:
        return refused("already_superseded", "Hasil ini sudah digantikan.", "A newer version took its place.")
    if case.under_objection:
        return refused("objection_open", "Keberatan sedang diperiksa.", "An objection is open.")
    return ALLOWED
