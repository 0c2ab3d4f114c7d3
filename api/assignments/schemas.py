from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.assignments.rules import DeclineCategory
from api.assignments.task_state import TaskState
from api.kit.pages import PageParams
from api.kit.schemas import OptionalParagraph, ReadSchema, Schema, WholeNumber
from api.rounds.rules import RoundKind

ItemNumber = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,2}$")]
Answer = Annotated[WholeNumber, Field(ge=0, le=5)]
Answers = Annotated[
    dict[ItemNumber, Answer],
    Field(
        max_length=200,
        description='Item number → 1–5, or 0 for "tidak dapat menilai". An item left out has no answer.',
        examples=[{"1": 4, "2": 0, "3": 5}],
    ),
]
ValueKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{0,10}$")]
Comment = Annotated[str, StringConstraints(max_length=10_000)]
Comments = Annotated[
    dict[ValueKey, Comment],
    Field(
        max_length=50,
        description="Code of a value → comment; the empty key is a comment on the whole. Empty texts are no comments.",
        examples=[{"": "Mudah diajak bekerja sama.", "KB": "Berkasnya selalu lengkap."}],
    ),
]
DraftVersion = Annotated[WholeNumber, Field(ge=0, le=2**31 - 1, description="0: no draft yet.", examples=[3])]


class TaskFilters(PageParams):
    state: TaskState | None = None
    unfinished: Annotated[bool | None, Field(description="True: still to be done, or begun.")] = None
    round_id: UUID | None = None
    sort: Annotated[str | None, Field(max_length=40, description="`deadline`, `name`; `-` descending.")] = None


class DraftSave(Schema):
    version: Annotated[DraftVersion, Field(description="The draft's version you last got; 0 for the first one.")]
    answers: Answers
    comments: Comments = Field(default_factory=dict)


class EvaluationSubmit(Schema):
    answers: Answers
    comments: Comments = Field(default_factory=dict)


class AssignmentDecline(Schema):
    category: DeclineCategory
    reason: Annotated[OptionalParagraph, Field(description="Only `other` must be explained.")] = ""


class TaskRound(ReadSchema):
    id: UUID
    name: Annotated[str, Field(examples=["Triwulan IV 2026"])]
    kind: RoundKind
    practice: Annotated[bool, Field(description="Latihan: nothing counts.")]


class TaskParticipant(ReadSchema):
    """Whom the form is about, as he was at launch."""

    name: Annotated[str, Field(examples=["Contoh Pegawai, S.Sos."])]
    position_title: Annotated[str, Field(examples=["Pengadministrasi Perkantoran"])]
    unit_name: Annotated[str, Field(examples=["Kelurahan Terjun"])]
    nip_end: Annotated[
        str | None, Field(description="Last four digits of the NIP, where two in the round have one name.")
    ]


class TaskListItem(ReadSchema):
    id: UUID
    round: TaskRound
    participant: TaskParticipant
    source: Annotated[str, Field(examples=["peer"])]
    role_text: Annotated[str, Field(examples=["Anda menilai sebagai rekan kerja"])]
    anonymous: Annotated[bool, Field(description="Nobody is told who of this source answered what.")]
    state: TaskState
    answered: Annotated[int, Field(description="Items with an answer.", examples=[6])]
    items: Annotated[int, Field(examples=[21])]
    deadline: Annotated[datetime, Field(description="Of this task: extensions for you or your unit included.")]
    deadline_text: Annotated[str, Field(examples=["31 Desember 2026, 16.00 WIB"])]
    days_left: Annotated[int | None, Field(description="0: today is the last day. Null: not to be done any more.")]
    draft_saved_at: datetime | None
    receipt: Annotated[str | None, Field(examples=["K7M3-Q9TX-4"])]
    actions: Annotated[list[str], Field(examples=[["submit", "decline"]])]


class FormItem(ReadSchema):
    number: Annotated[int, Field(description="Through the whole form, from 1.")]
    text: str
    help: str
    optional: Annotated[bool, Field(description="Peers often cannot see this; 0 is a good answer then.")]


class FormAnchor(ReadSchema):
    level: int
    label: str
    text: Annotated[str, Field(description="Contoh perilaku: what this level looks like.")]


class FormValue(ReadSchema):
    code: Annotated[str, Field(examples=["KB"])]
    name: Annotated[str, Field(examples=["Kolaboratif"])]
    definition: str
    items: list[FormItem]
    anchors: list[FormAnchor]


class UncountedValueRead(ReadSchema):
    code: Annotated[str, Field(examples=["KB"])]
    answered: int
    needed: int
    text: str


class FormPreviewRead(ReadSchema):
    """What would become of the form with the answers it has now."""

    counts: Annotated[bool, Field(description="The form would count at all.")]
    text: Annotated[str, Field(examples=["Semua nilai akan dihitung."])]
    values: Annotated[list[UncountedValueRead], Field(description="Values that would not count.")]


class FormNotes(ReadSchema):
    """What the rater should know before sending; none of it prevents sending except missing answers."""

    missing: Annotated[list[int], Field(description="Items without an answer.")]
    will_not_count: FormPreviewRead
    questions: Annotated[list[str], Field(description="Friendly questions about answers that look careless.")]
    comment_warnings: Annotated[dict[str, list[str]], Field(description="By the comment's key.")]
    examples_wanted: Annotated[
        list[str], Field(description="Values a superior answered with 1 or 5 without a comment; a wish, not a duty.")
    ]


class WhoWillSee(ReadSchema):
    answers: list[str]
    comments: list[str]


class AssignmentRead(TaskListItem):
    values: list[FormValue]
    answers: Annotated[
        dict[str, int], Field(description="Of the draft, else of your handed-in form; empty after close.")
    ]
    comments: dict[str, str]
    draft_version: DraftVersion
    draft_saved_text: Annotated[str | None, Field(examples=["Tersimpan 10.42 WIB"])]
    notes: FormNotes
    who_will_see: WhoWillSee
    comment_hint: str
    self_form_readable: Annotated[bool, Field(description="As the superior you may read the self-evaluation now.")]
    self_form_seen: Annotated[bool, Field(description="You have read it; your own form cannot be reopened.")]


class DraftSaved(ReadSchema):
    version: DraftVersion
    saved_at: datetime
    saved_text: Annotated[str, Field(examples=["Tersimpan 10.42 WIB"])]
    notes: FormNotes


class SubmissionRead(ReadSchema):
    """Proof that a form was handed in; it says nothing of what was in it."""

    assignment_id: UUID
    receipt: Annotated[str, Field(examples=["K7M3-Q9TX-4"])]
    text: Annotated[str, Field(examples=["Lembar Anda sudah kami terima."])]
    actions: list[str]


class PledgeRead(ReadSchema):
    version: Annotated[int, Field(description="A changed wording is asked anew.", examples=[1])]
    text: str
    accepted_on: date | None


class PledgeAccept(Schema):
    version: Annotated[WholeNumber, Field(ge=1, description="The version of the text one has read.", examples=[1])]


class SelfEvaluationRead(ReadSchema):
    participant: TaskParticipant
    values: list[FormValue]
    answers: dict[str, int]
    comments: dict[str, str]
