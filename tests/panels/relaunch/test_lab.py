"""Notebook 40 in JupyterLab, driven by the mouse alone, from the relaunch to a coverage that rises."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from campaigns import blank
from lab import run_all, running_lab
from playwright.sync_api import Page, expect
from relaunches import send_ten_back, write_small

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.measure.groups import Selection
from passpro_nb.relaunch.levels import Wanted
from passpro_nb.relaunch.plan import plan_relaunches
from passpro_nb.store.journal import read_history


@pytest.fixture(scope="module")
def campaign(tmp_path_factory) -> Campaign:
    """Return a small invented campaign."""
    return write_small(tmp_path_factory.mktemp("lab") / "campagne", 900, 14)


def rates(page: Page) -> list[float]:
    """Return the coverage before and after that the panel says."""
    said = blank(page.get_by_text(re.compile("Couverture des avis au")).inner_text())
    return [float(rate.replace(",", ".")) for rate in re.findall(r"([\d,]+) %", said)]


def test_from_relaunch_to_coverage_without_a_terminal(
    page: Page, campaign: Campaign, tmp_path: Path
):
    """Relaunch hosts alone, receive ten replies of which three are odd, accept: coverage rises."""
    with running_lab(tmp_path, "40_relances.ipynb", campaign.folder) as address:
        run_all(page, address)
        write = page.get_by_role("button", name="Écrire les classeurs et les brouillons")
        table = page.get_by_role("table", name=re.compile("Établissements à relancer"))
        rows = table.locator("tbody tr")
        expect(write).to_be_enabled(timeout=120_000)

        # choose: a filter with two values, then rows one by one, then all of them
        every = rows.count()
        page.get_by_role("button", name=re.compile("^Département")).click()
        for department in ("93 – Seine-Saint-Denis", "94 – Val-de-Marne"):
            page.get_by_role("checkbox", name=department).check()
        wanted = Wanted(Selection(department=("93", "94")))
        plan = plan_relaunches(campaign, campaign.figures().day, wanted)
        expect(rows).to_have_count(len(plan.proposed))
        uais = table.locator("tbody td:nth-child(3)").all_inner_texts()
        assert set(uais) == set(plan.proposed["uai"])
        assert len(uais) < every
        page.get_by_role("button", name="Tout afficher").click()
        expect(rows).to_have_count(every)
        table.get_by_label("Tout / rien").uncheck()
        expect(page.get_by_text("Aucun établissement n’est choisi.")).to_be_visible()
        expect(write).to_be_disabled()
        table.get_by_label("Tout / rien").check()
        expect(page.get_by_text(re.compile(f"^{every}.établissements choisis"))).to_be_visible()

        # write: the pack is there, the next folder is proposed, the journal follows
        write.click()
        expect(page.get_by_role("button", name="retirer du journal")).to_be_visible(timeout=60_000)
        assert len(read_history(campaign.folder)) == every
        expect(page.get_by_label("Dossier du paquet")).to_have_value(re.compile("-n2$"))
        journal = page.get_by_role("table", name="Journal des relances")
        expect(journal.locator("tbody tr")).to_have_count(every)

        # receive: nine workbooks and a PDF, dropped into the folder of replies
        (pack,) = (campaign.folder / "relances").iterdir()
        given = send_ten_back(pack / "classeurs", tmp_path / "recus", Random(1))
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Y déposer des fichiers").click()
        chooser.value.set_files(sorted((tmp_path / "recus").iterdir()))
        expect(page.get_by_text(re.compile("10.fichiers à lire"))).to_be_visible()
        page.get_by_role("button", name="Lire", exact=True).click()
        answers = page.get_by_role("table", name=re.compile("^Réponses"))
        expect(answers).to_be_visible(timeout=60_000)
        text = blank(answers.inner_text())
        for odd in ("scan.pdf", "bof", "Passpro 2019"):
            assert odd in text
        assert open_campaign(campaign.folder).applications["opinion"].notna().sum() == (
            campaign.applications["opinion"].notna().sum()
        )

        # accept: receipts and opinions are written, coverage rises, nobody typed a command
        page.get_by_role("button", name="Accepter ce qui est pris").click()
        expect(page.get_by_text("5. Ce qui a changé")).to_be_visible(timeout=60_000)
        before, after = rates(page)
        assert after > before
        expect(page.get_by_text(re.compile(f"{len(given)}.avis de plus"))).to_be_visible()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Exporter ce qui n’est pas pris").click()
        assert waiting.value.suggested_filename.startswith("reponses-non-prises-")
    entered = open_campaign(campaign.folder).applications["opinion"].notna().sum()
    assert entered == campaign.applications["opinion"].notna().sum() + len(given)
    assert len([*(campaign.folder / "retours" / "accuses").glob("*.txt")]) >= 7
