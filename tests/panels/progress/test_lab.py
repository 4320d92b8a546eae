"""Notebook 30 in JupyterLab: what moved, the curves under a filter, the lines behind a host."""

from __future__ import annotations

import io
import re
from pathlib import Path

from campaigns import blank
from lab import run_all, running_lab
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from passpro_nb.commands.main import run


def test_a_campaign_is_followed_by_the_mouse_alone(page: Page, example: Path, tmp_path: Path):
    """Imported on two days, it tells what moved, exports it, filters its curves, opens a host."""
    for day in ("2025-04-10", "2025-04-30"):
        assert run(["import", str(example), "--on", day]) == 0
    with running_lab(tmp_path, "30_suivi.ipynb", example) as address:
        run_all(page, address)
        hosts = page.get_by_role("table", name=re.compile("manqueraient le plus"))
        expect(hosts).to_be_visible(timeout=120_000)
        said = blank(page.get_by_text(re.compile("^Avis saisis : ")).inner_text())
        assert said == "Avis saisis : 551 + 86 − 0 = 637"
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Exporter ces changements").click()
        assert waiting.value.suggested_filename == "changements-2025-04-10-2025-04-30.xlsx"
        book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
        assert "Par établissement" in book.sheetnames

        every = hosts.locator("tbody tr").count()
        page.get_by_label("Département", exact=True).select_option(label="77 – Seine-et-Marne")
        expect(hosts.locator("tbody tr")).not_to_have_count(every)
        assert set(hosts.locator("tbody td:nth-child(2)").all_inner_texts()) == {"77"}

        lines = page.get_by_role("table", name=re.compile("^Avis à saisir"))
        expect(lines.locator("tbody tr")).to_have_count(16)  # the host with most of them
        host = page.locator("select", has=page.get_by_text("– 1 à saisir"))
        host.select_option(index=1)
        expect(lines.locator("tbody tr")).not_to_have_count(16)
        assert page.get_by_text("Un incident est survenu").count() == 0
