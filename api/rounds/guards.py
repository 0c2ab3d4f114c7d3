"""What a move of a round asks for beside the right state and the permission."""

from dataclasses import dataclass

from api.rounds.verdicts import ALLOWED, Verdict, refused


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What a move needs to know about the round, counted by the service at the time of asking."""

    blockers: int = 0
    """Blockers of the launch check."""
    run_in_progress: bool = False
    """A calculation run is at work."""
    releasable: int = 0
    """Results decided and not yet released; in a practice round: results calculated."""
    released: int = 0
    """Results already released."""
    unreleased: int = 0
    """Results that are not released, decided or not."""
    open_windows: int = 0
    """Released results that could still be objected to."""
    open_objections: int = 0


def guard_open(facts: RoundFacts) -> Verdict:
    if not facts.blockers:
        return ALLOWED
    return refused(
        "launch_blocked",
        f"Pemeriksaan peluncuran masih menemukan {facts.blockers} penghalang.",
        f"The launch check still finds {facts.blockers} blockers.",
    )


def guard_idle(facts: RoundFacts) -> Verdict:
    if not facts.run_in_progress:
        return ALLOWED
    return refused("run_in_progress", "Perhitungan sedang berjalan.", "A calculation is at work.")


def guard_calculate(facts: RoundFacts) -> Verdict:
    if facts.released:
        return refused(
            "already_released",
            "Hasil sudah dibagikan dan dibekukan; perhitungan tidak dapat diulang.",
            "Results were released and are frozen; they cannot be calculated again.",
        )
    return guard_idle(facts)


def guard_release(facts: RoundFacts) -> Verdict:
    if facts.run_in_progress or facts.releasable:
        return guard_idle(facts)
    return refused(
        "nothing_to_release", "Belum ada hasil yang siap dibagikan.", "There is no result ready to be released."
    )


def guard_archive(facts: RoundFacts) -> Verdict:
    waiting = facts.unreleased + facts.open_windows + facts.open_objections
    if not waiting:
        return ALLOWED
    return refused(
        "not_all_final",
        f"Belum semua hasil final: {facts.unreleased} belum dibagikan, {facts.open_windows} masih dalam masa "
        f"keberatan, {facts.open_objections} keberatan belum diputus.",
        f"Not every result is final: {facts.unreleased} not released, {facts.open_windows} may still be objected "
        f"to, {facts.open_objections} objections are open.",
    )
