"""Tables that go out: the three forms of the contract, no formula, nothing half-written."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import date, time

import numpy as np
import openpyxl
import pandas as pd
import pytest
from campaigns import blank
from hypothesis import given
from hypothesis import strategies as st
from processes import links_only

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import fold
from passpro_nb.export import files as export_table
from passpro_nb.export.files import file_name, write_atomic, write_table
from passpro_nb.export.records import CELL_LIMIT, csv_bytes, json_bytes, plain, records, safe_cell
from passpro_nb.export.workbook import sheet_title, workbook_bytes

TABLE = pd.DataFrame(
    {
        "host_uai": ["0930125F", "0010001W"],
        "host_name": ["Lycée Ada ; « Lovelace »", None],
        "registered": [12, 0],
        "coverage": pd.array([0.125, None], dtype="Float64"),
        "pace": [1.25, 0.0],
        "lateness_max": pd.array([3, None], dtype="Int64"),
        "day": pd.to_datetime(pd.Series(["2025-03-12", None])).astype("datetime64[s]"),
        "start": pd.Series([time(14, 0), None], dtype=object),
        "estimated": [True, False],
    }
)
RISKY = [
    "=1+1", "+33 1 23", "-2", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", '=HYPERLINK("http://x")',
    "=cmd|' /C calc'!A0", "#N/A", "'=1",
]  # fmt: skip


def opened(data: bytes, **said: object) -> openpyxl.Workbook:
    """Return a workbook opened as a reader does."""
    return openpyxl.load_workbook(io.BytesIO(data), **said)


def texts(*values: str) -> pd.DataFrame:
    """Return a table of one column of texts."""
    return pd.DataFrame({"text": pd.Series(values, dtype="str")})


def cells(data: bytes) -> list[object]:
    """Return the cells of the first column of a workbook, without its header."""
    sheet = opened(data).worksheets[0]
    return [cell.value for cell in next(sheet.iter_cols(min_col=1, max_col=1, min_row=2))]


# ---------------------------------------------------------------------------------- the forms


def test_csv() -> None:
    """A CSV has `;`, a BOM, French headings, decimal commas, French dates, « sans objet »."""
    data = csv_bytes(TABLE)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == (
        "UAI d’accueil;Établissement d’accueil;Inscrits;Couverture;Rythme (par jour ouvré);Plus long retard (jours ouvrés);Jour;Début;Estimé\r\n"
        "0930125F;\"Lycée Ada ; « Lovelace »\";12;0,125;1,25;3;12/03/2025;14:00;oui\r\n"
        "0010001W;;0;sans objet;0;;;;non\r\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "said"),
    [(1234567.5, "1234567,5"), (0.1 + 0.2, "0,3"), (1e-9, "0"), (-0.5, "-0,5"), (12345.678, "12345,678")],
)  # fmt: skip
def test_csv_numbers(value, said) -> None:
    """A number in a CSV is never written with an exponent, nor cut before its sixth decimal."""
    assert csv_bytes(pd.DataFrame({"pace": [value]})).decode("utf-8-sig").splitlines() == [
        "Rythme (par jour ouvré)",
        said,
    ]


def test_json() -> None:
    """JSON keeps the codes, ISO days and hours, shares from 0 to 1, « sans objet » as null."""
    assert json.loads(json_bytes(records(TABLE))) == [
        {
            "host_uai": "0930125F", "host_name": "Lycée Ada ; « Lovelace »", "registered": 12,
            "coverage": 0.125, "pace": 1.25, "lateness_max": 3, "day": "2025-03-12",
            "start": "14:00", "estimated": True,
        },
        {
            "host_uai": "0010001W", "host_name": None, "registered": 0, "coverage": None, "pace": 0.0,
            "lateness_max": None, "day": None, "start": None, "estimated": False,
        },
    ]  # fmt: skip


def test_codes_are_words_for_people(tmp_path) -> None:
    """A mode is a French word in a CSV and in a workbook, its code in JSON."""
    table = pd.DataFrame({"mode": ["individual", "collective", None]}, dtype="str")
    said = write_table(table, tmp_path / "t.csv", "T").read_text("utf-8-sig").split()
    assert said[:3] == ["Modalité", "individuel", "collectif"]
    assert cells(write_table(table, tmp_path / "t.xlsx", "T").read_bytes())[:2] == said[1:3]
    kept = json.loads(write_table(table, tmp_path / "t.json", "T").read_bytes())
    assert [row["mode"] for row in kept] == ["individual", "collective", None]


def test_json_is_readable() -> None:
    """JSON keeps accents as they are, and ends with a line's end."""
    data = json_bytes({"nom": "Été"})
    assert "Été" in data.decode()
    assert data.endswith(b"}\n")


def test_workbook() -> None:
    """A workbook has French headings, real numbers and dates, « sans objet » where there is none."""
    sheet = opened(workbook_bytes({"Établissements": TABLE})).worksheets[0]
    header, first, second = sheet.iter_rows(values_only=True)
    assert sheet.title == "Établissements"
    assert header[:4] == ("UAI d’accueil", "Établissement d’accueil", "Inscrits", "Couverture")
    assert first[2:6] == (12, 0.125, 1.25, 3)
    assert first[6].date() == date(2025, 3, 12)
    assert (first[7], first[8]) == (time(14, 0), "oui")
    assert second == ("0010001W", None, 0, "sans objet", 0, None, None, None, "non")


def test_workbook_formats() -> None:
    """A share is shown as a percentage, a day as a French date, an hour as an hour."""
    sheet = opened(workbook_bytes({"Feuille": TABLE})).worksheets[0]
    formats = {cell.value: sheet.cell(2, cell.column).number_format for cell in sheet[1]}
    assert formats["Couverture"] == "0.0 %"
    assert formats["Jour"] == "dd/mm/yyyy"
    assert formats["Début"] == "hh:mm"
    assert formats["Inscrits"] == "General"


def test_workbook_is_set_up_to_print() -> None:
    """The header is frozen and repeated, filtered; A4 landscape, as wide as a page, numbered."""
    sheet = opened(workbook_bytes({"Suivi & relances": TABLE})).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:I3"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.right.text == "Page &P sur &N"
    assert all(8 <= d.width <= 60 for d in sheet.column_dimensions.values())


def test_a_wide_table_still_prints_in_letters_that_can_be_read() -> None:
    """The widest columns give way first, their texts go on lines that the row has room for."""
    names = [f"texte {at}" for at in range(8)]
    table = pd.DataFrame([["mot " * 30] * 8, ["court"] * 8], columns=names)
    sheet = opened(workbook_bytes({"Large": table})).worksheets[0]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGH"]
    assert sum(widths) <= 220
    assert len(set(widths)) == 1
    assert sheet["A2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height >= 15 * len("mot " * 30) / widths[0]
    assert sheet.row_dimensions[3].height is None


def test_nothing_to_ask_is_shown_as_a_dash() -> None:
    """The zero of a reason stays a number, shown as a dash; other zeros are shown."""
    table = pd.DataFrame({"avis_en_retard": [0, 3], "registered": [0, 3]})
    sheet = opened(workbook_bytes({"Feuille": table})).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].number_format) == (0, '0;-0;"–"')
    assert sheet["B2"].number_format == "General"


def test_notes_have_their_sheet() -> None:
    """What a list is made of stands on a sheet of its own, never a formula."""
    book = opened(workbook_bytes({"Liste": TABLE}, ["Filtres : aucun", "=1+1"]))
    assert book.sheetnames == ["Liste", "Provenance"]
    assert [row[0] for row in book["Provenance"].iter_rows(values_only=True)] == [
        "Filtres : aucun",
        "=1+1",
    ]
    assert book["Provenance"]["A2"].data_type == "s"


@pytest.mark.parametrize("table", [TABLE.iloc[:0], pd.DataFrame()])
def test_empty_tables(table, tmp_path) -> None:
    """A table without rows, or without columns, is written in the three forms all the same."""
    for ending in export_table.ENDINGS:
        path = write_table(table, tmp_path / f"vide{ending}", "Vide")
        assert path.stat().st_size > 0
    assert json.loads((tmp_path / "vide.json").read_bytes()) == []
    assert opened((tmp_path / "vide.xlsx").read_bytes()).sheetnames == ["Vide"]


def test_the_ending_decides(tmp_path) -> None:
    """A file is written by its ending, in any case; another ending is a wrong call."""
    assert write_table(TABLE, tmp_path / "T.XLSX", "T").read_bytes().startswith(b"PK")
    assert write_table(TABLE, tmp_path / "t.csv", "T").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(UsageError) as error:
        write_table(TABLE, tmp_path / "t.pdf", "T")
    assert blank(str(error.value)) == "« t.pdf » : le nom doit finir par .xlsx, .csv ou .json."


# --------------------------------------------------------------------------- hostile contents


@pytest.mark.parametrize("text", RISKY)
def test_no_formula_in_a_workbook(text) -> None:
    """A text that looks like a formula stays a text, read back the same."""
    data = workbook_bytes({"Feuille": texts(text)})
    cell = opened(data).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.value == text.replace("\r", "\n")


@pytest.mark.parametrize("text", RISKY)
def test_no_formula_in_a_header(text) -> None:
    """A header taken from a received file stays a text too."""
    data = workbook_bytes({"Feuille": pd.DataFrame({text: ["x"]})}, heading=str)
    cell = opened(data).worksheets[0]["A1"]
    assert cell.data_type == "s"


@pytest.mark.parametrize("text", RISKY)
def test_no_formula_in_a_csv(text) -> None:
    """A text that a spreadsheet would take for a formula begins with an apostrophe."""
    rows = list(csv.reader(io.StringIO(csv_bytes(texts(text)).decode("utf-8-sig"), newline=""), delimiter=";"))  # fmt: skip
    assert rows[1][0].startswith("'") == (text[0] in "=+-@\t\r\n'")
    assert rows[1][0].removeprefix("'") == text.removeprefix("'")


def test_a_negative_number_is_a_number() -> None:
    """Only texts are guarded: a number keeps its sign."""
    assert csv_bytes(pd.DataFrame({"rows": [-2]})).decode("utf-8-sig") == "Lignes\r\n-2\r\n"


@pytest.mark.parametrize("length", [CELL_LIMIT, CELL_LIMIT + 1, 40_000])
def test_long_texts(length) -> None:
    """A text longer than a cell of Excel is cut, and the cut shows."""
    (value,) = cells(workbook_bytes({"Feuille": texts("a" * length)}))
    assert len(value) == CELL_LIMIT
    assert value.endswith("a" if length == CELL_LIMIT else "…")


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_signs_that_no_workbook_holds(sign) -> None:
    """A sign that XML refuses becomes a blank: the file opens."""
    assert cells(workbook_bytes({"Feuille": texts(f"a{sign}b")})) == ["a b"]


def test_quotes_and_lines_in_a_csv() -> None:
    """Quotes, semicolons and line ends inside a cell do not break a CSV."""
    awkward = ['a"b', "a;b", "a\nb", "a\r\nb", "", " "]
    read = csv.reader(io.StringIO(csv_bytes(texts(*awkward)).decode("utf-8-sig"), newline=""), delimiter=";")  # fmt: skip
    assert [row[0] if row else "" for row in read][1:] == awkward


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(words, min_size=1, max_size=6))
def test_any_text_reads_back(values) -> None:
    """Any text reads back from a workbook, but for signs that no cell holds and line ends."""
    expected = [
        (safe_cell(v).replace("\r\n", "\n").replace("\r", "\n") or None) if v else None
        for v in values
    ]
    assert [v or None for v in cells(workbook_bytes({"Feuille": texts(*values)}))] == expected


rows = st.tuples(
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
    st.booleans(),
)


@given(st.lists(rows, min_size=1, max_size=5))
def test_any_value_reads_back(values) -> None:
    """Numbers, days and flags read back from a workbook and from JSON as they were."""
    table = pd.DataFrame(values, columns=["rows", "pace", "day", "estimated"])
    table["day"] = pd.to_datetime(table["day"]).astype("datetime64[s]")
    read = opened(workbook_bytes({"Feuille": table})).worksheets[0].iter_rows(2, values_only=True)
    assert [(a, pytest.approx(b), c.date(), d == "oui") for a, b, c, d in read] == values
    said = json.loads(json_bytes(records(table)))
    assert [(r["rows"], r["pace"], date.fromisoformat(r["day"]), r["estimated"]) for r in said] == values  # fmt: skip


# ----------------------------------------------------------------------------------- one write


def test_a_failure_leaves_the_old_file(tmp_path, monkeypatch) -> None:
    """When writing fails the old file stands whole, and nothing else is left behind."""
    path = write_atomic(tmp_path / "liste.csv", b"avant")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UsageError) as error:
        write_atomic(path, b"apres")
    assert blank(str(error.value)) == ("« liste.csv » ne peut être écrit : le disque est plein.")
    assert path.read_bytes() == b"avant"
    assert list(tmp_path.iterdir()) == [path]


def test_an_open_file(tmp_path, monkeypatch) -> None:
    """A file that Excel holds open is said so, and stays as it was."""
    path = write_atomic(tmp_path / "liste.xlsx", b"avant")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(UsageError) as error:
        write_atomic(path, b"apres")
    assert blank(str(error.value)) == (
        "« liste.xlsx » ne peut être écrit : fermez-le s’il est ouvert, ou choisissez un autre dossier."
    )
    assert [p.name for p in tmp_path.iterdir()] == ["liste.xlsx"]


def test_an_interruption_leaves_nothing(tmp_path, monkeypatch) -> None:
    """An interruption leaves no half-written file."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "liste.csv", b"apres")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_where_the_file_should_be(tmp_path) -> None:
    """A path that cannot be written is a sentence, whatever the reason."""
    (tmp_path / "liste.csv").mkdir()
    with pytest.raises(UsageError):
        write_atomic(tmp_path / "liste.csv", b"x")
    (tmp_path / "fichier").write_bytes(b"x")
    with pytest.raises(UsageError):
        write_atomic(tmp_path / "fichier" / "liste.csv", b"x")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["fichier", "liste.csv"]


def test_a_new_folder_is_made(tmp_path) -> None:
    """The folders of a file are made; the file is readable by others, as any export is."""
    path = write_atomic(tmp_path / "a" / "b" / "liste.csv", b"x")
    assert path.read_bytes() == b"x"


# ---------------------------------------------------------------------------------- small ones


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Établissements", "Établissements"),
        ("a/b\\c?d*e[f]g:h", "a b c d e f g h"),
        ("x" * 40, "x" * 31),
        ("", "Feuille"),
        ("''", "Feuille"),
        ("Lycée '", "Lycée"),
        ("a" * 30 + "'" + "b", "a" * 30),  # no apostrophe at the end, even once cut
        ("Par établissement d’accueil, au 30 avril 2025", "Par établissement d’accueil"),
        ("Ce qui a bougé (depuis le 29 avril 2025)", "Ce qui a bougé"),
        ("Entretiens et places semaine par semaine", "Entretiens et places semaine"),
    ],
)
def test_sheet_title(text, title) -> None:
    """A sheet's title has no sign that Excel refuses and 31 characters at most: whole clauses or words."""
    assert sheet_title(text) == title


@given(
    st.lists(st.sampled_from(["Liste", "liste", "Liste/", "x" * 40, ""]), min_size=1, max_size=4)
)
def test_titles_never_clash(titles) -> None:
    """Whatever the titles, the workbook opens with one sheet a table."""
    tables = {f"{title}": texts("x") for title in titles}
    assert len(opened(workbook_bytes(tables)).sheetnames) == len(tables)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (pd.NaT, None),
        (pd.NA, None),
        (float("nan"), None),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (pd.Timestamp("2025-03-12"), date(2025, 3, 12)),
        (time(14, 0), time(14, 0)),
        ("x", "x"),
    ],
)
def test_plain(value, said) -> None:
    """A table's value is plain Python; whatever is missing is None."""
    assert plain(value) == said
    assert type(plain(value)) is type(said)


def test_file_name() -> None:
    """A file's name has small letters, digits and dashes only: it never leaves its folder."""
    assert file_name("Établissements", "../Seine-Saint-Denis", "2025-04-30") == (
        "etablissements-seine-saint-denis-2025-04-30"
    )
    assert len(file_name("a" * 200)) == 80


def test_a_long_file_name_ends_with_a_word() -> None:
    """A name too long for a folder loses whole words, none in its middle."""
    words = (
        "Charge par établissement, les plus en manque de places d’abord, puis les autres, par ordre"
    )
    name = file_name(words)
    assert len(name) <= 80
    assert fold(words).replace(" ", "-").startswith(f"{name}-")


NOT_ON_WINDOWS = [
    "CON", "prn", "Aux", "NUL", "com1", "COM9", "LPT1", "fin.", "fin ", "a:b", 'a"b', "a<b>c", "a|b",
    "a?*", "a\\b", "..", "", " ", "été.", "a\nb", "a\x00b", "x" * 79 + " y", "CON.xlsx",
]  # fmt: skip


@pytest.mark.parametrize("words", NOT_ON_WINDOWS)
def test_a_name_is_legal_on_windows(words) -> None:
    """No device's name, no sign that Windows refuses, no dot or blank at the end, never nothing."""
    name = file_name(words)
    assert re.fullmatch(r"[0-9a-z](?:[0-9a-z-]*[0-9a-z])?", name)
    assert not re.fullmatch(r"con|prn|aux|nul|(?:com|lpt)\d", name)
    assert len(name) <= 80


@links_only
def test_a_link_stays_a_link(tmp_path) -> None:
    """A file written through a link goes where the link leads."""
    (tmp_path / "partage").mkdir()
    (tmp_path / "partage" / "vraie.csv").write_bytes(b"avant")
    link = tmp_path / "liste.csv"
    link.symlink_to(tmp_path / "partage" / "vraie.csv")
    assert write_atomic(link, b"apres") == link
    assert link.is_symlink()
    assert (tmp_path / "partage" / "vraie.csv").read_bytes() == b"apres"


def test_workbooks_are_written_as_without_lxml() -> None:
    """What python-docx brings changes nothing in how workbooks are read and written."""
    call = "import passpro_nb; from openpyxl.xml import LXML; print(LXML)"
    said = subprocess.run(
        [sys.executable, "-c", call], capture_output=True, encoding="utf-8", check=True
    )
    assert said.stdout.strip() == "False"
