"""Relaunches in their notebook: each control leaves the schools that the command would ask."""

from __future__ import annotations

import io
import json
from pathlib import Path

import ipywidgets as widgets
import pytest
from campaigns import blank
from openpyxl import load_workbook
from panels import click, said, tables

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.panels.relaunch import figures as relaunch
from passpro_nb.panels.relaunch.asking import RelaunchPanel
from passpro_nb.panels.relaunch.desk import Desk
from passpro_nb.panels.relaunch.notebook import show_relaunches
from passpro_nb.store.journal import read_journal


@pytest.fixture
def panel(example: Path) -> RelaunchPanel:
    """Return the panel of the invented example."""
    return RelaunchPanel(Desk(open_campaign(example)))


def dry_run(panel: RelaunchPanel, *words: str) -> list[str]:
    """Return the schools that the command would ask, in its order."""
    folder = panel.desk.campaign.folder
    to = folder.parent / "relances.json"
    assert run(["relaunch", str(folder), "--dry-run", *words, "--to", str(to)]) == 0
    return [row["uai"] for row in json.loads(to.read_text(encoding="utf-8"))]


def shown(panel: RelaunchPanel) -> list[str]:
    """Return the schools that the panel shows."""
    return [record["uai"] for record in panel.table.records]


def test_missing_dates_are_a_reason_to_choose(panel: RelaunchPanel) -> None:
    """Who is to be relaunched for missing dates is a choice of the list « Motif »."""
    labels = {code: text for text, code in panel.bar.reasons.options}
    assert "date" in labels["dates_manquantes"].casefold()
    panel.bar.reasons.value = ["dates_manquantes"]
    assert shown(panel) == dry_run(panel, "--reason", "dates manquantes")
    assert shown(panel)
    assert all("sans date" in record["asked"] for record in panel.table.records)


@pytest.mark.parametrize(
    ("reason", "heading"),
    [
        ("dates_manquantes", "Sans date"), ("modalite_manquante", "Sans modalité"),
        ("places_insuffisantes", "Places à ajouter"), ("non_convoques", "Candidatures à convoquer"),
        ("dossiers_incomplets", "Dossiers incomplets"), ("avis_en_retard", "À saisir ou illisibles"),
    ],
)  # fmt: skip
def test_the_worst_come_first_for_each_reason(
    panel: RelaunchPanel, reason: str, heading: str
) -> None:
    """Whatever the reason, its number is a column, beside the département, and orders the list and its export."""
    panel.bar.reasons.value = [reason]
    table = panel.table
    headings = [column["label"] for column in table.columns]
    assert headings[:5] == ["Établissement", "UAI", "Dépt", "Demandes", heading]
    column, down = table.sort
    assert (table.columns[4]["key"], down) == (column, True)
    counts = [record[column] for record in table.records]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0
    _, content = table.export({"rows": [*range(len(counts))], "search": "", "sorted": []})
    rows = [*load_workbook(io.BytesIO(content)).worksheets[0].values]
    at = next(n for n, row in enumerate(rows) if "Demandes" in row)
    assert [row[4] for row in rows[at + 1 :]] == counts
    assert {row[2] for row in rows[at + 1 :]} <= {"77", "93", "94"}
    click(table, 0, column)
    (lines,) = [shown for shown in tables(panel.view) if shown is not table]
    assert lines.records
    assert ("Plus long retard (jours ouvrés)" in headings) is (reason == "avis_en_retard")


def test_the_list_of_94_goes_to_excel(panel: RelaunchPanel) -> None:
    """The hosts of 94 with at least five overdue opinions: as the command says, exported as shown."""
    panel.bar.filters["department"].value = ["94"]
    panel.bar.reasons.value = ["avis_en_retard"]
    panel.bar.missing.value = 5
    wanted = dry_run(panel, "--department", "94", "--reason", "avis en retard", "--missing", "5")
    assert shown(panel) == wanted
    late = panel.desk.campaign.figures().coverage("host", department="94").set_index("host_uai")
    assert {*wanted} == {*late.index[late["overdue"] >= 5]}
    name, content = panel.table.export({"rows": [*range(len(wanted))]})
    rows = [*load_workbook(io.BytesIO(content)).worksheets[0].values]
    assert name.endswith(".xlsx")
    assert [row[1] for row in rows[1:]] == wanted


def test_who_writes_is_asked(example: Path, tmp_path: Path) -> None:
    """No account's name is put there; the name given stands in the journal, and is proposed from then on."""
    shown = show_relaunches(open_campaign(example))
    texts = {text.description: text for text in _find(shown, widgets.Text)}
    (who,) = _find(shown, widgets.Combobox)
    assert (who.description, who.value, who.options) == ("Votre nom", "", ())
    who.value = "Camille Essai"
    texts["Dossier du paquet"].value = str(tmp_path / "paquet")
    (write,) = [b for b in _find(shown, widgets.Button) if b.description.startswith("Écrire")]
    write.click()
    assert {*read_journal(example)["who"]} == {"Camille Essai"}
    journal = next(table for table in tables(shown) if table.caption == "Journal des relances")
    assert len(journal.records) == len(read_journal(example)) > 0
    (again,) = _find(show_relaunches(open_campaign(example)), widgets.Combobox)
    assert (again.value, again.options) == ("", ("Camille Essai",))


def test_choices_carry_their_counts(panel: RelaunchPanel) -> None:
    """A filter says how many registered each choice has; « Statut » narrows as the others do."""
    figures = panel.desk.campaign.figures()
    by_host = figures.coverage("host").set_index("host_uai")["registered"]
    for text, uai in panel.bar.filters["host"].options:
        assert blank(text).endswith(f" ({by_host[uai]})")
    panel.bar.filters["status"].value = ["apprentissage"]
    offers = figures.coverage("offer", status="apprentissage")
    assert {*panel.kept.proposed.query("side == 'host'")["uai"]} <= {*offers["host_uai"]}
    assert "statut apprentissage" in " ".join(relaunch.say_view(panel.screen))


def test_the_least_of_missing_opinions_says_what_it_counts(panel: RelaunchPanel) -> None:
    """The control and the column bear one name, and the help says that unreadable opinions count."""
    heads = {column["key"]: column["label"] for column in panel.table.columns}
    assert heads["missing"] == "À saisir ou illisibles"
    assert panel.bar.missing.description == "À saisir ou illisibles, min."
    assert "ceux dont rien n’a été saisi, et ceux dont la saisie ne se lit pas" in said(panel.box)


def _find(shown: widgets.Widget, kind: type) -> list:
    found = [shown] if type(shown) is kind else []
    return found + [one for child in getattr(shown, "children", ()) for one in _find(child, kind)]
