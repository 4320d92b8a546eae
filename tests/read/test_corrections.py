"""Corrections of rows set aside: written, corrected, replayed on every delivery."""

import datetime as dt
import time
from pathlib import Path

import openpyxl
import pytest
from campaigns import blank
from faults_cases import save_as_text, write_campaign
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.check.campaign import Campaign, check_folder
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.tables import CATALOGUE
from passpro_nb.export.quarantine import quarantine_tables, write_quarantine
from passpro_nb.read.columns.headers import map_headers
from passpro_nb.read.corrections import ABOUT, Correction, replay_corrections, row_key, row_mark
from passpro_nb.read.files import Sheet
from passpro_nb.read.layout import FoundColumn, Layout

WRONG = {"A!H2": "0930125Z"}  # the host's check letter


def correct(folder: Path, name: str, header: str, value: object, row: int = 2) -> Path:
    """Write the rows set aside as a workbook of corrections, one cell of it corrected."""
    path = folder / name
    write_quarantine(check_folder(folder), path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]  # after « Mode d’emploi »
    column = next(cell.column for cell in sheet[1] if cell.value == header)
    sheet.cell(row, column).value = value
    book.save(path)
    return path


def codes(campaign: Campaign) -> list[str]:
    """Return the kinds of fault of a campaign."""
    return [fault.code for fault in campaign.faults]


def correct_as_text(folder: Path, name: str, header: str, value: object) -> Path:
    """Correct one cell of the rows set aside, saved as a text file: the sheet edited, alone."""
    book = openpyxl.load_workbook(correct(folder, "ecartees.xlsx", header, value))
    (folder / "ecartees.xlsx").unlink()
    save_as_text(book.worksheets[1], folder / name)
    return folder / name


def test_a_row_set_aside_is_written_with_its_reason(tmp_path: Path):
    """The workbook holds the row as received, where it is, and why it is set aside."""
    tables = quarantine_tables(check_folder(write_campaign(tmp_path, WRONG)))
    assert list(tables) == ["Candidatures", "Reçu Candidatures"]
    (row,) = tables["Candidatures"].to_dict("records")
    assert list(row)[: len(ABOUT)] == list(ABOUT)
    assert (row["Fichier"], row["Feuille"], row["Ligne"]) == ("candidatures.xlsx", "Export", 2)
    assert row["UAI d'accueil"] == "0930125Z"
    assert "n’est pas un UAI" in row["Motif"]


def test_every_row_set_aside_has_its_reason(tmp_path: Path):
    """Each of two contradictory rows names the error, not only the first."""
    tables = quarantine_tables(check_folder(write_campaign(tmp_path, {"A!P3": "Réservé"})))
    assert tables["Candidatures"]["Motif"].str.contains("diffèrent sur").tolist() == [True, True]


def test_the_workbook_is_easy_to_correct(tmp_path: Path):
    """How to comes first; codes are hidden, the reason stands in front, its cell is coloured."""
    write_campaign(tmp_path, {**WRONG, "A!S2": 1.0})
    write_quarantine(check_folder(tmp_path), tmp_path / "ecartees.xlsx")
    book = openpyxl.load_workbook(tmp_path / "ecartees.xlsx")
    assert [(s.title, s.sheet_state) for s in book] == [
        ("Mode d’emploi", "visible"), ("Candidatures", "visible"), ("Reçu Candidatures", "hidden"),
    ]  # fmt: skip
    sheet = book.active
    row = {sheet.cell(1, cell.column).value: cell for cell in sheet[2]}
    coloured = [name for name, cell in row.items() if cell.fill.fgColor.rgb == "00F8CBAD"]
    assert coloured == ["UAI d'accueil"]
    hidden = [n for n, cell in row.items() if sheet.column_dimensions[cell.column_letter].hidden]
    assert hidden == ["Clé", "Empreinte"]
    assert (row["Rang"].value, row["Rang"].number_format) == (1, "General")


def test_nothing_set_aside_is_said(tmp_path: Path):
    """A campaign without fault gives a workbook that says so."""
    (table,) = quarantine_tables(check_folder(write_campaign(tmp_path))).values()
    assert table.to_numpy().tolist() == [["Aucune ligne n’est écartée."]]


def test_a_correction_is_replayed(tmp_path: Path):
    """The corrected row is counted, and the trace says what replaced what."""
    write_campaign(tmp_path, WRONG)
    correct(tmp_path, "corrections_2025-03-01.xlsx", "UAI d'accueil", "0930125F")
    campaign = check_folder(tmp_path)
    assert len(campaign.applications) == 1
    assert codes(campaign) == ["corrected_cell"]


def test_it_survives_a_new_delivery(tmp_path: Path):
    """Another place, another order of columns, another cell changed: the correction still holds."""
    write_campaign(tmp_path, WRONG)
    correct(tmp_path, "corrections_2025-03-01.xlsx", "UAI d'accueil", "0930125F")
    moved = {"A!A2": "D2", "A!B2": "987654321AB", "A!C2": "AUTRE"}
    write_campaign(tmp_path, {**moved, "A!H3": "0930125Z", "A!P3": "Réservé", "A!Q3": None})
    campaign = check_folder(tmp_path)
    assert sorted(campaign.applications["opinion"]) == ["Favorable", "Réservé"]
    assert codes(campaign) == ["corrected_cell"]


def test_the_source_wins_where_it_changed(tmp_path: Path):
    """A cell that says something new is kept, and the correction is told."""
    write_campaign(tmp_path, {"A!P3": "Réservé"})
    correct(tmp_path, "corrections_2025-03-01.xlsx", "Avis", "Réservé")
    write_campaign(tmp_path, {"A!P2": "Défavorable", "A!P3": "Réservé"})
    assert codes(check_folder(tmp_path)) == ["contradiction", "correction_changed"]


def test_a_corrected_key_that_changed_is_told(tmp_path: Path):
    """The school put another host where the host was corrected: the source wins, told in its cell."""
    write_campaign(tmp_path, WRONG)
    correct(tmp_path, "corrections_2025-03-01.xlsx", "UAI d'accueil", "0930125F")
    write_campaign(tmp_path, {"A!H2": "0940112Z"})
    found = {fault.code: fault.cell for fault in check_folder(tmp_path).faults}
    assert found == {"uai_host_checksum": "H2", "correction_changed": "H2"}
    write_campaign(tmp_path, {"A!H2": "0930125F"})  # corrected at the source: nothing left to say
    assert codes(check_folder(tmp_path)) == []


def test_a_new_column_loses_no_correction(tmp_path: Path):
    """A delivery that says the code vœu from now on: the row is the same, so is its correction."""
    write_campaign(tmp_path, WRONG)
    correct(tmp_path, "corrections_2025-03-01.xlsx", "UAI d'accueil", "0930125F")
    write_campaign(tmp_path, {**WRONG, "A!T2": "2472420331"})
    campaign = check_folder(tmp_path)
    assert len(campaign.applications) == 1
    assert "corrected_cell" in codes(campaign)


def test_another_pupil_never_takes_a_correction(tmp_path: Path):
    """One identifying cell that says something else, and the row is not the one corrected."""
    write_campaign(tmp_path, WRONG)
    correct(tmp_path, "corrections_2025-03-01.xlsx", "UAI d'accueil", "0930125F")
    write_campaign(tmp_path, {**WRONG, "A!B2": "987654321AB"})
    campaign = check_folder(tmp_path)
    assert campaign.applications.empty
    assert sorted(codes(campaign)) == ["correction_unmatched", "uai_host_checksum"]


def test_a_source_corrected_alike_is_silent(tmp_path: Path):
    """Where the school made the same correction, nothing is left to say."""
    write_campaign(tmp_path, {"A!P3": "Réservé"})
    correct(tmp_path, "corrections_2025-03-01.xlsx", "Avis", "Réservé")
    write_campaign(tmp_path, {"A!P2": "Réservé", "A!P3": "Réservé"})
    assert codes(check_folder(tmp_path)) == ["merged_rows"]


def test_a_later_layer_replaces_an_earlier_one(tmp_path: Path):
    """Of two corrections of one row, the workbook with the later date holds."""
    write_campaign(tmp_path, WRONG)
    correct(tmp_path, "corrections_2025-03-02.xlsx", "UAI d'accueil", "0930125F")
    (tmp_path / "corrections_2025-03-02.xlsx").rename(tmp_path / "garde")
    correct(tmp_path, "corrections_2025-03-01.xlsx", "UAI d'accueil", "0940112L")
    (tmp_path / "garde").rename(tmp_path / "corrections_2025-03-02.xlsx")
    assert codes(check_folder(tmp_path)) == ["corrected_cell"]


def test_a_second_round_shows_what_was_corrected(tmp_path: Path):
    """A row still set aside comes back with the correction made so far, its source unchanged."""
    write_campaign(tmp_path, {**WRONG, "A!K2": "CAP vannier"})
    correct(tmp_path, "corrections_2025-03-01.xlsx", "UAI d'accueil", "0930125F")
    tables = quarantine_tables(check_folder(tmp_path))
    assert tables["Candidatures"]["UAI d'accueil"].tolist() == ["0930125F"]
    assert tables["Reçu Candidatures"]["UAI d'accueil"].tolist() == ["0930125Z"]
    correct(tmp_path, "corrections_2025-03-02.xlsx", "Formation", "CAP fleuriste")
    assert len(check_folder(tmp_path).applications) == 1


def test_a_catalogue_line_is_corrected_too(tmp_path: Path):
    """The catalogue's lines have their own sheet."""
    write_campaign(tmp_path, {"C!A3": "0940112Z", "C!B3": "LP Autre", "C!E3": "94000001"})
    correct(tmp_path, "corrections_2025-03-01.xlsx", "UAI", "0940112L")
    assert sorted(check_folder(tmp_path).offers["host_uai"]) == ["0930125F", "0940112L"]


def test_no_trace_names_a_pupil(tmp_path: Path):
    """A corrected INE is told without its value."""
    write_campaign(tmp_path, {"A!A2": None, "A!B2": None})
    correct(tmp_path, "corrections_2025-03-01.xlsx", "INE", "123456789AB")
    (trace,) = check_folder(tmp_path).faults
    assert trace.code == "corrected_cell"
    assert "123456789" not in trace.message


@pytest.mark.parametrize("header", ["N° de dossier", "Responsable légal"])
def test_no_trace_quotes_what_may_name_a_pupil(tmp_path: Path, header: str):
    """Neither a dossier nor a column that nobody declared is quoted: it may hold anything."""
    extra = {**WRONG, "A!A1": header, "A!A2": "Famille Durand"}
    write_campaign(tmp_path, extra)
    correct(tmp_path, "corrections_2025-03-01.xlsx", header, "Famille Dupont")
    said = " ".join(f.said for f in check_folder(tmp_path).faults if f.code == "corrected_cell")
    assert said
    assert "Famille" not in said


DAYS = {"A!M2": dt.datetime(2025, 2, 10), "A!A2": 12, "A!S2": 1.0, "A!B2": "0123456789A"}


@pytest.mark.parametrize("name", ["corrections.csv", "CORRECTIONS 2 MAI.CSV", "correction.txt"])
def test_corrections_saved_as_text_are_replayed(tmp_path: Path, name: str):
    """The row received again as it was takes what the file says otherwise; days and numbers stay."""
    write_campaign(tmp_path, {**WRONG, **DAYS})
    correct_as_text(tmp_path, name, "UAI d'accueil", "0930125F")
    campaign = check_folder(tmp_path)
    assert [blank(f.message) for f in campaign.faults if f.code == "corrected_cell"] == [
        f"Ligne 2, colonne UAI d'accueil : « 0930125F » remplace « 0930125Z », d’après « {name} »."
    ]
    assert len(campaign.applications) == 1


def test_a_text_correction_survives_other_rows(tmp_path: Path):
    """Another place in a new delivery: the row is the same, cell by cell."""
    write_campaign(tmp_path, WRONG)
    correct_as_text(tmp_path, "corrections.csv", "UAI d'accueil", "0930125F")
    moved = {"A!A2": "D2", "A!B2": "987654321AB", "A!C2": "AUTRE"}
    write_campaign(tmp_path, {**moved, "A!H3": "0930125Z"})
    campaign = check_folder(tmp_path)
    assert (codes(campaign), len(campaign.applications)) == (["corrected_cell"], 2)


def test_a_text_correction_never_hides_a_new_answer(tmp_path: Path):
    """Where any cell of the row changed since, nothing tells what she saw: the source is kept."""
    write_campaign(tmp_path, WRONG)
    correct_as_text(tmp_path, "corrections.csv", "UAI d'accueil", "0930125F")
    write_campaign(tmp_path, {**WRONG, "A!P2": "Réservé"})
    assert codes(check_folder(tmp_path)) == ["uai_host_checksum", "correction_text_changed"]
    write_campaign(tmp_path, {"A!H2": "0930125F"})  # corrected at the source: nothing left to say
    assert codes(check_folder(tmp_path)) == []


def test_rows_of_a_text_file_left_as_they_were(tmp_path: Path):
    """A row that she did not correct asks for nothing, even when it is gone."""
    write_campaign(tmp_path, {**WRONG, "A!A3": "D2", "A!B3": None})
    correct_as_text(tmp_path, "corrections.csv", "UAI d'accueil", "0930125F")
    write_campaign(tmp_path, WRONG)
    assert codes(check_folder(tmp_path)) == ["corrected_cell"]


def test_a_text_correction_without_its_row_is_told(tmp_path: Path):
    """A row that is gone leaves its correction, said as a whole row."""
    write_campaign(tmp_path, WRONG)
    correct_as_text(tmp_path, "corrections.csv", "UAI d'accueil", "0930125F")
    write_campaign(tmp_path, {"A!A2": "D2", "A!B2": "987654321AB"})
    (told,) = check_folder(tmp_path).faults
    assert blank(told.message).startswith("Ligne 2 : cette correction (ligne entière) ne trouve")


def test_a_catalogue_line_corrected_as_text(tmp_path: Path):
    """The table of a text file is found by its rows."""
    write_campaign(tmp_path, {"C!A3": "0940112Z", "C!B3": "LP Autre", "C!E3": "94000001"})
    correct_as_text(tmp_path, "corrections.csv", "UAI", "0940112L")
    assert sorted(check_folder(tmp_path).offers["host_uai"]) == ["0930125F", "0940112L"]


@pytest.mark.parametrize("name", ["candidatures_ecartees.xlsx", "Avis.xlsx", "ecartees.csv"])
def test_a_name_that_would_be_read_back_is_refused(tmp_path: Path, name: str):
    """The workbook is no delivery, and no other form than .xlsx."""
    campaign = check_folder(write_campaign(tmp_path, WRONG))
    with pytest.raises(UsageError, match=r"\.xlsx"):
        write_quarantine(campaign, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_corrections_are_not_written_over(tmp_path: Path):
    """A new export never takes the place of corrections already made."""
    write_campaign(tmp_path, WRONG)
    path = correct(tmp_path, "corrections_2025-03-01.xlsx", "UAI d'accueil", "0930125F")
    before = path.read_bytes()
    with pytest.raises(UsageError, match="existe déjà"):
        write_quarantine(check_folder(tmp_path), path)
    assert path.read_bytes() == before


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.text("xyz ", max_size=4)))
def test_a_mark_does_not_depend_on_the_order_of_columns(row: dict[str, str]):
    """Columns that move from one delivery to the next do not lose a correction."""
    headers, cells = list(row), list(row.values())
    assert row_mark(headers, cells) == row_mark(headers[::-1], cells[::-1])


def test_a_thousand_rows_of_one_key_are_told_apart_quickly():
    """Many lines of one offer, each corrected: a row received again is found, not looked for."""
    headers = [CATALOGUE[code].heading for code in ("host_uai", "programme_label", "remarks")]
    rows = [["0930125F", "CAP cuisine", f"ligne {at}"] for at in range(1500)]
    columns = tuple(FoundColumn(at, header) for at, header in enumerate(headers))
    layout = Layout(Sheet("f", "s", []), (1,), columns, [*enumerate(rows, 2)], {})
    read = map_headers(headers, CATALOGUE)
    corrections = [
        Correction(
            "c.xlsx", at, CATALOGUE.code, row_key(CATALOGUE, read.positions, headers, row),
            row_mark(headers, row), dict(zip(headers, row, strict=True)), {headers[1]: f"CAP {at}"},
        )
        for at, row in enumerate(reversed(rows))
    ]  # fmt: skip
    start = time.perf_counter()
    replay = replay_corrections(CATALOGUE, layout, read, corrections)
    assert time.perf_counter() - start < 3
    assert replay.cells[2] == ["0930125F", "CAP 1499", "ligne 0"]
    assert len(replay.met) == len(replay.cells) == len(replay.faults) == 1500
