"""A large sheet parsed in two halves reads as the same sheet parsed whole."""

import datetime as dt
import io
import re
import zipfile
from itertools import count

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.read import files
from passpro_nb.read.parts import halves

CELLS = st.one_of(
    st.none(),
    st.sampled_from(["a", "b", "1", 1, 1.0, 2, True, False, 0, dt.datetime(2025, 3, 12)]),
    st.text("éè <&", max_size=3),
)
ROWS = st.lists(st.lists(CELLS, max_size=5), max_size=12)


def written(rows: list[list[object]]) -> bytes:
    """Return a workbook of these rows, a second sheet beside them and a cell merged at their end."""
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row, 1):
            if cell is not None:
                book.active.cell(number, at, cell)
    book.active.merge_cells(None, 20, 2, 21, 2)
    book.create_sheet("Listes")["B2"] = "x"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def changed(data: bytes, change) -> bytes:
    """Return a workbook whose first sheet's part is changed."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(saved, "w") as out:
        for name in archive.namelist():
            part = archive.read(name)
            out.writestr(name, change(part) if name.endswith("sheet1.xml") else part)
    return saved.getvalue()


def read(data: bytes, least: int, monkeypatch) -> tuple[list[tuple[object, ...]], int]:
    """Return what the sheets say, and how many halves they were read by: two where a part has `least` bytes."""
    begun = count()
    with monkeypatch.context() as patched:
        patched.setattr(halves, "FROM", least)
        begin = halves.Half.begin
        patched.setattr(halves.Half, "begin", lambda half: (next(begun), begin(half)))
        sheets = files.read_content("essai.xlsx", data)
    said = [(s.name, [[*map(exact, row)] for row in s.cells], s.merged, s.told) for s in sheets]
    return said, next(begun)


def exact(cell: object) -> tuple[type, str]:
    """Tell 1 from 1.0 and True, which are equal."""
    return type(cell), repr(cell)


@given(rows=ROWS)
def test_halves_read_as_the_whole(rows) -> None:
    """Blank rows in the middle, rows of other lengths, numbers of several types: cell for cell the same."""
    data = written(rows)
    with pytest.MonkeyPatch.context() as patched:
        (whole, none), (cut, begun) = read(data, 10**9, patched), read(data, 0, patched)
    assert none == 0
    assert cut == whole
    several = sum(any(cell is not None for cell in row) for row in rows) > 3
    assert begun == 1 or not several


def test_rows_out_of_order_are_read_whole(monkeypatch) -> None:
    """Where a row of the second half stands above the first's last one, no cell moves."""
    data = written([[f"{number}", number] for number in range(1, 11)])

    def exchange(part: bytes) -> bytes:
        rows = re.findall(rb"<row .*?</row>", part)
        return part.replace(b"".join(rows), b"".join([*rows[:3], rows[8], *rows[3:8], rows[9]]))

    moved = changed(data, exchange)
    assert moved != data
    whole, _ = read(moved, 10**9, monkeypatch)
    assert read(moved, 0, monkeypatch)[0] == whole


@pytest.mark.parametrize(
    "change",
    [
        lambda part: part.replace(b"<row r=", b"<row spans='1:2' r="),
        lambda part: part.replace(b"<sheetData>", b"<!-- <row r='9'> --><sheetData>"),
        lambda part: part.replace(b"<sheetData>", b"<sheetData >"),
    ],
)
def test_a_part_spelt_otherwise_is_left_whole(change, monkeypatch) -> None:
    """A row that does not begin with its number, a comment, another opening: no half is made."""
    data = changed(written([[f"{number}", number] for number in range(1, 11)]), change)
    (whole, _), (cut, begun) = read(data, 10**9, monkeypatch), read(data, 0, monkeypatch)
    assert (cut, begun) == (whole, 0)
