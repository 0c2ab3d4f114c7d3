"""What officers do elsewhere, so that a story can begin where it begins: through the API, as themselves."""

from typing import Any

from tests.browser.finding import change
from tests.browser.serving import PASSPHRASE, Office
from tests.browser.visitor import Visitor

_ASK = """async ([method, path, body, headers]) => {
  const answer = await fetch('/api/v1' + path, {
    method, headers: {...headers, ...(body && {'Content-Type': 'application/json'})}, body: body && JSON.stringify(body),
  })
  const said = await answer.text()
  return [answer.status, said && JSON.parse(said)]
}"""


def ask(officer: Visitor, method: str, path: str, body: Any = None, **headers: str) -> Any:
    """The API's answer to somebody who is signed in."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    status, said = officer.page.evaluate(_ASK, [method, path, body, named])
    assert status < 400, f"{method} {path}: {status} {said}"
    return said


def step_up(officer: Visitor) -> None:
    ask(officer, "POST", "/auth/step-up", {"passphrase": PASSPHRASE})


def after_ten_minutes(office: Office) -> None:
    """Nobody has entered his passphrase lately, so that a grave step asks for it again."""
    change(office, "UPDATE account_session SET stepped_up_at = NULL")


def rate_and_enter_work(assessor: Visitor, round_id: str, *, without_work: int = 0) -> None:
    """All of the assessor's own forms as a superior, and the work results of his team but for the last few."""
    address = f"/evaluation-rounds/{round_id}/silence-pledge"
    ask(assessor, "POST", address, {"version": ask(assessor, "GET", address)["version"]})
    for task in ask(assessor, "GET", "/me/assignments?unfinished=true&size=200")["items"]:
        if task["source"] == "superior":
            answers = {str(item): 4 for item in range(1, task["items"] + 1)}
            ask(assessor, "POST", f"/assignments/{task['id']}/submission", {"answers": answers, "comments": {}})
    missing = ask(assessor, "GET", f"/evaluation-rounds/{round_id}/work-results?missing=true&size=200")["items"]
    for person in missing[: len(missing) - without_work]:
        path = f"/evaluation-rounds/{round_id}/work-results/{person['participant_id']}"
        ask(assessor, "PUT", path, {"code": 2}, If_Match=f'"{person["row_version"]}"')


def close_and_calculate(officer: Visitor, round_id: str) -> None:
    step_up(officer)
    ask(officer, "POST", f"/evaluation-rounds/{round_id}/close", {"reason": "Semua lembar yang perlu sudah masuk."})
    run = ask(officer, "POST", f"/evaluation-rounds/{round_id}/calculation", Idempotency_Key=f"hitung-{round_id}")
    while run["status"] in ("queued", "running"):
        officer.page.wait_for_timeout(100)
        run = ask(officer, "GET", f"/evaluation-rounds/{round_id}/calculation-runs/{run['id']}")
    assert run["status"] == "published"
