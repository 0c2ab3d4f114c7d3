from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.kit.schemas import ReadSchema


class MyRounds(ReadSchema):
    """Each as long as `list_rounds` with `managed=true` and this status."""

    draft: int
    open: int
    closed: int


class MyOverview(ReadSchema):
    """What waits for the caller. Each count is the `total` of the list it leads to."""

    to_rate: Annotated[int, Field(description="`list_my_assignments` with `unfinished=true`.", examples=[4])]
    drafts: Annotated[
        int, Field(description="Of these, begun: `list_my_assignments` with `state=draft`.", examples=[1])
    ]
    next_deadline: Annotated[datetime | None, Field(description="The earliest of what is to be rated; exclusive.")]
    next_deadline_text: Annotated[str | None, Field(examples=["31 Desember 2026, 16.00 WIB"])]
    days_left: Annotated[int | None, Field(description="Until the last day on which one can still act.", examples=[3])]
    days_left_text: Annotated[str | None, Field(examples=["3 hari lagi"])]
    to_decide: Annotated[int, Field(description="`list_results` with `to_decide=true`.")]
    to_read: Annotated[int, Field(description="`list_my_results` with `unread=true`.")]
    dialogues_waiting: Annotated[
        int,
        Field(description="`list_my_dialogues` with `waiting_for_me=true`: questions to answer, talks to confirm."),
    ]
    objections_waiting: Annotated[
        int, Field(description="`list_objections` with `waiting_for_me=true`: to answer, to rule on, to record.")
    ]
    to_respond: Annotated[int, Field(description="`list_my_results` with `to_respond=true`: proposals (*tanggapan*).")]
    data_requests: Annotated[
        int | None,
        Field(description="`list_correction_requests` with `to_answer=true`; null for whoever does not answer them."),
    ]
    corrections_waiting: Annotated[
        int | None,
        Field(description="`list_result_corrections` with `waiting_for_me=true`; null for whoever approves none."),
    ]
    rounds: Annotated[MyRounds | None, Field(description="For the personnel officer; null for everybody else.")]
