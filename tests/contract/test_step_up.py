"""Which steps ask for the passphrase again (ASVS 7.5.3): all of them by name, and each really refuses who entered it long ago."""

from datetime import timedelta

from fastapi import FastAPI
from sqlalchemy import update

from api.accounts.models import AccountSession
from api.kit import clock
from api.kit.database import Database
from api.openapi import api_routes
from tests.contract.operations import Operation
from tests.contract.wire import Wire
from tests.contract.world import Cast, address

# A new one is welcome here; one that goes is a decision.
ASKS_AGAIN = {
    "grant_role", "revoke_role", "issue_activation_card", "confirm_activation_card", "print_activation_cards",
    "request_totp_reset", "confirm_totp_reset", "begin_totp", "confirm_totp", "renew_recovery_codes",
    "publish_instrument_version", "reopen_round", "release_round", "archive_round", "export_results",
}  # fmt: skip


def asking_again(app: FastAPI) -> set[str]:
    rules = [getattr(route.endpoint, "rule", None) for _, route in api_routes(app)]
    return {rule.operation for rule in rules if rule is not None and rule.step_up}


def test_what_cannot_be_undone_or_opens_much_asks_again(walked_app: FastAPI) -> None:
    assert asking_again(walked_app) >= ASKS_AGAIN


def test_who_entered_it_ten_minutes_ago_is_asked_again_by_each(
    walked_app: FastAPI, walked_database: Database, all_operations: list[Operation], powerful: Wire, cast: Cast
) -> None:
    with walked_database.writing() as db:
        db.execute(update(AccountSession).values(stepped_up_at=clock.now() - timedelta(minutes=10)))
    names, codes = asking_again(walked_app), {}
    for op in (op for op in all_operations if op.name in names):
        headers = [("content-type", op.media_type)] if op.media_type else []
        answer = powerful.send_once(op.method, address(op, cast), b"{}" if op.media_type else b"", headers)
        codes[op.name] = (answer.status, answer.json()["code"])
    assert set(codes) == names
    assert {name: found for name, found in codes.items() if found != (403, "step_up_required")} == {}
