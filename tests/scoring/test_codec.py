"""What is wrong with a stored policy is said in words, and where."""

import json
from typing import Any

import pytest

from api.scoring.codec import JsonError, decode
from api.scoring.defaults import default_policy
from api.scoring.policy import Policy, PolicyError


def said(data: Any) -> str:
    with pytest.raises(PolicyError) as error:
        Policy.from_json(data)
    return error.value.problems[0].message


def changed(**changes: Any) -> Any:
    return json.loads(json.dumps(default_policy().to_json())) | changes


def test_what_is_missing_is_told_from_what_is_unknown() -> None:
    data = changed()
    del data["numeric"]
    assert said(data) == "numeric: tidak ada"
    assert said(changed(surprise=1)) == "surprise: tidak dikenal"


def test_a_fraction_and_a_date_are_told_apart() -> None:
    assert said(changed(valid_from="2026-13-01")) == "valid_from: bukan tanggal"
    work = {"above": "1/0", "meets": "90"}
    assert said(changed(work=work)) == "work.above: bukan pecahan"
    assert said(changed(work=work | {"above": 110})) == "work.above: bukan teks"


def test_of_the_whole_the_document_is_named() -> None:
    with pytest.raises(JsonError, match=r"^dokumen: bukan objek$"):
        decode(Policy, [])
