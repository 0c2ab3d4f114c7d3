"""Requests that schemathesis makes from the published contract, allowed ones and forbidden ones: the answers keep it too."""

import copy
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.python.asgi import get_client
from schemathesis.specs.openapi import checks

from tests.contract.wire import Wire
from tests.contract.world import Cast

EXAMPLES = 5  # allowed ones, and as many forbidden ones, for each operation
SOAK_EXAMPLES = 200
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
CONFIG = {
    "seed": 20_261_124,
    "checks": {
        "negative_data_rejection": {
            "expected-statuses": ["400", "401", "403", "404", "405", "412", "413", "415", "422", "428"]
        }
    },
    "generation": {"database": "none", "with-security-parameters": False},
}


class Generator:
    """Asks the app as the powerful caller, with ids that exist in every second request."""

    def __init__(
        self, app: FastAPI, client: Any, caller: Wire, cast: Cast, contract: dict[str, Any] | None = None
    ) -> None:
        self.app = app
        self.client = client
        self.caller = caller
        self.cast = cast
        self.schema = schemathesis.openapi.from_dict(
            contract or app.openapi(), config=SchemathesisConfig.from_dict(CONFIG)
        )
        self.statuses: Counter[int] = Counter()
        self.turns = itertools.count()

    def operations(self) -> Iterator[Any]:
        for found in self.schema.get_all_operations():
            yield found.ok()

    def run(self, operation: Any, mode: GenerationMode, examples: int) -> list[str]:
        """What went wrong, in the words of the checks."""
        failures: list[str] = []

        @hypothesis.seed(CONFIG["seed"])
        @hypothesis.settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            if mode is GenerationMode.POSITIVE:
                self._use_ids_that_exist(case)
            failures.extend(self._ask(case))

        try:
            ask()
        except hypothesis.errors.Unsatisfiable:  # an operation that takes nothing cannot be asked wrongly
            if mode is GenerationMode.POSITIVE:
                raise
        return failures

    def _use_ids_that_exist(self, case: Any) -> None:
        """In every second request; else hardly one would get beyond 404."""
        for name in case.path_parameters or {}:
            if name in self.cast.ids and next(self.turns) % 2:
                case.path_parameters[name] = self.cast.ids[name]

    def _ask(self, case: Any) -> list[str]:
        response = self._send(case)
        if response.status_code == 401 and self.caller.sign_in is not None:
            self.caller.cookie = self.caller.sign_in()
            response = self._send(case)
        self.statuses[response.status_code] += 1
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as error:
            first = re.sub(r"\s+", " ", str(error))[:1500]
            return [f"{case.operation.label}: {first}"]
        return []

    def _send(self, case: Any) -> Any:
        return case.call(
            app=self.app, session=self.client, base_url="https://localhost", headers={"Cookie": self.caller.cookie}
        )


@pytest.fixture(scope="module")
def generator(walked_app: FastAPI, powerful: Wire, cast: Cast) -> Iterator[Generator]:
    with get_client(walked_app) as client:
        yield Generator(walked_app, client, powerful, cast)


def tell_of_a_field_that_never_comes(contract: dict[str, Any]) -> None:
    contract["components"]["schemas"]["OfficeRead"]["required"].append("planted")


def forget_a_status(contract: dict[str, Any]) -> None:
    del contract["paths"]["/api/v1/employees/{employee_id}"]["get"]["responses"]["404"]


def forget_a_media_type(contract: dict[str, Any]) -> None:
    answers = contract["paths"]["/api/v1/office"]["get"]["responses"]
    answers["200"]["content"]["text/csv"] = answers["200"]["content"].pop("application/json")


def demand_what_may_be_left_out(contract: dict[str, Any]) -> None:
    demanded = {"name": "X-Planted", "in": "header", "required": True, "schema": {"type": "integer"}}
    contract["paths"]["/api/v1/office"]["get"].setdefault("parameters", []).append(demanded)


@pytest.mark.parametrize(
    ("plant", "where", "found"),
    [
        (tell_of_a_field_that_never_comes, "GET /api/v1/office", "planted"),
        (forget_a_status, "GET /api/v1/employees/{employee_id}", "Undocumented status code"),
        (forget_a_media_type, "GET /api/v1/office", "Undocumented Content-Type"),
        (demand_what_may_be_left_out, "GET /api/v1/office", "Schema-violating request accepted"),
    ],
)
def test_a_contract_that_says_otherwise_is_found_out(
    walked_app: FastAPI, generator: Generator, plant: Callable[[dict[str, Any]], None], where: str, found: str
) -> None:
    contract = copy.deepcopy(walked_app.openapi())
    plant(contract)
    liar = Generator(walked_app, generator.client, generator.caller, generator.cast, contract)
    operation = next(operation for operation in liar.operations() if operation.label == where)
    told = [failure for mode in GenerationMode for failure in liar.run(operation, mode, 40)]
    assert any(found in failure for failure in told)


def failures(generator: Generator, examples: int) -> list[str]:
    found = []
    for operation in generator.operations():
        for mode in GenerationMode:
            found += generator.run(operation, mode, examples)
    print(f"{sum(generator.statuses.values())} generated requests: {dict(sorted(generator.statuses.items()))}")  # noqa: T201
    return found


def test_generated_requests_are_answered_as_the_contract_says(generator: Generator) -> None:
    assert failures(generator, EXAMPLES) == []
    assert sum(generator.statuses.values()) > 1_000


@pytest.mark.soak
def test_many_generated_requests_are_answered_as_the_contract_says(generator: Generator) -> None:
    assert failures(generator, SOAK_EXAMPLES) == []
