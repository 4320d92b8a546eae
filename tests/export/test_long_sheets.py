"""Long tables: what is written as text reads as what openpyxl would have written cell by cell."""

import io
from datetime import date, time

import openpyxl
import pandas as pd
import pytest

from passpro_nb.domain.figures import ASKS, SHARES
from passpro_nb.export import long_sheets
from passpro_nb.export.workbook import Look, book_bytes, new_book, write_sheet

SHARE, ASK = min(SHARES), min(ASKS)
TEXTS = [
    "=1+1", "+33 1 23", "-2", "@SUM(A1)", "\t=1", "a & b < c > d", " au bord ", "deux\nlignes",
    "très long " * 40, "œ’« »", "]]>", "\x01 refusé", "x" * 33_000, "", None, "01", "Lycée « Ada »",
]  # fmt: skip
COUNT = len(TEXTS)
TABLE = pd.DataFrame(
    {
        "host_name": pd.Series(TEXTS, dtype=object),
        "registered": [*range(COUNT)],
        SHARE: pd.array([None, 0.125, *[1.0] * (COUNT - 2)], dtype="Float64"),
        ASK: pd.array([0, None, *range(COUNT - 2)], dtype="Int64"),
        "pace": [-1.25, 0.1 + 0.2, *[1e-7] * (COUNT - 2)],
        "day": pd.Series(
            [date(2025, 3, 12), None] + [date(1955, 1, 1)] * (COUNT - 2), dtype=object
        ),
        "start": pd.Series([time(14, 5), None] + [time(8)] * (COUNT - 2), dtype=object),
        "estimated": pd.Series([True, False, None] + [True] * (COUNT - 3), dtype=object),
    }
)
LOOKS = {
    "usual": Look(),
    "own headings and lines above": Look(str, above=("Titre", "ligne")),
    "folded": Look(widths={"host_name": 30.0}, hide=("pace",)),
    "upright and dashes": Look(upright=("registered",), none="–"),
}


def written(table: pd.DataFrame, look: Look) -> openpyxl.worksheet.worksheet.Worksheet:
    """Return a table's sheet as a reader opens it, between two other sheets."""
    book = new_book()
    write_sheet(book, "Avant", table.head(1), look)
    write_sheet(book, "Table", table, look)
    write_sheet(book, "Après", table.head(2), look)
    return openpyxl.load_workbook(io.BytesIO(book_bytes(book)))["Table"]


def seen(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, object]:
    """Return what a reader finds in a sheet: cells and their looks, heights, widths, filter."""
    cells = {
        cell.coordinate: (
            cell.value, cell.data_type, cell.number_format, repr(cell.alignment), repr(cell.font),
            repr(cell.fill), cell.quotePrefix,
        )
        for row in sheet.iter_rows()
        for cell in row
    }  # fmt: skip
    heights = {number: row.height for number, row in sheet.row_dimensions.items()}
    widths = {
        letters: (column.width, column.hidden)
        for letters, column in sheet.column_dimensions.items()
    }
    return {
        "cells": cells, "heights": heights, "widths": widths,
        "set up": (sheet.auto_filter.ref, sheet.freeze_panes, sheet.max_row, sheet.max_column),
    }  # fmt: skip


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_both_roads_are_equal(look, monkeypatch) -> None:
    """Values, types, formats, alignments, heights and widths are those of the plain road."""
    monkeypatch.setattr(long_sheets, "LONG", 10**9)
    plain = seen(written(TABLE, look))
    monkeypatch.setattr(long_sheets, "LONG", 1)
    fast = seen(written(TABLE, look))
    for what, told in plain.items():
        assert fast[what] == told, what
    assert len(plain["cells"]) > COUNT * len(TABLE.columns)


def test_a_long_table_takes_the_fast_road(monkeypatch) -> None:
    """From `LONG` rows on, rows are laid as text; one fewer, or a colour of its own, and they are not."""
    laid = []
    monkeypatch.setattr(
        "passpro_nb.export.workbook.lay_rows", lambda sheet, *_: laid.append(sheet.title)
    )
    table = pd.DataFrame({"registered": range(long_sheets.LONG)})
    book = new_book()
    write_sheet(book, "Longue", table)
    write_sheet(book, "Courte", table.head(-1))
    write_sheet(book, "Peinte", table, Look(fills={(0, "registered"): "FFE699"}))
    write_sheet(book, "Comptée", table, Look(total={"registered": 1}))
    book_bytes(book)
    write_sheet(openpyxl.Workbook(), "Reprise", table)
    assert laid == ["Longue"]


def test_every_row_of_a_long_table_is_there() -> None:
    """Each row stands under the number that the filter counts, first and last."""
    count = long_sheets.LONG + 5
    sheet = written(pd.DataFrame({"registered": range(count), "host_name": "Lycée"}), Look())
    rows = [*sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == [(number, "Lycée") for number in range(count)]
    assert sheet.auto_filter.ref == f"A1:B{count + 1}"
