"""What a person sees in an .xlsx beside its values: formulas, struck cells, comments."""

import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula

from passpro_nb.read.files import Sheet, read_sheets
from passpro_nb.read.parts import comment_text

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def written(path: Path, fill) -> Sheet:
    """Return the first sheet of a workbook that `fill` fills."""
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(path)
    return read_sheets(path)[0]


def with_rows(path: Path, rows: str, root: str = f'<worksheet xmlns="{MAIN}">') -> Sheet:
    """Return the first sheet of a workbook whose part holds these rows, spelt by hand."""
    openpyxl.Workbook().save(path)
    prefix = "x:" if root.startswith("<x:") else ""
    sheet = f"{root}<{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>"
    return edited(path, {"xl/worksheets/sheet1.xml": sheet})


def edited(path: Path, changed: dict[str, str]) -> Sheet:
    """Return the first sheet of a workbook some parts of which are replaced or added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | changed).items():
            archive.writestr(name, content)
    return read_sheets(path)[0]


# --- formulas -------------------------------------------------------------------------------------


def test_formulas_that_no_program_computed(tmp_path):
    """A formula written by a script has no result: its place is told, its neighbours' are not."""

    def fill(sheet):
        sheet.append(["Avis", "=Saisie!A2", 3])
        sheet["A3"] = ArrayFormula("A3:A5", "=B1:B3")

    sheet = written(tmp_path / "a.xlsx", fill)
    assert sheet.formulas == {(0, 1), (2, 0), (3, 0), (4, 0)}


@pytest.mark.parametrize(
    ("cell", "uncomputed"),
    [
        ('<c r="A1"><f>B1</f></c>', True),
        ('<c r="A1"><f>B1</f><v></v></c>', True),
        ('<c s="0" r="A1" ><f>B1</f><v/></c>', True),
        ("<c><f>B1</f></c>", True),
        ('<c r="A1" t="str"><f>B1</f></c>', True),
        ('<c r="A1"><f t="shared" si="0"/></c>', True),
        ('<c r="A1"><f t="shared" si="0" ref="A1:A2">B1</f><v> </v></c>', True),
        ('<c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c>', False),
        ('<c r="A1" t="str"><f>B1</f><v>Favorable</v></c>', False),
        ('<c r="A1"><f t="shared" si="0"/><v>0</v></c>', False),
        ('<c r="A1" t="e"><f>B1</f><v>#N/A</v></c>', False),
        ('<c r="A1"/>', False),
    ],
)
def test_a_formula_with_a_result_is_none_to_compute(tmp_path, cell, uncomputed):
    """What was computed is a value, even an empty text; however the cell is spelt."""
    sheet = with_rows(tmp_path / "a.xlsx", f'<row r="1">{cell}</row>')
    assert sheet.formulas == ({(0, 0)} if uncomputed else set())


def test_another_spelling_of_the_parts(tmp_path):
    """A program that prefixes its elements and numbers no cell is read all the same."""
    sheet = with_rows(
        tmp_path / "a.xlsx",
        "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:f>A1</x:f><x:v/></x:c></x:row>"
        "<x:row r='5'><x:c r='C5'><x:f>A1</x:f></x:c><x:c t='e'><x:v>#N/A</x:v></x:c></x:row>",
        f'<x:worksheet xmlns:x="{MAIN}">',
    )
    assert sheet.formulas == {(0, 1), (4, 2)}
    assert sheet.cells[4][3] == "#N/A"


def test_many_formulas_cost_little(tmp_path):
    """Two hundred thousand cells, half of them computed formulas, take no time."""
    row = '<row r="{0}">' + '<c r="A{0}"><f>B1</f><v>1</v></c><c r="B{0}"><v>2</v></c>' + "</row>"
    rows = "".join(row.format(n) for n in range(1, 100_000))
    start = time.perf_counter()
    assert with_rows(tmp_path / "a.xlsx", rows).formulas == set()
    assert time.perf_counter() - start < 5


def test_an_array_over_the_whole_sheet_is_bounded(tmp_path):
    """One formula that claims every cell of the sheet does not fill the memory."""
    formula = '<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">B1</f></c></row>'
    assert len(with_rows(tmp_path / "a.xlsx", formula).formulas) == 100_000


# --- struck through -------------------------------------------------------------------------------

STRUCK, PLAIN = InlineFont(strike=True), InlineFont()


@pytest.mark.parametrize(
    ("value", "font", "struck"),
    [
        ("absente", Font(strike=True), True),
        (12, Font(strike=True), True),
        ("absente", Font(strike=False, bold=True), False),
        (None, Font(strike=True), False),
        (CellRichText(TextBlock(STRUCK, "Favo"), TextBlock(STRUCK, "rable")), Font(), True),
        (CellRichText(TextBlock(STRUCK, "Réservé"), " ", TextBlock(PLAIN, "Favorable")), Font(), False),
        (CellRichText("12 mars", TextBlock(STRUCK, " 13 mars")), Font(), False),
        (CellRichText("12 mars", TextBlock(STRUCK, " 13 mars")), Font(strike=True), True),
        (CellRichText("12 mars", TextBlock(PLAIN, " 13 mars")), Font(strike=True), False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("shared", [False, True])
def test_cells_struck_from_end_to_end(tmp_path, value, font, struck, shared):
    """A cell is struck by its style or by all its pieces; one piece left plain speaks."""

    def fill(sheet):
        sheet["B2"] = value
        sheet["B2"].font = font
        sheet["C2"] = "à côté"

    path = tmp_path / "a.xlsx"
    sheet = written(path, fill)
    if shared:
        sheet = moved_to_shared_texts(path)
    assert sheet.struck == ({(1, 1)} if struck else set())


def moved_to_shared_texts(path: Path) -> Sheet:
    """Return the sheet once its texts stand in the part that Excel keeps them in."""
    with zipfile.ZipFile(path) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
        types = archive.read("[Content_Types].xml").decode()
        rels = archive.read("xl/_rels/workbook.xml.rels").decode()
    texts = []
    while "<is>" in part:
        before, _, rest = part.partition("<is>")
        text, _, after = rest.partition("</is>")
        part = f"{before}<v>{len(texts)}</v>{after}"
        texts.append(f"<si>{text}</si>")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    link = f'<Relationship Id="t9" Type="{RELATION}/sharedStrings" Target="sharedStrings.xml"/>'
    return edited(
        path,
        {
            "xl/worksheets/sheet1.xml": part.replace('t="inlineStr"', 't="s"'),
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(texts)}</sst>',
            "[Content_Types].xml": types.replace("</Types>", override),
            "xl/_rels/workbook.xml.rels": rels.replace(
                "</Relationships>", f"{link}</Relationships>"
            ),
        },
    )


def test_a_conditional_look_strikes_nothing(tmp_path):
    """What a rule strikes through is no one's hand."""
    from openpyxl.formatting.rule import CellIsRule

    def fill(sheet):
        sheet.append(["oui", "non"])
        rule = CellIsRule(operator="equal", formula=['"oui"'], font=Font(strike=True))
        sheet.conditional_formatting.add("A1:B1", rule)

    assert written(tmp_path / "a.xlsx", fill).struck == set()


def test_a_row_struck_as_a_whole_strikes_its_cells_by_their_own_style(tmp_path):
    """The look of a row or a column is that of its empty cells alone."""

    def fill(sheet):
        sheet.append(["a"])
        sheet.row_dimensions[1].font = Font(strike=True)
        sheet.column_dimensions["A"].font = Font(strike=True)

    assert written(tmp_path / "a.xlsx", fill).struck == set()


# --- comments -------------------------------------------------------------------------------------


def test_notes_without_the_name_of_who_wrote_them(tmp_path):
    """A note is told where it stands, without the line of its author."""

    def fill(sheet):
        sheet.append(["Avis"])
        sheet["K4"].comment = Comment("Favorable, saisi le 3 avril", "secrétariat")
        sheet["K5"].comment = Comment("secrétariat:\nabsente,\nà reconvoquer", "secrétariat")
        sheet["K6"].comment = Comment("  ", "secrétariat")

    sheet = written(tmp_path / "a.xlsx", fill)
    assert sheet.comments == {
        (3, 10): "Favorable, saisi le 3 avril",
        (4, 10): "absente,\nà reconvoquer",
    }


def test_conversations_are_followed_by_their_relations(tmp_path):
    """Each reply of a conversation is told, and the note that Excel writes for it is not."""
    path = tmp_path / "a.xlsx"
    written(path, lambda sheet: sheet.append(["Avis"]))
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(
            [(f"{RELATION}/comments", "../odd/n.xml"), (f"{THREADS[:-17]}/threadedComment", "/talk/t.xml")]
        )
    )  # fmt: skip
    sheet = edited(
        path,
        {
            "xl/worksheets/_rels/sheet1.xml.rels": f"<Relationships>{relations}</Relationships>",
            "xl/odd/n.xml": f'<comments xmlns="{MAIN}"><authors><author>tc</author></authors><commentList>'
            '<comment ref="A2" authorId="0"><text><t>[Threaded comment] …</t></text></comment>'
            '<comment ref="B2" authorId="0"><text><t>une note</t></text></comment></commentList></comments>',
            "talk/t.xml": f'<ThreadedComments xmlns="{THREADS}">'
            '<threadedComment ref="A2" id="1"><text>absente ?</text></threadedComment>'
            '<threadedComment ref="A2" id="2" parentId="1"><text>oui, excusée</text></threadedComment>'
            "</ThreadedComments>",
        },
    )
    assert sheet.comments == {(1, 0): "absente ?\noui, excusée", (1, 1): "une note"}


@pytest.mark.parametrize(
    "text",
    [
        "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; … "
        "Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    absente\nReply:\n    excusée",
        "[Commentaire à thread]\n\nVotre version d’Excel vous permet de lire ce commentaire … "
        "En savoir plus : https://go.microsoft.com/fwlink/?linkid=870924\n\nCommentaire :\n"
        "    absente\nRéponse :\n    excusée",
    ],
)  # fmt: skip
def test_a_note_written_for_a_conversation_gives_the_conversation(text):
    """What Excel writes around a conversation for older versions is left out, in any language."""
    assert comment_text(text, "tc={12}") == "absente\nexcusée"


def test_comments_that_define_entities_are_left_out(tmp_path):
    """A part of comments that could expand without end costs nothing."""
    path = tmp_path / "a.xlsx"

    def fill(sheet):
        sheet["A1"].comment = Comment("x", "y")

    written(path, fill)
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaa">]><comments xmlns="{MAIN}"/>'
    assert edited(path, {"xl/comments/comment1.xml": bomb}).comments == {}
