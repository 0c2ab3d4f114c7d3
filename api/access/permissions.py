"""The policy on one page: which role may do what. Where it holds – which rows – is decided in the queries.

`assessor` is never granted: it follows from the post a person holds today. Two words stand for no role:
`PUBLIC` needs no session, `SIGNED_IN` any account.
"""

from enum import StrEnum


class Role(StrEnum):
    EMPLOYEE = "employee"
    ASSESSOR = "assessor"
    HR_OFFICER = "hr_officer"
    HEAD = "head"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


GRANTABLE = frozenset({Role.HR_OFFICER, Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR})

PUBLIC = "public"
SIGNED_IN = "signed_in"

_E, _S, _HR, _H, _A, _ADM = Role.EMPLOYEE, Role.ASSESSOR, Role.HR_OFFICER, Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR

PERMISSIONS: dict[str, frozenset[Role]] = {
    # accounts
    "accounts:read": frozenset({_ADM, _HR}),
    "accounts:manage": frozenset({_ADM}),
    "accounts:issue_card": frozenset({_ADM, _HR}),
    "roles:grant": frozenset({_ADM}),
    # people and structure
    "employees:read": frozenset({_E, _S, _HR, _H, _A, _ADM}),
    "employees:manage": frozenset({_HR}),
    "employees:import": frozenset({_HR}),
    "units:read": frozenset({_E, _S, _HR, _H, _A, _ADM}),
    "units:manage": frozenset({_HR}),
    "office:manage": frozenset({_ADM, _HR}),
    # instruments
    "instruments:read": frozenset({_HR, _H, _A}),
    "instruments:manage": frozenset({_HR}),
    "instruments:publish": frozenset({_HR}),
    # rounds
    "rounds:read": frozenset({_E, _S, _HR, _H, _A}),
    "rounds:manage": frozenset({_HR}),
    "rounds:open": frozenset({_HR}),
    "rounds:extend": frozenset({_HR}),
    "rounds:close": frozenset({_HR}),
    "rounds:cancel": frozenset({_HR}),
    "rounds:progress": frozenset({_S, _HR, _H}),
    "rounds:calculate": frozenset({_HR}),
    "rounds:release": frozenset({_HR, _H}),
    "rounds:archive": frozenset({_HR}),
    # rating
    "assignments:rate": frozenset({_E}),
    "conflicts:manage": frozenset({_HR}),
    "paper_forms:manage": frozenset({_HR}),
    "paper_forms:print": frozenset({_HR}),
    "dialogues:hold": frozenset({_E}),
    # results
    "work_results:read": frozenset({_S, _HR, _H, _A}),
    "work_results:set": frozenset({_S, _HR}),
    "work_results:import": frozenset({_HR}),
    "results:read": frozenset({_E, _S, _HR, _H, _A}),
    "results:decide": frozenset({_S, _H}),
    "results:record_external": frozenset({_HR}),
    "results:acknowledge": frozenset({_E}),
    "results:export": frozenset({_HR, _A}),
    "organisation_predicate:set": frozenset({_HR}),
    "distribution:read": frozenset({_HR, _H, _A}),
    "distribution:acknowledge": frozenset({_H}),
    "runs:read": frozenset({_HR, _H, _A}),
    "comments:report": frozenset({_E, _S, _HR, _H}),
    "comments:review": frozenset({_HR, _H}),
    "calibration:read": frozenset({_HR, _H}),
    "calibration:hold": frozenset({_HR, _H}),
    "results:correct": frozenset({_HR}),
    "results:approve_correction": frozenset({_HR, _H}),
    "results:read_corrections": frozenset({_HR, _H, _A}),
    # objections
    "objections:file": frozenset({_E}),
    "objections:read": frozenset({_E, _S, _HR, _H, _A}),
    "objections:answer": frozenset({_S}),
    "objections:examine": frozenset({_S, _HR}),
    "objections:rule": frozenset({_S}),
    "objections:record": frozenset({_HR}),
    # what follows
    "courses:read": frozenset({_E, _S, _HR, _H, _A}),
    "courses:manage": frozenset({_HR}),
    "recommendations:read": frozenset({_E, _S, _HR, _H}),
    "recommendations:answer": frozenset({_E}),
    "competency_levels:record": frozenset({_S, _HR}),
    # everything at a glance, and what keeps it honest
    "dashboard:read": frozenset({_HR, _H, _A}),
    "audit:read": frozenset({_A}),
    "audit:export": frozenset({_A}),
    "seals:read": frozenset({_A, _H, _HR, _ADM}),
    "seals:request": frozenset({_A, _H}),
    "seals:approve": frozenset({_HR, _ADM}),
    "backups:read": frozenset({_ADM}),
    # what is stored about oneself
    "data_requests:file": frozenset({_E}),
    "data_requests:answer": frozenset({_HR}),
    # on paper
    "documents:read": frozenset({_E, _S, _HR, _H, _A}),
    "documents:issue": frozenset({_HR, _H, _A}),
    "documents:attach": frozenset({_HR, _H}),
}


def roles_for(permission: str) -> frozenset[Role]:
    """The roles that hold a permission; a misspelt one is a programming error and fails at start-up."""
    return PERMISSIONS[permission]
