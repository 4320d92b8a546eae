"""How fast the pages are: on the screen in their states, under many visitors at once."""

from __future__ import annotations

import statistics
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from browser import Served, launch, running_server
from places import ROOT
from playwright.sync_api import Browser, Page, sync_playwright
from timing import say

from passpro_nb.serve.server import WARM_SECONDS
from passpro_nb.store.published import PUBLISHED

NAMES = ("academie", "entretiens", "relances")
STATES = ("", "departement=77", "departement=93", "departement=94")
UNASKED = ("diplome=CAP", "departement=94&diplome=CAP")
# In ms since its address was asked: when the frame is painted in which a page holds its figures and the
# last row of each of its tables, scripts or not; without any table it is no page of ours.
SEEN = """() => new Promise((done) => {
  const look = () => {
    const last = [...document.querySelectorAll(".tableau-cadre tbody tr:last-child")];
    const there = last.length > 0 && last.every((row) => row.checkVisibility() || row.closest("details:not([open])"));
    if (document.readyState === "loading" || !there) return requestAnimationFrame(look);
    return setTimeout(() => done(performance.now()));
  };
  look();
})"""


def measure_pages(folder: Path, log: Path) -> None:
    """Time the pages on the screen in every state asked most, then under crowds."""
    with (
        running_server(folder / PUBLISHED, ROOT / "dashboards", log) as served,
        sync_playwright() as p,
    ):
        time.sleep(WARM_SECONDS + 8)  # what is asked most is rendered ahead meanwhile
        browser = launch(p.chromium)
        measure_screens(browser, served)
        measure_crowds(served)
        browser.close()


def measure_screens(browser: Browser, served: Served) -> None:
    """Time figures and whole table on the screen, asked most often, then never asked before."""
    page = browser.new_page()
    asked = {name: [f"{name}?{state}" for state in STATES] for name in NAMES}
    page.goto(served.address())
    for name, addresses in asked.items():
        spent = [on_screen(page, served.address(address)) for address in addresses]
        say(
            f"figures and table of {name} on the screen",
            statistics.median(spent),
            beside=f"slowest {max(spent):.2f} s",
        )
    spent = [
        on_screen(page, served.address(f"{name}?{state}")) for name in NAMES for state in UNASKED
    ]
    say(
        "the same in a state nobody asked before",
        statistics.median(spent),
        beside=f"slowest {max(spent):.2f} s",
    )
    page.close()


def on_screen(page: Page, address: str) -> float:
    """Return the seconds from asking an address to its last table being there, painted."""
    page.goto(address, wait_until="commit")
    return page.evaluate(SEEN) / 1000


def measure_crowds(served: Served) -> None:
    """Time the pages under 30 visitors in 5 s, five times, then 300 in 10 s."""
    for visitors, within, times in ((30, 5.0, 5), (300, 10.0, 1)):
        answers = [answer for _ in range(times) for answer in crowd(served, visitors, within)]
        bad = sum(status != 200 or not whole for status, whole, _ in answers)
        slowest = max(spent for *_, spent in answers)
        say(
            f"{visitors} visitors in {within:.0f} s, {times} times: slowest page",
            slowest,
            beside=f"{bad} bad of {len(answers)}",
        )


def crowd(served: Served, visitors: int, within: float) -> list[tuple[int, bool, float]]:
    """Return status, wholeness and seconds of the pages of visitors who come one after the other."""

    def visit(at: int) -> tuple[int, bool, float]:
        time.sleep(at * within / visitors)
        address = f"{NAMES[at % 3]}?{STATES[at % 4]}"
        start = time.perf_counter()
        try:
            with urllib.request.urlopen(served.address(address), timeout=60) as answer:
                content = answer.read()
                return (
                    answer.status,
                    content.rstrip().endswith(b"</html>"),
                    time.perf_counter() - start,
                )
        except OSError:
            return 0, False, time.perf_counter() - start

    with ThreadPoolExecutor(visitors) as pool:
        return list(pool.map(visit, range(visitors)))
