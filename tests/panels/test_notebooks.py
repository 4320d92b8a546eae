"""The notebooks on campaigns that lack something: each runs to its end and says what there is to say."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from campaigns import blank
from faults_cases import FILES, write_campaign
from nbclient import NotebookClient
from places import ROOT
from twelve import twelve, write_twelve

from passpro_nb.check.campaign import open_campaign
from passpro_nb.panels import fragments
from passpro_nb.panels.academie import figures as academie
from passpro_nb.panels.filters import Filters
from passpro_nb.panels.interviews import figures as interviews
from passpro_nb.panels.relaunch import figures as relaunch
from passpro_nb.panels.relaunch.desk import Desk
from passpro_nb.panels.relaunch.notebook import show_relaunch
from passpro_nb.panels.tables import show_frame, show_preview
from passpro_nb.relaunch.levels import Wanted
from passpro_nb.store.history import list_history
from passpro_nb.store.published import measure_campaign
from passpro_nb.store.snapshots import import_campaign

ANALYSTS = ("10_controles", "15_correspondances", "20_entretiens", "30_suivi", "40_relances")


def run_notebook(name: str, folder: Path) -> str:
    """Return what a notebook prints, run from top to bottom on a campaign's folder."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    place = next(cell for cell in notebook.cells if "DOSSIER = " in cell.source)
    place.source = place.source.replace('"../data/exemple"', repr(str(folder)))
    NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(ROOT / "notebooks")}}
    ).execute()
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", ())]
    return "".join(out.get("text", "") for out in outputs)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Return a campaign that is a catalogue and nothing else."""
    write_campaign(tmp_path)
    for table in ("A", "D"):
        (tmp_path / FILES[table]).unlink()
    return tmp_path


@pytest.mark.parametrize("name", ANALYSTS)
def test_a_catalogue_alone_is_enough(name: str, bare: Path) -> None:
    """Before any application came in, every notebook runs to its end."""
    assert "1\u00a0offre" in run_notebook(name, bare) or name == "20_entretiens"


def test_an_import_is_seen_before_it_is_made(tmp_path: Path) -> None:
    """Notebook 10 shows what an import would change and lose; nothing is stored by it."""
    write_twelve(tmp_path)
    campaign = open_campaign(tmp_path)
    assert "Ce serait le premier import de cette campagne." in show_preview(campaign).value
    import_campaign(campaign, campaign.figures().day)
    erased = {"Avis": "", "Date de l'avis": ""}
    lost = {f"p{number}": erased for number in range(1, 13)}
    write_twelve(
        tmp_path,
        rows=twelve(**{**lost, "p3": {"Avis": "Favorable", "Date de l'avis": "18/03/2025"}}),
    )
    said = blank(show_preview(open_campaign(tmp_path)).value)
    assert "Avis saisis : 8 + 1 − 8 = 1 (8 avis effacés)" in said
    assert "Cet import ferait perdre 8 avis" in said
    assert len(list_history(tmp_path)) == 1


def test_the_same_files_again_are_told(example: Path) -> None:
    """Files that were imported already have nothing new, and notebook 10 says since when."""
    campaign = open_campaign(example)
    import_campaign(campaign, campaign.figures().day)
    assert show_preview(campaign).value == fragments.status(
        ["Rien de nouveau depuis l’import des données au 30 avril 2025."]
    )


def test_interviews_that_are_over(tmp_path: Path) -> None:
    """Where no day is left for one more session, the notebook says so and goes on to its end."""
    settings = write_campaign(tmp_path) / "campagne.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("2025-05-07", "2025-03-12"), encoding="utf-8")
    said = run_notebook("20_entretiens", tmp_path)
    assert "Les entretiens finissent le 12 mars 2025 : aucun jour ne reste" in said
    assert "LP Ada Lovelace : 0\u00a0entretien placé, 0 sans place." in said


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"C!F2": "non"}, "Aucun établissement n’a d’offre dans Passpro"),
        ({"C!H2": None, "C!I2": None}, "LP Ada Lovelace : 0\u00a0entretien placé"),
    ],
)
def test_no_host_or_no_session(cells: dict, said: str, tmp_path: Path) -> None:
    """Without a host in Passpro, or without a session, the notebook of interviews says what is left."""
    assert said in run_notebook("20_entretiens", write_campaign(tmp_path, cells))


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
