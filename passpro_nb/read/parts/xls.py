"""The stream of an .xls: how far its sheets reach, and what they say beside their values.

Records by their numbers in [MS-XLS] 2.4. A formula always has a result there. One that no program
computed can be told where it asks to be on opening and its result is the zero that such programs put
(POI); not where it is a blank text (xlwt), which Excel writes too for a formula that gives one.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from passpro_nb.read.parts import Facts, Place, comment_text

XLS_COLUMNS = 256
XLS_CELLS = {0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E}  # hold a value
CALC_ON_LOAD = 0x02  # of a formula's options: never set by Excel
EXCEL_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def xls_facts(stream: bytes) -> list[Facts]:
    """Return what each sheet of a BIFF8 stream says beside its values, in the book's order."""
    looks = _read_looks(stream)
    return [_SheetRecords(stream, looks).read(start) for start in _xls_sheets(stream)]


@dataclass(frozen=True)
class _Looks:
    """What a book says of what is struck through: its styles, and its texts with fonts of their own.

    `texts` says by number whether such a text is struck, by whether its cell's style is.
    """

    styles: frozenset[int] = frozenset()
    texts: Mapping[int, Mapping[bool, bool]] = field(default_factory=dict)


def _read_looks(stream: bytes) -> _Looks:
    """Read the styles (XF, 00E0), the fonts (FONT, 0031; none has the number 4), the texts (SST)."""
    fonts: list[bool] = []
    styles: list[int] = []
    texts: list[bytes] = []
    last = 0
    for kind, start, size in _biff_records(stream, 0):
        last = last if kind == 0x003C else kind
        if kind == 0x0031 and size >= 4:
            fonts.append(bool(stream[start + 2] & 0x08))
        elif kind == 0x00E0 and size >= 2:
            styles.append(int.from_bytes(stream[start : start + 2], "little"))
        elif last == 0x00FC:
            texts.append(stream[start : start + size])
    struck = {at + (at > 3) for at, is_struck in enumerate(fonts) if is_struck}
    if not struck:
        return _Looks()
    rich = dict(_SharedTexts(texts).rich())
    return _Looks(
        frozenset(at for at, font in enumerate(styles) if font in struck),
        {
            at: {
                whole: (whole or not runs[0][0]) and all(font in struck for _, font in runs)
                for whole in (False, True)
            }
            for at, runs in rich.items()
        },
    )


class _SharedTexts:
    """The texts of a book (SST, 00FC), which its records cut anywhere."""

    def __init__(self, records: list[bytes]) -> None:
        self.records = records
        self.at = 0
        self.place = 8  # after the two counts

    def rich(self) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Yield the number of each text with fonts of its own; its runs: first character, font."""
        number = 0
        while len(head := self._take(3)) == 3:
            length, flags = struct.unpack("<HB", head)
            runs = int.from_bytes(self._take(2), "little") if flags & 8 else 0
            more = int.from_bytes(self._take(4), "little") if flags & 4 else 0
            self._pass_text(length, flags & 1)
            fonts = list(struct.iter_unpack("<HH", self._take(4 * runs)))
            fonts = [run for run in fonts if run[0] < length]
            self._take(more)
            if fonts:
                yield number, fonts
            number += 1

    def _take(self, size: int) -> bytes:
        taken = b""
        while size > len(taken) and self.at < len(self.records):
            piece = self.records[self.at][self.place : self.place + size - len(taken)]
            taken, self.place = taken + piece, self.place + len(piece)
            if self.place >= len(self.records[self.at]):
                self.at, self.place = self.at + 1, 0
        return taken

    def _pass_text(self, length: int, wide: int) -> None:
        """Pass over characters; a record that goes on with them says anew how wide they are."""
        while length and self.at < len(self.records):
            record = self.records[self.at]
            passed = min(length, (len(record) - self.place) >> wide)
            length -= passed
            self.place += passed << wide
            if length or self.place >= len(record):
                self.at, self.place = self.at + 1, 0
            if length and self.at < len(self.records):
                wide, self.place = self.records[self.at][:1] == b"\1", 1


@dataclass
class _SheetRecords:
    """What is gathered along the records of one sheet."""

    stream: bytes
    looks: _Looks
    hidden: set[int] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    struck: set[Place] = field(default_factory=set)
    notes: dict[Place, tuple[int, str]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def read(self, sheet: int) -> Facts:
        shape = length = 0
        for kind, start, size in _biff_records(self.stream, sheet):
            if kind in XLS_CELLS and size >= 6:
                self._cell(kind, self.stream[start : start + size])
                continue
            data = self.stream[start : start + min(size, 32)]
            if kind == 0x0208 and size >= 16 and data[12] & 0x20:  # ROW
                self.hidden.add(int.from_bytes(data[:2], "little") + 1)
            elif kind == 0x001C and size >= 12:  # NOTE
                row, column, _, box = struct.unpack_from("<4H", data)
                self.notes[row, column] = box, _characters(self.stream[start + 8 : start + size])
            elif kind == 0x005D and size >= 8:  # OBJ: the box of a comment
                shape = int.from_bytes(data[6:8], "little")
            elif kind == 0x01B6 and size >= 12:  # TXO
                length = int.from_bytes(data[10:12], "little")
            elif kind == 0x003C and length:  # CONTINUE: the text announced, maybe in pieces
                text = _decoded(data[:1], self.stream[start + 1 : start + size])[:length]
                self.texts[shape] = self.texts.get(shape, "") + text
                length -= len(text)
        said = ((at, comment_text(self.texts.get(n, ""), by)) for at, (n, by) in self.notes.items())
        comments = {place: text for place, text in said if text}
        hidden, struck = frozenset(self.hidden), frozenset(self.struck)
        formulas = frozenset(self.formulas)
        return Facts(hidden, self.errors, formulas=formulas, struck=struck, comments=comments)

    def _cell(self, kind: int, data: bytes) -> None:
        row, column, style = struct.unpack_from("<3H", data)
        whole = style in self.looks.styles
        if kind == 0x00BD:  # MULRK: several numbers in a row, six bytes each
            looks = struct.iter_unpack("<HL", data[4 : 4 + (len(data) - 6) // 6 * 6])
            struck = (at for at, (look, _) in enumerate(looks) if look in self.looks.styles)
            self.struck |= {(row, column + at) for at in struck}
            return
        if kind == 0x00FD and len(data) >= 10:  # LABELSST
            text = self.looks.texts.get(int.from_bytes(data[6:10], "little"), {})
            whole = text.get(whole, whole)
        if whole:
            self.struck.add((row, column))
        if kind == 0x0205 and len(data) >= 8 and data[7]:  # BOOLERR
            self.errors[row, column] = EXCEL_ERRORS.get(data[6], "#N/A")
        elif kind == 0x0006 and data[6:7] == b"\2" and data[12:14] == b"\xff\xff":  # FORMULA
            self.errors[row, column] = EXCEL_ERRORS.get(data[8], "#N/A")
        elif kind == 0x0006 and data[6:14] == bytes(8) and data[14:15] and data[14] & CALC_ON_LOAD:
            self.errors[row, column] = ""  # the zero is nobody's answer
            self.formulas.add((row, column))


def _characters(data: bytes) -> str:
    """Return a short text: its length, how wide its characters are, the characters."""
    length = int.from_bytes(data[:2], "little")
    return _decoded(data[2:3], data[3:])[:length]


def _decoded(wide: bytes, data: bytes) -> str:
    return data.decode("utf-16-le" if wide == b"\1" else "latin-1", "replace")


def xls_cells(stream: bytes) -> int:
    """Return how many cells the sheets of a BIFF8 stream span from A1, in all.

    One damaged byte can name column 65535, or row four billion in the DIMENSIONS record (0200), and
    the library believes it: `ValueError`.
    """
    spans = 0
    for sheet in _xls_sheets(stream):
        last_row = last_column = -1
        for kind, start, size in _biff_records(stream, sheet):
            rows = (
                struct.unpack_from("<2L", stream, start) if kind == 0x0200 and size >= 8 else (0,)
            )
            if max(rows) > 65_536:
                raise ValueError("a row beyond the last row of the format")
            if kind in XLS_CELLS and size >= 4:
                row, column = struct.unpack_from("<HH", stream, start)
                if kind == 0x00BD:
                    column = max(column, *struct.unpack_from("<H", stream, start + size - 2))
                last_row, last_column = max(last_row, row), max(last_column, column)
        if last_column >= XLS_COLUMNS:
            raise ValueError("a cell beyond the last column of the format")
        spans += (last_row + 1) * (last_column + 1)
    return spans


def _xls_sheets(stream: bytes) -> list[int]:
    """Return where each sheet begins, from the BOUNDSHEET records (0085) of the book."""
    return [
        int.from_bytes(stream[start : start + 4], "little")
        for kind, start, size in _biff_records(stream, 0)
        if kind == 0x0085 and size >= 6
    ]


def _biff_records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield the kind, start and size of each record from `start`, up to an EOF record (000A)."""
    kind = 0
    while start + 4 <= len(stream) and kind != 0x000A:
        kind, size = struct.unpack_from("<HH", stream, start)
        yield kind, start + 4, min(size, len(stream) - start - 4)
        start += 4 + size
