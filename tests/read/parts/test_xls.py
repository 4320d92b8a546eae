"""What a person sees in an .xls beside its values: struck cells, comments, merges."""

import struct
from pathlib import Path

import pytest
import xlwt

from passpro_nb.read.files import read_sheets
from passpro_nb.read.parts import Facts
from passpro_nb.read.parts.xls import xls_facts

STRUCK = xlwt.easyxf("font: struck_out true")
STRUCK_FONT, PLAIN_FONT = xlwt.Font(), xlwt.Font()
STRUCK_FONT.struck_out = True


def test_cells_struck_by_their_style(tmp_path):
    """Texts, numbers and errors of a struck style are told, empty cells and plain ones are not."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for column, value in enumerate(["absente", 12, 12.5, True, None, "présent"]):
        sheet.write(2, column, value, STRUCK if column < 5 else xlwt.Style.default_style)
    for column in range(4):  # several whole numbers in a row are one record
        sheet.write(3, column, column, STRUCK if column % 2 else xlwt.Style.default_style)
    book.save(str(tmp_path / "a.xls"))
    (read,) = read_sheets(tmp_path / "a.xls")
    assert read.struck == {(2, 0), (2, 1), (2, 2), (2, 3), (3, 1), (3, 3)}


def test_texts_struck_by_their_pieces(tmp_path):
    """A text is struck when all its pieces are; the first one may have the cell's own look."""
    cases = [
        ([("Réservé", STRUCK_FONT), (" Favorable", STRUCK_FONT)], None, True),
        ([("Réservé", STRUCK_FONT), (" Favorable", PLAIN_FONT)], None, False),
        (["12 mars", (" 13 mars", STRUCK_FONT)], None, False),
        (["12 mars", (" 13 mars", STRUCK_FONT)], STRUCK, True),
        (["12 mars", (" 13 mars", PLAIN_FONT)], STRUCK, False),
    ]
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for at in range(2000):  # long enough for the texts to be cut between records
        sheet.write(at, 1, f"élève {at} — {'é' * (at % 40)}œ")
    for at, (pieces, style, _) in enumerate(cases):
        sheet.write_rich_text(at, 0, pieces, style or xlwt.Style.default_style)
        sheet.write_rich_text(
            1990 + at, 0, [*pieces, ("", PLAIN_FONT)], style or xlwt.Style.default_style
        )
    book.save(str(tmp_path / "a.xls"))
    (read,) = read_sheets(tmp_path / "a.xls")
    rows = [at for at, (_, _, struck) in enumerate(cases) if struck]
    assert read.struck == {(start + at, 0) for start in (0, 1990) for at in rows}


def test_merged_blocks_and_hidden_rows(tmp_path):
    """The old form tells its merged blocks."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write_merge(1, 4, 2, 2, "Favorable")
    sheet.write_merge(6, 6, 0, 3, "Titre")
    sheet.row(2).hidden = True
    book.save(str(tmp_path / "a.xls"))
    (read,) = read_sheets(tmp_path / "a.xls")
    assert sorted(read.merged) == [(1, 2, 4, 2), (6, 0, 6, 3)]
    assert read.hidden_rows == {3}


def record(kind: int, data: bytes) -> bytes:
    """Return one record of a stream."""
    return struct.pack("<HH", kind, len(data)) + data


def note(row: int, column: int, shape: int, author: str) -> bytes:
    """Return the record that says where a comment stands, and who wrote it."""
    text = struct.pack("<HB", len(author), 0) + author.encode("latin-1")
    return record(0x001C, struct.pack("<4H", row, column, 0, shape) + text + b"\0")


def box(shape: int, *pieces: bytes, length: int) -> bytes:
    """Return the records of a comment's box and of its text, in pieces."""
    drawn = record(0x005D, struct.pack("<4H", 0x15, 0x12, 0x19, shape) + b"\0" * 14)
    text = record(0x01B6, b"\0" * 10 + struct.pack("<2H", length, 16) + b"\0" * 4)
    return drawn + text + b"".join(record(0x003C, piece) for piece in pieces)


def facts_of(sheet: bytes) -> Facts:
    """Return what the only sheet of a book says beside its values."""
    bound = record(0x0085, struct.pack("<L", 0) + b"\0\0\1\0a")
    start = len(record(0x0809, b"\0" * 16)) + len(bound) + 4
    book = record(0x0809, b"\0" * 16) + record(0x0085, struct.pack("<L", start) + b"\0\0\1\0a")
    (facts,) = xls_facts(book + record(0x000A, b"") + sheet)
    return facts


def test_a_formula_whose_result_is_an_error():
    """The error that a formula came to is told like one that was typed in; a number is none."""
    sheet = record(0x0809, b"\0\x06\x10\0" + b"\0" * 12)
    for row, result in enumerate(
        (b"\2\0\x2a\0\0\0\xff\xff", b"\2\0\x17\0\0\0\xff\xff", struct.pack("<d", 2.0))
    ):
        sheet += record(0x0006, struct.pack("<3H", row, 10, 0) + result + b"\0" * 8)
    assert facts_of(sheet + record(0x000A, b"")).errors == {(0, 10): "#N/A", (1, 10): "#REF!"}


def test_a_formula_that_nobody_computed():
    """The zero of a formula to be computed on opening is no result; one that was computed is."""
    sheet = record(0x0809, b"\0\x06\x10\0" + b"\0" * 12)
    for row, (result, options) in enumerate(((0.0, 2), (0.0, 0), (0.0, 1), (3.0, 2))):
        formula = struct.pack("<3HdHL", row, 10, 0, result, options, 0)
        sheet += record(0x0006, formula + b"\0\0")
    facts = facts_of(sheet + record(0x000A, b""))
    assert (facts.formulas, facts.errors) == ({(0, 10)}, {(0, 10): ""})


def test_such_a_formula_reads_as_a_blank_that_is_said(tmp_path: Path):
    """The sheet shows nothing where the library reads zero, and says where the formula is."""
    book = xlwt.Workbook()
    book.add_sheet("A").write(1, 1, xlwt.Formula("1+1"))
    book.save(str(tmp_path / "a.xls"))
    data = (tmp_path / "a.xls").read_bytes()
    blank_text = struct.pack("<QH", 0xFFFF000000000003, 0)
    assert data.count(blank_text) == 1
    (tmp_path / "b.xls").write_bytes(data.replace(blank_text, struct.pack("<dH", 0.0, 2)))
    (sheet,) = read_sheets(tmp_path / "b.xls")
    assert (sheet.cells[1][1], sheet.formulas) == ("", {(1, 1)})


@pytest.mark.parametrize(
    "pieces",
    [
        [b"\0secr\xe9tariat:\nabsente", b"\0" * 16],
        [b"\1" + "secrétariat:\nab".encode("utf-16-le"), b"\0sente", b"\0" * 16],
    ],
)
def test_comments_of_the_old_form(pieces):
    """A comment is found by its box, its text put together from its records, without its author."""
    text = "secrétariat:\nabsente"
    sheet = (
        record(0x0809, b"\0\x06\x10\0" + b"\0" * 12)
        + box(1, *pieces, length=len(text))
        + box(2, b"\0autre", length=5)
        + note(3, 10, 1, "secrétariat")
        + note(4, 10, 2, "")
        + note(5, 10, 9, "sans texte")
        + record(0x000A, b"")
    )
    assert facts_of(sheet).comments == {(3, 10): "absente", (4, 10): "autre"}
