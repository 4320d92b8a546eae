"""How fast the pages are: on the screen, for a filter, under many visitors at once."""

from __future__ import annotations

import re
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from browser import Served, launch, open_dashboard, running_server
from places import ROOT
from playwright.sync_api import Browser, Page, expect, sync_playwright
from timing import say

from passpro_nb.panels.academie.figures import measure_screen
from passpro_nb.panels.filters import Filters
from passpro_nb.serve.server import WARM_SECONDS
from passpro_nb.store.published import PUBLISHED, read_published

NAMES = ("academie", "entretiens", "relances")
STATES = ("", "departement=77", "departement=93", "departement=94")
UNASKED = ("diplome=CAP", "departement=94&diplome=CAP")
# When the figures and the last row of the last table of a page are laid out, in ms since its address
# was asked: what a person sees, scripts or not.
SEEN = """() => new Promise(done => {
  const last = [...document.querySelectorAll(".tableau-cadre tbody tr:last-child")].pop();
  requestAnimationFrame(() => setTimeout(() => done([performance.now(), last.offsetHeight]), 0));
})"""


def measure_pages(folder: Path, log: Path) -> None:
    """Time the pages that need no kernel, then the live one, in a real browser and without one."""
    with (
        running_server(folder / PUBLISHED, ROOT / "dashboards", log) as served,
        sync_playwright() as p,
    ):
        time.sleep(WARM_SECONDS + 8)  # what is asked most is rendered ahead meanwhile
        browser = launch(p.chromium)
        measure_screens(browser, served)
        measure_filter(browser, served)
        measure_crowds(served)
        measure_live(browser, served, folder)
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
    """Return the seconds from asking an address to its last table being laid out."""
    page.goto(address, wait_until="commit")
    page.wait_for_function("document.readyState !== 'loading'")
    seen, _ = page.evaluate(SEEN)
    return seen / 1000


def measure_filter(browser: Browser, served: Served) -> None:
    """Time a filter of a page: from the choice to headline and table, together."""
    page = browser.new_page()
    page.goto(served.address("academie"))
    spent = []
    for code in ("77", "93", "94", "77", "93"):
        start = time.perf_counter()
        page.get_by_label("Département", exact=True).select_option(value=code)
        expect(page.locator("h1")).to_contain_text(f"({code})")
        spent.append(time.perf_counter() - start)
    say(
        "a filter of a page that needs no kernel",
        statistics.median(spent),
        beside="département, rendered ahead",
    )
    page.close()


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


def measure_live(browser: Browser, served: Served, folder: Path) -> None:
    """Time first figures and a filter's answer of the live page, and its kernel's memory."""
    address = served.address("vif/academie")
    first, live = [], []
    for _ in range(4):
        page = browser.new_page()
        start = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator(".carte-valeur").first.wait_for(timeout=60_000)
        first.append(time.perf_counter() - start)
        page.locator("body.pret").wait_for(timeout=60_000)
        live.append(time.perf_counter() - start)
        page.close()
    say(
        "first figures on the page",
        statistics.median(first[1:]),
        beside=f"first visitor {first[0]:.2f} s",
    )
    say("the whole page, filters live", statistics.median(live[1:]))
    page = open_dashboard(browser.new_page(), address)
    total = read_published(folder / PUBLISHED)
    wanted = measure_screen(total, Filters(department="93")).total["registered"]
    pattern = re.compile("^" + r"\D?".join(str(wanted)) + "$")
    start = time.perf_counter()
    page.get_by_label("Département", exact=True).select_option(label="93 – Seine-Saint-Denis")
    expect(page.locator(".carte-valeur").first).to_have_text(pattern)
    say("a filter's answer on the page", time.perf_counter() - start)
    for name, private in sorted(_kernels(served.process.pid)):
        say(f"memory of {name}", private, "MB", "its own, not shared")


def _kernels(parent: int) -> Iterator[tuple[str, float]]:
    """Yield the processes under the server with their private memory, in MB (Linux only)."""
    if not Path("/proc").is_dir():
        return
    listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, encoding="utf-8").stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()[1:]]
    family = {parent}
    for _ in pairs:
        family |= {pid for pid, above in pairs if above in family}
    for pid in family - {parent}:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
        except OSError:
            continue
        private = sum(int(kb) for kb in re.findall(r"Private_\w+: +(\d+)", rollup)) / 1024
        yield f"process {pid} under the server", private
