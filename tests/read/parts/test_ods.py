"""What a person sees in an .ods beside its values: formulas, struck cells, comments, merges."""

import time
import zipfile
from pathlib import Path

import pytest
from written import write_table

from passpro_nb.read.files import Sheet, read_sheets
from passpro_nb.read.parts.ods import ods_facts

STYLES = (
    '<style:style style:name="barre" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="enfant" style:family="table-cell" style:parent-style-name="barre"/>'
    '<style:style style:name="net" style:family="table-cell" style:parent-style-name="barre">'
    '<style:text-properties style:text-line-through-style="none"/></style:style>'
    '<style:style style:name="gras" style:family="table-cell"/>'
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties style:text-line-through-type="single"/></style:style>'
    '<style:style style:name="T2" style:family="text">'
    '<style:text-properties style:text-line-through-type="none"/></style:style>'
)
TEXT = '<table:table-cell{} office:value-type="string">{}</table:table-cell>'


def with_rows(path: Path, rows: str, styles: str = STYLES, columns: str = "") -> Sheet:
    """Return the sheet of an .ods whose rows are spelt by hand."""
    write_table(path, [["x"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    content = parts["content.xml"]
    content = content.replace("<office:automatic-styles/>", "")
    content = content.replace(
        "<office:body>", f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
    )
    head, _, rest = content.partition("<table:table-row")
    content = head + columns + rows + "</table:table>" + rest.partition("</table:table>")[2]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (parts | {"content.xml": content}).items():
            archive.writestr(name, part)
    return read_sheets(path)[0]


def row(*cells: str, attributes: str = "") -> str:
    """Return a row of cells."""
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


@pytest.mark.parametrize(
    ("cell", "uncomputed"),
    [
        ('<table:table-cell table:formula="of:=[.B1]"/>', True),
        ('<table:table-cell table:formula="of:=[.B1]" office:value-type="float"/>', True),
        ('<table:table-cell table:formula="of:=[.B1]"><text:p/></table:table-cell>', False),
        ('<table:table-cell table:formula="of:=[.B1]" office:value-type="float" office:value="2"/>', False),
        (
            '<table:table-cell table:formula="of:=[.B1]" office:value-type="date" '
            'office:date-value="2025-03-12"><text:p>12/03/25</text:p></table:table-cell>',
            False,
        ),
    ],
)  # fmt: skip
def test_formulas_that_no_program_computed(tmp_path, cell, uncomputed):
    """A formula without a value is told; an empty text that was computed is a value."""
    sheet = with_rows(tmp_path / "a.ods", row(TEXT.format("", "<text:p>x</text:p>"), cell))
    assert sheet.formulas == ({(0, 1)} if uncomputed else set())


@pytest.mark.parametrize(
    ("style", "text", "struck"),
    [
        ("barre", "<text:p>absente</text:p>", True),
        ("enfant", "<text:p>absente</text:p>", True),
        ("net", "<text:p>absente</text:p>", False),
        ("gras", '<text:p><text:span text:style-name="T1">12 mars</text:span></text:p>', True),
        ("gras", '<text:p><text:span text:style-name="T1">12</text:span> 13 mars</text:p>', False),
        ("barre", '<text:p><text:span text:style-name="T2">12</text:span> 13 mars</text:p>', False),
        ("barre", '<text:p>12<text:span text:style-name="autre"> mars</text:span></text:p>', True),
    ],
)
def test_cells_struck_from_end_to_end(tmp_path, style, text, struck):
    """A cell is struck by its style, its style's parent or all its pieces; one plain piece speaks."""
    cell = TEXT.format(f' table:style-name="{style}"', text)
    sheet = with_rows(tmp_path / "a.ods", row(TEXT.format("", "<text:p>x</text:p>"), cell))
    assert sheet.struck == ({(0, 1)} if struck else set())


def test_looks_inherited_from_the_row_and_the_column(tmp_path):
    """A cell without a style has its row's, else its column's; one with a style has its own."""
    said = "<text:p>x</text:p>"
    plain, own = TEXT.format("", said), TEXT.format(' table:style-name="gras"', said)
    sheet = with_rows(
        tmp_path / "a.ods",
        row(plain, plain, own)
        + row(plain, own, plain, attributes=' table:default-cell-style-name="barre"')
        + row(plain, plain, plain, attributes=' table:default-cell-style-name="gras"'),
        columns='<table:table-column/><table:table-column table:number-columns-repeated="2"'
        ' table:default-cell-style-name="barre"/>',
    )
    assert sheet.struck == {(0, 1), (1, 0), (1, 2)}


def test_a_line_repeated_is_struck_each_time(tmp_path):
    """A line that stands for three is struck three times; the next one has its right number."""
    cell = TEXT.format(' table:style-name="barre"', "<text:p>x</text:p>")
    repeated = row(cell, attributes=' table:number-rows-repeated="3"')
    sheet = with_rows(tmp_path / "a.ods", repeated + row(cell))
    assert sheet.struck == {(0, 0), (1, 0), (2, 0), (3, 0)}


def test_annotations_are_no_part_of_the_value(tmp_path):
    """A comment is told beside the value of its cell, without its author or its date."""
    note = (
        '<office:annotation draw:style-name="gr1"><dc:creator>secrétariat</dc:creator>'
        "<dc:date>2025-04-03T00:00:00</dc:date><text:p>secrétariat:</text:p>"
        "<text:p>Favorable, <text:span>saisi</text:span> le 3&#160;avril</text:p></office:annotation>"
    )
    sheet = with_rows(
        tmp_path / "a.ods",
        row(TEXT.format("", note + "<text:p>Réservé</text:p>"), f"<table:table-cell>{note}</table:table-cell>"),
    )  # fmt: skip
    said = "Favorable, saisi le 3\u00a0avril"
    assert sheet.comments == {(0, 0): said, (0, 1): said}
    assert sheet.cells[0][0] == "Réservé"


def test_merges_of_repeated_rows_and_hidden_rows(tmp_path):
    """Blocks and hidden rows keep their places after rows that stand for several."""
    across = TEXT.format(' table:number-columns-spanned="2"', "<text:p>x</text:p>")
    down = TEXT.format(' table:number-rows-spanned="3"', "<text:p>y</text:p>")
    covered = "<table:covered-table-cell/>"
    sheet = with_rows(
        tmp_path / "a.ods",
        row(across, covered, attributes=' table:number-rows-repeated="2"')
        + row(down, attributes=' table:visibility="collapse"')
        + row(covered, attributes=' table:number-rows-repeated="2" table:visibility="filter"'),
    )
    assert sheet.merged == ((0, 0, 0, 1), (1, 0, 1, 1), (2, 0, 4, 0))
    assert sheet.hidden_rows == {3, 4, 5}


def test_struck_cells_repeated_without_end_are_bounded(tmp_path):
    """Rows and cells that claim to stand for millions take neither time nor memory."""
    cell = '<table:table-cell table:formula="of:=1" table:number-columns-repeated="16384"/>'
    rows = row(cell * 50, attributes=' table:number-rows-repeated="1048576"') * 50
    content = f'<table:table table:name="a">{rows}</table:table>'.encode()
    start = time.perf_counter()
    assert len(ods_facts(content)["a"].formulas) == 100_000
    assert time.perf_counter() - start < 5
