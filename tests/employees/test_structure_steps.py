from uuid import UUID, uuid4

import pytest

from api.employees.structure_steps import closing_circles

A, B, C, D = uuid4(), uuid4(), uuid4(), uuid4()


@pytest.mark.parametrize(
    ("on_record", "wanted", "undone"),
    [
        ({A: None, B: A}, {B: None}, set()),
        ({A: None, B: A}, {A: B}, {A}),
        ({A: None, B: A}, {A: B, B: None}, set()),
        ({A: None, B: A, C: B}, {A: C, B: A}, {A}),
        ({A: None, B: None}, {A: B, B: A}, {A, B}),
        ({A: None}, {A: A}, {A}),
        ({A: None, B: A}, {C: B, A: C}, {A}),
        ({A: B, B: A, C: None}, {C: A}, set()),
    ],
    ids=[
        "taken off",
        "turned round by half",
        "turned round whole",
        "longer",
        "two at once",
        "itself",
        "through a new one",
        "a circle that is on record already is not its fault",
    ],
)
def test_only_changes_that_close_a_circle_are_undone(
    on_record: dict[UUID, UUID | None], wanted: dict[UUID, UUID | None], undone: set[UUID]
) -> None:
    assert closing_circles(wanted, on_record) == undone
