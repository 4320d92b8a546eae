"""A kernel killed while it answers a filter, again and again: no screen may show figures of another choice.

After each kill, at each frame until the page has said that it is stopped: the figures that stand under
the filter, and the rows below, are those of the choice, or they are greyed (an answer is awaited) or not
shown. Run by `python tests/bench/killed.py FOLDER [TIMES]`, on a campaign that was imported.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import psutil
from browser import Served, launch, open_dashboard, running_server
from places import DASHBOARDS
from playwright.sync_api import Page, sync_playwright

from passpro_nb.panels.academie.figures import measure_screen
from passpro_nb.panels.filters import Filters
from passpro_nb.store.published import PUBLISHED, read_published

CHOSEN, TIMES = ("77", "93", "94"), 200
LONGEST = 0.4  # seconds from the choice to the kill
# Notes what each frame shows: the choice, the first key figure, the rows, or that they are no answer.
WATCH = r"""() => {
  window.screens = new Set();
  const digits = (node) => (node?.textContent ?? "").replace(/\D/g, "");
  const shown = (node) => node?.offsetHeight > 0;
  const look = () => {
    const choice = document.querySelector(".vivante select");
    const value = document.querySelector(".carte-valeur");
    const rows = document.querySelectorAll("[aria-label^='Établissements d’accueil'] tbody tr");
    const waits = document.body.classList.contains("attend");
    const said = choice.selectedOptions[0].textContent.slice(0, 2);
    if (!waits) screens.add([said, shown(value) ? digits(value) : "", shown(rows[0]) ? rows.length : ""].join());
    requestAnimationFrame(look);
  };
  look();
}"""


def measure_kills(folder: Path, times: int, log: Path) -> None:
    """Print how the kills ended, and each screen whose figures were not those of its choice."""
    published, draw, ends = folder / PUBLISHED, Random(14), Counter[str]()
    figures = read_published(published)
    wanted = {}
    for code in ("", *CHOSEN):
        screen = measure_screen(figures, Filters(department=code))
        wanted[code or "To"] = f"{screen.total['registered']},{len(screen.hosts)}"
    with running_server(published, DASHBOARDS, log) as served, sync_playwright() as p:
        browser = launch(p.chromium)
        for at in range(times):
            page = browser.new_context(locale="fr-FR").new_page()
            ends[kill_once(page, served, CHOSEN[at % 3], draw.uniform(0, LONGEST), wanted)] += 1
            page.context.close()
        browser.close()
    print(f"{times} kernels killed within {LONGEST} s of a choice: {dict(ends)}")


def kill_once(page: Page, served: Served, choice: str, delay: float, wanted: dict[str, str]) -> str:
    """Kill the kernel of a page so long after a choice; say how it ended."""
    open_dashboard(page, served.address("vif/academie"))
    page.evaluate(WATCH)
    chosen = page.locator(".vivante select").first
    label = chosen.locator("option", has_text=choice).first.text_content()
    chosen.select_option(label=label)
    time.sleep(delay)
    for kernel in kernels(served):
        with suppress(psutil.NoSuchProcess):
            kernel.kill()
    stopped = page.get_by_text("Cette page est arrêtée")
    for _ in range(100):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        if stopped.is_visible():
            break
        time.sleep(0.2)
    else:
        return "not said"
    page.wait_for_timeout(200)
    screens = page.evaluate("[...screens]")
    wrong = [screen for screen in screens if not agrees(screen, wanted)]
    if wrong:
        print(f"killed after {delay:.3f} s: {wrong}", flush=True)
        return "DISAGREES"
    return "answered before" if page.locator("body:not(.attend)").count() else "figures hidden"


def agrees(screen: str, wanted: dict[str, str]) -> bool:
    """Tell whether the figure and the rows of a screen, as far as shown, are those of its choice."""
    choice, *shown = screen.split(",")
    return all(
        not found or found == right
        for found, right in zip(shown, wanted[choice].split(","), strict=True)
    )


def kernels(served: Served) -> list[psutil.Process]:
    """Return the kernels that the server's pages run on: the children of the one that is forked."""
    started = psutil.Process(served.process.pid).children()
    return [kernel for one in started for kernel in one.children()]


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        count = int(sys.argv[2]) if sys.argv[2:] else TIMES
        measure_kills(Path(sys.argv[1]), count, Path(place) / "serve.log")
