"""The part of the launch check about peers and the plan of evaluators. It knows counts and loads, never pairs."""

from collections.abc import Iterator

from api.kit.texts import Text
from api.rounds.launch_facts import Check, Fixer, LaunchFacts, Link, Severity, about

_PLAN = Link("propose_assignments", "evaluation-round")

_FEW = Text(
    "{count} peserta mempunyai kurang dari {least} calon rekan. Akibatnya nilai rekan tidak dihitung bagi mereka; "
    "bobotnya beralih kepada atasan.",
    "{count} participants have fewer than {least} possible peers. Their peer values will not count; "
    "the weight goes to the superior.",
)
_MISSING = Text("Rencana penilai belum disusun.", "The plan of evaluators has not been drawn.")
_STALE = Text(
    "Peserta, atasan, atau larangan berpasangan berubah sejak rencana penilai disusun. Susun ulang rencananya.",
    "Participants, superiors or conflicts changed since the plan of evaluators was drawn. Draw it again.",
)
_CLASH = Text(
    "Pada {count} pasangan, atasan juga menjadi rekan penilai. Susun ulang rencana penilai.",
    "In {count} pairs the superior is a peer as well. Draw the plan of evaluators again.",
)
_HEAVY = Text(
    "{count} penilai mendapat lebih dari {most} lembar; ketelitian penilaiannya dapat berkurang.",
    "{count} raters have more than {most} forms; their care may suffer.",
)


def check_peers(facts: LaunchFacts) -> Iterator[Check]:
    """Fewer possible peers than the minimum is allowed in a small unit, but the consequence is said before."""
    few = [p for p in facts.participants if not p.outside and p.possible_peers < facts.min_peers]
    least = facts.min_peers
    yield from about(few, "few_peers", Severity.WARNING, Fixer.HR_OFFICER, _PLAN, _FEW, least=least)


def check_plan(facts: LaunchFacts) -> Iterator[Check]:
    """A plan exists, was drawn from today's facts, keeps superiors apart from peers, and burdens nobody too much."""
    plan = facts.plan
    if plan is None:
        yield Check("plan_missing", Severity.BLOCKER, Fixer.HR_OFFICER, _PLAN, _MISSING, 1)
        return
    if not plan.fresh:
        yield Check("plan_stale", Severity.BLOCKER, Fixer.HR_OFFICER, _PLAN, _STALE, 1)
    if plan.superior_clashes:
        text = _CLASH.format(count=plan.superior_clashes)
        yield Check("superior_is_peer", Severity.BLOCKER, Fixer.HR_OFFICER, _PLAN, text, plan.superior_clashes)
    heavy = tuple(sorted(name for name, load in plan.loads.items() if load > facts.max_load))
    if heavy:
        text = _HEAVY.format(count=len(heavy), most=facts.max_load)
        yield Check("heavy_load", Severity.WARNING, Fixer.HR_OFFICER, _PLAN, text, len(heavy), heavy)
