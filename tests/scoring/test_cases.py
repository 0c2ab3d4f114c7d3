"""The worked examples that the owners of the rule can read and sign: `cases/*.yaml`."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from api.scoring import reliability
from api.scoring.agreement import SelfView, ValueView, self_other
from api.scoring.composite import Fractions, numeric_total
from api.scoring.defaults import default_policy
from api.scoring.derivation import derive
from api.scoring.distribution import distribution_notes
from api.scoring.policy import Policy
from api.scoring.precision import standard_error
from api.scoring.predicate import predicate_of, proposed_predicates
from api.scoring.ratings import numeric_band
from api.scoring.rounding import decimal_text
from api.scoring.score import score
from api.scoring.sources import source_sums
from api.scoring.terms import Expectation, OrganisationPredicate, Predicate, ProposalState, Source
from api.scoring.values import Answers, Derivation, WorkResults
from tests.scoring.make import SOURCES, form, form_with_mean, one, ten_items, work_of

Case = dict[str, Any]
FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
PREDICATES = {predicate.text.id: predicate for predicate in Predicate}
ORGANISATIONS = {predicate.text.id: predicate for predicate in OrganisationPredicate}


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(case, id=case["judul"])
        for document in map(read, FILES)
        if document["jenis"] == kind
        for case in document["kasus"]
    ]


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


def test_every_file_of_cases_is_run_and_says_what_it_rests_on() -> None:
    kinds = [read(path)["jenis"] for path in FILES]
    assert sorted(kinds) == sorted(
        ["matriks", "distribusi", "angka", "sumber", "lembar", "pandangan", "keandalan", "tanda"]
    )
    assert all(read(path)["dasar"].strip() and read(path)["judul"].strip() for path in FILES)


@pytest.mark.parametrize("case", cases("matriks"))
def test_matrix(case: Case) -> None:
    work, behaviour = Expectation(case["hasil_kerja"]), Expectation(case["perilaku"])
    assert predicate_of(default_policy(), work, behaviour).text.id == case["penetapan"]
    predicate, state = proposed_predicates(default_policy(), codes(work), codes(behaviour))
    proposed = Predicate(int(predicate[0])).text.id if predicate[0] else ProposalState(int(state[0])).text.id
    assert proposed == case["usulan"]


def codes(rating: Expectation) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.array([rating], dtype=np.uint8)


@pytest.mark.parametrize("case", cases("distribusi"))
def test_distribution(case: Case) -> None:
    counts = {PREDICATES[word]: count for word, count in case["jumlah"].items()}
    notes = distribution_notes(ORGANISATIONS[case["organisasi"]], counts)
    assert [note.code for note in notes] == case["catatan"]
    if "batas" in case:
        assert notes[0].limit == case["batas"]


@pytest.mark.parametrize("case", cases("angka"))
def test_numeric_layer(case: Case) -> None:
    full, light = default_policy(), default_policy().light()
    behaviour = Fractions(np.array([case["perilaku"]]), np.array([1]), np.array([True]))
    for policy, key in ((full, "60/40"), (light, "70/30")):
        total = numeric_total(policy, behaviour, work_of(skp=str(case["skp"])))
        assert decimal_text(Fraction(int(total.num[0]), int(total.den[0]))) == case[key]
    total = numeric_total(full, behaviour, work_of(skp=str(case["skp"])))
    for innovation, key in ((True, "dengan_inovasi"), (False, "tanpa_inovasi")):
        assert Predicate(int(numeric_band(full, total, np.array([innovation]))[0])).text.id == case[key]


@pytest.mark.parametrize("case", cases("sumber"))
def test_composite_from_source_means(case: Case) -> None:
    peers = [(Source.PEER, form_with_mean(mean)) for mean in case["rekan"]]
    named = [(SOURCES[word], form_with_mean(case[word])) for word in ("atasan", "diri") if case[word]]
    derivation = derive(ten_items(), one(*named, *peers), work_of())
    assert text_of(derivation, "composite") == case["nilai"]
    assert text_of(derivation, "scaled") == case["skala_120"]


def text_of(derivation: Derivation, key: str) -> str | None:
    step = derivation.step(key)
    return None if step is None or step.value is None else decimal_text(step.value)


@pytest.mark.parametrize("case", cases("lembar"))
def test_from_forms_to_proposal(case: Case) -> None:
    policy = policy_of(case.get("periode"))
    answers = one(*forms_of(case))
    work = work_of(case.get("hasil_kerja_kode"), str(case["skp"]) if "skp" in case else None)
    derivation = derive(policy, answers, work)
    assert text_of(derivation, "composite") == case["nilai"]
    assert text_of(derivation, "numeric") == case.get("angka", text_of(derivation, "numeric"))
    assert outcome_of(derivation, "behaviour") == case.get("perilaku")
    assert outcome_of(derivation, "work") == case.get("hasil_kerja")
    assert outcome_of(derivation, "predicate") == case["usulan"]
    agrees_with_scores(policy, answers, work, derivation)
    left_out = {(word, code) for word, codes in case.get("tidak_dihitung", {}).items() for code in codes}
    answered = {word for word in SOURCES if case.get(word)} | set(case.get("tidak_dihitung", {}))
    found = {(word_of(out.source), out.value) for out in derivation.left_out}
    assert {pair for pair in found if pair[0] in answered} == left_out


def policy_of(kind: str | None) -> Policy:
    policy = default_policy()
    return {"ringan": policy.light(), "latihan": policy.practice(), None: policy}[kind]


def forms_of(case: Case) -> Iterator[tuple[Source, bytes]]:
    for word, source in SOURCES.items():
        for text in case.get(word, []):
            yield source, form(text)


def word_of(source: Source) -> str:
    return next(word for word, other in SOURCES.items() if other == source)


def outcome_of(derivation: Derivation, key: str) -> str | None:
    step = derivation.step(key)
    return step.outcome.id if step and step.outcome else None


def agrees_with_scores(policy: Policy, answers: Answers, work: WorkResults, derivation: Derivation) -> None:
    scores = score(policy, answers, work)
    step = derivation.step("predicate")
    assert step is not None
    assert (step.code or 0) == int(scores.predicate[0])
    assert (scores.predicate[0] == 0) == (scores.proposal[0] != ProposalState.PROPOSED)


@pytest.mark.parametrize("case", cases("pandangan"))
def test_self_and_others(case: Case) -> None:
    forms = [(Source.SUPERIOR, form_with_mean(case["atasan"]))]
    forms += [(Source.PEER, form_with_mean(case["rekan"]))] * 3
    forms += [(Source.SELF, form_with_mean(case["diri"]))] if case["diri"] else []
    view = self_other(ten_items(), source_sums(ten_items(), one(*forms)))
    gap = Fraction(int(view.gap4[0]), 10_000) if view.view[0] else None
    assert (None if gap is None else decimal_text(gap)) == case["selisih"]
    assert SelfView(int(view.view[0])).name.lower() == case["pandangan"]
    assert {ValueView(int(code)).name.lower() for code in view.value_view[:, 0]} == {case["nilai"]}


@pytest.mark.parametrize("case", cases("keandalan"))
def test_reliability(case: Case) -> None:
    found = MEASURES[case["ukuran"]](case["nilai"])
    for name, expected in case["hasil"].items():
        digits = len(str(expected).partition(".")[2])
        assert round(found[name], digits) == expected


def _icc(rows: list[list[int]]) -> dict[str, float]:
    ratings = np.array(rows, dtype=float)
    result = reliability.icc(ratings.ravel(), np.repeat(np.arange(len(ratings)), ratings.shape[1]))
    return {name: getattr(result, name) for name in ("msb", "msw", "icc1", "icc_k", "k0")}


def _standard_error(given: dict[str, list[float]]) -> dict[str, float]:
    weights, sd, n = (np.array(given[name], dtype=float)[:, None] for name in ("bobot", "simpangan", "n"))
    return {"se": float(standard_error(weights, sd, n)[0])}


MEASURES: dict[str, Any] = {
    "icc": _icc,
    "k0": lambda sizes: {"k0": reliability.mean_group_size(sizes)},
    "rwg": lambda answers: {"rwg": reliability.rwg(answers).rwg},
    "rwg_j": lambda answers: {"rwg": reliability.rwg_j(answers).rwg},
    "spearman_brown": lambda given: {"r": reliability.mean_reliability(*given)},
    "galat_baku": _standard_error,
}
