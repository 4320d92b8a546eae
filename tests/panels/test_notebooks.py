"""The notebooks on campaigns that lack something: each runs to its end and says what there is to say."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import ipywidgets as widgets
import nbformat
import pytest
from campaigns import blank, copy_example
from faults_cases import FILES, write_campaign
from nbclient import NotebookClient
from panels import said, turn_to
from places import NOTEBOOKS
from twelve import write_twelve

from passpro_nb.check.campaign import open_campaign
from passpro_nb.demo.campaign import write_demo
from passpro_nb.domain.settings import read_settings
from passpro_nb.panels.academie import figures as academie
from passpro_nb.panels.controls.view import ImportPanel
from passpro_nb.panels.filters import Filters
from passpro_nb.panels.interviews import figures as interviews
from passpro_nb.panels.interviews.notebook import InterviewsPanel
from passpro_nb.panels.progress.view import ProgressPanel
from passpro_nb.panels.relaunch import figures as relaunch
from passpro_nb.panels.relaunch.desk import Desk
from passpro_nb.panels.relaunch.notebook import show_relaunch
from passpro_nb.panels.sheets import Sheets
from passpro_nb.panels.tables import show_frame
from passpro_nb.panels.widgets import INCIDENT
from passpro_nb.panels.workbench.campaigns import VARIABLE
from passpro_nb.relaunch.levels import Wanted
from passpro_nb.store.published import measure_campaign
from passpro_nb.store.purge import plan_purge, purge_campaign
from passpro_nb.store.snapshots import import_campaign

FOUND = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))


def run_notebook(name: str, folder: Path) -> str:
    """Return all that a notebook says, run from top to bottom by a fresh kernel on a campaign."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute(
        env=os.environ | {VARIABLE: str(folder)}
    )
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", ())]
    held = notebook.metadata.get("widgets", {}).values()
    states = [model["state"] for kept in held for model in kept["state"].values()]
    shown = [str(state.get(key, "")) for state in states for key in ("value", "caption")]
    return blank("\n".join([*(out.get("text", "") for out in outputs), *shown]))


def catalogue_alone(folder: Path) -> Path:
    """Write a campaign that is a catalogue and nothing else."""
    write_campaign(folder)
    for table in ("A", "D"):
        (folder / FILES[table]).unlink()
    return folder


def no_session(folder: Path) -> Path:
    """Write a campaign whose catalogue gives no session."""
    return write_campaign(folder, {"C!H2": None, "C!I2": None})


def after_the_end(folder: Path) -> Path:
    """Write a campaign whose interviews and opinions are over on the day of its data."""
    settings = write_campaign(folder) / "campagne.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("2025-05-07", "2025-03-12"), encoding="utf-8")
    return folder


def closed(folder: Path) -> Path:
    """Write a campaign that was imported, then purged, its nominative files taken away."""
    campaign = open_campaign(write_twelve(folder))
    import_campaign(campaign, campaign.figures().day)
    purge_campaign(folder, plan_purge(folder))
    (folder / "candidatures.csv").unlink()
    return folder


def real_size(folder: Path) -> Path:
    """Write an invented campaign of the size of a real one."""
    write_demo(folder)
    return folder


STATES = {
    "example": copy_example, "real_size": real_size, "catalogue_alone": catalogue_alone,
    "no_session": no_session, "after_the_end": after_the_end, "closed": closed,
}  # fmt: skip


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the folder of a campaign in a state, written once."""
    return cache(lambda state: STATES[state](tmp_path_factory.mktemp(state) / "campagne"))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", FOUND)
def test_every_notebook_runs(name: str, state: str, states: Callable[[str], Path]) -> None:
    """In every state of a campaign each notebook runs to its end, says which one, and has no incident.

    How long that may take is read on a machine that does nothing else (`make bench`): no second here.
    """
    folder = states(state)
    text = run_notebook(name, folder)
    assert read_settings(folder).campagne.nom in text
    assert str(folder) in text
    assert INCIDENT not in text


def test_every_notebook_is_found() -> None:
    """The notebooks tried above are all those that stand in the folder."""
    assert {"00_sommaire", "10_controles", "15_correspondances", "20_entretiens"} <= set(FOUND)
    assert len(FOUND) >= 6


def test_a_catalogue_alone_is_enough(tmp_path: Path) -> None:
    """Before any application came in, the controls count the offers."""
    assert "1 offre" in run_notebook("10_controles", catalogue_alone(tmp_path))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("panel", [InterviewsPanel, ProgressPanel, ImportPanel])
def test_every_sheet_is_filled(
    panel: type[widgets.VBox], state: str, states: Callable[[str], Path]
) -> None:
    """In every state of a campaign each sheet of each panel says something, and nothing goes wrong."""
    shown = panel(open_campaign(states(state)))
    for sheets in (child for child in shown.children[-1:] if isinstance(child, widgets.VBox)):
        for child in sheets.children:
            if isinstance(child, Sheets):
                child.open_all()
                assert all(place.children for place in child.children)
    assert blank(INCIDENT) not in said(shown)
    assert "Calcul en cours…" not in said(shown)


def test_interviews_that_are_over(tmp_path: Path) -> None:
    """Where no day is left for one more session, the panel says so, and its other sheets go on."""
    panel = InterviewsPanel(open_campaign(after_the_end(tmp_path)))
    turn_to(panel.sheets, "Et si…")
    panel.tried.sliders["seances_ajoutees"].value = 1
    over = "Les entretiens finissent le 12 mars 2025 : aucun jour ne reste"
    assert over in said(panel.tried.result)
    turn_to(panel.sheets, "Convocations")
    assert "LP Ada Lovelace : 0 entretien placé, 0 sans place." in said(panel.drafts.result)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"C!F2": "non"}, "Aucun établissement n’a d’offre dans Passpro"),
        ({"C!H2": None, "C!I2": None}, "LP Ada Lovelace : 0 entretien placé"),
    ],
)
def test_no_host_or_no_session(cells: dict, told: str, tmp_path: Path) -> None:
    """Without a host in Passpro, or without a session, the panel of interviews says what is left."""
    panel = InterviewsPanel(open_campaign(write_campaign(tmp_path, cells)))
    panel.sheets.open_all()
    assert told in said(panel)


def test_no_name_is_shown_by_accident(tmp_path: Path) -> None:
    """What a panel holds, left at the end of a cell or printed, names no pupil and shows no row."""
    campaign = open_campaign(write_campaign(tmp_path, {"A!C2": "Zzyzx"}))
    figures = campaign.figures()
    table = show_frame(figures.applications(), "Candidatures")
    assert "Zzyzx" in str(table.rows)
    published = measure_campaign(campaign)
    screen = interviews.measure_screen(published)
    held = [
        table, show_relaunch(Desk(campaign)), screen, academie.measure_screen(published, Filters()),
        interviews.try_change(published, screen, interviews.Change(jurys=2)),
        relaunch.measure_screen(campaign, figures.day, Wanted()),
    ]  # fmt: skip
    for shown in held:
        assert "Zzyzx" not in repr(shown)
    for shown in held[2:]:
        assert len(repr(shown)) < 300
        assert "0930125F" not in repr(shown)


def test_nothing_is_imported_before_it_is_used() -> None:
    """What draws and what writes documents is not waited for by panels that do neither at first."""
    heavy = {"matplotlib", "rich", "docx", "typst", "openpyxl", "PIL"}
    rooms = ("controls.view", "explorer.view", "interviews.notebook", "relaunch.notebook", "settings.view",
             "questions.view", "glossary.view", "workbench")  # fmt: skip
    names = ", ".join(f"passpro_nb.panels.{room}" for room in rooms)
    code = f"import sys, {names}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert "passpro_nb.panels.workbench" in done.stdout.split()
    assert not heavy & {*done.stdout.split()}
