"""Every list behaves the same: `page`, `size`, named filters, allowed sort keys, a last key that keeps pages stable."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Generic, TypeVar

from pydantic import ConfigDict, Field
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import UnaryExpression

from api.kit.database import AnySelect
from api.kit.errors import Fault, Invalid
from api.kit.schemas import ReadSchema, Schema
from api.kit.texts import Text

T = TypeVar("T")
MAX_SIZE = 200


class PageParams(Schema):
    model_config = ConfigDict(extra="forbid")

    page: Annotated[int, Field(ge=1, le=1_000_000, description="From 1.")] = 1
    size: Annotated[int, Field(ge=1, le=MAX_SIZE, description="Rows per page.")] = 50


class Page(ReadSchema, Generic[T]):
    items: list[T]
    page: int
    size: int
    total: int


def sort_expressions(
    sort: str | None, allowed: Mapping[str, ColumnElement[Any] | Any], default: str, last: Any
) -> list[UnaryExpression[Any] | Any]:
    """`name` or `-name` as an ORDER BY, ended by a unique column so that no row is shown twice or never."""
    key = sort or default
    column = allowed.get(key.removeprefix("-"))
    if column is None:
        keys = ", ".join(sorted(allowed))
        text = Text(f"Urutkan menurut salah satu dari: {keys}.", f"Sort by one of: {keys}.")
        raise Invalid(faults=[Fault("sort", "unknown_sort_key", text)])
    return [column.desc() if key.startswith("-") else column.asc(), last.asc()]


def read_page(db: Session, statement: AnySelect, params: PageParams) -> dict[str, Any]:
    """Two statements: the rows of the page and how many there are in all. One entity per row is unwrapped."""
    total = count_rows(db, statement)
    result = db.execute(statement.limit(params.size).offset((params.page - 1) * params.size))
    one_entity = len(statement.column_descriptions) == 1
    items: Sequence[Any] = result.scalars().all() if one_entity else result.all()
    return {"items": items, "page": params.page, "size": params.size, "total": total}


def count_rows(db: Session, statement: AnySelect) -> int:
    """The `total` of the list that this statement makes."""
    return db.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0


def contains(column: Any, text: str) -> ColumnElement[bool]:
    """Case-insensitive search in which `%` and `_` are ordinary characters."""
    return column.icontains(text, autoescape=True)  # type: ignore[no-any-return]  # untyped in SQLAlchemy's Any
