"""Any file gives its cells, or a French sentence that says what was seen and what to do."""

import contextlib
import datetime as dt
import io
import random
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile
from written import write_table

from passpro_nb.domain.errors import UnreadableFile
from passpro_nb.read import files as read_files
from passpro_nb.read.files import is_lock_file, read_sheets

ROWS = [
    ["UAI", "Établissement", "Places"],
    ["0930125F", "Lycée « Œuvre d’Été »", "012"],
    ["0771336J", "LP; à l'est", "8,5"],
    ["0940118T", "L'élève n° 1", "999"],
]
RESEND = "Ouvrez-le dans Excel, enregistrez-le au format .xlsx, ou demandez un nouvel envoi."
NBSP = "\u00a0"


def cells_of(path: Path) -> list[list[object]]:
    """Return the cells of the only sheet of a file."""
    (sheet,) = read_sheets(path)
    return sheet.cells


def sentence_of(path: Path) -> str:
    """Return the sentence by which a file is refused, without its name."""
    with pytest.raises(UnreadableFile) as refused:
        read_sheets(path)
    name, sentence = str(refused.value).split(" : ", 1)
    assert name == f"«{NBSP}{path.name}{NBSP}»"
    return sentence


def patched(path: Path, part: str, change) -> Path:
    """Rewrite one part of a zip file with `change`, from text to text."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods", ".csv", ".txt"])
def test_every_form_reads_back(tmp_path, ending):
    """The same cells come back from each form, codes as they were written."""
    assert cells_of(write_table(tmp_path / f"a{ending}", ROWS)) == ROWS


@pytest.mark.parametrize(
    ("form", "ending"), [(".xlsx", ".xls"), (".ods", ".xlsx"), (".csv", ".xlsx"), (".xls", ".csv")]
)
def test_content_decides_not_the_ending(tmp_path, form, ending):
    """A file with a wrong ending is read for what it is."""
    path = write_table(tmp_path / f"a{form}", ROWS).rename(tmp_path / f"b{ending}")
    assert cells_of(path) == ROWS


def test_html_named_xls_is_read(tmp_path):
    """A table of HTML under the name of .xls gives its cells and its merged ones."""
    path = tmp_path / "export.xls"
    path.write_text(
        "<html><body><table><tr><th colspan=2>Entretien</th></tr>"
        "<tr><td rowspan='2'>93</td><td>L&eacute;a<br>B</td></tr><tr><td>Zo</td></tr></table>",
        encoding="utf-8",
    )
    (sheet,) = read_sheets(path)
    assert sheet.cells == [["Entretien"], ["93", "Léa\nB"], ["", "Zo"]]
    assert sheet.merged == ((0, 0, 0, 1), (1, 0, 2, 0))


def test_types_of_a_workbook_are_kept(tmp_path):
    """Numbers, dates, hours, durations, booleans keep their type; texts that look so stay texts."""
    values = [
        12.5, True, "0930125F", "012", dt.date(2025, 3, 12), dt.datetime(2025, 3, 12, 14, 30),
        dt.time(14, 30), dt.timedelta(hours=30),
    ]  # fmt: skip
    book = openpyxl.Workbook()
    book.active.append(values)
    book.save(tmp_path / "a.xlsx")
    assert cells_of(tmp_path / "a.xlsx") == [values]


def test_hidden_rows_sheets_merges_and_errors_of_xlsx(tmp_path):
    """What Excel hides is told, and an error is a text, not a blank."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["A3"] = "a", "#N/A", "c"
    book.active["B1"].data_type = "e"
    book.active.row_dimensions[3].hidden = True
    book.active.merge_cells("A3:A5")
    book.create_sheet("Listes").sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    first, second = read_sheets(tmp_path / "a.xlsx")
    assert first.cells[0] == ["a", "#N/A"]
    assert (first.hidden_rows, first.merged, first.hidden) == ({3}, ((2, 0, 4, 0),), False)
    assert (second.name, second.hidden) == ("Listes", True)


def test_hidden_rows_and_errors_of_xls(tmp_path):
    """The old form tells its hidden rows and its errors too."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, "x")
    sheet.row(0).set_cell_error(1, 0x2A)
    sheet.write(1, 0, "y")
    sheet.row(1).hidden = True
    book.add_sheet("b").visibility = 1
    book.save(str(tmp_path / "a.xls"))
    first, second = read_sheets(tmp_path / "a.xls")
    assert (first.cells[0], first.hidden_rows, second.hidden) == (["x", "#N/A"], {2}, True)


def test_hidden_rows_merges_and_errors_of_ods(tmp_path):
    """LibreOffice's form tells filtered rows, merged cells and errors, after repeated ones."""
    path = write_table(tmp_path / "a.ods", [["a", "b"], ["c", "d"]])
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    rows = (
        '<table:table-row table:number-rows-repeated="2">' + cell.format("", "x") + "</table:table-row>"
        '<table:table-row table:visibility="filter"><table:table-cell table:number-columns-repeated="3"/>'
        + cell.format(' table:number-rows-spanned="2" table:number-columns-spanned="1"', "m")
        + cell.format(' calcext:value-type="error"', "#N/A") + "</table:table-row></table:table>"
    )  # fmt: skip
    (sheet,) = read_sheets(
        patched(path, "content.xml", lambda t: t.replace("</table:table>", rows))
    )
    assert sheet.cells[4][3:] == ["m", "#N/A"]
    assert (sheet.hidden_rows, sheet.merged) == ({5}, ((4, 3, 5, 3),))


def encrypted(path: Path, password: str) -> Path:
    """Return the same workbook under a password."""
    out = io.BytesIO()
    with path.open("rb") as plain:
        OOXMLFile(plain).encrypt(password, out)
    path.write_bytes(out.getvalue())
    return path


def test_encrypted_workbook_asks_for_its_password(tmp_path):
    """A protected workbook is refused with the way out, and opens with its password."""
    path = encrypted(write_table(tmp_path / "a.xlsx", ROWS), "sésame")
    assert sentence_of(path) == (
        "un mot de passe le protège. Ouvrez-le avec son mot de passe, puis Fichier > Informations "
        "> Protéger le classeur > Chiffrer avec mot de passe : effacez-le et enregistrez."
    )
    with pytest.raises(UnreadableFile, match="le mot de passe donné n’est pas le bon"):
        read_sheets(path, password="autre")
    assert read_sheets(path, password="sésame")[0].cells == ROWS


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"", "le fichier est vide. Demandez un nouvel envoi."),
        ("a.csv", b"\r\n \r\n", "le fichier est vide. Demandez un nouvel envoi."),
        ("a.xlsx", b"PK\x03\x04 abc", f"le fichier est abîmé ou incomplet. {RESEND}"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\1" * 600, f"le fichier est abîmé ou incomplet. {RESEND}"),
        ("a.xlsx", b"%PDF-1.4 ...", "c’est un document PDF, pas un tableau. Demandez le fichier Excel."),
        ("a.csv", b"\x89PNG\r\n", "c’est une image, pas un tableau. Demandez le fichier Excel."),
        (
            "a.csv",
            bytes(range(1, 32)) * 9,
            "ce n’est ni un classeur ni un fichier texte, ou il est abîmé. "
            "Demandez le fichier au format .xlsx ou .csv.",
        ),
        (
            "a.xls",
            b"<?xml version='1.0'?><Workbook><Table></Table></Workbook>",
            f"c’est une page web ou un fichier XML, sans tableau. {RESEND}",
        ),
        (
            "~$catalogue.xlsx",
            b"\5Bureau",
            "c’est le verrou que pose un tableur pendant qu’un classeur est ouvert. "
            "Fermez le classeur, puis recommencez.",
        ),
    ],
)  # fmt: skip
def test_each_refusal_says_what_was_seen_and_what_to_do(tmp_path, name, content, sentence):
    """A file that is no table is refused with one exact sentence."""
    path = tmp_path / name
    path.write_bytes(content)
    assert sentence_of(path) == sentence


def test_missing_file_is_said(tmp_path):
    """A file that is not there is a sentence too."""
    assert sentence_of(tmp_path / "absent.xlsx") == (
        "le fichier ne peut pas être ouvert. Vérifiez qu’il existe et qu’il n’est pas ouvert ailleurs."
    )


@pytest.mark.parametrize(
    ("part", "what"),
    [("word/document.xml", "un document Word"), ("xl/workbook.bin", "un classeur .xlsb"),
     ("x.csv", "une archive .zip")],
)  # fmt: skip
def test_other_zip_files_are_named(tmp_path, part, what):
    """A zip that is no workbook is called by its name."""
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert sentence_of(tmp_path / "a.xlsx") == (
        f"c’est {what}. Enregistrez le tableau au format .xlsx ; une archive se décompresse d’abord."
    )


def test_lock_files_are_recognised():
    """The locks of Excel and LibreOffice are told from the workbooks beside them."""
    names = ["~$a.xlsx", ".~lock.a.ods#", "a.xlsx"]
    assert [is_lock_file(Path(name)) for name in names] == [True, True, False]


FAR = "une feuille a des valeurs très loin de son tableau"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>',
        "<c s='1' r = 'XFD1048576' t='inlineStr'><is><t>x</t></is></c>",
        '<c r="xfd1048576"><v>1</v></c>',
        "<c/>" * 16000 + "<c><v>1</v></c>",
    ],
)
def test_value_at_the_end_of_the_sheet_is_refused(tmp_path, cell):
    """One value in the last cell would take 500 GB: refused however its place is written."""
    path = write_table(tmp_path / "a.xlsx", ROWS)
    row = f'<row r="1048576">{cell}</row></sheetData>'
    patched(path, "xl/worksheets/sheet1.xml", lambda t: t.replace("</sheetData>", row))
    assert sentence_of(path).startswith(FAR)


def test_formats_and_declared_size_far_away_cost_nothing(tmp_path):
    """A huge declared size, a million styled but empty cells: the table is read."""
    path = write_table(tmp_path / "a.xlsx", ROWS)
    row = '<row r="1048576" s="1"><c r="XFD1048576" s="0"/></row></sheetData>'
    patched(
        path,
        "xl/worksheets/sheet1.xml",
        lambda t: t.replace("</sheetData>", row).replace('ref="A1:C4"', 'ref="A1:XFD1048576"'),
    )
    assert cells_of(path) == ROWS


def test_repeated_cells_of_ods_are_bounded(tmp_path):
    """One cell repeated over the whole sheet is refused."""
    path = write_table(tmp_path / "a.ods", [["x"]])
    patched(
        path,
        "content.xml",
        lambda t: t.replace(
            "<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">'
        ).replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="16384" '),
    )
    assert "enregistre" in sentence_of(path)


def test_zip_bomb_is_refused_before_unpacking(tmp_path, monkeypatch):
    """Sizes are read in the zip's directory; nothing is unpacked."""
    path = write_table(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 20_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    assert sentence_of(path) == (
        "le contenu, une fois décompressé, est démesuré. "
        "Copiez le tableau dans un classeur neuf et enregistrez-le."
    )


def test_entities_are_not_expanded(tmp_path):
    """An entity defined in a workbook is refused or left out, never expanded."""
    path = write_table(tmp_path / "a.xlsx", ROWS)
    entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><workbook'
    patched(
        path, "xl/workbook.xml", lambda t: t.replace("<workbook", entity).replace("Sheet", "&b;")
    )
    try:
        names = [sheet.name for sheet in read_sheets(path)]
    except UnreadableFile:
        names = []
    assert not any("aaaa" in name for name in names)


def test_absurd_counts_reserve_nothing(tmp_path):
    """A workbook that claims four billion texts is read without room being made for them."""
    path = write_table(tmp_path / "a.xlsx", ROWS)
    table = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4294967295" uniqueCount="4294967295"></sst>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", table)
    patched(path, "xl/styles.xml", lambda t: t.replace('count="1"', 'count="4294967295"'))
    assert cells_of(path) == ROWS


def test_one_huge_line_is_refused(tmp_path):
    """A line of millions of characters is no table."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b\n" + b"x" * 3_000_000)
    assert sentence_of(path).startswith("une ligne compte des millions de caractères.")


def test_large_file_is_refused_unopened(tmp_path, monkeypatch):
    """A file beyond the limit is not even opened."""
    path = write_table(tmp_path / "a.csv", ROWS)
    monkeypatch.setattr(read_files, "MAX_FILE", 10)
    monkeypatch.setattr(Path, "read_bytes", None)
    assert sentence_of(path).startswith("le fichier est trop gros (")


def read_or_refuse(path: Path, content: bytes) -> None:
    """Read bytes as a file; anything but cells or a French sentence fails the test."""
    path.write_bytes(content)
    with contextlib.suppress(UnreadableFile):
        read_sheets(path)


FUZZ = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FUZZ
@given(
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"<table>"]
    ),
    st.binary(max_size=400),
)
def test_no_bytes_raise_anything_else(tmp_path, start, content):
    """Random bytes, under any signature, give cells or a sentence."""
    read_or_refuse(tmp_path / "a.bin", start + content)


@FUZZ
@given(form=st.sampled_from([".xlsx", ".ods", ".xls", ".csv"]), seed=st.integers(0, 2**32))
def test_no_damage_raises_anything_else(tmp_path, form, seed):
    """A workbook cut short, or with bytes changed, gives cells or a sentence."""
    chance = random.Random(seed)
    content = bytearray(write_table(tmp_path / f"whole{form}", ROWS).read_bytes())
    for _ in range(chance.randrange(4)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if chance.random() < 0.5:
        del content[chance.randrange(len(content)) :]
    read_or_refuse(tmp_path / f"a{form}", bytes(content))


# --- forms that would take minutes ----------------------------------------------------------------


def test_a_long_page_of_merged_cells_is_read_in_one_pass(tmp_path):
    """Thousands of cells merged downwards, as « département » before its hosts, take no time."""
    pair = "<tr><td rowspan=2>93</td><td>{0}</td></tr><tr><td>{0} bis</td></tr>"
    rows = "".join(pair.format(at) for at in range(12_000))
    path = tmp_path / "a.xls"
    path.write_text(f"<html><table>{rows}</table></html>", encoding="utf-8")
    start = time.perf_counter()
    (sheet,) = read_sheets(path)
    assert sheet.cells[:2] == [["93", "0"], ["", "0 bis"]]
    assert (len(sheet.cells), len(sheet.merged)) == (24_000, 12_000)
    assert time.perf_counter() - start < 5


def test_a_page_that_claims_millions_of_columns_is_refused(tmp_path):
    """Each cell may claim a thousand columns: beyond what a sheet may hold, the page is refused."""
    path = tmp_path / "a.xls"
    path.write_text(
        "<table><tr>" + "<td colspan=1000>x</td>" * 15_000 + "</table>", encoding="utf-8"
    )
    with pytest.raises(UnreadableFile, match="très loin de son tableau"):
        read_sheets(path)


@pytest.mark.parametrize("tag", ["table-row a", "table-cell a"])
def test_elements_never_closed_are_refused_at_once(tmp_path, tag):
    """Twenty thousand rows or cells that nothing closes are not each looked for to the end."""
    path = tmp_path / "a.ods"
    body = f'<table:table-row>"error"<table:{tag}>' + f"<table:{tag}>" * 20_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", f'<x><table:table table:name="a">{body}</x>')
    start = time.perf_counter()
    with pytest.raises(UnreadableFile):
        read_sheets(path)
    assert time.perf_counter() - start < 5


def test_an_xls_that_claims_billions_of_rows(tmp_path):
    """A damaged size, for which the library would ask for 100 GB, is refused before it is asked."""
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "UAI")
    path = tmp_path / "a.xls"
    book.save(str(path))
    data = bytearray(path.read_bytes())
    data[data.index(b"\x00\x02\x0e\x00") + 11] = 206  # the last row's highest byte
    path.write_bytes(data)
    with pytest.raises(UnreadableFile):
        read_sheets(path)
