"""The pictures of notebook 05, made from the invented example in a real JupyterLab.

`make pictures` makes them all again, once panels have changed; names after `ARGS=` make some of them.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import openpyxl
from browser import launch
from campaigns import copy_example
from lab import own_lab
from PIL import Image
from places import NOTEBOOKS
from playwright.sync_api import Locator, Page, sync_playwright

FOLDER = NOTEBOOKS / "images"
SEEN = {"width": 1366, "height": 2400}  # JupyterLab draws only the cells that are in sight
TALLEST = 380  # pixels: what shows what a step is about, no more
COLOURS = 48
# The folder of a machine is nobody's business, and no reader's own.
HIDE_PATH = r"""() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    node.textContent = node.textContent.replace(/Dossier : .*exemple/, "Dossier : C:\\Passpro\\exemple");
  }
}"""


class Picture(NamedTuple):
    """A picture: its name, its notebook, the heading under which it stands, what of it is shown.

    `press` is a button to press first; `asking`: the example with a column that must be asked about.
    """

    name: str
    notebook: str
    under: str
    what: str
    press: str = ""
    asking: bool = False


PICTURES = (
    Picture("campagne", "00_sommaire", "La campagne", ".campagne"),
    Picture("parametres", "90_parametres", "Le résultat", ".reglages", press="Entretiens"),
    Picture("controles", "10_controles", "Les contrôles", ".tableau"),
    Picture("correspondances", "15_correspondances", "Le résultat", ".widget-vbox", asking=True),
    Picture("entretiens", "20_entretiens", "Le résultat", ".tableau"),
    Picture("suivi", "30_suivi", "Le résultat", ".graphique"),
    Picture("relances", "40_relances", "Le résultat", ".tableau"),
)


def rename_column(folder: Path) -> None:
    """Give a column of the applications a title with a slip, which is asked about."""
    path = next(folder.glob("candidatures*.xlsx"))
    book = openpyxl.load_workbook(path)
    heading = next(cell for cell in book.worksheets[0][1] if cell.value == "Avis")
    heading.value = "Aviss"
    book.save(path)


def address_of(address: str, notebook: str) -> str:
    """Return where a notebook is, the rest of an address kept: it holds the token."""
    return re.sub(r"/lab[^?]*", f"/lab/tree/{notebook}.ipynb", address)


def shown(page: Page, picture: Picture) -> Locator:
    """Return what a picture is of: the first such thing below its heading."""
    headings = page.locator(".jp-MarkdownCell :is(h1, h2, h3)")
    heading = headings.filter(has_text=picture.under).last
    heading.wait_for(timeout=60_000)
    if picture.press:
        page.get_by_role("button", name=picture.press).first.click(timeout=60_000)
    below = heading.locator("xpath=following::*[contains(@class, 'jp-OutputArea')]//*")
    return below.and_(page.locator(picture.what)).first


def take(page: Page, picture: Picture) -> bytes:
    """Return a picture, cut at `TALLEST`, in few colours: a page of text needs no more."""
    found = shown(page, picture)
    found.wait_for(timeout=60_000)
    page.wait_for_timeout(1500)  # a table is drawn after its frame
    page.evaluate(HIDE_PATH)
    found.scroll_into_view_if_needed()
    image = Image.open(io.BytesIO(found.screenshot()))
    image = image.crop((0, 0, image.width, min(image.height, TALLEST)))
    out = io.BytesIO()
    image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def make_pictures(names: list[str]) -> None:
    """Make the pictures of these names, or all of them."""
    FOLDER.mkdir(exist_ok=True)
    wanted = [picture for picture in PICTURES if not names or picture.name in names]
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        for asking in sorted({picture.asking for picture in wanted}):
            with tempfile.TemporaryDirectory() as desk:
                campaign = copy_example(Path(desk) / "exemple")
                if asking:
                    rename_column(campaign)
                with own_lab(Path(desk), campaign) as (address, _):
                    for picture in (one for one in wanted if one.asking == asking):
                        page = browser.new_context(viewport=SEEN, locale="fr-FR").new_page()
                        page.goto(address_of(address, picture.notebook))
                        (FOLDER / f"{picture.name}.png").write_bytes(content := take(page, picture))
                        print(f"{picture.name}: {len(content) // 1024} kB", flush=True)
                        page.context.close()


if __name__ == "__main__":
    make_pictures(sys.argv[1:])
