from uuid import uuid4

from tests.clients import Client


def test_liveness_answers_without_a_database(client: Client) -> None:
    assert client.http.get("/healthz").json() == {"status": "ok"}


def test_readiness_compares_the_tables_with_this_version(client: Client) -> None:
    assert client.http.get("/readyz").json() == {"status": "ok"}


def test_an_unknown_address_is_a_problem_document(client: Client) -> None:
    response = client.http.get(f"/api/v1/{uuid4()}")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["request_id"] == response.headers["x-request-id"]


def test_another_host_name_is_refused(client: Client) -> None:
    response = client.http.get("/healthz", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert response.json()["code"] == "unknown_host"
