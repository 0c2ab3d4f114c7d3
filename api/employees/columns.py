"""From what an officer enters to the columns of an employee; what a NIP says is never asked twice (domain.md §4.1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.employees.models import Employee
from api.employees.nip import Nip, NipRefused, parse_nip
from api.employees.ranks import parse_rank
from api.employees.roster_cells import read_email
from api.employees.roster_messages import ROSTER_MESSAGES
from api.kit.errors import Fault, Invalid
from api.kit.texts import Text

_AS_SENT = ("name", "title_before", "title_after", "rank_since", "education", "appointed_on")

_NOT_AN_ADDRESS = Text("Alamat email tidak benar.", "The e-mail address is not valid.")


def columns_from(sent: Mapping[str, Any], *, known: Employee | None, today: date) -> dict[str, Any]:
    """The columns to write. All faults are told at once; the texts are those of the staff list."""
    faults: list[Fault] = []
    columns = {name: sent[name] for name in _AS_SENT if name in sent}
    nip = _nip(sent["nip"], today, faults) if "nip" in sent else None
    if nip is not None:
        columns |= _said_by(nip)
        if known is None and columns.get("appointed_on") is None and nip.appointed_month:
            columns["appointed_on"] = date(nip.appointed_year, nip.appointed_month, 1)
    columns |= _rank(sent, nip, known, faults)
    if "email" in sent:
        columns["email"] = _email(sent["email"], faults)
    if faults:
        raise Invalid(faults=faults)
    return columns


def _nip(text: str, today: date, faults: list[Fault]) -> Nip | None:
    try:
        return parse_nip(text, today=today)
    except NipRefused as refused:
        message = ROSTER_MESSAGES[refused.code].message.format(**refused.params)
        faults.append(Fault("/nip", refused.code, message))
        return None


def _said_by(nip: Nip) -> dict[str, Any]:
    return {"nip": nip.digits, "birth_date": nip.birth_date, "sex": nip.sex, "employment": nip.employment}


def _rank(sent: Mapping[str, Any], nip: Nip | None, known: Employee | None, faults: list[Fault]) -> dict[str, Any]:
    """PNS and PPPK have different ranks, so a NIP of the other kind needs a new rank."""
    employment = nip.employment if nip else known.employment if known else None
    text = sent.get("rank", known.rank if known else None)
    if not text or employment is None:
        return {"rank": None} if "rank" in sent else {}
    rank = parse_rank(text, "pppk" if employment == "pppk" else "pns")
    if rank is None:
        faults.append(Fault("/rank", "unknown_rank", ROSTER_MESSAGES["unknown_rank"].message))
        return {}
    return {"rank": rank.code}


def _email(text: str | None, faults: list[Fault]) -> str | None:
    address = read_email(text) if text else None
    if text and address is None:
        faults.append(Fault("/email", "email_not_valid", _NOT_AN_ADDRESS))
    return address
