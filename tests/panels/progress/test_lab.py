"""Notebook 30 in JupyterLab: what moved, hosts under a filter, a number that opens."""

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
    """Imported on two days, it tells what moved, exports it, filters its hosts, opens a number."""
    for day in ("2025-04-10", "2025-04-30"):
        assert run(["import", str(example), "--on", day]) == 0
    with running_lab(tmp_path, "30_suivi.ipynb", example) as address:
        run_all(page, address)
        sheet = page.locator(".feuilles .lm-TabBar-tabLabel")
        expect(sheet.first).to_be_visible(timeout=120_000)
        sheet.filter(has_text="Depuis un import").click()
        said = blank(page.get_by_text(re.compile("^Avis saisis : ")).inner_text())
        assert said == "Avis saisis : 551 + 86 − 0 = 637"
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Exporter tous ces changements").click()
        assert waiting.value.suggested_filename == "changements-2025-04-10-2025-04-30.xlsx"
        book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
        assert "Par établissement" in book.sheetnames

        sheet.filter(has_text="Groupe par groupe").click()
        hosts = page.get_by_role("table", name="Groupe par groupe")
        expect(hosts).to_be_visible()
        every = hosts.locator("tbody tr").count()
        page.get_by_role("button", name=re.compile("^Département")).click()
        page.get_by_role("checkbox", name=re.compile("^77 – Seine-et-Marne")).check()
        expect(hosts.locator("tbody tr")).not_to_have_count(every)
        page.keyboard.press("Escape")

        late = hosts.locator("tbody tr").first.locator(".ouvre").nth(2)  # after expected, entered
        count = int(late.inner_text())
        late.click()
        lines = page.get_by_role("table", name=re.compile("^Avis en retard"))
        expect(lines.locator("tbody tr")).to_have_count(count)
        assert page.get_by_text("Un incident est survenu").count() == 0
