"""What is said many times is kept and read once: the same as each cell kept and read for itself."""

import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest
import python_calamine as calamine
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.demo.campaign import write_demo
from passpro_nb.demo.settings import SETTINGS
from passpro_nb.domain.tables import APPLICATIONS
from passpro_nb.read import cells as read_cells
from passpro_nb.read import files
from passpro_nb.read.folder import read_delivery
from passpro_nb.read.parts.reading import sheet_cells

READERS = read_cells.cell_readers(SETTINGS)
SAID = [
    "Très favorable", "F", "présent", "absent", "oui", "n.c.", "#N/A", " 0930125F", "0930125f", "12", "12,0",
    "1 234", "31/02/2025", "12/03", "mardi 12 mars 2025", "12 places", "6 par heure", "999000138GF", "apprentissage",
    "hors Passpro", "1", "0", "", "-",
]  # fmt: skip
# 1, 1.0 and True are equal, and so are 0, 0.0 and False: none may speak for another.
NUMBERS = [0, 1, 2, 12, 45_000, 0.0, 1.0, 12.0, 2.5, 45_000.0, True, False]
DAYS = [dt.date(2025, 3, 12), dt.datetime(2025, 3, 12), dt.datetime(2025, 3, 12, 14, 30)]
CELLS = st.one_of(
    st.sampled_from([*SAID, *NUMBERS, *DAYS, None, dt.time(14, 30), dt.timedelta(hours=2)]),
    st.text(max_size=6),
)


@pytest.mark.parametrize("kind", sorted(READERS))
@given(column=st.lists(CELLS, max_size=12))
def test_each_cell_reads_as_if_it_were_alone(kind, column) -> None:
    """A column read by its distinct cells gives the values and findings of a reading cell by cell."""
    values, found = read_cells._read_cells(column, READERS[kind])
    alone = [READERS[kind](cell) for cell in column]
    assert list(map(repr, values)) == [repr(reading.value) for reading in alone]
    odd = [(at, reading) for at, reading in enumerate(alone) if reading.fault or reading.repaired]
    assert list(map(repr, found)) == list(map(repr, odd))


@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_sharing_changes_no_cell(rows) -> None:
    """Each cell keeps its value and its type, also where another row holds one that is equal."""
    kept = sheet_cells(_Sheet(rows))
    assert [list(map(_exact, row)) for row in kept] == [list(map(_exact, row)) for row in rows]


class _Sheet:
    """A sheet as the library gives it, which begins at A1."""

    start = (0, 0)

    def __init__(self, rows: list[list[object]]) -> None:
        self.iter_rows = lambda: iter(rows)


def _exact(cell: object) -> tuple[type, str]:
    return type(cell), repr(cell)


def test_a_workbook_reads_as_the_library_gives_it() -> None:
    """Texts, numbers, days and yes or no come out of a workbook as they went in, said once or often."""
    book = openpyxl.Workbook()
    for _ in range(3):
        for row in (
            [1, True, 1.5, "1"],
            ["1", 2, "VRAI", None],
            [dt.datetime(2025, 3, 12), "a", "a", 0],
        ):
            book.active.append(row)
    saved = io.BytesIO()
    book.save(saved)
    (sheet,) = files.read_content("essai.xlsx", saved.getvalue())
    saved.seek(0)
    plain = calamine.load_workbook(saved).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert [list(map(_exact, row)) for row in sheet.cells] == [list(map(_exact, r)) for r in plain]
    texts = [cell for row in sheet.cells for cell in row if cell == "a"]
    assert len(texts) == 6
    assert len({id(text) for text in texts}) == 1


def _plainly(values: calamine.CalamineSheet) -> list[list[object]]:
    """Return the rows of a sheet with nothing shared."""
    left = [""] * values.start[1] if values.start else []
    return [left + row for row in values.iter_rows()]


def _one_by_one(cells, reader):
    """Read each cell for itself."""
    readings = list(map(reader, cells))
    odd = [(at, r) for at, r in enumerate(readings) if r.fault or r.repaired]
    return [r.value for r in readings], odd


@pytest.mark.parametrize("seed", [3, 2025])
def test_a_campaign_reads_the_same_by_both_roads(seed, tmp_path, monkeypatch) -> None:
    """Row for row, fault for fault: the frames, what is ignored and what is refused are equal."""
    write_demo(tmp_path, seed=seed, applications=600)
    fast = read_delivery(tmp_path)
    monkeypatch.setattr(files, "sheet_cells", _plainly)
    monkeypatch.setattr(read_cells, "_read_cells", _one_by_one)
    plain = read_delivery(tmp_path)
    assert len(fast.frames[APPLICATIONS.code]) > 500
    for code, frame in plain.frames.items():
        pd.testing.assert_frame_equal(fast.frames[code], frame)
    assert fast.faults == plain.faults
    for ours, theirs in zip(fast.sources, plain.sources, strict=True):
        assert (ours.rows, ours.ignored, ours.refused) == (
            theirs.rows,
            theirs.ignored,
            theirs.refused,
        )
        assert ours.layout.rows == theirs.layout.rows
