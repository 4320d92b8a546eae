"""Pages with tables → rows of cells: HTML, and the single file that a browser or Excel saves."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from passpro_nb.read.parts import Range
from passpro_nb.read.texts.delimited import Cells

if TYPE_CHECKING:
    from email.message import Message


def is_markup(text: str) -> bool:
    """Tell whether a text is a page: HTML, or XML."""
    tag = r"\s*<(!doctype|!--|\?|html|head|body|meta|title|style|frameset|div|table|workbook)"
    return bool(re.match(tag, text, re.IGNORECASE))


def read_markup(text: str, limit: int) -> list[tuple[Cells, list[Range]]] | None:
    """Return the cells and the merged ranges of each table of a page; None beyond `limit` cells."""
    page = _HtmlTables(limit)
    try:
        page.feed(text)
        page.close_cell()
    except OverflowError:
        return None
    return [(cells, merged) for cells, merged in page.tables if any(cells)]


class _HtmlTables(HTMLParser):
    """The tables of a page: several tools export HTML under the name of .xls."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room
        self.tables: list[tuple[Cells, list[Range]]] = []
        self.taken: dict[int, int] = {}  # by column the last row that a merged cell covers
        self.text: list[str] | None = None
        self.span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("table", "tr", "td", "th"):
            self.close_cell()
        if tag == "table":
            self.tables.append(([], []))
            self.taken = {}
        elif tag == "tr" and self.tables:
            self.tables[-1][0].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1][0]:
            spans = dict(attrs)
            self.text, self.span = [], (_span(spans, "rowspan"), _span(spans, "colspan"))
        elif tag == "br" and self.text is not None:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self.close_cell()

    def close_cell(self) -> None:
        """Put the cell in hand into its row, after the places that merged cells above take."""
        if self.text is None:
            return
        rows, merged = self.tables[-1]
        cells, row, (down, right) = rows[-1], len(rows) - 1, self.span
        while self.taken.get(len(cells), -1) >= row:
            cells.append("")
        first, last = len(cells), len(cells) + right - 1
        self.room -= right
        if self.room < 0:
            raise OverflowError
        if down > 1 or right > 1:
            merged.append((row, first, row + down - 1, last))
            for column in range(first, last + 1):
                self.taken[column] = max(self.taken.get(column, -1), row + down - 1)
        cells.append("".join(self.text).strip())
        self.text = None


def _span(attributes: dict[str, str | None], name: str) -> int:
    value = attributes.get(name) or "1"
    return min(int(value), 1000) if value.isdecimal() and value != "0" else 1


# --- one file for a page and what it shows ---------------------------------------------------------


def is_mime(text: str) -> bool:
    """Tell whether a text is a message, or a page saved as one: headers, then what they announce."""
    head = text[:20_000]
    return bool(re.match(r"[A-Za-z-]+: ", head) and re.search(r"(?im)^MIME-Version:", head))


def pages_of_mime(data: bytes) -> list[bytes] | None:
    """Return the pages in a web archive (« Page web à fichier unique »); None for a message."""
    from email import message_from_bytes, policy

    message = message_from_bytes(data, policy=policy.compat32)
    if message.get("Received") or message.get("To") or message.get("Return-Path"):
        return None
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    return [_declared(part) for part in parts]


def _declared(part: Message) -> bytes:
    """Return a page's bytes, under the charset that its own headers give where it says none."""
    page, charset = part.get_payload(decode=True), part.get_content_charset()
    if not isinstance(page, bytes):
        return b""
    return b'<?xml encoding="%s"?>' % charset.encode() + page if charset else page


def asks_password(text: str) -> bool:
    """Tell whether a page is the door of a site: an export asked for too late gives that page."""
    return bool(re.search(r"""(?i)<input[^<>]*type=["']?password""", text[:200_000]))
