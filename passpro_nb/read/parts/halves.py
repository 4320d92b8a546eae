"""A large sheet of an .xlsx cut in two, so that two threads parse it: the library lets both work at once.

The cut falls between two rows that say their number, in a part spelt as Excel does; any other is left whole.
"""

import re
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property

import python_calamine as calamine

from passpro_nb.domain.discreet import Discreet
from passpro_nb.read.parts.reading import zipped

FROM = 4_000_000  # bytes of a sheet's part: below, a second reading costs as much as it spares

_OPENING = b"<sheetData>"
_ROW = re.compile(rb'<row r="(\d+)"')


class Unfit(Exception):
    """The rows of a part are not in their order: it has no halves."""


@dataclass(frozen=True, repr=False)
class Half(Discreet):
    """The second half of a sheet: a workbook of its own, whose rows keep their numbers from `row` (0) on."""

    sheet: str
    row: int
    parts: dict[str, bytes]
    helper: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))

    def begin(self) -> None:
        """Begin to parse it, in another thread."""
        _ = self.parsed
        self.helper.shutdown(wait=False)

    @cached_property
    def parsed(self) -> "Future[calamine.CalamineSheet]":
        """Its cells, as the library will give them."""
        return self.helper.submit(self._parse)

    def _parse(self) -> calamine.CalamineSheet:
        return calamine.load_workbook(zipped(self.parts)).get_sheet_by_name(self.sheet)

    def under(self, first: calamine.CalamineSheet) -> calamine.CalamineSheet:
        """Return its cells, which stand under those of the first half; raises `Unfit` where they do not."""
        second = self.parsed.result()
        above = not first.end or first.end[0] < self.row
        if above and (not second.start or second.start[0] >= self.row):
            return second
        raise Unfit


def cut_off(parts: dict[str, bytes], sheets: Mapping[str, str]) -> Half | None:
    """Take the second half of the largest sheet off a workbook's parts; None where it is left whole.

    `sheets`: the part of each, by its name.
    """
    name, path = max(sheets.items(), key=lambda s: len(parts.get(s[1], b"")), default=("", ""))
    part = parts.get(path, b"")
    if len(part) < FROM or _OPENING not in part or b"<!" in part:
        return None
    start, end = part.index(_OPENING) + len(_OPENING), part.rfind(b"</sheetData>")
    at = part.rfind(b"<row ", start, (start + end) // 2)
    row = _ROW.match(part, at) if at > 0 else None
    if end < 0 or not row or list(sheets.values()).count(path) > 1:
        return None
    kept = {other: part for other, part in parts.items() if not other.startswith("xl/worksheets/")}
    kept[path] = part[:start] + part[at:]
    parts[path] = part[:at] + part[end:]
    return Half(name, int(row[1]) - 1, kept)
