"""A report as a Word document that the office can edit: real styles, real tables, alt texts."""

import io
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from docx import Document
from docx.document import Document as Book
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph as Line

from passpro_nb.report.blocks import (
    Block,
    Bullets,
    Cards,
    Chart,
    Heading,
    Paragraph,
    Report,
    Table,
    settle,
)
from passpro_nb.report.charts import as_png

_STYLES = Path(__file__).parent / "templates" / "styles.xml"
_WIDTH = 17.4  # centimetres between the margins
_NUMBER, _WIDE = 1.8, 2.6  # those of a column of figures, where there are many and where few
_PARAGRAPHS = {"plain": "Normal", "lead": "Chapeau", "note": "Remarque"}
_ACROSS = 3  # key figures side by side
_TOGETHER = 3  # rows that stay with the heading of their table, and with its end


def write(report: Report) -> bytes:
    """Return the document of a report."""
    book = Document()
    _set_styles(book)
    facts = book.core_properties
    facts.title, facts.subject, facts.author = report.title, report.about, "passpro-nb"
    facts.language, facts.comments = "fr-FR", ""
    _say(book.add_paragraph(style="Title"), report.title)
    _say(book.add_paragraph(style="Subtitle"), report.about)
    _add_blocks(book, report)
    _add_footer(book, f"{report.title} – {report.about}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _add_blocks(book: Book, report: Report) -> None:
    """Add the blocks; the table of contents begins the second page, after what matters most."""
    titles = [block for block in report.blocks if isinstance(block, Heading) and block.level == 1]
    second = next((block for block in titles if block.fresh), None)
    for block in report.blocks:
        if block is second:
            _add_contents(book, [title.text for title in titles])
            _add(book, replace(second, fresh=False))
        else:
            _add(book, block)
        if block in titles:
            _bookmark(book.element.body.p_lst[-1], titles.index(block))


def _set_styles(book: Book) -> None:
    """Give the document its page, its language and its styles; those of Word keep their names."""
    section = book.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - _WIDTH) / 2)
    section.top_margin = section.bottom_margin = Cm(1.9)
    styles = book.styles.element
    known = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
    for style in parse_xml(_STYLES.read_bytes()).findall(qn("w:style")):
        if (theirs := known.get(style.get(qn("w:styleId")))) is not None:
            styles.remove(theirs)
        styles.append(deepcopy(style))
    for lang in styles.iter(qn("w:lang")):
        lang.set(qn("w:val"), "fr-FR")


def _add(book: Book, block: Block) -> None:
    match block:
        case Heading():
            line = book.add_heading(level=block.level)
            line.paragraph_format.page_break_before = block.fresh or None
            _say(line, block.text)
        case Paragraph():
            _say(book.add_paragraph(style=_PARAGRAPHS[block.style]), block.text)
        case Bullets():
            for text in block.items:
                _say(book.add_paragraph(style="List Bullet"), text)
        case Cards():
            _add_cards(book, block)
        case Table():
            _add_table(book, block)
        case Chart():
            _say(book.add_paragraph(style="Caption"), block.title)
            drawn = book.add_picture(io.BytesIO(as_png(block.draw())), width=Cm(_WIDTH))
            drawn._inline.docPr.set("descr", settle(block.alt))


def _say(line: Line, text: str) -> None:
    line.add_run(settle(text))


def _element(tag: str, /, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


# ---------------------------------------------------------------------------------- tables


def _add_table(book: Book, block: Table) -> None:
    """Add a table whose headings come back on each page, and whose rows are never cut in two."""
    _say(book.add_paragraph(style="Caption"), block.caption)
    lines = [block.headings, *block.rows]
    grid = _new_grid(book, len(lines), _widths(block), "Bilan", block.caption)
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    look.attrib.clear()
    for part, there in (("firstRow", True), ("lastRow", block.total), ("noHBand", True)):
        look.set(qn(f"w:{part}"), "1" if there else "0")
    last = len(lines) - 1
    for at, (row, texts) in enumerate(zip(grid._tbl.tr_lst, lines, strict=True)):
        style = "Total" if block.total and at == last else "Cellule" if at else "Entete"
        if not at:
            row.get_or_add_trPr().append(_element("w:tblHeader"))
        # never a heading with a single row under it, nor a total alone on its page
        held = at < last and (block.alone or at < _TOGETHER or at > last - _TOGETHER)
        for column, (cell, text) in enumerate(zip(row.tc_lst, texts, strict=True)):
            line = _write(grid, cell, style, text)
            line.paragraph_format.keep_with_next = held or None
            if column >= block.words:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _space(book)


def _write(grid: Grid, cell: CT_Tc, style: str, text: str) -> Line:
    """Write the first paragraph of a cell; by its element: to look cells up takes a long time."""
    paragraph = cell.p_lst[0]
    paragraph.style = style
    line = Line(paragraph, grid)
    _say(line, text)
    return line


def _widths(block: Table) -> list[float]:
    """Return the widths of the columns: the first has the room that the others leave."""
    count, words = len(block.headings), block.words
    figures = count - words
    if not figures:
        return [4.0, *[(_WIDTH - 4.0) / (count - 1)] * (count - 1)]
    one = _NUMBER if figures > 4 else _WIDE
    columns = [[row[at] for row in (block.headings, *block.rows)] for at in range(1, words)]
    others = [*(0.4 + 0.2 * max(map(len, column)) for column in columns), *[one] * figures]
    return [_WIDTH - sum(others), *others]


def _new_grid(book: Book, rows: int, widths: list[float], style: str, caption: str) -> Grid:
    grid = book.add_table(rows, len(widths), style)
    grid.autofit = False
    grid._tbl.tblPr.append(_element("w:tblCaption", val=settle(caption)))
    for column, width in zip(grid._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Cm(width)
    for row in grid._tbl.tr_lst:
        row.get_or_add_trPr().append(_element("w:cantSplit"))
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Cm(width)
    return grid


def _add_cards(book: Book, block: Cards) -> None:
    rows = -(-len(block.items) // _ACROSS)
    grid = _new_grid(book, rows, [_WIDTH / _ACROSS] * _ACROSS, "Chiffres", "Chiffres clés")
    for at, card in enumerate(block.items):
        cell = grid.cell(at // _ACROSS, at % _ACROSS)
        _write(grid, cell._tc, "Cellule", card.label)
        _say(cell.add_paragraph(style="Chiffre"), card.value)
        _say(cell.add_paragraph(style="Cellule"), card.detail)
    _space(book)


def _space(book: Book) -> None:
    """Leave a thin line after a table: without it, Word joins two that follow each other."""
    book.add_paragraph(style="Cellule")


# ---------------------------------------------------------------------------------- fields


def _add_contents(book: Book, titles: list[str]) -> None:
    """Add a table of contents that Word can update; until then it holds links to the sections.

    Without page numbers: those would be false until somebody updates them.
    """
    head = book.add_paragraph(style="TOC Heading")
    head.paragraph_format.page_break_before = True
    _say(head, "Sommaire")
    lines = [book.add_paragraph(style="toc 1") for _ in titles]
    _field(lines[0], "begin", 'TOC \\o "1-1" \\n \\h \\z \\u')
    for at, (line, title) in enumerate(zip(lines, titles, strict=True)):
        link = _element("w:hyperlink", anchor=_anchor(at), history="1")
        line._p.append(link)
        run = line.add_run(settle(title))
        link.append(run._r)
    _field(lines[-1], "end")


def _anchor(at: int) -> str:
    return f"_Toc{at + 1:08}"


def _bookmark(line: CT_P, at: int) -> None:
    line.insert(1, _element("w:bookmarkStart", id=str(at), name=_anchor(at)))
    line.append(_element("w:bookmarkEnd", id=str(at)))


def _field(line: Line, kind: str, code: str = "") -> None:
    """Add the beginning of a field with what it computes, or its end."""
    line.add_run()._r.append(_element("w:fldChar", fldCharType=kind))
    if code:
        words = _element("w:instrText")
        words.text = f" {code} "
        words.set(qn("xml:space"), "preserve")
        line.add_run()._r.append(words)
        line.add_run()._r.append(_element("w:fldChar", fldCharType="separate"))


def _add_footer(book: Book, said: str) -> None:
    line = book.sections[0].footer.paragraphs[0]
    line.style = "Remarque"
    line.paragraph_format.tab_stops.add_tab_stop(Cm(_WIDTH), 2)
    _say(line, f"{said}\t")
    for code, between in (("PAGE", " / "), ("NUMPAGES", "")):
        _field(line, "begin", code)
        line.add_run("1")
        _field(line, "end")
        line.add_run(between)
