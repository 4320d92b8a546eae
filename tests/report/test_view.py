"""The report in its notebook: what is chosen shows in the page and in the files."""

from datetime import date
from pathlib import Path

import pytest
from campaigns import blank
from reports import STATES
from twelve import write_twelve

from passpro_nb.check.campaign import check_folder, open_campaign
from passpro_nb.report.view import ReportPanel, show_checks, show_report


def shown(panel: ReportPanel) -> str:
    """Return what the panel shows under its choices."""
    return blank("".join(getattr(child, "value", "") for child in panel.body.children))


def test_the_first_page_then_the_files(tmp_path: Path) -> None:
    """The page says where the campaign stands; each button gives the whole document."""
    panel = ReportPanel(open_campaign(write_twelve(tmp_path)))
    assert "8 sur 12" in shown(panel)
    assert [button.label for button in panel.buttons] == [
        "Enregistrer en PDF", "Enregistrer en Word (.docx)", "Enregistrer en page web (.html)",
    ]  # fmt: skip
    starts = {"bilan-essai-2025-03-17.pdf": b"%PDF", "bilan-essai-2025-03-17.docx": b"PK",
              "bilan-essai-2025-03-17.html": b"<!DOCTYPE html>"}  # fmt: skip
    for button, (name, start) in zip(panel.buttons, starts.items(), strict=True):
        assert button.make_file()[0] == name
        assert button.make_file()[1].startswith(start)
    row = panel.body.children[
        0
    ].layout  # once saved, a sentence beside a button parts none from the others
    assert (row.flex_flow, row.grid_gap) == ("row wrap", "0.75rem")


def test_another_day(tmp_path: Path) -> None:
    """Another day is told, in the page and in the files; without one, that of the data."""
    panel = ReportPanel(open_campaign(write_twelve(tmp_path)))
    panel.day.value = date(2025, 2, 20)
    assert "Au 20 février 2025, 12 avis sont attendus et aucun n’est encore saisi." in shown(panel)
    assert panel.buttons[2].make_file()[0] == "bilan-essai-2025-02-20.html"
    panel.day.value = None
    assert "Au 17 mars 2025" in shown(panel)


def test_the_campaign_before(tmp_path: Path) -> None:
    """A campaign that stands beside is offered; chosen or typed, it is compared."""
    mine, other = write_twelve(tmp_path / "2025"), write_twelve(tmp_path / "2024")
    panel = ReportPanel(open_campaign(mine))
    assert [value for _, value in panel.before.options] == ["", other]
    panel.before.value = other
    assert "Comparé à Essai au même jour ouvré : autant d’avis" in shown(panel)
    panel.before.value = ""
    assert "Comparé à" not in shown(panel)
    panel.path.value = str(other)
    assert "Comparé à Essai au même jour ouvré" in shown(panel)


def test_a_wrong_folder_is_a_sentence(tmp_path: Path) -> None:
    """A folder that is no campaign is told in place of the page and of the buttons; then all is back."""
    panel = ReportPanel(open_campaign(write_twelve(tmp_path / "c")))
    panel.path.value = str(tmp_path)
    assert "n’a pas de fichier campagne.toml" in shown(panel)
    assert len(panel.body.children) == 1
    panel.path.value = ""
    assert "8 sur 12" in shown(panel)


def test_a_closed_campaign(tmp_path: Path) -> None:
    """Closed, it shows what it published, and refuses another day by a sentence."""
    panel = ReportPanel(check_folder(STATES["closed"](tmp_path / "c")))
    assert "La campagne est close depuis le" in shown(panel)
    panel.day.value = date(2025, 3, 3)
    assert "il n’en reste que les chiffres du" in shown(panel)


@pytest.mark.parametrize("state", STATES)
def test_every_state(state: str, tmp_path: Path) -> None:
    """In every state of a campaign, the notebook's two builders show something."""
    campaign = check_folder(STATES[state](tmp_path / "c"))
    assert "offre" in show_checks(campaign).value
    assert show_report(campaign).children[1].children[-1].value
