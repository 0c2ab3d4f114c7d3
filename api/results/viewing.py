"""How the caller sees one result: as whom, and what of it may be shown. Every reading passes here, then disclosure.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.access.actor import Actor
from api.access.permissions import Role
from api.assignments.forms import FormComment
from api.assignments.who_sees import Reader
from api.employees.rules import within
from api.results.disclosure import Disclosure, ResultState, SourceCounts, Viewer, disclose
from api.results.exact import Exact
from api.results.item_sums import ItemSums, unpack_item_sums, value_of_items
from api.results.models import Result
from api.results.queries import Standing
from api.results.rules import ResultStatus
from api.rounds.rules import RoundKind, RoundStatus
from api.scoring.terms import Source

_BY_OFFICE = ((Role.HEAD, Reader.HEAD), (Role.AUDITOR, Reader.AUDITOR), (Role.HR_OFFICER, Reader.HR))


@dataclass(frozen=True, slots=True)
class View:
    """One result, as this caller sees it."""

    result: Result
    reader: Reader | None
    disclosure: Disclosure
    exact: Exact | None
    items: ItemSums
    comments: Sequence[FormComment]


def reader_of(standing: Standing, result: Result) -> Reader | None:
    """Of several ways to stand to a result the first holds: the person himself, then who decides, then the offices."""
    if standing.actor.employee_id == result.employee_id:
        return Reader.SELF
    if standing.assesses(result):
        return Reader.ASSESSOR
    office = office_reader(standing.actor, result.participant.unit_path)
    if office not in (None, Reader.HR):
        return office
    if standing.has_to_rule(result):
        return Reader.RULING
    return Reader.ASSESSOR if standing.has_taken_over(result) else office


def office_reader(actor: Actor, unit_path: str) -> Reader | None:
    found = (reader for role, reader in _BY_OFFICE if within(unit_path, actor.paths(role)))
    return next(found, None)


def state_of(result: Result) -> ResultState:
    return ResultState(
        RoundStatus(result.round.status),
        ResultStatus(result.status),
        responses_open=result.round.response_stage and result.round.kind != RoundKind.PRACTICE,
    )


def shows_ratings(standing: Standing, result: Result) -> Disclosure:
    """For lists: composite, ratings and predicate, without what they are made of."""
    return disclose(Viewer(reader_of(standing, result)), state_of(result), {})


def view_result(
    standing: Standing, result: Result, exact: Exact | None, comments: Sequence[FormComment], rated_as: str | None
) -> View:
    """The one result with everything this caller may see of it; `rated_as` from his own tasks."""
    reader = reader_of(standing, result)
    items = {} if exact is None else unpack_item_sums(exact.policy, result.item_sums)
    counts = {} if exact is None else count_sources(exact, items, comments)
    disclosure = disclose(Viewer(reader, rated_as), state_of(result), counts)
    return View(result, reader, disclosure, exact, items, comments)


def count_sources(exact: Exact, items: ItemSums, comments: Sequence[FormComment]) -> dict[str, SourceCounts]:
    """What stands behind the figures of each source."""
    return {source.word: _counts(exact, source, items, comments) for source in exact.policy.asked}


def _counts(exact: Exact, source: Source, items: ItemSums, comments: Sequence[FormComment]) -> SourceCounts:
    mine = [comment for comment in comments if comment.source == source.word]
    values = [value.code for value in exact.policy.values]
    return SourceCounts(
        forms={code: int(exact.sums.n[source, v, 0]) for v, code in enumerate(values)},
        answers=_answers(exact, source, items),
        commenters=len({comment.writer for comment in mine}),
        value_commenters={
            code: len({comment.writer for comment in mine if comment.value_code == code}) for code in values
        },
    )


def _answers(exact: Exact, source: Source, items: ItemSums) -> Mapping[str, tuple[int, ...]]:
    belongs = value_of_items(exact.policy).tolist()
    numbers: dict[str, list[int]] = {value.code: [] for value in exact.policy.values}
    for item, v in enumerate(belongs):
        numbers[exact.policy.values[v].code].append(items.get((source, item), (0, 0))[1])
    return {code: tuple(line) for code, line in numbers.items()}
