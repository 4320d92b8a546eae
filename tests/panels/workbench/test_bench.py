"""The workbench of a notebook, driven without a kernel: one campaign, chosen once, said, changed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import ipywidgets as widgets
import pytest
from campaigns import blank, copy_example
from twelve import write_twelve

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.settings import read_settings
from passpro_nb.panels.controls.view import ImportPanel
from passpro_nb.panels.tables import show_checks, show_sources
from passpro_nb.panels.workbench import campaigns
from passpro_nb.panels.workbench.bench import Keeper, Workbench, _Kept, open_workbench
from passpro_nb.panels.workbench.picker import Picker
from passpro_nb.store.published import PUBLISHED, VERSION
from passpro_nb.store.snapshots import import_campaign


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of notebooks beside which two campaigns stand."""
    monkeypatch.delenv(campaigns.VARIABLE, raising=False)
    copy_example(tmp_path / "data" / "exemple")
    write_twelve(tmp_path / "campagnes" / "douze")
    place = tmp_path / "carnets"
    place.mkdir()
    return place


def texts(widget: widgets.Widget) -> str:
    """Return all the HTML that a widget shows, however deep, unless it is hidden."""
    if widget.layout.display == "none":
        return ""
    own = widget.value if isinstance(widget, widgets.HTML) else ""
    return blank(own + "".join(texts(child) for child in getattr(widget, "children", ())))


def find(widget: widgets.Widget, label: str) -> widgets.Widget:
    """Return the button or the input of a label."""
    found = [widget] if getattr(widget, "description", None) == label else []
    for child in getattr(widget, "children", ()):
        found += [one] if (one := find(child, label)) else []
    return found[0] if found else None


def unfolded(bench: Workbench) -> Picker:
    """Ask for another campaign, and return what then unfolds."""
    find(bench._bar, "Changer de campagne").click()
    return bench._picker


def shown(bench: Workbench, build, **how) -> widgets.VBox:
    """Show what a builder makes, and return the place of it."""
    bench.show(build, **how)
    return bench._stages[build].box


def test_the_order_of_choice(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The variable wins over the last choice by hand, which wins over the example."""
    example, twelve = tmp_path / "data" / "exemple", tmp_path / "campagnes" / "douze"
    assert open_workbench(home).folder == example
    campaigns.remember(home, twelve)
    assert open_workbench(home).folder == twelve
    monkeypatch.setenv(campaigns.VARIABLE, str(example))
    assert open_workbench(home).folder == example


def test_which_campaign_is_said(home: Path, tmp_path: Path) -> None:
    """The first cell says name, day of the data, files, last import and folder."""
    folder = tmp_path / "data" / "exemple"
    bench = open_workbench(home)
    bench._ipython_display_()
    said = texts(bench._bar)
    for told in (
        "Passpro 2025 (campagne inventée)", "Données au <strong>30 avril 2025</strong>",
        "catalogue passpro 2025.xlsx, candidatures_2025-04-30.xlsx et annuaire.csv",
        "jamais importée", f"Dossier : {folder}",
    ):  # fmt: skip
        assert told in said
    assert bench._picker.said.value == ""  # what was being read is read
    campaign = open_campaign(folder)
    import_campaign(campaign, campaign.figures().day)
    find(bench._bar, "Relire les fichiers").click()
    assert "importée le" in texts(bench._bar)


def test_an_import_of_another_edition_is_said(home: Path, tmp_path: Path) -> None:
    """Figures that an earlier edition published are no « jamais importée »: the day, and what to do."""
    folder = tmp_path / "data" / "exemple"
    campaign = open_campaign(folder)
    import_campaign(campaign, campaign.figures().day)
    with closing(sqlite3.connect(folder / PUBLISHED)) as base:
        base.execute(f"pragma user_version = {VERSION - 1}")
        base.commit()
    found = campaigns.describe(folder)
    assert blank(found.day) == "30 avril 2025"
    assert found.imported.endswith(" par une autre version du programme : à importer de nouveau")


def test_the_picker_lists_what_it_finds(home: Path, tmp_path: Path) -> None:
    """Campaigns near the notebooks are listed with their files and last import, the open one first."""
    picker = unfolded(open_workbench(home))
    lines = [blank(line) for line, _ in picker.list.options]
    assert lines == [
        "Passpro 2025 (campagne inventée) – dossier exemple (3 fichiers, jamais importée)",
        "Essai – dossier douze (2 fichiers, jamais importée)",
    ]
    assert str(tmp_path / "campagnes" / "douze") in picker.table.value
    assert picker.list.value == tmp_path / "data" / "exemple"


def test_nothing_is_looked_for_before_it_is_asked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook does not search the folders around it for campaigns that nobody asked to see."""
    looked = []
    monkeypatch.setattr(campaigns, "find_campaigns", lambda home: looked.append(home) or ([], True))
    bench = open_workbench(home)
    assert len(bench.campaign.offers) == 89
    assert not looked
    bench.choose()
    assert looked == [home]
    button = find(bench._bar, "Changer de campagne")
    button.click()
    button.click()  # folded again
    assert looked == [home, home]


def test_the_search_ends_before_anyone_waits(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among too many folders the search ends, the open campaign first in the list, and says so."""
    monkeypatch.setattr(campaigns, "LOOKED", 3)
    for number in range(9):
        (tmp_path / "documents" / f"{number}" / "autre").mkdir(parents=True)
    picker = unfolded(open_workbench(home))
    assert picker.list.options[0][1] == tmp_path / "data" / "exemple"
    assert (
        "Trop de dossiers entourent vos carnets pour les parcourir tous : une campagne qui manque "
        "à cette liste s’ouvre par son dossier."
    ) in blank(picker.note.value)


def test_a_crowd_of_campaigns_is_cut(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more campaigns are described than a list shows; of few, none is left out and nothing is said."""
    picker = unfolded(open_workbench(home))
    assert (len(picker.list.options), picker.note.value) == (2, "")
    monkeypatch.setattr(campaigns, "NEAR", 1)
    again = unfolded(open_workbench(home))
    assert len(again.list.options) == 2  # the open one, and the first of those found
    assert "Trop de dossiers" in again.note.value


def test_a_choice_holds_for_every_notebook(home: Path, tmp_path: Path) -> None:
    """What is chosen in one notebook is open in the next, and all that is shown is built again."""
    bench = open_workbench(home)
    box = shown(bench, show_checks)
    before = texts(box)
    picker = unfolded(bench)
    picker.list.value = tmp_path / "campagnes" / "douze"
    find(picker.box, "Ouvrir cette campagne").click()
    assert "« Essai » est ouverte." in texts(picker.foot)
    assert texts(box) != before
    assert "2 offres et 12 candidatures retenues" in texts(box)
    assert "Dossier : " + str(tmp_path / "campagnes" / "douze") in texts(bench._bar)
    assert open_workbench(home).campaign.folder == tmp_path / "campagnes" / "douze"


def test_under_the_variable_a_choice_is_not_kept(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the variable gives the folder, another choice is for this notebook only, and that is said."""
    monkeypatch.setenv(campaigns.VARIABLE, str(tmp_path / "data" / "exemple"))
    bench = open_workbench(home)
    assert "un autre choix ne vaut que pour ce carnet" in texts(unfolded(bench).box)
    bench.take(tmp_path / "campagnes" / "douze")
    assert len(bench.campaign.applications) == 12
    assert not campaigns.remembered(home)


@pytest.mark.parametrize("quotes", ["{}", '"{}"', "« {} »", "  {}  "])
def test_a_folder_may_be_typed(home: Path, tmp_path: Path, quotes: str) -> None:
    """A path is typed or pasted, between quotes as Windows copies it."""
    picker = unfolded(open_workbench(home))
    picker.path.value = quotes.format(tmp_path / "campagnes" / "douze")
    find(picker.box, "Ouvrir ce dossier").click()
    assert "« Essai » est ouverte." in texts(picker.foot)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Indiquez le chemin d’un dossier."),
        ("nulle/part", "n’existe pas : indiquez celui d’une campagne."),
    ],
)
def test_a_wrong_folder_changes_nothing(home: Path, typed: str, said: str) -> None:
    """A folder that is not there is said, and what is open stays, with its figures."""
    bench = open_workbench(home)
    box = shown(bench, show_checks)
    before = texts(box), texts(bench._bar)
    bench._picker.path.value = typed
    find(bench._picker.box, "Ouvrir ce dossier").click()
    assert said in texts(bench._picker.foot)
    assert (texts(box), texts(bench._bar)) == before
    assert not campaigns.remembered(home)


def test_a_bare_folder_becomes_a_campaign(home: Path, tmp_path: Path) -> None:
    """A folder of files without settings is said to lack them; one click writes them."""
    folder = write_twelve(tmp_path / "recus" / "2026")
    (folder / "campagne.toml").unlink()
    picker = unfolded(open_workbench(home))
    assert find(picker.box, "En faire une campagne").layout.display is None
    assert picker.prepare.layout.display == "none"
    picker.path.value = str(folder)
    find(picker.box, "Ouvrir ce dossier").click()
    said = texts(picker.foot)
    assert "n’est pas encore une campagne : il y manque campagne.toml" in said
    assert "Il contient 2 fichiers à lire" in said
    find(picker.box, "En faire une campagne").click()
    assert "« 2026 » est ouverte." in texts(picker.foot)
    assert read_settings(folder).campagne.nom == "2026"
    with pytest.raises(UsageError, match="existe déjà"):
        campaigns.prepare(folder)


def test_an_empty_campaign_says_what_lacks(home: Path, tmp_path: Path) -> None:
    """Without a catalogue nothing can be counted: the sentence stands above, and in place of figures."""
    folder = tmp_path / "vide"
    folder.mkdir()
    (folder / "campagne.toml").write_text('[campagne]\nnom = "Vide"\n', encoding="utf-8")
    bench = open_workbench(home)
    bench.take(folder)
    why = "Aucune offre n’a pu être lue. Aucun fichier « catalogue*.xlsx » lisible"
    assert why in texts(bench._bar)
    assert "aucun fichier lu" in texts(bench._bar)
    assert why in texts(shown(bench, ImportPanel))
    sources = shown(bench, show_sources, early=True)
    assert sources.children[0].rows == []


def test_no_campaign_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is found the cells say where to choose; an invented campaign is a click away."""
    monkeypatch.delenv(campaigns.VARIABLE, raising=False)
    monkeypatch.setattr(campaigns, "CHECKOUT", tmp_path / "nowhere")
    monkeypatch.setattr("passpro_nb.panels.workbench.picker.TRIED_SIZE", 60)
    home = tmp_path / "a" / "carnets"
    home.mkdir(parents=True)
    bench = open_workbench(home)
    box = shown(bench, show_checks)
    assert "choisissez-en une par « Changer de campagne »" in texts(box)
    with pytest.raises(UsageError, match="Aucune campagne n’est ouverte"):
        _ = bench.campaign
    find(unfolded(bench).box, "Essayer avec une campagne inventée").click()
    assert "candidatures retenues" in texts(box)
    assert (home.parent / "campagne-exemple" / "campagne.toml").is_file()


def test_a_builder_that_fails_says_so(home: Path) -> None:
    """A failure leaves a sentence in its place, never a traceback nor an old figure."""

    def breaks(campaign: Campaign) -> widgets.Widget:
        raise ValueError("Zyxwan")

    box = shown(open_workbench(home), breaks)
    assert "Un incident est survenu pendant le calcul" in texts(box)
    assert "Zyxwan" not in texts(box)


def test_what_is_computed_is_said(home: Path) -> None:
    """While a figure is computed its place says which one."""
    seen = []

    def build(_: Campaign) -> widgets.Widget:
        seen.append(texts(bench._stages[build].box))
        return widgets.HTML("fait")

    bench = open_workbench(home)
    assert texts(shown(bench, build, what="les constats")) == "fait"
    assert "Calcul : les constats…" in seen[0]


def test_a_panel_that_read_the_campaign_again_is_heard(home: Path) -> None:
    """The header and the other panels show what a panel has read since; its own place stands."""
    bench, built = open_workbench(home), []

    def keeps(_: Campaign) -> widgets.Widget:
        built.append(Keeper([widgets.HTML("ici")]))
        return built[-1]

    box, other = shown(bench, keeps), shown(bench, show_checks)
    path = next(bench.folder.glob("candidatures*.xlsx"))
    path.unlink()
    before = texts(other)
    built[0].tell(open_campaign(bench.folder))
    assert len(built) == 1
    assert texts(box) == "ici"
    assert texts(other) != before
    assert path.name not in texts(bench._bar)
    assert path.name not in {source.file for source in bench.campaign.sources}


def test_files_that_went_are_read_no_more(home: Path, tmp_path: Path) -> None:
    """When the folder is gone on reading again, no figure of before is left standing."""
    bench = open_workbench(home)
    box = shown(bench, show_checks)
    (tmp_path / "data" / "exemple").rename(tmp_path / "ailleurs")
    find(bench._bar, "Relire les fichiers").click()
    assert "n’existe pas" in texts(bench._bar)
    assert "retenues" not in texts(box)


def test_its_repr_names_nobody(home: Path) -> None:
    """What is left at the end of a cell by accident shows a folder, and no row."""
    bench = open_workbench(home)
    assert blank(repr(bench)) == f"Atelier sur le dossier « {bench.folder} »"


def test_outputs_that_were_kept_are_emptied_by_a_click(home: Path) -> None:
    """The summary names the notebooks saved with outputs, and empties them; then it says there are none."""
    bare = _Kept(home)
    assert "Aucun carnet n’est enregistré avec des résultats." in texts(bare.box)
    assert find(bare.box, "Vider ces résultats") is None
    out = {"output_type": "stream", "name": "stdout", "text": "Zyxwan"}
    book = {"cells": [{"cell_type": "code", "source": "1", "outputs": [out]}]}
    (home / "mien.ipynb").write_text(json.dumps(book), encoding="utf-8")
    (home / "10_controles (nouvelle version).ipynb").write_text("{}", encoding="utf-8")
    kept = _Kept(home)
    said = texts(kept.box)
    assert (
        "1 carnet enregistré avec des résultats, qui peuvent nommer des élèves : « mien.ipynb »."
        in said
    )
    assert "« 10_controles (nouvelle version).ipynb »" in said
    find(kept.box, "Vider ces résultats").click()
    assert "1 carnet vidé de ses résultats." in texts(kept.box)
    assert "Zyxwan" not in (home / "mien.ipynb").read_text(encoding="utf-8")
    assert find(kept.box, "Vider ces résultats") is None


def test_what_an_earlier_edition_published() -> None:
    """A campaign that an earlier edition imported is found and told, though its page says less."""
    facts = {"imported_at": "2025-04-30T08:15:00", "day": "2025-04-28"}
    told = campaigns._say_import(facts, "")
    assert [blank(text) for text in told] == ["28 avril 2025", "importée le 30/04/2025 à 08:15"]
