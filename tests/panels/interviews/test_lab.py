"""Notebooks 20 and 10 in JupyterLab: sliders and sessions added, then an import, by the mouse alone."""

from __future__ import annotations

import re
from pathlib import Path

from campaigns import blank
from lab import run_all, running_lab
from playwright.sync_api import Page, expect

from passpro_nb.check.campaign import open_campaign
from passpro_nb.store.history import list_history


def test_what_is_missing_is_added_by_the_mouse(page: Page, example: Path, tmp_path: Path) -> None:
    """A filter, then « Ajouter ce qui manque »: nobody of that département lacks a seat."""
    figures = open_campaign(example).figures()
    (short,) = figures.capacity("academie", department="93")["shortfall"]
    with running_lab(tmp_path, "20_entretiens.ipynb", example) as address:
        run_all(page, address)
        sheet = page.locator(".feuilles .lm-TabBar-tabLabel")
        expect(sheet.first).to_be_visible(timeout=120_000)
        page.get_by_role("button", name=re.compile("^Département")).click()
        page.get_by_role("checkbox", name=re.compile("^93 – Seine-Saint-Denis")).check()
        expect(page.get_by_text(re.compile(rf"{short}.places manquent"))).to_be_visible()
        page.keyboard.press("Escape")
        sheet.filter(has_text="Et si").click()
        page.get_by_role("button", name="Ajouter ce qui manque").click()
        answer = page.locator(
            "p.phrase", has_text=re.compile("^Places manquantes.*, 0 avec ces réglages")
        )
        expect(answer).to_be_visible()
        assert blank(answer.inner_text()).startswith(f"Places manquantes : {short} au 30 avril, 0")
        assert page.get_by_text("Un incident est survenu").count() == 0


def test_a_campaign_is_imported_by_the_mouse(page: Page, example: Path, tmp_path: Path) -> None:
    """« Importer » keeps the campaign, its history follows, and the top of the notebook says when."""
    with running_lab(tmp_path, "10_controles.ipynb", example) as address:
        run_all(page, address)
        expect(page.get_by_text("jamais importée")).to_be_visible(timeout=60_000)
        button = page.get_by_role("button", name="Importer", exact=True)
        expect(button).to_be_visible(timeout=60_000)
        button.click()
        expect(page.get_by_text(re.compile("^Importé : "))).to_be_visible(timeout=60_000)
        expect(page.get_by_text("jamais importée")).to_have_count(0)
        past = page.get_by_role("table", name="Imports", exact=True)
        expect(past.locator("tbody tr")).to_have_count(1)
    assert len(list_history(example)) == 1
