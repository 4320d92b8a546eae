"""Cells that are not blank to a person: formulas, strokes, errors, comments; dates month-first."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from campaigns import blank
from faults_cases import GOOD, write_campaign
from openpyxl.comments import Comment
from openpyxl.styles import Font
from written import write_table

from passpro_nb.check.campaign import Campaign, check_folder
from passpro_nb.export.annotated import write_annotated
from passpro_nb.read.dates import are_month_first, day_first

PUPILS = 4


def write(folder: Path, cells: Mapping[str, object], pupils: int = PUPILS) -> Path:
    """Write a campaign of some pupils with some cells of their sheet changed."""
    own = {f"A!A{row}": f"D{row}" for row in range(2, pupils + 2)}
    own |= {f"A!B{row}": None for row in range(2, pupils + 2)}
    return write_campaign(folder, own | {f"A!{cell}": value for cell, value in cells.items()})


def column(letter: str, *values: object) -> dict[str, object]:
    """Return the cells of a column, from the second row."""
    return {f"{letter}{row}": value for row, value in enumerate(values, 2)}


def said(campaign: Campaign, code: str) -> list[str]:
    """Return what is said of one kind."""
    return [blank(fault.message) for fault in campaign.faults if fault.code == code]


def edited(folder: Path, edit: object) -> Campaign:
    """Return the campaign once its sheet of applications is edited."""
    book = openpyxl.load_workbook(folder / "candidatures.xlsx")
    edit(book.active)
    book.save(folder / "candidatures.xlsx")
    return check_folder(folder)


def test_formulas_without_a_result_are_counted(tmp_path: Path) -> None:
    """One error a column: it counts them and says what to do; the cells are refused."""
    campaign = check_folder(write(tmp_path, column("P", "=Z1", "=Z2", None, "=Z4")))
    assert said(campaign, "uncomputed_formula") == [
        "Ligne 2, colonne Avis : 3 formules sans résultat (lignes 2, 3 et 5) : ouvrez le classeur "
        "dans Excel, enregistrez-le, puis relancez. En attendant, ces cellules sont laissées vides."
    ]
    assert campaign.applications["opinion_unreadable"].tolist() == [True, True, False, True]


def test_a_formula_that_serves_no_figure_is_no_error(tmp_path: Path) -> None:
    """A column that nobody counts may hold what it likes."""
    cells = {"U1": "Observations", "V1": "Classe"} | column("U", "=Z1") | column("V", "=Z1")
    assert {f.code for f in check_folder(write(tmp_path, cells)).faults} == {"unknown_columns"}


@pytest.mark.parametrize("letters", ["A", "H", "K", "AHK"])
def test_rows_whose_keys_are_formulas_are_set_aside(tmp_path: Path, letters: str) -> None:
    """They are counted and told by their column alone, not once more row by row."""
    cells = {}
    for letter in letters:
        cells |= column(letter, *["=Z1"] * PUPILS)
    if "H" in letters:
        cells |= column("I", *[None] * PUPILS)
    campaign = check_folder(write(tmp_path, cells))
    mine = campaign.reconciliation.set_index("file").loc["candidatures.xlsx"]
    assert (mine["rows"], mine["set_aside"]) == (PUPILS + 1, PUPILS)
    assert [fault.code for fault in campaign.faults] == ["uncomputed_formula"] * len(letters)


def test_rows_of_nothing_but_formulas_do_not_vanish(tmp_path: Path) -> None:
    """A sheet that a script wrote as links has rows, although every cell of them is blank."""
    cells = {f"{letter}{row}": "=Z1" for letter in GOOD["A"] for row in (3, 4)}
    campaign = check_folder(write(tmp_path, cells, pupils=3))
    mine = campaign.reconciliation.set_index("file").loc["candidatures.xlsx"]
    assert (mine["rows"], mine["accepted"], mine["set_aside"]) == (4, 1, 2)


def test_an_error_is_no_blank(tmp_path: Path) -> None:
    """Excel's errors are said once a column, the first one quoted."""
    cells = column("P", "#N/A", None, "#REF!") | column("S", "#DIV/0!") | column("R", None, "#N/D")
    campaign = check_folder(write(tmp_path, cells))
    assert len(said(campaign, "error_cell")) == 3
    assert campaign.applications["opinion_unreadable"].tolist() == [True, False, True, False]
    assert said(campaign, "error_cell")[0].startswith("Ligne 2, colonne Avis : 2 erreurs d’Excel")


def test_an_error_in_a_key_is_told_by_its_column(tmp_path: Path) -> None:
    """A host that a lookup did not find: the row is set aside, with one error for all of them."""
    cells = column("H", "#N/A", "#N/A") | column("I", None, None)
    campaign = check_folder(write(tmp_path, cells))
    assert [fault.code for fault in campaign.faults] == ["error_cell"]
    assert len(campaign.set_aside) == 2


def test_comments_that_may_be_answers_are_said(tmp_path: Path) -> None:
    """One finding a column, by cell; a comment is never quoted, for it may name somebody."""

    def edit(sheet) -> None:
        for cell in ("P2", "P3", "N4", "C2", "A3"):
            sheet[cell].comment = Comment("Favorable, dit M. Untel", "Lycée")

    campaign = edited(write(tmp_path, column("P", None, "Favorable") | {"S3": None}), edit)
    assert said(campaign, "unread_comment") == [
        "Ligne 2, colonne Avis : 2 commentaires (P2 et P3) : les commentaires ne sont pas lus ; "
        "reportez dans les cellules ce qu’ils disent.",
        "Ligne 4, colonne Date d'entretien : 1 commentaire (N4) : les commentaires ne sont pas lus ; "
        "reportez dans les cellules ce qu’ils disent.",
    ]
    assert "Untel" not in str([fault.message for fault in campaign.faults])


def test_a_comment_on_a_blank_of_any_column_is_said(tmp_path: Path) -> None:
    """What is missing may stand in the comment."""

    def edit(sheet) -> None:
        sheet["S3"].comment = Comment("2", "Lycée")

    campaign = edited(write(tmp_path, {"S3": None}), edit)
    assert len(said(campaign, "unread_comment")) == 1


def test_the_comments_of_a_copy_given_back_are_no_answers(tmp_path: Path) -> None:
    """An annotated copy put back as a delivery does not tell its own findings again."""
    write(tmp_path / "campagne", {"P2": "bof"})
    (tmp_path / "rendu").mkdir()
    (copy,) = write_annotated(check_folder(tmp_path / "campagne"), tmp_path / "rendu")
    (tmp_path / "campagne" / "candidatures.xlsx").write_bytes(copy.read_bytes())
    campaign = check_folder(tmp_path / "campagne")
    assert len(said(campaign, "unknown_opinion")) == 1
    assert said(campaign, "unread_comment") == []


def test_pupils_may_be_called_null(tmp_path: Path) -> None:
    """« Null », « Na » or « Nc » is read as the name that it is, and kept from there on."""
    cells = column("C", "Null", "NA", "Nd", "?") | {"U1": "Prénom"} | column("U", "Nan", "Nc", "-")
    pupils = check_folder(write(tmp_path, cells)).applications
    assert pupils["last_name"].tolist()[:3] == ["Null", "NA", "Nd"]
    assert pupils["last_name"].isna().tolist() == [False, False, False, True]
    assert pupils["first_name"].isna().tolist() == [False, False, True, True]


def test_a_struck_answer_is_refused(tmp_path: Path) -> None:
    """Struck answers of a column are one error; a struck blank is none."""

    def edit(sheet) -> None:
        for cell in ("P2", "P3", "P4", "S5"):
            sheet[cell].font = Font(strike=True)

    campaign = edited(write(tmp_path, {"P4": None, "S5": None}), edit)
    assert said(campaign, "struck_cell") == [
        "Ligne 2, colonne Avis : 2 cellules barrées (lignes 2 et 3) : ce qui est barré n’est pas lu ; "
        "effacez-le s’il ne vaut plus, ôtez la barre s’il vaut encore."
    ]


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods"])
@pytest.mark.parametrize("block", [(1, 15, 4, 15), (1, 15, 4, 16), (2, 15, 4, 15)])
def test_a_merged_block_speaks_for_each_of_its_rows(
    tmp_path: Path, ending: str, block: tuple[int, int, int, int]
) -> None:
    """An opinion merged down over several pupils is each one's, in every form of workbook."""
    headers = [header for header, _ in GOOD["A"].values()]
    row = [value or "" for _, value in GOOD["A"].values()]
    rows = [[f"D{n}", "", *row[2:]] for n in range(1, 5)]
    for number in range(block[0], 4):
        rows[number][15:17] = ["", ""]  # the opinion and its day, under the first one's
    rows[block[0] - 1][16] = ""
    (write_campaign(tmp_path) / "candidatures.xlsx").unlink()
    write_table(tmp_path / f"candidatures{ending}", [headers, *rows], [block])
    assert check_folder(tmp_path).applications["opinion"].tolist() == ["Favorable"] * 4


AMERICAN = ("03/12/2025", "03/13/2025", "04/02/2025", "03/20/2025")


def test_an_american_column_is_refused_as_a_whole(tmp_path: Path) -> None:
    """Days over 12 stand second, none first: no date of the column is believed, one error says so."""
    campaign = check_folder(write(tmp_path, column("N", *AMERICAN)))
    assert len(said(campaign, "month_first")) == 1
    assert said(campaign, "impossible_date") == []
    assert campaign.applications["interview_on"].isna().all()


def test_half_converted_dates_are_refused_with_their_texts(tmp_path: Path) -> None:
    """Where a French Excel opened it, days up to 12 have become dates, day and month exchanged."""
    half = (dt.datetime(2025, 12, 3), "03/13/2025", dt.datetime(2025, 2, 4), "03/20/2025")
    campaign = check_folder(write(tmp_path, column("N", *half)))
    assert said(campaign, "month_first")[0].startswith(
        "Ligne 2, colonne Date d'entretien : 4 dates (lignes 2, 3, 4 et 5)"
    )
    assert campaign.applications["interview_on"].isna().all()


def test_true_dates_are_kept_beside_one_slip(tmp_path: Path) -> None:
    """A real date after the 12th proves that no program has exchanged them."""
    cells = column("N", dt.datetime(2025, 3, 13), "03/14/2025", dt.datetime(2025, 3, 12))
    campaign = check_folder(write(tmp_path, cells | {"N5": dt.datetime(2025, 4, 2)}))
    assert campaign.applications["interview_on"].notna().tolist() == [True, False, True, True]


def test_a_column_with_both_orders_is_told_cell_by_cell(tmp_path: Path) -> None:
    """Some only month-first, some only day-first: what cannot be is an error, the rest is read."""
    campaign = check_folder(write(tmp_path, column("N", "13/03/2025", "03/13/2025", "02/04/2025")))
    assert said(campaign, "month_first") == []
    assert len(said(campaign, "impossible_date")) == 1
    assert campaign.applications["interview_on"].iloc[2].date() == dt.date(2025, 4, 2)


@pytest.mark.parametrize("cells", [AMERICAN, (dt.datetime(2025, 12, 3), *AMERICAN[1:])])
def test_the_order_that_the_analyst_confirms_is_read(tmp_path: Path, cells: tuple) -> None:
    """« mois/jour » in correspondances.toml: the column is read month-first, its hours dropped."""
    write(tmp_path, column("N", *cells))
    text = '[dates.candidatures]\n"Date d\'entretien" = "mois/jour"\n'
    (tmp_path / "correspondances.toml").write_text(text, encoding="utf-8")
    campaign = check_folder(tmp_path)
    days = [day.date() for day in campaign.applications["interview_on"]]
    assert days == [dt.date(2025, *day) for day in ((3, 12), (3, 13), (4, 2), (3, 20))]
    assert said(campaign, "month_first") == []


def test_an_order_said_of_a_header_spares_french_files(tmp_path: Path) -> None:
    """Two files share a header, one alone is American: the other's days are not exchanged."""
    write(tmp_path, column("N", *AMERICAN))
    french = [value or "" for _, value in GOOD["A"].values()]
    rows = [["D91", "", *french[2:]], ["D92", "", *french[2:]]]
    at = list(GOOD["A"]).index("N")
    rows[0][at], rows[1][at] = "13/03/2025", "02/04/2025"
    headers = [header for header, _ in GOOD["A"].values()]
    write_table(tmp_path / "candidatures sud.csv", [headers, *rows])
    text = '[dates.candidatures]\n"Date d\'entretien" = "mois/jour"\n'
    (tmp_path / "correspondances.toml").write_text(text, encoding="utf-8")
    days = check_folder(tmp_path).applications.set_index("pupil")["interview_on"]
    assert [day.date() for day in days[days.index.str.contains("D9")]] == [
        dt.date(2025, 3, 13), dt.date(2025, 4, 2),
    ]  # fmt: skip


def test_the_french_order_may_be_confirmed_too(tmp_path: Path) -> None:
    """« jour/mois » : one slip does not cost the column its other dates."""
    write(tmp_path, column("N", *AMERICAN))
    text = '[dates.candidatures]\n"Date d\'entretien" = "jour/mois"\n'
    (tmp_path / "correspondances.toml").write_text(text, encoding="utf-8")
    campaign = check_folder(tmp_path)
    assert len(said(campaign, "impossible_date")) == 2


@pytest.mark.parametrize(
    ("cells", "american"),
    [
        (["03/14/2025"], True), (["03/04/2025"], False), (["14/03/2025", "03/14/2025"], False),
        (["2025-03-14", "14 mars"], False), (["envoyée le 03/14/2025"], True),
        (["03-14-25 14h00", "1.2.25"], True), (["31/31/2025"], False), ([None, 12, ""], False),
    ],
)  # fmt: skip
def test_what_is_month_first(cells: list[object], american: bool) -> None:
    """Numbers alone tell the order; texts that name their month or begin by the year do not."""
    assert are_month_first(cells) is american


def test_the_day_before_the_month() -> None:
    """Only the two numbers are exchanged."""
    assert day_first("envoyée le 03/14/2025 à 9h") == "envoyée le 14/03/2025 à 9h"
    assert day_first(dt.date(2025, 12, 3)) == dt.date(2025, 3, 12)
