"""The follow-up of a campaign without widgets: since an import, each host, the lines behind."""

import io
from datetime import date
from pathlib import Path

import pytest
from campaigns import blank
from openpyxl import load_workbook
from twelve import MODE_HOST, ORIGIN, WOOD_HOST, twelve, write_twelve

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import label
from passpro_nb.measure.groups import GROUPS
from passpro_nb.measure.view import View
from passpro_nb.panels.progress.figures import (
    BEHIND,
    MOVED,
    changes_file,
    list_moves,
    measure_screen,
    measure_since,
    moved_columns,
    past_imports,
    shown_columns,
)
from passpro_nb.store.journal import read_exports

FIRST, LAST = date(2025, 4, 1), date(2025, 4, 3)
LOST = {"Avis": "", "Date de l'avis": ""}
CAME = {"Avis": "Favorable", "Date de l'avis": "02/04/2025"}


def take_in(folder: Path, day: date) -> None:
    """Import a folder as it is on a day."""
    assert run(["import", str(folder), "--on", day.isoformat()]) == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a campaign of twelve imported twice: two opinions came since, one was erased."""
    write_twelve(tmp_path)
    take_in(tmp_path, FIRST)
    write_twelve(tmp_path, rows=twelve(p3=CAME, p6=CAME, p1=LOST))
    take_in(tmp_path, LAST)
    return tmp_path


def test_what_moved_since_an_import(folder: Path) -> None:
    """Between which days, then five lines that reconcile; the import is chosen among those before."""
    ((said, number),) = past_imports(folder)
    assert blank(said).startswith("1er avril 2025 (importé le ")
    lines = [*map(blank, measure_since(folder, number, View()).said)]
    assert lines[:4] == [
        "Du 1er avril 2025 au 3 avril 2025 :",
        "Inscrits : 12 + 0 − 0 = 12",
        "Convocations : 12 + 0 − 0 = 12",
        "Avis saisis : 8 + 2 − 1 = 9 (1 avis effacé)",
    ]
    assert len(lines) == 6


def test_files_that_changed_since_are_said(folder: Path) -> None:
    """What moved is between imports: files that are newer are not compared, and it is said."""
    write_twelve(folder, rows=twelve(p3=CAME))
    ((_, number),) = past_imports(folder)
    assert measure_since(folder, number, View()).said[0] == BEHIND


def test_nothing_to_compare_is_said(tmp_path: Path) -> None:
    """Without an import, and with one alone, why there is nothing to show."""
    write_twelve(tmp_path)
    with pytest.raises(UsageError, match="Rien n’a encore été importé"):
        past_imports(tmp_path)
    take_in(tmp_path, FIRST)
    assert past_imports(tmp_path) == []


def test_an_import_taken_back_is_not_offered(folder: Path) -> None:
    """What was taken back is no longer compared with."""
    assert run(["import", str(folder), "--annuler"]) == 0
    assert past_imports(folder) == []


def test_the_workbook_of_changes_is_logged(folder: Path) -> None:
    """The workbook has every movement, is named by its days, and stands in the log of what went out."""
    name, content = changes_file(folder)
    assert name == "changements-2025-04-01-2025-04-03.xlsx"
    book = load_workbook(io.BytesIO(content))
    kinds = [row[0] for row in book["Candidatures"].iter_rows(min_row=2, values_only=True)]
    assert sorted(kinds) == ["avis effacé", "avis saisi", "avis saisi"]
    logged = read_exports(folder)
    assert logged[["what", "file", "rows"]].to_numpy().tolist() == [["changements", name, 3]]


def test_what_moved_is_counted_by_group(folder: Path) -> None:
    """By host and for one host, the counts are those of the whole; each opens into its applications."""
    ((_, number),) = past_imports(folder)
    since = measure_since(folder, number, View())
    table = since.groups.set_index("host_uai")
    assert table[["entered_plus", "entered_minus"]].to_numpy().tolist() == [[1, 1], [1, 0]]
    moves = list_moves(since, "host", MODE_HOST)
    assert sorted(moves["kind"]) == ["avis effacé", "avis saisi"]
    one = measure_since(folder, number, View(host=(WOOD_HOST,)))
    assert "Avis saisis : 4 + 1 − 0 = 5" in [*map(blank, one.said)]
    assert one.groups["host_uai"].tolist() == [WOOD_HOST]


def test_what_moved_of_a_college_has_no_seats(folder: Path) -> None:
    """Of some schools of origin, what moved is told without seats, which have no meaning there."""
    ((_, number),) = past_imports(folder)
    since = measure_since(folder, number, View(by="origin", origin=(ORIGIN,)))
    lines = [*map(blank, since.said)]
    assert "Avis saisis : 8 + 2 − 1 = 9 (1 avis effacé)" in lines
    assert not [line for line in lines if "Places" in line]
    assert len(list_moves(since, "origin", ORIGIN)) == 3


def test_another_import_is_another_change(folder: Path) -> None:
    """What was measured before an import is not shown after it."""
    ((_, number),) = past_imports(folder)
    before = measure_since(folder, number, View()).said
    write_twelve(folder, rows=twelve(p3=CAME, p6=CAME, p9=CAME, p1=LOST))
    take_in(folder, LAST)
    assert measure_since(folder, number, View()).said != before


def test_the_screen_says_where_the_campaign_stands(folder: Path) -> None:
    """Its sentence tells what is entered, late, and what would miss; filters hold for all of it."""
    figures = open_campaign(folder).figures(LAST)
    whole = measure_screen(figures, View())
    assert blank(whole.sentence).startswith(
        "Au 3 avril 2025, 9 avis saisis sur 12 attendus, 3 en retard ; au rythme actuel, "
    )
    one = measure_screen(figures, View(host=(WOOD_HOST,)))
    assert one.groups["host_uai"].tolist() == [WOOD_HOST]
    assert one.progress["entered"].iloc[-1] == one.groups["entered"].sum() == 5
    assert whole.progress["entered"].iloc[-1] == 9
    by_origin = measure_screen(figures, View(by="origin"))
    assert by_origin.groups["entered"].sum() == 9


def test_after_the_last_day_nothing_is_forecast(folder: Path) -> None:
    """Past the limit the sentence says what is late, and nothing of a pace."""
    screen = measure_screen(open_campaign(folder).figures(date(2025, 7, 1)), View())
    said = "Au 1er juillet 2025, 9 avis saisis sur 12 attendus, 3 en retard."
    assert blank(screen.sentence) == said
    assert [title for title in screen.worst if "fini" in title] == []
    assert screen.unfinished.empty


def test_without_applications(tmp_path: Path) -> None:
    """A catalogue alone has a sentence, hosts at zero, nobody who has stopped."""
    write_twelve(tmp_path)
    (tmp_path / "candidatures.csv").unlink()
    screen = measure_screen(open_campaign(tmp_path).figures(FIRST), View())
    assert screen.sentence == "Au 1er avril 2025, aucun avis n’est attendu pour ce choix."
    assert screen.groups["entered"].sum() == 0
    assert screen.stopped.empty


@pytest.mark.parametrize("by", GROUPS)
def test_every_column_is_there_and_has_a_french_heading(by: str, folder: Path) -> None:
    """Whatever the group, each column shown is in its table, is headed in French, and stands once."""
    ((_, number),) = past_imports(folder)
    screen = measure_screen(open_campaign(folder).figures(LAST), View(by=by))
    groups = measure_since(folder, number, View(by=by)).groups
    for columns, table in ((shown_columns(by), screen.groups), (moved_columns(by), groups)):
        assert {*columns} <= {*table.columns}
        assert len({*columns}) == len(columns)
        assert all(label(code) != code for code in columns)
    assert {*MOVED} <= {*moved_columns(by)}
