"""Headers on two levels: joined words first, then the lower level, then the upper."""

import pytest
from header_sets import SETTINGS

from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, Table
from passpro_nb.read.cells import cell_readers
from passpro_nb.read.columns.evidence import Witness
from passpro_nb.read.columns.headers import map_columns, map_headers, score_headers
from passpro_nb.read.files import Sheet
from passpro_nb.read.layout import find_table

GROUPS = [
    "Élève",
    "",
    "",
    "Origine",
    "",
    "",
    "Accueil",
    "",
    "Formation",
    "Entretien",
    "",
    "Avis",
    "",
]
UNDER = [
    "INE", "Nom", "Prénom", "UAI", "Établissement", "Classe", "UAI", "Établissement", "Libellé",
    "Date", "Présence", "Avis", "Saisi le",
]  # fmt: skip
CODES = [
    "ine", "last_name", "first_name", "origin_uai", "origin_name", "origin_class", "host_uai",
    "host_name", "programme_label", "interview_on", "attendance", "opinion", "opinion_on",
]  # fmt: skip
MERGED = ((0, 0, 0, 2), (0, 3, 0, 5), (0, 6, 0, 7), (0, 9, 0, 10), (0, 11, 0, 12))
ROW = [
    "Abel", "Lina", "0939201A", "Collège X", "3B", "0930101T", "LP Y", "CAP fleuriste", "12/03/2025",
    "Présent", "Favorable", "14/03/2025",
]  # fmt: skip


def read(cells: list[list[object]], merged=(), table: Table = APPLICATIONS) -> dict[str, int]:
    """Return the positions of the columns of a sheet's table."""
    sheet = Sheet(file="f.xlsx", name="", cells=cells, merged=tuple(merged))
    layout = find_table(sheet, score_headers(table))
    assert layout is not None
    return dict(map_headers(layout.headers, table).positions)


@pytest.mark.parametrize("merged", [MERGED, ()], ids=["merged", "written once"])
@pytest.mark.parametrize("count", [1, 3, 30])
def test_groups_tell_columns_apart_in_a_sheet_of_any_size(count: int, merged):
    """« UAI » under « Origine » is the origin's, even above a single row, merged or not."""
    rows: list[list[object]] = [[f"99000{at:04}AB", *ROW] for at in range(count)]
    found = read([GROUPS, UNDER, *rows], merged)
    assert found == {code: at for at, code in enumerate(CODES)}


def test_the_lower_level_speaks_where_the_joined_words_do_not():
    """« Renseignements INE » is « INE »: a group that nobody knows takes nothing away."""
    upper = ["Renseignements", "", "Demande initiale", ""]
    lower = ["INE", "Nom", "Code vœu", "Rang"]
    rows = [["990000001AB", "Abel", "93000001", 1]] * 3
    merged = ((0, 0, 0, 1), (0, 2, 0, 3))
    found = read([upper, lower, *rows], merged)
    assert found == {"ine": 0, "last_name": 1, "offer_code": 2, "rank": 3}


def test_the_upper_level_speaks_last_and_for_one_column_only():
    """Under « Avis », « à l'encre » says nothing: the column is « Avis »; a group's name is no column's."""
    upper = ["INE", "Avis", "Collège", ""]
    lower = ["", "à l'encre", "Nom", "Fax"]
    rows = [["990000001AB", "Favorable", "Collège X", "0100000001"]] * 3
    found = read([upper, lower, *rows], ((0, 2, 0, 3),))
    assert found == {"ine": 0, "opinion": 1, "origin_name": 2}


def test_an_opinion_under_the_origin_is_the_origins():
    """« Collège / Avis » is never taken for the host's « Avis »."""
    upper = ["INE", "Collège", "", "Lycée", ""]
    lower = ["", "Nom", "Avis", "Nom", "Avis"]
    rows = [["990000001AB", "Collège X", "Favorable", "LP Y", "Réservé"]] * 3
    found = read([upper, lower, *rows], ((0, 1, 0, 2), (0, 3, 0, 4)))
    assert found == {"ine": 0, "origin_name": 1, "host_name": 3, "opinion": 4}


def test_days_and_hours_of_a_catalogue_stand_under_their_group():
    """« Entretiens » over « Jour », « Début », « Fin », « Places » gives the sessions their parts."""
    upper = ["UAI", "Formation", "Entretiens", "", "", ""]
    lower = ["", "", "Jour", "Début", "Fin", "Places"]
    rows = [["0930101T", "CAP fleuriste", "12/03/2025", "9h", "12h", 12]] * 3
    found = read([upper, lower, *rows], ((0, 2, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1)), CATALOGUE)
    assert found == {
        "host_uai": 0, "programme_label": 1, "sessions": 2, "start": 3, "end": 4, "seats": 5,
    }  # fmt: skip


def test_one_word_under_two_groups_is_each_groups_own():
    """« Avis » over « Valeur » and « Date », « Entretien » over « Date » and « Présence »: all are read."""
    upper = ["Élève", "", "Origine", "Accueil", "Vœu", "Entretien", "", "Avis", ""]
    lower = ["N°", "Nom", "UAI", "UAI", "Libellé", "Date", "Présence", "Valeur", "Date"]
    row = [
        "Abel",
        "0939201A",
        "0930101T",
        "CAP fleuriste",
        "12/03/2025",
        "Présent",
        "Favorable",
        "14/03/2025",
    ]
    merged = ((0, 0, 0, 1), (0, 5, 0, 6), (0, 7, 0, 8))
    sheet = Sheet(
        file="f.xlsx",
        name="",
        cells=[upper, lower, *([f"D{at:05}", *row] for at in range(9))],
        merged=merged,
    )
    layout = find_table(sheet, score_headers(APPLICATIONS))
    rows = [cells for _, cells in layout.rows]
    mapped = map_columns(layout.headers, APPLICATIONS, {}, rows, Witness(cell_readers(SETTINGS)))
    assert dict(mapped.positions) == {
        "file_number": 0, "last_name": 1, "origin_uai": 2, "host_uai": 3, "programme_label": 4,
        "interview_on": 5, "attendance": 6, "opinion": 7, "opinion_on": 8,
    }  # fmt: skip


def test_two_columns_titled_the_same_are_both_named():
    """Two « Avis »: none is read, and the warning names both."""
    rows = [["990000001AB", "Favorable", "Réservé"]] * 9
    mapped = map_columns(
        ["INE", "Avis", "Avis"], APPLICATIONS, {}, rows, Witness(cell_readers(SETTINGS))
    )
    assert dict(mapped.positions) == {"ine": 0}
    assert mapped.doubles == {"opinion": ("Avis", "Avis")}
