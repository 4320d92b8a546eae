"""Which delivery stands: the day in a name, hidden sheets, backup copies, another year's rows."""

import datetime as dt
import os
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlwt
from campaigns import blank
from faults_cases import GOOD, write_campaign
from written import write_table

from passpro_nb.check.campaign import check_folder
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import APPLICATIONS
from passpro_nb.export.quarantine import write_quarantine
from passpro_nb.read.dates import day_of_name
from passpro_nb.read.folder import Delivery, read_delivery
from passpro_nb.read.inputs import input_files

HEADERS = [header for header, _ in GOOD["A"].values()]
ROW = [value or "" for _, value in GOOD["A"].values()]
AT = {header: at for at, header in enumerate(HEADERS)}
CALENDAR = Calendar(
    ouverture_inscriptions=dt.date(2025, 2, 3), limite_avis=dt.date(2025, 5, 14)
)  # fmt: skip
SAVED = dt.date(2025, 5, 20)


def row(number: int, **cells: object) -> list[object]:
    """Return the application of another pupil, some of its cells changed (by header)."""
    given = [f"D{number}", "", *ROW[2:]]
    for header, value in cells.items():
        given[AT[header]] = value
    return given


def last_year(number: int) -> list[object]:
    """Return an application of the year before."""
    days = {
        "Inscrit le": "12/02/2024",
        "Date d'entretien": "13/03/2024",
        "Date de l'avis": "15/03/2024",
    }
    return row(number, **days)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a campaign without applications."""
    (write_campaign(tmp_path) / "candidatures.xlsx").unlink()
    return tmp_path


def write_book(path: Path, **sheets: list[list[object]]) -> Path:
    """Write a workbook of several sheets, each under the same header."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for cells in (HEADERS, *rows):
            sheet.append([cell if cell != "" else None for cell in cells])
    book.save(path)
    return path


def hide(path: Path, title: str) -> None:
    """Hide a sheet of a workbook."""
    book = openpyxl.load_workbook(path)
    book[title].sheet_state = "hidden"
    book.save(path)


def said(delivery: Delivery) -> list[tuple[str, str]]:
    """Return the findings: which kind, on which sheet or file."""
    return [(fault.code, fault.sheet or fault.file) for fault in delivery.faults]


def dossiers(delivery: Delivery) -> list[str]:
    """Return the applications read."""
    return delivery.frames[APPLICATIONS.code]["file_number"].tolist()


@pytest.mark.parametrize(
    "name",
    ["2025-05-02", "02-05-2025", "2.5.2025", "02_05_25", "020525", "20250502", "02052025",
     "2 mai 2025", "2mai", "du 2 mai", "02-MAI-2025", "vendredi 2 mai 2025", "2 mai (1)", "au 02.05",
     "250502", "20250502_1430", "20250502143000", "extraction du 02-05-2025 campagne 2025",
     "2024-2025 au 2 mai", "v2 020525", "77 93 94 - 02-05-2025", "du 10-02-2025 au 02-05-2025"],
)  # fmt: skip
def test_a_day_in_a_name_however_it_is_written(name: str) -> None:
    """Every common French writing of a day is read, beside départements, versions and school years."""
    for stem in (f"candidatures_{name}", f"Candidatures {name}"):
        assert day_of_name(stem, SAVED, CALENDAR) == dt.date(2025, 5, 2)


@pytest.mark.parametrize(
    ("name", "day"),
    [("1er avril", (2025, 4, 1)), ("28 févr. 25", (2025, 2, 28)), ("3 décembre", (2024, 12, 3)),
     ("05-02-25", (2025, 2, 5)), ("mai 2025", (2025, 5, 20)), ("avril 2025", (2025, 4, 30)),
     ("2025-03", (2025, 3, 31)), ("juin", (2025, 6, 1)), ("1ER_MARS_2025", (2025, 3, 1))],
)  # fmt: skip
def test_a_name_gives_its_year_or_the_campaign_does(name: str, day: tuple[int, int, int]) -> None:
    """Without a year, the day is the campaign's; a month alone is the day nearest to the file's."""
    assert day_of_name(f"candidatures {name}", SAVED, CALENDAR) == dt.date(*day)


@pytest.mark.parametrize(
    "name",
    ["", "v2", "(1)", "S18", "32-13-2025", "2024-2025", "2025-2026", "77-93", "93-94", "passpro 2025",
     "12 élèves", "marseille", "12 maisons", "020599", "semaine 12", "lot 3"],
)  # fmt: skip
def test_what_is_no_day_is_none(name: str) -> None:
    """A version, a week, a school year, départements or an impossible day date nothing."""
    assert day_of_name(f"candidatures {name}", SAVED, CALENDAR) is None


@pytest.mark.parametrize(
    ("older", "newer"),
    [("28-04-2025", "02-05-2025"), ("30 avril", "2 mai"), ("1er avril", "avril 2025"),
     ("28_04_25", "020525"), ("du 9 mai 2025", "12.05.2025 (1)")],
)  # fmt: skip
def test_the_day_in_the_name_wins_over_the_files(folder: Path, older: str, newer: str) -> None:
    """The newer by its name replaces the older, whichever was copied last."""
    for name, moment in ((older, 1_746_400_000), (newer, 1_746_300_000)):
        rows = [row(1), row(2)] if name == older else [row(1), row(2), row(3)]
        path = write_table(folder / f"candidatures {name}.xlsx", [HEADERS, *rows])
        os.utime(path, (moment, moment))
    delivery = read_delivery(folder)
    assert said(delivery) == [("replaced_delivery", f"candidatures {older}.xlsx")]
    assert dossiers(delivery) == ["D1", "D2", "D3"]


def test_a_hidden_sheet_beside_a_visible_one_is_passed_over(folder: Path) -> None:
    """It is named, and its rows count nowhere."""
    path = write_book(folder / "candidatures.xlsx", Export=[row(1)], Anciens=[row(8), row(9)])
    hide(path, "Anciens")
    delivery = read_delivery(folder)
    assert said(delivery) == [("passed_hidden_sheet", "Anciens")]
    assert dossiers(delivery) == ["D1"]


def test_a_hidden_sheet_is_read_where_no_other_holds_the_role(folder: Path) -> None:
    """A visible page of help does not hold it."""
    path = write_book(folder / "candidatures.xlsx", Aide=[], Export=[row(1)])
    hide(path, "Export")
    book = openpyxl.load_workbook(path)
    book["Aide"].delete_rows(1)
    book["Aide"]["A1"] = "Bonjour"
    book.save(path)
    delivery = read_delivery(folder)
    assert ("hidden_sheet", "Export") in said(delivery)
    assert dossiers(delivery) == ["D1"]


def test_a_hidden_list_is_no_missing_column(folder: Path) -> None:
    """Hidden lists for choices are no table that lacks a column."""
    path = write_book(folder / "candidatures.xlsx", Export=[row(1)], Listes=[])
    book = openpyxl.load_workbook(path)
    book["Listes"].delete_rows(1)
    for cells in (
        ["Avis", "Présence", "Formation"],
        ["Favorable", "présent", "CAP"],
        ["Réservé", "absent", "BTS"],
    ):
        book["Listes"].append(cells)
    book.save(path)
    hide(path, "Listes")
    assert said(read_delivery(folder)) == [("other_table", "Listes")]


@pytest.mark.parametrize(
    ("copy", "first"),
    [("Export (2)", True), ("Copie de Export", False), ("sauvegarde", True), ("Ancien", False)],
)
def test_a_backup_copy_of_a_sheet_is_passed_over(folder: Path, copy: str, first: bool) -> None:
    """Its older answers neither merge with the live ones nor contradict them; it is named."""
    live, old = [row(n) for n in (1, 2, 3)], [row(n, Avis="Réservé") for n in (1, 2, 3)]
    sheets = {"Export": live, copy: old} if first else {copy: old, "Export": live}
    write_book(folder / "candidatures.xlsx", **sheets)
    delivery = read_delivery(folder)
    assert said(delivery) == [("copied_sheet", copy)]
    assert set(delivery.frames[APPLICATIONS.code]["opinion"]) == {"Favorable"}


def test_of_two_dated_sheets_the_newer_stands(folder: Path) -> None:
    """The day in the name of a sheet tells as that of a file does."""
    sheets = {"28 avril": [row(1), row(2)], "02-05-2025": [row(1), row(2, Avis="")]}
    write_book(folder / "candidatures.xlsx", **sheets)
    assert said(read_delivery(folder)) == [("copied_sheet", "28 avril")]


def test_the_fuller_of_two_sheets_stands(folder: Path) -> None:
    """Where no name tells, work went on where more is filled in."""
    started = [row(n, Avis="", Présence="") for n in (1, 2)]
    write_book(folder / "candidatures.xlsx", Feuil1=started, Feuil2=[row(1), row(2)])
    assert said(read_delivery(folder)) == [("copied_sheet", "Feuil1")]


def test_sheets_that_complete_each_other_are_all_read(folder: Path) -> None:
    """Other pupils, or other columns of the same ones: no copy."""
    write_book(folder / "candidatures.xlsx", A=[row(1), row(2)], B=[row(2), row(3)])
    assert said(read_delivery(folder)) == []


def test_a_sheet_of_sessions_is_no_copy_of_the_offers(folder: Path) -> None:
    """Two weeks of interviews of the same offers share their keys, not their days."""
    book = openpyxl.load_workbook(folder / "catalogue.xlsx")
    sheet = book.copy_worksheet(book.active)
    sheet.title, sheet["H2"] = "Semaine 2", "19/03/2025 de 14h à 17h"
    book.save(folder / "catalogue.xlsx")
    assert len(check_folder(folder).sessions) == 2


@pytest.mark.parametrize("apart", ["sheet", "file"])
def test_rows_of_another_year_are_set_aside_as_a_whole(folder: Path, apart: str) -> None:
    """A visible archive, or last year's file: one error names it; its rows count nowhere."""
    old = [last_year(n) for n in range(11, 16)]
    if apart == "sheet":
        write_book(folder / "candidatures.xlsx", Export=[row(1)], Archive=old)
    else:
        write_book(folder / "candidatures.xlsx", Export=[row(1)])
        write_book(folder / "candidatures vieilles.xlsx", Archive=old)
    campaign = check_folder(folder)
    (told,) = campaign.faults
    assert blank(told.message) == (
        "Ligne 2 : 5 lignes d’une autre année (du 12/02/2024 au 15/03/2024), quand la campagne va du "
        "03/02/2025 au 14/05/2025 : elles sont écartées en bloc. Retirez la feuille, ou corrigez le "
        "calendrier de campagne.toml."
    )
    assert len(campaign.applications) == 1
    archive = campaign.reconciliation.set_index("sheet").loc["Archive"]
    assert (archive["rows"], archive["set_aside"], archive["ignored"]) == (6, 5, 1)


def test_dates_too_old_to_be_read_are_another_year_too(folder: Path) -> None:
    """Rows of 2021, whose cells are refused one by one elsewhere, are one finding."""
    days = {"Inscrit le": "12/02/2021", "Date d'entretien": "13/03/2021", "Date de l'avis": ""}
    write_book(
        folder / "candidatures.xlsx", Export=[row(1)], Vieux=[row(n, **days) for n in range(3, 8)]
    )
    assert said(read_delivery(folder)) == [("other_year", "Vieux")]


@pytest.mark.parametrize("name", ["2023-2024", "Passpro 2024", "Inscrits (2023)"])
def test_without_days_the_name_tells_another_year(folder: Path, name: str) -> None:
    """Pupils without a single day, on a sheet named for another year beside this year's."""
    bare = {"Inscrit le": "", "Date d'entretien": "", "Date de l'avis": ""}
    old = [row(n, **bare) for n in range(11, 13)]
    write_book(folder / "candidatures.xlsx", Export=[row(1)], **{name: old})
    assert said(read_delivery(folder)) == [("other_year", name)]


COLUMNS = ["UAI", "Établissement", "Formation", "Dates et horaires"]
TRADES = ("fleuriste", "cuisine", "coiffure", "vannerie", "peinture")
OLD = ["12/03/2024 de 14h à 17h", "le 14 mars 2024, 9h-12h", "les 18 et 19/03/24 à 10h"]


def write_catalogue(folder: Path, said: list[object], sheet: str = "Feuil1") -> None:
    """Add a sheet to the catalogue: an offer a cell of sessions, of another school."""
    book = openpyxl.load_workbook(folder / "catalogue.xlsx")
    rows = book.create_sheet(sheet)
    rows.append(COLUMNS)
    for number, cell in enumerate(said):
        rows.append(["0931234L", "LP Alan Turing", f"CAP {TRADES[number]}", cell])
    book.save(folder / "catalogue.xlsx")


def test_a_catalogue_of_another_year_is_set_aside_as_a_whole(folder: Path) -> None:
    """Where every dated session is another year's, one sentence sets the sheet aside."""
    write_catalogue(folder, [*OLD, dt.datetime(2024, 3, 21), "sur rendez-vous"])
    campaign = check_folder(folder)
    (told,) = [fault for fault in campaign.faults if fault.code != "missing_applications"]
    assert blank(told.message) == (
        "Ligne 2 : 5 lignes d’une autre année (du 12/03/2024 au 21/03/2024), quand la campagne va du "
        "03/02/2025 au 14/05/2025 : elles sont écartées en bloc. Retirez la feuille, ou corrigez le "
        "calendrier de campagne.toml."
    )
    assert campaign.offers["host_uai"].tolist() == ["0930125F"]
    assert len(campaign.set_aside) == 5


def test_a_catalogue_file_of_another_year_leaves_no_offer(folder: Path) -> None:
    """The only catalogue, last year's, is not taken for this year's."""
    write_catalogue(folder, OLD)
    book = openpyxl.load_workbook(folder / "catalogue.xlsx")
    book.remove(book["Catalogue"])
    book.save(folder / "catalogue.xlsx")
    told = [fault.code for fault in read_delivery(folder).faults]
    assert sorted(told) == ["missing_applications", "other_year"]
    assert check_folder(folder).offers.empty


@pytest.mark.parametrize("one", ["mardi 18 mars de 14h à 17h", "18/03, 14h", "18/03/2025 14h"])
def test_a_catalogue_partly_of_another_year_is_a_warning(folder: Path, one: str) -> None:
    """One day that may be this year's keeps the sheet; a warning says the others, once."""
    write_catalogue(folder, [*OLD, one])
    campaign = check_folder(folder)
    codes = [fault.code for fault in campaign.faults if fault.severity != "info"]
    assert codes == ["missing_applications", "other_year_doubt"]
    assert len(campaign.offers) == 5


def test_a_catalogue_named_for_another_year(folder: Path) -> None:
    """Days without a year, on a sheet named for another, are read with a warning."""
    write_catalogue(folder, ["18 mars, 14h", "mardi 18/03"], "Passpro 2024")
    campaign = check_folder(folder)
    told = [blank(f.message) for f in campaign.faults if f.code == "other_year_doubt"]
    assert told == [
        "Cette feuille est peut-être celle d’une autre année : son nom est celui d’une autre année, "
        "et ses jours ne disent pas la leur, quand la campagne va du 03/02/2025 au 14/05/2025. Elle "
        "est lue ; retirez-la si elle est périmée, sinon corrigez ses dates ou son nom."
    ]
    assert len(campaign.sessions) == 3


@pytest.mark.parametrize("said_days", [OLD[:2], ["18/03/2025 14h", *OLD[:1]]])
def test_a_few_old_sessions_are_told_one_by_one(folder: Path, said_days: list[object]) -> None:
    """Slips of one or two days set nothing aside: each is to be checked."""
    write_catalogue(folder, said_days)
    codes = {fault.code for fault in check_folder(folder).faults}
    assert "session_doubted" in codes
    assert not codes & {"other_year", "other_year_doubt"}


@pytest.mark.parametrize("name", ["2024-2025", "Rentrée 2025", "Division 301"])
def test_a_name_of_this_year_sets_nothing_aside(folder: Path, name: str) -> None:
    """The school year of the campaign, or numbers that are no year."""
    bare = {"Inscrit le": "", "Date d'entretien": "", "Date de l'avis": ""}
    write_book(
        folder / "candidatures.xlsx", Export=[row(1)], **{name: [row(11, **bare), row(12, **bare)]}
    )
    assert said(read_delivery(folder)) == []


def test_a_few_slips_do_not_set_a_sheet_aside(folder: Path) -> None:
    """Single rows of another year are told cell by cell, and the others count."""
    write_book(folder / "candidatures.xlsx", Export=[row(1), row(2), last_year(3)])
    campaign = check_folder(folder)
    assert [fault.code for fault in campaign.faults] == ["date_out_of_campaign"] * 3
    assert len(campaign.applications) == 3


NAMES = ["corrections.ods", "CORRECTIONS.XLSX", "Corrections 2 mai.xlsx", "correction.xls",
         "corrections a reprendre.xlsm"]  # fmt: skip


def save_as(book: openpyxl.Workbook, path: Path) -> None:
    """Save a workbook in the form that its ending says, all of its sheets."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        book.save(path)
        return
    tables = {sheet.title: [*sheet.values] for sheet in book.worksheets}
    if path.suffix == ".ods":
        with pd.ExcelWriter(path, engine="odf") as writer:
            for title, rows in tables.items():
                pd.DataFrame(rows).to_excel(writer, sheet_name=title, index=False, header=False)
        return
    old = xlwt.Workbook()
    for title, rows in tables.items():
        sheet = old.add_sheet(title)
        for r, cells in enumerate(rows):
            for c, cell in enumerate(cells):
                sheet.write(r, c, "" if cell is None else cell)
    old.save(str(path))


@pytest.mark.parametrize("name", NAMES)
def test_corrections_are_read_in_every_form_and_case(tmp_path: Path, name: str) -> None:
    """The analyst's work is replayed whatever she saved it as."""
    write_campaign(tmp_path, {"A!H2": "0930125Z"})
    write_quarantine(check_folder(tmp_path), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").unlink()
    sheet = book["Candidatures"]
    place = next(cell.column for cell in sheet[1] if cell.value == "UAI d'accueil")
    sheet.cell(2, place).value = "0930125F"
    save_as(book, tmp_path / name)
    campaign = check_folder(tmp_path)
    assert [fault.code for fault in campaign.faults] == ["corrected_cell"]
    assert len(campaign.applications) == 1
    assert name in input_files(tmp_path)


@pytest.mark.parametrize("name", ["corrections.pdf", "Corrections 2 mai.docx", "CORRECTIONS.zip"])
def test_corrections_that_cannot_be_read_are_named(tmp_path: Path, name: str) -> None:
    """What is no table is said, never dropped in silence."""
    write_campaign(tmp_path)
    (tmp_path / name).write_bytes(b"%PDF-1.4")
    assert said(read_delivery(tmp_path)) == [("skipped_file", name)]


@pytest.mark.parametrize("ending", [".html", ".htm", ".tsv", ".XML"])
def test_the_content_of_a_role_decides_not_its_ending(folder: Path, ending: str) -> None:
    """An export whose ending says a page is read if it holds a table."""
    cells = ("".join(f"<td>{cell}</td>" for cell in cells) for cells in (HEADERS, row(1), row(2)))
    page = f"<html><body><table><tr>{'</tr><tr>'.join(cells)}</tr></table></body></html>"
    text = "\n".join("\t".join(map(str, cells)) for cells in (HEADERS, row(1), row(2)))
    (folder / f"candidatures{ending}").write_text(
        text if ending == ".tsv" else page, encoding="utf-8"
    )
    assert dossiers(read_delivery(folder)) == ["D1", "D2"]


@pytest.mark.parametrize(("name", "code"), [("candidatures.xlsb", "unreadable_file"),
                                            ("candidatures.numbers", "skipped_file"),
                                            ("candidatures.zip", "skipped_file")])  # fmt: skip
def test_a_role_that_cannot_be_read_is_named(folder: Path, name: str, code: str) -> None:
    """A file that announces data is never passed over without a word."""
    (folder / name).write_bytes(b"PK\x03\x04" + bytes(100))
    assert (code, name) in said(read_delivery(folder))
