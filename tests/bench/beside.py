"""Our page beside what one would take instead.

The same published figures, through the same functions, in the same browser, in one run.
A time counts from the moment the browser leaves for the address (its `performance.timeOrigin`), with
what it takes to make a place for the page. On the screen: the frame is painted in which the page holds
the key figures and every row of the table of hosts; no chart is waited for. Laid out: so is each of
these rows, also those that a browser leaves for later because they are far from the screen (it is
asked for the height of the last). Alive: so is the filter, its scripts ready. A filter's answer: from
choosing a département to the frame with its figures and its table, both. A new visitor is another
profile in a browser that runs: nothing in cache; he is never a server's first, and then comes back.
Memory: private to the server's processes, more with ten pages open, a tenth of it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from platform import platform, python_version

import psutil
import pytest
from browser import free_port, launch, running_server, wait_until
from places import DASHBOARDS, ROOT
from playwright.sync_api import Browser, Error, Page, sync_playwright

from passpro_nb.panels.academie.figures import measure_screen
from passpro_nb.panels.filters import Filters
from passpro_nb.panels.widgets import PUBLISHED_VARIABLE
from passpro_nb.serve.server import WARM_SECONDS
from passpro_nb.store.published import PUBLISHED, read_published

APPS = Path(__file__).parent / "rivals"
HOME = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "passpro-nb-rivals"
PACKAGES = ("dash", "streamlit", "panel", "voila", "pandas")
VISITORS, TIMES, SETTLED = 10, 5, 5  # people, times, seconds
CHOICE = "93 – Seine-Saint-Denis"
COLUMNS = (
    "screen, new visitor", "all laid out", "screen, back again", "alive, new visitor", "a filter’s answer",
)  # fmt: skip
VERSIONS = """import sys; from importlib.metadata import version
print(*(f"{name} {version(name)}" for name in sys.argv[1:]), sep=", ")"""
# Looks at each frame, from a page's first moment or from before a choice: when all is painted, when it
# is laid out, then the filter too, in ms since the visitor's last act, else since the address was asked.
# Streamlit draws its rows, 35 px each as their heading, on a canvas.
WATCH = r"""([figures, figure, rows, count, alive]) => {
  const all = (css, root = document) => {
    const found = [...root.querySelectorAll(css)];
    const inside = () => [...root.querySelectorAll("*")].filter((one) => one.shadowRoot);
    return found.length ? found : inside().flatMap((one) => all(css, one.shadowRoot));
  };
  let last;
  const there = () => {
    const found = all(rows);
    last = found.at(-1);
    const counted = last?.matches("canvas") ? Math.floor(last.offsetHeight / 35) - 1 : found.length;
    return counted === count
      && all(figures).some((one) => one.textContent.replace(/\D/g, "") === figure);
  };
  for (const act of ["input", "pointerup"])
    addEventListener(act, () => { window.acted = performance.now(); }, true);
  window.noted = new Promise((done, fail) => {
    let seen = null, laid = null;
    const since = () => performance.now() - (window.acted ?? 0);
    const look = () => {
      if (!there()) return requestAnimationFrame(look);
      return setTimeout(() => {
        seen ??= since();
        if (last.offsetHeight > 0) laid ??= since();
        if (laid && all(alive).length) done([seen, laid, since()]); else requestAnimationFrame(look);
      });
    };
    look();
    setTimeout(fail, 60_000, new Error("not so after 60 s"));
  });
}"""


@dataclass(frozen=True)
class App:
    """A way to serve the page: how it is started, and where things stand in it."""

    name: str
    command: str  # after `python`; "": our own server
    path: str
    figures: str
    rows: str
    alive: str
    opens: str = ""  # what opens the choices, where the filter is no <select>

    def watch(self, wanted: tuple[str, int]) -> str:
        """Return the script that watches for a key figure and so many rows."""
        return (
            f"({WATCH})({json.dumps([self.figures, wanted[0], self.rows, wanted[1], self.alive])})"
        )


HOSTS = "[aria-label^='Établissements d’accueil'] tbody tr"
OURS = (
    App("ours", "", "academie", ".carte-valeur", HOSTS, "form.filtres.vif"),
    App("ours, with a kernel", "", "vif/academie", ".carte-valeur", HOSTS, "body.pret"),
)
RIVALS = (
    App(
        "Dash", "dash_app.py {port}", "", "dd", ".dash-table-container tbody tr:has(td)",
        "#department", "#department",
    ),
    App(
        "Streamlit", "-m streamlit run streamlit_app.py --server.address=127.0.0.1 "
        "--server.port={port} --server.headless=true --browser.gatherUsageStats=false", "",
        "[data-testid=stMetricValue]", "canvas[data-testid=data-grid-canvas]",
        "[data-test-script-state=notRunning]", "[data-testid=stSelectbox] input",
    ),
    App(
        "Panel", "-m panel serve panel_app.py --address=127.0.0.1 --port={port}", "panel_app",
        "h2", "table tbody tr", "select",
    ),
    App(
        "Voila, as it comes", "-m voila plain_voila.ipynb --no-browser --port={port}", "",
        ".figures b", "table tbody tr", "select",
    ),
)  # fmt: skip


def measure_beside(folder: Path, log: Path, home: Path = HOME, to: Path | None = None) -> None:
    """Print the table of our pages and of the rivals; write it, where a file is named."""
    path = (folder / PUBLISHED).resolve()
    whole, part = (measure_screen(read_published(path), Filters(department=d)) for d in ("", "93"))
    wanted = [(str(one.total["registered"]), len(one.hosts)) for one in (whole, part)]
    python, measured = find_rivals(home), {}
    with sync_playwright() as p:
        browser = launch(p.chromium)
        for app in (*OURS, *RIVALS) if python else OURS:
            try:
                with running(app, str(python), path, log) as (address, pid):
                    measured[app] = measure_app(browser, app, address, pid, wanted)
            except (Error, pytest.fail.Exception) as error:
                print(f"{app.name} could not be measured: {str(error).splitlines()[0]}")
            for left in browser.contexts:
                left.close()
        text = "\n".join([*describe(wanted[0], browser.version, python), "", *draw_table(measured)])
        browser.close()
    print(text)
    if to:
        to.write_text(f"# {__doc__}\n{text}\n", encoding="utf-8")


def find_rivals(home: Path) -> Path | None:
    """Return the Python that has the rivals, installed once; None, and a sentence, where it cannot be."""
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = home / "ready"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        if not ready.exists():
            subprocess.run([sys.executable, "-m", "venv", home], check=True)
            locked = ["-c", ROOT / "constraints.txt", "-e", ROOT]
            subprocess.run([*pip, *locked, *PACKAGES], check=True)
            ready.touch()
    except (OSError, subprocess.CalledProcessError):
        print(f"Our pages stand alone: the others could not be installed in {home}.")
        return None
    return python


@contextmanager
def running(app: App, python: str, published: Path, log: Path) -> Iterator[tuple[str, int]]:
    """Serve a page until the block ends: its address, and the process that serves it."""
    if not app.command:
        with running_server(published, DASHBOARDS, log) as served:
            time.sleep(WARM_SECONDS + 8)  # what is asked most is rendered ahead meanwhile
            yield served.address(app.path), served.process.pid
        return
    site = f"http://127.0.0.1:{(port := free_port())}/"
    found = {PUBLISHED_VARIABLE: str(published), "PYTHONPATH": f"{ROOT}{os.pathsep}{APPS}"}
    words = app.command.format(port=port).split()
    with log.open("w", encoding="utf-8") as out:
        process = psutil.Popen(
            [python, *words], cwd=APPS, env=os.environ | found, stdout=out, stderr=out
        )
    try:
        wait_until(lambda: answers(site), process, seconds=90)
        yield site + app.path, process.pid
    finally:
        stop(process)


def answers(site: str) -> bool:
    """Tell whether a server answers."""
    try:
        urllib.request.urlopen(site, timeout=60).close()
    except OSError:
        return False
    return True


def stop(process: psutil.Popen) -> None:
    """End a server, and what it started."""
    if process.is_running():
        family = [process, *process.children(recursive=True)]
        process.terminate()
        for left in psutil.wait_procs(family, 15)[1]:
            left.kill()


def measure_app(
    browser: Browser, app: App, address: str, pid: int, wanted: list[tuple[str, int]]
) -> list[float]:
    """Return the medians of `COLUMNS`, what a visitor adds to the server in MB, the machine's load."""
    whole, part = map(app.watch, wanted)
    visit(browser, address, whole)[0].context.close()  # the first, for whom all starts
    before = private_mb(pid)
    pages = [visit(browser, address, whole)[0] for _ in range(VISITORS)]
    memory = (private_mb(pid) - before) / VISITORS
    for page in pages:
        page.context.close()
    time.sleep(SETTLED)  # what they leave is cleared away
    spent = []
    for _ in range(TIMES):
        page, (seen, laid, live) = visit(browser, address, whole)
        page.goto(address, wait_until="commit")
        spent.append((seen, laid, read(page)[0], live, choose(page, app.opens, part)))
        page.context.close()
    return [*map(statistics.median, zip(*spent, strict=True)), memory, psutil.getloadavg()[0]]


def visit(browser: Browser, address: str, watch: str) -> tuple[Page, list[float]]:
    """Open the page as somebody new; return it with what `read` does."""
    page = browser.new_context(locale="fr-FR").new_page()
    page.add_init_script(watch)
    page.goto(address, wait_until="commit")
    return page, read(page)


def choose(page: Page, opens: str, watch: str) -> float:
    """Choose a département; return the seconds to its figures and its table."""
    page.evaluate(watch)
    if opens:
        page.locator(opens).first.click()
        page.get_by_role("option", name=CHOICE).click()
    else:
        page.get_by_label("Département", exact=True).select_option(label=CHOICE)
    return read(page)[0]


def read(page: Page) -> list[float]:
    """Return the seconds to all being seen, to all being laid out, to the filter being alive, once all are."""
    return [ms / 1000 for ms in page.evaluate("window.noted")]


def private_mb(pid: int) -> float:
    """Return the private memory of a process and of those that it started, in MB."""
    family, total = [process := psutil.Process(pid), *process.children(recursive=True)], 0
    for one in family:
        with suppress(psutil.NoSuchProcess):  # it has just ended
            total += one.memory_full_info().uss
    return total / 2**20


def describe(whole: tuple[str, int], browser: str, python: Path | None) -> list[str]:
    """Return the day, the machine, the versions and what is shown, a line each."""
    packages = PACKAGES if python else ("voila", "pandas")
    told = [python or sys.executable, "-c", VERSIONS, *packages]
    versions = subprocess.run(told, capture_output=True, encoding="utf-8", check=True).stdout
    return [
        f"- {date.today()}, by `make bench ARGS='--pages --to FILE'`",
        f"- {platform()}, {os.cpu_count()} cores",
        f"- Python {python_version()}, {versions.strip()}, Chromium {browser}",
        f"- {whole[0]} applications, {whole[1]} hosts; medians of {TIMES}; × how many times ours",
    ]


def draw_table(measured: dict[App, list[float]]) -> list[str]:
    """Return the lines of the table; each time also as so many times ours."""
    lines = [
        f"| | {' | '.join(COLUMNS)} | memory a visitor | load |",
        "|---" * (len(COLUMNS) + 3) + "|",
    ]
    ours = measured.get(OURS[0])
    for app, (*spent, memory, load) in measured.items():
        cells = [f"{value:.2f} s" for value in spent]
        if ours and app is not OURS[0]:
            cells = [f"{c} (×{v / own:.1f})" for c, v, own in zip(cells, spent, ours, strict=False)]
        lines.append(f"| {app.name} | {' | '.join(cells)} | {memory:.1f} MB | {load:.1f} |")
    return lines
