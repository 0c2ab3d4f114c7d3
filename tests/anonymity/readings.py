"""Every number an account gets from every address that gives numbers, as equations over the answers.

A number that is not explained here is an error: so nothing can be published beside the proof.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from uuid import UUID

from api.scoring.rounding import decimal_text, round_half_up
from api.scoring.terms import Source
from tests.anonymity.offices import Office, Rated
from tests.anonymity.truth import Linear, Truth, added
from tests.clients import Client

ONE = Fraction(1)
_DECIMAL = re.compile(r"^[+-]?\d+,\d\d$")
_PLAIN_FLOATS = frozenset({"standard_error", "skp", "scaled", "numeric"})


class UnexplainedError(AssertionError):
    """A number was published that the proof knows nothing of."""


@dataclass
class Knowledge:
    """What one account has learnt: equations by what they state, each once."""

    office: Office
    equations: dict[Any, Linear] = field(default_factory=dict)
    numbers: int = 0
    results: dict[UUID, tuple[Rated, UUID]] = field(default_factory=dict)
    """Result → its round and participant."""

    def learn(self, what: tuple[Any, ...], linear: Linear | None, truth: Truth, published: Any) -> None:
        """One number: it must be what the equation comes to with the real answers."""
        self.numbers += 1
        if linear is None:
            raise UnexplainedError(f"{what}: {published} was published, and should not exist")
        if what not in self.equations:
            self.equations[what] = linear
        expected = truth.number(linear)
        if not _same(published, expected):
            raise UnexplainedError(f"{what}: {published} was published, and {expected} was expected")


def _same(published: Any, expected: Fraction) -> bool:
    if isinstance(published, Fraction):
        return published == expected
    if isinstance(published, str):
        return published in (decimal_text(expected), str(expected))
    return abs(round(published * 10_000) - round_half_up_signed(expected)) < 1


def round_half_up_signed(figure: Fraction) -> int:
    return round_half_up(figure) if figure >= 0 else -round_half_up(-figure)


@dataclass(frozen=True)
class About:
    """One result as it is read: whose, and what may be learnt of it."""

    known: Knowledge
    rated: Rated
    participant: UUID

    @property
    def truth(self) -> Truth:
        return self.rated.truth

    def code(self, code: str) -> int:
        return next(v for v, value in enumerate(self.truth.policy.values) if value.code == code)

    def learn(self, name: str, linear: Linear | None, published: Any, *place: Any) -> None:
        self.known.learn((name, self.participant, *place), linear, self.truth, published)

    def composite(self, figure: Any) -> None:
        if figure is not None:
            self.learn("composite", self.truth.composite(self.participant), figure["value"])

    def value(self, v: int, figure: Any) -> None:
        if figure is not None:
            self.learn("value", self.truth.value(self.participant, v), figure["value"], v)

    def mean(self, source: str, v: int, published: Any) -> None:
        code = Source[source.upper()]
        self.learn("mean", self.truth.mean(self.participant, code, v), published, code, v)


def read_result(about: About, read: Mapping[str, Any]) -> None:
    about.composite(read["composite"])
    for line in read["values"]:
        v = about.code(line["code"])
        about.value(v, line["value"])
        for source in line["sources"]:
            if source["mean"] is not None:
                about.mean(source["source"], v, source["mean"]["value"])
        if line["gap"] is not None:
            about.learn("gap", about.truth.gap(about.participant, v), line["gap"]["value"], v)
        for item in line["items"]:
            _read_item(about, item)
    for entry in (*read["strengths"], *([read["to_learn"]] if read["to_learn"] else [])):
        about.value(about.code(entry["code"]), entry["value"])
    if read["self_view"] is not None and read["self_view"]["gap"] is not None:
        about.learn("gap of all", about.truth.gap_of_all(about.participant), read["self_view"]["gap"]["value"])


def _read_item(about: About, item: Mapping[str, Any]) -> None:
    for source in item["means"]:
        if source["mean"] is not None:
            code, place = Source[source["source"].upper()], item["number"] - 1
            linear = about.truth.item(about.participant, code, place)
            about.learn("item", linear, source["mean"]["value"], code, place)


def read_explanation(about: About, read: Mapping[str, Any]) -> None:
    """Every fraction: the value of a step, or one of those again in its parts and comparisons, or a fixed figure."""
    known = {_fraction(step["value"]) for step in read["steps"] if step["value"] is not None}
    for step in read["steps"]:
        kind, _, rest = step["key"].partition(".")
        if kind == "source":
            source, _, code = rest.partition(".")
            about.mean(source, about.code(code), _fraction(step["value"]))
        elif kind == "value":
            v = about.code(rest)
            about.learn("value", about.truth.value(about.participant, v), _fraction(step["value"]), v)
        elif kind in ("composite", "behaviour"):
            about.learn("composite", about.truth.composite(about.participant), _fraction(step["value"]))
        elif kind not in ("work", "predicate", "scaled", "numeric"):
            raise UnexplainedError(step["key"])
        for condition in step["conditions"]:
            if _fraction(condition["left"]) not in known:
                raise UnexplainedError(f"{step['key']}: {condition}")
        for part in step["parts"]:
            if part["key"] is not None and step["key"] != "scaled" and _fraction(part["value"]) not in known:
                raise UnexplainedError(f"{step['key']}: {part}")


def _fraction(read: Mapping[str, str]) -> Fraction:
    return Fraction(int(read["num"]), int(read["den"]))


def read_trend(known: Knowledge, read: Mapping[str, Any]) -> None:
    """Earlier points are results of their own; a change is the difference of two points."""
    points = {}
    for point in read["points"]:
        about = About(known, *known.results[UUID(point["result_id"])])
        points[point["round"]["id"]] = about
        about.composite(point["composite"])
        for code, figure in point["values"].items():
            about.value(about.code(code), figure)
    if read["since"] is None:
        return
    now, then = About(known, *known.results[UUID(read["result_id"])]), points[read["since"]["id"]]
    _difference(now, then, now.truth.composite, then.truth.composite, read["change"])
    for code, figure in read["value_changes"].items():
        v = now.code(code)
        _difference(
            now, then, lambda who, v=v: now.truth.value(who, v), lambda who, v=v: then.truth.value(who, v), figure
        )


def _difference(now: About, then: About, new: Any, old: Any, figure: Any) -> None:
    """Participants of two rounds are different unknowns, so both sides go into one equation."""
    if figure is None:
        return
    after, before = new(now.participant), old(then.participant)
    if after is None or before is None:
        raise UnexplainedError(f"a change of {figure}")
    expected = now.truth.number(after) - then.truth.number(before)
    if not _same(figure["value"], expected):
        raise UnexplainedError(f"a change of {figure}, expected {expected}")
    key = ("change", now.participant, then.participant, len(now.known.equations))
    now.known.equations[key] = added([(ONE, after), (-ONE, before)])
    now.known.numbers += 1


def read_annual(known: Knowledge, read: Mapping[str, Any]) -> None:
    """The mean by months is a combination of the composites beside it, so it states nothing of its own."""
    for part in (*read["parts"], *([read["annual"]] if read["annual"] else [])):
        About(known, *known.results[UUID(part["result_id"])]).composite(part["composite"])


def read_unit_lines(known: Knowledge, rated: Rated, paths: Mapping[str, str], lines: Any) -> None:
    """A line is the mean over everybody below who is decided and has a composite."""
    truth = rated.truth
    composites = {who: one for who in rated.decided if (one := truth.composite(who)) is not None}
    for line in lines:
        inside = [who for who in composites if rated.units[who].startswith(paths[line["unit_id"]])]
        if len(inside) != line["people"]:
            raise UnexplainedError(f"{line['name']}: {line['people']} people")
        share = Fraction(1, len(inside))
        mean = added((share, composites[who]) for who in inside)
        known.learn(("unit", rated.round_id, line["unit_id"]), mean, truth, line["composite"]["ten_thousandths"] / 1e4)
        for v, value in enumerate(truth.policy.values):
            if (figure := line["values"].get(value.code)) is not None:
                parts = [truth.value(who, v) for who in inside]
                linear = added((share, one) for one in parts if one is not None)
                what = ("unit", rated.round_id, line["unit_id"], v)
                known.learn(what, linear, truth, figure["ten_thousandths"] / 1e4)


def read_export(known: Knowledge, content: bytes) -> None:
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=_delimiter(content)):
        about = About(known, *known.results[UUID(row["result_id"])])
        if row["nilaiPerilaku"]:
            about.learn("composite", about.truth.composite(about.participant), row["nilaiPerilaku"].replace(".", ","))


def _delimiter(content: bytes) -> str:
    return ";" if content.count(b";") > content.count(b",") else ","


def read_paper(about: About, read: Mapping[str, Any]) -> None:
    """A sheet repeats figures of the result: each decimal on it must be one this account has of this person."""
    mine = [key for key in about.known.equations if key[1] == about.participant]
    texts = {decimal_text(about.truth.number(about.known.equations[key])) for key in mine}
    cells = [cell for section in read["sections"] for row in section["rows"] for cell in row]
    cells += [pair["value"] for section in read["sections"] for pair in section["pairs"]]
    for cell in cells:
        if _DECIMAL.match(cell) and cell not in texts:
            raise UnexplainedError(f"{cell} on paper")


def read_reasons(about: About, read: Mapping[str, Any]) -> None:
    for reason in read["reasons"] or []:
        figure = Fraction(reason["figure"])
        if reason["kind"] == "item":
            place = reason["item"] - 1
            linear = about.truth.item(about.participant, Source.PEER, place)
            about.learn("item", linear, figure, Source.PEER, place)
        elif reason["kind"] in ("value", "lowest"):
            v = about.code(reason["value"])
            others = about.truth.others(about.participant, v)
            alone = about.truth.mean(about.participant, Source.SUPERIOR, v)
            both = others is not None and about.truth.number(others) == figure
            about.learn("others" if both else "mean", others if both else alone, figure, Source.SUPERIOR, v)
        elif reason["kind"] != "level":
            raise UnexplainedError(str(reason))


def unexplained_figures(read: Any, place: str = "") -> Iterator[str]:
    """Numbers with a fraction that stand in no figure: only those known to say nothing of single answers may."""
    if isinstance(read, dict):
        if {"value", "text"} <= set(read) or {"num", "den"} <= set(read):
            return
        for key, inner in read.items():
            if isinstance(inner, float) and key not in _PLAIN_FLOATS:
                yield f"{place}.{key}"
            yield from unexplained_figures(inner, f"{place}.{key}")
    elif isinstance(read, list):
        for inner in read:
            yield from unexplained_figures(inner, place)


def read_everything(client: Client, known: Knowledge, *, deep: int | None) -> None:
    """Lists, results, explanations, lines over time, papers, the year, units, files: whatever this account may open.

    `deep`: so many results are also read as explanation, line and paper, as they repeat figures; and so many are asked
    for that stand in no list of his. All, where None.
    """
    listed = [*_all(client, "/results"), *_all(client, "/me/results")]
    for row in listed:
        About(known, *known.results[UUID(row["id"])]).composite(row["composite"])
    seen = {}
    ids = {UUID(row["id"]) for row in listed}
    for result_id in [*ids, *[one for one in known.results if one not in ids][:deep]]:
        about = About(known, *known.results[result_id])
        answer = client.request("GET", f"/results/{result_id}")
        if answer.status_code == 200:
            seen[result_id] = about
            read = answer.json()
            _expect_explained(read)
            read_result(about, read)
    for place, (result_id, about) in enumerate(seen.items()):
        if deep is None or place < deep:
            _read_deep(client, about, result_id)
    _read_offices(client, known)
    for read in _all(client, "/recommendations"):
        read_reasons(About(known, *known.results[UUID(read["result_id"])]), read)


def _read_deep(client: Client, about: About, result_id: UUID) -> None:
    address = f"/results/{result_id}"
    read_explanation(about, client.get(f"{address}/explanation"))
    trend = client.get(f"{address}/trend")
    _expect_explained(trend)
    read_trend(about.known, trend)
    sheet = client.request("GET", f"{address}/sheet")
    if sheet.status_code == 200:
        read_paper(about, sheet.json())
    year = client.request("GET", f"/employees/{about.rated.people[about.participant]}/annual-result?year=2026")
    if year.status_code == 200:
        read_annual(about.known, year.json())


def _read_offices(client: Client, known: Knowledge) -> None:
    paths = {str(unit.id): unit.path for unit in known.office.units}
    for rated in known.office.rounds:
        board = client.request("GET", f"/dashboard/rounds/{rated.round_id}")
        if board.status_code == 200:
            read_unit_lines(known, rated, paths, board.json()["units"])
        file = client.request(
            "GET", f"/evaluation-rounds/{rated.round_id}/results/export?format=csv&reason=Bukti+kerahasiaan."
        )
        if file.status_code == 200:
            read_export(known, file.content)
        runs = client.request("GET", f"/evaluation-rounds/{rated.round_id}/calculation-runs")
        if runs.status_code == 200 and any(run["differences"] for run in runs.json()["items"]):
            raise UnexplainedError("differences between runs")


def _all(client: Client, address: str) -> list[dict[str, Any]]:
    answer = client.request("GET", f"{address}?size=200")
    if answer.status_code != 200:
        return []
    rows: list[dict[str, Any]] = answer.json()["items"]
    return rows


def _expect_explained(read: Any) -> None:
    if unknown := list(unexplained_figures(read)):
        raise UnexplainedError(f"numbers nobody explained: {sorted(set(unknown))}")
