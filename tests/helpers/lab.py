"""A JupyterLab of one's own over a notebook, as an analyst opens it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import free_port, wait_until
from places import NOTEBOOKS
from playwright.sync_api import Page, TimeoutError

from passpro_nb.panels.workbench.campaigns import VARIABLE

TALL = {"width": 1400, "height": 7000}  # JupyterLab draws only the cells that are in sight


@contextmanager
def running_lab(place: Path, name: str, campaign: Path) -> Iterator[str]:
    """Serve a notebook on a campaign in a fresh JupyterLab; yield its address."""
    notebooks, settings = (
        place / "carnets",
        place / "reglages" / "@jupyterlab" / "apputils-extension",
    )
    for folder in (notebooks, settings):
        folder.mkdir(parents=True)
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(quiet), encoding="utf-8")
    shutil.copyfile(NOTEBOOKS / name, notebooks / name)
    own = {"JUPYTERLAB_SETTINGS_DIR": place / "reglages", "JUPYTERLAB_WORKSPACES_DIR": place / "w"}
    own |= {"JUPYTER_CONFIG_DIR": place / "config", "JUPYTER_RUNTIME_DIR": place / "runtime"}
    own |= {VARIABLE: campaign}
    port, log = free_port(), place / "lab.log"
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
        "--IdentityProvider.token=", f"--notebook-dir={notebooks}",
    ]  # fmt: skip
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, env=os.environ | {k: str(v) for k, v in own.items()}
        )
    try:
        wait_until(lambda: "is running at" in log.read_text(encoding="utf-8"), process, seconds=90)
        yield f"http://127.0.0.1:{port}/lab/tree/{name}"
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def own_lab(desk: Path, *words: object) -> Iterator[tuple[str, subprocess.Popen]]:
    """Run `passpro-nb lab` on a desk, with settings that open nothing; yield its address and process."""
    config, log, port = desk / "jupyter", desk / "lab.log", free_port()
    config.mkdir(parents=True, exist_ok=True)
    quiet = {"open_browser": False, "allow_root": True, "port": port, "port_retries": 0}
    (config / "jupyter_server_config.json").write_text(json.dumps({"ServerApp": quiet}), "utf-8")
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")
    env = {k: v for k, v in os.environ.items() if k != VARIABLE} | dict.fromkeys(names, str(config))
    command = [sys.executable, "-m", "passpro_nb", "lab", *map(str, words)]
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, cwd=desk, env=env)
    try:
        wait_until(lambda: "token=" in log.read_text("utf-8"), process, seconds=90)
        yield re.search(r"http://\S+", log.read_text("utf-8"))[0], process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def run_all(page: Page, address: str) -> None:
    """Open a notebook and run all of its cells by the button of its toolbar."""
    page.set_viewport_size(TALL)
    page.goto(address)
    button = page.locator('[data-jp-item-name="restart-and-run"]')
    idle = page.get_by_text("Python 3 (ipykernel) | Idle")
    idle.wait_for(timeout=120_000)  # asked before its kernel is there, a notebook runs nothing
    for _ in range(3):
        button.click()
        page.locator(".jp-Dialog .jp-mod-accept").click()
        page.locator(".jp-Dialog").wait_for(state="detached")
        try:
            page.locator(".campagne-nom").first.wait_for(timeout=30_000)  # what its first cell says
        except TimeoutError:
            idle.wait_for(timeout=60_000)
        else:
            return
    pytest.fail("the notebook did not run")
