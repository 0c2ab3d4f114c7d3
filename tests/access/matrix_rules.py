"""Who gets which answer, said once more and apart from the code: DESIGN.md §6 in the order 401, role, 404, own record, state.

Roles come from the page of permissions. Where something is seen, whose it is to do and in which state of the round it
can be done stands here; whatever is let through answers as PASSED says, else with the operation's own success.
"""

from api.access.permissions import PERMISSIONS, PUBLIC, SIGNED_IN, Role
from api.rounds.rules import RoundStatus as S
from tests.access.matrix_world import NOBODY, ROLELESS
from tests.contract.operations import Operation

OFFICERS = (Role.HR_OFFICER, Role.HEAD, Role.AUDITOR)
ABOUT_ACCOUNTS = {"account_id", "card_id", "grant_id"}
ABOUT_STRUCTURE = {"unit_id", "position_id", "conflict_id"}
OF_THE_OFFICE = {"instrument_id", "version_id", "course_id", "day"}
BY_RESULT = {"result_id", "recommendation_id", "document_id"}
BY_ROUND = {"round_id", "participant_id", "run_id", "assignment_id"} | BY_RESULT
SEEN_IN = {S.OPEN, S.CLOSED, S.CALCULATED, S.RELEASED, S.ARCHIVED, S.CANCELLED}  # a draft is its officers' alone
CALCULATED = {S.CALCULATED, S.RELEASED, S.ARCHIVED}
SHARED = {S.RELEASED, S.ARCHIVED}
ALL = set(S)

# seen, but another's to do: 403 for these roles
NOT_YOURS = {
    "update_office": {Role.HR_OFFICER, Role.ADMINISTRATOR},  # of the whole office, not of a unit
    "list_outstanding_raters": {Role.ASSESSOR},  # names of who has not rated are the officers'
    "set_work_result": {Role.HR_OFFICER},  # his superior in the system sets it
    "decide_result": {Role.HEAD},  # another is the assessor
    "record_external_decision": {Role.HR_OFFICER},  # nobody outside decides about him
    "acknowledge_result": {Role.ASSESSOR},
    "respond_to_proposal": {Role.ASSESSOR},
    "accept_recommendation": {Role.ASSESSOR},
    "dismiss_recommendation": {Role.ASSESSOR},
    "ask_superior": {Role.ASSESSOR},
    "confirm_dialogue": {Role.ASSESSOR},
    "record_dialogue": {Role.EMPLOYEE},
    "answer_question": {Role.EMPLOYEE},
}

# the states in which it can be done; 409 in every other. What is not named can be done in all
POSSIBLE_IN = {
    "update_round": {S.DRAFT, S.OPEN},
    "extend_round": {S.OPEN},
    "close_round": {S.OPEN},
    "reopen_round": {S.CLOSED},
    "cancel_round": {S.DRAFT, S.OPEN},
    "open_round": {S.DRAFT},
    "calculate_round": {S.CLOSED, S.CALCULATED},
    "release_round": {S.CALCULATED, S.RELEASED},
    "archive_round": {S.RELEASED},
    "add_participant": {S.DRAFT},
    "refresh_participants": {S.DRAFT},
    "exclude_participant": {S.DRAFT},
    "include_participant": {S.DRAFT},
    "update_participant": {S.DRAFT},
    "propose_assignments": {S.DRAFT},
    "get_launch_check": {S.DRAFT},
    "join_round_late": {S.OPEN},
    "leave_round": {S.OPEN},
    "move_participant": {S.OPEN},
    "reassign_superior": {S.OPEN},
    "name_paper_rater": {S.OPEN},
    "name_paper_typist": {S.OPEN},
    "save_draft": {S.OPEN},
    "submit_evaluation": {S.OPEN},
    "decline_assignment": {S.OPEN},
    "set_work_result": {S.OPEN, S.CLOSED, S.CALCULATED},
    "import_work_results": {S.OPEN, S.CLOSED, S.CALCULATED, S.RELEASED},  # row by row; what is decided is refused
    "set_organisation_predicate": {S.CLOSED, S.CALCULATED, S.RELEASED},
    "decide_result": {S.CALCULATED},
    "acknowledge_result": SHARED,
    "respond_to_proposal": set(),  # these rounds ask for none
    "get_result_sheet": SHARED,
    "get_result_sheet_content": SHARED,
    "get_round_recap": CALCULATED,
    "get_round_recap_content": CALCULATED,
    "get_round_minutes": CALCULATED,
    "get_round_minutes_content": CALCULATED,
    "ask_superior": {S.CLOSED, S.CALCULATED, S.RELEASED, S.ARCHIVED},
}

# what the sample request comes to where it is let through, if not the operation's success
PASSED: dict[str, int | dict[str, int]] = {
    "sign_in": 401,
    "pass_second_step": 401,
    "activate_account": 401,
    "mark_introduction_read": dict.fromkeys(
        (ROLELESS, *OFFICERS, Role.ADMINISTRATOR), 409
    ),  # the officer's introduction
    "change_passphrase": 403,  # the sample's passphrase is not his
    "step_up": 403,
    "enable_account": 409,  # it is not disabled
    "print_activation_cards": 422,
    "grant_role": 422,
    "create_org_unit": 422,
    "update_org_unit": 422,
    "create_position": 422,
    "update_position": 422,
    "import_employees": 422,
    "create_employee": 422,
    "transfer_employee": 422,
    "reactivate_employee": 409,  # he is active
    "create_instrument_version": 404,  # based on one that is not there
    "update_instrument_version": 409,  # it is published
    "delete_instrument_version": 409,
    "publish_instrument_version": 409,
    "create_course": 422,
    "add_participant": 422,
    "join_round_late": 422,
    "include_participant": 409,  # he is not excluded
    "record_rater_conflict": 422,
    "get_assignment_proposal": 404,  # none was drawn
    "open_round": 409,  # the launch check has findings
    "move_participant": 409,  # there is no other superior
    "reassign_superior": 409,
    "decline_assignment": {Role.ASSESSOR: 409},  # a superior cannot be replaced
    "reopen_assignment": 409,  # it is not handed in
    "get_self_evaluation": 409,  # one's own form comes first
    "name_paper_rater": 422,  # the sample's person has no task here
    "name_paper_typist": 422,
    "remove_paper_rater": 404,  # nobody fills in on paper
    "print_paper_forms": 404,
    "remove_paper_typist": 404,
    "open_paper_sheet": 404,  # nobody was named to type
    "type_paper_sheet": 404,
    "answer_question": 409,  # nothing was asked
    "finish_action": 409,  # nothing was agreed
    "confirm_dialogue": 412,  # nothing is noted
    "record_dialogue": 412,
    "decide_results_as_proposed": 409,
    "release_round": 409,  # nothing is decided that is not released
    "archive_round": 409,  # objections are possible
    "acknowledge_distribution": 409,  # no predicate of the organisation
    "record_competency_level": 404,  # of a person that is not there
    "record_completed_course": 404,
    "set_letterhead": 422,
    "attach_signed_scan": 409,  # there is one; another needs a reason
    "remove_holiday": 404,  # it is none
}


# What is done under these is ruled by more than role and round – an objection's own course, two officers, a device – and
# has its own tests; here: who is kept out, and that what is hidden stays hidden.
OWN_COURSE = ("objections:", "comments:", "calibration:", "seals:", "results:correct", "results:approve", "results:read_corr",
              "audit:")  # fmt: skip
OWN_COURSE_OPERATIONS = {
    "answer_correction_request", "get_totp", "begin_totp", "confirm_totp", "renew_recovery_codes", "turn_off_totp", "request_totp_reset", "confirm_totp_reset",
    "get_silence_pledge", "accept_silence_pledge", "get_pressure_desk", "report_pressure",
    "close_pressure_report", "reply_to_pressure_report",
}  # fmt: skip


def allowed(op: Operation, caller: str, ownership: str, state: S, success: int) -> set[int]:
    """The answers that the rules allow: one, but for what takes a course of its own."""
    kept_out = op.permission != PUBLIC and (caller == NOBODY or not holds(op.permission, caller))
    if kept_out or not (op.permission.startswith(OWN_COURSE) or op.name in OWN_COURSE_OPERATIONS):
        return {expected(op, caller, ownership, state, success)}
    if ownership in ("foreign", "absent"):
        return {404, 422}
    return {200, 201, 202, 204, 403, 404, 409, 412, 422, 428}


def expected(op: Operation, caller: str, ownership: str, state: S, success: int) -> int:
    """The one answer that the rules allow."""
    if not op.is_public and caller == NOBODY:
        return 401
    if not op.is_public and not holds(op.permission, caller):
        return 403
    if not _sees(op, caller, ownership, state):
        return 404
    if caller in NOT_YOURS.get(op.name, ()):
        return 403
    if state not in POSSIBLE_IN.get(op.name, ALL):
        return 409
    outcome = PASSED.get(op.name, success)
    return outcome if isinstance(outcome, int) else outcome.get(caller, success)


def holds(permission: str, caller: str) -> bool:
    """An assessor is an employee, too: both roles follow from a post."""
    roles = {Role.ASSESSOR, Role.EMPLOYEE} if caller == Role.ASSESSOR else {caller} - {ROLELESS}
    return permission in (PUBLIC, SIGNED_IN) or not roles.isdisjoint(PERMISSIONS[permission])


def _sees(op: Operation, caller: str, ownership: str, state: S) -> bool:
    asked = {parameter["name"] for parameter in op.parameters("path")}
    if not asked or asked == {"day"}:
        return True
    if ownership == "absent":
        return False
    if asked & OF_THE_OFFICE:
        return True
    if ownership == "foreign":
        return False
    own, officer = ownership == "own", caller in OFFICERS
    if "session_id" in asked or "import_id" in asked:
        return own and "session_id" in asked  # lists are imported for the whole office
    if asked & ABOUT_ACCOUNTS or asked & ABOUT_STRUCTURE:
        return True
    if asked & {"employee_id", "placement_id"}:
        return own or caller != Role.EMPLOYEE
    if "assignment_id" in asked:
        return own and state in SEEN_IN
    if asked & BY_RESULT:
        return _sees_result(op, caller, ownership, state)
    if "dialogue" in op.path:
        return state in SEEN_IN and (own or caller == Role.ASSESSOR)
    return officer or state in SEEN_IN


def _sees_result(op: Operation, caller: str, ownership: str, state: S) -> bool:
    if caller == Role.EMPLOYEE:
        return ownership == "own" and state in SHARED
    if not asked_for_result(op):
        return state in SHARED and (op.name, caller) != ("download_signed_scan", Role.ASSESSOR)  # that is the person's
    return state in CALCULATED


def asked_for_result(op: Operation) -> bool:
    return "{result_id}" in op.path
