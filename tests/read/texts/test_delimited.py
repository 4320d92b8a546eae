"""Text with delimiters gives its rows, each under the number that Excel would show."""

import pytest
from written import csv_text, write_csv

from passpro_nb.read.files import read_sheets

ROWS = [
    ["UAI", "Établissement", "Places"],
    ["0930125F", "Lycée « Œuvre d’Été »", "012"],
    ["0771336J", "LP; à l'est", "8,5"],
    ["0940118T", "L'élève n° 1", "999"],
]


def cells_of(path) -> list[list[object]]:
    """Return the cells of the only sheet of a file."""
    (sheet,) = read_sheets(path)
    return sheet.cells


@pytest.mark.parametrize("delimiter", list(";,\t|"))
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_dialect_reads_back(tmp_path, delimiter, encoding, end):
    """Delimiter, encoding and line ends are found without being told."""
    path = tmp_path / "a.csv"
    write_csv(path, ROWS, delimiter, encoding, end)
    assert cells_of(path) == ROWS


def test_utf8_survives_one_broken_character(tmp_path):
    """One byte cut in a UTF-8 file does not turn all its accents into « Ã© »."""
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text(ROWS * 9).encode() + b"\xc3;x;y\r\n")
    assert cells_of(path)[1][1] == ROWS[1][1]


def test_line_break_inside_quotes_stays_in_its_cell(tmp_path):
    """A quoted line break belongs to the cell, and does not shift the row numbers."""
    rows = [*ROWS, ["0931234A", "le 12 mars\nle 13 mars", "3"], ["0939999B", "z", "4"]]
    path = tmp_path / "a.csv"
    write_csv(path, rows)
    assert cells_of(path) == rows


def test_a_title_is_not_glued_to_the_header(tmp_path):
    """A lone line above rows of one width is a title, not the first piece of the header."""
    path = tmp_path / "a.csv"
    path.write_text("Titre\na;b;c\n" + "1;2;3\n" * 6, encoding="utf-8")
    assert cells_of(path)[:3] == [["Titre"], ["a", "b", "c"], ["1", "2", "3"]]


def test_line_break_outside_quotes_is_mended(tmp_path):
    """A row cut by a stray line break is whole again; the rows after it keep Excel's numbers."""
    lines = ["a;b;c", *[f"{n};x;y" for n in range(9)]]
    lines[5] = "4;le 12\nmars;y"
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    cells = cells_of(path)
    assert cells[5:8] == [["4", "le 12\nmars", "y"], [], ["5", "x", "y"]]


def test_short_rows_are_not_glued_where_they_do_not_add_up(tmp_path):
    """Two incomplete rows that follow each other stay two rows."""
    lines = ["a;b;c;d", *["1;2;3;4"] * 9, "5", "6;7", "8;9;10;11"]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert cells_of(path)[-3:] == [["5"], ["6", "7"], ["8", "9", "10", "11"]]


def test_quote_left_open_does_not_swallow_the_file(tmp_path):
    """A quotation mark that is never closed costs one cell, not all the rows after it."""
    lines = ["a;b;c", '1;"Lycée;3', *[f'{n};"x";y' for n in range(100)]]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    cells = cells_of(path)
    assert cells[1:3] == [["1", '"Lycée', "3"], ["0", "x", "y"]]
    assert len(cells) == 102


def test_declared_delimiter_is_obeyed_and_hidden(tmp_path):
    """The line « sep= » of Excel chooses the delimiter and is no row."""
    path = tmp_path / "a.csv"
    path.write_text("sep=|\na|b;c\n1|2;3\n", encoding="utf-8")
    assert cells_of(path) == [["a", "b;c"], ["1", "2;3"]]


def test_a_million_empty_columns_are_dropped(tmp_path):
    """Delimiters without end cost nothing once read."""
    path = tmp_path / "a.csv"
    path.write_text("a;b" + ";" * 1_000_000 + "\n1;2\n", encoding="utf-8")
    assert cells_of(path) == [["a", "b"], ["1", "2"]]
