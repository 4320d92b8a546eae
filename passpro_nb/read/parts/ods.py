"""The content of an .ods: what its sheets say beside their values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import islice

from passpro_nb.read.parts import MOST_PLACES, Facts, Place, Range, comment_text

# A formula that was computed has one of these, if only the paragraph of an empty text.
_RESULT = re.compile(
    rb'<text:p|office:value-type="string"|office:(?:date-|time-|boolean-|string-)?value="'
)


def ods_facts(content: bytes, named_styles: bytes = b"") -> dict[str, Facts]:
    """Return what each sheet says beside its values, from an .ods's content and its named styles."""
    tables = re.split(rb"<table:table\s", content)[1:]
    names = [re.match(rb'[^<>]*?table:name="([^"]*)"', table) for table in tables]
    told = [unescape(name[1].decode("utf-8", "replace")) if name else "" for name in names]
    looks = _looks(named_styles + content.partition(b"<office:body")[0])
    return dict(zip(told, (_Table(looks).read(table) for table in tables), strict=True))


def _looks(styles: bytes) -> dict[bytes, bool]:
    """Return for each style that says it, or whose parent does, whether its text is struck."""
    if b"text-line-through-" not in styles:
        return {}
    said: dict[bytes, bool] = {}
    for piece in re.split(rb"<style:style(?=\s)", styles)[1:]:
        head, _, content = piece.partition(b">")
        if not re.search(rb'style:family="(?:table-cell|text)"', head):
            continue
        name = re.search(rb'style:name="([^"]*)"', head)
        parent = re.search(rb'style:parent-style-name="([^"]*)"', head)
        own = re.findall(rb'text-line-through-(?:style|type)="(\w+)"', content)
        if name and own:
            said[name[1]] = any(look != b"none" for look in own)
        elif name and parent and parent[1] in said:
            said[name[1]] = said[parent[1]]
    return said if any(said.values()) else {}


@dataclass
class _Table:
    """What is gathered along the rows of one sheet."""

    looks: Mapping[bytes, bool]
    hidden: set[int] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    formulas: set[Place] = field(default_factory=set)
    struck: set[Place] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)
    room: int = MOST_PLACES

    def read(self, table: bytes) -> Facts:
        columns = self._column_looks(table)
        marks = [b"-spanned=", b'"error"', b"table:formula=", b"<office:annotation"]
        marks += [b'-name="%s"' % name for name, struck in self.looks.items() if struck]
        row = 0
        for attributes, body in _elements(table, rb"table-row"):
            repeated = _count(attributes, b"number-rows-repeated")
            rows = range(row, row + min(repeated, MOST_PLACES))
            if b'visibility="' in attributes and b'visibility="visible"' not in attributes:
                self.hidden.update(at + 1 for at in rows)
            if any(columns.values()) or any(mark in body or mark in attributes for mark in marks):
                default = self._look(attributes, b"default-cell-style-name")
                self._row(rows, body, columns, default)
            row += repeated
        return Facts(
            frozenset(self.hidden), self.errors, tuple(self.merged), frozenset(self.formulas),
            frozenset(self.struck), self.comments,
        )  # fmt: skip

    def _row(
        self, rows: range, body: bytes, columns: Mapping[int, bool], default: bool | None
    ) -> None:
        column = 0
        for cell, content in _elements(body, rb"(?:covered-)?table-cell"):
            repeated = _count(cell, b"number-columns-repeated")
            across = range(column, column + repeated)
            note, content = _annotation(content)
            if note:
                self.comments[rows[0], column] = note
            self._merge(rows, column, cell)
            if b'value-type="error"' in cell:
                text = unescape(re.sub(rb"<[^<>]*>", b"", content).decode("utf-8", "replace"))
                self.errors |= dict.fromkeys(self._places(rows, across), text)
            elif b"table:formula=" in cell and not _RESULT.search(cell + b">" + content):
                self.formulas.update(self._places(rows, across))
            elif self.looks and (b"value" in cell or b"<text:p" in content):
                look = self._look(cell, b"style-name")
                inherited = columns.get(column, False) if default is None else default
                if self._is_struck(content, inherited if look is None else look):
                    self.struck.update(self._places(rows, across))
            column += repeated

    def _merge(self, rows: range, column: int, cell: bytes) -> None:
        down = _count(cell, b"number-rows-spanned")
        right = _count(cell, b"number-columns-spanned")
        if down > 1 or right > 1:
            each = self._places(rows if down == 1 else rows[:1], range(column, column + 1))
            self.merged += [(at, column, at + down - 1, column + right - 1) for at, _ in each]

    def _look(self, attributes: bytes, name: bytes) -> bool | None:
        """Tell whether the style that attributes name is struck; None where it says nothing.

        A style's own silence counts as plain: it stands in place of the row's and the column's.
        """
        found = re.search(rb"table:" + name + rb'="([^"]*)"', attributes)
        return self.looks.get(found[1], False) if found else None

    def _column_looks(self, table: bytes) -> dict[int, bool]:
        """Return by column whether cells without a style of their own are struck."""
        looks, column = {}, 0
        for attributes, _ in _elements(table.partition(b"<table:table-row")[0], rb"table-column"):
            repeated = _count(attributes, b"number-columns-repeated")
            if self.looks and self._look(attributes, b"default-cell-style-name"):
                looks.update(dict.fromkeys(range(column, column + min(repeated, 1024)), True))
            column += repeated
        return looks

    def _is_struck(self, content: bytes, whole: bool) -> bool:
        """Tell whether a cell's text is struck from end to end, by its style and its pieces'."""
        stack, seen = [whole], []
        for piece in re.split(rb"(<[^<>]*>)", content):
            if piece.startswith(b"</text:span"):
                stack = stack[:-1] or [whole]
            elif piece.startswith(b"<text:span") and not piece.endswith(b"/>"):
                name = re.search(rb'text:style-name="([^"]*)"', piece)
                stack = [*stack[-20:], self.looks.get(name[1] if name else b"", stack[-1])]
            elif piece.strip() and not piece.startswith(b"<"):
                seen.append(stack[-1])
        return all(seen) if seen else whole

    def _places(self, rows: range, columns: range) -> list[Place]:
        """Return the places that a repeated cell stands for, as long as there is room for them."""
        places = list(islice(((row, column) for row in rows for column in columns), self.room))
        self.room -= len(places)
        return places


def _annotation(content: bytes) -> tuple[str, bytes]:
    """Return what a cell's comment says, and the content of the cell without it."""
    before, opened, rest = content.partition(b"<office:annotation")
    if not opened:
        return "", content
    note, _, after = rest.partition(b"</office:annotation>")
    creator = re.search(rb"<dc:creator>([^<]*)", note)
    lines = re.sub(rb"</text:p>", b"\n", re.sub(rb"<(?:dc|meta|loext):[\w-]+>[^<]*", b"", note))
    text = re.sub(rb"<[^<>]*>", b"", lines.partition(b">")[2])
    said, author = (
        unescape(t.decode("utf-8", "replace")) for t in (text, creator[1] if creator else b"")
    )
    return comment_text(said, author), before + after


def _elements(part: bytes, tag: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the attributes and the content of each element, in one pass: some are never closed."""
    for piece in re.split(rb"<table:" + tag + rb"(?=[\s/>])", part)[1:]:
        attributes, _, content = piece.partition(b">")
        closed = attributes.endswith(b"/")
        yield attributes, b"" if closed else re.split(rb"</table:" + tag, content, maxsplit=1)[0]


def _count(attributes: bytes, name: bytes) -> int:
    found = re.search(name + rb'="(\d{1,7})"', attributes)
    return int(found[1]) if found else 1
