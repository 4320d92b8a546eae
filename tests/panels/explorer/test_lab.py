"""Notebook 50 in JupyterLab: rows, columns, a filter, a column's filter, a number opened, an export."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from campaigns import blank
from lab import TALL, running_lab
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from passpro_nb.panels.workbench.campaigns import VARIABLE


def test_a_free_table_by_the_mouse_alone(
    page: Page, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Crossed, filtered, cut to twenty rows, opened and exported: what goes out is what is seen.

    « Tout afficher » takes the filters of the columns off too: none is left out of sight.
    """
    monkeypatch.setenv(VARIABLE, str(example))
    with running_lab(tmp_path, "50_explorer.ipynb", example) as address:
        page.set_viewport_size(TALL)
        page.goto(address)
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
        page.locator('[data-jp-item-name="restart-and-run"]').click()
        page.locator(".jp-Dialog .jp-mod-accept").click()
        hosts = page.locator(
            ".tableau", has=page.get_by_role("table", name=re.compile("^Par étab"))
        )
        expect(hosts.locator("tbody tr")).to_have_count(20, timeout=120_000)
        said = hosts.locator(".tableau-nombre")
        total = re.fullmatch(r"20 sur (\d+) établissements d’accueil", blank(said.inner_text()))
        hosts.get_by_role("button", name="Voir toutes les lignes").click()
        expect(hosts.locator("tbody tr")).to_have_count(int(total[1]))

        hosts.get_by_role("button", name="Filtrer par colonne").click()
        hosts.get_by_label("Filtrer Dépt").select_option("93")
        hosts.get_by_label("Filtrer Avis en retard").fill(">= 1")
        expect(said).to_have_text(re.compile(f"sur {total[1]}$"))
        assert set(hosts.locator("tbody td:nth-child(2)").all_inner_texts()) == {"93"}
        seen = hosts.locator("tbody th").all_inner_texts()
        with page.expect_download() as waiting:
            hosts.get_by_role("button", name="Exporter ce tableau").click()
        book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
        rows = [row[0].value for row in book.worksheets[0].iter_rows()]
        assert rows[-len(seen) :] == seen
        notes = " ".join(str(c.value) for s in book for row in s.iter_rows() for c in row)
        assert "Dépt : 93 ; Avis en retard : >= 1" in notes

        page.get_by_role("button", name="Tout afficher").click()
        expect(said).to_have_text(re.compile(rf"^{total[1]} "))
        expect(hosts.get_by_label("Filtrer Dépt")).to_have_count(0)
        page.get_by_label("Colonnes", exact=True).select_option(label="Diplôme")
        crossed = page.locator(
            ".tableau", has=page.get_by_role("table", name=re.compile("^Inscrits par"))
        )
        number = crossed.locator("tbody .ouvre").first
        count = int(re.sub(r"\s", "", number.inner_text()))
        number.click()
        lines = page.locator(
            ".tableau", has=page.get_by_role("table", name=re.compile("^Inscrits – "))
        )
        expect(lines.locator(".tableau-nombre")).to_have_text(re.compile(rf"\b{count} lignes$"))
        assert page.get_by_text("Un incident est survenu").count() == 0
