"""A served folder of dashboards, and a real browser to look at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from socket import socket
from typing import Literal

import nbformat
import pytest
from playwright.sync_api import Browser, BrowserType, Error, Page, expect, sync_playwright

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
VISITOR = {"args": FLAGS, "env": {**os.environ, "LC_ALL": "C.UTF-8"}}  # not the server's machine
Look = tuple[int, int, Literal["light", "dark"]]  # width, height, colours
LOOKS: list[Look] = [(1366, 768, "light"), (1366, 768, "dark"), (390, 800, "light")]
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


@dataclass(frozen=True)
class Served:
    """A running server: its address, its process, where its log goes."""

    url: str
    process: subprocess.Popen[str]
    log: Path

    def address(self, path: str = "") -> str:
        """Return the address of a page."""
        return self.url + path


def free_port() -> int:
    """Return a loopback port that nothing listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve_call(published: Path, dashboards: Path, port: int, **options: object) -> str:
    """Return the Python that serves a folder on a port, and speaks as the command line does."""
    return (
        "import sys; [s.reconfigure(encoding='utf-8') for s in (sys.stdout, sys.stderr)]; "
        "from pathlib import Path; from passpro_nb.serve.access import Access; "
        "from passpro_nb.serve.server import serve_dashboards; "
        f"serve_dashboards(Path({str(published)!r}), dashboards=Path({str(dashboards)!r}), port={port}, "
        f"**{options!a})"
    )


@contextmanager
def running_server(
    published: Path, dashboards: Path, log: Path, **options: object
) -> Iterator[Served]:
    """Serve a folder in a process of its own, through the real function, until the block ends."""
    port = free_port()
    call = serve_call(published, dashboards, port, **options)
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", call], stdout=out, stderr=out, encoding="utf-8"
        )
    try:
        wait_until(
            lambda: "Tableaux de bord : " in log.read_text(encoding="utf-8"), process, seconds=60
        )
        yield Served(f"http://127.0.0.1:{port}/", process, log)
    finally:
        process.terminate()
        process.wait(30)


def wait_until(
    condition, process: subprocess.Popen[str] | None = None, seconds: float = 15
) -> None:
    """Wait for a condition; fail when it does not come, or when the process ends before."""
    end = time.monotonic() + seconds
    while not condition():
        if process is not None and process.poll() is not None:
            pytest.fail(f"the server ended with {process.returncode}")
        if time.monotonic() > end:
            pytest.fail(f"not so after {seconds} s")
        time.sleep(0.1)


def write_dashboard(path: Path, *cells: str, title: str, description: str = "") -> None:
    """Write a notebook of code cells as a dashboard."""
    metadata = {"title": title, "description": description, "kernelspec": KERNEL}
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata=metadata
    )
    nbformat.write(notebook, path)


def open_dashboard(page: Page, address: str) -> Page:
    """Open a dashboard and wait until its widgets are live."""
    page.goto(address, wait_until="commit")
    page.locator("body.pret").wait_for(timeout=60_000)
    return page


def accessibility_faults(page: Page) -> list[dict]:
    """Return what the tool axe finds on a page; its own wrapper reads it in the machine's encoding."""
    tool = files("axe_playwright_python") / "axe.min.js"
    page.evaluate(tool.read_text(encoding="utf-8"))
    return page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]


def faults_seen(page: Page, address: str, look: Look, ready: str = "main") -> list[tuple[str, str]]:
    """Return what axe finds on a page, once `ready` is there, and whether all moves sideways."""
    width, height, scheme = look
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    page.locator(ready).first.wait_for(state="attached")
    found = [(v["id"], v["nodes"][0]["html"][:90]) for v in accessibility_faults(page)]
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        found.append(("moves sideways", f"{wide} px"))
    return found


def launch(chromium: BrowserType) -> Browser:
    """Start the browser found on the path, else Playwright's own, fetched if need be."""
    for name in ON_PATH:
        if path := shutil.which(name):
            return chromium.launch(executable_path=path, **VISITOR)
    try:
        return chromium.launch(**VISITOR)
    except Error:
        return chromium.launch(executable_path=_fetch_browser(), **VISITOR)


def _fetch_browser() -> str | None:
    """Install Playwright's Chromium (None: it knows where), else Debian's package, as root only."""
    if _playwright("install", "chromium"):
        return None
    _install("chromium", "no browser: install Chromium, Chrome or Edge")
    return shutil.which("chromium")


def _playwright(*words: str) -> bool:
    return subprocess.run([sys.executable, "-m", "playwright", *words]).returncode == 0


def _install(package: str, otherwise: str) -> None:
    """Install a package of Debian's when root may; fail with what to do where it may not."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        pytest.fail(otherwise)
    subprocess.run(["apt-get", "update", "-q"], check=True)
    subprocess.run(["apt-get", "install", "-y", "-q", package], check=True)


# A running Playwright holds the thread's event loop: module scope leaves the other tests alone.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run a real browser."""
    if not _playwright("--version"):  # its own node asks for a library that a bare system lacks
        _install("libatomic1", "Playwright does not start: install libatomic1")
    with sync_playwright() as playwright:
        started = launch(playwright.chromium)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a fresh tab, closed after the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    tab = context.new_page()
    tab.set_default_timeout(30_000)
    yield tab
    context.close()
