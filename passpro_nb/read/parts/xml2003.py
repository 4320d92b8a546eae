"""Excel's XML of 2003, which administration programs still write, mostly under the name of .xls.

Elements and attributes in « XML Spreadsheet Reference » (Microsoft, 2003).
"""

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from xml.parsers import expat

from passpro_nb.read.parts import Facts, Place, Range, comment_text

SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

Cells = list[list[object]]


@dataclass
class Worksheet:
    """One sheet as it is read."""

    name: str
    cells: Cells = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)
    formulas: set[Place] = field(default_factory=set)
    struck: set[Place] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)

    def facts(self) -> Facts:
        """Return what the sheet says beside its values."""
        return Facts(
            frozenset(self.hidden_rows), {}, tuple(self.merged), frozenset(self.formulas),
            frozenset(self.struck), self.comments,
        )  # fmt: skip


def is_xml2003(text: str) -> bool:
    """Tell whether a text is a workbook of that form."""
    return SPREADSHEET in text[:4000]


def read_xml2003(text: str, limit: int) -> list[Worksheet] | None:
    """Return the sheets of a workbook; None beyond `limit` cells.

    Raises `expat.ExpatError` on what is no XML, `ValueError` on a document type: it could expand.
    """
    book = _Book(limit)
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = book.start
    parser.EndElementHandler = book.end
    parser.CharacterDataHandler = book.characters
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(re.sub(r"^\s*<\?xml[^<>]*>", "", text).encode("utf-8", "replace"), True)
    except OverflowError:
        return None
    return book.sheets


def _refuse(*_: object) -> None:
    raise ValueError("a document type")


class _Book:
    """What is gathered along the elements: only one cell, one style, one comment at a time."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.sheets: list[Worksheet] = []
        self.struck: dict[str, bool] = {}
        self.style = ""
        self.row = self.column = -1
        self.row_style = ""
        self.span = 0
        self.cell: dict[str, str] = {}
        self.value: object = ""
        self.kind = ""
        self.text: list[str] | None = None
        self.author: str | None = None
        self.plain: list[str] = []
        self.crossed = 0

    def start(self, name: str, said: dict[str, str]) -> None:
        """Open an element."""
        if opened := self._handler("open", name):
            opened({_bare(key): value for key, value in said.items()})

    def end(self, name: str) -> None:
        """Close an element."""
        if closed := self._handler("close", name):
            closed()

    def _handler(self, verb: str, name: str) -> Callable[..., None] | None:
        """Return what opens or closes an element: of the workbook, or of the text in a cell."""
        ours = name.startswith(SPREADSHEET) or _bare(name) in ("s", "visible")
        handler: Callable[..., None] | None = getattr(self, f"_{verb}_{_bare(name)}", None)
        return handler if ours else None

    def characters(self, text: str) -> None:
        """Keep the text of what is open."""
        if self.text is not None:
            self.text.append(text)
            if not self.crossed and self.author is None and text.strip():
                self.plain.append(text)

    def _open_style(self, said: dict[str, str]) -> None:
        self.style = said.get("id", "")
        self.struck[self.style] = self.struck.get(said.get("parent", ""), False)

    def _open_font(self, said: dict[str, str]) -> None:
        if self.style and "strikethrough" in said:
            self.struck[self.style] = said["strikethrough"] in ("1", "true")

    def _close_style(self) -> None:
        self.style = ""

    def _open_worksheet(self, said: dict[str, str]) -> None:
        self.sheets.append(Worksheet(said.get("name", "")))
        self.row, self.span = -1, 0

    def _open_visible(self, _: dict[str, str]) -> None:
        self.text = []

    def _close_visible(self) -> None:
        if self.sheets and "Hidden" in "".join(self.text or ()):
            self.sheets[-1].hidden = True
        self.text = None

    def _open_row(self, said: dict[str, str]) -> None:
        self.row = _index(said, self.row + 1 + self.span)
        self.span, self.column = _count(said, "span"), -1
        self.row_style = said.get("styleid", "")
        if self.row + self.span >= MOST_ROWS:
            raise OverflowError
        if self.sheets and said.get("hidden") in ("1", "true"):
            self.sheets[-1].hidden_rows |= set(range(self.row + 1, self.row + self.span + 2))

    def _open_cell(self, said: dict[str, str]) -> None:
        self.column = _index(said, self.column + 1)
        self.cell, self.value, self.plain = said, "", []

    def _open_data(self, said: dict[str, str]) -> None:
        self.text = []
        if self.author is None:
            self.kind = said.get("type", "String")

    def _close_data(self) -> None:
        text = "".join(self.text or ())
        if self.author is not None:
            note = comment_text(text, self.author)
            if note and self.sheets:
                self.sheets[-1].comments[self.row, self.column] = note
        else:
            self.value = _value(self.kind, text)
        self.text = None

    def _open_comment(self, said: dict[str, str]) -> None:
        self.author = said.get("author", "")

    def _close_comment(self) -> None:
        self.author = None

    def _open_s(self, _: dict[str, str]) -> None:
        self.crossed += 1

    def _close_s(self) -> None:
        self.crossed = max(0, self.crossed - 1)

    def _close_cell(self) -> None:
        """Put the cell in hand at its place, and what it says of itself beside the others."""
        right, down = _count(self.cell, "mergeacross"), _count(self.cell, "mergedown")
        if self.sheets and self.row >= 0:
            sheet, place = self.sheets[-1], (self.row, self.column)
            if right or down:
                sheet.merged.append((*place, self.row + down, self.column + right))
            if self.value != "":
                self._put(sheet.cells)
                style = self.struck.get(self.cell.get("styleid", self.row_style), False)
                if style or not self.plain:
                    sheet.struck.add(place)
            elif "formula" in self.cell and not self.kind:
                sheet.formulas.add(place)
        self.column += right
        self.kind = ""

    def _put(self, cells: Cells) -> None:
        missing = self.row + 1 - len(cells)
        gap = self.column - (len(cells[-1]) if not missing else 0)
        self.room -= missing + gap + 1
        if self.room < 0 or self.column >= MOST_COLUMNS:
            raise OverflowError
        cells += [[] for _ in range(missing)]
        cells[self.row] += [*[""] * gap, self.value]


def _bare(name: str) -> str:
    return name.rpartition(" ")[2].lower()


def _index(said: dict[str, str], following: int) -> int:
    index = said.get("index", "")
    found = int(index) - 1 if re.fullmatch(r"\d{1,7}", index) else following
    return max(found, following)  # what was read is never overwritten


def _count(said: dict[str, str], name: str) -> int:
    count = said.get(name, "")
    return int(count) if re.fullmatch(r"\d{1,7}", count) else 0


def _value(kind: str, text: str) -> object:
    """Return the value of a cell in its type; a text where it is not of the type that it says."""
    with suppress(ValueError):
        if kind == "Number":
            return float(text)
        if kind == "Boolean":
            return bool(int(text))
        if kind == "DateTime":
            moment = dt.datetime.fromisoformat(text)
            if moment.year < 1900:
                return moment.time()
            return moment if moment.time() != dt.time() else moment.date()
    return text
