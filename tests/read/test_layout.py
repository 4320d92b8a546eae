"""The table of a sheet is found wherever it lies, and every row is accounted for."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from written import write_table

from passpro_nb.domain.errors import UnreadableFile
from passpro_nb.read.files import Sheet, read_sheets
from passpro_nb.read.layout import Layout, find_table, find_tables
from passpro_nb.read.layout.grid import column_letters

LABELS = tomllib.loads(Path(__file__).with_name("real_layouts.toml").read_text("utf-8"))["layout"]
HEADER = ["UAI", "Établissement", "Commune", "Formation", "Places"]
BODY = [
    ["0930125F", "Lycée Jean Moulin", "Pantin", "CAP cuisine", 12.0],
    ["0771336J", "LP des Rives", "Melun", "2de pro métiers du bois", 24.0],
    ["0940118T", "LPO de l’Orme", "Créteil", "CAP coiffure", ""],
]


def known(headers: list[str]) -> float:
    """Stand for the alias book: the share of headers that are this file's."""
    return sum(text in KNOWN for text in headers) / len(headers)


def sheet_of(rows: list[list[object]], merged=()) -> Sheet:
    """Return a sheet as the reader of files gives it: rectangular."""
    width = max(map(len, rows), default=0)
    return Sheet("f", "s", [row + [""] * (width - len(row)) for row in rows], merged=tuple(merged))


def table_of(rows: list[list[object]], merged=(), score=None) -> Layout:
    """Return the main table of some rows, which must have one."""
    table = find_table(sheet_of(rows, merged), score)
    assert table is not None
    return table


def headers_of(table: Layout) -> list[str]:
    """Return the joined headers."""
    return [column.header for column in table.columns]


def rows_with_content(sheet: Sheet) -> list[int]:
    """Return Excel's numbers of the rows that hold anything."""
    return [n for n, row in enumerate(sheet.cells, 1) if any(str(c).strip() for c in row)]


def assert_accounted(table: Layout) -> None:
    """Check that each row with content is in exactly one place."""
    places = [*table.header_rows, *table.ignored, *(number for number, _ in table.rows)]
    assert sorted(places) == rows_with_content(table.sheet)


# --- real files -----------------------------------------------------------------------------------


def matches(table: Layout | None, label: dict) -> bool:
    """Tell whether a table is where the label says, with its headers, body and ignored rows."""
    if table is None or "none" in label:
        return (table is None) == ("none" in label)
    headers = headers_of(table)
    numbers = [number for number, _ in table.rows]
    found = {
        reason: [n for n, r in table.ignored.items() if r == reason] for reason in ("total", "note")
    }
    return (
        list(table.header_rows) == label["header"]
        and all(any(h.startswith(text) for h in headers) for text in label["columns"])
        and label.get("first", numbers[0]) == numbers[0]
        and label.get("last", numbers[-1]) == numbers[-1]
        and label.get("total", found["total"]) == found["total"]
        and label.get("notes", found["note"]) == found["note"]
    )


def is_found(shared: Path, label: dict) -> bool:
    """Tell whether a labelled sheet is read as labelled: the main table, or one of several."""
    folder = "establishments" if label["file"].endswith(".csv") else "xl"
    try:
        sheets = {
            s.name.strip(): s for s in read_sheets(shared / "realdata" / folder / label["file"])
        }
    except UnreadableFile:
        return "damaged" in label
    sheet = sheets[label["sheet"].strip()]
    if matches(find_table(sheet), label):
        return True
    return "header" in label and any(matches(table, label) for table in find_tables(sheet))


def test_labels_cover_every_file(shared):
    """No file of the two folders was left without a label."""
    files = {p.name for f in ("xl", "establishments") for p in (shared / "realdata" / f).iterdir()}
    assert {label["file"] for label in LABELS if label.get("main")} == files


def test_real_tables_are_found(shared):
    """Of the files that have a table, at least 95 % give the one that a person sees."""
    mains = [label for label in LABELS if label.get("main") and "header" in label]
    missed = [label["file"] for label in mains if not is_found(shared, label)]
    assert len(mains) >= 28
    assert len(missed) <= 0.05 * len(mains), missed


def test_real_files_without_a_table_are_refused(shared):
    """Covers, notices and forms give no table; the damaged file a sentence."""
    bare = [x for x in LABELS if ("none" in x or "damaged" in x) and "doubtful" not in x]
    missed = [(x["file"], x.get("sheet")) for x in bare if not is_found(shared, x)]
    assert len(missed) <= 0.2 * len(bare), missed


def test_real_files_take_no_time_and_lose_no_row(shared):
    """Each real file is read in a few seconds, each of its rows accounted for."""
    for path in sorted((shared / "realdata" / "xl").iterdir()):
        start = time.perf_counter()
        try:
            sheets = read_sheets(path)
        except UnreadableFile:
            continue
        for sheet in sheets:
            for table in find_tables(sheet):
                assert_accounted(table)
        assert time.perf_counter() - start < 5, path.name


def test_bureau_catalogue(shared):
    """The office's catalogue: header on row 5, the département merged downwards, a lone total."""
    _, sheet = read_sheets(shared / "cases" / "bureau" / "catalogue passpro 2025.xlsx")
    table = find_table(sheet)
    assert (table.header_rows, table.rows[0][0], table.rows[-1][0]) == ((5,), 6, 570)
    assert table.ignored == {2: "title", 3: "title", 571: "total"}
    assert {cells[0] for _, cells in table.rows} == {"77", "93", "94"}


# --- shapes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "INE|Nom de l'élève|Prénom 1|Code UAI étab. origine|Rang du vœu|Code offre de formation (vœu)",
        "ACADEMIE|UAI|LIBELLE_TYPE_ETABLISSEMENT|LIBELLE_ETABLISSEMENT|CP|COMMUNE|CODE_OFFRE",
        "Département|Palier|Identifiant établissement OF|Libellé formation OF|Capacité affectation OF|V1",
        "Etablissement d’accueil|MEF STAT 11|Capacité carte scolaire|Demandes vœux 1",
        "Identifiant_de_l_etablissement|Nom_etablissement|Code_postal|latitude|longitude",
    ],
)
@pytest.mark.parametrize("above", [0, 1, 28])
def test_real_headers_are_recognised(header, above):
    """The headers of the field (domain.md) are found, also under a title, also on the last row."""
    names = header.split("|")
    values = ["0930125F", "CAP CUISINE", "NA", "12,5", "PANTIN", "93500", "24"][: len(names)]
    title = [["Catalogue des formations de l’académie de Créteil"]] if above else []
    rows = title + [[]] * (above - 1 if above else 0) + [names] + [values] * 3
    table = table_of(rows)
    assert table.header_rows == (above + 1,)
    assert headers_of(table) == names
    assert [cells for _, cells in table.rows] == [values] * 3


GROUPED = [
    ["UAI", "Nom", "Entretien", "", "Places"],
    ["", "", "Date", "Lieu", ""],
    ["0930125F", "Lycée Jean Moulin", "12/03/2025", "salle 3", "12"],
    ["0771336J", "LP des Rives", "13/03/2025", "amphi", "24"],
]
JOINED = ["UAI", "Nom", "Entretien Date", "Entretien Lieu", "Places"]


@pytest.mark.parametrize(
    "merged", [[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4)], [(0, 2, 0, 3)]]
)
def test_two_level_header_is_joined(merged):
    """« Entretien » merged over « Date » and « Lieu » gives « Entretien Date », « Entretien Lieu »."""
    table = table_of(GROUPED, merged)
    assert (table.header_rows, headers_of(table)) == ((1, 2), JOINED)
    assert [number for number, _ in table.rows] == [3, 4]


def test_group_above_a_full_header_is_joined():
    """A group merged above some of the columns joins them only; a title merged over all does not."""
    rows = [["", "", "Entretien", "", ""], ["UAI", "Nom", "Date", "Lieu", "Places"], *GROUPED[2:]]
    assert headers_of(table_of(rows, [(0, 2, 0, 3)])) == JOINED
    rows[0] = ["Catalogue 2025", "", "", "", ""]
    table = table_of(rows, [(0, 0, 0, 4)])
    assert (table.header_rows, table.ignored) == ((2,), {1: "title"})


def test_alias_book_decides_between_joined_and_alone():
    """Where the joined headers are less known than the line alone, the line stays alone."""
    rows = [["Campagne", "", "Créteil", "", ""], HEADER, *BODY]
    table = table_of(rows, [(0, 0, 0, 1), (0, 2, 0, 4)], known)
    assert (table.header_rows, headers_of(table)) == ((2,), HEADER)


def test_a_group_gives_its_name_where_it_tells_columns_apart():
    """« Origine » and « Accueil » tell two « UAI » apart; « Élève » adds nothing to « INE »."""
    names = {"INE", "Origine UAI", "Accueil UAI", "Avis", "Avis Date"}
    rows = [
        ["Élève", "", "Origine", "Accueil", "Avis", ""],
        ["INE", "Couleur", "UAI", "UAI", "Avis", "Date"],
        ["123456789AB", "bleu", "0931234L", "0930125F", "Favorable", "13/03/2025"],
        ["123456789AC", "vert", "0931234L", "0930125F", "Réservé", "14/03/2025"],
    ]
    merged = [(0, 0, 0, 1), (0, 4, 0, 5)]
    table = table_of(rows, merged, lambda cells: sum(c in names for c in cells) / len(cells))
    headers = ["INE", "Élève Couleur", "Origine UAI", "Accueil UAI", "Avis", "Avis Date"]
    assert (table.header_rows, headers_of(table)) == ((1, 2), headers)


def test_right_table_among_several():
    """The alias book picks the table, also when another one lies above it; all are listed."""
    other = [["Bassin", "Lycées", "Élèves"], ["Est", 12.0, 340.0], ["Ouest", 9.0, 210.0], []]
    sheet = sheet_of([*other, HEADER, *BODY])
    table = find_table(sheet, known)
    assert (table.header_rows, len(table.rows)) == ((5,), 3)
    assert {t.header_rows for t in find_tables(sheet, known)} == {(1,), (5,)}


def test_a_table_of_something_else_below_is_not_swallowed():
    """Below the last row with a code or a number, a legend and a list of contacts are no data."""
    below = [[], ["Légende"], ["HP : hors Passpro"], [], ["Référent", "Bureau"], ["Mme X", "B bis"]]
    table = table_of([HEADER, *BODY, *below], score=known)
    others = {6: "note", 7: "note", 9: "other_table", 10: "other_table"}
    assert ([number for number, _ in table.rows], table.ignored) == ([2, 3, 4], others)
    table = table_of([HEADER, *BODY, *below, ["", "", "", "", ""], BODY[0]], score=known)
    assert [number for number, _ in table.rows] == [2, 3, 4, 7, 9, 10, 12]


def test_table_below_is_not_swallowed():
    """Another known header below the table ends it; its rows are told, not mixed."""
    below = [[], ["Commune", "Places", "UAI"], ["Pantin", 3.0, "0930125F"]]
    first, second = find_tables(sheet_of([HEADER, *BODY, *below]), known)
    assert (len(first.rows), first.ignored) == (3, {6: "other_table", 7: "other_table"})
    assert (second.header_rows, len(second.rows)) == ((6,), 1)


def test_tables_side_by_side_are_parted():
    """The same headers again beside the table are another table, not columns of the first."""
    rows = [[*HEADER[:3], "", *HEADER[:3]], *[[*row[:3], "", *row[:3]] for row in BODY]]
    assert [headers_of(t) for t in find_tables(sheet_of(rows))] == [HEADER[:3], HEADER[:3]]


def test_empty_column_inside_a_table_is_stepped_over():
    """A column left empty between two others does not cut the table."""
    rows = [[*row[:2], "", *row[2:]] for row in [HEADER, *BODY]]
    table = table_of(rows)
    assert headers_of(table) == HEADER
    assert [cells for _, cells in table.rows] == BODY


def test_column_without_header_is_kept():
    """Values under no header are kept under the column's letter."""
    table = table_of([HEADER, *[[*row, "voir site"] for row in BODY]])
    assert headers_of(table)[-1] == "colonne F"
    assert table.rows[0][1][-1] == "voir site"


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16383, "XFD")])
def test_columns_have_excel_names(index, letters):
    """Columns are named as Excel names them."""
    assert column_letters(index) == letters


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["Total", "", "", "", 36.0], "total"),
        (["TOTAL GÉNÉRAL", "", "", "12 offres"], None),
        (["Sous-total Melun", "", "", "", "24"], "total"),
        (["142", "Consolidation", "", "", 36.0], "total"),
        (["Total"], "total"),
        (["Total", "", "621 lignes"], "total"),
        (["0930999X", "Total", "Pantin", "CAP cuisine", 12.0], None),
        (["Total", "0930999X", "Pantin"], None),
        (["Source : rectorat de Créteil"], "note"),
        (["* sous réserve d’ouverture"], "note"),
        (["UAI", "Établissement", "Commune", "Formation", "Places"], "repeated_header"),
        (["0930125F"], None),
        (["", "", "", "", 12.0], None),
        (["0930125F", "Lycée Jean Moulin"], None),
    ],
)
def test_row_is_body_or_ignored_with_its_reason(row, reason):
    """Totals, notes and repeated headers are ignored; anything that may be a school is kept."""
    table = table_of([HEADER, *BODY[:2], row, BODY[2]])
    assert table.ignored.get(4) == reason
    assert len(table.rows) == (4 if reason is None else 3)


def test_text_alone_below_a_gap_is_a_note():
    """Short texts alone below the table, after a blank row, are notes; a lone code above is not."""
    table = table_of([HEADER, *BODY, ["0930999X"], [], ["Contact au rectorat"], ["Bureau 12"]])
    assert table.ignored == {7: "note", 8: "note"}
    assert len(table.rows) == 4


def test_merged_cells_of_the_body_are_filled_down():
    """A value merged over several rows is each row's; blank rows inside the merge stay blank."""
    rows = [["Département", *HEADER], *[["", *row] for row in BODY]]
    rows[1][0] = "93"
    rows.insert(2, [])
    sheet = sheet_of(rows, [(1, 0, 4, 0)])
    table = find_table(sheet)
    assert [(number, cells[0]) for number, cells in table.rows] == [(2, "93"), (4, "93"), (5, "93")]
    assert sheet.cells[3][0] == ""


def test_row_merged_across_the_body_is_a_title():
    """A département's name merged over the table parts two groups of rows; it is no header line."""
    rows = [["Département", *HEADER], ["Seine-Saint-Denis"], ["93", *BODY[0]]]
    rows += [["Seine-et-Marne"], ["77", *BODY[1]]]
    table = table_of(rows, [(1, 0, 1, 5), (3, 0, 3, 5)])
    assert (table.header_rows, table.ignored) == ((1,), {2: "title", 4: "title"})


@pytest.mark.parametrize(
    "above",
    [
        [["Campagne", "2025"], ["Académie", "Créteil"]],
        [["Campagne :", "2025"]],
        [["Pôle Prébac", "", "", "Édité le", "12/03/2025"]],
        [[1.0, 2.0, 3.0, 4.0, 5.0]],
    ],
)
def test_lines_just_above_the_header_are_not_joined(above):
    """Keys with their values, or numbered columns, right above the header stay outside of it."""
    table = table_of([*above, HEADER, *BODY])
    assert headers_of(table) == HEADER
    assert set(table.ignored.values()) == {"title"}


def test_stacked_header_without_merges_is_joined():
    """Headers written over several lines, one column here and one there, are joined."""
    rows = [["", "Code", "", "Ville", "Nombre de"], ["Dépt", "UAI", "Nom", "", "places"]]
    rows += [["93", *BODY[0][:3], 12.0], ["77", *BODY[1][:3], 24.0]]
    assert headers_of(table_of(rows)) == ["Dépt", "Code UAI", "Nom", "Ville", "Nombre de places"]


def test_header_without_rows_is_an_empty_table():
    """A sheet with a header and nothing below is a table without rows, not nothing."""
    table = table_of([["Catalogue 2025"], HEADER])
    assert (table.header_rows, table.rows, table.ignored) == ((2,), [], {1: "title"})


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["", " "]],
        [["Lisez-moi"], [], ["Les informations sont données à titre indicatif, sous réserve."]],
        [["Département :"], ["Nom du service :"], ["Nombre de places :"]],
        [["Nom :", ""], ["Prénom :", ""], ["Date :", 12.0]],
    ],
)
def test_sheet_without_a_table_has_none(rows):
    """A blank sheet, a notice, a form: no table is invented."""
    assert find_table(sheet_of(rows)) is None


# --- what no person would send --------------------------------------------------------------------


def test_a_very_wide_sheet_is_looked_at_quickly():
    """Hundreds of columns take a second or two, not a minute: each cell is looked at once."""
    header = [f"Colonne {at} x" for at in range(1500)]
    body = [[f"09{row}{at}" for at in range(1500)] for row in range(60)]
    start = time.perf_counter()
    table = table_of([header, *body])
    assert (len(table.columns), len(table.rows)) == (1500, 60)
    assert time.perf_counter() - start < 10


def test_the_book_is_not_asked_of_every_line():
    """Once a header is known, the lines below that could not outweigh it are passed over."""
    asked = []

    def score(headers: list[str]) -> float:
        asked.append(headers)
        return known(headers)

    rows = [[f"{n:07}A", *BODY[n % 3][1:4], float(n)] for n in range(60)]
    assert headers_of(table_of([HEADER, *rows], score=score)) == HEADER
    assert len(asked) <= 4


def test_merged_cells_that_overlap_are_filled_once():
    """Hundreds of cells merged over the same rows, as no workbook has them, are no long work."""
    rows = [["Département", "UAI", "Nom"], ["93", "0930125F", "Lycée X"]]
    rows += [["", "0930125F", "Lycée X"] for _ in range(20_000)]
    start = time.perf_counter()
    table = table_of(rows, [(row, 0, 20_001, 0) for row in range(1, 1500)])
    assert {cells[0] for _, cells in table.rows} == {"93"}
    assert time.perf_counter() - start < 3


# --- properties -----------------------------------------------------------------------------------

KNOWN = {
    "UAI", "Établissement", "Commune", "Formation", "Places", "Diplôme", "Code vœu", "Lieu",
    "Modalité d’entretien", "Dates et horaires", "Remarques", "Contact",
}  # fmt: skip
WORDS = st.text("abcdeéèàçôî'-", min_size=1, max_size=12).map(lambda t: "L" + t)
CODES = st.from_regex(r"0(77|93|94)[0-9]{4}[A-HJ-NPR-Z]", fullmatch=True)
NUMBERS = st.integers(0, 9999).map(str)


@st.composite
def tables(draw) -> tuple[list[str], list[list[str]]]:
    """Draw a header of known columns, and a body of which two cells a row are always filled."""
    header = draw(st.lists(st.sampled_from(sorted(KNOWN)), min_size=3, max_size=7, unique=True))
    kinds = [CODES, WORDS, *[draw(st.sampled_from([WORDS, NUMBERS, CODES])) for _ in header[2:]]]
    cells = [kinds[0], kinds[1], *[st.one_of(kind, st.just("")) for kind in kinds[2:]]]
    return header, draw(st.lists(st.tuples(*cells).map(list), min_size=1, max_size=8))


@st.composite
def messy(draw) -> tuple[list[list[str]], int, dict[int, list[str]]]:
    """Draw a sheet with a table in a mess: its rows, the header's number, the body by number."""
    header, body = draw(tables())
    titles = ["Catalogue des formations Passpro", "Mise à jour : 23/01/2025", "Académie de Créteil"]
    rows = [[text] for text in draw(st.lists(st.sampled_from(titles), max_size=3))]
    rows += [[]] * draw(st.integers(0, 4))
    place = len(rows) + 1
    rows.append(header)
    expected = {}
    for cells in body:
        rows += draw(st.sampled_from([[], [], [[]], [header], [[], header]]))
        rows.append(cells)
        expected[len(rows)] = cells
    rows += draw(st.sampled_from([[], [["Total", *[""] * (len(header) - 2), "12"]]]))
    rows += draw(st.sampled_from([[], [[], ["Source : rectorat"], ["* sous réserve"]]]))
    left = [""] * draw(st.integers(0, 2))
    width = len(header)
    return [left + row + [""] * (width - len(row)) for row in rows], place, expected


FORMS = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FORMS
@given(sheet=messy(), form=st.sampled_from([".xlsx", ".xls", ".ods", ".csv"]))
def test_any_mess_in_any_form_reads_back(tmp_path, sheet, form):
    """Titles, blanks, repeated headers, totals, notes, shifted columns: the body comes back."""
    rows, place, expected = sheet
    (read,) = read_sheets(write_table(tmp_path / f"a{form}", rows))
    table = find_table(read, known)
    assert table is not None
    assert table.header_rows == (place,)
    assert dict(table.rows) == expected
    assert_accounted(table)


@FORMS
@given(sheet=messy())
def test_looks_alone_find_the_same_table(sheet):
    """Without an alias book too, when the table has a few rows, mostly filled."""
    rows, place, expected = sheet
    cells = [cell for row in expected.values() for cell in row]
    assume(len(expected) > 2 and 4 * cells.count("") <= len(cells))
    table = find_table(sheet_of(rows))
    assert table is not None
    assert table.header_rows == (place,)
    assert dict(table.rows) == expected


def test_a_header_that_comes_back_every_other_line_heads_them_all():
    """Without an alias book, a row between a line and its return is a row of that line."""
    header = ["Code vœu", "Commune", "Contact", "Dates et horaires"]
    body = [
        ["0770001A", "Laa", "La", "Laa"],
        ["0770000A", "La", "", "La"],
        ["0770000A", "La", "", ""],
    ]
    rows = [header, body[0], body[1], header, body[1], header, body[2], header, body[1]]
    table = find_table(sheet_of(rows))
    assert table is not None
    assert (table.header_rows, len(table.rows)) == ((1,), 5)


def test_a_line_above_a_header_does_not_take_it_again():
    """What stands above a table is looked at by itself: the header of the table has been read."""
    rows = [["93", "Lieu"], ["Lieu", "UAI", "UAI"]]
    tables = find_tables(sheet_of(rows), known)
    assert [table.header_rows for table in tables] == [(2,), (1,)]


CELLS = st.sampled_from(["", "", "", " ", "Total", "UAI", "Lieu", "note : x", "93", 12.0, "x" * 70])


@FORMS
@given(
    rows=st.lists(st.lists(CELLS, max_size=7), max_size=40),
    merged=st.lists(st.tuples(*[st.integers(0, 6)] * 4), max_size=4),
    score=st.sampled_from([None, known]),
)
def test_every_row_is_in_exactly_one_place(rows, merged, score):
    """Whatever the cells and the merges: header, body or ignored, once each, and nothing changed."""
    ranges = [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in merged]
    sheet = sheet_of(rows, ranges)
    before = [list(row) for row in sheet.cells]
    for table in find_tables(sheet, score):
        assert_accounted(table)
        assert all(len(cells) == len(table.columns) for _, cells in table.rows)
    assert sheet.cells == before
