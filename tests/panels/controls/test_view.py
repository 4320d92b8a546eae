"""The controls in their notebook: what does not count, what is doubtful, an import by buttons."""

from __future__ import annotations

import re
from pathlib import Path

import ipywidgets as widgets
import pytest
from campaigns import blank
from faults_cases import write_campaign
from panels import click, said, tables
from twelve import twelve, write_twelve

from passpro_nb.check.campaign import Campaign, check_folder, open_campaign
from passpro_nb.export.check import faults_table
from passpro_nb.panels.controls import figures as controls
from passpro_nb.panels.controls.view import ImportPanel, show_copies, show_doubtful, show_lost
from passpro_nb.panels.tables import say_checks, say_measured, show_measured
from passpro_nb.panels.widgets import find_tables
from passpro_nb.store.history import list_history
from passpro_nb.store.published import PUBLISHED, read_facts

LOST = {f"p{number}": {"Avis": "", "Date de l'avis": ""} for number in range(1, 13)}


def seen(panel: ImportPanel) -> list[str]:
    """Return the buttons that are in sight."""
    buttons = [child for child in panel.children if isinstance(child, widgets.Button)]
    return [button.description for button in buttons if button.layout.display != "none"]


@pytest.fixture
def campaign(example: Path) -> Campaign:
    """Return the invented example, read and checked."""
    return check_folder(example)


def test_rows_set_aside_are_those_of_the_command(campaign: Campaign) -> None:
    """What does not count names each row set aside once or more, and no other; files cost most."""
    found = controls.list_findings(campaign)
    rows = found[found["cost"].eq(controls.ROW)]
    assert {*rows[["file", "sheet", "row"]].itertuples(index=False, name=None)} == {
        *campaign.set_aside
    }
    assert len(campaign.set_aside) == campaign.reconciliation["set_aside"].sum() > 0


def test_no_finding_is_left_out(campaign: Campaign) -> None:
    """Each finding of the command is in one of the three parts."""
    found = controls.list_findings(campaign)
    assert {*found["said"]} == {fault.said for fault in campaign.faults}
    doubtful = found[found["weight"].eq(controls.DOUBTFUL) | found["cost"].eq(controls.APART)]
    assert len(doubtful) == faults_table(campaign.faults)["severity"].eq("warning").sum()


def test_what_is_out_of_passpro_counts_nowhere(campaign: Campaign, tmp_path: Path) -> None:
    """As many applications hors Passpro are told, cancelled ones too, as are counted apart; none as doubtful."""
    apart = campaign.figures().counts.hors_passpro[1]
    found = controls.list_findings(campaign)
    kind = found[found["title"].eq("Candidature hors Passpro")]
    assert len(kind) == apart > 1
    assert {*kind["weight"]} == {controls.LOST}
    told = f"{apart} candidatures hors Passpro, comptées à part, dans aucun chiffre."
    assert told in blank(said(show_lost(campaign)))
    gone = {"C!F2": "non", "A!R2": "oui"}
    alone = blank(said(show_lost(check_folder(write_campaign(tmp_path, gone)))))
    assert "1 candidature hors Passpro, comptée à part, dans aucun chiffre." in alone


def test_the_heading_tells_lines_lost_from_findings(campaign: Campaign) -> None:
    """What most notebooks say first is how many rows count nowhere, not how many errors; this one has both."""
    warnings = sum(fault.severity == "warning" for fault in campaign.faults)
    told = blank(say_checks(campaign))
    assert told.endswith(
        f" retenues. {len(campaign.set_aside)} lignes écartées, qui ne comptent nulle part : "
        "10 – Contrôles dit pourquoi, ligne par ligne."
    )
    assert "erreur" not in told
    found = controls.list_findings(campaign)
    apart = found["cost"].eq(controls.APART).sum()
    both = (
        f"Avec les {apart} candidatures hors Passpro, comptées à part, ce sont les {warnings} aver"
    )
    assert both in blank(controls.say_doubtful(found))


def test_the_heading_of_a_campaign_without_loss(tmp_path: Path) -> None:
    """Where no row is set aside it is said; a file that could not be read is told before anything."""
    folder = write_campaign(tmp_path)
    assert say_checks(check_folder(folder)).endswith("retenues. Aucune ligne écartée.")
    next(folder.glob("catalogue*")).unlink()
    assert "constat sur un fichier ou une feuille" in say_checks(check_folder(folder))


def test_from_the_rows_to_the_figures(campaign: Campaign) -> None:
    """The rows retained, less what is counted apart, are the applications registered of every notebook."""
    figures = campaign.figures()
    kept = campaign.reconciliation.set_index("file")["accepted"]["candidatures_2025-04-30.xlsx"]
    first, second = [re.sub(r"(?<=\d) (?=\d)", "", blank(one)) for one in say_measured(campaign)]
    numbers = [int(found) for found in re.findall(r"\d+(?= (?!avril|2025))", first.split(" : ")[1])]
    assert numbers[0] == kept == len(campaign.applications)
    assert numbers[0] - sum(numbers[1:-1]) == numbers[-1]
    assert numbers[-1] == figures.coverage("academie")["registered"].item()
    assert " hors Passpro − " in first
    (listed,) = find_tables([show_measured(campaign)])
    gone = len(listed.records)
    assert f" − {gone} annulées" in first
    assert (
        blank(listed.folded) == f"Les annulées, une à une (fichier et ligne) : {gone} candidatures"
    )
    assert {"file", "row"} <= {*listed.records[0]}
    offers, apart, measured = [int(found) for found in re.findall(r"\d+", second)]
    assert (offers - apart, measured) == (len(figures.offers()),) * 2


def test_errors_are_told_beside_the_places(campaign: Campaign, tmp_path: Path) -> None:
    """Where errors are fewer than the rows and cells counted, it is said why; else nothing is."""
    errors = sum(fault.severity == "error" for fault in campaign.faults)
    assert (
        f"Les contrôles comptent {errors} erreurs : une seule peut nommer plusieurs lignes"
        in blank(said(show_lost(campaign)))
    )
    one = check_folder(write_campaign(tmp_path, {"A!N2": "31/02/2025"}))
    assert "Les contrôles comptent" not in said(show_lost(one))


def test_each_row_set_aside_is_told_with_its_reasons(tmp_path: Path) -> None:
    """One by one, each row that counts nowhere has its file, its row, and what is wrong with it."""
    lost = {"UAI d'accueil": "", "Formation": ""}
    shown = show_lost(open_campaign(write_twelve(tmp_path, rows=twelve(p3=lost))))
    one_by_one = tables(shown)[-1]
    ((file, _, row, why),) = one_by_one.rows
    assert (file, row[0]) == ("candidatures.csv", "4")
    assert "L’établissement d’accueil manque." in blank(why)
    assert one_by_one.folded.startswith("1")


def test_numbers_open_into_their_places(campaign: Campaign) -> None:
    """Each number of the table opens as many lines, with the file and the row of each."""
    shown = show_lost(campaign)
    kinds = tables(shown)[0]
    for at, kind in enumerate(kinds.records):
        click(kinds, at, "count")
        rows = tables(shown)[1]
        assert len(rows.records) == kind["count"] > 0
        assert {row["file"] for row in rows.records} == {kind["file"]}
        assert rows.caption == f"{kind['Constat']} – {kind['file']}"


def test_what_costs_most_comes_first(campaign: Campaign) -> None:
    """Rows set aside stand before cells refused, the most frequent of each first."""
    kinds = tables(show_lost(campaign))[0]
    costs = [record["Effet"] for record in kinds.records]
    assert costs == sorted(
        costs, key=[controls.FILE, controls.ROW, controls.CELL, controls.APART].index
    )
    assert {controls.ROW, controls.CELL} <= {*costs}


def test_what_does_not_count_is_said(tmp_path: Path) -> None:
    """The sentence counts rows and cells apart, in the singular too, and what comes of each."""
    one = check_folder(write_campaign(tmp_path / "un", {"A!H2": "0930125Z", "A!I2": None}))
    assert "1 ligne écartée : elle ne compte nulle part" in said(show_lost(one))
    cell = check_folder(write_campaign(tmp_path / "deux", {"A!N2": "31/02/2025"}))
    assert said(show_lost(cell)).startswith('<p class="phrase">1 cellule refusée, prise comme vide')
    none = check_folder(write_campaign(tmp_path / "trois"))
    assert "Tout ce qui a été reçu compte" in said(show_lost(none))
    assert "Rien n’est douteux." in said(show_doubtful(none))


def test_what_is_only_told_is_folded(campaign: Campaign) -> None:
    """Doubts are in sight; what was understood or repaired is there, shut at first."""
    doubtful, told = find_tables([show_doubtful(campaign)])
    assert doubtful.folded == ""
    assert "information" in told.folded
    assert "Effet" not in doubtful.records[0]


def test_how_to_correct_says_where(campaign: Campaign) -> None:
    """Beside the workbook of the rows set aside stands what to do with it, and its folder."""
    text = said(show_copies(campaign))
    assert str(campaign.folder.resolve()) in text
    assert "« Relire les fichiers »" in text


# ------------------------------------------------------------------------------- the import


@pytest.fixture
def panel(tmp_path: Path) -> ImportPanel:
    """Return the panel of a campaign of twelve that was never imported."""
    return ImportPanel(open_campaign(write_twelve(tmp_path)))


def imported(folder: Path, **rows: dict) -> ImportPanel:
    """Import a campaign of twelve, change its rows, and return the panel of what came then."""
    first = ImportPanel(open_campaign(write_twelve(folder)))
    first.main.click()
    write_twelve(folder, rows=twelve(**rows))
    return ImportPanel(open_campaign(folder))


def test_an_import_is_seen_before_it_is_made(tmp_path: Path, panel: ImportPanel) -> None:
    """What an import would change is shown, and nothing is stored until the button is pressed."""
    assert "Ce serait le premier import de cette campagne." in said(panel)
    assert seen(panel) == ["Importer"]
    assert read_facts(tmp_path / PUBLISHED) == {}


def test_a_button_imports(tmp_path: Path, panel: ImportPanel) -> None:
    """« Importer » keeps and publishes, says so, and the history below has it."""
    told: list[int] = []
    panel.observe(lambda change: told.append(change.new), "kept")
    panel.main.click()
    assert "Importé : 12 candidatures et 2 offres, au " in said(panel.result)
    assert len(list_history(tmp_path)) == 1
    (past,) = find_tables([panel.past])
    assert [record["event"] for record in past.records] == ["import"]
    assert told == [1]
    assert "Rien de nouveau depuis l’import" in said(panel)


def test_losses_wait_for_a_second_button(tmp_path: Path) -> None:
    """An import that loses opinions says which, and is made by a second button only."""
    came = {"Avis": "Favorable", "Date de l'avis": "18/03/2025"}
    panel = imported(tmp_path, **{**LOST, "p3": came})
    assert "Avis saisis : 8 + 1 − 8 = 1 (8 avis effacés)" in said(panel)
    panel.main.click()
    assert "Cet import ferait perdre 8 avis" in said(panel.result)
    assert "--accepter" not in said(panel)
    assert len(list_history(tmp_path)) == 1
    assert controls.ACCEPTED in seen(panel)
    panel.sure.click()
    assert "Importé : " in said(panel.result)
    assert len(list_history(tmp_path)) == 2
    assert seen(panel) == ["Importer", "Annuler le dernier import"]


def test_a_refused_delivery_is_compared(tmp_path: Path) -> None:
    """What cannot be the next delivery is refused with its counts beside those of the last one."""
    first = ImportPanel(open_campaign(write_twelve(tmp_path)))
    first.main.click()
    write_twelve(tmp_path, rows=twelve()[:2])
    panel = ImportPanel(open_campaign(tmp_path))
    panel.main.click()
    text = said(panel.result)
    assert "Livraison refusée, rien n’est importé" in text
    assert "<td>12</td><td>2</td>" in text
    assert "--force" not in text
    assert controls.FORCED in seen(panel)
    panel.sure.click()
    assert len(list_history(tmp_path)) == 2


def test_files_that_changed_are_read_again_first(tmp_path: Path, panel: ImportPanel) -> None:
    """What was looked at is what is imported: files changed since are to be read again."""
    write_twelve(tmp_path, rows=twelve(p3={"Avis": "Favorable"}))
    panel.main.click()
    assert blank(controls.REREAD) in said(panel.result)
    assert read_facts(tmp_path / PUBLISHED) == {}


def test_the_last_import_is_taken_back(tmp_path: Path) -> None:
    """Two buttons take the last import back: the one before is in force, and the history says it."""
    panel = imported(tmp_path, p3={"Avis": "Favorable", "Date de l'avis": "18/03/2025"})
    panel.main.click()
    panel.undo.click()
    assert len(list_history(tmp_path)) == 2
    panel.back.click()
    assert "Le dernier import est annulé" in said(panel.result)
    (past,) = find_tables([panel.past])
    assert past.records[0]["event"] == "retour à l’import d’avant"
    assert seen(panel) == ["Importer"]


def test_the_same_files_again_are_told(example: Path) -> None:
    """Files that were imported already have nothing new, and the panel says since when."""
    panel = ImportPanel(open_campaign(example))
    panel.main.click()
    again = ImportPanel(open_campaign(example))
    assert "Rien de nouveau depuis l’import des données au 30 avril 2025." in said(again)
    again.main.click()
    assert "Rien de nouveau : l’import d’avant reste en vigueur." in said(again.result)
