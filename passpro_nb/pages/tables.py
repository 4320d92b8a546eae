"""The whole tables of a page, as HTML that `assets/table.js` then sorts, searches and filters where it stands."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from passpro_nb.domain.figures import meaning
from passpro_nb.domain.french import plural
from passpro_nb.export.records import records
from passpro_nb.panels.filters import choice_label
from passpro_nb.panels.shown import NO_HEADS, ShownColumn, figure_columns, table_rows

LONG, SENTENCE = 24, 100  # characters: a column of names keeps room for them (assets/table.js)


class Cell(NamedTuple):
    """A cell as it is written: its text, what it sorts by, where its text leads."""

    text: str
    rank: float | None = None
    address: str = ""

    @property
    def share(self) -> float:
        """Return how much of its gauge a share fills."""
        return max(0.0, min(1.0, self.rank or 0.0))


class Heading(NamedTuple):
    """A column: what `ShownColumn` says, how it is laid out, what its figures mean."""

    column: ShownColumn
    room: str
    meaning: str


class PageTable(NamedTuple):
    """A table of a page; `name` tells it from the others of the page, where it is exported."""

    name: str
    caption: str
    headings: list[Heading]
    rows: list[list[Cell]]
    noun: tuple[str, str]
    sort: tuple[str, bool]
    records: list[dict[str, Any]]

    @property
    def counted(self) -> str:
        """Return how many rows there are, in words."""
        return plural(len(self.rows), *self.noun)


def page_table(
    name: str, caption: str, table: pd.DataFrame, codes: Iterable[str], *,
    heads: Mapping[str, str] = NO_HEADS, noun: tuple[str, str] = ("établissement", "établissements"),
    sort: tuple[str, bool] = ("", False), leads: Callable[[Mapping[str, Any]], str] | None = None,
    numbers: Collection[str] = (),
) -> PageTable:  # fmt: skip
    """Return the table of a frame, by the codes of its columns; rows stay in the order given.

    `sort` says which order that is; `leads` gives the address to which the name of a row leads;
    `numbers` are columns of counts that no figure is called by.
    """
    columns, found = figure_columns(codes, heads), records(table)
    columns = [c._replace(kind="number") if c.key in numbers else c for c in columns]
    rows = [
        [Cell(*(value if isinstance(value, list) else (value,))) for value in row]
        for row in table_rows(found, columns)
    ]
    for row, record in zip(rows, found, strict=True):
        if leads:
            row[0] = row[0]._replace(address=leads(record))
    headings = [
        Heading(column, _room([row[at].text for row in rows]), meaning(column.key))
        for at, column in enumerate(columns)
    ]
    return PageTable(name, caption, headings, rows, noun, sort, found)


def departments_table(
    caption: str, table: pd.DataFrame, columns: Iterable[str],
    leads: Callable[[Mapping[str, Any]], str], heads: Mapping[str, str] = NO_HEADS,
    numbers: Collection[str] = (),
) -> PageTable:  # fmt: skip
    """Return the table of a frame of départements, each named, its `code` kept; `leads` is asked by it."""
    codes = table["department"]
    named = [choice_label("department", code) for code in codes]
    return page_table(
        "departements", caption, table.assign(department=named, code=codes), columns,
        heads={"department": "Département", **heads}, noun=("département", "départements"),
        numbers=numbers, leads=lambda row: leads({**row, "department": row["code"]}),
    )  # fmt: skip


def _room(texts: list[str]) -> str:
    longest = max(map(len, texts), default=0)
    return "long phrase" if longest > SENTENCE else "long" if longest > LONG else ""
