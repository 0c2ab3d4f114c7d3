"""A version's rows as plain values and back; and, once published, as the frozen form that is asked again and again."""

import hashlib
import json
from dataclasses import asdict, dataclass
from uuid import UUID

from api.instruments.draft import AnchorDraft, ItemDraft, ValueDraft, VersionDraft
from api.instruments.models import Anchor, InstrumentVersion, Item, Value
from api.instruments.policy import completed_policy, scoring_policy
from api.scoring.policy import Policy


@dataclass(frozen=True, slots=True)
class FormContent:
    """A published version: its values with items and anchors, and the policy. Item `number` − 1 is the byte's place."""

    version_id: UUID
    values: tuple[ValueDraft, ...]
    policy: Policy

    @property
    def items(self) -> tuple[ItemDraft, ...]:
        return tuple(item for value in self.values for item in value.items)

    @property
    def item_count(self) -> int:
        return len(self.items)


def draft_of(version: InstrumentVersion) -> VersionDraft:
    """The loaded rows (values, items, anchors) as plain values."""
    return VersionDraft(
        values=tuple(_value_draft(value, version) for value in version.values),
        policy=version.policy,
        legal_basis=version.legal_basis,
        effective_from=version.effective_from,
    )


def form_of(version: InstrumentVersion) -> FormContent:
    draft = draft_of(version)
    return FormContent(version.id, draft.values, scoring_policy(draft))


def write_content(version: InstrumentVersion, draft: VersionDraft) -> None:
    """Put a draft's content into the rows of a version that is not published yet."""
    version.policy = completed_policy(draft)
    version.legal_basis = draft.legal_basis
    if draft.effective_from is not None:
        version.effective_from = draft.effective_from
    version.values = [_value_row(place, value) for place, value in enumerate(draft.values, start=1)]


def content_hash(draft: VersionDraft) -> str:
    """SHA-256 over everything that is frozen, so that anybody can see that two versions say the same."""
    return hashlib.sha256(json.dumps(asdict(draft), sort_keys=True, default=str).encode()).hexdigest()


def _value_draft(value: Value, version: InstrumentVersion) -> ValueDraft:
    rules = {rule["code"]: rule for rule in version.policy.get("values", [])}
    return ValueDraft(
        code=value.code,
        name=value.name,
        definition=value.definition,
        items=tuple(
            ItemDraft(
                number=item.number,
                text=item.text,
                help=item.help,
                competencies=tuple(item.competencies),
                optional_for_peers=item.optional_for_peers,
                share=item.share,
            )
            for item in value.items
        ),
        anchors=tuple(AnchorDraft(anchor.level, anchor.text, anchor.label) for anchor in value.anchors),
        strength_text=value.strength_text,
        learning_text=value.learning_text,
        competencies=tuple(value.competencies),
        share=value.share,
        min_items=rules.get(value.code, {}).get("min_items", 2),
    )


def _value_row(place: int, draft: ValueDraft) -> Value:
    return Value(
        place=place,
        code=draft.code,
        name=draft.name,
        definition=draft.definition,
        share=draft.share,
        competencies=list(draft.competencies),
        strength_text=draft.strength_text,
        learning_text=draft.learning_text,
        items=[
            Item(
                number=item.number,
                text=item.text,
                help=item.help,
                share=item.share,
                optional_for_peers=item.optional_for_peers,
                competencies=list(item.competencies),
            )
            for item in draft.items
        ],
        anchors=[Anchor(level=anchor.level, label=anchor.label, text=anchor.text) for anchor in draft.anchors],
    )
