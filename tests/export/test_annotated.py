"""The user's own workbook given back: her cells untouched, coloured and commented."""

from pathlib import Path
from time import process_time

import openpyxl
import pytest
from faults_cases import write_campaign
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from written import write_table

from passpro_nb.check.campaign import check_folder
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.faults import fault
from passpro_nb.export.annotated import DATA, LIST, annotate_workbook, write_annotated
from passpro_nb.export.workbook import COLOURS
from passpro_nb.panels.controls.view import show_copies
from passpro_nb.panels.widgets import DownloadButton

FAULTY = {"A!P2": "peut-être", "A!H3": "0930125Z", "A!A3": "D2", "A!B3": "987654321AB"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a campaign with two errors, its workbook with a style, a width and a formula."""
    folder = write_campaign(tmp_path / "campagne", FAULTY)
    book = openpyxl.load_workbook(folder / "candidatures.xlsx")
    sheet = book["Export"]
    sheet["A2"].font = Font(bold=True)
    sheet["P2"].comment = Comment("à revoir", "moi")
    sheet.column_dimensions["B"].width = 33
    sheet["V2"] = "=1+1"
    book.save(folder / "candidatures.xlsx")
    return folder


def give_back(folder: Path, file: str = "candidatures.xlsx") -> openpyxl.Workbook:
    """Return the copy of a file, opened."""
    written = write_annotated(check_folder(folder), folder.parent / "rendu")
    (path,) = [path for path in written if path.name.startswith(Path(file).stem)]
    return openpyxl.load_workbook(path)


def test_the_file_itself_is_not_touched(folder: Path):
    """Not one byte of the source changes, and no file is added beside it but the store's folder."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    give_back(folder)
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert after == before


def test_cells_are_coloured_and_say_why(folder: Path):
    """The faulty cell has a colour, and a comment that begins with the severity in words."""
    cell = give_back(folder)["Export"]["P2"]
    assert cell.value == "peut-être"
    assert cell.fill.fgColor.rgb.endswith(COLOURS["error"])
    said = cell.comment.text.splitlines()
    assert said[0] == "à revoir"
    assert said[1].startswith(
        "ERREUR : « peut-être »".replace("« ", "«\xa0").replace(" »", "\xa0»")
    )


def test_the_rest_is_as_it_was(folder: Path):
    """Values, styles, widths and formulas are those of the original."""
    original = openpyxl.load_workbook(folder / "candidatures.xlsx")["Export"]
    copy = give_back(folder)["Export"]
    assert [[c.value for c in row] for row in copy] == [[c.value for c in row] for row in original]
    assert copy["V2"].value == "=1+1"
    assert copy["A2"].font.bold
    assert copy.column_dimensions["B"].width == 33


def test_the_first_sheet_lists_the_findings_with_links(folder: Path):
    """Each finding has its line: the severity in words, the cell as a link, the sentence."""
    sheet = give_back(folder).worksheets[0]
    assert sheet.title == LIST
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[:4] for row in rows] == [
        ["erreur", "H3", "Export", "UAI d'accueil"],
        ["erreur", "P2", "Export", "Avis"],
        ["avertissement", "P2", "Export", "Avis"],  # the comment that stands there
    ]
    assert [sheet.cell(n, 2).hyperlink.location for n in (4, 5)] == ["'Export'!H3", "'Export'!P2"]


def test_the_list_says_why_each_finding_matters(folder: Path):
    """The last column answers « Pourquoi », in a sentence."""
    sheet = give_back(folder).worksheets[0]
    (titles, first, *_) = sheet.iter_rows(min_row=3, values_only=True)
    assert titles[5] == "Pourquoi"
    assert first[5] == "Sans établissement sûr, la ligne pourrait être comptée chez un autre."


def test_all_the_rows_of_a_contradiction_are_marked(tmp_path: Path):
    """Each of the rows that one finding names is coloured."""
    sheet = give_back(write_campaign(tmp_path / "campagne", {"A!P3": "Réservé"}))["Export"]
    assert [sheet[place].comment is not None for place in ("P2", "P3")] == [True, True]


def test_what_is_lost_is_said(folder: Path, tmp_path: Path):
    """What the library drops (here a part of slicers) is named on the first sheet."""
    import zipfile

    path = folder / "candidatures.xlsx"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/slicers/slicer1.xml", "<slicers/>")
    copy = annotate_workbook(path, [fault("no_rows", file=path.name, sheet="Export", row=1)])
    assert any("segments" in note for note in copy.notes)
    (tmp_path / "copie.xlsx").write_bytes(copy.content)
    assert "segments" in openpyxl.load_workbook(tmp_path / "copie.xlsx").worksheets[0]["A2"].value


def test_a_chart_that_is_kept_is_not_called_lost(folder: Path):
    """What openpyxl keeps, as it does this chart, is not said to be lost."""
    book = openpyxl.load_workbook(folder / "candidatures.xlsx")
    chart = BarChart()
    chart.add_data(Reference(book["Export"], min_col=19, min_row=1, max_row=3))
    book["Export"].add_chart(chart, "X5")
    book.save(folder / "candidatures.xlsx")
    faults = [fault("no_rows", file="candidatures.xlsx", sheet="Export", row=1)]
    assert annotate_workbook(folder / "candidatures.xlsx", faults).notes == ()


@pytest.mark.parametrize("ending", [".xls", ".ods", ".csv"])
def test_other_forms_come_back_as_a_plain_workbook(tmp_path: Path, ending: str):
    """Their values are copied, the marks are there, and what was not kept is said."""
    path = write_table(tmp_path / f"avis{ending}", [["UAI", "Avis"], ["=danger", "peut-être"]])
    mark = fault(
        "unknown_opinion", file=path.name, sheet=_sheet(path), row=2, letter="B", value="x"
    )
    copy = annotate_workbook(path, [mark])
    assert copy.name == "avis - constats.xlsx"
    (tmp_path / copy.name).write_bytes(copy.content)
    book = openpyxl.load_workbook(tmp_path / copy.name)
    sheet = book.worksheets[1]
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].comment is not None
    assert "mise en forme" in book.worksheets[0]["A2"].value
    assert sheet.title == (_sheet(path) or DATA)


def _sheet(path: Path) -> str:
    from passpro_nb.read.files import read_sheets

    return read_sheets(path)[0].name


def test_a_merged_cell_is_marked_where_it_shows(folder: Path):
    """A fault inside merged cells colours the one that is seen."""
    book = openpyxl.load_workbook(folder / "candidatures.xlsx")
    book["Export"].merge_cells("P2:P3")
    book.save(folder / "candidatures.xlsx")
    marked = [fault("merged_rows", file="c", sheet="Export", row=3, letter="P", rows="")]
    copy = annotate_workbook(folder / "candidatures.xlsx", marked)
    (folder.parent / "copie.xlsx").write_bytes(copy.content)
    sheet = openpyxl.load_workbook(folder.parent / "copie.xlsx")["Export"]
    assert "AVERTISSEMENT" in sheet["P2"].comment.text


def write_merged(path: Path, count: int) -> Path:
    """Write a workbook of `count` pairs of rows, merged two by two in each of four columns."""
    book = openpyxl.Workbook()
    for row in range(1, 2 * count, 2):
        for column in range(1, 5):
            book.active.cell(row, column, "x")
            book.active.merge_cells(None, row, column, row + 1, column)
    book.save(path)
    return path


def test_the_time_follows_the_findings(tmp_path: Path):
    """Four times the findings, each in a merged cell, take about four times as long, not sixteen."""

    def seconds(count: int) -> float:
        return min(once(count) for _ in range(3))  # the machine may be at something else

    def once(count: int) -> float:
        path = write_merged(tmp_path / f"{count}.xlsx", count)
        place = {"file": path.name, "sheet": "Sheet", "letter": "D", "value": "x"}
        faults = [fault("unknown_opinion", row=2 * at, **place) for at in range(1, count + 1)]
        start = process_time()
        annotate_workbook(path, faults)
        return process_time() - start

    seconds(10)
    assert seconds(400) < 8 * seconds(100)


def test_the_campaigns_own_folder_is_refused(folder: Path):
    """A copy beside the deliveries would be read as one."""
    with pytest.raises(UsageError, match="livraisons"):
        write_annotated(check_folder(folder), folder)


def test_a_file_in_place_of_the_folder_is_refused(folder: Path):
    """A name that is taken by a file is told, not run into."""
    (folder.parent / "pris").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="donnez un dossier"):
        write_annotated(check_folder(folder), folder.parent / "pris")


def test_the_notebook_offers_the_copies(folder: Path):
    """A button a faulty file, one for the rows set aside, each with the bytes it says."""
    parts = show_copies(check_folder(folder)).children
    buttons = [part for part in parts if isinstance(part, DownloadButton)]
    assert [button.label.replace("\N{NO-BREAK SPACE}", " ") for button in buttons] == [
        "candidatures.xlsx, avec ses constats",
        "1 ligne écartée, à corriger",
    ]
    names = [button.make_file()[0] for button in buttons]
    assert names[0] == "candidatures - constats.xlsx"
    assert names[1].startswith("corrections_")
    assert all(button.make_file()[1].startswith(b"PK") for button in buttons)
