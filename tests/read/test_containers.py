"""Odd packages, XML of 2003, web archives: read, or refused for what they are."""

import base64
import datetime as dt
import quopri
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from written import write_table

from passpro_nb.domain.errors import UnreadableFile
from passpro_nb.read.files import Sheet, read_sheets
from passpro_nb.read.inputs import input_files

ROWS = [["UAI", "Établissement", "Places"], ["0930125F", "Lycée « Œuvre »", "012"]]
RESEND = "Ouvrez-le dans Excel, enregistrez-le au format .xlsx, ou demandez un nouvel envoi."
EXCEL_XML = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{}</Workbook>'
)


def sentence_of(path: Path, content: bytes) -> str:
    """Return the sentence by which a file is refused, without its name."""
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        read_sheets(path)
    return str(refused.value).split(" : ", 1)[1]


def renamed(path: Path, change) -> Path:
    """Give the parts of a package other names, as the programs that write them so do."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo("x")
            info.filename = change(name)
            archive.writestr(info, content)
    return path


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
@pytest.mark.parametrize(
    "change",
    [
        lambda name: name.replace("/", "\\"),
        lambda name: "/".join(part.capitalize() for part in name.split("/")),
        lambda name: name.upper().replace("/", "\\"),
        lambda name: name.lower(),
        lambda name: f"/{name}",
    ],
)
def test_names_of_parts_that_excel_would_not_write(tmp_path, ending, change):
    """Backslashes, other capitals, a first slash: Excel opens such a package, so is it read here."""
    path = renamed(write_table(tmp_path / f"a{ending}", ROWS), change)
    assert read_sheets(path)[0].cells == ROWS


def test_facts_of_a_package_with_backslashes(tmp_path):
    """What stands beside the values is found in such a package too."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    book.active.append(["absente", "=A1"])
    book.active["A1"].font = Font(strike=True)
    book.active["A1"].comment = Comment("à reconvoquer", "x")
    book.save(tmp_path / "a.xlsx")
    path = renamed(tmp_path / "a.xlsx", lambda name: name.replace("/", "\\").upper())
    (sheet,) = read_sheets(path)
    assert (sheet.struck, sheet.formulas) == ({(0, 0)}, {(0, 1)})
    assert sheet.comments == {(0, 0): "à reconvoquer"}


def test_strict_workbooks_are_read(tmp_path):
    """« Classeur Open XML strict », near .xlsx in Excel's list, gives its cells and its dates."""
    path = write_table(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            part = part.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            day = b'<row r="3"><c r="A3" t="d"><v>2025-03-12</v></c></row></sheetData>'
            archive.writestr(name, part.replace(b"</sheetData>", day))
    assert read_sheets(path)[0].cells == [*ROWS, [dt.date(2025, 3, 12), "", ""]]


# --- Excel's XML of 2003 --------------------------------------------------------------------------


def xml2003(path: Path, inside: str, encoding: str = "utf-8") -> list[Sheet]:
    """Return the sheets of a workbook in Excel's XML of 2003."""
    path.write_bytes(EXCEL_XML.format(inside).encode(encoding))
    return read_sheets(path)


def worksheet(rows: str, name: str = "Candidatures", options: str = "") -> str:
    """Return a sheet of that form."""
    return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{options}</Worksheet>'


def data(kind: str, text: str, attributes: str = "") -> str:
    """Return a cell of that form."""
    return f'<Cell{attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_xml_of_2003_gives_typed_cells_at_their_places(tmp_path):
    """Indexes jump over cells and rows; numbers, dates, hours and truths keep their type."""
    (sheet,) = xml2003(
        tmp_path / "candidatures.xls",
        worksheet(
            "<Row>" + data("String", "UAI") + data("String", "Rang &amp; vœu") + "</Row>"
            '<Row ss:Index="3">' + data("String", "0930125F") + data("Number", "12.5", ' ss:Index="3"')
            + data("DateTime", "2025-03-12T00:00:00.000") + data("DateTime", "2025-03-12T14:30:00.000")
            + data("DateTime", "1899-12-31T14:30:00.000") + data("Boolean", "1") + data("Error", "#N/A")
            + data("Number", "douze") + "<Cell/></Row>"
        ),
    )  # fmt: skip
    assert sheet.name == "Candidatures"
    assert sheet.cells == [
        ["UAI", "Rang & vœu"],
        [],
        [
            "0930125F", "", 12.5, dt.date(2025, 3, 12), dt.datetime(2025, 3, 12, 14, 30),
            dt.time(14, 30), True, "#N/A", "douze",
        ],
    ]  # fmt: skip


def test_xml_of_2003_says_what_stands_beside_the_values(tmp_path):
    """Merges, hidden rows and sheets, formulas, comments and struck cells are told as elsewhere."""
    style = '<Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="s2" ss:Parent="s1"/><Style ss:ID="s3"/></Styles>'
    note = (
        '<Comment ss:Author="secrétariat"><ss:Data><B>secrétariat:</B>\nabsente</ss:Data></Comment>'
    )
    crossed = '<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><S>12 mars</S>{}</ss:Data>'
    first, second = xml2003(
        tmp_path / "a.xml",
        style
        + worksheet(
            "<Row>" + data("String", "Titre", ' ss:MergeAcross="2"') + data("String", "à droite") + "</Row>"
            + '<Row ss:Hidden="1" ss:Span="1"/>'
            + "<Row>" + data("String", "93", ' ss:MergeDown="1"') + data("String", "x", ' ss:StyleID="s1"')
            + data("Number", "3", ' ss:StyleID="s2"') + "</Row>"
            + '<Row ss:StyleID="s1">' + data("String", "y", ' ss:Index="2"') + data("String", "z", ' ss:StyleID="s3"')
            + f'<Cell ss:StyleID="s3">{crossed.format("")}</Cell>'
            + f'<Cell ss:StyleID="s3">{crossed.format(" 13 mars")}</Cell>'
            + f'<Cell ss:Formula="=R1C1">{note}</Cell>'
            + data("String", "", ' ss:Formula="=R1C1"') + "</Row>"
        )
        + worksheet(
            "<Row>" + data("String", "liste") + "</Row>",
            "Listes",
            '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">'
            "<Visible>SheetHidden</Visible></WorksheetOptions>",
        ),
    )  # fmt: skip
    assert first.cells[0] == ["Titre", "", "", "à droite"]
    assert first.merged == ((0, 0, 0, 2), (3, 0, 4, 0))
    assert first.hidden_rows == {2, 3}
    assert first.struck == {(3, 1), (3, 2), (4, 1), (4, 3)}
    assert first.formulas == {(4, 5)}
    assert first.comments == {(4, 5): "absente"}
    assert [(s.name, s.hidden) for s in (first, second)] == [
        ("Candidatures", False),
        ("Listes", True),
    ]


def test_xml_of_2003_that_defines_entities_is_refused(tmp_path):
    """A document type could expand without end: the file is not read."""
    bomb = EXCEL_XML.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "aaaa">]><Workbook')
    content = bomb.format(worksheet("<Row>" + data("String", "&a;&a;") + "</Row>")).encode()
    assert (
        sentence_of(tmp_path / "a.xls", content) == f"le fichier est abîmé ou incomplet. {RESEND}"
    )


@pytest.mark.parametrize(
    "rows",
    [
        "<Row>" + data("Number", "1", ' ss:Index="9999999"') + "</Row>",
        '<Row ss:Index="1048570">' + data("Number", "1", ' ss:Index="16384"') + "</Row>" + "<Row/>" * 9,
        '<Row ss:Span="1048576"/>',
        ("<Row>" + data("Number", "1", ' ss:Index="16384"') + "</Row>") * 800,
    ],
)  # fmt: skip
def test_xml_of_2003_with_values_very_far_away_is_refused(tmp_path, rows):
    """Places that claim the end of the sheet, or beyond, are refused before they take memory."""
    content = EXCEL_XML.format(worksheet(rows)).encode()
    tracemalloc.start()
    said = sentence_of(tmp_path / "a.xls", content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said.startswith("une feuille a des valeurs très loin de son tableau")
    assert most < 100_000_000


def test_flat_opendocument_is_read(tmp_path):
    """A spreadsheet of LibreOffice in one flat file, laid out in lines, is read like an .ods."""
    path = write_table(tmp_path / "a.ods", ROWS)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    content = content.replace("office:document-content", "office:document").replace(
        " office:version", ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet" office:version', 1
    )  # fmt: skip
    flat = tmp_path / "a.fods"
    flat.write_text(
        content.replace("><table", ">\n  <table").replace("></table", ">\n </table"),
        encoding="utf-8",
    )
    assert read_sheets(flat)[0].cells == ROWS


# --- web archives and messages --------------------------------------------------------------------

PAGE = "<html><head><meta charset=utf-8></head><table><tr><td>Établissement</td><td>{}</td></tr></table></html>"


def archived(*pages: str, headers: str = "") -> bytes:
    """Return a web archive: the pages in turn in base64 and in quoted-printable."""
    parts = []
    for at, page in enumerate(pages):
        raw = page.encode()
        way, body = (
            ("quoted-printable", quopri.encodestring(raw))
            if at % 2
            else ("base64", base64.encodebytes(raw))
        )
        head = f"Content-Location: file:///C:/feuille{at}.htm\r\nContent-Transfer-Encoding: {way}\r\nContent-Type: text/html\r\n\r\n"
        parts.append(b"--limite\r\n" + head.encode() + body + b"\r\n")
    top = (
        headers
        + 'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="limite"\r\n\r\n'
    )
    return top.encode() + b"".join(parts) + b"--limite--\r\n"


def test_a_web_archive_gives_the_tables_of_its_pages(tmp_path):
    """« Page web à fichier unique » is read, however its pages are packed."""
    path = tmp_path / "a.xls"
    path.write_bytes(
        archived(
            PAGE.format("avril"),
            "<html>sommaire</html>",
            PAGE.format("juillet"),
            PAGE.format("août"),
        )
    )
    assert [(s.name, s.cells) for s in read_sheets(path)] == [
        ("tableau 1", [["Établissement", "avril"]]),
        ("tableau 2", [["Établissement", "juillet"]]),
        ("tableau 3", [["Établissement", "août"]]),
    ]


def test_a_browsers_archive_in_the_charset_of_its_part(tmp_path):
    """A page that says nothing of its bytes is read as its part's header says."""
    page = quopri.encodestring("<table><tr><td>Élève n° 5</td></tr></table>".encode("iso-8859-15"))
    path = tmp_path / "a.mht"
    path.write_bytes(
        b"From: <Saved by Blink>\r\nSubject: export\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=iso-8859-15\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + page + b"\r\n--b--\r\n"
    )
    assert read_sheets(path)[0].cells == [["Élève n° 5"]]


LOGIN = b"<html><form><table><tr><td>Identifiant</td></tr></table><input name=p type='password'></form></html>"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            archived(PAGE.format("x"), headers="Received: from x\r\nTo: cio@exemple.invalid\r\n"),
            "c’est un message enregistré, pas un tableau. Ouvrez-le, et enregistrez le fichier qui y est joint.",
        ),
        (
            LOGIN,
            "c’est une page de connexion : la session avait expiré au moment de l’export. "
            "Reconnectez-vous, et refaites l’export.",
        ),
        (
            b'{"":"WARNING! DO NOT EDIT THIS FILE!","doc_id":"1x","email":"a@exemple.invalid"}',
            "c’est un raccourci vers Google Sheets, pas le tableau. "
            "Dans Google Sheets, choisissez Fichier > Télécharger > Microsoft Excel (.xlsx).",
        ),
        (
            b"[InternetShortcut]\r\nURL=https://exemple.invalid/export\r\n",
            "c’est un raccourci vers une page web, pas le tableau. "
            "Ouvrez-le, téléchargez le fichier et déposez-le ici.",
        ),
        (
            b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1" + b"\0" * 90,
            "c’est un bloc-notes OneNote, pas un tableau. Demandez le fichier Excel.",
        ),
        (
            b"\0\1\0\0Standard ACE DB\0" + b"\0" * 90,
            "c’est une base Access, pas un tableau. Demandez le fichier Excel.",
        ),
        (
            b"<html><frameset cols=2><frame src=feuille1.htm></frameset></html>",
            f"c’est une page web dont les tableaux sont dans d’autres fichiers. {RESEND}",
        ),
        (archived("<p>rien</p>"), f"c’est une page web ou un fichier XML, sans tableau. {RESEND}"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_table_is_named(tmp_path, content, sentence):
    """Each is refused for what it is, with what to do."""
    assert sentence_of(tmp_path / "candidatures.xls", content) == sentence


@pytest.mark.parametrize("part", ["Index/Document.iwa", "Index.zip"])
def test_a_numbers_workbook_is_named(tmp_path, part):
    """A workbook of Apple's Numbers is called by its name."""
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(part, "x")
    said = sentence_of(tmp_path / "a.numbers", (tmp_path / "b.zip").read_bytes())
    assert said.startswith("c’est un classeur Numbers. Enregistrez le tableau au format .xlsx")


@pytest.mark.parametrize("name", ["candidatures.xml", "Catalogue.FODS", "avis.mht", "annuaire.htm"])
def test_a_campaign_takes_these_forms_by_their_usual_endings(tmp_path, name):
    """A file that can be read is not left aside for its ending."""
    (tmp_path / name).write_bytes(b"x")
    assert list(input_files(tmp_path)) == [name]
