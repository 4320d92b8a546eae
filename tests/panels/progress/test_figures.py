"""The follow-up of a campaign without widgets: since an import, each host, the lines behind."""

import io
from datetime import date
from pathlib import Path

import pytest
from campaigns import blank
from openpyxl import load_workbook
from twelve import MODE_HOST, WOOD_HOST, twelve, write_twelve

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import FIGURES, KEY_LABELS
from passpro_nb.panels.filters import Filters
from passpro_nb.panels.progress.figures import (
    BEHIND,
    HOSTS,
    LINES,
    changes_file,
    host_choices,
    lines_behind,
    measure_screen,
    past_imports,
    say_since,
)
from passpro_nb.store.journal import read_exports
from passpro_nb.store.published import measure_campaign

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
    lines = [*map(blank, say_since(folder, number))]
    assert lines[:4] == [
        "Du 1er avril 2025 au 3 avril 2025 :",
        "Inscrits : 12 + 0 − 0 = 12",
        "Convocations : 12 + 0 − 0 = 12",
        "Avis saisis : 8 + 2 − 1 = 9 (1 avis effacé)",
    ]
    assert len(lines) == 6
    assert say_since(folder) == say_since(folder, number)


def test_files_that_changed_since_are_said(folder: Path) -> None:
    """What moved is between imports: files that are newer are not compared, and it is said."""
    write_twelve(folder, rows=twelve(p3=CAME))
    assert say_since(folder)[0] == BEHIND


def test_nothing_to_compare_is_said(tmp_path: Path) -> None:
    """Without an import, and with one alone, why there is nothing to show."""
    write_twelve(tmp_path)
    with pytest.raises(UsageError, match="Rien n’a encore été importé"):
        past_imports(tmp_path)
    take_in(tmp_path, FIRST)
    assert past_imports(tmp_path) == []
    with pytest.raises(UsageError, match="Un seul import a été fait"):
        say_since(tmp_path)


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


def test_the_screen_says_where_the_campaign_stands(folder: Path) -> None:
    """Its sentence tells what is entered, late, and what would miss; filters hold for all of it."""
    published = measure_campaign(open_campaign(folder), LAST)
    whole = measure_screen(published, Filters())
    assert blank(whole.sentence).startswith(
        "Au 3 avril 2025, 9 avis saisis sur 12 attendus, 3 en retard ; au rythme actuel, "
    )
    one = measure_screen(published, Filters(host_uai=WOOD_HOST))
    assert one.hosts["host_uai"].tolist() == [WOOD_HOST]
    assert one.progress["entered"].iloc[-1] == one.hosts["entered"].sum() == 5
    assert whole.progress["entered"].iloc[-1] == 9


def test_after_the_last_day_nothing_is_forecast(folder: Path) -> None:
    """Past the limit the sentence says what is late, and nothing of a pace."""
    published = measure_campaign(open_campaign(folder), date(2025, 7, 1))
    screen = measure_screen(published, Filters())
    said = "Au 1er juillet 2025, 9 avis saisis sur 12 attendus, 3 en retard."
    assert blank(screen.sentence) == said
    assert [title for title in screen.worst if "finira" in title] == []


def test_without_applications(tmp_path: Path) -> None:
    """A catalogue alone has a sentence, hosts at zero, nobody behind."""
    write_twelve(tmp_path)
    (tmp_path / "candidatures.csv").unlink()
    campaign = open_campaign(tmp_path)
    screen = measure_screen(measure_campaign(campaign, FIRST), Filters())
    assert screen.sentence == "Au 1er avril 2025, aucun avis n’est attendu pour ce choix."
    assert screen.hosts["entered"].sum() == 0
    assert host_choices(campaign.figures(FIRST).coverage("host")) == []


def test_the_lines_behind_a_host(folder: Path) -> None:
    """The applications that wait for an opinion, the latest first, where each stands in the files."""
    figures = open_campaign(folder).figures(LAST)
    choices = host_choices(figures.coverage("host"))
    assert [(blank(said), uai) for said, uai in choices] == [
        (f"LP Ada Fictive ({MODE_HOST}) – 2 à saisir", MODE_HOST),
        (f"LP Alan Inventé ({WOOD_HOST}) – 1 à saisir", WOOD_HOST),
    ]
    lines = lines_behind(figures, MODE_HOST)
    assert lines["state"].tolist() == ["Avis en retard"] * 2
    assert lines["row"].tolist() == [2, 10]
    assert lines["lateness"].is_monotonic_decreasing


def test_every_column_has_a_french_heading() -> None:
    """What is shown is headed in French."""
    assert {*HOSTS, *LINES} <= {*FIGURES, *KEY_LABELS}
