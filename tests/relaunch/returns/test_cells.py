"""The cells that a school filled in are read as a person sees them, in each form that schools send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from relaunches import edit_largest, read_all, save_through_office

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.faults import Fault
from passpro_nb.read.cells import cell_readers
from passpro_nb.read.files import Sheet
from passpro_nb.relaunch.forms import PUPILS
from passpro_nb.relaunch.pack import Pack
from passpro_nb.relaunch.returns.cells import FormCells
from passpro_nb.relaunch.returns.judge import Outcome
from passpro_nb.relaunch.returns.receipts import receipt, say_outcome

# Columns of « Élèves »: I interview day, J attendance, K opinion, L its date, M remark. Rows 4 to 43
# wait for an opinion, their attendance is known; nothing is known of rows 44 to 68.
STRUCK = Font(strike=True)
ENDINGS = ("xlsx", "ods", "xls")
Edit = Callable[[Any], object]


def merge(block: str, value: object) -> Edit:
    """Return an edit that merges cells and writes a value in them."""

    def edit(page: Any) -> None:
        page[block.split(":")[0]] = value
        page.merge_cells(block)

    return edit


def write(values: dict[str, object], *, struck: str = "", comments: dict[str, str] | None = None):
    """Return an edit that fills cells, strikes some through, and hangs comments on some."""

    def edit(page: Any) -> None:
        for place, value in values.items():
            page[place] = value
        for place in struck.split():
            page[place].font = STRUCK
        for place, text in (comments or {}).items():
            page[place].comment = Comment(text, "secrétariat")

    return edit


def strike_row(number: int) -> Edit:
    """Return an edit that strikes a line through from end to end, its opinion given."""

    def edit(page: Any) -> None:
        page.cell(number, 11).value = "Favorable"
        for cell in page[number]:
            cell.font = STRUCK

    return edit


MERGED: dict[str, tuple[Edit, dict[str, str]]] = {
    "an attendance over five pupils": (
        merge("J44:J48", "Présent"),
        {f"{row} Présence": "Présent" for row in range(44, 49)},
    ),
    "an interview day over three": (
        merge("I66:I68", datetime(2025, 5, 5)),
        {f"{row} Date d'entretien": "05/05/2025" for row in range(66, 69)},
    ),
    "an opinion from the last pupil down, beyond the table": (
        merge("K72:K90", "Réservé"),
        {"72 Avis": "Réservé"},
    ),
    "a date over two, beside their opinions": (
        lambda page: (
            write({"K4": "Favorable", "K5": "Réservé"})(page),
            merge("L4:L5", datetime(2025, 4, 29))(page),
        ),
        {
            "4 Avis": "Favorable", "5 Avis": "Réservé",
            "4 Date de l'avis": "29/04/2025", "5 Date de l'avis": "29/04/2025",
        },
    ),
}  # fmt: skip
COMPUTED = "a formula with a result"


def compute(page: Any) -> None:
    """Fill an opinion and its date with formulas, in cells that are not forced to be texts."""
    write({"K4": '=IF(1=1,"Favorable","")', "L4": "=DATE(2025,4,29)"})(page)
    page["K4"].number_format = "General"


TOLD: dict[str, tuple[Edit, str, int | None, str]] = {
    "an opinion struck, another written beside it": (
        write({"K4": "Favorable", "M4": "plutôt Réservé"}, struck="K4"),
        "returned_struck", 4,
        "La réponse est barrée : elle n’est pas prise. Demandez laquelle vaut.",
    ),
    "an attendance that we had filled in, struck": (
        write({}, struck="J6"),
        "returned_struck", 6,
        "La réponse est barrée : elle n’est pas prise. Demandez laquelle vaut.",
    ),
    "a line struck from end to end": (
        strike_row(7),
        "returned_struck_row", 7,
        "Ligne barrée, rien n’en est pris. L’élève s’est-il désisté ? Demandez-le à l’établissement.",
    ),
    "a pupil's name struck, the opinion not": (
        write({"K8": "Favorable"}, struck="E8 F8"),
        "returned_struck_row", 8,
        "Ligne barrée, rien n’en est pris. L’élève s’est-il désisté ? Demandez-le à l’établissement.",
    ),
    "one answer over two columns": (
        merge("J44:K46", "Présent"),
        "returned_merged", None,
        "Des cases sont fusionnées (lignes 44, 45 et 46) et rien ne dit à quelle colonne va la "
        "réponse : rien n’y est lu. Demandez une réponse par case, ou reportez-la à la main.",
    ),
    "an opinion and its date, on one line": (
        merge("K9:L9", "Favorable"),
        "returned_merged", None,
        "Des cases sont fusionnées (ligne 9) et rien ne dit à quelle colonne va la réponse : rien "
        "n’y est lu. Demandez une réponse par case, ou reportez-la à la main.",
    ),
    "errors where opinions stand": (
        write({"K4": "#N/A", "K5": "#REF!", "K6": "Favorable"}),
        "returned_formulas", None,
        "Formule sans résultat dans 2 cases (lignes 4 et 5) : rien n’y est lu. Demandez le "
        "classeur ouvert, recalculé et enregistré, ou les réponses saisies.",
    ),
    "signs for nothing": (
        write({"K4": "?", "K5": "/", "K6": "néant", "K7": "/"}),
        "returned_nothing", None,
        "Rien n’est répondu dans 4 cases (lignes 4, 5, 6 et 7), où il est écrit « ? », « / » et "
        "« néant ». Ce qu’on y demandait reste attendu.",
    ),
    "a comment on the last line only": (
        write({}, comments={"K72": "avis favorable"}),
        "returned_comment", 72,
        "Un commentaire est posé sur la case K72. Lisez-le, et reportez ce qu’il répond.",
    ),
    "answers to the right of the table": (
        write({"N44": "Absent", "N45": "Absent"}),
        "returned_beside", None,
        "Écrit hors des colonnes du classeur, dans 2 cases (lignes 44 et 45). Lisez-le, et reportez ce "
        "qu’il répond.",
    ),
    "a column of the school's own": (
        write({"N3": "Avis du jury", "N4": "Favorable"}),
        "returned_beside", None,
        "Écrit hors des colonnes du classeur, dans 1 case (ligne 4). Lisez-le, et reportez ce qu’il "
        "répond.",
    ),
    "a comment on a heading": (
        write({}, comments={"J3": "tous présents"}),
        "returned_comment", 3,
        "Un commentaire est posé sur la case J3. Lisez-le, et reportez ce qu’il répond.",
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def replies(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Path:
    """Return a folder that holds, by ending, each edited workbook in a folder of its own."""
    place = tmp_path_factory.mktemp("cases")
    edits = {case: told[0] for case, told in (MERGED | TOLD).items()} | {COMPUTED: compute}
    numbers = {case: f"r{number:02}" for number, case in enumerate(edits)}
    files = [edit_largest(pack, place / f"{numbers[case]}.xlsx", edits[case]) for case in edits]
    for ending in ENDINGS:
        (place / ending).mkdir()
        if ending != "xlsx":
            save_through_office(files, place / ending, ending, place / "profil")
    for case, number in numbers.items():
        for ending in ENDINGS:
            source = place / (ending if ending != "xlsx" else "") / f"{number}.{ending}"
            target = place / ending / case
            target.mkdir()
            source.rename(target / source.name)
    return place


def plain(text: str) -> str:
    """Return a text with ordinary blanks for the no-break ones."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def taken(outcome: Outcome) -> dict[str, str]:
    """Return the answers taken, by row and column."""
    rows = outcome.answers[outcome.answers["verdict"].eq("taken")]
    return {f"{row.row} {row.column}": row.value for row in rows.itertuples()}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("case", MERGED)
def test_an_answer_merged_over_several_pupils_is_each_one_s(campaign, replies, case, ending):
    """Each row under the block gets its answer, once; no other row does."""
    outcome = read_all(replies / ending / case, campaign)
    assert taken(outcome) == MERGED[case][1]
    assert outcome.faults == ()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("case", TOLD)
def test_what_is_not_sure_is_said_and_not_taken(campaign, replies, case, ending):
    """One finding, where it is and what to do; what is beside it is read as ever."""
    _, code, row, sentence = TOLD[case]
    outcome = read_all(replies / ending / case, campaign)
    assert [(f.code, f.row, plain(f.said)) for f in outcome.faults] == [(code, row, sentence)]
    assert taken(outcome) == ({"6 Avis": "Favorable"} if case.startswith("errors") else {})


def body(**answers: list[object]) -> list[list[object]]:
    """Return the cells of a sheet whose rows hold answers by column, each with a key of its own."""
    count = max(map(len, answers.values()))
    rows: list[list[object]] = [
        [f"CLE{number}", *[f"{column.code} {number}" for column in PUPILS.columns[1:8]], *[""] * 5]
        for number in range(count)
    ]
    places = [column.code for column in PUPILS.columns]
    for code, values in answers.items():
        for row, value in zip(rows, values, strict=False):
            row[places.index(code)] = value
    return [[column.heading for column in PUPILS.columns], *rows]


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_a_formula_with_a_result_is_an_answer(campaign, replies, ending):
    """What a formula came to is what a person reads there."""
    outcome = read_all(replies / ending / COMPUTED, campaign)
    assert taken(outcome) == {"4 Avis": "Favorable", "4 Date de l'avis": "29/04/2025"}
    assert outcome.faults == ()


def test_a_formula_that_nothing_computed_is_said(campaign, replies):
    """Written by a program that does not compute, it is blank to machines only."""
    outcome = read_all(replies / "xlsx" / COMPUTED, campaign)
    assert taken(outcome) == {}
    assert [(f.code, f.column) for f in outcome.faults] == [
        ("returned_formulas", "Avis"), ("returned_formulas", "Date de l'avis"),
    ]  # fmt: skip


Given = list[dict[str, object]]


def look(
    campaign: Campaign, cells: list[list[object]], header: int = 0, **facts: Any
) -> tuple[Given, list[Fault]]:
    """Return what each row of a sheet says by column (a value, else a fault), and the findings."""
    readers = cell_readers(campaign.settings)
    readers |= {"day": readers["date"]}
    positions = {column.code: at for at, column in enumerate(PUPILS.columns)}
    sheet = Sheet("r.ods", PUPILS.title, cells, **facts)
    form = FormCells(sheet, header, PUPILS, positions, readers)
    rows = [{c: r.value or r.fault for c, r in row.answers.items()} for row in form.read()]
    return [{code: said for code, said in row.items() if said} for row in rows], form.faults


def test_an_answer_beneath_a_merged_one_is_not_overruled(campaign):
    """LibreOffice keeps what merged cells held: where it says otherwise, the block is refused."""
    cells = body(opinion=["Favorable", "Réservé", ""])
    given, faults = look(campaign, cells, merged=((1, 10, 3, 10),))
    assert given == [{}, {}, {}]
    assert [plain(found.said) for found in faults] == [
        "Des cases sont fusionnées (lignes 2, 3 et 4) et une autre réponse est cachée dessous : rien "
        "n’y est lu. Demandez une réponse par case, ou reportez-la à la main."
    ]
    same = body(opinion=["Favorable", "Favorable", ""])
    given, faults = look(campaign, same, merged=((1, 10, 3, 10),))
    assert (given, faults) == ([{"opinion": "Favorable"}] * 3, [])


def test_a_block_over_rows_that_a_filter_hides_is_refused(campaign):
    """Whoever merged the cells did not see the pupils between: nothing is answered for them."""
    cells = body(attendance=["Absent", "", "", "Présent"])
    given, faults = look(campaign, cells, merged=((1, 9, 3, 9),), hidden_rows=frozenset({3}))
    assert given == [{}, {}, {}, {"attendance": "present"}]
    assert [found.column for found in faults] == ["Présence"]
    assert "elles couvrent des lignes masquées" in faults[0].said


def test_a_block_over_names_invents_nothing_and_names_nobody(campaign):
    """A name merged over answers is no answer; merged over other names, it is nobody's fault."""
    cells = body(opinion=["", "Favorable"], last_name=["Exemple", ""])
    given, faults = look(campaign, cells, merged=((1, 4, 1, 10), (1, 5, 2, 5)))
    assert given == [{}, {"opinion": "Favorable"}]
    (found,) = faults
    assert found.column.startswith("Nom, Prénom")
    assert found.value is None
    assert "Exemple" not in found.said


def test_blocks_that_say_nothing_are_not_told(campaign):
    """A blank block, a title above, a heading merged downwards: no answer is there, none is made."""
    cells = body(opinion=["", "", ""], attendance=["Présent", "", ""])
    cells.insert(0, ["", "LP Exemple"])
    merged = ((0, 1, 0, 12), (1, 9, 3, 9), (2, 10, 4, 11), (2, 12, 4, 12))
    given, faults = look(campaign, cells, 1, merged=merged)
    assert given == [{"attendance": "present"}, {}, {}]
    assert faults == []


def test_blocks_that_overlap_cost_little(campaign):
    """A hostile sheet says a hundred thousand times the same block: rows are visited once."""
    cells = body(opinion=["Favorable", *[""] * 2999])
    given, faults = look(campaign, cells, merged=((1, 10, 3000, 10),) * 100_000)
    assert (given, faults) == ([{"opinion": "Favorable"}] * 3000, [])


def test_formulas_that_nothing_computed_are_one_finding_a_column(campaign):
    """Each column is told once, with its rows; a row without a key is told as a whole."""
    cells = body(opinion=["", "", "", "F"], opinion_on=[""] * 4)
    cells[3][0] = ""
    formulas = frozenset({(1, 10), (2, 10), (3, 10), (1, 11)})
    given, faults = look(campaign, cells, formulas=formulas)
    assert given == [{}, {}, {}, {"opinion": "Favorable"}]
    assert [(found.column, plain(found.said)[:50]) for found in faults] == [
        ("Avis", "Formule sans résultat dans 2 cases (lignes 2 et 3)"),
        ("Date de l'avis", "Formule sans résultat dans 1 case (ligne 2) : rien"),
    ]


def test_a_struck_answer_merged_over_three_is_struck_for_each(campaign):
    """What is struck in the first cell of a block is struck for all its rows."""
    cells = body(opinion=["Réservé", "", ""])
    given, faults = look(campaign, cells, merged=((1, 10, 3, 10),), struck=frozenset({(1, 10)}))
    assert (given, faults) == ([{"opinion": "returned_struck"}] * 3, [])


AMERICAN = ["04/03/2025", "03/28/2025", date(2025, 3, 4)]
FRENCH = ["04/03/2025", "28/03/2025", date(2025, 3, 28)]


def test_a_month_first_column_is_refused_as_a_whole(campaign):
    """One date that can only be month-first, none day-first: no date of the column is taken."""
    given, faults = look(campaign, body(opinion_on=AMERICAN, interview_on=FRENCH))
    assert [row.get("opinion_on") for row in given] == [None] * 3
    assert ["interview_on" in row for row in given] == [True] * 3
    assert [(found.column, plain(found.said)) for found in faults] == [
        (
            "Date de l'avis",
            "Dates écrites mois d’abord dans cette colonne : aucune n’est prise, sur 3 cases (lignes "
            "2, 3 et 4). Demandez-les au format jj/mm/aaaa.",
        )
    ]


def test_one_slip_among_french_dates_is_one_refused_cell(campaign):
    """Where another date is day-first, « 03/28/2025 » is a slip of its own."""
    given, faults = look(campaign, body(opinion_on=["28/03/2025", "03/28/2025", "04/04/2025"]))
    days = [row["opinion_on"] for row in given]
    assert days == [date(2025, 3, 28), "impossible_date", date(2025, 4, 4)]
    assert faults == []


# --------------------------------------------------------------------------------- comments


def test_comments_are_counted_and_never_quoted_to_the_school(campaign, pack, tmp_path):
    """The office reads them; the receipt says where they are, not what they say of whom."""
    said = {"K4": "Favorable pour Léa", "M43": "Noé absent,\nà reconvoquer"}
    edit_largest(pack, tmp_path / "r.xlsx", write({}, comments=said))
    outcome = read_all(tmp_path, campaign)
    assert plain(say_outcome(outcome)).endswith(
        "0 non prise, 2 à reporter à la main (dont 2 commentaires, à lire)."
    )
    told = outcome.answers[outcome.answers["verdict"].eq("report")]
    assert told["value"].tolist() == ["Favorable pour Léa", "Noé absent, à reconvoquer"]
    assert told["column"].tolist() == ["Avis", "Remarque"]
    text = plain("\n".join(receipt("r.xlsx", outcome.answers, "Lycée")))
    assert "feuille Élèves, ligne 4, Avis : Un commentaire est posé sur la case K4." in text
    assert "Léa" not in text
    assert "Noé" not in text


def test_a_comment_anywhere_in_a_workbook_is_told(campaign, pack, tmp_path):
    """On the notice or on the catalogue too; those of a stray workbook are nobody's answers."""
    edit_largest(pack, tmp_path / "r.xlsx", write({}, comments={"A2": "voir mail"}), "À lire")
    outcome = read_all(tmp_path, campaign)
    assert [(f.code, f.sheet, f.column) for f in outcome.faults] == [
        ("returned_comment", "À lire", "A")
    ]
    stray = openpyxl.Workbook()
    stray.active["A1"].comment = Comment("y", "x")
    stray.save(tmp_path / "r.xlsx")
    assert [f.code for f in read_all(tmp_path, campaign).faults] == ["returned_not_ours"]


def test_what_is_written_beside_is_shown_to_the_office_only(campaign, pack, tmp_path):
    """The office reads the words, named by their column; the receipt says where they are."""
    edit_largest(pack, tmp_path / "r.xlsx", write({"O3": "Motif", "O4": "Léa malade", "O200": "x"}))
    outcome = read_all(tmp_path, campaign)
    told = outcome.answers[outcome.answers["verdict"].eq("report")]
    assert told[["column", "value"]].values.tolist() == [["Motif", "Léa malade"]]
    text = plain("\n".join(receipt("r.xlsx", outcome.answers, "Lycée")))
    assert "Motif : Écrit hors des colonnes du classeur, dans 1 case (ligne 4)." in text
    assert "Léa" not in text
