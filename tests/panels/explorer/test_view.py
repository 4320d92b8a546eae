"""The controls of a view, driven without a kernel: what they show is what Python and the commands say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from campaigns import blank, copy_example
from views import random_view

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import label
from passpro_nb.export.records import records
from passpro_nb.export.views import read_views
from passpro_nb.measure.groups import GROUPS, ORIGIN
from passpro_nb.measure.pivot import TOTAL
from passpro_nb.measure.view import FIGURES, View
from passpro_nb.panels.explorer.figures import WIDEST
from passpro_nb.panels.explorer.view import ViewPanel
from passpro_nb.panels.viewbar import FILTERS
from passpro_nb.panels.widgets import find_tables

DAY = date(2025, 4, 28)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Return the example, in a folder that is the tests' own."""
    return open_campaign(copy_example(tmp_path_factory.mktemp("vues") / "exemple"))


@pytest.fixture
def panel(example: Campaign) -> ViewPanel:
    """Return the free table on the example."""
    return ViewPanel(example, crossed=True)


def texts(panel: ViewPanel) -> str:
    """Return what the panel says above its table, or in place of it."""
    return blank(panel.body.children[0].value)


def values(row: dict[str, Any], keys: list[str]) -> list[Any]:
    """Return the values of a record that are told."""
    return [row.get(key) for key in keys]


def test_two_hundred_states_show_the_same(panel: ViewPanel, example: Campaign) -> None:
    """By address, by saved view, by the controls and by Python, a state gives the same figures.

    The search is the table's own: all the rows are there for it.
    """
    random, figures, saved = Random(29), example.figures(), panel.bar.saved
    wide = 0
    for number in range(200):
        view = random_view(random, figures)
        panel.bar.set(view)
        panel.follow()
        expected = example.figures(view.day).view(View(**{**vars(view), "search": ""}))
        if view.columns and len(expected.columns) - len(GROUPS[view.by]) - 1 > WIDEST:
            assert "ne tiennent pas à l’écran" in texts(panel)
            wide += 1
            continue
        assert panel.bar.view == view
        assert saved.address.text == view.address
        assert saved.code.text == f'atelier.campaign.figures().view("{view.address}")'
        keys = [*expected.columns]
        assert [values(r, keys) for r in panel.table.records] == [
            values(r, keys) for r in records(expected)
        ]
        if number % 10 == 0:
            saved.name.value = f"vue {number}"
            saved.save.click()
            panel.row_before = [*panel.table.rows]
            panel.bar.row.children[-1].click()
            saved.views.value = ""
            saved.views.value = f"vue {number}"
            assert panel.bar.view == View.parse(read_views(example.folder)[f"vue {number}"]) == view
            assert panel.table.rows == panel.row_before
    assert wide < 20


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_is_driven(name: str, panel: ViewPanel, example: Campaign) -> None:
    """A filter that is ticked changes label and figures together, and its choices carry their counts."""
    choice = panel.bar.filters[name]
    said, value = max(choice.options, key=lambda option: option[1] != "scolaire")
    before = panel.table.foot[panel.table.columns.index(_column(panel, "registered"))][1]
    choice.value = [value]
    shown = panel.table.foot[panel.table.columns.index(_column(panel, "registered"))][1]
    figures = example.figures()
    total = int(figures.coverage("academie", **{name: value})["registered"].sum())
    assert blank(said).endswith(f" ({total})") or total >= 1000
    assert shown == total < before
    assert f"{FILTERS[name][0].lower()} : " in texts(panel)
    panel.bar.row.children[-1].click()
    assert " ; " not in texts(panel)
    assert panel.table.foot[panel.table.columns.index(_column(panel, "registered"))][1] == before


def _column(panel: ViewPanel, key: str) -> dict[str, Any]:
    return next(column for column in panel.table.columns if column["key"] == key)


def test_filters_take_several_values(panel: ViewPanel) -> None:
    """Two départements add up; what they exclude is offered no more, and the counts follow."""
    panel.bar.filters["department"].value = ["93", "94"]
    assert {row["department"] for row in panel.table.records} == {"93", "94"}
    hosts = {value for _, value in panel.bar.filters["host"].options}
    assert hosts == {row["host_uai"] for row in panel.table.records}
    counted = {blank(said) for said, _ in panel.bar.filters["department"].options}
    registered = {row["department"]: 0 for row in panel.table.records}
    for row in panel.table.records:
        registered[row["department"]] += row["registered"]
    assert f"93 – Seine-Saint-Denis ({registered['93']})" in counted
    assert len(counted) == 3


def test_rows_columns_figures_and_day_are_driven(panel: ViewPanel, example: Campaign) -> None:
    """Each of the other controls changes the table and what is said above it."""
    panel.bar.by.value = "programme"
    assert texts(panel) == "<h3>Par formation, au 30 avril 2025</h3>"
    panel.bar.figures.value = ["shortfall"]
    assert panel.table.columns[1]["label"] == label("shortfall")
    panel.bar.columns.value = "department"
    assert "Places manquantes par formation et par département, au 30 avril" in texts(panel)
    assert [c["label"] for c in panel.table.columns[1:3]] == ["Ensemble", "77 – Seine-et-Marne"]
    panel.bar.day.value = DAY
    assert "au 28 avril 2025" in texts(panel)
    expected = example.figures(DAY).view(
        "par=formation&colonnes=departement&chiffres=places-manquantes"
    )
    assert panel.table.records[0][TOTAL] == expected[TOTAL].iloc[0]


def test_what_cannot_be_shown_is_said(panel: ViewPanel) -> None:
    """A state that has no table leaves a sentence, never an old figure; the next one brings it back."""
    panel.bar.columns.value = "host"
    assert "Les lignes et les colonnes sont le même groupe" in texts(panel)
    assert len(panel.body.children) == 1
    panel.bar.columns.value = ORIGIN
    panel.bar.figures.value = ["shortfall"]
    assert "n’a pas de sens par origine" in texts(panel)
    panel.bar.columns.value = ""
    assert panel.table in find_tables(panel.body.children)
    panel.bar.figures.value = ["shortfall", "overdue"]
    panel.bar.columns.value = "department"
    assert "Un tableau croisé montre un seul chiffre" in texts(panel)


def test_the_order_by_hand_is_in_the_address(panel: ViewPanel) -> None:
    """A table sorted and searched by the mouse tells its view; the chart stays that of the state."""
    panel.table.sort = ["overdue", True]
    panel.table.search = "lycée"
    assert panel.bar.saved.address.text == "cherche=lycée&tri=retard"
    panel.table.sort = ["member", False]
    assert panel.bar.view == View(search="lycée", sort="name")
    panel.bar.filters["department"].value = ["93"]
    assert panel.table.sort == ["member", False]
    names = [row["host_name"] for row in panel.table.records]
    assert len(names) > 3
    assert panel.table.search == "lycée"


def test_more_without_interview_than_in_the_whole_is_explained(panel: ViewPanel) -> None:
    """Where pupils without interview are shown, why a group may have more than the académie stands above."""
    why = "même s’ils l’ont été ailleurs"
    for figures, columns, shown in [((), "", True), (("entered",), "", False),
                                    (("pupils_without_interview",), "department", True)]:  # fmt: skip
        panel.bar.set(View(figures=figures, columns=columns))
        panel.follow()
        assert (why in blank(panel.how.value)) is shown, figures


def test_without_interview_of_a_college(panel: ViewPanel) -> None:
    """By school of origin a pupil is on one line: the sentence says so, until offers are filtered."""
    panel.bar.set(View(by=ORIGIN))
    panel.follow()
    said = "Élèves sans entretien : ceux qu’aucun établissement d’accueil n’a encore reçus."
    assert said in blank(panel.how.value)
    panel.bar.filters["department"].value = ["93"]
    assert "même s’ils l’ont été ailleurs" in blank(panel.how.value)


def test_a_college_is_found_in_the_menu(panel: ViewPanel) -> None:
    """The menus of lines and of columns hold the word that people look for."""
    for menu in (panel.bar.by, panel.bar.columns):
        assert ("Établissement d’origine (collège)", ORIGIN) in menu.options


def test_a_number_opens_into_its_lines(panel: ViewPanel) -> None:
    """A number, of a crossed table and of the whole too, opens into as many lines as it says."""
    panel.bar.figures.value = ["overdue"]
    panel.bar.columns.value = "department"
    panel.bar.by.value = ORIGIN
    panel.bar.filters["status"].value = ["scolaire"]
    (column,) = (c["key"] for c in panel.table.columns if c["label"].startswith("93"))
    at = next(i for i, row in enumerate(panel.table.records) if row[column])
    for place, key in ((at, column), (at, TOTAL), (-1, column), (-1, TOTAL)):
        panel.table._open(place, key)
        (lines,) = panel.lines.children
        record = panel.table.whole if place == -1 else panel.table.records[place]
        assert len(lines.records) == record[key] > 0
        assert {"file", "row"} <= {*lines.records[0]}
    panel.bar.filters["status"].value = []
    assert panel.lines.children == ()


def test_all_figures_are_offered(panel: ViewPanel) -> None:
    """The list of figures holds each that a view knows, under its French heading."""
    assert [value for _, value in panel.bar.figures.options] == [*FIGURES]
    assert {value for _, value in panel.bar.by.options} == {*GROUPS}


def test_coverage_has_fewer_controls(example: Campaign) -> None:
    """Notebook 35 has rows, a day and filters; its chart shows opinions entered and late."""
    panel = ViewPanel(example, crossed=False)
    assert panel.bar.columns not in panel.bar.row.inputs
    panel.bar.by.value = ORIGIN
    assert {"registered", "pupils"} <= {column["key"] for column in panel.table.columns}
    bars = panel.screen.bars
    assert bars.labels == ("Avis saisis", "Avis en retard", "Autres avis attendus")
    first, bar = panel.table.records[0], bars.bars[0]
    assert bar.value == f"{first['entered']} sur {first['expected']}"
    assert bar.parts[0] * first["overdue"] == pytest.approx(
        bar.parts[1] * first["entered"], abs=0.01
    )


def test_a_saved_view_is_forgotten_and_a_wrong_one_said(
    panel: ViewPanel, example: Campaign
) -> None:
    """« Oublier » takes a view away; one whose address is wrong says why, and changes nothing."""
    saved = panel.bar.saved
    saved.name.value = "à oublier"
    saved.save.click()
    assert "La vue « à oublier » est enregistrée avec la campagne." in blank(saved.said.value)
    assert saved.views.value == "à oublier"
    saved.forget.click()
    assert "à oublier" not in read_views(example.folder)
    assert saved.views.value == ""
    saved.save.click()
    assert "Donnez un nom à cette vue." in blank(saved.box.children[1].children[0].value)


@pytest.mark.parametrize(
    ("command", "view", "words"),
    [
        ("coverage", "departement=93,94&chiffres=attendus,saisis,retard", ["--department", "93", "--department", "94"]),
        ("coverage", "par=origine&chiffres=inscrits,eleves", ["--by", "origin"]),
        ("coverage", "par=diplome&statut=apprentissage&chiffres=saisis", ["--by", "diploma", "--status", "apprentissage"]),
        ("capacity", "par=formation&chiffres=places-manquantes,seances-a-ajouter", ["--by", "programme"]),
        ("capacity", "par=statut&departement=77&chiffres=places-restantes", ["--by", "status", "--department", "77"]),
    ],
)  # fmt: skip
def test_the_commands_say_the_same(
    command: str, view: str, words: list[str], example: Campaign, tmp_path: Path
) -> None:
    """What a panel shows is what `coverage` and `capacity` write."""
    out = tmp_path / "a.json"
    assert run([command, str(example.folder), "--on", "2025-04-28", "--to", str(out), *words]) == 0
    panel = ViewPanel(example, crossed=True)
    panel.bar.set(View.parse(f"{view}&jour=2025-04-28"))
    panel.follow()
    key, *codes = [GROUPS[panel.bar.view.by][0], *panel.bar.view.figures]
    written = {row[key]: values(row, codes) for row in json.loads(out.read_text("utf-8"))}
    assert {row[key]: values(row, codes) for row in panel.table.records} == written != {}


def test_labels_in_an_address_become_codes(panel: ViewPanel) -> None:
    """A view that says names, as a person types them, ticks their codes; an unknown one is said."""
    panel.bar.set(View.parse("departement=Seine-Saint-Denis"))
    panel.follow()
    assert panel.bar.filters["department"].value == ["93"]
    panel.bar.set(View.parse("departement=95"))
    panel.follow()
    assert "Aucune offre n’a « 95 » pour filtre." in texts(panel)
    with pytest.raises(UsageError):
        panel.campaign.figures().view("departement=95")
