"""What is given to the library that reads workbooks, and what it gives back."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import python_calamine as calamine

MANIFEST = "META-INF/manifest.xml"
COUNTS_IN = 4000  # bytes of a part's head that hold the counts of its root

_NUMBERS = frozenset({int, float, bool})  # 1, 1.0 and True are equal, and not the same


def zipped(parts: dict[str, bytes]) -> io.BytesIO:
    """Return a workbook of these parts, each let go once it is in: a large one is not held twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in [*parts]:
            archive.writestr(zipfile.ZipInfo(name), parts.pop(name))
    buffer.seek(0)
    return buffer


def part_name(written: str) -> str:
    """Return a part's name as we look for it: some programs write backslashes, or other capitals."""
    name = written.replace("\\", "/").lstrip("/").lower()
    return MANIFEST if name == MANIFEST.lower() else name


def modest(part: bytes) -> bytes:
    """Return a part without the absurd counts at its head: the library reserves what they claim."""
    head, absurd = re.subn(rb"([cC]ount\s*=\s*[\"'])\d{8,}", rb"\g<1>0", part[:COUNTS_IN])
    return head + part[COUNTS_IN:] if absurd else part


def sheet_cells(*parts: calamine.CalamineSheet) -> list[list[object]]:
    """Return the rows of a sheet from A1 on; what is said many times over is kept once.

    `parts` are those of the sheet, one under the other (`read.parts.halves`); most often it is whole.
    """
    kinds: set[type] = set()
    rows = _shared(parts, kinds)
    if len(kinds & _NUMBERS) > 1:  # one of them may speak for another
        rows = _shared_but_numbers(parts)
    width = max(map(len, rows), default=0)
    short = (row for row in rows if len(row) < width)
    for row in short if len(parts) > 1 else ():
        row += [""] * (width - len(row))
    return rows


def _shared(parts: Iterable[calamine.CalamineSheet], kinds: set[type]) -> list[list[object]]:
    """Return the rows of a sheet, equal cells being one; the types met are added to `kinds`."""
    known: dict[object, Any] = {}
    share, rows = known.setdefault, list[list[object]]()
    for row in _rows(parts, rows):
        kinds.update(map(type, row))
        rows.append(list(map(share, row, row)))
    return rows


def _shared_but_numbers(parts: Iterable[calamine.CalamineSheet]) -> list[list[object]]:
    """Return the rows of a sheet, equal cells being one unless they are numbers."""
    known: dict[object, Any] = {}
    share, rows = known.setdefault, list[list[object]]()
    for row in _rows(parts, rows):
        rows.append([cell if cell.__class__ in _NUMBERS else share(cell, cell) for cell in row])
    return rows


def _rows(
    parts: Iterable[calamine.CalamineSheet], done: list[list[object]]
) -> Iterator[Sequence[object]]:
    """Yield the rows of the parts, each from where those that are `done` end."""
    for values in parts:
        left: list[object] = (
            [""] * values.start[1] if values.start else []
        )  # it begins at the first value
        for row in islice(values.iter_rows(), len(done), None):
            yield [*left, *row] if left else row
