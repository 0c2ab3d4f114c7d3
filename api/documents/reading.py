"""How papers and the register are told."""

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.documents import queries
from api.documents.models import Document, DocumentScan
from api.documents.paper import Printed
from api.documents.rules import short_fingerprint
from api.kit.pages import PageParams, read_page
from api.rounds.reach import reaches

PERMISSION = "documents:attach"


def read_paper(printed: Printed) -> dict[str, Any]:
    paper = printed.paper
    return {
        **asdict(paper),
        "document_id": printed.document_id,
        "content_hash": paper.content_hash,
        "fingerprint": short_fingerprint(paper.content_hash),
        "audit_code": printed.audit_code,
    }


def list_documents(db: Session, *, actor: Actor, params: PageParams, round_id: Any) -> dict[str, Any]:
    page = read_page(db, queries.select_listed(actor, round_id), params)
    scans = queries.newest_scans(db, [document.id for document in page["items"]])
    page["items"] = [_row(actor, document, scans.get(document.id)) for document in page["items"]]
    return page


def read_document(db: Session, *, actor: Actor, document: Document) -> dict[str, Any]:
    return _row(actor, document, queries.newest_scans(db, [document.id]).get(document.id))


def _row(actor: Actor, document: Document, scan: DocumentScan | None) -> dict[str, Any]:
    plain = (
        "id",
        "kind",
        "variant",
        "round_id",
        "result_id",
        "number",
        "content_hash",
        "issued_at",
        "superseded_by_id",
    )
    return {
        **{name: getattr(document, name) for name in plain},
        "round_name": document.round.name,
        "fingerprint": short_fingerprint(document.content_hash),
        "scan": scan,
        "actions": ["attach_signed_scan"] if may_attach(actor, document) else [],
    }


def may_attach(actor: Actor, document: Document) -> bool:
    """To the edition that holds, by an officer of the unit, and never to one's own sheet."""
    own = document.result is not None and document.result.employee_id == actor.employee_id
    return document.superseded_by_id is None and not own and reaches(actor, PERMISSION, place_of(document))


def place_of(document: Document) -> str:
    return document.round.unit.path if document.result is None else document.result.participant.unit_path
