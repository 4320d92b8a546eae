"""Lines that are nobody's: zeros and counts, examples, instructions, struck lines; each said once."""

from pathlib import Path

import pytest
from campaigns import blank
from faults_cases import GOOD, write_campaign
from openpyxl import load_workbook
from openpyxl.styles import Font
from written import write_table

from passpro_nb.check.campaign import Campaign, check_folder

HEADERS = [header for header, _ in GOOD["A"].values()]
ROW = [value or "" for _, value in GOOD["A"].values()]
AT = {header: at for at, header in enumerate(HEADERS)}


def row(number: int, **cells: object) -> list[object]:
    """Return the application of another pupil, some of its cells changed (by letter)."""
    given = [f"D{number}", "", *ROW[2:]]
    for letter, value in cells.items():
        given[[*GOOD["A"]].index(letter)] = value
    return given


def only(**cells: object) -> list[object]:
    """Return a row of blanks but for some cells (by letter)."""
    return [cells.get(letter, "") for letter in GOOD["A"]]


def check(folder: Path, *rows: list[object], headers: list[str] = HEADERS) -> Campaign:
    """Return the campaign of these applications, checked."""
    write_table(write_campaign(folder) / "candidatures.xlsx", [headers, *rows])
    return check_folder(folder)


def account(campaign: Campaign) -> tuple[int, int, int, int]:
    """Return how many rows of applications there are: all, accepted, set aside, ignored."""
    mine = campaign.reconciliation.set_index("file").loc["candidatures.xlsx"]
    return tuple(int(mine[name]) for name in ("rows", "accepted", "set_aside", "ignored"))


@pytest.mark.parametrize(
    "hollow",
    [
        {"S": 0, "H": "#N/A"},
        {"A": 0, "H": 0, "N": "00/01/1900", "R": False},
        {"S": 13, "R": "FAUX", "P": "-"},
        {"A": 14, "O": "non"},
        {"B": "#REF!", "K": "#VALEUR!", "M": "#N/D"},
        {"E": "0", "Q": "0,00"},
        {"C": "Nombre d'élèves : 12"},
        {"A": "Effectif", "S": 12},
        {"A": "12 candidatures"},
    ],
    ids=str,
)
def test_drawn_down_lines_are_nobody(tmp_path: Path, hollow: dict[str, object]) -> None:
    """Zeros, errors, counts and ranks below the last pupil are ignored, all in one finding."""
    campaign = check(tmp_path, row(1), row(2), *[only(**hollow)] * 30)
    assert account(campaign) == (33, 2, 0, 31)
    assert [fault.code for fault in campaign.faults] == ["ignored_rows"]


def test_the_finding_names_the_lines_of_nobody(tmp_path: Path) -> None:
    """One sentence for all of them, with the first rows."""
    (told,) = check(tmp_path, row(1), *[only(S=0, H="#N/A")] * 9).faults
    assert blank(told.message) == (
        "Lignes comptées à part, sans être lues : ligne sans personne, de zéros, de comptes ou "
        "d’erreurs (lignes 3, 4, 5, 6, 7, 8 et 3 autres)."
    )


@pytest.mark.parametrize(
    "cells", [{"A": "D9", "S": 0}, {"B": "987654321AB"}, {"C": "Null"}, {"H": "0930125F", "A": 0},
              {"P": "Favorable"}, {"L": 93012345}],
    ids=str,
)  # fmt: skip
def test_whoever_is_named_is_a_row(tmp_path: Path, cells: dict[str, object]) -> None:
    """A key, a name, a school, an answer: the line is somebody's, and set aside with its reason."""
    assert account(check(tmp_path, row(1), only(**cells)))[1:3] == (1, 1)


@pytest.mark.parametrize(
    "cells",
    [
        {"A": "Exemple : D00001"},
        {"A": "EX : D00001"},
        {"A": "ex. D00001 (à supprimer)"},
        {"A": "Exemple"},
        {"C": "DUPONT (exemple)"},
        {"C": "exemple : Dupont"},
        {"C": "à supprimer"},
        {"F": "(modèle)"},
        {"K": "Ligne d'exemple"},
        {"U": "à effacer"},
        {"U": "Modèle"},
        {"I": "[LIGNE EXEMPLE] Lycée Jean Moulin"},
        {"A": "EXEMPLE 1"},
        {"F": "Exemple - Collège Jean Moulin"},
        {"A": "*** exemple ***"},
        {"A": "Exemple à supprimer avant envoi"},
    ],
    ids=str,
)
def test_an_example_line_is_set_aside(tmp_path: Path, cells: dict[str, object]) -> None:
    """A mark of a model, in any column, sets the line aside with its reason; the others count."""
    extra = cells.pop("U", "") if "U" in cells else ""
    campaign = check(
        tmp_path, [*row(1, **cells), extra], [*row(2), "x"], headers=[*HEADERS, "Repère"]
    )
    assert account(campaign) == (3, 1, 1, 1)
    (told,) = [fault for fault in campaign.faults if fault.severity == "error"]
    assert blank(told.message) == (
        "Ligne 2 : 1 ligne d’exemple (2) est écartée : effacez ce qui n’est qu’un modèle, ou ôtez la "
        "marque d’exemple si c’est un élève ou une offre."
    )
    assert campaign.set_aside == {("candidatures.xlsx", "Sheet", 2)}


def test_a_mark_alone_heads_the_line_below(tmp_path: Path) -> None:
    """« Exemple : » on a line of its own is said of the next one."""
    campaign = check(tmp_path, only(A="Exemple :"), row(1, C="DUPONT"), row(2), row(3))
    assert account(campaign) == (5, 2, 2, 1)


@pytest.mark.parametrize(
    "cells",
    [
        {"C": "EXEMPLE"},
        {"C": "Modèle"},
        {"C": "Exemple-Martin"},
        {"F": "Collège Exemple"},
        {"F": "Collège des Exemples"},
        {"I": "LP Exemple"},
        {"G": "Exemple"},
        {"U": "apporter un dossier, par exemple un dessin"},
        {"U": "ex : salle B12"},
        {"C": "Exelmans"},
    ],
    ids=str,
)
def test_a_name_that_has_the_word_is_no_example(tmp_path: Path, cells: dict[str, object]) -> None:
    """A school, a street, a pupil or a remark may hold the word: the mark must look like one."""
    extra = cells.pop("U", "") if "U" in cells else ""
    campaign = check(tmp_path, [*row(1, **cells), extra], headers=[*HEADERS, "Repère"])
    assert account(campaign)[1:3] == (1, 0)


@pytest.mark.parametrize(
    "said",
    [
        {"A": "8 caractères", "B": "obligatoire", "M": "jj/mm/aaaa", "P": "choisir dans la liste"},
        {"A": "texte", "H": "texte", "M": "date", "O": "oui/non"},
        {"B": "11 caractères maximum", "M": "JJ/MM/AAAA", "C": "facultatif"},
        {"B": "code du pupitre", "M": "le jour d'arrivée", "P": "ce que pense le jury", "C": "en majuscules"},
    ],
    ids=str,
)  # fmt: skip
def test_instructions_under_the_header_are_one_finding(
    tmp_path: Path, said: dict[str, object]
) -> None:
    """The line that says what to write is no pupil, and its cells are no errors."""
    campaign = check(tmp_path, only(**said), row(1), row(2))
    assert account(campaign)[1:3] == (2, 0)
    assert {fault.severity for fault in campaign.faults} <= {"info"}


def test_a_first_row_that_is_wrong_is_no_instruction(tmp_path: Path) -> None:
    """A pupil whose cells are all wrong is told cell by cell."""
    wrong = row(1, B="12AB", H="0930125Z", M="31/02/2025", N="30/02/2025", P="bof", E="0931234Z")
    assert account(check(tmp_path, wrong, row(2)))[2] == 1


def strike(path: Path, rows: list[int], columns: range) -> None:
    """Strike cells of a workbook through."""
    book = load_workbook(path)
    for number in rows:
        for column in columns:
            book.active.cell(number, column).font = Font(strike=True)
    book.save(path)


def test_struck_lines_are_set_aside_at_once(tmp_path: Path) -> None:
    """Lines struck from end to end are set aside, one finding for all; blanks need no stroke."""
    campaign_folder = write_campaign(tmp_path)
    path = write_table(tmp_path / "candidatures.xlsx", [HEADERS, *map(row, range(1, 6))])
    strike(path, [3, 6], range(1, len(HEADERS) + 1))
    campaign = check_folder(campaign_folder)
    assert account(campaign) == (6, 3, 2, 1)
    (told,) = campaign.faults
    assert blank(told.message) == (
        "Ligne 3 : 2 lignes barrées d’un bout à l’autre (3 et 6) sont écartées : inscrivez "
        "l’annulation dans sa colonne, ou ôtez la barre."
    )


def test_a_line_struck_in_part_counts(tmp_path: Path) -> None:
    """What is struck in it is refused and said; the pupil counts."""
    write_campaign(tmp_path)
    path = write_table(tmp_path / "candidatures.xlsx", [HEADERS, *map(row, range(1, 4))])
    strike(path, [2, 4], range(AT["Présence"] + 1, AT["Date de l'avis"] + 2))
    campaign = check_folder(tmp_path)
    assert account(campaign) == (4, 3, 0, 1)
    assert [fault.code for fault in campaign.faults] == ["struck_cell"] * 3
    assert campaign.applications["opinion"].isna().tolist() == [True, False, True]
    assert campaign.applications["opinion_unreadable"].tolist() == [True, False, True]
