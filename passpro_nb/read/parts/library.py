"""What is given to the library that reads workbooks, and what it gives back."""

import io
import re
import zipfile
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


def sheet_cells(values: calamine.CalamineSheet) -> list[list[object]]:
    """Return the rows of a sheet from A1 on; what is said many times over is kept once."""
    known: dict[object, Any] = {}
    share = known.setdefault
    rows = [
        [cell if cell.__class__ in _NUMBERS else share(cell, cell) for cell in row]
        for row in values.iter_rows()
    ]
    left = [""] * values.start[1] if values.start else []  # the library begins at the first value
    return [left + row for row in rows] if left else rows
