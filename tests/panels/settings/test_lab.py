"""Notebook 90 in a real JupyterLab: a setting changed, looked at, saved; the figures follow."""

from __future__ import annotations

import re
from pathlib import Path

from campaigns import copy_example
from lab import own_lab
from pictures import SEEN, address_of
from playwright.sync_api import Page, expect

from passpro_nb.domain.settings import FILE, read_settings
from passpro_nb.export.settings import BEFORE


def test_a_setting_is_changed(page: Page, tmp_path: Path) -> None:
    """Two juries typed, their effect seen, then saved: the file has them, and what it was is beside."""
    folder = copy_example(tmp_path / "exemple")
    before = (folder / FILE).read_bytes()
    page.set_viewport_size(SEEN)
    with own_lab(tmp_path, folder) as (address, _):
        page.goto(address_of(address, "90_parametres"))
        page.get_by_role("button", name="Entretiens").click(timeout=120_000)
        line = page.locator(".reglage", has=page.get_by_text("jurys", exact=True))
        line.locator("input").fill("2")
        line.locator("input").press("Tab")
        save = page.get_by_role("button", name=f"Enregistrer dans {FILE}")
        expect(page.get_by_text("jurys : 1 → 2")).to_be_visible()
        expect(save).to_be_disabled()
        page.get_by_role("button", name="Voir ce que cela changerait").click()
        seats = page.locator("tr", has_text="Capacité d’entretien").first
        expect(seats).to_contain_text(re.compile(r"1.578.*2.110.*\+.532"))
        assert (folder / FILE).read_bytes() == before
        save.click()
        expect(page.get_by_text("Le fichier d’avant est gardé à côté")).to_be_visible()
    assert read_settings(folder).entretiens.jurys == 2
    assert (folder / BEFORE).read_bytes() == before
